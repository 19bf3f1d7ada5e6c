//! Set a new password with the link that was sent to the account's address.

use serde::Deserialize;

use super::change_password::NewPassword;
use super::consequences::{self, NotMeLink};
use super::rules;
use super::store::{self, UserChanges};
use super::{Password, User, linked_account};
use crate::context::{Context, Credential};
use crate::error::Error;
use crate::events::{self, Event};
use crate::limits::{self, EmailKind};
use crate::links::{self, Purpose, Token};
use crate::state::Hashing;
use crate::state::Services;

/// What a person with a link sends.
#[derive(Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Reset {
    /// The new password.
    #[serde(deserialize_with = "rules::blank_if_null")]
    #[schema(required, value_type = String, format = Password, example = "difference engine 1822")]
    pub password: Password,
    /// The password repeated, where a form asks for it. No API reads it.
    #[serde(skip)]
    pub confirm_password: Option<Password>,
}

/// Whose password this link would set. Changes nothing.
///
/// # Errors
/// [`Error::DeadLink`].
pub fn find(s: &Services, token: &Token, context: &Context) -> Result<User, Error> {
    let (_, user) = s.db.read(|c| linked_account::find(c, context.now, Purpose::Reset, token))?;
    Ok(user)
}

/// Sets the new password and ends every session of the account, the caller's own included: the person logs in next.
///
/// The link came to the account's address, so that address is confirmed now. Everybody else who used the account is
/// logged out: sessions, links that confirm the address, links of earlier notices, and links that would take the account
/// back to an address which was never confirmed. A link to an address that was confirmed keeps working, or a thief
/// would change the address first and reset the password second.
///
/// # Errors
/// [`Error::DeadLink`], before anything is hashed and again when it is spent: of two at once exactly one sets its
/// password. [`Error::Invalid`] with every error; the link is not spent then.
pub async fn reset_password(s: &Hashing, token: &Token, form: &Reset, context: &Context) -> Result<User, Error> {
    let user = find(s, token, context)?;
    let new = NewPassword { password: form.password.clone(), confirm_password: form.confirm_password.clone() };
    new.errors(s, &user).into_result()?;
    let password = s.place().await?.hash(&form.password).await?;
    let now = context.now;
    s.db.transaction(|c| {
        let (_, user) = linked_account::spend(c, now, Purpose::Reset, token)?;
        let changes = UserChanges {
            password: Some(password.clone()),
            password_changed_at: Some(now),
            email_verified: Some(true),
            ..UserChanges::default()
        };
        let user = store::update(c, user.id, &changes)?;
        links::void(c, now, user.id, &[Purpose::Verify, Purpose::NotMe])?;
        links::end_unproven_undo(c, now, user.id)?;
        let context = &context.acting_for(user.id, Credential::Link);
        events::record(c, user.id, &Event::PasswordReset, context)?;
        consequences::password_was_changed(s, c, &user, None, true, NotMeLink::New, context)?;
        limits::forget_emails_to(c, s, EmailKind::Reset, &user.email)?;
        limits::forgive_failures(c, s, context, &user)?;
        Ok(user)
    })
}
