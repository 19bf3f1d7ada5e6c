//! The site at a glance, for those who look after it.

use crate::harness::App;
use crate::harness::snapshot::main_of;

const PASSWORD: &str = "correct horse battery";

#[test]
fn accounts_events_and_emails_in_numbers() {
    App::test(async |app| {
        app.at_noon();
        app.browser().sign_in("john", PASSWORD).await;
        app.browser().sign_in("jane", PASSWORD).await;
        app.browser().login("john", "wrong horse 12").await;
        app.execute(
            "INSERT INTO events (at, kind, user_id, door, address, user_agent, request_id, detail)
             SELECT created_at, 'second_factor_failed', id, 'pages', '203.0.113.9', '', '', '' FROM users WHERE username = 'john'",
        );
        assert!(app.command(&["user", "disable", "jane"]).status.success());
        let admin = app.admin("alice").await;
        app.emails_to("john@example.com").await;
        let page = admin.get("/admin").await;
        insta::assert_snapshot!("administration", main_of(&page));
        assert_eq!(page.texts_of(".tile strong"), ["3", "1", "3", "0", "1"]);
        // What happened days ago is of the week, and older things of neither.
        app.clock.advance(time::Duration::days(2));
        admin.login("alice", PASSWORD).await;
        let rows = admin.get("/admin").await.texts_of(".lately tbody td");
        assert_eq!(rows[..6], ["1", "4", "0", "1", "0", "1"]);
        app.clock.advance(time::Duration::days(20));
        admin.login("alice", PASSWORD).await;
        assert_eq!(admin.get("/admin").await.texts_of(".lately tbody td")[..6], ["1", "1", "0", "0", "0", "0"]);
    });
}

#[test]
fn emails_that_wait_or_were_given_up_are_said() {
    App::test(async |app| {
        let admin = app.admin("alice").await;
        app.emails_to("alice@example.com").await;
        app.execute(
            "INSERT INTO jobs (id, topic, payload, created_at, due_at, attempts, key_name, kind, target)
             SELECT 'waits', 'reset_password', '', created_at, '2100-01-01 00:00:00', 3, 'none', 'email', 'mail' FROM users",
        );
        app.execute(
            "INSERT INTO jobs (id, topic, payload, created_at, due_at, attempts, key_name, kind, target, dead_at, cause)
             SELECT 'dead', 'reset_password', '', created_at, created_at, 3, 'none', 'email', 'mail', created_at, 'gone' FROM users",
        );
        app.clock.advance(time::Duration::minutes(40));
        let page = admin.get("/admin").await;
        let said = page.texts_of("dl dd");
        assert!(said[0].starts_with("1 · oldest: 40 minutes ago Late"), "{said:?}");
        assert!(said[1].starts_with("1 Needs attention") && said[1].contains("vestibule jobs"), "{said:?}");
    });
}

#[test]
fn what_doctor_would_say_is_on_the_page_and_kept_for_a_minute() {
    App::test(async |app| {
        app.at_noon();
        let admin = app.admin("alice").await;
        let findings = async || admin.get("/admin").await.texts_of("section:has(#checks-heading) li");
        let first = findings().await;
        assert!(first.iter().any(|line| line.starts_with("Warning No backup was ever proved.")), "{first:?}");
        assert!(
            first.iter().any(|line| line.contains("APP_ENV is development.") && line.contains("APP_ENV")),
            "{first:?}"
        );
        app.execute("INSERT INTO backup_proofs (proved_at, made_at, accounts, bytes) SELECT created_at, created_at, 1, 1 FROM users");
        app.clock.advance(time::Duration::seconds(62));
        let later = findings().await;
        assert!(!later.iter().any(|line| line.contains("backup")), "{later:?}");
        let german = app.browser();
        german.login("alice", PASSWORD).await;
        german.post("/language", &[("language", "de"), ("next", "/")]).await;
        let page = german.get("/admin").await;
        assert_eq!(page.text_of("#checks-heading"), "Was zu prüfen ist");
        let marks = page.attributes_of("section:has(#checks-heading) li .what", "lang");
        assert!(!marks.is_empty() && marks.iter().all(|lang| lang == "en"), "{marks:?}");
        assert_eq!(app.staff("molly", inside::users::Role::Moderator).await.get("/admin").await.status, 200);
    });
}
