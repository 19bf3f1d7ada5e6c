//! What is taken for a stored hash: what the bcrypt crate takes, but for a cost like `+5`.

use bcrypt_lanes::{BcryptHash, Cost, Malformed, Version};
use proptest::prelude::*;

const HASH: &str = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

fn refusal(text: &str) -> Option<Malformed> {
    text.parse::<BcryptHash>().err()
}

#[test]
fn each_version_is_read_and_written() {
    for (letter, version) in [('a', Version::A), ('b', Version::B), ('x', Version::X), ('y', Version::Y)] {
        let text = HASH.replacen('a', &letter.to_string(), 1);
        let hash: BcryptHash = text.parse().expect("a hash");
        assert_eq!((hash.version(), hash.cost().get()), (version, 5));
        assert_eq!(hash.to_string(), text);
    }
}

#[test]
fn anything_else_is_refused() {
    assert_eq!(refusal(""), Some(Malformed::Shape));
    assert_eq!(refusal(&HASH[..59]), Some(Malformed::Shape));
    assert_eq!(refusal(&format!("{HASH} ")), Some(Malformed::Shape));
    assert_eq!(refusal(&HASH.replacen("$2a", "$3a", 1)), Some(Malformed::Shape));
    assert_eq!(refusal(&HASH.replacen("$2a", "$2c", 1)), Some(Malformed::Version));
    for cost in ["03", "32", "99", "+5", " 5", "5 ", "ab"] {
        assert_eq!(refusal(&HASH.replacen("05", cost, 1)), Some(Malformed::Cost), "{cost}");
    }
    assert_eq!(refusal(&HASH.replacen("C.", "C$", 1)), Some(Malformed::Encoding));
    assert_eq!(refusal(&HASH.replacen("C.", "C/", 1)), Some(Malformed::Encoding), "a bit beyond the salt");
    assert_eq!(refusal(&HASH.replacen("eW", "eX", 1)), Some(Malformed::Encoding), "a bit beyond the digest");
    assert_eq!(refusal(&HASH.replacen("CC", "é", 1)), Some(Malformed::Encoding));
}

#[test]
fn costs_are_from_4_to_31() {
    let known = (0..100).filter_map(|cost| Cost::new(cost).ok()).map(Cost::get);
    assert!(known.eq(4..=31));
    assert!(Cost::LOWEST < Cost::HIGHEST);
}

#[test]
fn salt_and_digest_are_not_printed() {
    let hash: BcryptHash = HASH.parse().expect("a hash");
    assert_eq!(format!("{hash:?}"), "BcryptHash { version: A, cost: Cost(5), .. }");
}

proptest! {
    /// One character of a good hash is exchanged: mostly for one of the alphabet, sometimes for any.
    #[test]
    fn the_crate_reads_the_same(place in 0..60_usize, character in "[./A-Za-z0-9]|[ -~]|\\PC") {
        let text = format!("{}{character}{}", &HASH[..place], &HASH[place + 1..]);
        let theirs = text.parse::<bcrypt::HashParts>().ok().filter(|parts| (4..=31).contains(&parts.get_cost()));
        let ours = text.parse::<BcryptHash>().ok();
        prop_assert!(ours.is_some() == theirs.is_some() || text[4..].starts_with('+'), "{}", text);
        if let Some((ours, theirs)) = ours.zip(theirs) {
            prop_assert_eq!(ours.salt(), &theirs.get_salt_raw());
            prop_assert_eq!(ours.cost().get(), theirs.get_cost());
            prop_assert_eq!(ours.to_string(), text);
        }
    }
}
