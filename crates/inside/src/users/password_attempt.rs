//! An attempt at a password, at login or where the current password is asked for.

use crate::context::Context;
use crate::db::Conn;
use crate::error::Error;
use crate::events::{self, Event, LoginBlock};
use crate::limits::{self, Blocked, LimitedAccount, PasswordLimits};
use crate::state::Services;

/// An attempt that its rate limits have let through so far.
#[must_use = "settle it"]
pub struct PasswordAttempt {
    limits: PasswordLimits,
    user_id: Option<i64>,
}

/// Refuses an attempt whose rate limit is reached, before it waits for a hash.
///
/// # Errors
/// As [`attempt`].
pub fn check(s: &Services, context: &Context, account: LimitedAccount<'_>, user_id: Option<i64>) -> Result<(), Error> {
    attempt(s, context, account, user_id).map(drop)
}

/// An attempt that its rate limits allow. `user_id` is whose password it is, if an account has that name.
///
/// # Errors
/// Those of [`PasswordLimits::check`]. The first refused attempt in a limit's time leaves an event, the later ones none.
pub fn attempt(
    s: &Services,
    context: &Context,
    account: LimitedAccount<'_>,
    user_id: Option<i64>,
) -> Result<PasswordAttempt, Error> {
    PasswordAttempt { limits: limits::password(s, context, account), user_id }.allowed(s, context)
}

/// The same for a code of a second factor, or a passkey in its place.
///
/// # Errors
/// As [`attempt`].
pub(crate) fn attempt_code(
    s: &Services,
    context: &Context,
    account: LimitedAccount<'_>,
    user_id: i64,
) -> Result<PasswordAttempt, Error> {
    PasswordAttempt { limits: limits::code(s, context, account), user_id: Some(user_id) }.allowed(s, context)
}

impl PasswordAttempt {
    fn allowed(self, s: &Services, context: &Context) -> Result<PasswordAttempt, Error> {
        match self.limits.check(s) {
            Ok(()) => Ok(self),
            Err(refused) => Err(self.noted(s, context, refused)),
        }
    }

    /// The transaction in which the attempt ends, once its password is checked: `work` says how it went, and does what follows
    /// from it.
    ///
    /// # Errors
    /// Those of `work`. Others may have used everything up meanwhile: then the right password is refused like a wrong one, with
    /// the same event as in [`attempt`].
    pub fn settle<T>(
        self,
        s: &Services,
        context: &Context,
        mut work: impl FnMut(&mut Conn, &PasswordLimits) -> Result<T, Error>,
    ) -> Result<T, Error> {
        s.db.transaction(|c| work(c, &self.limits)).map_err(|refused| self.noted(s, context, refused))
    }

    /// Records that the attempt was refused because of its rate limits. Every other error as it is.
    fn noted(&self, s: &Services, context: &Context, refused: Error) -> Error {
        if !matches!(refused, Error::TooMany { .. }) {
            return refused;
        }
        self.note(s, context).err().unwrap_or(refused)
    }

    fn note(&self, s: &Services, context: &Context) -> Result<(), Error> {
        let user_id = match self.limits.blocked(s, context)? {
            None => return Ok(()),
            Some(Blocked::Account) => self.user_id,
            Some(Blocked::Network) => None,
        };
        let blocked = Event::LoginBlocked { whom: LoginBlock::Client };
        s.db.transaction(|c| events::record(c, user_id, &blocked, context))
    }
}
