//! How far a login has come once the password is right.

use crate::account::User;
use crate::config::Config;
use crate::error::Error;
use crate::events::Event;
use crate::factors::PendingLogin;
use crate::secret::Secret;
use crate::sessions::{Session, SessionId};
use crate::state::Services;
use crate::tokens::{self, Pair, RefreshToken};

/// How far a login with the right password has come.
#[must_use]
pub enum LoginProgress {
    /// The person is logged in.
    Complete(Box<Login>),
    /// The login stopped half-way, and no session was started: this step comes first.
    StoppedAt(LoginStop),
    /// The password was right, and no session was started: [`second_step`](crate::users::second_step()) finishes this login.
    SecondFactorNeeded(PendingLogin),
    /// The same, and the account must have a second factor and has none: a browser finishes this login with
    /// [`confirm_at_login`](crate::users::confirm_at_login()).
    SetUpNeeded(PendingLogin),
}

/// A complete login: the account and its fresh session.
pub struct Login {
    /// The account.
    pub user: User,
    /// Its row.
    pub session: Session,
    /// What the cookie or the tokens will carry.
    pub session_id: SessionId,
    /// What the browser holds from now on to be known again, where this login has changed it.
    pub remembered: Option<Vec<Secret<String>>>,
    /// What its program may spend first.
    pub(in crate::users) refresh_token: Option<RefreshToken>,
}

impl Login {
    /// The tokens of a program's login.
    ///
    /// # Errors
    /// Faults of ours; that a browser logged in is one.
    pub fn first_pair(&self, s: &Services) -> Result<Pair, Error> {
        let first = self.refresh_token.as_ref().ok_or_else(|| Error::internal("a browser holds no tokens"))?;
        tokens::first_pair(s, &self.user, &self.session, &self.session_id, first)
    }
}

/// What a person has to do, after the right password, before the login is complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginStop {
    /// Confirm the email address, as `REQUIRE_VERIFIED_EMAIL` demands.
    ConfirmEmail,
}

impl LoginStop {
    /// The step that comes before this account's next login, if there is one.
    pub(in crate::users) fn before_login(config: &Config, user: &User) -> Option<LoginStop> {
        (config.require_verified_email && !user.email_verified).then_some(LoginStop::ConfirmEmail)
    }

    /// What its owner finds in the history when a login stopped there.
    pub(in crate::users) fn event(self) -> Event {
        match self {
            LoginStop::ConfirmEmail => Event::LoginUnverified,
        }
    }
}
