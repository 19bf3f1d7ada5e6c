//! What backups need, as an operator writes it.

use std::path::PathBuf;

use clap::Args;

use super::{ConfigError, is_blank, refuse};
use crate::db::DatabaseUrl;
use crate::secret::Secret;

/// The settings of backups as flags and environment variables.
#[derive(Args, Clone, Debug)]
pub(crate) struct BackupSettings {
    /// Program that backups of PostgreSQL are made with, no older than the server
    #[arg(long, env = "PG_DUMP", default_value = "pg_dump", global = true)]
    pg_dump: PathBuf,

    /// PostgreSQL where backups are proved: a server and a user that may create databases; by default that of DATABASE_URL
    #[arg(long, env = "PROOF_DATABASE_URL", hide_env_values = true, global = true)]
    proof_database_url: Option<Secret<String>>,
}

/// What backups need.
#[derive(Clone, Debug)]
pub(crate) struct Backups {
    /// See [`BackupSettings::pg_dump`].
    pub(crate) pg_dump: PathBuf,
    /// See [`BackupSettings::proof_database_url`].
    pub(crate) proof_database_url: Option<DatabaseUrl>,
}

/// Checks the settings.
///
/// # Errors
/// One sentence that names the variable and says what to write.
pub(super) fn read(settings: &BackupSettings) -> Result<Backups, ConfigError> {
    let url = settings.proof_database_url.as_ref().map(|url| url.expose().trim()).filter(|text| !is_blank(text));
    let url = url.map(DatabaseUrl::parse).transpose().map_err(|advice| refuse("PROOF_DATABASE_URL", advice))?;
    let pg_dump = &settings.pg_dump;
    let pg_dump = if pg_dump.as_os_str().is_empty() { PathBuf::from("pg_dump") } else { pg_dump.clone() };
    Ok(Backups { pg_dump, proof_database_url: url })
}
