//! What production does not start without.

use super::config_error::{ConfigError, refuse};
use super::secrets::KEY_RECIPE;
use super::{AppEnv, Settings};

/// Refuses production without its public address and its key, which development makes up.
///
/// # Errors
/// For the first that is missing.
pub(super) fn require(settings: &Settings) -> Result<(), ConfigError> {
    if settings.app_env != AppEnv::Production {
        return Ok(());
    }
    if settings.base_url.is_none() {
        return Err(refuse(
            "BASE_URL",
            "set it to the public address, like https://accounts.example.com; production does not start without it",
        ));
    }
    if settings.secret_key.is_none() {
        return Err(refuse(
            "SECRET_KEY",
            format!("set it to at least 32 random bytes ({KEY_RECIPE}); production does not start without it"),
        ));
    }
    Ok(())
}
