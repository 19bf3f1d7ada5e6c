//! The files of the repository.

use std::path::{Path, PathBuf};

/// Every file below a folder, in order, without what was built there.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of the repository") {
            let path = entry.expect("an entry").path();
            if !path.is_dir() {
                found.push(path);
            } else if !path.ends_with("node_modules") && !path.ends_with("dist") {
                folders.push(path);
            }
        }
    }
    assert!(!found.is_empty(), "{} has files", folder.display());
    found.sort();
    found
}
