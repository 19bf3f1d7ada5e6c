//! Delete the caller's account: afterwards nothing personal is left but one event that records it (GDPR article 17).

use super::identity_check::{self, Evidence, Requirement};
use super::{set_role, store};
use crate::context::Context;
use crate::db::{self, Conn, Lock};
use crate::error::{Error, Field, FieldCode, FieldErrors};
use crate::events;
use crate::limits::{self, EmailKind};
use crate::mail::{self, Email, Occasion, Recipient};
use crate::sessions::Caller;
use crate::state::Hashing;
use crate::state::Services;
use crate::{invitations, jobs};

/// Deletes the caller's own account with everything that belongs to it, whole or not at all. Username and address are free
/// again. `confirm_username` is the caller's username, typed, so that no account is deleted by a single click. A last email goes to the address; its sealed row in the queue goes with its delivery.
///
/// # Errors
/// [`Error::Invalid`] when the username is not theirs, with what is wrong about the password; those of [`identity_check::require`];
/// [`Error::LastAdmin`] when no active admin would be left, also if two admins leave at the same moment;
/// [`Error::NotLoggedIn`] when the session ended meanwhile.
pub async fn delete_account(
    s: &Hashing,
    caller: &Caller,
    confirm_username: &str,
    evidence: &Evidence,
    context: &Context,
) -> Result<(), Error> {
    let requirement = Requirement::recent(&s.config);
    let mut errors = name_errors(caller, confirm_username);
    if !errors.is_empty() {
        identity_check::require_in_form(s, caller, requirement, evidence, &mut errors, context).await?;
        return Err(Error::Invalid(errors));
    }
    identity_check::require(s, caller, requirement, evidence, context).await?;
    remove(s, caller, context)
}

fn remove(s: &Services, caller: &Caller, context: &Context) -> Result<(), Error> {
    let notify = limits::may_notify(s, context, EmailKind::Notice, &caller.user)?;
    s.db.transaction(|c| {
        // Before the account is locked, in the same order as a change of roles.
        db::lock(c, Lock::Admins)?;
        caller.hold_as_checked(c, context)?;
        erase(s, c, caller.user.id, notify, context)
    })
}

/// What deleting means, within the transaction of a caller that is allowed to delete. `notify` is what [`limits::may_notify`]
/// said of the owner.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::LastAdmin`].
pub(crate) fn erase(s: &Services, c: &mut Conn, user_id: i64, notify: bool, context: &Context) -> Result<(), Error> {
    db::lock(c, Lock::Admins)?;
    // Held, so that the last email goes to the address that it has in the end, and the invitations to that one go.
    let user = store::hold(c, user_id)?.ok_or(Error::NotFound)?;
    set_role::keep_an_admin(c, &user)?;
    if notify {
        let occasion = match context.actor.user_id() {
            Some(own) if own == user.id => Occasion::of(context),
            _ => Occasion::by_staff(context),
        };
        mail::queue(s, c, Recipient { account: None, ..user.recipient() }, &Email::DeleteAccount { occasion })?;
    }
    // Sessions, refresh tokens and links go with it: they refer to it.
    store::delete(c, user.id)?;
    invitations::forget_address(c, &user.email)?;
    jobs::forget(c, user.id)?;
    events::forget(c, user_id, context)
}

/// What is wrong with the username that confirms the deletion.
fn name_errors(caller: &Caller, confirm_username: &str) -> FieldErrors {
    let (username, typed) = (&caller.user.username, confirm_username.trim());
    match typed {
        _ if caller.is(typed) => FieldErrors::default(),
        "" => FieldErrors::one(Field::ConfirmUsername, FieldCode::ConfirmUsernameRequired),
        _ => {
            FieldErrors::one(Field::ConfirmUsername, FieldCode::ConfirmUsernameMismatch { username: username.clone() })
        }
    }
}
