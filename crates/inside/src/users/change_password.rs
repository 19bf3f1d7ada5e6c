//! Change the password, knowing the present one.

use serde::Deserialize;
use validator::ValidateArgs;

use super::consequences::{self, NotMeLink};
use super::identity_check::{self, Evidence, Requirement};
use super::registration::password_mismatch;
use super::rules::{self, Rules, field_errors};
use super::store::{self, UserChanges};
use super::{Caller, Password, User, password_rules};
use crate::context::Context;
use crate::error::{Error, Field, FieldErrors};
use crate::events::{self, Event};
use crate::factors::OneTimeCode;
use crate::factors::passkeys::{PasskeyAnswer, sent_passkey};
use crate::limits::{self, EmailKind};
use crate::sessions::{self, SessionId};
use crate::state::Hashing;
use crate::state::Services;

/// What a person who wants another password sends.
#[derive(Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct PasswordChange {
    /// The one that is known: always asked for, however fresh the login is.
    #[serde(deserialize_with = "rules::blank_if_null")]
    #[schema(required, value_type = String, format = Password, example = "analytical engine 1843")]
    pub(crate) current_password: Password,
    /// A code of the authenticator app, where the account has one and the session's is not recent.
    #[schema(value_type = Option<String>, example = "123456")]
    pub(crate) code: Option<OneTimeCode>,
    /// In the place of both: a passkey's answer to the options for a confirmation.
    #[serde(deserialize_with = "sent_passkey")]
    #[schema(value_type = Option<PasskeyAnswer>)]
    pub(crate) passkey: Option<PasskeyAnswer>,
    /// The new one.
    #[serde(alias = "new_password", deserialize_with = "rules::blank_if_null")]
    #[schema(rename = "new_password", required, value_type = String, format = Password, example = "difference engine 1822")]
    pub password: Password,
    /// The password repeated, where a form asks for it. No API reads it.
    #[serde(skip)]
    pub confirm_password: Option<Password>,
}

impl PasswordChange {
    fn new_password(&self) -> NewPassword {
        NewPassword { password: self.password.clone(), confirm_password: self.confirm_password.clone() }
    }
}

/// A new password for an existing account, checked by the same rules as at sign-up.
#[derive(validator::Validate)]
#[validate(context = Rules)]
pub(super) struct NewPassword {
    #[validate(
        custom(function = "password_rules::password_present", use_context),
        custom(function = "password_rules::password_length", use_context),
        custom(function = "password_rules::password_classes", use_context),
        custom(function = "password_rules::password_strength", use_context)
    )]
    pub(super) password: Password,
    pub(super) confirm_password: Option<Password>,
}

impl NewPassword {
    /// Every rule that is broken, in the order of the form.
    pub(super) fn errors(&self, s: &Services, user: &User) -> FieldErrors {
        let rules = Rules::new(&s.config, [user.username.as_str(), user.email.as_str()]);
        let mut errors = match self.validate_with_args(&rules) {
            Ok(()) => FieldErrors::default(),
            Err(errors) => field_errors(&errors, &[Field::Password]),
        };
        if self.confirm_password.as_ref().is_some_and(|confirmed| *confirmed != self.password) {
            errors.0.extend(password_mismatch().0);
        }
        errors
    }
}

/// Sets the new password and returns the new id of the caller's session, where it got one. Every other session ends.
///
/// # Errors
/// [`Error::Invalid`] with every error at once; a wrong current password is one of them.
/// [`Error::NotLoggedIn`] when the session ended meanwhile.
pub async fn change_password(
    s: &Hashing,
    caller: &Caller,
    form: &PasswordChange,
    context: &Context,
) -> Result<Option<SessionId>, Error> {
    let user = &caller.user;
    let evidence = Evidence::new(Some(form.current_password.clone()), form.code.clone());
    let evidence = evidence.or_passkey(form.passkey.clone());
    let requirement = Requirement::password_in_this_request(&s.config);
    let mut errors = FieldErrors::default();
    let verified = identity_check::require_in_form(s, caller, requirement, &evidence, &mut errors, context).await?;
    errors.0.extend(form.new_password().errors(s, user).0);
    errors.into_result()?;

    let _counts = limits::change_password(s, context, caller.session.handle.as_str())?;
    let password = s.place().await?.hash(&form.password).await?;
    let now = context.now;
    let notify = limits::may_notify(s, context, EmailKind::Notice, user)?;
    s.db.transaction(|c| {
        // Whatever changed the account meanwhile comes first; a reset, for one, has ended this session.
        caller.hold_as_checked(c, context)?;
        let renewed = sessions::renew(c, &caller.session, verified)?;
        let changes =
            UserChanges { password: Some(password.clone()), password_changed_at: Some(now), ..UserChanges::default() };
        let user = store::update(c, user.id, &changes)?;
        events::record(c, user.id, &Event::PasswordChanged, context)?;
        consequences::password_was_changed(s, c, &user, Some(&renewed.key), notify, NotMeLink::New, context)?;
        Ok(renewed.id)
    })
}
