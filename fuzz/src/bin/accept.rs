//! `Accept-Language`, `Accept` and `Accept-Encoding`.
#![no_main]

use inside::texts::Language;
use vestibule::doors::fuzzing::{accepted, coding, prefers_json};
use vestibule_fuzz::text;

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    for (range, weight) in accepted(data) {
        assert!(weight <= 1_000, "{range}: {weight}");
        if let Some(language) = Language::of_range(&range) {
            assert_eq!(Language::of_tag(language.tag()), Some(language));
        }
    }
    let _ = prefers_json(data);
    let _ = coding(data);
    if let Some(text) = text(data) {
        let _ = Language::of_range(text);
    }
}
