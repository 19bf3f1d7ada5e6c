//! Which account a name and a password open, and nothing else about it.

use super::old_account::OldAccount;
use super::{Credentials, account, check};
use crate::context::Context;
use crate::error::Error;
use crate::events::LoginFailure;
use crate::hashing::StoredPassword;
use crate::limits;
use crate::state::Hashing;
use crate::users::password_attempt::{self, PasswordAttempt};
use crate::users::{User, failed_logins, rules, store};

/// Returns the account that these credentials open, with the attempt for the caller to settle. Starts no session.
///
/// # Errors
/// [`Error::WrongCredentials`] for unknown, wrong and disabled alike, after the same work (OWASP Authentication Cheat
/// Sheet, "Authentication Responses"). Those of [`check`], [`password_attempt::attempt`] and [`limits::login`].
pub(in crate::users) async fn authenticate(
    s: &Hashing,
    form: &Credentials,
    context: &Context,
) -> Result<(User, PasswordAttempt), Error> {
    check(s, form, context)?;
    let place = s.place().await?;
    // Found again: it may have changed while this waited for its turn.
    let known = s.db.read(|c| store::find_by_login(c, form.identifier()))?;
    let name = rules::login_key(form.identifier());
    let account = account(s, known.as_ref(), &name);
    let attempt = password_attempt::attempt(s, context, account, known.as_ref().map(|user| user.id))?;
    let old_account = OldAccount::find(s, form.identifier()).await.filter(|_| known.is_none());
    let found = known.as_ref().map(|user| &user.password).or(old_account.as_ref().map(OldAccount::stored));
    let stored = found.cloned().unwrap_or(StoredPassword::Unusable);
    let mut verified = place.verify(&form.password, &stored).await?;
    let moved = match old_account {
        Some(old_account) if verified.is_some() => old_account.move_here(s, context)?,
        _ => None,
    };
    if let Some(moved) = moved.as_ref().filter(|moved| moved.came_before) {
        verified = place.verify(&form.password, &moved.user.password).await?;
    }
    let known = moved.map(|moved| moved.user).or(known);
    let Some(user) = known.clone().filter(|user| verified.is_some() && user.disabled_at.is_none()) else {
        // Never what was typed: people type their password into the field above it.
        let why = match (&known, verified) {
            (None, None) => LoginFailure::UnknownAccount,
            (Some(_), None) => LoginFailure::WrongPassword,
            (None, Some(_)) => {
                place.level(&stored).await?;
                LoginFailure::UnknownAccount
            }
            (Some(_), Some(_)) => {
                place.level(&stored).await?;
                LoginFailure::Disabled
            }
        };
        // Of the account as it is after the move: one that has just come has a history of its own.
        failed_logins::failed(s, context, attempt, account, known.as_ref(), why)?;
        return Err(Error::WrongCredentials);
    };
    let _counts = limits::login(s, context, account)?;
    Ok((user, attempt))
}
