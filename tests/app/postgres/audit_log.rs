//! A transaction inside another one, on a connection of its own: a file has only one writer at a time.

use inside::error::Error;
use inside::events::{self, Event};

use crate::harness::App;
use crate::harness::logged::logged;

#[test]
#[ignore = "needs PostgreSQL"]
fn what_another_connection_commits_meanwhile_has_a_line_of_its_own() {
    super::server();
    App::test(async |app| {
        let db = &app.services.db;
        let record = |c: &mut inside::db::Conn, event: &Event| events::record(c, None::<i64>, event, &app.operator());
        let log = logged(|| {
            db.transaction(|c| {
                record(c, &Event::LoggedIn)?;
                db.transaction(|c| record(c, &Event::LoggedOut))?;
                Err::<(), _>(Error::internal("disk full"))
            })
            .unwrap_err();
        });
        let told: Vec<_> = log.lines().filter(|line| line.contains("security event")).collect();
        assert!(told.len() == 1 && told[0].contains("logged_out"), "{log}");
        assert_eq!(app.events(), ["logged_out"]);
    });
}
