//! Prove that a backup can be restored, by restoring it to a scratch place.

use std::path::Path;
use std::sync::Arc;

use super::archive::Archive;
use super::draft::draft_of;
use super::manifest::Manifest;
use super::{BackupError, Damage};
use crate::clock::Clock;
use crate::config::Config;
use crate::context::Context;
use crate::db::contents::contents_of;
use crate::db::structure::missing;
use crate::db::{Conn, Db, Schema, Scratch, schema_of, sound};
use crate::error::Error;
use crate::factors;
use crate::hashing::Password;
use crate::seal::Seal;
use crate::sessions::SessionKind;
use crate::state::Services;
use crate::users::{self, Credentials, LoginProgress, Registration};

/// What a proof found.
#[derive(Debug)]
pub struct Proved {
    /// What the backup says about itself, and what is in it.
    pub manifest: Manifest,
    /// How many migrations of this version it still needs, all of which were rehearsed.
    pub pending_migrations: usize,
    /// How many secrets of authenticator apps were opened.
    pub opened: usize,
}

/// Restores a backup to a database that is created for it and dropped afterwards; opens it with this version, compares what it
/// holds with what was backed up, rehearses the migrations, opens every secret of an authenticator app with today's keys, and logs
/// a new account in. The backup and the real database stay as they are.
///
/// # Errors
/// [`BackupError::Damaged`] with the reason; [`BackupError::Failed`] when there is no place for it.
pub fn prove(config: &Config, clock: &Clock, file: &Path) -> Result<Proved, BackupError> {
    let archive = Archive::open(file, &Seal::new(&config.keys.secrets), false)?;
    let manifest = archive.manifest.clone();
    let payload = draft_of(file, "database");
    archive.extract(&payload.0)?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let maker = config.backups.proof_database_url.as_ref().unwrap_or(&config.database_url);
    let scratch = Scratch::create(manifest.database, folder, maker)?;
    let damaged = |damage| archive.refuse(damage);
    let broken = |cause: Error| match cause {
        Error::Unavailable(_) | Error::Conflict(_) => BackupError::Failed(cause),
        other => damaged(Damage::Broken(other.to_string())),
    };
    let db = scratch.fill(&payload.0, manifest.namespace.as_deref()).map_err(broken)?;
    check(&mut *db.conn()?, &manifest).map_err(|cause| cause.of(&archive))?;
    let applied = db.migrate_within(config.migration_wait, &|_| {});
    let applied = applied.map_err(|cause| damaged(Damage::Migrations(cause.to_string())))?;
    let opened = try_out(config, clock, db).map_err(|cause| cause.of(&archive))?;
    Ok(Proved { manifest, pending_migrations: applied.len(), opened })
}

/// Why a database is not what its backup says.
pub(super) enum Unfit {
    Damage(Damage),
    Error(Error),
}

impl From<Error> for Unfit {
    fn from(error: Error) -> Unfit {
        match error {
            Error::Unavailable(_) | Error::Conflict(_) => Unfit::Error(error),
            other => Unfit::Damage(Damage::Broken(other.to_string())),
        }
    }
}

impl From<Damage> for Unfit {
    fn from(damage: Damage) -> Unfit {
        Unfit::Damage(damage)
    }
}

impl Unfit {
    /// An error that names the file.
    pub(super) fn of(self, archive: &Archive) -> BackupError {
        match self {
            Unfit::Damage(damage) => archive.refuse(damage),
            Unfit::Error(error) => BackupError::Failed(error),
        }
    }
}

/// Compares a database that was just restored with what its backup says, before anything is migrated.
pub(super) fn check(conn: &mut Conn, manifest: &Manifest) -> Result<(), Unfit> {
    sound(conn)?;
    let applied = crate::db::applied_to(conn)?;
    if applied != manifest.schema {
        let broken = format!("{} migrations are applied in it, and {} were", applied.len(), manifest.schema.len());
        return Err(Damage::Broken(broken).into());
    }
    if let Schema::Newer(unknown) = schema_of(conn)? {
        let unknown = unknown.first().cloned().unwrap_or_default();
        return Err(Damage::NewerSchema { version: manifest.app_version.clone(), unknown }.into());
    }
    manifest.compare(&contents_of(conn, &manifest.names())?)?;
    let missing = missing(conn, &manifest.schema)?;
    if missing.is_empty() { Ok(()) } else { Err(Damage::Structure(missing).into()) }
}

/// Uses a restored database as a server would. Emails that this causes stay in it, and go with it.
fn try_out(config: &Config, clock: &Clock, db: Db) -> Result<usize, Unfit> {
    let base_url = config.base_url.clone().unwrap_or_else(|| "http://localhost".to_owned());
    let s = Arc::new(Services::new(config.clone(), db, clock.clone(), base_url));
    let (opened, lost) = factors::open_every_totp(&s)?;
    if lost > 0 {
        return Err(Damage::Sealed(lost).into());
    }
    log_a_canary_in(&s).map_err(|cause| match cause {
        Error::Unavailable(_) | Error::Conflict(_) => Unfit::Error(cause),
        other => Unfit::Damage(Damage::Canary(other.to_string())),
    })?;
    Ok(opened)
}

fn log_a_canary_in(s: &Arc<Services>) -> Result<(), Error> {
    let operator = Context::operator(&s.clock);
    let name = format!("canary{}", &crate::random::id()[..20]);
    let password = format!("{}-Aa1", crate::random::id());
    let mut form = Registration::of(&name, &format!("{name}@example.com"));
    (form.password, form.confirmed) = (Password::new(&password), true);
    s.hashing_here(async |s| users::register(s, form, &operator).await)?;
    let credentials = Credentials { username: name, email: String::new(), password: Password::new(&password) };
    let visitor = Context::visitor(&s.clock, std::net::Ipv4Addr::LOCALHOST.into());
    let outcome =
        s.hashing_here(async |s| users::login(s, &credentials, SessionKind::Browser, None, &visitor).await)?;
    match outcome {
        LoginProgress::Complete(_) | LoginProgress::SetUpNeeded(_) => Ok(()),
        LoginProgress::StoppedAt(_) | LoginProgress::SecondFactorNeeded(_) => {
            Err(Error::internal("the login did not end"))
        }
    }
}
