//! Emails as files: what a developer reads, and what tests do.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::state::Services;

/// A folder of `.eml` files (RFC 5322), each 0600: they hold live links.
#[derive(Clone, Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Makes the folder (0700) where it is missing.
    ///
    /// # Errors
    /// The system's.
    pub(crate) fn open(path: &Path) -> io::Result<Folder> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(path)?;
        // Sees at start, rather than at the first email, that this user may not write here.
        let trial = path.join(".trial");
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&trial)?;
        fs::remove_file(trial)?;
        Ok(Folder(path.to_owned()))
    }

    /// Writes an email whole or not at all. The same name again is the same email again: it is not doubled.
    ///
    /// # Errors
    /// The system's.
    pub(crate) fn write(&self, name: &str, message: &[u8]) -> io::Result<()> {
        let unfinished = self.0.join(format!(".{name}.part"));
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
        file.write_all(message)?;
        file.sync_all()?;
        fs::rename(&unfinished, self.0.join(format!("{name}.eml")))?;
        File::open(&self.0)?.sync_all()
    }

    /// The names of the newest emails, newest first: at most `most`, and only older ones than `before` where that is given.
    /// However many files there are, no more names than that are kept.
    ///
    /// # Errors
    /// The system's.
    pub(crate) fn newest(&self, before: Option<&str>, most: usize) -> io::Result<Vec<String>> {
        let mut names = BTreeSet::new();
        for entry in fs::read_dir(&self.0)? {
            let name = entry?.file_name();
            let name = name.to_str().and_then(|name| name.strip_suffix(".eml")).filter(|name| is_name(name));
            if let Some(name) = name.filter(|name| before.is_none_or(|before| *name < before)) {
                names.insert(name.to_owned());
            }
            if names.len() > most {
                names.pop_first();
            }
        }
        Ok(names.into_iter().rev().collect())
    }

    /// One email. A name that none of ours can be is no file's: nothing outside the folder can be read through here.
    ///
    /// # Errors
    /// The system's.
    pub(crate) fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        if !is_name(name) {
            return Ok(None);
        }
        match fs::read(self.0.join(format!("{name}.eml"))) {
            Ok(message) => Ok(Some(message)),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(cause),
        }
    }
}

/// `20261121T080405.123456-` and the row's id, so that names sort by time.
fn is_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    name.len() == 55 && name.starts_with(|c: char| c.is_ascii_digit()) && name.chars().all(is_plain)
}

/// One page of the development mailbox.
pub struct Page {
    /// The names and contents of at most as many emails as were asked for, newest first.
    pub emails: Vec<(String, Vec<u8>)>,
    /// What the next older page starts below, if there is one.
    pub older: Option<String>,
}

/// The emails of the development mailbox that are older than `before`, or the newest ones without it.
///
/// # Errors
/// The system's.
pub fn page(s: &Services, before: Option<&str>, most: usize) -> Result<Page, Error> {
    let folder = Folder(s.config.mail_folder());
    // One more than is shown tells whether there is another page.
    let mut names = folder.newest(before, most + 1).map_err(Error::internal)?;
    let more = names.len() > most;
    names.truncate(most);
    let older = names.last().filter(|_| more).cloned();
    let mut emails = Vec::new();
    for name in names {
        let email = folder.read(&name).map_err(Error::internal)?;
        emails.extend(email.map(|email| (name, email)));
    }
    Ok(Page { emails, older })
}

/// One email of the development mailbox, if there is one of that name.
///
/// # Errors
/// The system's.
pub fn message(s: &Services, name: &str) -> Result<Option<Vec<u8>>, Error> {
    Folder(s.config.mail_folder()).read(name).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "20261121T080405.000001-0123456789abcdef0123456789abcdef";
    const SECOND: &str = "20261121T080405.000002-0123456789abcdef0123456789abcdef";

    #[test]
    fn an_email_is_one_file_that_only_its_owner_reads() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().expect("a folder");
        let folder = Folder::open(&dir.path().join("deep/mail")).expect("made");
        for (name, text) in [(SECOND, "two"), (FIRST, "one"), (FIRST, "one")] {
            folder.write(name, text.as_bytes()).expect("written");
        }
        assert_eq!(folder.newest(None, 10).expect("listed"), [SECOND, FIRST]);
        assert_eq!(folder.newest(None, 1).expect("listed"), [SECOND]);
        assert_eq!(folder.newest(Some(SECOND), 10).expect("listed"), [FIRST]);
        assert!(folder.newest(Some(FIRST), 10).expect("listed").is_empty());
        assert_eq!(folder.read(FIRST).expect("read").as_deref(), Some(&b"one"[..]));
        let mode =
            fs::metadata(dir.path().join("deep/mail").join(format!("{FIRST}.eml"))).expect("there").permissions();
        assert_eq!(mode.mode() & 0o777, 0o600);
        assert_eq!(
            fs::read_dir(dir.path().join("deep/mail")).expect("there").count(),
            2,
            "nothing is left beside them"
        );
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let dir = tempfile::tempdir().expect("a folder");
        let folder = Folder::open(dir.path()).expect("made");
        for name in ["../secret_key", "", "/etc/passwd", "20261121T080405.000001-../../../../../../../../../etc/pa"] {
            assert_eq!(folder.read(name).expect("refused quietly"), None, "{name}");
        }
    }
}
