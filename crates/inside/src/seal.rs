//! What waits is encrypted: emails hold live links, and a reader of the database or of a backup must not be able to use one.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};

use crate::error::Error;
use crate::key_ring::{SealingKey, Versions};

/// AES-256-GCM (NIST SP 800-38D) with the keys of one purpose.
pub(crate) struct Seal {
    current: Key,
    previous: Option<Key>,
}

struct Key {
    name: String,
    cipher: RandomizedNonceKey,
}

/// What was sealed can't be opened: this node does not have its key, or the row was altered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Broken;

impl Seal {
    /// Prepares the ciphers.
    pub(crate) fn new(keys: &Versions<SealingKey>) -> Seal {
        Seal { current: Key::new(&keys.current), previous: keys.previous.as_ref().map(Key::new) }
    }

    /// The name of the key that [`Seal::close`] uses. It tells nothing about the key.
    pub(crate) fn key_name(&self) -> &str {
        &self.current.name
    }

    /// The names of the keys that [`Seal::open`] has.
    pub(crate) fn key_names(&self) -> Vec<&str> {
        self.keys().map(|key| key.name.as_str()).collect()
    }

    /// Seals `text` for the row of that name. It does not open in another row.
    ///
    /// # Errors
    /// When the cipher refuses, which it has no reason to.
    pub(crate) fn close(&self, name: &str, text: &[u8]) -> Result<Vec<u8>, Error> {
        let mut sealed = text.to_vec();
        let cipher = &self.current.cipher;
        let nonce = cipher
            .seal_in_place_append_tag(Aad::from(name.as_bytes()), &mut sealed)
            .map_err(|_| Error::internal("the cipher refuses"))?;
        sealed.splice(0..0, *nonce.as_ref());
        Ok(sealed)
    }

    /// Whether [`Seal::close`] made this with the current key.
    pub(crate) fn is_current(&self, name: &str, sealed: &[u8]) -> bool {
        let Some((nonce, sealed)) = sealed.split_first_chunk::<NONCE_LEN>() else { return false };
        self.current.open(name, *nonce, sealed).is_some()
    }

    /// Opens what [`Seal::close`] made with the current key or the other one.
    ///
    /// # Errors
    /// [`Broken`].
    pub(crate) fn open(&self, name: &str, sealed: &[u8]) -> Result<Vec<u8>, Broken> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_LEN>().ok_or(Broken)?;
        self.keys().find_map(|key| key.open(name, *nonce, sealed)).ok_or(Broken)
    }

    fn keys(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.current).chain(&self.previous)
    }
}

impl Key {
    fn new(key: &SealingKey) -> Key {
        let cipher = RandomizedNonceKey::new(&AES_256_GCM, key.bytes()).expect("AES-256 takes 32 bytes");
        Key { name: key.name().to_owned(), cipher }
    }

    fn open(&self, name: &str, nonce: [u8; NONCE_LEN], sealed: &[u8]) -> Option<Vec<u8>> {
        let mut text = sealed.to_vec();
        let nonce = Nonce::assume_unique_for_key(nonce);
        let opened = self.cipher.open_in_place(nonce, Aad::from(name.as_bytes()), &mut text).ok()?;
        Some(opened.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_ring::KeyRing;
    use crate::secret::Secret;

    fn seal(current: &str, previous: Option<&str>) -> Seal {
        let secret = |text: &str| Secret::new(text.to_owned());
        Seal::new(&KeyRing::derive(&secret(current), previous.map(secret).as_ref()).waiting)
    }

    #[test]
    fn a_sealed_text_opens_only_in_its_own_row_and_unchanged() {
        let seal = seal("one", None);
        let mut sealed = seal.close("row", b"https://a.example/reset/abc").expect("sealed");
        assert_eq!(seal.open("row", &sealed).as_deref(), Ok(&b"https://a.example/reset/abc"[..]));
        assert_eq!(seal.open("other row", &sealed), Err(Broken));
        assert_eq!(seal.open("row", b"short"), Err(Broken));
        let last = sealed.len() - 1;
        sealed[last] ^= 1;
        assert_eq!(seal.open("row", &sealed), Err(Broken));
    }

    #[test]
    fn the_previous_key_still_opens_and_a_missing_one_does_not() {
        let sealed = seal("one", None).close("row", b"text").expect("sealed");
        assert_eq!(seal("two", Some("one")).open("row", &sealed).as_deref(), Ok(&b"text"[..]));
        assert_eq!(seal("two", None).open("row", &sealed), Err(Broken));
    }

    #[test]
    fn a_key_keeps_its_name_and_shares_it_with_no_other() {
        let (one, two) = (seal("one", None), seal("two", Some("one")));
        assert_eq!(two.key_names(), [two.key_name(), one.key_name()]);
        assert_ne!(one.key_name(), two.key_name());
    }
}
