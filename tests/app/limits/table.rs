//! What the table of limits holds, and for how long.

use super::{ONLY_PASSWORDS_COUNTED, fail, register, rows};
use diesel::prelude::*;
use inside::schema::limits;
use time::Duration;

use crate::harness::App;

#[test]
fn housekeeping_leaves_no_rows_in_which_nothing_counts() {
    App::test(async |app| {
        app.clock.stop();
        let browser = app.browser();
        fail(&browser, "john", 2).await;
        assert_eq!(rows(app), 3);
        inside::housekeeping::sweep(&app.services).expect("the database answers");
        assert_eq!(rows(app), 3, "they still count");
        app.clock.advance(Duration::seconds(61));
        inside::housekeeping::sweep(&app.services).expect("the database answers");
        assert_eq!(rows(app), 1, "failures in a row are counted for longer");
        for round in 0..2 {
            app.clock.advance(Duration::seconds(61));
            fail(&browser, "jane", 5).await;
            app.clock.advance(Duration::seconds(61));
            inside::housekeeping::sweep(&app.services).expect("the database answers");
            assert_eq!(rows(app), 2, "round {round}");
        }
        app.clock.advance(Duration::days(31));
        inside::housekeeping::sweep(&app.services).expect("the database answers");
        assert_eq!(rows(app), 1, "a few failures for a month, ten and more for a year");
        app.clock.advance(Duration::days(366));
        inside::housekeeping::sweep(&app.services).expect("the database answers");
        assert_eq!(rows(app), 0);
    });
}

#[test]
fn the_table_names_neither_accounts_nor_addresses() {
    App::test_with(&ONLY_PASSWORDS_COUNTED, async |app| {
        register(app, "john").await;
        fail(&app.browser(), "john", 1).await;
        fail(&app.browser(), "my-password-in-the-wrong-field", 1).await;
        let mut conn = app.services.db.conn().expect("a connection");
        let rows: Vec<(String, String)> =
            limits::table.select((limits::bucket, limits::attempts)).load(&mut *conn).expect("rows");
        assert_eq!(rows.len(), 5);
        for (bucket, attempts) in rows {
            assert!(bucket.len() == 64 && bucket.bytes().all(|byte| byte.is_ascii_hexdigit()), "{bucket}");
            assert!(attempts.bytes().all(|byte| byte.is_ascii_digit() || byte == b' '), "{attempts}");
        }
    });
}
