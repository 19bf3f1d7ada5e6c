//! Logins and second steps as numbers, by how they went.

use super::{Login, LoginProgress, LoginStop};
use crate::error::Error;
use crate::metrics::{LoginMethod, LoginOutcome, Metrics, SecondStepKind, SecondStepOutcome};

/// Counts a login by password. A form with empty fields is none.
pub(super) fn by_password(metrics: &Metrics, result: &Result<LoginProgress, Error>) {
    let outcome = match result {
        Ok(LoginProgress::Complete(_)) => LoginOutcome::Succeeded,
        Ok(LoginProgress::SecondFactorNeeded(_)) => LoginOutcome::SecondStep,
        Ok(LoginProgress::SetUpNeeded(_)) => LoginOutcome::SetUp,
        Ok(LoginProgress::StoppedAt(stop)) => stopped_at(*stop),
        Err(Error::Invalid(_)) => return,
        Err(error) => refusal(error),
    };
    metrics.logins.count(LoginMethod::Password, outcome);
}

/// Counts a login by passkey alone.
pub(in crate::users) fn by_passkey(metrics: &Metrics, result: &Result<Result<Login, LoginStop>, Error>) {
    let outcome = match result {
        Ok(Ok(_)) => LoginOutcome::Succeeded,
        Ok(Err(stop)) => stopped_at(*stop),
        Err(error) => refusal(error),
    };
    metrics.logins.count(LoginMethod::Passkey, outcome);
}

/// Counts a second step.
pub(in crate::users) fn second_step(metrics: &Metrics, kind: SecondStepKind, result: &Result<Login, Error>) {
    let outcome = match result {
        Ok(_) => SecondStepOutcome::Succeeded,
        Err(Error::NoPendingLogin) => SecondStepOutcome::Expired,
        Err(Error::TooMany { .. }) => SecondStepOutcome::Limited,
        Err(Error::Unavailable(_) | Error::Unsure(_) | Error::Conflict(_) | Error::Internal(_)) => {
            SecondStepOutcome::Failed
        }
        Err(_) => SecondStepOutcome::Refused,
    };
    metrics.second_steps.count(kind, outcome);
}

fn stopped_at(stop: LoginStop) -> LoginOutcome {
    match stop {
        LoginStop::ConfirmEmail => LoginOutcome::Unverified,
    }
}

fn refusal(error: &Error) -> LoginOutcome {
    match error {
        Error::TooMany { .. } => LoginOutcome::Limited,
        Error::Busy { .. } => LoginOutcome::Busy,
        Error::Unavailable(_) | Error::Unsure(_) | Error::Conflict(_) | Error::Internal(_) => LoginOutcome::Failed,
        _ => LoginOutcome::Refused,
    }
}
