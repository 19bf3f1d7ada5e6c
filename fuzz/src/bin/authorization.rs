//! `Authorization`, and an origin.
#![no_main]

use vestibule::doors::fuzzing::{bearer, origin};
use vestibule_fuzz::text;

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    if let Some(token) = bearer(data) {
        assert!(!token.starts_with(' '), "{token:?}");
        if !token.is_empty() {
            assert_eq!(bearer(format!("Bearer {token}").as_bytes()).as_ref(), Some(&token), "read again");
        }
    }
    let Some(text) = text(data) else { return };
    if let Some(own) = origin("https", text) {
        let authority = own.strip_prefix("https://").expect("the same scheme");
        assert!(!authority.is_empty() && !authority.contains(['/', '@', '?', '#', '\\', ' ']), "{own:?}");
        assert_eq!(origin("https", authority).as_ref(), Some(&own), "the one form is its own");
    }
}
