//! The file of an embedded database, and whether the one on disk is still the one that was opened.

use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What would end the path of a URI, or stand for something else in it (sqlite.org/uri.html).
const NOT_IN_A_PATH: &AsciiSet = &CONTROLS.add(b'%').add(b'?').add(b'#').add(b' ');

/// Bytes that a change of an account needs at most, with an email and a few events.
const ROOM: u64 = 128 * 1024;

/// What to do about an SQLite file that does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// Create it.
    Create,
    /// Say where it was looked for.
    Refuse,
}

/// A database file, known by device and inode: a name can be given to another file, these can't while ours is open.
#[derive(Debug)]
pub(super) struct DatabaseFile {
    path: PathBuf,
    identity: (u64, u64),
    gone: AtomicBool,
}

impl DatabaseFile {
    /// Takes the file that is there, or creates it with mode 0600, before SQLite would do it with the umask's. Later on it
    /// is never created: an empty database in the place of a lost one would look alive and know no account.
    ///
    /// # Errors
    /// Also when there is none and none may be created: the sentence names the whole path, for an operator who is in
    /// another folder than the server.
    pub(super) fn open(path: &Path, missing: Missing) -> io::Result<DatabaseFile> {
        let created = missing == Missing::Create;
        let file = OpenOptions::new().append(true).create(created).mode(0o600).open(path).map_err(|cause| {
            let place = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
            match cause.kind() {
                io::ErrorKind::NotFound if !created => io::Error::other(format!(
                    "there is no database at {}; run the command in the folder of the server, or set DATA_DIR",
                    place.display()
                )),
                _ => cause,
            }
        })?;
        // A new name survives a power cut once its folder is written. Not every file system can do that, and where one
        // can't there is nothing to be done.
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
        Ok(DatabaseFile { path: path.to_owned(), identity: identity(&file.metadata()?), gone: AtomicBool::new(false) })
    }

    /// As SQLite opens it, to read and to write and never to create.
    pub(super) fn uri(&self) -> String {
        let path = self.path.to_string_lossy();
        let path = utf8_percent_encode(&path, NOT_IN_A_PATH);
        // Two slashes in front of a path mean that no host is named, which a relative path can't say.
        format!("file:{}{path}?mode=rw", if self.path.is_absolute() { "//" } else { "" })
    }

    /// Whether the disk takes more than what fits into pages that the file and its log have already. A write of a few
    /// bytes still succeeds on a full disk, and the next sign-up does not. Unknown counts as room.
    pub(super) fn has_room(&self) -> bool {
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let Ok(disk) = rustix::fs::statvfs(folder) else { return true };
        // The reserve is for root only.
        let free = if rustix::process::geteuid().is_root() { disk.f_bfree } else { disk.f_bavail };
        free.saturating_mul(disk.f_frsize) >= ROOM
    }

    /// Whether the last [`DatabaseFile::check`], whoever asked for it, found another file or none.
    pub(super) fn is_gone(&self) -> bool {
        self.gone.load(Ordering::Relaxed)
    }

    /// Whether the file on disk is still ours: SQLite would go on reading and writing a file that has no name any more.
    ///
    /// One `stat` of a name that the kernel has in its cache, a microsecond or two, beside the disk writes of a commit.
    ///
    /// # Errors
    /// A sentence for the log, which also has a line of its own when this changes.
    pub(super) fn check(&self) -> Result<(), String> {
        let path = self.path.display();
        if std::fs::metadata(&self.path).is_ok_and(|found| identity(&found) == self.identity) {
            if self.gone.swap(false, Ordering::Relaxed) {
                tracing::info!("the database file {path} is back");
            }
            return Ok(());
        }
        if !self.gone.swap(true, Ordering::Relaxed) {
            tracing::error!(
                "the database file {path} was removed or replaced while it was in use; nothing is read or written until \
                 it is put back, or until a restart takes what is there"
            );
        }
        Err(format!("the database file {path} is not the one that was opened"))
    }
}

fn identity(file: &Metadata) -> (u64, u64) {
    (file.dev(), file.ino())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_of_a_file_stays_that_name() {
        let uri = |path: &str| DatabaseFile { path: path.into(), identity: (0, 0), gone: AtomicBool::default() }.uri();
        assert_eq!(uri("data/a.db"), "file:data/a.db?mode=rw");
        assert_eq!(uri("/srv/a.db"), "file:///srv/a.db?mode=rw");
        assert_eq!(uri("//srv/a.db"), "file:////srv/a.db?mode=rw");
        assert_eq!(uri("50%?x=1#2 é.db"), "file:50%25%3Fx=1%232%20%C3%A9.db?mode=rw");
    }
}
