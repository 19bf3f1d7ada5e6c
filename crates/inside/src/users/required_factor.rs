//! The second factor that an account must have (`REQUIRE_SECOND_FACTOR`): which accounts, and what follows for them.
//!
//! Recovery codes are no factor here: they finish a login and prove nothing afterwards.

use super::{Caller, Role, User};
use crate::config::Config;
use crate::db::Conn;
use crate::error::Error;
use crate::factors;
use crate::oversight::Oversight;
use crate::state::Services;

pub use crate::administrators::{is_missing, is_required};

/// The right to see what is others', for a caller with this role or a higher one, and never for less than a moderator. A role
/// counts for nothing while a second factor that the account must have is missing.
///
/// # Errors
/// [`Error::Forbidden`] for a lower role; [`Error::FactorMissing`] without that factor.
pub fn require_role(config: &Config, caller: &Caller, least: Role) -> Result<Oversight, Error> {
    match caller.user.role {
        role if role < least.max(Role::Moderator) => Err(Error::Forbidden),
        _ if is_missing(config, &caller.user) => Err(Error::FactorMissing),
        _ => Ok(Oversight::granted()),
    }
}

/// The same at this moment, for what goes on after the request was let in: a long file must not go on when its reader has logged
/// out, or has the role no more.
///
/// # Errors
/// Those of [`require_role`]; [`Error::NotLoggedIn`] when the session was ended, or the account is gone or disabled.
pub fn still_require_role(s: &Services, caller: &Caller, least: Role) -> Result<Oversight, Error> {
    require_role(&s.config, &s.db.read(|c| caller.find_again(c))?, least)
}

/// The role by whose rights the account acts.
pub fn effective_role(config: &Config, user: &User) -> Role {
    if is_missing(config, user) { Role::User } else { user.role }
}

/// Whether the account may lose one of its second factors, which counts or does not. What removes one asks before it asks for a
/// password, and again in its transaction: the role or the factors may have changed.
///
/// # Errors
/// [`Error::LastFactor`] when none would be left of those that the account must have.
pub(super) fn may_lose_one(s: &Services, c: &mut Conn, user: &User, counts: bool) -> Result<(), Error> {
    if !counts || !user.has_second_factor() || !is_required(&s.config, user) {
        return Ok(());
    }
    match factors::number(c, user.id, s.passkey_domain())? {
        0 | 1 => Err(Error::LastFactor),
        _ => Ok(()),
    }
}
