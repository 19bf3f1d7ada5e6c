//! The hashes of other libraries, and texts that are none.

use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::hashing::StoredPassword;
use crate::hashing::costs::{HashCosts, cost_of};
use crate::hashing::task::{Answer, Task};

/// Made by the other libraries themselves, see `tests/interop/password_hashes.py`.
const VECTORS: &str = include_str!("../../../../../tests/interop/password_hashes.json");

#[derive(Deserialize)]
struct Vector {
    format: String,
    password: String,
    stored: String,
}

fn vectors() -> Vec<Vector> {
    serde_json::from_str(VECTORS).expect("a list of hashes")
}

/// Whether the password is right, and what finding it out has cost.
fn verify(password: &str, stored: &StoredPassword, costs: &HashCosts) -> (bool, u64) {
    let before = costs.spent();
    let task = Task::check(&Password::new(password), stored, costs).expect("a task");
    match crate::hashing::compute_here(task, costs).expect("an answer") {
        Answer::Checked(is_right) => (is_right, costs.spent() - before),
        Answer::Hashed(_) => panic!("nothing was to be hashed"),
    }
}

fn taken(text: &str) -> StoredPassword {
    StoredPassword::take_over(text, &Pepper::None).unwrap_or_else(|problem| panic!("{text}: {problem:?}"))
}

#[test]
fn the_hashes_of_every_other_library_open_to_their_password_and_to_no_other() {
    let (vectors, costs) = (vectors(), HashCosts::new(4));
    for Vector { format, password, stored } in &vectors {
        let taken = taken(stored);
        // As the row keeps it.
        let read = StoredPassword::parse(taken.as_text().to_owned());
        assert_eq!(read, taken, "{stored}");
        assert!(verify(password, &read, &costs).0, "{format}: {stored}");
        let (is_right, _) = verify("Correct horse", &read, &costs);
        assert!(!is_right, "{format}: {stored}");
    }
    let formats: std::collections::BTreeSet<&str> = vectors.iter().map(|vector| vector.format.as_str()).collect();
    let all = ["argon2", "bcrypt", "django", "firebase", "passlib", "phpass", "werkzeug", "wordpress"];
    assert_eq!(formats.into_iter().collect::<Vec<_>>(), all);
}

#[test]
fn a_wrong_password_costs_the_same_whatever_program_made_the_hash() {
    let costs = HashCosts::new(4);
    let cheap = |vector: &Vector| ["argon2", "bcrypt", "passlib", "phpass"].contains(&vector.format.as_str());
    let stored: Vec<StoredPassword> = vectors().iter().filter(|one| cheap(one)).map(|one| taken(&one.stored)).collect();
    for one in &stored {
        verify("not the password", one, &costs);
    }
    let unknown = verify("not the password", &StoredPassword::Unusable, &costs).1;
    assert_eq!(unknown, 1 << costs.highest());
    for one in &stored {
        assert_eq!(verify("not the password", one, &costs).1, unknown, "{}", one.as_text());
    }
}

#[test]
fn what_an_application_mixed_into_its_passwords_is_mixed_in_here() {
    let costs = HashCosts::new(4);
    let of =
        |bytes: &[u8]| bcrypt_lanes::hash_all([bcrypt_lanes::Job::hash(bytes, bcrypt_lanes::Cost::LOWEST, [1; 16])]);
    let devise = of(b"a passwordpepper")[0].to_string();
    let stored =
        StoredPassword::take_over(&devise, &Pepper::Suffix(Secret::new(b"pepper".to_vec()))).expect("Devise's");
    assert!(verify("a password", &StoredPassword::parse(stored.as_text().to_owned()), &costs).0);
    assert!(!verify("a password", &taken(&devise), &costs).0);
    // hmac.new(b"salt", b"a password", hashlib.sha512) of Python, in base64.
    let seasoned = Pepper::HmacSha512(Secret::new(b"salt".to_vec())).season(&Password::new("a password"));
    let stored =
        StoredPassword::take_over(&of(&seasoned)[0].to_string(), &Pepper::HmacSha512(Secret::new(b"salt".to_vec())));
    assert!(verify("a password", &stored.expect("Flask-Security's"), &costs).0);
    assert_eq!(
        std::str::from_utf8(&seasoned).expect("base64"),
        "AcEcfnbPANcQFRSIF5iIOQeSBuCOuq/+FO//P2epNPltHj5r0Fo1DzLGts1qYeyyLG9iU9LCe11UmlVBjFSObQ=="
    );
}

#[test]
fn what_would_take_too_long_or_too_much_memory_is_refused_before_it_is_computed() {
    let argon2 = |costs| format!("$argon2id$v=19${costs}$c2FsdHNhbHRzYWx0$AAECAwQFBgcICQoLDA0ODw");
    let expensive = [
        "$2b$16$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe".to_owned(),
        "bcrypt_sha256$$2b$31$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe".to_owned(),
        "sha256+$2b$31$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe".to_owned(),
        "pbkdf2_sha256$4000000000$salt$AAECAwQFBgcICQoLDA0ODw==".to_owned(),
        format!("pbkdf2:sha256:5000000$salt${}", "00".repeat(64)),
        format!("scrypt:4194304:8:1$salt${}", "00".repeat(64)),
        format!("scrypt:131072:8:32$salt${}", "00".repeat(64)),
        format!("scrypt:9223372036854775808:8:1$salt${}", "00".repeat(64)),
        argon2("m=4194304,t=1,p=1"),
        argon2("m=262144,t=9,p=1"),
        argon2("m=4294967295,t=4294967295,p=1"),
        "$P$V12345678AAAAAAAAAAAAAAAAAAAAA.".to_owned(),
        "$fbscrypt$v=1,n=40,r=8,p=1,ss=,sk=AAECAwQFBgcICQoLDA0ODw==$$AAECAwQFBgcICQoLDA0ODw==".to_owned(),
    ];
    for text in expensive {
        assert_eq!(StoredPassword::take_over(&text, &Pepper::None), Err(HashProblem::TooExpensive), "{text}");
    }
    for nothing in ["", "  ", "!", "!Xy", "*", "*0"] {
        assert_eq!(StoredPassword::take_over(nothing, &Pepper::None), Err(HashProblem::Missing), "{nothing}");
    }
    let unknown = [
        "plain text".to_owned(),
        "5f4dcc3b5aa765d61d8327deb882cf99".to_owned(),
        "sha1$salt$0123456789abcdef0123456789abcdef01234567".to_owned(),
        "md5$salt$0123456789abcdef0123456789abcdef".to_owned(),
        "$2x$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe".to_owned(),
        "pbkdf2_sha256$0$salt$AAECAwQFBgcICQoLDA0ODw==".to_owned(),
        "pbkdf2_sha256$1000$salt$AAEC".to_owned(),
        format!("scrypt:1000:8:1$salt${}", "00".repeat(64)),
        format!("scrypt:+1024:8:1$salt${}", "00".repeat(64)),
        argon2("m=8,t=1"),
        argon2("m=8,t=1,p=0"),
        argon2("m=1,t=1,p=1"),
        argon2("m=64,t=1,p=1,keyid=AAAA"),
    ];
    for text in unknown {
        assert_eq!(StoredPassword::take_over(&text, &Pepper::None), Err(HashProblem::Unknown), "{text}");
    }
}

#[test]
fn a_cost_is_that_of_the_cheapest_bcrypt_that_takes_at_least_as_long() {
    assert_eq!([1, 16, 17, 64, 4_096, 4_097, u64::MAX >> 1].map(cost_of), [4, 4, 5, 6, 12, 13, 31]);
}

proptest! {
    /// What is read is read again as it was kept, and can be paid for.
    #[test]
    fn no_text_does_harm(
        text in prop_oneof![
            "\\PC{0,80}",
            "(scrypt|pbkdf2|pbkdf2_sha256|argon2|\\$argon2id|\\$P|\\$H|\\$fbscrypt|\\$wp|bcrypt_sha256|foreign\\+)[:$+][a-z0-9:$=,./+]{0,80}",
            "\\$argon2id\\$v=19\\$m=[0-9]{1,10},t=[0-9]{1,10},p=[0-9]{1,10}\\$[a-zA-Z0-9]{11}\\$[a-zA-Z0-9]{22}",
            "scrypt:[0-9]{1,20}:[0-9]{1,10}:[0-9]{1,10}\\$[a-z]{0,8}\\$[0-9a-f]{32}",
        ],
    ) {
        let _ = StoredPassword::parse(text.clone());
        if let Ok(stored) = StoredPassword::take_over(&text, &Pepper::None) {
            prop_assert_eq!(StoredPassword::parse(stored.as_text().to_owned()), stored);
        }
    }

    /// One character of a real hash is another one, missing or doubled.
    #[test]
    fn a_damaged_hash_is_refused_or_another_one(place in 0_usize..10_000, which in 0_usize..1_000, with in "[ -~]{0,2}") {
        let vectors = vectors();
        let stored = &vectors[which % vectors.len()].stored;
        let place = place % stored.len();
        let damaged = format!("{}{with}{}", &stored[..place], &stored[place + 1..]);
        if let Ok(taken) = StoredPassword::take_over(&damaged, &Pepper::None) {
            prop_assert_eq!(StoredPassword::parse(taken.as_text().to_owned()), taken);
        }
    }

    #[test]
    fn a_pepper_is_read_as_it_was_written(bytes in proptest::collection::vec(any::<u8>(), 0..40), hash in "[ -~]{0,40}") {
        for pepper in [Pepper::Suffix(Secret::new(bytes.clone())), Pepper::HmacSha512(Secret::new(bytes.clone()))] {
            let text = format!("{}{hash}", pepper.write());
            prop_assert_eq!(Pepper::read(&text), Some((pepper, hash.as_str())));
        }
    }
}
