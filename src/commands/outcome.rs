//! How a command ends: its exit code, which scripts can tell apart, and one sentence where it did not do what it was asked.

use std::process::ExitCode;

use crate::application::StartError;
use crate::sentences;
use inside::config::ConfigError;
use inside::error::Error;
use inside::texts::{Language, Texts};

/// Why a command did not do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// Something is broken: a file, the network, or we.
    Failed,
    /// Arguments or settings can't be used.
    Usage,
    /// What was named does not exist.
    NotFound,
    /// A rule forbids it.
    Refused,
    /// The database does not answer, or is not the one that this version works with.
    Database,
    /// `doctor` found a failure.
    Unhealthy,
    /// `doctor` found no failure, and something that should be changed.
    Warned,
    /// What reads our output has seen enough, and went. Nothing failed.
    ReaderGone,
}

impl Cause {
    /// The exit code. They are a promise: `docs/command-line.md` lists them.
    fn code(self) -> u8 {
        match self {
            Cause::ReaderGone => 0,
            Cause::Failed => 1,
            Cause::Usage => 2,
            Cause::NotFound => 3,
            Cause::Refused => 4,
            Cause::Database => 5,
            Cause::Unhealthy => 6,
            Cause::Warned => 7,
        }
    }
}

/// A command that did not do what it was asked.
#[derive(Debug)]
pub(crate) struct Stopped {
    /// What went wrong and what to do, for the operator.
    pub(crate) sentence: String,
    cause: Cause,
}

impl Stopped {
    /// For this reason.
    pub(crate) fn new(cause: Cause, sentence: impl Into<String>) -> Stopped {
        Stopped { sentence: sentence.into(), cause }
    }

    /// What was named does not exist.
    pub(crate) fn not_found(sentence: impl Into<String>) -> Stopped {
        Stopped::new(Cause::NotFound, sentence)
    }

    /// Whether the command ended only because nobody reads what it prints.
    pub(crate) fn is_unread(&self) -> bool {
        self.cause == Cause::ReaderGone
    }

    /// What the process ends with.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.cause.code())
    }
}

impl From<StartError> for Stopped {
    fn from(error: StartError) -> Stopped {
        match error {
            StartError::Database(sentence) => Stopped::new(Cause::Database, sentence),
            StartError::Failed(sentence) => Stopped::new(Cause::Failed, sentence),
        }
    }
}

impl From<ConfigError> for Stopped {
    fn from(error: ConfigError) -> Stopped {
        Stopped::new(Cause::Usage, error.to_string())
    }
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Stopped {
        match error {
            Error::Invalid(fields) => {
                let t = Texts::built_in(Language::En);
                let said = fields.0.iter();
                let said = said.map(|error| format!("{}: {}", error.field.name(), sentences::of_field(t, &error.code)));
                Stopped::new(Cause::Refused, said.collect::<Vec<_>>().join("; "))
            }
            Error::NotFound => Stopped::not_found("there is no such account"),
            Error::LastAdmin => Stopped::new(
                Cause::Refused,
                "this is the last active administrator; make another account an admin first",
            ),
            Error::Unavailable(_) | Error::Unsure(_) | Error::Conflict(_) => {
                Stopped::new(Cause::Database, error.to_string())
            }
            Error::TooMany { .. } | Error::Busy { .. } | Error::Forbidden => {
                Stopped::new(Cause::Refused, error.to_string())
            }
            Error::Internal(_) => Stopped::new(Cause::Failed, error.to_string()),
            // These answer people who log in, and links: no command leads to one.
            Error::WrongCredentials
            | Error::ReauthRequired(_)
            | Error::WrongCurrentPassword
            | Error::WrongCurrentCode
            | Error::WrongCode
            | Error::WrongPasskey(_)
            | Error::WrongCurrentPasskey(_)
            | Error::NoPendingLogin
            | Error::RegistrationClosed
            | Error::InvitationNeeded
            | Error::NotLoggedIn
            | Error::Token(_)
            | Error::LastFactor
            | Error::FactorMissing
            | Error::DeadLink(_) => Stopped::new(Cause::Failed, error.to_string()),
        }
    }
}
