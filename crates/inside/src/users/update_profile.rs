//! Change username, email address and password: some of them, or all at once.

use super::User;
use super::consequences::{self, NotMeLink};
use super::identity_check::{self, Evidence, Requirement};
use super::profile_form::{Changes, FORM_ORDER, ProfileForm};
use super::rules;
use super::store::{self, UserChanges};
use crate::context::Context;
use crate::email_address::EmailAddress;
use crate::error::{Error, Field, FieldErrors};
use crate::events::{self, Event};
use crate::limits::{self, EmailKind};
use crate::sessions::{self, Authentications, Caller, Renewed, SessionId};
use crate::state::Hashing;
use crate::state::Services;

/// What an update did.
pub struct Updated {
    /// The account as it is now.
    pub user: User,
    /// The username is a new one.
    pub username_changed: bool,
    /// The address is a new one, and not confirmed yet.
    pub email_changed: bool,
    /// The address is the one it was, in another spelling, and as confirmed as it was.
    pub email_respelled: bool,
    /// The password is a new one; every other session has ended.
    pub password_changed: bool,
    /// The new password is on a list of leaked ones, and was accepted with a warning.
    pub password_breached: bool,
    /// The session's new id, where it got one.
    pub session_id: Option<SessionId>,
}

impl Changes {
    /// Whether they need an identity check.
    fn are_sensitive(&self) -> bool {
        self.email.is_some() || self.password.is_some()
    }
}

/// Updates the caller's own profile.
///
/// A new password ends every other session. It gives this one a new id, so that a copy of its cookie is worthless too, and
/// so does proving the present one: from then on the session may do more, and a copy from before may not (OWASP ASVS 5.0,
/// 7.2.4).
///
/// # Errors
/// [`Error::Forbidden`] for another account's name; [`Error::Invalid`] with every error at once; those of
/// [`identity_check::require`] when email or password change; [`Error::NotLoggedIn`] when the session ended meanwhile.
pub async fn update_profile(
    s: &Hashing,
    caller: &Caller,
    username: &str,
    form: impl ProfileForm,
    evidence: &Evidence,
    context: &Context,
) -> Result<Updated, Error> {
    if !caller.is(username) {
        return Err(caller.forbidden(s, context));
    }
    let mut changes = form.changes(s, caller);
    let right = |field, value: &Option<String>| value.clone().filter(|_| !changes.errors.at(field));
    let (new_name, new_email) = (right(Field::Username, &changes.username), right(Field::Email, &changes.email));
    let mut errors = std::mem::take(&mut changes.errors);
    errors.0.extend(taken_names(s, &caller.user, new_name.as_deref(), new_email.as_deref(), context)?.0);
    let (requirement, is_sensitive) = (Requirement::recent(&s.config), changes.are_sensitive());
    if is_sensitive && !errors.is_empty() {
        identity_check::require_in_form(s, caller, requirement, evidence, &mut errors, context).await?;
    }
    errors.in_order(FORM_ORDER).into_result()?;
    let verified = match is_sensitive {
        true => identity_check::require(s, caller, requirement, evidence, context).await?,
        false => Authentications::default(),
    };
    apply(s, caller, changes, verified, context).await
}

/// Makes changes that break no rule and need no identity check any more. `verified` is what has authenticated the
/// caller just now.
async fn apply(
    s: &Hashing,
    caller: &Caller,
    changes: Changes,
    verified: Authentications,
    context: &Context,
) -> Result<Updated, Error> {
    let user = &caller.user;
    let Changes { username, email, password, .. } = changes;
    let (username_changed, email_written, password_changed) = (username.is_some(), email.is_some(), password.is_some());
    if !username_changed && !email_written && !password_changed {
        let user = user.clone();
        return Ok(Updated {
            user,
            username_changed,
            email_changed: false,
            email_respelled: false,
            password_changed,
            password_breached: false,
            session_id: None,
        });
    }
    let password_breached = password.as_ref().is_some_and(|new| s.warns_of(new));
    if password_changed {
        // Before anything is counted.
        s.place().await?;
    }
    let first =
        [(username_changed, Field::Username), (email_written, Field::Email), (password_changed, Field::Password)];
    let field = first.into_iter().find(|(changed, _)| *changed).map_or(Field::Username, |(_, field)| field);
    let limit = if password_changed {
        limits::change_password(s, context, caller.session.handle.as_str())
    } else {
        limits::change(s, context, caller.user.id)
    };
    let _counts = limit.map_err(|error| error.at(field))?;
    if let Some(address) = email.as_deref().filter(|address| rules::email_key(address) != user.email_key) {
        // The new address is not confirmed: an email to it counts as if a stranger had asked for it.
        let limit = limits::email_from(s, context, EmailKind::Verify);
        let _counts = limit
            .and_then(|_| limits::email_to(s, context, EmailKind::Verify, address))
            .map_err(|error| error.at(Field::Email))?;
    }
    let email = email.as_deref().map(rules::address).transpose()?;
    let notify = password_changed && limits::may_notify(s, context, EmailKind::Notice, user)?;
    let stored = match &password {
        Some(password) => Some(s.place().await?.hash(password).await?),
        None => None,
    };
    let now = context.now;
    let mut changes = UserChanges {
        username_key: username.as_deref().map(rules::username_key),
        username,
        email_key: email.as_ref().map(EmailAddress::key),
        email: email.map(|email| email.as_str().to_owned()),
        password: stored,
        password_changed_at: password.as_ref().map(|_| now),
        ..UserChanges::default()
    };
    s.db.transaction(|c| {
        let before = caller.hold_as_checked(c, context)?;
        // Another spelling of the same address needs no new confirmation, and is no change to be told of.
        let address_changed = changes.email_key.as_ref().is_some_and(|key| *key != before.email_key);
        changes.email_verified = address_changed.then_some(false);
        let updated = store::change_address(c, now, user.id, &changes)?;
        let renewed = match password_changed || !verified.is_empty() {
            true => sessions::renew(c, &caller.session, verified)?,
            false => Renewed::unchanged(&caller.session),
        };
        if username_changed {
            events::record(c, user.id, &Event::UsernameChanged { new: updated.username.clone() }, context)?;
        }
        let not_me_link = match address_changed {
            true => {
                events::record(c, user.id, &Event::EmailChanged { new: updated.email.clone() }, context)?;
                consequences::email_was_changed(s, c, &before, &updated, context)?
            }
            false => NotMeLink::New,
        };
        if password_changed {
            events::record(c, user.id, &Event::PasswordChanged, context)?;
            // To the address the owner had until now: a new one may be a thief's.
            consequences::password_was_changed(s, c, &before, Some(&renewed.key), notify, not_me_link, context)?;
        }
        Ok(Updated {
            user: updated,
            username_changed,
            email_changed: address_changed,
            email_respelled: email_written && !address_changed,
            password_changed,
            password_breached,
            session_id: renewed.id,
        })
    })
}

/// Whether others have these names. An answer that a name is taken counts as it does at sign-up: a logged-in user
/// could otherwise ask for every address there is.
fn taken_names(
    s: &Services,
    user: &User,
    username: Option<&str>,
    email: Option<&str>,
    context: &Context,
) -> Result<FieldErrors, Error> {
    if username.is_none() && email.is_none() {
        return Ok(FieldErrors::default());
    }
    let first = if username.is_some() { Field::Username } else { Field::Email };
    let attempt = limits::sign_up(s, context).map_err(|error| error.at(first))?;
    let taken = s.db.read(|c| store::taken_names(c, context.now, username, email, Some(user.id)))?;
    if taken.is_empty() {
        s.db.transaction(|c| attempt.withdrawn(c, s))?;
    }
    Ok(taken)
}
