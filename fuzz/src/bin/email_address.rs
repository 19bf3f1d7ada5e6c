//! Email addresses.
#![no_main]

use inside::email_address::EmailAddress;
use inside::fuzzing::email_address::{forms, key};
use vestibule_fuzz::text;

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    let Some(typed) = text(data) else { return };
    let key_of_typed = key(typed);
    let Ok(address) = EmailAddress::parse(typed) else { return };
    let (text, own_key, for_mail) = forms(&address);
    assert!(text.len() <= 254 && text.matches('@').count() == 1, "{text:?}");
    assert!(!text.chars().any(|c| c.is_control() || c.is_whitespace() || "<>,;:\\\"()[]".contains(c)), "{text:?}");
    let again = EmailAddress::parse(&text).map(|address| forms(&address));
    assert_eq!(
        again.ok(),
        Some((text.clone(), own_key.clone(), for_mail.clone())),
        "what was accepted is accepted again"
    );
    let for_mail = for_mail.expect("an accepted address can be written to");
    assert!(for_mail.bytes().all(|byte| (b'!'..=b'~').contains(&byte)), "{for_mail:?}");
    assert!(EmailAddress::parse(&own_key).is_ok(), "{own_key:?}");
    assert_eq!(key_of_typed, own_key, "the key of what was typed, and of what is kept of it");
    assert_eq!(key(&own_key), own_key, "the key of a key is itself");
}
