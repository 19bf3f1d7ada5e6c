//! What is done with the database, and with that of another application.

use clap::Args;

use super::{ConfigError, is_blank, refuse};
use crate::db::{DatabaseUrl, Pooler};
use crate::secret::Secret;
use crate::sources::{OldTable, SourceChoice};

/// Settings about databases, beside the address of ours.
#[derive(Args, Clone, Debug)]
pub(crate) struct StorageSettings {
    /// Database of another application: accounts that are not here yet move at their first login; `sqlite:FILE` or `postgres://…`
    #[arg(long, env = "IMPORT_ON_LOGIN", hide_env_values = true, global = true)]
    pub(crate) import_on_login: Option<Secret<String>>,

    /// Table of IMPORT_ON_LOGIN with the accounts, where it is not recognised
    #[arg(long, env = "IMPORT_ON_LOGIN_TABLE", global = true)]
    import_on_login_table: Option<String>,

    /// Which column of that table is what, like `username=login,email=mail,password=hash`; comma-separated
    #[arg(long, env = "IMPORT_ON_LOGIN_MAP", value_delimiter = ',', value_parser = SourceChoice::pair, global = true)]
    import_on_login_map: Vec<(String, String)>,

    /// What stands between this service and a PostgreSQL server: nothing, or a pooler in session or in transaction mode
    #[arg(long, env = "DATABASE_POOLER", value_enum, default_value_t = Pooler::None, global = true)]
    pub(crate) database_pooler: Pooler,

    /// How long to wait for another node that is migrating the database, in seconds
    #[arg(long, env = "MIGRATION_WAIT", default_value_t = 60, value_parser = clap::value_parser!(i64).range(0..=3_600), global = true)]
    pub(crate) migration_wait: i64,
}

impl StorageSettings {
    /// Where accounts are that move here at their first login.
    pub(super) fn import_on_login(&self) -> Result<Option<OldTable>, ConfigError> {
        let text = self.import_on_login.as_ref().map(|secret| secret.expose().trim()).filter(|text| !is_blank(text));
        let table = self.import_on_login_table.clone().filter(|table| !is_blank(table));
        let map: Vec<_> = self.import_on_login_map.iter().filter(|(what, _)| !what.is_empty()).cloned().collect();
        let Some(text) = text else {
            let stray = [("IMPORT_ON_LOGIN_TABLE", table.is_some()), ("IMPORT_ON_LOGIN_MAP", !map.is_empty())];
            return match stray.into_iter().find(|(_, is_set)| *is_set) {
                Some((variable, _)) => Err(refuse(variable, "set IMPORT_ON_LOGIN as well")),
                None => Ok(None),
            };
        };
        let url = DatabaseUrl::parse(text).map_err(|advice| refuse("IMPORT_ON_LOGIN", advice))?;
        let choice = SourceChoice { table, map, firebase: None };
        Ok(Some(OldTable { url, choice }))
    }
}
