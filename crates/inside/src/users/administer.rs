//! What administrators do to accounts that are not theirs: who may, and what they have to show.

use super::identity_check::{self, Evidence, Requirement};
use super::{Caller, Role, required_factor, store};
use crate::context::{Actor, Context};
use crate::db::Conn;
use crate::error::Error;
use crate::sessions::{self, Authentications, SessionId};
use crate::state::{Hashing, Services};

/// What became of an administrator's request.
pub struct Administered<T> {
    /// The new id of the administrator's session, where it got one: it has it also where the verb refused.
    pub session_id: Option<SessionId>,
    /// What the verb said.
    pub outcome: Result<T, Error>,
}

/// Runs a verb for an administrator who shows, as for a change of the own account, that it is them ("Confirm it's you"): a stolen
/// session alone does nothing to others. `user_id` is the account that the verb changes, if it is about one; it can't be the own
/// one, which has pages of its own.
///
/// Whether the account that acts still may is asked after the identity check, which takes a while ([`may_administer`]). Verbs on
/// accounts ask once more in their own transaction.
///
/// # Errors
/// [`Error::Forbidden`] for the own account; those of [`identity_check::require`]; [`Error::NotLoggedIn`] when the session ended
/// meanwhile. What the verb refuses is the outcome.
pub async fn administer<T>(
    s: &Hashing,
    caller: &Caller,
    user_id: Option<i64>,
    evidence: &Evidence,
    context: &Context,
    verb: impl FnOnce(&Services, &Context) -> Result<T, Error>,
) -> Result<Administered<T>, Error> {
    if user_id == Some(caller.user.id) {
        return Err(Error::Forbidden);
    }
    let verified = identity_check::require(s, caller, Requirement::recent(&s.config), evidence, context).await?;
    let session_id = s.db.transaction(|c| {
        caller.hold(c, context)?;
        may_administer(s, c, context)?;
        match verified == Authentications::NONE {
            true => Ok(None),
            false => Ok(sessions::renew(c, &caller.session, verified)?.id),
        }
    })?;
    Ok(Administered { session_id, outcome: verb(s, context) })
}

/// Whether the one who acts may change the accounts of others, at this moment: the role may have been taken away, or the account
/// disabled, since the request began.
///
/// # Errors
/// [`Error::NotLoggedIn`] for guests and for an account that is gone or disabled; [`Error::Forbidden`] for one that is no
/// administrator's; [`Error::FactorMissing`] for one that must have a second factor and has none.
pub(super) fn may_administer(s: &Services, c: &mut Conn, context: &Context) -> Result<(), Error> {
    let user_id = match context.actor {
        Actor::Operator | Actor::System => return Ok(()),
        Actor::Guest => return Err(Error::NotLoggedIn),
        Actor::Person { user_id, .. } => user_id,
    };
    let actor = store::find(c, user_id)?.filter(|user| user.disabled_at.is_none()).ok_or(Error::NotLoggedIn)?;
    match actor.role {
        Role::User | Role::Moderator => Err(Error::Forbidden),
        Role::Admin if required_factor::is_missing(&s.config, &actor) => Err(Error::FactorMissing),
        Role::Admin => Ok(()),
    }
}
