//! What is derived from `SECRET_KEY`.

use std::fmt;

use aws_lc_rs::hmac;

use crate::secret::Secret;

/// 64 bytes from `SECRET_KEY`: the first half signs, the whole is what further keys are derived from.
#[derive(Clone)]
pub struct SecretKey([u8; 64]);

impl SecretKey {
    /// HKDF-Expand (RFC 5869 section 2.3) with SHA-256 and the label of the cookie library, so that its keys and ours are
    /// the same and a cookie from before outlives an upgrade.
    pub(super) fn derive(secret: &Secret<String>) -> SecretKey {
        const LABEL: &[u8] = b"COOKIE;SIGNED:HMAC-SHA256;PRIVATE:AEAD-AES-256-GCM";
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.expose().as_bytes());
        let first = hmac::sign(&key, &[LABEL, &[1]].concat());
        let second = hmac::sign(&key, &[first.as_ref(), LABEL, &[2]].concat());
        let mut bytes = [0; 64];
        bytes[..32].copy_from_slice(first.as_ref());
        bytes[32..].copy_from_slice(second.as_ref());
        SecretKey(bytes)
    }

    /// For signatures: 32 bytes.
    pub fn signing(&self) -> &[u8] {
        &self.0[..32]
    }

    /// All of it, to derive keys from: 64 bytes.
    pub fn master(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}
