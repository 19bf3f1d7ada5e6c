//! Catalogues of an operator, for the targets in `fuzz/`.

use super::source;

/// The keys of a catalogue. Its messages are compared with each other, as an own text is with ours.
///
/// # Errors
/// Its mistakes, as they are shown.
pub fn keys(text: &str) -> Result<Vec<String>, Vec<String>> {
    let entries = match source::read(text) {
        Ok(entries) => entries,
        Err(mistakes) => return Err(mistakes.iter().map(|one| format!("{}: {}", one.line, one.reason)).collect()),
    };
    let expected = entries.first().map(source::CatalogueEntry::signature).unwrap_or_default();
    let mistakes = entries.iter().flat_map(|entry| entry.mistakes(&expected, &["one", "other"]));
    let _shown: Vec<String> = mistakes.map(|one| format!("{}: {}", one.line, one.reason)).collect();
    Ok(entries.into_iter().map(|entry| entry.key).collect())
}
