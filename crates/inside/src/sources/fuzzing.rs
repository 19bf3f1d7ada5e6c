//! The cells of foreign tables, for the targets in `fuzz/`.

use time::PrimitiveDateTime;

use super::account;
use super::totp_text::{self, TotpProblem};

/// A time.
pub fn time_of(text: &str) -> Option<PrimitiveDateTime> {
    account::time_of(text)
}

/// The secret of an authenticator app.
///
/// # Errors
/// Why it can't come along.
pub fn totp(text: &str) -> Result<Vec<u8>, TotpProblem> {
    totp_text::parse(text)
}
