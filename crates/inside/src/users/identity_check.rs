//! "Confirm it's you": a stolen session alone must not be able to take an account over (OWASP ASVS 5.0, 7.5.1).
//!
//! A [`Requirement`] says which methods must have authenticated the person, and how recently. What the session does not know
//! yet, the request has to bring as [`Evidence`].

use time::{Duration, PrimitiveDateTime};

use super::{factor_recovery, failed_logins, passkey_check, password_attempt, store};
use crate::config::Config;
use crate::context::Context;
use crate::error::{Error, Field, FieldCode, FieldErrors, NeededProof, PasskeyProblem, ProofKind};
use crate::events::{self, Event, RecoveryStop};
use crate::factors::passkeys::PasskeyAnswer;
use crate::factors::{self, OneTimeCode};
use crate::hashing::Password;
use crate::limits::LimitedAccount;
use crate::sessions::{Authentications, Caller, Method};
use crate::state::Hashing;

/// What a request brings, besides its session, to show that it comes from the owner of the account.
#[derive(Clone, Default)]
pub struct Evidence {
    password: Option<Password>,
    code: Option<OneTimeCode>,
    passkey: Option<PasskeyAnswer>,
}

impl Evidence {
    /// The current password and a code of the authenticator app, right or wrong. A field that was left blank is no evidence.
    pub fn new(password: Option<Password>, code: Option<OneTimeCode>) -> Evidence {
        let password = password.filter(|password| !password.is_empty());
        Evidence { password, code: code.filter(|code| !code.is_empty()), passkey: None }
    }

    /// The same with the answer of a passkey, which stands for both.
    #[must_use]
    pub fn or_passkey(self, passkey: Option<PasskeyAnswer>) -> Evidence {
        Evidence { passkey, ..self }
    }
}

/// What a sensitive change needs: that the password, and a second factor where the account has one, authenticated the person
/// not too long ago. The step-up of RFC 9470, with the session in place of an access token.
#[derive(Clone, Copy, Debug)]
pub struct Requirement {
    password_max_age: Duration,
    factor_max_age: Duration,
}

/// What a session lacks of a [`Requirement`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unmet {
    /// The current password.
    pub password: bool,
    /// A second factor: a code of the authenticator app, or a passkey.
    pub code: bool,
}

impl Unmet {
    /// Nothing.
    pub fn is_empty(self) -> bool {
        !self.password && !self.code
    }
}

impl Requirement {
    /// An authentication within `SUDO_WINDOW`.
    pub fn recent(config: &Config) -> Requirement {
        Requirement { password_max_age: config.sudo_window, factor_max_age: config.sudo_window }
    }

    /// The password in the request itself, however recent the last one is.
    pub fn password_in_this_request(config: &Config) -> Requirement {
        Requirement { password_max_age: Duration::ZERO, ..Requirement::recent(config) }
    }

    /// Whether no authentication is ever recent enough: every change asks (`SUDO_WINDOW=0`).
    pub fn always_asks(config: &Config) -> bool {
        config.sudo_window <= Duration::ZERO
    }

    /// What the caller's session alone lacks.
    pub fn unmet_by(&self, caller: &Caller, now: PrimitiveDateTime) -> Unmet {
        let has_factor = caller.user.has_second_factor();
        self.unmet(&caller.session.authenticated, has_factor, Authentications::default(), now)
    }

    /// What is lacking of what a session knows and what was `verified` just now, together. A recovery code finished a login and
    /// is worth nothing here.
    fn unmet(
        &self,
        session: &Authentications,
        has_factor: bool,
        verified: Authentications,
        now: PrimitiveDateTime,
    ) -> Unmet {
        let is_met = |method, max_age| {
            let is_recent = |at| is_recent(now - at, max_age);
            verified.at(method).is_some() || session.at(method).is_some_and(is_recent)
        };
        let has_code = Method::SECOND_FACTORS.iter().any(|method| is_met(*method, self.factor_max_age));
        // A passkey with user verification is two factors in one, and stands for the password too.
        let has_password =
            [Method::Password, Method::Passkey].iter().any(|method| is_met(*method, self.password_max_age));
        Unmet { password: !has_password, code: has_factor && !has_code }
    }
}

fn is_recent(age: Duration, max_age: Duration) -> bool {
    // A time in the future means that the clock was turned back; it says nothing.
    age > -Duration::MINUTE && age.max(Duration::ZERO) < max_age
}

/// Lets a sensitive change through if the session meets the requirement, or does together with the evidence. Returns what the
/// evidence has authenticated just now: nothing where it was not looked at.
///
/// # Errors
/// [`Error::ReauthRequired`] when something is missing; [`Error::WrongCurrentPassword`] and [`Error::WrongCurrentCode`] when
/// something was sent and is wrong; those of [`password_attempt::attempt`].
pub(crate) async fn require(
    s: &Hashing,
    caller: &Caller,
    requirement: Requirement,
    evidence: &Evidence,
    context: &Context,
) -> Result<Authentications, Error> {
    let unmet = requirement.unmet_by(caller, context.now);
    let mut verified = Authentications::default();
    if let Some(answer) = evidence.passkey.as_ref().filter(|_| !unmet.is_empty()) {
        passkey_check::confirm(s, caller, answer, context)?;
        return Ok(verified.and(Method::Passkey, context.now));
    }
    if unmet.password {
        let Some(current) = &evidence.password else { return Err(needed(s, caller, unmet, evidence)?) };
        verify_password(s, caller, current, unmet.code, context).await?;
        verified = verified.and(Method::Password, context.now);
    }
    if unmet.code {
        // Only now: a code that comes with a wrong password is not used up, and tells nothing.
        let Some(code) = &evidence.code else { return Err(needed(s, caller, unmet, evidence)?) };
        verify_code(s, caller, code, context)?;
        verified = verified.and(Method::Totp, context.now);
    }
    Ok(verified)
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
        Err(Error::ReauthRequired(needed)) => {
            let mut errors = needed_field(needed.kind);
            let unmet = requirement.unmet_by(caller, context.now);
            if needed.kind == ProofKind::Password && unmet.code && evidence.code.is_none() {
                errors.0.extend(needed_field(ProofKind::Code).0);
            }
            errors
        }
        Err(Error::WrongCurrentPassword) => incorrect(),
        Err(Error::WrongCurrentCode) => code_incorrect(),
        Err(Error::WrongCurrentPasskey(problem)) => passkey_refused(problem),
        Err(error) => return Err(error),
    };
    errors.0.extend(wrong.0);
    Ok(Authentications::default())
}

/// What is needed and was not sent, first of all.
///
/// # Errors
/// Only the database's.
fn needed(s: &Hashing, caller: &Caller, unmet: Unmet, evidence: &Evidence) -> Result<Error, Error> {
    let kind = if unmet.code && !s.db.read(|c| factors::has_totp(c, caller.user.id))? {
        // The password alone would be refused, and there is no code: only a passkey answers.
        ProofKind::Passkey
    } else if unmet.password && evidence.password.is_none() {
        ProofKind::Password
    } else {
        ProofKind::Code
    };
    let is_asked_again = evidence.password.is_some() || evidence.code.is_some();
    Ok(Error::ReauthRequired(NeededProof { kind, is_asked_again }))
}

/// The field error for what is needed and was not sent.
pub fn needed_field(kind: ProofKind) -> FieldErrors {
    match kind {
        ProofKind::Password => FieldErrors::one(Field::CurrentPassword, FieldCode::CurrentPasswordRequired),
        ProofKind::Code => FieldErrors::one(Field::Code, FieldCode::CodeRequired),
        ProofKind::Passkey => FieldErrors::one(Field::Passkey, FieldCode::PasskeyNeeded),
    }
}

/// The field error for a current password that is wrong.
pub fn incorrect() -> FieldErrors {
    FieldErrors::one(Field::CurrentPassword, FieldCode::CurrentPasswordIncorrect)
}

/// The field error for a code that is wrong.
pub fn code_incorrect() -> FieldErrors {
    FieldErrors::one(Field::Code, FieldCode::CodeIncorrect)
}

/// The field error for a passkey that is refused.
pub fn passkey_refused(problem: PasskeyProblem) -> FieldErrors {
    FieldErrors::one(Field::Passkey, FieldCode::Passkey(problem))
}

/// A wrong code counts as a wrong password does, see [`verify_password`].
fn verify_code(s: &Hashing, caller: &Caller, code: &OneTimeCode, context: &Context) -> Result<(), Error> {
    let (user_id, account) = (caller.user.id, LimitedAccount::Own(caller.user.id));
    let attempt = password_attempt::attempt_code(s, context, account, user_id)?;
    let is_right = attempt.settle(s, context, |c, limits| {
        // The account first, as in every verb that wants both: a recovery may have begun since the request did.
        let user = store::hold(c, user_id)?.ok_or(Error::NotLoggedIn)?;
        let is_right = factors::spend_code(s, c, user_id, code, context.now)?;
        match is_right {
            true => {
                // Who has a second factor has not lost them all.
                factor_recovery::stop(c, &user, RecoveryStop::SecondFactor, context)?;
                limits.succeeded(c, s)?;
            }
            false => {
                events::record(c, user_id, &Event::SecondFactorFailed, context)?;
                limits.failed(c, s)?;
            }
        }
        Ok(is_right)
    })?;
    if is_right {
        return Ok(());
    }
    failed_logins::notify(s, context, account, Some(&caller.user))?;
    Err(Error::WrongCurrentCode)
}

/// A failure counts as a failed login does: a session must not be a way to guess a password. Where a code is still to come the
/// right password forgives nothing (`is_half_way`): it would clear the wrong codes before it.
async fn verify_password(
    s: &Hashing,
    caller: &Caller,
    current: &Password,
    is_half_way: bool,
    context: &Context,
) -> Result<(), Error> {
    let account = LimitedAccount::Own(caller.user.id);
    password_attempt::check(s, context, account, Some(caller.user.id))?;
    let place = s.place().await?;
    let attempt = password_attempt::attempt(s, context, account, Some(caller.user.id))?;
    if place.verify(current, &caller.user.password).await?.is_some() {
        return attempt.settle(s, context, |c, limits| match is_half_way {
            true => limits.half_way(c, s),
            false => limits.succeeded(c, s),
        });
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

    use super::{Evidence, Requirement, Unmet};
    use crate::factors::OneTimeCode;
    use crate::hashing::Password;
    use crate::sessions::{Authentications, Method};

    const NOW: PrimitiveDateTime = datetime!(2026-11-26 12:00:00);
    const NONE: Authentications = Authentications::NONE;

    fn requirement(password_max_age: i64) -> Requirement {
        let seconds = Duration::seconds;
        Requirement { password_max_age: seconds(password_max_age), factor_max_age: seconds(600) }
    }

    fn is_met_after(seconds: i64, requirement: Requirement) -> bool {
        let session = Authentications::by(Method::Password, NOW - Duration::seconds(seconds));
        requirement.unmet(&session, false, NONE, NOW).is_empty()
    }

    #[test]
    fn a_session_is_enough_for_as_long_as_its_authentication_is_recent() {
        let met: Vec<bool> = [0, 599, 600, -59, -60].map(|age| is_met_after(age, requirement(600))).into();
        assert_eq!(met, [true, true, false, true, false]);
        assert!(requirement(600).unmet(&NONE, false, NONE, NOW).password, "nothing was ever proved");
    }

    #[test]
    fn no_session_is_enough_where_the_request_itself_is_asked() {
        for age in [0, 1, -1, -59] {
            assert!(!is_met_after(age, requirement(0)), "{age}");
        }
        let verified = Authentications::by(Method::Password, NOW);
        assert!(requirement(0).unmet(&NONE, false, verified, NOW).is_empty());
    }

    #[test]
    fn an_account_with_a_second_factor_needs_both_and_a_recovery_code_is_none() {
        let password = Authentications::by(Method::Password, NOW);
        let unmet = |session: Authentications| requirement(600).unmet(&session, true, NONE, NOW);
        assert_eq!(unmet(NONE), Unmet { password: true, code: true });
        assert_eq!(unmet(password), Unmet { password: false, code: true });
        assert_eq!(unmet(password.and(Method::RecoveryCode, NOW)), Unmet { password: false, code: true });
        assert!(unmet(password.and(Method::Totp, NOW)).is_empty());
        let old = password.and(Method::Totp, NOW - Duration::seconds(600));
        assert_eq!(unmet(old), Unmet { password: false, code: true });
    }

    #[test]
    fn what_was_left_blank_is_no_evidence() {
        let evidence = Evidence::new(Some(Password::default()), Some(OneTimeCode::new(" - ")));
        assert!(evidence.password.is_none() && evidence.code.is_none());
    }
}
