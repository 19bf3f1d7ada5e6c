//! Password hashes of other programs.
#![no_main]

use inside::fuzzing::hashing::{as_kept, taken_over};
use vestibule_fuzz::text;

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    let Some(text) = text(data) else { return };
    if let Ok(kept) = taken_over(text) {
        assert_eq!(as_kept(&kept), kept, "what is kept is read again");
        assert!(!kept.starts_with('!'), "and is not taken for a password that was turned off");
    }
    let row = as_kept(text);
    assert_eq!(as_kept(&row), row);
}
