//! What a browser says about a passkey's ceremony.
#![no_main]

use inside::fuzzing::passkeys::client_data;
use vestibule_fuzz::{OURS, choice};

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    let (chosen, json) = choice(data);
    let is_new = chosen % 2 == 0;
    let origins = [OURS.to_owned()];
    if client_data(json, is_new, &origins).is_ok() {
        assert!(client_data(json, !is_new, &origins).is_err(), "of one ceremony only");
        assert!(client_data(json, is_new, &[]).is_err(), "for one site only");
        // What nobody asks for is skipped, and may hold what is no text.
        if let Ok(said) = serde_json::from_slice::<serde_json::Value>(json) {
            assert_eq!(said["origin"], OURS);
        }
    }
}
