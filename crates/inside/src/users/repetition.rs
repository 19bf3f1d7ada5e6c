//! The second of two equal sign-ups: a double click, or a request that a proxy sent again.

use time::Duration;

use super::{Registration, User, rules, store};
use crate::context::Context;
use crate::error::Error;
use crate::hashing::Password;
use crate::limits::{self, LimitedAccount};
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

/// Whether this password is that of the account. A wrong one counts as a failed login: sign-up must not be a way to guess
/// passwords.
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
    let attempt = limits::password(s, context, LimitedAccount::Known(user.id));
    match attempt.check(s) {
        Ok(()) => {}
        Err(Error::TooMany { .. }) => return Ok(false),
        Err(error) => return Err(error),
    }
    let matches = place.verify(password, &user.password).await?.is_some();
    match s.db.transaction(|c| if matches { attempt.succeeded(c, s) } else { attempt.failed(c, s) }) {
        Ok(()) => Ok(matches),
        Err(Error::TooMany { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}
