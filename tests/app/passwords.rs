//! Passwords of every length and alphabet are taken whole.

use inside::users::store;

use crate::harness::App;

async fn registers(app: &App, name: &str, password: &str) {
    let answer = app.browser().register(name, &format!("{name}@example.com"), password).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

async fn logs_in(app: &App, name: &str, password: &str) -> bool {
    app.browser().login(name, password).await.status == 303
}

#[test]
fn the_end_of_a_long_password_counts() {
    App::test(async |app| {
        // bcrypt reads 72 bytes: what differs behind them must still differ.
        for (name, length) in [("seventyone", 71), ("seventytwo", 72), ("hundred", 128), ("thousand", 1_023)] {
            let start = "correct horse battery staple ".repeat(40)[..length - 1].to_owned();
            registers(app, name, &format!("{start}a")).await;
            assert!(logs_in(app, name, &format!("{start}a")).await, "{length}");
            assert!(!logs_in(app, name, &format!("{start}b")).await, "{length}");
            assert!(!logs_in(app, name, &start).await, "{length}");
        }
    });
}

#[test]
fn any_alphabet_is_taken_and_one_password_is_one_however_it_is_composed() {
    App::test(async |app| {
        registers(app, "emoji", &"🔑🚪🏛️ ключ 鍵 ".repeat(8)).await;
        assert!(logs_in(app, "emoji", &"🔑🚪🏛️ ключ 鍵 ".repeat(8)).await);
        registers(app, "cafe", "cafe\u{301} au lait, s'il vous plai\u{302}t").await;
        assert!(logs_in(app, "cafe", "caf\u{e9} au lait, s'il vous pla\u{ee}t").await);
        assert!(!logs_in(app, "cafe", "cafe au lait, s'il vous plait").await);
        registers(app, "spaces", "  leading and trailing  ").await;
        assert!(logs_in(app, "spaces", "  leading and trailing  ").await);
        assert!(!logs_in(app, "spaces", "leading and trailing").await);
    });
}

#[test]
fn only_bcrypt_is_kept_and_a_long_password_is_marked() {
    App::test(async |app| {
        registers(app, "short", "correct horse battery").await;
        registers(app, "long", &"correct horse battery ".repeat(5)).await;
        let hash = |name: &str| {
            let mut conn = app.services.db.conn().expect("a connection");
            let found = store::find_by_login(&mut conn, name).map_err(|error| error.to_string()).expect("asked");
            found.expect("there").password.as_text().to_owned()
        };
        assert!(hash("short").starts_with("$2b$04$"), "{}", hash("short"));
        assert!(hash("long").starts_with("sha256+$2b$04$"), "{}", hash("long"));
    });
}
