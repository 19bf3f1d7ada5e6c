//! Accounts that never confirmed an address and are not used are deleted.

use inside::housekeeping;
use time::Duration;

use crate::harness::App;
use crate::harness::profile_forms::partial;

const PASSWORD: &str = "correct horse battery";
const REQUIRED: &str = "--require-verified-email=true";

#[test]
fn accounts_that_are_never_confirmed_and_not_used_are_deleted() {
    App::test_with(&["--session-lifetime=31536000", "--session-max-lifetime=31536000"], async |app| {
        let sweep = || housekeeping::sweep(&app.services).unwrap();
        for name in ["idle", "visitor", "confirmed", "moved", "boss"] {
            app.browser().register(name, &format!("{name}@example.com"), PASSWORD).await;
        }
        for name in ["confirmed", "moved"] {
            let link = app.link_to(&format!("{name}@example.com"), "/verify/").await;
            app.browser().post(&link, &[]).await;
        }
        let moved = app.browser();
        moved.login("moved", PASSWORD).await;
        partial(&moved, "moved", &[("email", "elsewhere@example.com")]).await;
        assert!(!app.user("moved").email_verified);
        assert!(app.command(&["user", "promote", "boss"]).status.success());
        let visitor = app.browser();
        visitor.login("visitor", PASSWORD).await;

        app.clock.advance(Duration::days(29));
        sweep();
        assert_eq!(app.count_users(), 5);
        assert_eq!(visitor.get("/").await.status, 200);
        app.clock.advance(Duration::days(2));
        sweep();
        assert!(app.find_user("idle").is_none());
        for name in ["visitor", "confirmed", "moved", "boss"] {
            assert!(app.find_user(name).is_some(), "{name}");
        }
        assert_eq!(app.events().iter().filter(|kind| *kind == "account_deleted").count(), 1);
        let boss = app.browser();
        boss.login("boss", PASSWORD).await;
        let log = boss.get("/admin/events?kind=account_deleted").await.body;
        assert!(log.contains("Account deleted, automatically") && !log.contains("by the operator"), "{log}");
        assert_eq!(
            app.browser().register("idle", "idle@example.com", PASSWORD).await.status,
            303,
            "both are free again"
        );
        app.clock.advance(Duration::days(29));
        sweep();
        assert!(app.find_user("visitor").is_none(), "nobody has come back");
    });
    App::test_with(&["--unverified-retention=0"], async |app| {
        app.browser().register("idle", "idle@example.com", PASSWORD).await;
        app.clock.advance(Duration::days(3_650));
        housekeeping::sweep(&app.services).unwrap();
        assert!(app.find_user("idle").is_some());
    });
}

fn create(app: &App, name: &str, more: &[&str]) {
    let email = format!("{name}@example.com");
    let arguments = [&["user", "create", name, &email], more].concat();
    let done = app.command_with(&arguments, &[("REQUIRE_VERIFIED_EMAIL", "true")], PASSWORD);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn an_operators_account_counts_as_confirmed_unless_it_is_said_otherwise() {
    App::test_with(&[REQUIRED], async |app| {
        create(app, "boss", &["--role", "admin"]);
        assert!(app.user("boss").email_verified);
        assert_eq!(app.browser().login("boss", PASSWORD).await.status, 303);
        create(app, "clerk", &["--unverified"]);
        assert_eq!(app.browser().login("clerk", PASSWORD).await.status, 403);
        assert_eq!(app.emails_to("boss@example.com").await.len(), 0, "there is nothing to confirm");
        app.clock.advance(Duration::days(60));
        housekeeping::sweep(&app.services).unwrap();
        assert!(app.find_user("clerk").is_some(), "an operator's account is never deleted by itself");
        let correction = [("username", "clerk"), ("password", PASSWORD), ("email", "clerks@example.com")];
        assert_eq!(app.browser().post("/verify", &correction).await.status, 303);
        assert_eq!(app.browser().post(&app.link_to("clerks@example.com", "/verify/").await, &[]).await.status, 303);
    });
}

#[test]
fn an_account_that_can_not_be_deleted_keeps_no_other_one_from_being_deleted() {
    App::test(async |app| {
        for name in ["stuck", "idle"] {
            app.browser().register(name, &format!("{name}@example.com"), PASSWORD).await;
        }
        app.execute(
            "CREATE TABLE holds (user_id BIGINT REFERENCES users (id));
             INSERT INTO holds SELECT id FROM users WHERE username = 'stuck';",
        );
        app.clock.advance(Duration::days(31));
        for _ in 0..2 {
            assert!(housekeeping::sweep(&app.services).is_err(), "it is said each time");
            assert!(app.find_user("idle").is_none() && app.find_user("stuck").is_some());
        }
        app.execute("DROP TABLE holds");
        housekeeping::sweep(&app.services).unwrap();
        assert_eq!(app.count_users(), 0);
    });
}
