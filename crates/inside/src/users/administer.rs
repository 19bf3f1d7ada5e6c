//! What administrators do to what is not theirs: what they have to show. Who may at all says [`crate::administrators`].

use super::Caller;
use super::identity_check::{self, Evidence, Requirement};
use crate::administrators::may_administer;
use crate::context::Context;
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
/// Whether the account that acts still may is asked after the identity check, which takes a while ([`may_administer`]). The verb
/// asks once more in its own transaction.
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
        caller.hold_as_checked(c, context)?;
        may_administer(s, c, context)?;
        match verified == Authentications::NONE {
            true => Ok(None),
            false => Ok(sessions::renew(c, &caller.session, verified)?.id),
        }
    })?;
    Ok(Administered { session_id, outcome: verb(s, context) })
}
