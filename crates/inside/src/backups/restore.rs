//! Put a backup in the place of the database.

use std::path::{Path, PathBuf};

use diesel::RunQueryDsl;

use super::archive::Archive;
use super::draft::draft_of;
use super::manifest::Manifest;
use super::prove::check;
use super::{BackupError, Damage};
use crate::config::Config;
use crate::context::Context;
use crate::db::tables::names_of_this_version;
use crate::db::{Occupied, kept_as, occupied, put_back};
use crate::error::Error;
use crate::events::{self, Event};
use crate::seal::Seal;

/// What is allowed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Restore {
    /// Replace a database that is there.
    pub overwrite: bool,
    /// Take a backup that was made under another `SECRET_KEY`.
    pub other_key: bool,
    /// Keep the sessions and links of then, also those that have ended since.
    pub keep_sessions: bool,
}

/// A backup that is the database now.
pub struct Restored {
    /// What it says about itself.
    pub manifest: Manifest,
    /// Where the database from before is, if it was a file.
    pub before: Option<PathBuf>,
}

/// What opens accounts, and may have been ended since the backup was made.
const OPENS: &[&str] =
    &["refresh_tokens", "sessions", "pending_logins", "remembered_browsers", "links", "factor_recoveries"];

/// A recovery of lost factors that was stopped since must not come back, and ripe at that.
const RECOVERIES: &str = "UPDATE users SET factor_recovery_started_at = NULL, factor_recovery_ready_at = NULL";

/// Restores a backup, whole or not at all: a copy is checked against what was backed up, then it takes the place of the database in
/// one step. Sessions, remembered browsers and links in emails end, because some of them were ended since: a thief who was thrown
/// out must not be back. Migrations are applied by the next start of the server.
///
/// # Errors
/// [`BackupError::Refused`] when a database is there that may not be overwritten, or is in use, be it since the restore has begun;
/// [`BackupError::Damaged`].
pub fn restore(config: &Config, file: &Path, allowed: Restore, context: &Context) -> Result<Restored, BackupError> {
    let archive = Archive::open(file, &Seal::new(&config.keys.secrets), allowed.other_key)?;
    let manifest = archive.manifest.clone();
    let (backup, here) = (manifest.database, config.database_url.kind());
    if backup != here {
        return Err(archive.refuse(Damage::OtherDatabase { backup, here }));
    }
    let mut names = names_of_this_version()?;
    // Asked at once, so that nobody waits for a refusal, and by `put_back` again: minutes may pass until then.
    if let Some(refusal) = refusal(config, &occupied(&config.database_url, &names)?, allowed) {
        return Err(refusal);
    }
    names.extend(manifest.names().into_iter().filter(|name| !names.contains(name)).collect::<Vec<_>>());
    let payload = draft_of(config.database_url.file().unwrap_or(file), "restore");
    archive.extract(&payload.0)?;
    let (mut refused, mut unfit) = (None, None);
    let mut may = |found: &Occupied| {
        refused = refusal(config, found, allowed);
        if refused.is_none() { Ok(()) } else { Err(Error::internal("what is there may not be replaced")) }
    };
    let before = put_back(&config.database_url, &payload.0, &names, &mut may, &mut |conn| {
        if let Err(cause) = check(conn, &manifest) {
            unfit = Some(cause);
            return Err(Error::internal("the copy is not what was backed up"));
        }
        let (had, mut run) = (manifest.names(), |sql: &str| diesel::sql_query(sql).execute(conn));
        for name in OPENS.iter().filter(|name| !allowed.keep_sessions && had.iter().any(|own| own == *name)) {
            run(&format!("DELETE FROM {name}"))?;
            if *name == "factor_recoveries" {
                run(RECOVERIES)?;
            }
        }
        events::record(conn, None, &Event::DatabaseRestored { made: manifest.made_at.clone() }, context)
    });
    match (before, refused, unfit) {
        (Ok(before), _, _) => Ok(Restored { manifest, before }),
        (Err(_), Some(refused), _) => Err(refused),
        (Err(_), None, Some(unfit)) => Err(unfit.of(&archive)),
        (Err(cause @ Error::Internal(_)), None, None) => Err(archive.refuse(Damage::Broken(cause.to_string()))),
        (Err(cause), None, None) => Err(cause.into()),
    }
}

/// Why what is there may not be replaced, where it may not.
fn refusal(config: &Config, found: &Occupied, allowed: Restore) -> Option<BackupError> {
    let url = &config.database_url;
    let refusal = match found {
        Occupied::No => return None,
        Occupied::InUse => {
            format!("{url} is in use; stop every server and command that has it open, and start them again afterwards")
        }
        Occupied::Yes if allowed.overwrite => {
            let kept = url.file().map(kept_as).filter(|kept| kept.exists())?;
            format!("{} is the database from before an earlier restore; move it away first", kept.display())
        }
        Occupied::Yes => format!("{url} holds a database already; --force replaces it"),
    };
    Some(BackupError::Refused(refusal))
}
