//! What bcrypt is given of a password.

use aws_lc_rs::{digest, hmac};
use bcrypt_lanes::LONGEST;
use data_encoding::{BASE64, HEXLOWER};
use zeroize::Zeroizing;

use super::password::Password;
use super::pepper::Pepper;

/// How a password becomes the bytes that bcrypt hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    /// The password itself: any other system can read the hash.
    Plain,
    /// Ours for long ones: the base64 of the password's SHA-256, so that neither the end of bcrypt's 72 bytes nor a NUL cuts it
    /// short.
    Sha256Base64,
    /// Django's `bcrypt_sha256`: the same in hex.
    Sha256Hex,
    /// WordPress since 6.8: the base64 of HMAC-SHA384 under a key that everybody knows.
    WordPress,
}

impl Scheme {
    /// For a new hash: plain as long as bcrypt reads the whole password.
    pub(super) fn of(password: &Password) -> Scheme {
        if password.expose().len() <= LONGEST { Scheme::Plain } else { Scheme::Sha256Base64 }
    }

    /// What bcrypt is to be given.
    pub(super) fn bytes(self, password: &Password, pepper: &Pepper) -> Zeroizing<Vec<u8>> {
        let password = pepper.season(password);
        let sha256 = || digest::digest(&digest::SHA256, &password);
        Zeroizing::new(match self {
            Scheme::Plain => return password,
            Scheme::Sha256Base64 => BASE64.encode(sha256().as_ref()).into_bytes(),
            Scheme::Sha256Hex => HEXLOWER.encode(sha256().as_ref()).into_bytes(),
            Scheme::WordPress => {
                let key = hmac::Key::new(hmac::HMAC_SHA384, b"wp-sha384");
                // WordPress trims what PHP's trim() does, when a password is set and when it is checked.
                let is_space = |byte: &u8| b" \t\n\r\0\x0b".contains(byte);
                let from = password.iter().position(|byte| !is_space(byte)).unwrap_or(password.len());
                let to = password.iter().rposition(|byte| !is_space(byte)).map_or(from, |last| last + 1);
                BASE64.encode(hmac::sign(&key, &password[from..to]).as_ref()).into_bytes()
            }
        })
    }
}
