//! The second of two equal sign-ups: a double click, or a request that a proxy sent again.

use time::Duration;

use super::{Registration, User, failed_logins, login, password_attempt, rules, store};
use crate::context::Context;
use crate::error::Error;
use crate::events::LoginFailure;
use crate::hashing::{Password, Place};
use crate::limits::LimitedAccount;
use crate::state::Hashing;
use crate::state::Services;

/// A form that arrives again within this time is the same click, or the same request on another connection.
const REPEATED_WITHIN: Duration = Duration::seconds(30);

/// The account that has both names of this form and is so new that the form may be a second copy of the one that made it.
///
/// # Errors
/// Only the database's.
pub(crate) fn made_just_now(s: &Services, form: &Registration, context: &Context) -> Result<Option<User>, Error> {
    if context.actor.is_trusted() {
        return Ok(None);
    }
    let found = s.db.read(|c| store::find_by_login(c, &rules::username_key(&form.username)))?;
    let since = context.now - REPEATED_WITHIN;
    let is_it = |user: &User| {
        user.email_key == rules::email_key(&form.email) && user.created_at > since && user.disabled_at.is_none()
    };
    Ok(found.filter(is_it))
}

/// Whether this password is that of the account. A wrong one is a failed login, with its limits, its event and its email: sign-up
/// must not be a way to guess passwords, nor one that the owner is told nothing of.
///
/// # Errors
/// Only the database's.
pub(crate) async fn is_password_of(
    s: &Hashing,
    user: &User,
    password: &Password,
    context: &Context,
) -> Result<bool, Error> {
    let place = s.place().await?;
    let account = login::account(s, Some(user), &user.username_key);
    match is_right(s, &place, user, account, password, context).await {
        // As a wrong one: the answer is that of a form whose names are taken.
        Err(Error::TooMany { .. }) => Ok(false),
        result => result,
    }
}

async fn is_right(
    s: &Hashing,
    place: &Place<'_>,
    user: &User,
    account: LimitedAccount<'_>,
    password: &Password,
    context: &Context,
) -> Result<bool, Error> {
    let attempt = password_attempt::attempt(s, context, account, Some(user.id))?;
    let matches = place.verify(password, &user.password).await?.is_some();
    if matches {
        attempt.settle(s, context, |c, limits| limits.password_was_right(c, s, user))?;
    } else {
        failed_logins::failed(s, context, attempt, account, Some(user), LoginFailure::WrongPassword)?;
    }
    Ok(matches)
}
