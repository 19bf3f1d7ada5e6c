//! The texts of an operator.
#![no_main]

use inside::fuzzing::texts::keys;
use vestibule_fuzz::text;

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    let Some(text) = text(data) else { return };
    if let Ok(keys) = keys(text) {
        let different: std::collections::BTreeSet<&String> = keys.iter().collect();
        assert_eq!(different.len(), keys.len(), "every key once");
    }
}
