//! What people type: usernames, names of passkeys, codes.
#![no_main]

use inside::factors::OneTimeCode;
use inside::fuzzing::users::{is_username, passkey_name};
use inside::users::rules::username_key;
use vestibule_fuzz::{CONFIG, text};

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    let Some(typed) = text(data) else { return };
    let key = username_key(typed);
    assert_eq!(username_key(&key), key, "{typed:?}");
    if is_username(typed, &CONFIG) {
        assert!(typed.chars().all(|c| c.is_ascii_alphanumeric()) && (3..=30).contains(&typed.len()), "{typed:?}");
        assert_eq!(key, typed.to_ascii_lowercase());
        // A look-alike that is accepted too is the same name.
        let other = typed.to_ascii_uppercase();
        assert!(is_username(&other, &CONFIG) && username_key(&other) == key, "{typed:?}");
    }
    if let Ok(name) = passkey_name(typed) {
        assert!((1..=60).contains(&name.chars().count()) && !name.chars().any(char::is_control), "{name:?}");
        assert_eq!(passkey_name(&name).ok(), Some(name));
    }
    let code = OneTimeCode::new(typed);
    assert!(code.text_for_form().chars().count() <= 64);
    assert_eq!(OneTimeCode::new(&code.text_for_form()), code, "{typed:?}");
}
