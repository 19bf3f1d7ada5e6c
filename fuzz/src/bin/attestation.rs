//! An attestation object, and the authenticator data in it.
#![no_main]

use inside::fuzzing::passkeys::{attestation, authenticator_data, verifies};

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    if let Ok(inner) = attestation(data) {
        check(inner);
    }
    check(data);
}

fn check(data: &[u8]) {
    let Ok((domain, credential)) = authenticator_data(data) else { return };
    assert_eq!(domain.len(), 32);
    if let Some((id, key)) = credential {
        assert!((1..=1023).contains(&id.len()));
        assert!(verifies(key, b"message", b"no signature").is_ok_and(|is_right| !is_right), "a key that can be used");
    }
    // A byte too many or too few is a refusal.
    assert!(authenticator_data(&data[..data.len() - 1]).is_err());
    assert!(authenticator_data(&[data, &[0]].concat()).is_err());
}
