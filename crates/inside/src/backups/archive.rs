//! The file: a line that says what it is, a line with its description, a line with its seal, the database, and a check sum of it all.
//!
//! ```text
//! vestibule backup 1
//! {"app_version":"0.1.0","made_at":"2026-11-27T02:40:00Z","database":"sqlite",…}
//! key 0bf567f298da7b3b 9J1m…
//! …the database: a file of SQLite, or the script of pg_dump…
//! sha256 5f0c…
//! ```

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use aws_lc_rs::digest;

use super::manifest::{Manifest, check_seal, hex, seal_line};
use super::{BackupError, Damage};
use crate::error::Error;
use crate::seal::Seal;

const MAGIC: &str = "vestibule backup ";
const FORMAT: u32 = 1;

/// `sha256 `, 64 digits and the end of the line.
const TRAILER: u64 = 72;

/// A description is some kilobytes.
const LONGEST_LINE: u64 = 1 << 20;

/// A backup whose file is whole, and what it says.
pub(super) struct Archive {
    path: PathBuf,
    pub(super) manifest: Manifest,
    payload_at: u64,
}

fn io(path: &Path) -> impl Fn(std::io::Error) -> Error + '_ {
    |cause| Error::internal(format!("{}: {cause}", path.display()))
}

/// A new file with mode 0600, which nobody has seen yet.
pub(super) fn new_file(path: &Path) -> Result<File, Error> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(io(path))
}

/// The length and the SHA-256 of a file.
pub(super) fn measured(path: &Path) -> Result<(u64, String), Error> {
    let mut sum = digest::Context::new(&digest::SHA256);
    let bytes = copied(&mut File::open(path).map_err(io(path))?, |part| {
        sum.update(part);
        Ok(())
    });
    Ok((bytes.map_err(io(path))?, hex(&sum.finish())))
}

fn copied(from: &mut impl Read, mut to: impl FnMut(&[u8]) -> std::io::Result<()>) -> std::io::Result<u64> {
    let (mut buffer, mut bytes) = (vec![0; 1 << 16], 0);
    loop {
        match from.read(&mut buffer)? {
            0 => return Ok(bytes),
            read => {
                to(&buffer[..read])?;
                bytes += read as u64;
            }
        }
    }
}

/// Writes a backup of the database in `payload` and waits for the disk.
pub(super) fn write(path: &Path, manifest: &Manifest, payload: &Path, seal: &Seal) -> Result<(), Error> {
    let mut description = serde_json::to_vec(manifest).map_err(Error::internal)?;
    description.push(b'\n');
    let head = [format!("{MAGIC}{FORMAT}\n").into_bytes(), description.clone()].concat();
    let head = [head, seal_line(seal, &description)?.into_bytes()].concat();
    let mut sum = digest::Context::new(&digest::SHA256);
    let mut file = new_file(path)?;
    let mut write = |part: &[u8]| {
        sum.update(part);
        file.write_all(part)
    };
    write(&head).map_err(io(path))?;
    copied(&mut File::open(payload).map_err(io(payload))?, write).map_err(io(path))?;
    let trailer = format!("sha256 {}\n", hex(&sum.finish()));
    file.write_all(trailer.as_bytes()).and_then(|()| file.sync_all()).map_err(io(path))
}

impl Archive {
    /// Reads all of a backup and believes nothing of it before its check sums and its seal.
    pub(super) fn open(path: &Path, seal: &Seal, any_key: bool) -> Result<Archive, BackupError> {
        let refuse = |damage| BackupError::Damaged { file: path.display().to_string(), damage };
        let mut file = BufReader::new(File::open(path).map_err(io(path))?);
        let length = file.get_ref().metadata().map_err(io(path))?.len();
        let magic = line(&mut file).map_err(io(path))?;
        if !magic.starts_with(MAGIC.as_bytes()) {
            return Err(refuse(Damage::NotABackup));
        }
        let (description, sealed) = (line(&mut file).map_err(io(path))?, line(&mut file).map_err(io(path))?);
        let payload_at = (magic.len() + description.len() + sealed.len()) as u64;
        let manifest = serde_json::from_slice::<Manifest>(&description).ok();
        let ends = [&description, &sealed].map(|line| line.ends_with(b"\n"));
        let has_more = manifest.as_ref().is_some_and(|manifest| length < payload_at + manifest.bytes + TRAILER);
        if ends.contains(&false) || has_more {
            return Err(refuse(Damage::Cut(length)));
        }
        if !is_whole(file.into_inner(), length).map_err(io(path))? {
            return Err(refuse(Damage::Changed));
        }
        let format = String::from_utf8_lossy(&magic[MAGIC.len()..]).trim().parse::<u32>();
        match format {
            Ok(FORMAT) => {}
            Ok(format) => return Err(refuse(Damage::NewerFormat(format))),
            Err(_) => return Err(refuse(Damage::Changed)),
        }
        let manifest = manifest.ok_or_else(|| refuse(Damage::Forged))?;
        if length != payload_at + manifest.bytes + TRAILER {
            return Err(refuse(Damage::Forged));
        }
        match check_seal(seal, &String::from_utf8_lossy(&sealed), &description) {
            Err(Damage::OtherKey) if any_key => {}
            checked => checked.map_err(refuse)?,
        }
        Ok(Archive { path: path.to_owned(), manifest, payload_at })
    }

    /// Writes the database into a new file.
    pub(super) fn extract(&self, to: &Path) -> Result<(), BackupError> {
        let mut from = File::open(&self.path).map_err(io(&self.path))?;
        from.seek(SeekFrom::Start(self.payload_at)).map_err(io(&self.path))?;
        let mut file = new_file(to)?;
        copied(&mut from.take(self.manifest.bytes), |part| file.write_all(part)).map_err(io(to))?;
        file.sync_all().map_err(io(to))?;
        if measured(to)? != (self.manifest.bytes, self.manifest.sha256.clone()) {
            return Err(self.refuse(Damage::Forged));
        }
        Ok(())
    }

    /// An error that names the file.
    pub(super) fn refuse(&self, damage: Damage) -> BackupError {
        BackupError::Damaged { file: self.path.display().to_string(), damage }
    }
}

/// A line with its end, as far as it is no longer than any of ours.
fn line(file: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut line = Vec::new();
    file.take(LONGEST_LINE).read_until(b'\n', &mut line)?;
    Ok(line)
}

/// Whether the check sum at the end is that of everything before it.
fn is_whole(mut file: File, length: u64) -> std::io::Result<bool> {
    let Some(before) = length.checked_sub(TRAILER) else { return Ok(false) };
    file.seek(SeekFrom::Start(0))?;
    let mut sum = digest::Context::new(&digest::SHA256);
    copied(&mut (&file).take(before), |part| {
        sum.update(part);
        Ok(())
    })?;
    let mut trailer = String::new();
    let read = (&file).take(TRAILER).read_to_string(&mut trailer);
    Ok(read.is_ok() && trailer == format!("sha256 {}\n", hex(&sum.finish())))
}

/// Whether a file begins like a backup of any format.
pub(super) fn looks_like_one(path: &Path) -> bool {
    let mut start = [0; MAGIC.len()];
    File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok() && start == *MAGIC.as_bytes()
}
