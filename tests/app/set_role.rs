//! What somebody may do, and what happens to their sessions when that changes.

use reqwest::Method;
use serde_json::json;

use crate::harness::App;

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
