//! Delete the caller's account: afterwards nothing personal is left but one event that records it (GDPR article 17).

use serde::Deserialize;

use super::{Role, identity_check, store};
use crate::context::Context;
use crate::db::{self, Conn, Lock};
use crate::error::{Error, Field, FieldCode, FieldErrors};
use crate::events;
use crate::hashing::Password;
use crate::limits::{self, EmailKind};
use crate::mail::{self, Email, Occasion, Recipient};
use crate::sessions::Caller;
use crate::state::Hashing;
use crate::state::Services;
use crate::{invitations, jobs};

/// What a person who wants to leave sends.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Deletion {
    /// The caller's username, typed, so that no account is deleted by a single click.
    pub confirm_username: String,
    /// "Confirm it's you".
    pub current_password: Option<Password>,
}

/// Deletes the caller's own account with everything that belongs to it, whole or not at all. Username and address are free
/// again. A last email goes to the address; its sealed row in the queue goes with its delivery.
///
/// # Errors
/// [`Error::Invalid`] when the username is not theirs, with what is wrong about the password; those of [`identity_check::require`];
/// [`Error::LastAdmin`] when no active admin would be left, also if two admins leave at the same moment;
/// [`Error::NotLoggedIn`] when the session ended meanwhile.
pub async fn delete_account(s: &Hashing, caller: &Caller, form: &Deletion, context: &Context) -> Result<(), Error> {
    let mut errors = name_errors(caller, form);
    if !errors.is_empty() {
        errors.0.extend(identity_check::field_errors(s, caller, form.current_password.as_ref(), context).await?.0);
        return Err(Error::Invalid(errors));
    }
    identity_check::require(s, caller, form.current_password.as_ref(), context).await?;
    remove(s, caller, context)
}

fn remove(s: &Services, caller: &Caller, context: &Context) -> Result<(), Error> {
    let notify = limits::may_notify(s, context, EmailKind::Notice, &caller.user)?;
    s.db.transaction(|c| {
        // Before the account is locked, in the same order as a change of roles.
        db::lock(c, Lock::Admins)?;
        caller.hold(c, context)?;
        erase(s, c, caller.user.id, notify, context)
    })
}

/// What deleting means, within the transaction of a caller that is allowed to delete. `notify` is what [`limits::may_notify`]
/// said of the owner.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::LastAdmin`].
pub fn erase(s: &Services, c: &mut Conn, user_id: i64, notify: bool, context: &Context) -> Result<(), Error> {
    db::lock(c, Lock::Admins)?;
    let user = store::find(c, user_id)?.ok_or(Error::NotFound)?;
    if user.role == Role::Admin && user.disabled_at.is_none() && store::count_admins(c)? <= 1 {
        return Err(Error::LastAdmin);
    }
    if notify {
        let occasion = Occasion::of(context);
        mail::queue(s, c, Recipient { account: None, ..user.recipient() }, &Email::DeleteAccount { occasion })?;
    }
    // Sessions, refresh tokens and links go with it: they refer to it.
    store::delete(c, user.id)?;
    invitations::store::forget_address(c, &user.email)?;
    jobs::forget(c, user.id)?;
    events::forget(c, user_id, context)
}

/// What is wrong with the username that confirms the deletion.
fn name_errors(caller: &Caller, form: &Deletion) -> FieldErrors {
    let (username, typed) = (&caller.user.username, form.confirm_username.trim());
    match typed {
        _ if caller.is(typed) => FieldErrors::default(),
        "" => FieldErrors::one(Field::ConfirmUsername, FieldCode::ConfirmUsernameRequired),
        _ => {
            FieldErrors::one(Field::ConfirmUsername, FieldCode::ConfirmUsernameMismatch { username: username.clone() })
        }
    }
}
