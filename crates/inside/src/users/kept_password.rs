//! A new password between two pages: the form was refused only because the current password is asked for first.
//!
//! The page that asks ("Confirm it's you") must neither lose the new password nor contain it in clear. So it carries it
//! sealed: only this server opens it, only for the same session of the same account, and only for a short time.

use data_encoding::BASE64URL_NOPAD;
use time::{Duration, PrimitiveDateTime};

use super::{Caller, Password};
use crate::error::Error;
use crate::state::Services;

/// How long a sealed password can be opened: long enough to look up the current one.
const LIFETIME: Duration = Duration::minutes(10);

/// Plain texts are filled up to a multiple of this, so that the length of the page doesn't tell the password's.
const BLOCK: usize = 128;

/// The expiry in seconds since 1970 and the password's length in bytes, before the password itself.
const HEADER: usize = 8 + 4;

/// Seals a password that was chosen in this session.
///
/// # Errors
/// When the cipher refuses, which it has no reason to.
pub fn seal(s: &Services, caller: &Caller, password: &Password) -> Result<String, Error> {
    let text = password.expose().as_bytes();
    let length = u32::try_from(text.len()).map_err(Error::internal)?;
    let expiry = seconds(s.clock.now() + LIFETIME);
    let mut plain = Vec::with_capacity((HEADER + text.len()).next_multiple_of(BLOCK));
    plain.extend(expiry.to_be_bytes());
    plain.extend(length.to_be_bytes());
    plain.extend(text);
    plain.resize(plain.len().next_multiple_of(BLOCK), 0);
    Ok(BASE64URL_NOPAD.encode(&s.seal.close(&name(caller), &plain)?))
}

/// The password, if it was sealed here for this session and has not expired.
pub(crate) fn open(s: &Services, caller: &Caller, sealed: &str) -> Option<Password> {
    let closed = BASE64URL_NOPAD.decode(sealed.as_bytes()).ok()?;
    let plain = s.seal.open(&name(caller), &closed).ok()?;
    let (expiry, rest) = plain.split_first_chunk()?;
    let (length, rest) = rest.split_first_chunk()?;
    let text = rest.get(..usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
    let is_current = seconds(s.clock.now()) < i64::from_be_bytes(*expiry);
    std::str::from_utf8(text).ok().filter(|_| is_current).map(Password::new)
}

/// What the seal is bound to: moved to another session or account, it does not open.
fn name(caller: &Caller) -> String {
    format!("new password of account {} in session {}", caller.user.id, caller.session.handle)
}

fn seconds(at: PrimitiveDateTime) -> i64 {
    at.assume_utc().unix_timestamp()
}
