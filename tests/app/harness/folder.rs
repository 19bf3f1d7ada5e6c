//! Where tests keep their files.

use std::path::Path;

use tempfile::TempDir;

/// A folder that goes with the test: in memory, where the machine has room there, since every commit of SQLite waits for
/// its disk otherwise. Whoever sets `TMPDIR` decides.
pub fn folder() -> TempDir {
    const ENOUGH: u64 = 512 << 20;
    let memory = Path::new("/dev/shm");
    let has_room = rustix::fs::statvfs(memory).is_ok_and(|disk| disk.f_bavail * disk.f_frsize > ENOUGH);
    let folder = match has_room && std::env::var_os("TMPDIR").is_none() {
        true => tempfile::tempdir_in(memory),
        false => tempfile::tempdir(),
    };
    folder.expect("a temporary folder")
}
