//! The second factor that an account must have (`REQUIRE_SECOND_FACTOR`): which accounts, and what follows for them.
//!
//! Recovery codes are no factor here: they finish a login and prove nothing afterwards.

use super::{Role, User};
use crate::config::{Config, SecondFactorPolicy};
use crate::error::Error;

/// Whether the account must have a second factor.
pub fn is_required(config: &Config, user: &User) -> bool {
    match config.require_second_factor {
        SecondFactorPolicy::None => false,
        SecondFactorPolicy::Admins => user.role == Role::Admin,
        SecondFactorPolicy::All => true,
    }
}

/// Whether it must have one and has none: its next login sets one up, and until then it has no rights of a role.
pub fn is_missing(config: &Config, user: &User) -> bool {
    is_required(config, user) && !user.has_second_factor()
}

/// Whether so many second factors are enough for the account. Whatever removes one asks before it asks for a password, and
/// again in its transaction: the role may have changed.
///
/// # Errors
/// [`Error::LastFactor`] when none would be left of those that the account must have.
pub(super) fn may_be_left_with(number: usize, config: &Config, user: &User) -> Result<(), Error> {
    let is_last = number == 0 && user.has_second_factor();
    if is_last && is_required(config, user) { Err(Error::LastFactor) } else { Ok(()) }
}
