//! The emails that are counted.

use crate::config::Config;

/// An email that a visitor who knows an address can have sent to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EmailKind {
    /// A link for a new password.
    Reset,
    /// A link that confirms the address.
    Verify,
    /// "Someone tried to create another account with your address."
    AlreadyRegistered,
    /// A notice about an account, to an address that was never confirmed: a stranger who signed up with it can cause one
    /// after the other.
    Notice,
}

impl EmailKind {
    pub(super) fn word(self) -> &'static str {
        match self {
            EmailKind::Reset => "reset",
            EmailKind::Verify => "verify",
            EmailKind::AlreadyRegistered => "already registered",
            EmailKind::Notice => "notice",
        }
    }

    /// How long what stands in it works.
    pub(super) fn lives(self, config: &Config) -> time::Duration {
        match self {
            EmailKind::Reset => config.reset_ttl,
            EmailKind::Verify => config.verify_ttl,
            EmailKind::AlreadyRegistered | EmailKind::Notice => time::Duration::MAX,
        }
    }
}
