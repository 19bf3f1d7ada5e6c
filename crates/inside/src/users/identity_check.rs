//! "Confirm it's you": a stolen session alone must not be able to take an account over (OWASP ASVS 5.0, 7.5.1).
//!
//! A [`Requirement`] says which methods must have authenticated the person, and how recently. What the session does not know
//! yet, the request has to bring as [`Evidence`].

use time::{Duration, PrimitiveDateTime};

use super::{failed_logins, password_attempt};
use crate::config::Config;
use crate::context::Context;
use crate::error::{Error, Field, FieldCode, FieldErrors};
use crate::events::{self, Event};
use crate::hashing::Password;
use crate::limits::Account;
use crate::sessions::{Authentications, Caller, Method, Session};
use crate::state::Hashing;

/// What a request brings, besides its session, to show that it comes from the owner of the account.
#[derive(Clone, Default)]
pub enum Evidence {
    /// Nothing.
    #[default]
    None,
    /// The current password, right or wrong.
    Password(Password),
}

impl From<Option<Password>> for Evidence {
    /// A field that was left blank is no evidence.
    fn from(current: Option<Password>) -> Evidence {
        current.filter(|password| !password.is_empty()).map_or(Evidence::None, Evidence::Password)
    }
}

/// What a sensitive change needs: that each of these methods authenticated the person less than `max_age` ago. The step-up
/// of RFC 9470, with the session in place of an access token.
#[derive(Clone, Copy, Debug)]
pub struct Requirement {
    methods: &'static [Method],
    max_age: Duration,
}

impl Requirement {
    /// An authentication within `SUDO_WINDOW`.
    pub fn recent(config: &Config) -> Requirement {
        Requirement { methods: &[Method::Password], max_age: config.sudo_window }
    }

    /// An authentication by the request itself, however recent the last one is.
    pub(crate) fn in_this_request() -> Requirement {
        Requirement { methods: &[Method::Password], max_age: Duration::ZERO }
    }

    /// Whether the session alone is enough.
    pub fn is_met_by(&self, session: &Session, now: PrimitiveDateTime) -> bool {
        self.is_met(&session.authenticated, Authentications::default(), now)
    }

    /// Whether it is met by what a session knows and what was `verified` just now, together.
    fn is_met(&self, session: &Authentications, verified: Authentications, now: PrimitiveDateTime) -> bool {
        let is_recent = |at| self.is_recent(now - at);
        self.methods
            .iter()
            .copied()
            .all(|method| verified.at(method).is_some() || session.at(method).is_some_and(is_recent))
    }

    fn is_recent(&self, age: Duration) -> bool {
        // A time in the future means that the clock was turned back; it says nothing.
        age > -Duration::MINUTE && age.max(Duration::ZERO) < self.max_age
    }
}

/// Lets a sensitive change through if the session meets the requirement, or does together with the evidence. Returns what the
/// evidence has authenticated just now: nothing where it was not looked at.
///
/// # Errors
/// [`Error::ReauthRequired`] when something is missing; [`Error::WrongCurrentPassword`] when a password was sent and is wrong;
/// those of [`password_attempt::attempt`].
pub(crate) async fn require(
    s: &Hashing,
    caller: &Caller,
    requirement: Requirement,
    evidence: &Evidence,
    context: &Context,
) -> Result<Authentications, Error> {
    if requirement.is_met_by(&caller.session, context.now) {
        return Ok(Authentications::default());
    }
    let verified = verify(s, caller, evidence, context).await?;
    let is_met = requirement.is_met(&caller.session.authenticated, verified, context.now);
    if is_met { Ok(verified) } else { Err(Error::ReauthRequired) }
}

/// The same for a form that may have other errors: what is wrong is added to them, so that all are returned together.
///
/// # Errors
/// Those of [`require`] that are not about the form's fields.
pub(crate) async fn require_in_form(
    s: &Hashing,
    caller: &Caller,
    requirement: Requirement,
    evidence: &Evidence,
    errors: &mut FieldErrors,
    context: &Context,
) -> Result<Authentications, Error> {
    let wrong = match require(s, caller, requirement, evidence, context).await {
        Ok(verified) => return Ok(verified),
        Err(Error::ReauthRequired) => missing(),
        Err(Error::WrongCurrentPassword) => incorrect(),
        Err(error) => return Err(error),
    };
    errors.0.extend(wrong.0);
    Ok(Authentications::default())
}

/// The field error for a current password that was not sent.
fn missing() -> FieldErrors {
    FieldErrors::one(Field::CurrentPassword, FieldCode::CurrentPasswordRequired)
}

/// The field error for a current password that is wrong.
pub fn incorrect() -> FieldErrors {
    FieldErrors::one(Field::CurrentPassword, FieldCode::CurrentPasswordIncorrect)
}

/// What this evidence authenticates. A failure counts as a failed login does: a session must not be a way to guess a password.
async fn verify(
    s: &Hashing,
    caller: &Caller,
    evidence: &Evidence,
    context: &Context,
) -> Result<Authentications, Error> {
    match evidence {
        Evidence::None => Ok(Authentications::default()),
        Evidence::Password(current) => {
            verify_password(s, caller, current, context).await?;
            Ok(Authentications::by(Method::Password, context.now))
        }
    }
}

async fn verify_password(s: &Hashing, caller: &Caller, current: &Password, context: &Context) -> Result<(), Error> {
    let account = Account::Own(caller.user.id);
    password_attempt::check(s, context, account, Some(caller.user.id))?;
    let place = s.place().await?;
    let attempt = password_attempt::attempt(s, context, account, Some(caller.user.id))?;
    if place.verify(current, &caller.user.password).await?.is_some() {
        return attempt.settle(s, context, |c, limits| limits.succeeded(c, s));
    }
    attempt.settle(s, context, |c, limits| {
        events::record(c, caller.user.id, &Event::ProofFailed, context)?;
        limits.failed(c, s)
    })?;
    failed_logins::notify(s, context, account, Some(&caller.user))?;
    Err(Error::WrongCurrentPassword)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use time::{Duration, PrimitiveDateTime};

    use super::{Evidence, Requirement};
    use crate::hashing::Password;
    use crate::sessions::{Authentications, Method};

    const NOW: PrimitiveDateTime = datetime!(2026-11-26 12:00:00);

    fn requirement(max_age: i64) -> Requirement {
        Requirement { methods: &[Method::Password], max_age: Duration::seconds(max_age) }
    }

    fn is_met_after(seconds: i64, requirement: Requirement) -> bool {
        let session = Authentications::by(Method::Password, NOW - Duration::seconds(seconds));
        requirement.is_met(&session, Authentications::default(), NOW)
    }

    #[test]
    fn a_session_is_enough_for_as_long_as_its_authentication_is_recent() {
        let met: Vec<bool> = [0, 599, 600, -59, -60].map(|age| is_met_after(age, requirement(600))).into();
        assert_eq!(met, [true, true, false, true, false]);
        let none = Authentications::default();
        assert!(!requirement(600).is_met(&none, none, NOW), "nothing was ever proved");
    }

    #[test]
    fn no_session_is_enough_where_the_request_itself_is_asked() {
        for age in [0, 1, -1, -59] {
            assert!(!is_met_after(age, Requirement::in_this_request()), "{age}");
        }
        let verified = Authentications::by(Method::Password, NOW);
        assert!(Requirement::in_this_request().is_met(&Authentications::default(), verified, NOW));
    }

    #[test]
    fn a_blank_password_is_no_evidence() {
        assert!(matches!(Evidence::from(None), Evidence::None));
        assert!(matches!(Evidence::from(Some(Password::default())), Evidence::None));
    }
}
