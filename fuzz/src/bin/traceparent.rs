//! `traceparent`.
#![no_main]

use vestibule::doors::fuzzing::trace_id;

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    if let Some(id) = trace_id(data) {
        assert!(id.len() == 32 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')), "{id:?}");
    }
}
