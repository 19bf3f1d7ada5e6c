//! The letters that are counted.

use crate::config::Config;

/// A letter that whoever knows an address can have sent to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letter {
    /// A link for a new password.
    Reset,
    /// A link that confirms the address.
    Verify,
    /// "Somebody tried to register with your address."
    AlreadyRegistered,
    /// What happened to an account, to an address that nobody has confirmed: whoever made the account can make it happen
    /// again and again.
    Notice,
}

impl Letter {
    pub(super) fn word(self) -> &'static str {
        match self {
            Letter::Reset => "reset",
            Letter::Verify => "verify",
            Letter::AlreadyRegistered => "already registered",
            Letter::Notice => "notice",
        }
    }

    /// How long what stands in it works.
    pub(super) fn lives(self, config: &Config) -> time::Duration {
        match self {
            Letter::Reset => config.reset_ttl,
            Letter::Verify => config.verify_ttl,
            Letter::AlreadyRegistered | Letter::Notice => time::Duration::MAX,
        }
    }
}
