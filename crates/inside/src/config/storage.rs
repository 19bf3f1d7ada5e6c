//! What is done with the database, and with that of another application.

use clap::Args;

use super::{ConfigError, is_blank, refuse};
use crate::db::DatabaseUrl;
use crate::secret::Secret;

/// Settings about databases, beside the address of ours.
#[derive(Args, Clone, Debug)]
pub(crate) struct StorageSettings {
    /// Database of another application: accounts that are not here yet move at their first login; `sqlite:FILE` or `postgres://…`
    #[arg(long, env = "IMPORT_ON_LOGIN", hide_env_values = true, global = true)]
    pub(crate) import_on_login: Option<Secret<String>>,

    /// How long to wait for another node that is migrating the database, in seconds
    #[arg(long, env = "MIGRATION_WAIT", default_value_t = 60, value_parser = clap::value_parser!(i64).range(0..=3_600), global = true)]
    pub(crate) migration_wait: i64,
}

impl StorageSettings {
    /// Where accounts are that move here at their first login.
    pub(super) fn import_on_login(&self) -> Result<Option<DatabaseUrl>, ConfigError> {
        let text = self.import_on_login.as_ref().map(|secret| secret.expose().trim()).filter(|text| !is_blank(text));
        text.map(DatabaseUrl::parse).transpose().map_err(|advice| refuse("IMPORT_ON_LOGIN", advice))
    }
}
