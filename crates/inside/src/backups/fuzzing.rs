//! Backups, for the targets in `fuzz/`.

use std::path::Path;

use super::archive::{self, Archive};
use super::{BackupError, Damage, Manifest};
use crate::key_ring::KeyRing;
use crate::seal::Seal;
use crate::secret::Secret;

fn seal() -> Seal {
    Seal::new(&KeyRing::derive(&Secret::new("a key for fuzzing only, which seals nothing".to_owned()), None).waiting)
}

/// Reads the file as `restore` does, and writes what it holds to `to`.
///
/// # Errors
/// Why it is refused, or what could not be read.
pub fn restored(file: &Path, to: &Path) -> Result<Manifest, Option<Damage>> {
    let damage = |error| match error {
        BackupError::Damaged { damage, .. } => Some(damage),
        _ => None,
    };
    let archive = Archive::open(file, &seal(), false).map_err(damage)?;
    archive.extract(to).map_err(damage)?;
    Ok(archive.manifest)
}

/// Writes a backup with this payload. None where the manifest is none.
pub fn written(manifest: &[u8], payload: &Path, file: &Path) -> Option<Manifest> {
    let manifest: Manifest = serde_json::from_slice(manifest).ok()?;
    let (bytes, sha256) = archive::measured(payload).ok()?;
    let manifest = Manifest { bytes, sha256, ..manifest };
    archive::write(file, &manifest, payload, &seal()).ok()?;
    Some(manifest)
}
