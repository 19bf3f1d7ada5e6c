//! What each door answers for an outcome.

use super::accounts::Outcome;
use super::players::Seen;
use super::story::{Door, Step};
use crate::harness::Answer;

/// Compares what a step was answered with what the model says.
pub fn compare(step: &Step, outcome: Outcome, seen: &Seen) -> Result<(), String> {
    let fits = match (outcome, seen) {
        (Outcome::Nothing, Seen::Nothing) => true,
        (Outcome::Done, Seen::Called(done)) => *done,
        (Outcome::Nothing, _) | (_, Seen::Nothing | Seen::Called(_)) => false,
        (outcome, Seen::Answer(answer)) => match step.at().map_or(Door::Pages, |at| at.door) {
            Door::Pages => fits_page(step, outcome, answer),
            Door::Session => fits_script(outcome, answer),
            Door::Tokens => fits_program(outcome, answer),
        },
    };
    if fits {
        return Ok(());
    }
    let shown = match seen {
        Seen::Nothing => "nothing was asked".to_owned(),
        Seen::Called(done) => format!("the verb succeeded: {done}"),
        Seen::Answer(answer) => {
            let body = answer.body.get(..300).unwrap_or(&answer.body);
            format!("{} {} {body}", answer.status, answer.location().unwrap_or_default())
        }
    };
    Err(format!("the model says {outcome:?}, the application {shown}"))
}

fn fits_page(step: &Step, outcome: Outcome, answer: &Answer) -> bool {
    let (status, location) = (answer.status, answer.location().unwrap_or_default());
    let to_login = status == 303 && (location == "/login" || location.starts_with("/login?"));
    match outcome {
        Outcome::Done => match step {
            Step::Register { .. } | Step::Reset { .. } => to_login,
            Step::Confirm { .. } => status == 200 || status == 303,
            Step::UndoEmail { .. } | Step::NotMe { .. } => status == 303 && location.starts_with("/reset-password/"),
            Step::Login { .. }
            | Step::SecondStep { .. }
            | Step::Update { .. }
            | Step::Logout { .. }
            | Step::Delete { .. } => status == 303 && location == "/",
            _ => status == 303 && !location.starts_with("/login"),
        },
        Outcome::AlreadyLoggedIn => status == 303 && location == "/",
        Outcome::SecondFactor => status == 303 && location.starts_with("/login/"),
        Outcome::LoggedOut | Outcome::NoPending => to_login,
        Outcome::WrongLogin | Outcome::WrongCode => status == 422,
        Outcome::NameTaken | Outcome::BothTaken => status == 422,
        Outcome::AddressTaken => status == 422 || (status == 409 && matches!(step, Step::UndoEmail { .. })),
        Outcome::Prove | Outcome::WrongProof | Outcome::Refused => [401, 403, 422].contains(&status),
        Outcome::DeadLink => status == 410,
        Outcome::NotFound => status == 404,
        Outcome::Nothing | Outcome::Expired | Outcome::Revoked | Outcome::Reused | Outcome::HasApp => false,
    }
}

fn fits_script(outcome: Outcome, answer: &Answer) -> bool {
    let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap_or_default();
    let (status, code) = (answer.status, body["code"].as_str().unwrap_or_default());
    match outcome {
        Outcome::Done => matches!(status, 200 | 201) && body["ok"] == true,
        Outcome::SecondFactor => (status, code) == (401, "second_factor_required"),
        Outcome::LoggedOut | Outcome::NoPending => (status, code) == (401, "login_required"),
        Outcome::WrongLogin => (status, code) == (401, "invalid_credentials"),
        Outcome::WrongCode => (status, code) == (401, "invalid_code"),
        Outcome::NameTaken => (status, code) == (409, "username_taken"),
        Outcome::AddressTaken => (status, code) == (409, "email_taken"),
        Outcome::BothTaken => status == 409,
        Outcome::Prove => (status, code) == (403, "reauth_required"),
        Outcome::WrongProof => [(401, "current_password_incorrect"), (401, "invalid_code"), (403, "reauth_required")]
            .contains(&(status, code)),
        Outcome::Refused => [400, 401, 403, 409].contains(&status),
        Outcome::DeadLink => (status, code) == (400, "dead_link"),
        Outcome::NotFound => status == 404,
        Outcome::HasApp => (status, code) == (400, "validation_failed"),
        Outcome::Nothing | Outcome::AlreadyLoggedIn | Outcome::Expired | Outcome::Revoked | Outcome::Reused => false,
    }
}

fn fits_program(outcome: Outcome, answer: &Answer) -> bool {
    let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap_or_default();
    let (status, code) = (answer.status, body["error"]["code"].as_str().unwrap_or_default());
    match outcome {
        Outcome::Done => matches!(status, 200 | 201) && body["success"] == true,
        Outcome::SecondFactor => (status, code) == (401, "SECOND_FACTOR_REQUIRED"),
        Outcome::NoPending => (status, code) == (401, "UNAUTHORIZED"),
        Outcome::WrongLogin => (status, code) == (401, "INVALID_CREDENTIALS"),
        Outcome::WrongCode => (status, code) == (401, "INVALID_CODE"),
        Outcome::Expired => (status, code) == (401, "TOKEN_EXPIRED"),
        Outcome::Revoked => (status, code) == (401, "TOKEN_REVOKED"),
        Outcome::Reused => (status, code) == (401, "TOKEN_REUSED"),
        Outcome::NameTaken => (status, code) == (409, "USERNAME_TAKEN"),
        Outcome::AddressTaken => (status, code) == (409, "EMAIL_TAKEN"),
        Outcome::BothTaken => status == 409,
        Outcome::Prove => (status, code) == (403, "REAUTH_REQUIRED"),
        Outcome::WrongProof => {
            [(401, "INVALID_CREDENTIALS"), (401, "INVALID_CODE"), (403, "REAUTH_REQUIRED")].contains(&(status, code))
        }
        Outcome::Refused => [401, 403, 409, 422].contains(&status),
        Outcome::DeadLink => (status, code) == (422, "VALIDATION_ERROR"),
        Outcome::NotFound => (status, code) == (404, "NOT_FOUND"),
        Outcome::Nothing | Outcome::AlreadyLoggedIn | Outcome::LoggedOut | Outcome::HasApp => false,
    }
}
