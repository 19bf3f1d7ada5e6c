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

/// What a flood leaves is deleted in several transactions, so that a login between two of them does not wait.
#[test]
fn housekeeping_deletes_whatever_number_of_rows_has_expired() {
    App::test(async |app| {
        fail(&app.browser(), "john", 1).await;
        let counting = rows(app);
        let digits = (0..10).map(|digit| format!("({digit})")).collect::<Vec<_>>().join(", ");
        app.execute(&format!(
            "WITH digits (digit) AS (VALUES {digits}), numbers (number) AS (
                 SELECT a.digit + 10 * b.digit + 100 * c.digit + 1000 * d.digit FROM digits a, digits b, digits c, digits d)
             INSERT INTO limits (bucket, attempts, expires_at) SELECT 'flood ' || number, '', '2020-01-01 00:00:00'
             FROM numbers WHERE number < 2500"
        ));
        assert_eq!(rows(app), counting + 2500);
        inside::housekeeping::sweep(&app.services).expect("the database answers");
        assert_eq!(rows(app), counting, "and nothing else");
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
