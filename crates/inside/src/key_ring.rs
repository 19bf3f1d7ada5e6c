//! Every key that is derived from `SECRET_KEY`: one for each purpose, so that what was made for one purpose is worth nothing
//! for another.
//!
//! Each key stands beside the one derived from `SECRET_KEY_PREVIOUS`, which only reads. What a derivation yields must never
//! change: cookies in browsers, rows of limits and sealed jobs outlive an upgrade, and while nodes are restarted one by one
//! the old and the new version share them. A new purpose gets a new label.

use std::fmt;

use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Prk, Salt};
use aws_lc_rs::hmac;
use data_encoding::HEXLOWER;

use crate::secret::Secret;

/// The keys of an installation.
#[derive(Clone, Debug)]
pub struct KeyRing {
    /// Sign the session cookie.
    pub cookies: Versions<CookieKey>,
    /// Sign the device cookie.
    pub devices: Versions<SigningKey>,
    /// Sign the challenges of passkeys.
    pub(crate) passkeys: Versions<SigningKey>,
    /// Hash the names of the rows of limits.
    pub(crate) limits: Versions<SigningKey>,
    /// Encrypt what waits for a moment: jobs in the queue, a new password between two pages.
    pub(crate) waiting: Versions<SealingKey>,
    /// Encrypt secrets that the database keeps, like those of authenticator apps.
    pub(crate) secrets: Versions<SealingKey>,
}

/// The key of one purpose.
#[derive(Clone, Debug)]
pub struct Versions<K> {
    /// Writes and reads.
    pub current: K,
    /// Only reads, while `SECRET_KEY` is changed.
    pub previous: Option<K>,
}

/// 64 bytes for the library that signs cookies.
#[derive(Clone)]
pub struct CookieKey([u8; 64]);

/// HMAC-SHA256 (RFC 2104) over a label and a message.
#[derive(Clone)]
pub struct SigningKey {
    key: hmac::Key,
    label: &'static str,
}

/// For AES-256, with the name by which a row says what it was sealed with.
#[derive(Clone)]
pub(crate) struct SealingKey {
    bytes: [u8; 32],
    name: String,
}

impl KeyRing {
    /// Derives them from `SECRET_KEY` and `SECRET_KEY_PREVIOUS`.
    pub(crate) fn derive(secret: &Secret<String>, previous: Option<&Secret<String>>) -> KeyRing {
        let masters = Versions { current: Master::derive(secret), previous: previous.map(Master::derive) };
        KeyRing {
            cookies: masters.map(|master| CookieKey(master.0)),
            devices: masters.map(|master| master.signing("vestibule device ")),
            passkeys: masters.map(|master| master.signing("vestibule passkeys ")),
            limits: masters.map(|master| master.signing("vestibule limits")),
            // The label is older than the queue's name.
            waiting: masters.map(|master| master.sealing("outbox")),
            secrets: masters.map(|master| master.sealing("secrets")),
        }
    }
}

impl<K> Versions<K> {
    /// Every key that reads.
    pub(crate) fn all(&self) -> impl Iterator<Item = &K> {
        std::iter::once(&self.current).chain(&self.previous)
    }

    fn map<T>(&self, derive: impl Fn(&K) -> T) -> Versions<T> {
        Versions { current: derive(&self.current), previous: self.previous.as_ref().map(derive) }
    }
}

/// What every other key is derived from.
struct Master([u8; 64]);

impl Master {
    /// HKDF-Expand (RFC 5869 section 2.3) with SHA-256 and the label of the cookie library, which derived its own keys so:
    /// cookies from before outlive an upgrade.
    fn derive(secret: &Secret<String>) -> Master {
        const LABEL: &[u8] = b"COOKIE;SIGNED:HMAC-SHA256;PRIVATE:AEAD-AES-256-GCM";
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.expose().as_bytes());
        let first = hmac::sign(&key, &[LABEL, &[1]].concat());
        let second = hmac::sign(&key, &[first.as_ref(), LABEL, &[2]].concat());
        let mut bytes = [0; 64];
        bytes[..32].copy_from_slice(first.as_ref());
        bytes[32..].copy_from_slice(second.as_ref());
        Master(bytes)
    }

    /// The label is part of every message instead of the derivation. All labels and a cookie's content, which is JSON, differ
    /// in their first bytes, so a signature of one purpose is none of another.
    fn signing(&self, label: &'static str) -> SigningKey {
        SigningKey { key: hmac::Key::new(hmac::HMAC_SHA256, &self.0[..32]), label }
    }

    /// HKDF (RFC 5869) with SHA-256.
    fn sealing(&self, label: &str) -> SealingKey {
        let prk = Salt::new(HKDF_SHA256, &[]).extract(&self.0);
        SealingKey {
            bytes: expand(&prk, &format!("vestibule {label} 1")),
            name: HEXLOWER.encode(&expand::<8>(&prk, &format!("vestibule {label} key name 1"))),
        }
    }
}

impl CookieKey {
    /// All of it.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl SigningKey {
    /// The signature of a message for this key's purpose.
    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 32] {
        let mut context = hmac::Context::with_key(&self.key);
        context.update(self.label.as_bytes());
        context.update(message);
        let mut signature = [0; 32];
        signature.copy_from_slice(context.sign().as_ref());
        signature
    }
}

impl SealingKey {
    /// For the cipher.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Tells nothing about the key.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

struct Bytes(usize);

impl KeyType for Bytes {
    fn len(&self) -> usize {
        self.0
    }
}

fn expand<const N: usize>(prk: &Prk, purpose: &str) -> [u8; N] {
    let mut bytes = [0; N];
    prk.expand(&[purpose.as_bytes()], Bytes(N))
        .and_then(|okm| okm.fill(&mut bytes))
        .expect("HKDF-SHA256 gives up to 255 blocks of 32 bytes");
    bytes
}

macro_rules! never_printed {
    ($($key:ty),*) => {
        $(impl fmt::Debug for $key {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("***")
            }
        })*
    };
}

never_printed!(CookieKey, SigningKey, SealingKey);

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const KEY: &str = "0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21";

    fn ring(key: &str, previous: Option<&str>) -> KeyRing {
        let secret = |text: &str| Secret::new(text.to_owned());
        KeyRing::derive(&secret(key), previous.map(secret).as_ref())
    }

    /// What each purpose does with one message.
    fn answers(ring: &KeyRing) -> Vec<Vec<u8>> {
        let message = b"one message";
        let cookie = hmac::Key::new(hmac::HMAC_SHA256, &ring.cookies.current.bytes()[..32]);
        vec![
            hmac::sign(&cookie, message).as_ref().to_vec(),
            ring.devices.current.sign(message).to_vec(),
            ring.passkeys.current.sign(message).to_vec(),
            ring.limits.current.sign(message).to_vec(),
            ring.waiting.current.bytes().to_vec(),
            ring.secrets.current.bytes().to_vec(),
            ring.cookies.current.bytes()[..32].to_vec(),
        ]
    }

    #[test]
    fn each_purpose_has_a_key_of_its_own_and_so_has_each_secret() {
        let all: Vec<_> = [KEY, "another"].iter().flat_map(|key| answers(&ring(key, None))).collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
        let names = [ring(KEY, None), ring("another", None)];
        let names = names.iter().flat_map(|ring| [ring.waiting.current.name(), ring.secrets.current.name()]);
        assert_eq!(names.collect::<BTreeSet<_>>().len(), 4);
    }

    #[test]
    fn the_previous_key_of_each_purpose_is_what_the_current_one_was() {
        let (before, now) = (ring(KEY, None), ring("another", Some(KEY)));
        let previous = |ring: &KeyRing| {
            let previous = "it has a previous key";
            let sealing = |keys: &Versions<SealingKey>| keys.previous.clone().expect(previous);
            KeyRing {
                cookies: Versions { current: ring.cookies.previous.clone().expect(previous), previous: None },
                devices: Versions { current: ring.devices.previous.clone().expect(previous), previous: None },
                passkeys: Versions { current: ring.passkeys.previous.clone().expect(previous), previous: None },
                limits: Versions { current: ring.limits.previous.clone().expect(previous), previous: None },
                waiting: Versions { current: sealing(&ring.waiting), previous: None },
                secrets: Versions { current: sealing(&ring.secrets), previous: None },
            }
        };
        assert_eq!(answers(&previous(&now)), answers(&before));
        assert_eq!(now.waiting.all().map(SealingKey::name).collect::<Vec<_>>()[1], before.waiting.current.name());
    }

    /// Computed by another implementation of RFC 2104 and RFC 5869 (Python's hmac and hashlib).
    #[test]
    fn what_earlier_versions_signed_and_sealed_is_still_ours() {
        let ring = ring(KEY, None);
        let hex = |bytes: &[u8]| HEXLOWER.encode(bytes);
        assert_eq!(
            hex(ring.cookies.current.bytes()),
            "e09507798f0fc228347733e7811920514b443cfac65dd8051f60477a7bb6ab1b\
             496e381f158e631570aa0faa793b6ca1f4dbc1a07d2b5a599133d50371e07bc1"
        );
        assert_eq!(
            hex(&ring.devices.current.sign(b"7 abc")),
            "79e21cd7c6e2642b6af19523200eb7b68ce40009ba1261817ffe88b774076ef7"
        );
        let mut row = Vec::new();
        for name in ["login", "john"] {
            row.extend(name.len().to_be_bytes());
            row.extend(name.as_bytes());
        }
        assert_eq!(
            hex(&ring.limits.current.sign(&row)),
            "cb854e52bba62fff0170a197dc6a04202f8701bfc2e8cf891be9401770bd2971"
        );
        assert_eq!(
            hex(ring.waiting.current.bytes()),
            "bedc6a6807a397d6907ad7cb75bd90ca6890245a0976946647a35d9bbd88bd19"
        );
        assert_eq!(ring.waiting.current.name(), "0bf567f298da7b3b");
    }

    #[test]
    fn no_key_is_printed() {
        let text = format!("{:?}", ring(KEY, Some("another")));
        assert!(text.contains("***") && !text.contains(|c: char| c.is_ascii_digit()), "{text}");
    }
}
