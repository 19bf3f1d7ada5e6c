//! The head of an answer that `doctor` asked for.
#![no_main]

use inside::fuzzing::doctor::answer_head;

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    if let Ok((_, values)) = answer_head(data, "location") {
        assert!(values.iter().all(|value| !value.contains(['\n']) && value.trim() == value), "{values:?}");
    }
}
