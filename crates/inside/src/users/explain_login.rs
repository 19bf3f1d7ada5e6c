//! Why somebody can't log in.

use std::time::Duration;

use super::{User, required_factor, rules, store};
use crate::config::RegistrationMode;
use crate::context::Context;
use crate::error::Error;
use crate::factors;
use crate::hashing::StoredPassword;
use crate::limits::{self, Account};
use crate::state::Services;

/// One thing that stands in the way of a login, or that its owner has to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// No account has this username or email address; `registration` says whether one could be created.
    Unknown {
        /// Who may create accounts.
        registration: RegistrationMode,
    },
    /// The account is disabled.
    Disabled,
    /// `REQUIRE_VERIFIED_EMAIL`, and the address is not confirmed.
    EmailNotVerified,
    /// No password is right: the owner has to set one by the link that resets it.
    NoPassword,
    /// Too many wrong passwords in a row from everywhere: networks and browsers that never logged in to it are refused.
    TooManyFailures {
        /// How many that are.
        most: u32,
    },
    /// This network has used up its attempts for the account.
    Limited {
        /// For how long from now.
        wait: Duration,
    },
    /// The password alone is not enough: one of these finishes the login, in words for programs.
    SecondFactorNeeded {
        /// `totp`, `recovery_code`, `passkey`.
        methods: Vec<&'static str>,
    },
    /// `REQUIRE_SECOND_FACTOR`, and the account has none: the next login sets one up.
    SecondFactorMissing,
}

impl Obstacle {
    /// Its word for programs.
    pub fn word(&self) -> &'static str {
        match self {
            Obstacle::Unknown { .. } => "unknown",
            Obstacle::Disabled => "disabled",
            Obstacle::EmailNotVerified => "email_not_verified",
            Obstacle::NoPassword => "no_password",
            Obstacle::TooManyFailures { .. } => "too_many_failures",
            Obstacle::Limited { .. } => "limited",
            Obstacle::SecondFactorNeeded { .. } => "second_factor_needed",
            Obstacle::SecondFactorMissing => "second_factor_missing",
        }
    }

    /// Whether a login with the right password and factor still fails because of it.
    pub fn stops(&self) -> bool {
        !matches!(self, Obstacle::SecondFactorNeeded { .. } | Obstacle::SecondFactorMissing)
    }
}

/// Every obstacle between this name and a session, in the order in which a login meets them. `from` is the network whose limits
/// are looked at, where one is named: limits are by network.
///
/// # Errors
/// Only the database's.
pub fn explain_login(
    s: &Services,
    login: &str,
    from: Option<&Context>,
) -> Result<(Option<User>, Vec<Obstacle>), Error> {
    let known = store::find_by_login(&mut *s.db.conn()?, login.trim())?;
    let mut obstacles = Vec::new();
    let name = rules::login_key(login.trim());
    let account = match &known {
        Some(user) => Account::Known(user.id),
        None => Account::Named { name: &name, user: None },
    };
    let wait = from.map(|context| limits::wait_for_password(s, context, account)).transpose()?.flatten();
    obstacles.extend(wait.map(|wait| Obstacle::Limited { wait }));
    let Some(user) = known else {
        obstacles.insert(0, Obstacle::Unknown { registration: s.config.registration });
        return Ok((None, obstacles));
    };
    if user.disabled_at.is_some() {
        obstacles.insert(0, Obstacle::Disabled);
    }
    if matches!(user.password, StoredPassword::Unusable) {
        obstacles.push(Obstacle::NoPassword);
    }
    if limits::is_streak_full(s, &Context::system(&s.clock), account)? {
        obstacles.push(Obstacle::TooManyFailures { most: s.config.limits.login_everywhere });
    }
    if s.config.require_verified_email && !user.email_verified {
        obstacles.push(Obstacle::EmailNotVerified);
    }
    if user.has_second_factor() {
        let methods = factors::methods(&mut *s.db.conn()?, user.id)?;
        obstacles.push(Obstacle::SecondFactorNeeded { methods });
    }
    if required_factor::is_missing(&s.config, &user) {
        obstacles.push(Obstacle::SecondFactorMissing);
    }
    Ok((Some(user), obstacles))
}
