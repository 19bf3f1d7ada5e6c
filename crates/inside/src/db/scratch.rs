//! A database of its own for as long as somebody looks at a backup in it.

use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use diesel::PgConnection;
use diesel::connection::{Connection, SimpleConnection};

use super::{DatabaseKind, DatabaseUrl, Db, PostgresUrl, script};
use crate::error::Error;
use crate::secret::Secret;

/// A new, empty database, which goes with this value.
pub(crate) struct Scratch {
    url: DatabaseUrl,
    gone_with: GoneWith,
}

enum GoneWith {
    Folder(PathBuf),
    Server { admin: Secret<String>, name: String },
}

impl Scratch {
    /// In a folder of its own below `folder`, or on the server of `maker`, whose user may create databases.
    ///
    /// # Errors
    /// A sentence that says what is missing.
    pub(crate) fn create(kind: DatabaseKind, folder: &Path, maker: &DatabaseUrl) -> Result<Scratch, Error> {
        let name = format!("vestibule_proof_{}", &crate::random::id()[..12]);
        match (kind, maker) {
            (DatabaseKind::Sqlite, _) => {
                let folder = folder.join(format!(".{name}"));
                let made = std::fs::DirBuilder::new().mode(0o700).create(&folder);
                made.map_err(|cause| {
                    Error::internal(format!("can't create the folder {}: {cause}", folder.display()))
                })?;
                Ok(Scratch { url: DatabaseUrl::Sqlite(folder.join("scratch.db")), gone_with: GoneWith::Folder(folder) })
            }
            (DatabaseKind::Postgres, DatabaseUrl::Postgres(url)) => {
                let admin = url.conninfo(&[("connect_timeout", "10")]);
                let advice = |cause: &dyn std::fmt::Display| {
                    let cause = cause.to_string().replace('\n', " ");
                    Error::internal(format!(
                        "can't create a scratch database on {url}: {}; give the user CREATEDB, or set PROOF_DATABASE_URL to \
                         a server and a user that may create databases",
                        cause.trim()
                    ))
                };
                let mut c = PgConnection::establish(admin.expose()).map_err(|cause| advice(&cause))?;
                c.batch_execute(&format!("CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"))
                    .map_err(|cause| advice(&cause))?;
                let url = DatabaseUrl::Postgres(url.with_database(&name));
                Ok(Scratch { url, gone_with: GoneWith::Server { admin, name } })
            }
            (DatabaseKind::Postgres, DatabaseUrl::Sqlite(_)) => Err(Error::internal(
                "a backup of PostgreSQL is looked at on a server; set PROOF_DATABASE_URL to one, and to a user that may create \
                 databases",
            )),
        }
    }

    /// Puts the payload of a backup in, opens it as this version opens its database, and leaves it as it is.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn fill(&self, payload: &Path, namespace: Option<&str>) -> Result<Db, Error> {
        match (&self.url, &self.gone_with) {
            (DatabaseUrl::Sqlite(file), _) => {
                std::fs::rename(payload, file).map_err(Error::internal)?;
                check_header(file)?;
            }
            (DatabaseUrl::Postgres(url), _) => fill_server(url, payload, namespace)?,
        }
        Db::open_existing(&self.url, 2).map_err(Error::internal)
    }
}

/// What SQLite would say about it later, and less clearly.
pub(super) fn check_header(file: &Path) -> Result<(), Error> {
    let start = std::fs::File::open(file).and_then(|mut file| {
        let mut start = [0; 16];
        std::io::Read::read_exact(&mut file, &mut start).map(|()| start)
    });
    match start {
        Ok(start) if start == *b"SQLite format 3\0" => Ok(()),
        _ => Err(Error::internal("this is no database of SQLite")),
    }
}

fn fill_server(url: &PostgresUrl, payload: &Path, namespace: Option<&str>) -> Result<(), Error> {
    let mut c = PgConnection::establish(url.conninfo(&[]).expose()).map_err(Error::internal)?;
    let namespace = namespace.unwrap_or("public");
    c.batch_execute(&format!("CREATE SCHEMA IF NOT EXISTS \"{}\"", namespace.replace('"', "\"\"")))?;
    c.batch_execute("BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL standard_conforming_strings = on")?;
    script::run(&mut c, payload)?;
    Ok(c.batch_execute("COMMIT")?)
}

impl Drop for Scratch {
    fn drop(&mut self) {
        match &self.gone_with {
            GoneWith::Folder(folder) => {
                let _ = std::fs::remove_dir_all(folder);
            }
            GoneWith::Server { admin, name } => {
                if let Ok(mut c) = PgConnection::establish(admin.expose()) {
                    let _ = c.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
                }
            }
        }
    }
}
