//! Remove a passkey, at both doors that do.

use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::passkey_client::passkey_error;
use crate::harness::{App, Passkey};

const PASSWORD: &str = "correct horse battery";

#[test]
fn it_needs_a_proof_and_then_logs_nobody_in_any_more() {
    App::test(async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let mut passkey = browser.add_passkey(app).await;
        app.clock.advance(Duration::minutes(11));
        let id = browser.passkey_ids().await.remove(0);
        let path = format!("/passkeys/{id}/remove");
        let asked = browser.post(&path, &[]).await;
        assert_eq!((asked.status, asked.text_of("h1")), (403, "Confirm it's you".into()));
        assert_eq!(asked.attribute("form.fields", "action").as_deref(), Some(path.as_str()));
        assert!(asked.attribute("[data-passkey='/passkeys/confirm/options']", "data-domain").is_some());
        let refused = browser.post(&path, &[("current_password", PASSWORD)]).await;
        assert_eq!(refused.status, 403, "the password alone");
        let answer = browser.confirmation(&mut passkey).await.to_string();
        let before = browser.cookie();
        let done = browser.post(&path, &[("passkey", &answer)]).await;
        assert_eq!((done.status, done.location()), (303, Some("/passkeys")), "{}", done.body);
        let copy = app.browser();
        copy.set_cookie(&before);
        assert!(!copy.is_logged_in().await, "the session goes on under a new id");
        assert!(browser.get("/passkeys").await.text_of(".flash").contains("Passkey removed: "));
        let told = app.emails_to("john@example.com").await;
        assert_eq!(told.iter().filter(|email| email.subject.contains("Passkey removed")).count(), 1);
        assert!(browser.get("/history").await.body.contains("Passkey removed: "));
        let refused = app.browser().log_in_with(&mut passkey).await;
        assert_eq!((refused.status, refused.json()["code"].clone()), (401, json!("unknown_passkey")));
        // It was the only factor: its recovery codes went with it, and the password is enough.
        let left = browser.get("/auth/factors").await.json();
        assert_eq!((&left["passkeys"], &left["recovery_codes_left"]), (&json!([]), &json!(0)));
        assert_eq!(app.script().login("john", PASSWORD).await.status, 200);
    });
}

#[test]
fn two_step_login_stays_on_while_another_factor_is_left() {
    App::test(async |app| {
        app.clock.stop();
        let script = app.script();
        script.sign_in("john", PASSWORD).await;
        script.set_up_app(app).await;
        script.add_passkey(app).await;
        let mut other = script.add_passkey(app).await;
        let remove = async |id: &str| {
            let answer = script.json(Method::DELETE, &format!("/auth/factors/passkeys/{id}"), &json!({})).await;
            (answer.status, answer.json()["msg"].clone())
        };
        let ids = script.passkey_ids().await;
        assert_eq!(remove(&ids[0]).await, (200, json!("Passkey removed")));
        assert_eq!(remove(&ids[0]).await.0, 404);
        assert_eq!(
            app.script().login("john", PASSWORD).await.json()["methods"],
            json!(["totp", "recovery_code", "passkey"])
        );
        assert_eq!(remove(&ids[1]).await.0, 200);
        assert_eq!(app.script().login("john", PASSWORD).await.json()["methods"], json!(["totp", "recovery_code"]));
        assert_eq!(script.get("/auth/factors").await.json()["recovery_codes_left"], 10);
        assert_eq!(app.browser().log_in_with(&mut other).await.status, 401);
        // The other way round: the app goes, the passkey stays.
        let mut passkey = script.add_passkey(app).await;
        assert_eq!(script.json(Method::DELETE, "/auth/factors/totp", &json!({})).await.status, 200);
        let left = script.get("/auth/factors").await.json();
        assert_eq!((&left["totp"], &left["recovery_codes_left"]), (&json!(null), &json!(10)));
        assert_eq!(app.script().login("john", PASSWORD).await.json()["methods"], json!(["recovery_code", "passkey"]));
        assert_eq!(app.browser().log_in_with(&mut passkey).await.status, 200);
    });
}

#[test]
fn nobody_removes_what_is_anothers() {
    App::test(async |app| {
        let (john, jane) = (app.browser(), app.browser());
        john.sign_in("john", PASSWORD).await;
        let mut passkey = john.add_passkey(app).await;
        jane.sign_in("jane", PASSWORD).await;
        jane.add_passkey(app).await;
        let id = john.passkey_ids().await.remove(0);
        assert_eq!(jane.post(&format!("/passkeys/{id}/remove"), &[]).await.status, 404);
        let path = format!("/auth/factors/passkeys/{id}");
        assert_eq!(jane.json(Method::DELETE, &path, &json!({})).await.status, 404);
        assert_eq!(app.browser().json(Method::DELETE, &path, &json!({})).await.status, 401);
        assert_eq!(app.browser().log_in_with(&mut passkey).await.status, 200);
    });
}

#[test]
fn the_last_required_factor_stays() {
    App::test(async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        browser.add_passkey(app).await;
        let node = app.another_node(&["--require-second-factor=all"]);
        let script = node.app.script();
        script.set_cookie(&browser.cookie());
        let ids = script.passkey_ids().await;
        let path = format!("/auth/factors/passkeys/{}", ids[0]);
        let refused = script.json(Method::DELETE, &path, &json!({})).await;
        assert_eq!((refused.status, refused.json()["code"].clone()), (409, json!("last_factor")), "{}", refused.body);
        let refused = script.submit(Method::POST, &format!("/passkeys/{}/remove", ids[0]), &[]).await;
        assert_eq!((refused.status, refused.location()), (303, Some("/passkeys")), "{}", refused.body);
        let why = "This is the only second factor of your account, which must have one. Set up another one first.";
        assert!(script.get("/passkeys").await.text_of(".flash").contains(why));
        assert_eq!(script.passkey_ids().await.len(), 1);
        // With a second one, or an app, the first may go; recovery codes are none.
        let mut second = Passkey { origin: app.url.replace("127.0.0.1", "localhost"), ..Passkey::new(&node.app) };
        let kept = script.offer_passkey(&mut second).await;
        assert_eq!(kept.status, 400, "{}", kept.body);
        assert_eq!(passkey_error(&kept).1, "This passkey is for another address");
        script.add_passkey(&node.app).await;
        assert_eq!(script.json(Method::DELETE, &path, &json!({})).await.status, 200);
        let last = script.passkey_ids().await.remove(0);
        let path = format!("/auth/factors/passkeys/{last}");
        assert_eq!(script.json(Method::DELETE, &path, &json!({})).await.status, 409);
        script.set_up_app(&node.app).await;
        assert_eq!(script.json(Method::DELETE, &path, &json!({})).await.status, 200);
        assert_eq!(script.json(Method::DELETE, "/auth/factors/totp", &json!({})).await.status, 409);
    });
}
