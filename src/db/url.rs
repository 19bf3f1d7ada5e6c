//! Which database, as `DATABASE_URL` says it.

use std::fmt;
use std::path::PathBuf;

/// Where the accounts are kept. `Debug` and `Display` leave the password out.
#[derive(Clone)]
pub enum DatabaseUrl {
    /// A file.
    Sqlite(PathBuf),
    /// A server, as libpq reads it.
    Postgres(String),
}

impl DatabaseUrl {
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
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            let url = url::Url::parse(text).map_err(|cause| {
                format!(
                    "this is not a PostgreSQL address ({cause}); write it as postgres://USER:PASSWORD@HOST:PORT/NAME"
                )
            })?;
            // libpq would quote the part it does not understand, which is mostly the password.
            if has_stray_percent(text) {
                return Err("write a % in the user's name or password as %25".to_owned());
            }
            return match url.path().trim_start_matches('/') {
                "" => {
                    Err("the database's name is missing; write it as postgres://USER:PASSWORD@HOST:PORT/NAME"
                        .to_owned())
                }
                _ => Ok(DatabaseUrl::Postgres(text.to_owned())),
            };
        }
        Err("write it as sqlite:FILE or postgres://USER:PASSWORD@HOST:PORT/NAME; other databases are not supported"
            .to_owned())
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DatabaseUrl::Sqlite(file) => write!(f, "SQLite at {}", file.display()),
            DatabaseUrl::Postgres(url) => match url::Url::parse(url) {
                Ok(url) => write!(f, "PostgreSQL at {}{}", url.host_str().unwrap_or("the local socket"), url.path()),
                Err(_) => f.write_str("PostgreSQL"),
            },
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A `%` that no two hexadecimal digits follow.
fn has_stray_percent(text: &str) -> bool {
    text.split('%').skip(1).any(|rest| rest.as_bytes().iter().take(2).filter(|b| b.is_ascii_hexdigit()).count() != 2)
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
        let url = DatabaseUrl::parse("postgres://u:hunter2@db.example/n").expect("well-formed");
        assert!(!format!("{url} {url:?}").contains("hunter2"));
    }
}
