//! Back the database up into one file, while the server runs.

use std::path::Path;
use std::sync::Arc;

use time::PrimitiveDateTime;

use super::BackupError;
use super::archive::{self, looks_like_one, measured, new_file};
use super::draft::draft_of;
use super::manifest::Manifest;
use super::proofs::{self, LastProof};
use super::prove::{Proved, prove};
use crate::context::Context;
use crate::error::Error;
use crate::events::{self, Event};
use crate::state::Services;

/// A backup that was made.
pub struct Made {
    /// What it says about itself.
    pub manifest: Manifest,
    /// How long its file is.
    pub bytes: u64,
    /// What its proof found, where one was asked for.
    pub proved: Option<Proved>,
    /// Why the audit log says nothing of it, and no monitoring of its proof: a database that takes no writes can be backed up.
    pub unrecorded: Option<Error>,
}

/// Writes the backup beside its place, proves it if asked to, and then gives it its name: a backup from before stays until there
/// is a good one. The file has mode 0600.
///
/// # Errors
/// [`BackupError::Refused`] when the name is that of a file that is no backup; those of [`prove`]; the database's.
pub fn backup(s: &Arc<Services>, file: &Path, with_proof: bool, context: &Context) -> Result<Made, BackupError> {
    if file.exists() && !looks_like_one(file) {
        return Err(BackupError::Refused(format!(
            "{} is there already and is no backup; choose another name",
            file.display()
        )));
    }
    let (payload, whole) = (draft_of(file, "database"), draft_of(file, "part"));
    drop(new_file(&payload.0)?);
    let snapshot = s.db.snapshot(&payload.0, &s.config.backups.pg_dump)?;
    let (bytes, sha256) = measured(&payload.0)?;
    let manifest = Manifest {
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: rfc3339(context.now)?,
        database: s.config.database_url.kind(),
        server: snapshot.server,
        namespace: snapshot.namespace,
        schema: snapshot.schema,
        tables: snapshot.tables,
        bytes,
        sha256,
    };
    archive::write(&whole.0, &manifest, &payload.0, &s.secrets)?;
    drop(payload);
    let proved = if with_proof { Some(prove(&s.config, &s.clock, &whole.0)?) } else { None };
    std::fs::rename(&whole.0, file).map_err(|cause| Error::internal(format!("{}: {cause}", file.display())))?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _ = std::fs::File::open(folder).and_then(|folder| folder.sync_all());
    let bytes = std::fs::metadata(file).map_err(Error::internal)?.len();
    let proof = LastProof {
        proved_at: s.clock.now(),
        made_at: context.now,
        accounts: i64::try_from(manifest.accounts()).map_err(Error::internal)?,
        bytes: i64::try_from(bytes).map_err(Error::internal)?,
    };
    let recorded = s.db.transaction(|c| {
        events::record(c, None::<i64>, &Event::DatabaseBackedUp { number: manifest.accounts() }, context)?;
        if proved.is_some() { proofs::keep(c, &proof) } else { Ok(()) }
    });
    Ok(Made { manifest, bytes, proved, unrecorded: recorded.err() })
}

fn rfc3339(at: PrimitiveDateTime) -> Result<String, Error> {
    let at = at.replace_nanosecond(0).map_err(Error::internal)?.assume_utc();
    at.format(&time::format_description::well_known::Rfc3339).map_err(Error::internal)
}
