//! Everything moves from a file to the server.

use inside::db::Conn;

use crate::backup::populate;
use crate::copy::{copy, moves};
use crate::harness::{App, Database};

/// `everything_moves_and_ids_go_on` goes the other way here.
#[test]
#[ignore = "needs PostgreSQL"]
fn everything_moves_from_a_file_to_the_server() {
    App::test_on_sqlite(moves);
}

#[test]
#[ignore = "needs PostgreSQL"]
fn what_one_database_can_not_hold_leaves_the_target_as_it_was() {
    App::test_on_sqlite(async |app| {
        populate(app).await;
        app.execute("UPDATE users SET language_seen = 'a' || char(0) || 'b' WHERE username = 'john'");
        let folder = tempfile::tempdir().expect("a folder");
        let database = Database::new(folder.path());
        let said = copy(app, &database, &[]);
        assert_eq!(said.status.code(), Some(1));
        assert!(
            String::from_utf8_lossy(&said.stderr).contains("table users"),
            "{}",
            String::from_utf8_lossy(&said.stderr)
        );
        let db = database.open();
        let conn: &mut Conn = &mut db.conn().expect("a connection");
        let left: i64 = diesel::RunQueryDsl::get_result(diesel::QueryDsl::count(inside::schema::events::table), conn)
            .expect("an answer");
        assert_eq!(left, 0);
    });
}
