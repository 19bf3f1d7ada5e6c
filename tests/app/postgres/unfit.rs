//! Databases on a server that the application can't work with: each is refused in a sentence.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};

use super::server;
use crate::harness::Database;
use crate::harness::process::{assert_refused, run};

#[test]
#[ignore = "needs PostgreSQL"]
fn a_database_that_can_not_hold_every_name_or_takes_no_writes_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let server = server();
    let mut admin = PgConnection::establish(&server).unwrap();
    let name = format!("vestibule_{}_latin1", std::process::id());
    admin
        .batch_execute(&format!(
            "CREATE DATABASE {name} ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
        ))
        .unwrap();
    let mut url = url::Url::parse(&server).unwrap();
    url.set_path(&name);
    for arguments in [&[][..], &["migrate"], &["demo"]] {
        let output = run(folder.path(), &[("DATABASE_URL", url.as_str())], arguments);
        assert_refused(&output, &[&name, "LATIN1", "ENCODING 'UTF8'"]);
    }
    admin.batch_execute(&format!("DROP DATABASE {name}")).unwrap();
    url.set_path("postgres");
    url.set_query(Some("options=-c%20default_transaction_read_only%3Don"));
    assert_refused(&run(folder.path(), &[("DATABASE_URL", url.as_str())], &[]), &["takes no writes"]);
}

#[test]
#[ignore = "needs PostgreSQL"]
fn a_command_on_a_database_without_tables_says_what_makes_them() {
    let folder = tempfile::tempdir().unwrap();
    server();
    let database = Database::new(folder.path());
    // Without them it would look for those of the server first.
    let secrets =
        [("SECRET_KEY", "0f6a41c9d27be8355aa1c04d9e7fb263"), ("JWT_SECRET_KEY", "6b2e90f71c3d84a5e6f7081923b4c5d6")];
    let variables = [&secrets[..], &[("DATABASE_URL", database.url.as_str())]].concat();
    let output = run(folder.path(), &variables, &["user", "list"]);
    assert_refused(&output, &["not applied", "vestibule migrate"]);
}
