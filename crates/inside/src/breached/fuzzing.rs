//! Lists of leaked passwords, for the targets in `fuzz/`.

use super::{BreachFilter, build};

/// The key of a line of a list.
pub fn key_of_line(line: &[u8]) -> u64 {
    build::key_of(line)
}

/// Whether a filter has this key.
///
/// # Errors
/// When it can't be read.
pub fn has(filter: &BreachFilter, key: u64) -> Result<bool, String> {
    filter.contains(key)
}
