//! What new passwords must be, and what becomes of those that attackers know.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{ArgAction, Args};

use super::{ConfigError, refuse};
use crate::breached::{BreachedMode, BreachedPasswords};

/// The settings of passwords as flags and environment variables.
#[derive(Args, Clone, Debug)]
pub(crate) struct PasswordSettings {
    /// Minimum password length, in characters
    #[arg(long, env = "PASSWORD_MIN_LENGTH", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=128), global = true)]
    pub(super) password_min_length: u16,

    /// Minimum zxcvbn score of a password, 0 to 4
    #[arg(long, env = "PASSWORD_MIN_STRENGTH", default_value_t = 1, value_parser = clap::value_parser!(u8).range(0..=4), global = true)]
    pub(super) password_min_strength: u8,

    /// Require an upper-case letter, a lower-case letter, a digit and a special character in passwords
    #[arg(long, env = "PASSWORD_REQUIRE_CLASSES", default_value_t = false, action = ArgAction::Set, num_args = 0..=1, default_missing_value = "true", global = true)]
    pub(super) password_require_classes: bool,

    /// New passwords that are on a list of leaked ones: refused, accepted with a warning, or not looked up; by default refused in production, a warning in development
    #[arg(long, env = "BREACHED_PASSWORDS", value_enum, global = true)]
    breached_passwords: Option<BreachedMode>,

    /// That list, as `vestibule breach build` makes it; by default a short one in the program
    #[arg(long, env = "BREACHED_PASSWORDS_FILE", global = true)]
    breached_passwords_file: Option<PathBuf>,
}

impl PasswordSettings {
    /// Opens the list of leaked passwords.
    ///
    /// # Errors
    /// For a file that is no list.
    pub(super) fn breached(&self, production: bool) -> Result<Arc<BreachedPasswords>, ConfigError> {
        let by_default = if production { BreachedMode::Refuse } else { BreachedMode::Warn };
        let file = self.breached_passwords_file.as_deref().filter(|path| !path.as_os_str().is_empty());
        let list = BreachedPasswords::open(self.breached_passwords.unwrap_or(by_default), file);
        list.map(Arc::new).map_err(|advice| refuse("BREACHED_PASSWORDS_FILE", advice))
    }
}
