//! Tokens, for the targets in `fuzz/`.

use super::claims::{self, Type};
use crate::config::token_keys::Keys;
use crate::error::Error;

/// The public address that the tokens name.
pub const ISSUER: &str = "https://accounts.example.com";

/// Whom a token names, at this moment.
///
/// # Errors
/// Why it is refused.
pub fn subject(keys: &Keys, token: &str, kinds: &[Type], now: i64) -> Result<String, Error> {
    claims::verify(keys, token, kinds, ISSUER, now).map(|claims| claims.sub)
}

/// A message as our key signs it, whatever it says.
pub fn signed(keys: &Keys, message: &str) -> Option<String> {
    let signature =
        jsonwebtoken::crypto::sign(message.as_bytes(), keys.signing().0, keys.algorithm().library()).ok()?;
    Some(format!("{message}.{signature}"))
}

/// The name of our key.
pub fn key_id(keys: &Keys) -> String {
    keys.signing().1.to_owned()
}
