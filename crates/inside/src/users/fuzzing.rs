//! What people type about themselves, for the targets in `fuzz/`.

use super::passkey_name;
use super::rules::{self, Rules};
use crate::config::Config;
use crate::error::Error;

/// Whether a username keeps all rules.
pub fn is_username(typed: &str, config: &Config) -> bool {
    let rules = Rules::new(config, []);
    let all = [rules::username_present, rules::username_characters, rules::username_length, rules::username_allowed];
    all.iter().all(|rule| rule(typed, &rules).is_ok())
}

/// The name of a passkey.
///
/// # Errors
/// Why it is refused.
pub fn passkey_name(typed: &str) -> Result<String, Error> {
    passkey_name::parse(typed)
}
