//! Which database, as `DATABASE_URL` says it.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::PostgresUrl;
use super::pooler::Pooler;

/// Where the accounts are kept. `Debug` and `Display` leave the password out.
#[derive(Clone)]
pub enum DatabaseUrl {
    /// A file.
    Sqlite(PathBuf),
    /// A server.
    Postgres(PostgresUrl),
}

/// Which of the two databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DatabaseKind {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

impl fmt::Display for DatabaseKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DatabaseKind::Sqlite => "SQLite",
            DatabaseKind::Postgres => "PostgreSQL",
        })
    }
}

impl DatabaseUrl {
    /// Which of the two it is.
    pub fn kind(&self) -> DatabaseKind {
        match self {
            DatabaseUrl::Sqlite(_) => DatabaseKind::Sqlite,
            DatabaseUrl::Postgres(_) => DatabaseKind::Postgres,
        }
    }

    /// Its file, if it is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            DatabaseUrl::Sqlite(path) => Some(path),
            DatabaseUrl::Postgres(_) => None,
        }
    }

    /// The same database behind a pooler. A file has none.
    #[must_use]
    pub fn behind(self, pooler: Pooler) -> DatabaseUrl {
        match self {
            DatabaseUrl::Postgres(url) => DatabaseUrl::Postgres(url.behind(pooler)),
            file => file,
        }
    }

    /// Understands `sqlite:FILE`, `postgres://…` and `postgresql://…`.
    ///
    /// # Errors
    /// Says what is accepted. Anything else is refused: libpq and SQLite would both make something of almost any text.
    pub fn parse(text: &str) -> Result<DatabaseUrl, String> {
        if let Some(file) = text.strip_prefix("sqlite:") {
            let file = file.strip_prefix("//").unwrap_or(file);
            return match file {
                "" | ":memory:" => Err("sqlite: needs a file, like sqlite:data/vestibule.db".to_owned()),
                file => Ok(DatabaseUrl::Sqlite(file.into())),
            };
        }
        if let Some(rest) = text.strip_prefix("postgres://").or_else(|| text.strip_prefix("postgresql://")) {
            return PostgresUrl::parse(rest).map(DatabaseUrl::Postgres);
        }
        Err("write it as sqlite:FILE or postgres://USER:PASSWORD@HOST:PORT/NAME; other databases are not supported"
            .to_owned())
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DatabaseUrl::Sqlite(file) => write!(f, "SQLite at {}", file.display()),
            DatabaseUrl::Postgres(url) => write!(f, "PostgreSQL at {url}"),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::DatabaseUrl;

    #[test]
    fn only_the_two_schemes_are_understood() {
        assert!(matches!(DatabaseUrl::parse("sqlite:a.db"), Ok(DatabaseUrl::Sqlite(file)) if file.ends_with("a.db")));
        assert!(
            matches!(DatabaseUrl::parse("sqlite:///srv/a.db"), Ok(DatabaseUrl::Sqlite(file)) if file.is_absolute())
        );
        assert!(matches!(DatabaseUrl::parse("postgresql://u:p@h/n"), Ok(DatabaseUrl::Postgres(_))));
        for wrong in [
            "mysql://h/n",
            "postgres:h",
            "a.db",
            "",
            "sqlite:",
            "postgres://u:p@h:port/n",
            "postgres://h",
            "postgres://u:50%x@h/n",
        ] {
            assert!(DatabaseUrl::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_printed_address_has_no_password() {
        let url = DatabaseUrl::parse("postgres://u:hunter2@db.example,b/n?password=hunter2").expect("well-formed");
        assert_eq!(format!("{url} {url:?}"), ["PostgreSQL at db.example,b/n"; 2].join(" "));
    }
}
