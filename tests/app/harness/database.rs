//! Databases for tests: SQLite files, or databases on the server that `TEST_DATABASE_URL` names.

use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};

/// A database of its own for each test.
pub struct Database {
    /// As `DATABASE_URL` takes it.
    pub url: String,
    drop_by: Option<(String, String)>,
}

impl Database {
    pub fn create(data_dir: &std::path::Path) -> Database {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let Ok(server) = std::env::var("TEST_DATABASE_URL") else {
            return Database { url: format!("sqlite:{}", data_dir.join("test.db").display()), drop_by: None };
        };
        let name = format!("vestibule_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let mut admin = PgConnection::establish(&server).expect("TEST_DATABASE_URL answers");
        admin.batch_execute(&format!("CREATE DATABASE {name}")).expect("may create databases");
        let mut url = url::Url::parse(&server).expect("TEST_DATABASE_URL is a URL");
        url.set_path(&name);
        Database { url: url.into(), drop_by: Some((server, name)) }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.drop_by
            && let Ok(mut admin) = PgConnection::establish(server)
        {
            let _ = admin.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }
}
