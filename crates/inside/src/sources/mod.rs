//! The accounts of other applications: in a database, a CSV file or a JSON file. They are only read, one after the other.

mod account;
mod application;
mod csv_file;
mod fields;
mod firebase;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod json_file;
mod keycloak;
mod plan;
mod shapes;
mod sql;
mod totp_text;
mod trickle;

use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::db::DatabaseUrl;

pub use account::ForeignAccount;
use application::SourceApplication;
pub use firebase::FirebaseProject;
pub use plan::SourceChoice;
pub use totp_text::TotpProblem;
pub(crate) use trickle::{OldTable, Trickle};

use csv_file::CsvFile;
use json_file::JsonFile;
use sql::SqlTable;

/// Why a source can't be read, as a sentence for the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceError(pub String);

impl From<String> for SourceError {
    fn from(sentence: String) -> SourceError {
        SourceError(sentence)
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How far the reading is: in accounts of a table, in bytes of a file.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadingProgress {
    /// So much.
    pub done: u64,
    /// Of so much.
    pub total: u64,
}

/// Accounts of another application.
pub struct Source {
    kind: SourceKind,
    name: String,
}

enum SourceKind {
    Sql(SqlTable),
    Csv(CsvFile),
    Json(JsonFile),
}

impl Source {
    /// Opens `postgres://…`, or a file of SQLite, CSV or JSON, and finds out which application's accounts it has.
    ///
    /// # Errors
    /// When it can't be read, or it is not clear where its accounts are.
    pub fn open(text: &str, choice: &SourceChoice) -> Result<Source, SourceError> {
        let path = PathBuf::from(text.strip_prefix("sqlite:").unwrap_or(text));
        let is_file = !text.contains("://");
        let url = match is_file {
            true => DatabaseUrl::Sqlite(path.clone()),
            false => DatabaseUrl::parse(text)?,
        };
        if !is_file || looks_like_sqlite(&path)? {
            let table = SqlTable::open(&url, choice)?;
            let name = sql_name(&url, &table);
            return Ok(Source { kind: SourceKind::Sql(table), name });
        }
        let kind = match json_file::looks_like_json(&path)? {
            true => SourceKind::Json(JsonFile::open(path.clone(), choice)?),
            false => SourceKind::Csv(CsvFile::open(path.clone(), choice)?),
        };
        Ok(Source { kind, name: file_name(&path) })
    }

    /// What it is called where its accounts say where they came from: the file or the server, and the table.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name of the application whose accounts it has, or that its columns were mapped.
    pub fn application_name(&self) -> &'static str {
        self.application().name()
    }

    fn application(&self) -> SourceApplication {
        match &self.kind {
            SourceKind::Sql(table) => table.application(),
            SourceKind::Csv(file) => file.application(),
            SourceKind::Json(file) => file.application(),
        }
    }

    /// Whether this application mixes a pepper into its passwords in the way of Flask-Security.
    pub fn has_hmac_pepper(&self) -> bool {
        self.application() == SourceApplication::FlaskSecurity
    }

    /// Hands over account after account, without holding more than one.
    ///
    /// # Errors
    /// Those of `take`; a [`SourceError`] where the source can't be read any further.
    pub fn each<E: From<SourceError>>(
        &mut self,
        take: &mut dyn FnMut(ForeignAccount, ReadingProgress) -> Result<(), E>,
    ) -> Result<(), E> {
        match &mut self.kind {
            SourceKind::Sql(table) => table.each(take),
            SourceKind::Csv(file) => file.each(take),
            SourceKind::Json(file) => file.each(take),
        }
    }
}

/// Without the folder: a copy of a file is the same source.
fn sql_name(url: &DatabaseUrl, table: &SqlTable) -> String {
    let place = match url {
        DatabaseUrl::Sqlite(path) => file_name(path),
        DatabaseUrl::Postgres(_) => url.to_string(),
    };
    format!("{place}, table {}", table.table())
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn looks_like_sqlite(path: &Path) -> Result<bool, SourceError> {
    let mut beginning = Vec::new();
    open(path)?.take(16).read_to_end(&mut beginning).map_err(|cause| unreadable(path, &cause))?;
    Ok(beginning == b"SQLite format 3\0")
}

fn open(path: &Path) -> Result<std::fs::File, SourceError> {
    std::fs::File::open(path).map_err(|cause| unreadable(path, &cause))
}

fn unreadable(path: &Path, cause: &dyn fmt::Display) -> SourceError {
    SourceError(format!("{}: {cause}", path.display()))
}
