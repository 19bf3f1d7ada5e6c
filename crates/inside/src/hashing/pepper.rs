//! What an application put into a password before it hashed it: one secret for all of its users, from its settings.
//!
//! It lies in the row beside the hash until that is renewed, so a copy of the database has it too. That is less than the old
//! application promised, and lasts until the owner's next login.

use aws_lc_rs::hmac;
use data_encoding::BASE64;
use zeroize::Zeroizing;

use super::password::Password;
use crate::secret::Secret;

/// How the password was changed before it was hashed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Pepper {
    /// It was not.
    #[default]
    None,
    /// Devise: the pepper stands behind the password.
    Suffix(Secret<Vec<u8>>),
    /// Flask-Security: the base64 of its HMAC-SHA512 under `SECURITY_PASSWORD_SALT`.
    HmacSha512(Secret<Vec<u8>>),
}

const SUFFIX: &str = "suffix:";
const HMAC: &str = "hmac-sha512:";

impl Pepper {
    /// Cuts it off the beginning of a row.
    pub(crate) fn read(text: &str) -> Option<(Pepper, &str)> {
        let bytes = |rest: &str| {
            let (pepper, hash) = rest.split_once('|')?;
            Some((Secret::new(BASE64.decode(pepper.as_bytes()).ok()?), hash.len()))
        };
        let (pepper, left) = if let Some(rest) = text.strip_prefix(SUFFIX) {
            bytes(rest).map(|(bytes, left)| (Pepper::Suffix(bytes), left))?
        } else if let Some(rest) = text.strip_prefix(HMAC) {
            bytes(rest).map(|(bytes, left)| (Pepper::HmacSha512(bytes), left))?
        } else {
            return Some((Pepper::None, text));
        };
        Some((pepper, &text[text.len() - left..]))
    }

    /// As a row has it.
    pub(crate) fn write(&self) -> String {
        match self {
            Pepper::None => String::new(),
            Pepper::Suffix(bytes) => format!("{SUFFIX}{}|", BASE64.encode(bytes.expose())),
            Pepper::HmacSha512(bytes) => format!("{HMAC}{}|", BASE64.encode(bytes.expose())),
        }
    }

    /// What was hashed.
    pub(crate) fn season(&self, password: &Password) -> Zeroizing<Vec<u8>> {
        let password = password.expose().as_bytes();
        Zeroizing::new(match self {
            Pepper::None => password.to_vec(),
            Pepper::Suffix(pepper) => [password, pepper.expose()].concat(),
            Pepper::HmacSha512(pepper) => {
                let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA512, pepper.expose()), password);
                BASE64.encode(tag.as_ref()).into_bytes()
            }
        })
    }
}
