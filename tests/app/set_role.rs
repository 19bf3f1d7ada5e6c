//! What somebody may do, and what happens to their sessions when that changes.

use reqwest::Method;
use serde_json::json;

use crate::harness::App;
use crate::harness::snapshot::main_of;

const PASSWORD: &str = "secure123";

#[test]
fn a_higher_role_takes_effect_with_the_next_login_and_a_lower_one_at_once() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("boss", PASSWORD).await;
        let copied = browser.cookie();
        let login = json!({ "username": "boss", "password": PASSWORD });
        let tokens = browser.json(Method::POST, "/api/auth/login", &login).await.json();
        let access = format!("Bearer {}", tokens["data"]["access_token"].as_str().expect("a token"));
        let role =
            |verb: &str, flags: &[&str]| app.command(&[&["user", verb, "boss"], flags].concat()).status.success();

        assert!(role("promote", &["--role", "moderator"]) && role("promote", &[]));
        let thief = app.browser();
        thief.set_cookie(&copied);
        assert_eq!(thief.get("/auth/admin/users").await.status, 401, "a copied cookie did not grow");
        let me = browser.send(Method::GET, "/api/auth/me", &[("authorization", &access)], "").await;
        assert_eq!((me.status, &me.json()["error"]["code"]), (401, &json!("TOKEN_REVOKED")));

        assert_eq!(browser.login("boss", PASSWORD).await.status, 303);
        assert_eq!(browser.get("/auth/admin/users").await.status, 200);
        assert!(role("promote", &[]), "again, which changes nothing");
        assert_eq!(browser.get("/auth/admin/users").await.status, 200);
        app.browser().sign_in("other", PASSWORD).await;
        assert!(app.command(&["user", "promote", "other"]).status.success());
        assert!(role("demote", &[]));
        let before = app.events().len();
        assert_eq!(browser.get("/auth/admin/users?page=x").await.status, 403, "who may ask comes before what");
        assert_eq!(app.events()[before..], ["forbidden"]);
        assert_eq!(app.browser().get("/auth/admin/users?page=x").await.status, 401);
        assert!(browser.is_logged_in().await, "what they may do has become less, not another thing");
    });
}

#[test]
fn a_promotion_ends_logins_that_are_half_done_and_forgets_browsers() {
    App::test_with(&["--remember-browser-days=30"], async |app| {
        app.clock.stop();
        let owner = app.browser();
        owner.sign_in("boss", PASSWORD).await;
        let phone = owner.set_up_app(app).await;
        let remembered = app.browser();
        remembered.login("boss", PASSWORD).await;
        let fields = [("code", phone.code(app)), ("remember_browser", "1".to_owned())];
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        assert_eq!(remembered.post("/login/code", &fields).await.location(), Some("/"));
        assert_eq!(remembered.login("boss", PASSWORD).await.location(), Some("/"), "it is spared the code");
        let half_way = app.browser();
        half_way.login("boss", PASSWORD).await;

        assert!(app.command(&["user", "promote", "boss"]).status.success());
        app.clock.advance(time::Duration::MINUTE);
        let code = phone.code(app);
        assert_eq!(half_way.post("/login/code", &[("code", &code)]).await.location(), Some("/login"));
        assert_eq!(remembered.login("boss", PASSWORD).await.location(), Some("/login/code"));
        assert_eq!(remembered.post("/login/code", &[("code", &code)]).await.location(), Some("/"));
    });
}

#[test]
fn an_admin_changes_a_role_and_the_event_names_who_did() {
    App::test(async |app| {
        app.at_noon();
        let john = app.browser();
        john.sign_in("john", PASSWORD).await;
        let admin = app.admin("alice").await;
        let page = app.page_of("john");
        insta::assert_snapshot!("set_role", main_of(&admin.get(&format!("{page}/role")).await));
        let unknown = admin.post(&format!("{page}/role"), &[("role", "emperor")]).await;
        assert_eq!(unknown.status, 422);
        assert_eq!(unknown.text_of(".summary li"), "Choose a role");
        let changed = admin.act(&page, "role", &[("role", "moderator")]).await;
        assert_eq!(changed.text_of(".flash"), "john: the role is now “Moderator”.");
        let event = changed.text_of(".list [id^='event-'] p");
        assert!(event.contains("Role changed to moderator") && event.contains("by alice"), "{event}");
        assert!(!john.is_logged_in().await, "a higher role needs a new login");
        assert_eq!(john.login("john", PASSWORD).await.status, 303);
        admin.act(&page, "role", &[("role", "user")]).await;
        assert_eq!(john.get("/admin").await.status, 403, "at once");
        let history = john.get("/history").await;
        assert!(history.body.contains("by an administrator"), "{}", history.body);
    });
}

#[test]
fn the_owner_is_told_of_another_role() {
    App::test(async |app| {
        app.browser().sign_in("john", PASSWORD).await;
        assert!(app.command(&["user", "verify-email", "john"]).status.success());
        let admin = app.admin("alice").await;
        let page = app.page_of("john");
        admin.act(&page, "role", &[("role", "moderator")]).await;
        let email = app.email_to("john@example.com").await;
        assert_eq!(email.subject, "Your role at Vestibule was changed");
        for sentence in
            ["is now “Moderator”", "Sees all accounts and the audit log", "The role counts from your next login on"]
        {
            assert!(email.text.contains(sentence), "{sentence}: {}", email.text);
        }
        assert!(!email.text.contains("alice") && !email.text.contains("IP address"), "{}", email.text);
        app.all_delivered().await;
        app.clock.advance(time::Duration::SECOND);
        assert!(app.command(&["user", "demote", "john"]).status.success());
        let email = app.email_to("john@example.com").await;
        assert!(email.text.contains("is now “User”") && !email.text.contains("next login"), "{}", email.text);
        // The role that it has already is no news.
        let number = app.emails_to("john@example.com").await.len();
        assert!(app.command(&["user", "demote", "john"]).status.success());
        app.all_delivered().await;
        assert_eq!(app.emails_to("john@example.com").await.len(), number);
    });
}

#[test]
fn two_admins_who_demote_each_other_leave_one() {
    for _ in 0..3 {
        App::test(async |app| {
            let (alice, bobby) = (app.admin("alice").await, app.admin("bobby").await);
            let (of_alice, of_bobby) = (app.page_of("alice"), app.page_of("bobby"));
            let (of_alice, of_bobby) = (format!("{of_alice}/role"), format!("{of_bobby}/role"));
            let fields = [("role", "user")];
            let (one, other) = tokio::join!(alice.post(&of_bobby, &fields), bobby.post(&of_alice, &fields));
            let roles = [app.user("alice").role, app.user("bobby").role];
            let admins = roles.iter().filter(|role| **role == inside::users::Role::Admin).count();
            assert_eq!(admins, 1, "{} {}", one.body, other.body);
        });
    }
}

#[test]
fn the_last_admin_keeps_the_role() {
    App::test(async |app| {
        let alice = app.admin("alice").await;
        app.admin("bobby").await;
        // Disabled admins are none, whatever their role.
        assert!(app.command(&["user", "disable", "bobby"]).status.success());
        let page = alice.act(&app.page_of("bobby"), "role", &[("role", "user")]).await;
        assert!(page.text_of(".flash").contains("the role is now"), "{}", page.body);
        assert!(!app.command(&["user", "demote", "alice"]).status.success());
    });
}
