//! Cells of foreign tables: times, and the secrets of authenticator apps.
#![no_main]

use inside::fuzzing::sources::{time_of, totp};
use vestibule_fuzz::text;

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    let Some(text) = text(data) else { return };
    if let Some(time) = time_of(text) {
        let unix = time.assume_utc().unix_timestamp();
        if unix.abs() <= 100_000_000_000 {
            assert_eq!(time_of(&unix.to_string()), Some(time));
        }
    }
    assert!(totp(text).map_or(true, |secret| (10..=128).contains(&secret.len())));
}
