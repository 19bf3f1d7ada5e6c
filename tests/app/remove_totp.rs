//! Remove the authenticator app.

use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";

#[test]
fn it_needs_the_password_and_a_code_once_the_login_is_old() {
    App::test(async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let phone = browser.set_up_app(app).await;
        app.clock.advance(Duration::minutes(11));
        let asked = browser.post("/two-step/app/remove", &[]).await;
        assert_eq!((asked.status, asked.text_of("h1")), (403, "Confirm it's you".into()));
        assert!(asked.attribute("#current_password", "name").is_some() && asked.attribute("#code", "name").is_some());
        for (password, code) in
            [(PASSWORD, String::new()), (PASSWORD, phone.wrong_code(app)), ("wrong", phone.code(app))]
        {
            let fields = [("current_password", password), ("code", &code)];
            assert_eq!(browser.post("/two-step/app/remove", &fields).await.status, 403, "{password} {code}");
        }
        // A code that came with a wrong password is not used up.
        let fields = [("current_password", PASSWORD), ("code", &phone.code(app))];
        let done = browser.post("/two-step/app/remove", &fields).await;
        assert_eq!((done.status, done.location()), (303, Some("/two-step")), "{}", done.body);
        let told = app.emails_to("john@example.com").await;
        assert!(told.iter().any(|email| email.subject.contains("Authenticator app removed")));
        assert_eq!(app.script().login("john", PASSWORD).await.status, 200);
    });
}

#[test]
fn the_recovery_codes_go_with_it() {
    App::test(async |app| {
        app.clock.stop();
        let script = app.script();
        script.sign_in("john", PASSWORD).await;
        script.set_up_app(app).await;
        let removed = script.json(Method::DELETE, "/auth/factors/totp", &json!({})).await;
        assert_eq!(removed.status, 200, "{}", removed.body);
        let left = script.get("/auth/factors").await.json();
        assert_eq!(
            left,
            json!({ "ok": true, "totp": null, "recovery_codes_left": 0, "required": false, "passkeys": [], "recovery": null })
        );
        assert_eq!(script.json(Method::DELETE, "/auth/factors/totp", &json!({})).await.status, 404);
    });
}
