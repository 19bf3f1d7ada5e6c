//! Emails hold live links: whoever reads the database or a backup of it must not be able to use one.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};

use crate::config::Config;
use crate::error::Error;

/// AES-256-GCM (NIST SP 800-38D) under a key made from `SECRET_KEY` for this purpose alone (RFC 5869).
pub struct Seal {
    current: RandomizedNonceKey,
    previous: Option<RandomizedNonceKey>,
}

/// What was sealed can't be opened: its key is gone, or somebody changed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

impl Seal {
    /// Makes the keys.
    pub fn new(config: &Config) -> Seal {
        Seal {
            current: key(config.secret_key.expose().master()),
            previous: config.secret_key_previous.as_ref().map(|secret| key(secret.expose().master())),
        }
    }

    /// Closes `text` for the row of that name: moved to another row, it does not open.
    ///
    /// # Errors
    /// When the cipher refuses, which it has no reason to.
    pub fn close(&self, name: &str, text: &[u8]) -> Result<Vec<u8>, Error> {
        let mut sealed = text.to_vec();
        let nonce = self
            .current
            .seal_in_place_append_tag(Aad::from(name.as_bytes()), &mut sealed)
            .map_err(|_| Error::internal("an email can't be sealed"))?;
        sealed.splice(0..0, *nonce.as_ref());
        Ok(sealed)
    }

    /// Opens what [`Seal::close`] made, also with the key before this one.
    ///
    /// # Errors
    /// [`Broken`].
    pub fn open(&self, name: &str, sealed: &[u8]) -> Result<Vec<u8>, Broken> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_LEN>().ok_or(Broken)?;
        for key in [Some(&self.current), self.previous.as_ref()].into_iter().flatten() {
            let mut text = sealed.to_vec();
            let nonce = Nonce::assume_unique_for_key(*nonce);
            if let Ok(opened) = key.open_in_place(nonce, Aad::from(name.as_bytes()), &mut text) {
                return Ok(opened.to_vec());
            }
        }
        Err(Broken)
    }
}

fn key(master: &[u8]) -> RandomizedNonceKey {
    let mut bytes = [0; 32];
    let prk = Salt::new(HKDF_SHA256, &[]).extract(master);
    prk.expand(&[b"vestibule outbox 1"], &AES_256_GCM)
        .and_then(|okm| okm.fill(&mut bytes))
        .expect("32 bytes are one block of HKDF-SHA256");
    RandomizedNonceKey::new(&AES_256_GCM, &bytes).expect("AES-256 takes 32 bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal(current: &[u8], previous: Option<&[u8]>) -> Seal {
        Seal { current: key(current), previous: previous.map(key) }
    }

    #[test]
    fn a_sealed_email_opens_only_in_its_own_row_and_unchanged() {
        let seal = seal(b"one", None);
        let mut sealed = seal.close("row", b"https://a.example/reset/abc").expect("sealed");
        assert_eq!(seal.open("row", &sealed).as_deref(), Ok(&b"https://a.example/reset/abc"[..]));
        assert_eq!(seal.open("other row", &sealed), Err(Broken));
        assert_eq!(seal.open("row", b"short"), Err(Broken));
        let last = sealed.len() - 1;
        sealed[last] ^= 1;
        assert_eq!(seal.open("row", &sealed), Err(Broken));
    }

    #[test]
    fn the_key_before_still_opens_and_a_lost_one_does_not() {
        let sealed = seal(b"one", None).close("row", b"text").expect("sealed");
        assert_eq!(seal(b"two", Some(b"one")).open("row", &sealed).as_deref(), Ok(&b"text"[..]));
        assert_eq!(seal(b"two", None).open("row", &sealed), Err(Broken));
    }
}
