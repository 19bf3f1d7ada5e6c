//! A file that is being written, beside the place that it is for.

use std::path::{Path, PathBuf};

/// A file that goes with this value, unless it got its name before.
pub(super) struct Draft(pub(super) PathBuf);

impl Drop for Draft {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A file in the same folder, so that it can be renamed. Its name says that it is not done.
pub(super) fn draft_of(file: &Path, what: &str) -> Draft {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Draft(file.with_file_name(format!(".{name}.{}.{what}", &crate::random::id()[..12])))
}
