//! An authenticator that does as it is told. RustCrypto signs for it, where AWS-LC verifies; RSA keys are AWS-LC's own.

use std::cell::RefCell;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256, RsaPublicKeyComponents};
use passkey::crypto::coset::CborSerializable;
use passkey::crypto::rust_crypto::RustCryptoBackend;
use passkey::crypto::{CryptoBackend, PublicKeyT, SecretKeyT, iana};

use super::{Assertion, CHALLENGE, DOMAIN, ORIGIN, Registration};
use crate::factors::passkeys::challenge::encode;
use crate::factors::passkeys::sha256;

/// User present and verified.
pub(super) const VERIFIED: u8 = 0x05;
pub(super) const BACKUP_ELIGIBLE: u8 = 0x08;
pub(super) const BACKED_UP: u8 = 0x10;
pub(super) const WITH_CREDENTIAL: u8 = 0x40;
pub(super) const WITH_EXTENSIONS: u8 = 0x80;

enum Key {
    Curve(RefCell<<RustCryptoBackend as CryptoBackend>::SecretKey>),
    Rsa(KeyPair),
}

pub(super) struct Authenticator {
    key: Key,
    pub(super) cose: Vec<u8>,
}

impl Authenticator {
    pub(super) fn es256() -> Authenticator {
        Authenticator::on_curve(iana::Algorithm::ES256)
    }

    pub(super) fn eddsa() -> Authenticator {
        Authenticator::on_curve(iana::Algorithm::EdDSA)
    }

    fn on_curve(algorithm: iana::Algorithm) -> Authenticator {
        let secret = RustCryptoBackend.generate_key(algorithm).expect("a key");
        let cose = secret.public_key().to_cose_key().to_vec().expect("its CBOR");
        Authenticator { key: Key::Curve(RefCell::new(secret)), cose }
    }

    pub(super) fn rs256() -> Authenticator {
        let pair = KeyPair::generate(KeySize::Rsa2048).expect("a key");
        let public: RsaPublicKeyComponents<Vec<u8>> = pair.public_key().into();
        Authenticator { cose: rsa_key(&public.n, &public.e), key: Key::Rsa(pair) }
    }

    pub(super) fn sign(&self, data: &[u8], client_data: &[u8]) -> Vec<u8> {
        let message = [data, sha256(client_data).as_ref()].concat();
        match &self.key {
            Key::Curve(secret) => secret.borrow_mut().sign(&message),
            Key::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), &message, &mut signature).expect("a signature");
                signature
            }
        }
    }

    pub(super) fn register(&self, flags: u8) -> Registration {
        let credential = credential(b"an id of this passkey", &self.cose);
        Registration {
            id: b"an id of this passkey".to_vec(),
            client_data: client_data("webauthn.create", CHALLENGE, ORIGIN, ""),
            object: attestation(&data(DOMAIN, flags | WITH_CREDENTIAL, 1, &credential)),
        }
    }

    /// An answer to this, said and signed.
    pub(super) fn answer(&self, client_data: Vec<u8>, data: Vec<u8>) -> Assertion {
        let signature = self.sign(&data, &client_data);
        Assertion { id: b"an id of this passkey".to_vec(), client_data, data, signature }
    }

    pub(super) fn assert(&self, flags: u8, counter: u32) -> Assertion {
        let client_data = client_data("webauthn.get", CHALLENGE, ORIGIN, "");
        self.answer(client_data, data(DOMAIN, flags, counter, &[]))
    }
}

/// An RSA key in COSE. The lengths are those of two bytes, since a modulus has as many.
pub(super) fn rsa_key(n: &[u8], e: &[u8]) -> Vec<u8> {
    let mut cose = vec![0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00];
    for (label, number) in [(0x20, n), (0x21, e)] {
        cose.push(label);
        cose.extend(bytes(number));
    }
    cose
}

/// A byte string in CBOR.
pub(super) fn bytes(of: &[u8]) -> Vec<u8> {
    let length = u16::try_from(of.len()).expect("short").to_be_bytes();
    match of.len() {
        0..24 => [&[0x40 | length[1]], of].concat(),
        24..256 => [&[0x58, length[1]], of].concat(),
        _ => [&[0x59, length[0], length[1]], of].concat(),
    }
}

pub(super) fn client_data(kind: &str, challenge: &[u8], origin: &str, more: &str) -> Vec<u8> {
    let challenge = encode(challenge);
    format!(r#"{{"type":"{kind}","challenge":"{challenge}","origin":"{origin}"{more}}}"#).into_bytes()
}

pub(super) fn credential(id: &[u8], cose: &[u8]) -> Vec<u8> {
    let length = u16::try_from(id.len()).expect("short").to_be_bytes();
    [&[7; 16], &length[..], id, cose].concat()
}

pub(super) fn data(domain: &str, flags: u8, counter: u32, rest: &[u8]) -> Vec<u8> {
    [sha256(domain.as_bytes()).as_ref(), &[flags], &counter.to_be_bytes(), rest].concat()
}

/// An attestation object of the format "none".
pub(super) fn attestation(data: &[u8]) -> Vec<u8> {
    [b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData", &bytes(data)[..]].concat()
}
