//! Why somebody can't log in.

use std::net::Ipv4Addr;
use std::time::Duration;

use super::login::{self, LoginStop};
use super::{User, required_factor, rules, store};
use crate::config::RegistrationMode;
use crate::context::Context;
use crate::error::Error;
use crate::factors::{self, SecondStepMethod, Unusable};
use crate::hashing::StoredPassword;
use crate::limits::{self, LimitedAccount};
use crate::oversight::Oversight;
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
    /// There were as many right passwords from this network as are allowed.
    TooManyLogins {
        /// For how long from now.
        wait: Duration,
    },
    /// There were as many wrong codes of a second factor as are allowed.
    TooManyCodes {
        /// For how long from now.
        wait: Duration,
    },
    /// The password alone is not enough: one of these finishes the login. Where there is none, nothing does.
    SecondFactorNeeded {
        /// What does.
        methods: Vec<SecondStepMethod>,
        /// What the account has besides.
        unusable: Unusable,
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
            Obstacle::TooManyLogins { .. } => "too_many_logins",
            Obstacle::TooManyCodes { .. } => "too_many_codes",
            Obstacle::SecondFactorNeeded { methods, .. } if methods.is_empty() => "second_factor_unusable",
            Obstacle::SecondFactorNeeded { .. } => "second_factor_needed",
            Obstacle::SecondFactorMissing => "second_factor_missing",
        }
    }

    /// Whether a login with the right password and factor still fails because of it.
    pub fn stops(&self) -> bool {
        match self {
            Obstacle::SecondFactorNeeded { methods, .. } => methods.is_empty(),
            Obstacle::SecondFactorMissing => false,
            _ => true,
        }
    }
}

/// Every obstacle between this name with the right password and a session, in the order in which a login meets them: it asks what
/// [`login`](super::login()) and [`second_step`](super::second_step()) ask. `from` is who logs in, where that is known: rate limits
/// are by network. Else it is somebody in a network from which nobody ever did.
///
/// # Errors
/// Only the database's.
pub fn explain_login(
    s: &Services,
    _: Oversight,
    typed: &str,
    from: Option<&Context>,
) -> Result<(Option<User>, Vec<Obstacle>), Error> {
    let typed = typed.trim();
    let known = s.db.read(|c| store::find_by_login(c, typed))?;
    let met = obstacles(s, known.as_ref(), typed, from)?;
    Ok((known, met))
}

/// Those of this account, or of this name where no account has it.
fn obstacles(s: &Services, known: Option<&User>, typed: &str, from: Option<&Context>) -> Result<Vec<Obstacle>, Error> {
    let name = rules::login_key(typed);
    let account = login::account(s, known, &name);
    let from = from.cloned().unwrap_or_else(|| Context::visitor(&s.clock, Ipv4Addr::UNSPECIFIED.into()));
    let passwords = limits::password(s, &from, account).refusals(s)?;
    let logins = limits::wait_for_login(s, &from, account)?;
    let mut met = Vec::new();
    match known {
        None => met.push(Obstacle::Unknown { registration: s.config.registration }),
        Some(user) if user.disabled_at.is_some() => met.push(Obstacle::Disabled),
        Some(_) => {}
    }
    met.extend(passwords.full.map(|wait| Obstacle::Limited { wait: wait.unsigned_abs() }));
    met.extend(logins.map(|wait| Obstacle::TooManyLogins { wait }));
    let Some(user) = known else {
        met.extend(passwords.in_a_row.map(|_| in_a_row(s)));
        return Ok(met);
    };
    // A second step is counted for the account, whatever name was typed for the password.
    let codes = match user.has_second_factor() {
        true => limits::code(s, &from, LimitedAccount::Known(user.id)).refusals(s)?,
        false => passwords,
    };
    met.extend(passwords.in_a_row.or(codes.in_a_row).map(|_| in_a_row(s)));
    if user.password == StoredPassword::Unusable {
        met.push(Obstacle::NoPassword);
    }
    met.extend(LoginStop::before_login(&s.config, user).map(|stop| match stop {
        LoginStop::ConfirmEmail => Obstacle::EmailNotVerified,
    }));
    if user.has_second_factor() {
        let domain = s.passkey_domain();
        met.push(s.db.read(|c| {
            let methods = factors::methods(c, user.id, domain)?;
            Ok(Obstacle::SecondFactorNeeded { methods, unusable: factors::unusable(c, user.id, domain)? })
        })?);
        // Where it is the network that waits, that was said.
        let longer = codes.full.filter(|wait| passwords.full.is_none_or(|said| said < *wait));
        met.extend(longer.map(|wait| Obstacle::TooManyCodes { wait: wait.unsigned_abs() }));
    }
    if required_factor::is_missing(&s.config, user) {
        met.push(Obstacle::SecondFactorMissing);
    }
    Ok(met)
}

/// The same for an account, whatever the network: for this one, also where somebody else has got its name by now.
///
/// # Errors
/// Only the database's.
pub(super) fn obstacles_of(s: &Services, _: Oversight, user: &User) -> Result<Vec<Obstacle>, Error> {
    obstacles(s, Some(user), &user.username, None)
}

fn in_a_row(s: &Services) -> Obstacle {
    Obstacle::TooManyFailures { most: s.config.limits.login_everywhere }
}
