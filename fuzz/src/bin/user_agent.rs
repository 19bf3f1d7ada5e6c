//! What a client calls itself.
#![no_main]

use inside::user_agent::{english_name, icon};
use vestibule_fuzz::text;

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    let kept = vestibule::doors::fuzzing::user_agent(data);
    assert!(kept.chars().count() <= 300 && !kept.chars().any(char::is_control));
    let name = english_name(&kept);
    assert!(!name.is_empty() && !name.chars().any(char::is_control), "{name:?}");
    let _ = icon(&kept);
    if let Some(text) = text(data) {
        let _ = (english_name(text), icon(text));
    }
}
