//! Why a job was not done.

/// What a carrier says of an attempt that failed. The texts are for the log and for the list of jobs: they name no address and
/// no link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Another attempt may succeed.
    Later(String),
    /// No attempt will: there is no such mailbox, or the address is none.
    Never(String),
    /// No attempt will until the operator has changed something. The job waits.
    Setup {
        /// What happened.
        cause: String,
        /// What to do about it.
        advice: &'static str,
    },
    /// The job's target takes nothing now, neither this job nor any other: all of them wait.
    Target {
        /// What happened.
        cause: String,
        /// What to do about it.
        advice: &'static str,
    },
}

impl Failure {
    /// What happened.
    pub(crate) fn cause(&self) -> &str {
        match self {
            Failure::Later(cause) | Failure::Never(cause) => cause,
            Failure::Setup { cause, .. } | Failure::Target { cause, .. } => cause,
        }
    }

    /// What the operator can do about it.
    pub(crate) fn advice(&self) -> Option<&'static str> {
        match self {
            Failure::Later(_) | Failure::Never(_) => None,
            Failure::Setup { advice, .. } | Failure::Target { advice, .. } => Some(advice),
        }
    }
}
