//! Who else on this machine can read what is kept, and whether there is room for more.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::HealthCheck;
use crate::state::Services;

/// Below this a backup, or a day with many sign-ups, does not fit any more.
const LITTLE: u64 = 1 << 30;

/// Below this the next change may not fit.
const NOTHING: u64 = 64 << 20;

/// The data folder, the files in it, and its disk.
pub(crate) fn check(s: &Services) -> Vec<HealthCheck> {
    let folder = &s.config.data_dir;
    let mut checks = vec![disk(folder)];
    let database = s.config.database_url.file();
    let mut files: Vec<PathBuf> = database.map(Path::to_owned).into_iter().collect();
    if let Some(file) = database {
        files.extend(["-wal", "-shm"].map(|ending| {
            let mut name = file.as_os_str().to_owned();
            name.push(ending);
            PathBuf::from(name)
        }));
    }
    let secrets = ["secret_key", "jwt_secret_key", "jwt_eddsa.pem", "jwt_rs256.pem"];
    files.extend(secrets.map(|name| folder.join(name)));
    files.push(PathBuf::from(".env"));
    let open: Vec<_> = std::iter::once((folder.clone(), 0o700))
        .chain(files.into_iter().map(|file| (file, 0o600)))
        .filter_map(|(path, wanted)| {
            let mode = std::fs::metadata(&path).ok()?.permissions().mode() & 0o777;
            (mode & 0o077 & !wanted != 0).then_some((path, mode, wanted))
        })
        .collect();
    if open.is_empty() {
        checks.push(HealthCheck::ok("file_modes", "Only its user can read what is kept here.").about("DATA_DIR"));
    }
    checks.extend(open.into_iter().map(|(path, mode, wanted)| {
        let path = path.display();
        HealthCheck::failure(
            "file_modes",
            format!("Other users of this machine may use {path} (mode {mode:o})."),
            format!("`chmod {wanted:o} {path}`."),
        )
        .about("DATA_DIR")
    }));
    checks
}

fn disk(folder: &Path) -> HealthCheck {
    let Ok(disk) = rustix::fs::statvfs(folder) else {
        return HealthCheck::failure(
            "disk",
            format!("The folder {} can't be looked at.", folder.display()),
            "Check that it exists and belongs to this user.",
        )
        .about("DATA_DIR");
    };
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let finding = format!("{} MiB are free on the disk of {}.", free >> 20, folder.display());
    let remedy = "Make room, or move DATA_DIR to a larger disk: a full one stops every sign-up and login.";
    match free {
        ..NOTHING => HealthCheck::failure("disk", finding, remedy),
        NOTHING..LITTLE => HealthCheck::warning("disk", finding, remedy),
        _ => HealthCheck::ok("disk", finding),
    }
    .about("DATA_DIR")
}
