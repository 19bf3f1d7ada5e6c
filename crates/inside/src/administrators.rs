//! The right to change what belongs to others. Every verb of administrators asks for it in its own transaction, whatever its door
//! has asked before: several doors lead to one verb.

use crate::account::{self, User};
use crate::config::{Config, SecondFactorPolicy};
use crate::context::{Actor, Context};
use crate::db::Conn;
use crate::error::Error;
use crate::role::Role;
use crate::state::Services;

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

/// Whether the one who acts may change what belongs to others, at this moment: the role may have been taken away, or the account
/// disabled, since the request began.
///
/// # Errors
/// [`Error::NotLoggedIn`] for guests and for an account that is gone or disabled; [`Error::Forbidden`] for one that is no
/// administrator's; [`Error::FactorMissing`] for one that must have a second factor and has none.
pub(crate) fn may_administer(s: &Services, c: &mut Conn, context: &Context) -> Result<(), Error> {
    let user_id = match context.actor {
        Actor::Operator | Actor::System => return Ok(()),
        Actor::Guest => return Err(Error::NotLoggedIn),
        Actor::Person { user_id, .. } => user_id,
    };
    let actor = account::find(c, user_id)?.filter(|user| user.disabled_at.is_none()).ok_or(Error::NotLoggedIn)?;
    match actor.role {
        Role::User | Role::Moderator => Err(Error::Forbidden),
        Role::Admin if is_missing(&s.config, &actor) => Err(Error::FactorMissing),
        Role::Admin => Ok(()),
    }
}
