//! Accounts in a CSV file (RFC 4180) with a line of names at its top.

use std::path::PathBuf;

use csv::{ReaderBuilder, StringRecord};

use super::account::ForeignAccount;
use super::application::SourceApplication;
use super::plan::{Plan, SourceChoice, unrecognised};
use super::{ReadingProgress, SourceError, open, unreadable};

/// A file, and which of its columns says what.
pub(super) struct CsvFile {
    path: PathBuf,
    separator: u8,
    names: Vec<String>,
    plan: Plan,
}

impl CsvFile {
    /// Reads the first line.
    pub(super) fn open(path: PathBuf, choice: &SourceChoice) -> Result<CsvFile, SourceError> {
        let mut first = String::new();
        let mut file = std::io::BufReader::new(open(&path)?);
        std::io::BufRead::read_line(&mut file, &mut first).map_err(|cause| unreadable(&path, &cause))?;
        // Spreadsheets of some countries write semicolons, since a comma is in their numbers.
        let separator = [b',', b';', b'\t']
            .into_iter()
            .max_by_key(|one| (first.bytes().filter(|byte| byte == one).count(), *one == b','));
        let separator = separator.unwrap_or(b',');
        let mut reader = ReaderBuilder::new().delimiter(separator).from_reader(open(&path)?);
        let names = reader.headers().map_err(|cause| unreadable(&path, &cause))?;
        // Spreadsheets put a byte order mark in front.
        let names: Vec<String> =
            names.iter().map(|name| name.trim().trim_start_matches('\u{feff}').to_owned()).collect();
        let columns: Vec<&str> = names.iter().map(String::as_str).collect();
        let plan = Plan::of(None, &columns, choice)?;
        let plan = plan.ok_or_else(|| unrecognised(&path.display().to_string(), &columns))?;
        Ok(CsvFile { path, separator, names, plan })
    }

    pub(super) fn application(&self) -> SourceApplication {
        self.plan.application
    }

    pub(super) fn each<E: From<SourceError>>(
        &mut self,
        take: &mut dyn FnMut(ForeignAccount, ReadingProgress) -> Result<(), E>,
    ) -> Result<(), E> {
        let file = open(&self.path)?;
        let total = file.metadata().map_or(0, |metadata| metadata.len());
        let mut reader = ReaderBuilder::new().delimiter(self.separator).from_reader(file);
        let mut row = StringRecord::new();
        while reader.read_record(&mut row).map_err(|cause| unreadable(&self.path, &cause))? {
            let value = |name: &str| {
                let at = self.names.iter().position(|one| one == name)?;
                row.get(at).map(str::to_owned)
            };
            let done = ReadingProgress { done: reader.position().byte(), total };
            take(ForeignAccount::read(&self.plan.record(value)), done)?;
        }
        Ok(())
    }
}
