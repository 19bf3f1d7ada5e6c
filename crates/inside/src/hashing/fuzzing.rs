//! Hashes of other programs, for the targets in `fuzz/`.

use super::{HashProblem, Pepper, StoredPassword};

/// What is kept of a hash.
///
/// # Errors
/// Why it is of no use.
pub fn taken_over(text: &str) -> Result<String, HashProblem> {
    StoredPassword::take_over(text, &Pepper::None).map(|kept| kept.as_text().to_owned())
}

/// What a row says, read and written again.
pub fn as_kept(row: &str) -> String {
    StoredPassword::parse(row.to_owned()).as_text().to_owned()
}
