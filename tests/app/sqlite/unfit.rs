//! Files that the application can't work with: each is refused in a sentence.

use diesel::Connection;
use diesel::connection::SimpleConnection;

use crate::harness::process::{assert_refused, run};

#[test]
fn the_tables_of_another_program_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("other.db");
    let mut other = diesel::SqliteConnection::establish(&file.to_string_lossy()).unwrap();
    other.batch_execute("CREATE TABLE bookmarks (id INTEGER PRIMARY KEY)").unwrap();
    for arguments in [&[][..], &["migrate"]] {
        let output = run(folder.path(), &[("DATABASE_URL", "sqlite:other.db")], arguments);
        assert_refused(&output, &["other.db", "another program"]);
    }
    other.batch_execute("SELECT id FROM bookmarks").unwrap();
    let file = folder.path().join("wide.db");
    let mut wide = diesel::SqliteConnection::establish(&file.to_string_lossy()).unwrap();
    wide.batch_execute("PRAGMA encoding = 'UTF-16'; CREATE TABLE x (y); DROP TABLE x").unwrap();
    assert_refused(&run(folder.path(), &[("DATABASE_URL", "sqlite:wide.db")], &[]), &["wide.db", "UTF-16"]);
}
