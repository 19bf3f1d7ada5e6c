//! One account, for those who look after all of them.

use inside::users::Role;

use crate::harness::App;
use crate::harness::snapshot::main_of;

const PASSWORD: &str = "correct horse battery";

#[test]
fn an_account_with_its_sessions_factors_events_and_actions() {
    App::test(async |app| {
        app.at_noon();
        let john = app.browser();
        john.sign_in("john", PASSWORD).await;
        john.set_up_app(app).await;
        app.browser().login("john", "wrong horse 12").await;
        let admin = app.admin("alice").await;
        let page = admin.get(&app.page_of("john")).await;
        assert_eq!((page.status, page.header("cache-control")), (200, Some("no-store")));
        insta::assert_snapshot!("show_user", main_of(&page));
        let moderator = app.staff("molly", Role::Moderator).await;
        let seen = moderator.get(&app.page_of("john")).await;
        assert!(seen.body.contains("wrong password") && !seen.body.contains("/disable\""), "{}", seen.body);
    });
}

#[test]
fn what_stops_a_login_is_said_with_what_to_do() {
    App::test_with(&["--require-verified-email=true", "--require-second-factor=all"], async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        app.browser().register("jane", "jane@example.com", PASSWORD).await;
        assert!(app.command(&["user", "disable", "john"]).status.success());
        app.execute("UPDATE users SET password_hash = '!' WHERE username = 'jane'");
        app.execute(
            "UPDATE users SET role = 'admin', second_factor_since = created_at, email_verified = TRUE WHERE id = 0",
        );
        let services = &app.services;
        let said = |name: &str| {
            let (_, obstacles) =
                inside::users::explain_login(services, app.oversight(), name, None).map_err(drop).expect("explained");
            obstacles.iter().map(inside::users::Obstacle::word).collect::<Vec<_>>()
        };
        assert_eq!(said("john"), ["disabled", "email_not_verified", "second_factor_missing"]);
    });
    App::test(async |app| {
        app.browser().sign_in("john", PASSWORD).await;
        assert!(app.command(&["user", "disable", "john"]).status.success());
        let admin = app.admin("alice").await;
        let page = admin.get(&app.page_of("john")).await;
        assert_eq!(page.text_of("[aria-labelledby='login-heading'] strong"), "john can't log in.");
        assert!(page.text_of(".reasons").contains("Enable it to let its owner in"), "{}", page.body);
        assert!(page.body.contains("/enable\"") && !page.body.contains("/send-reset\""), "{}", page.body);
    });
}

#[test]
fn names_and_devices_are_text() {
    App::test(async |app| {
        let evil = app.browser_named("<script>alert(1)</script>/1.0");
        evil.sign_in("john", PASSWORD).await;
        app.execute("UPDATE users SET email = '\"<img src=x>\"@example.com' WHERE username = 'john'");
        let admin = app.admin("alice").await;
        for page in [app.page_of("john"), "/admin/users".to_owned(), "/admin/events".to_owned()] {
            let page = admin.get(&page).await.body;
            assert!(!page.contains("<script>alert") && !page.contains("<img src=x>"), "{page}");
        }
    });
}

#[test]
fn what_stops_a_login_is_asked_of_the_account_whatever_it_is_called_by_then() {
    App::test(async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let id = app.user("john").id;
        app.before_statement("sessions", 0, "UPDATE users SET username = 'johnny', username_key = 'johnny'");
        let shown = inside::users::show_user(&app.services, app.oversight(), id).map_err(drop).expect("shown");
        assert_eq!((shown.user.username.as_str(), shown.obstacles), ("john", Vec::new()));
        assert_eq!(app.user("johnny").id, id);
    });
}
