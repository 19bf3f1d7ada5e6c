//! A passkey's public key.
#![no_main]

use inside::fuzzing::passkeys::verifies;

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    if let Ok(is_right) = verifies(data, b"message", b"no signature") {
        assert!(!is_right);
        assert!(
            verifies(&[data, &[0]].concat(), b"message", b"no signature").is_err(),
            "the key and nothing behind it"
        );
    }
    // The first bytes as the signature, too.
    let (signature, key) = data.split_at(data.len().min(72));
    assert!(!verifies(key, b"message", signature).unwrap_or(false), "a signature that nobody made");
}
