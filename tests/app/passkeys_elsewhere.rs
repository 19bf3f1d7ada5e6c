//! A passkey that was made for another `PASSKEY_DOMAIN` than today's is no second factor, at no door.

use serde_json::json;

use crate::harness::passkey_client::passkey_error;
use crate::harness::{App, Browser};

const PASSWORD: &str = "correct horse battery";
const MOVED: &str = "UPDATE passkeys SET domain = 'old.example'";

/// John, with a confirmed address.
async fn john(app: &App) -> Browser<'_> {
    app.clock.stop();
    let owner = app.browser();
    owner.sign_in("john", PASSWORD).await;
    app.execute("UPDATE users SET email_verified = true");
    owner
}

#[test]
fn it_finishes_no_login_and_the_login_leads_to_what_is_left() {
    App::test(async |app| {
        let owner = john(app).await;
        let mut passkey = owner.add_passkey(app).await;
        app.execute(MOVED);
        let other = (401, "This passkey is for another address".to_owned());
        assert_eq!(passkey_error(&app.browser().log_in_with(&mut passkey).await), other);
        let (script, program) = (app.script(), app.program());
        assert_eq!(script.login("john", PASSWORD).await.json()["methods"], json!(["recovery_code"]));
        assert_eq!(program.login("john", PASSWORD).await.json()["error"]["methods"], json!(["recovery_code"]));
        let waiting = app.browser();
        assert_eq!(waiting.login("john", PASSWORD).await.location(), Some("/login/recovery-code"));
        let wanted = json!({ "second_step": true });
        let options = waiting.json(reqwest::Method::POST, "/auth/login/passkey_options", &wanted).await;
        assert_eq!(options.json()["allowCredentials"], json!([]), "{}", options.body);

        app.execute("DELETE FROM recovery_codes");
        assert_eq!(script.login("john", PASSWORD).await.json()["methods"], json!([]));
        assert_eq!(program.login("john", PASSWORD).await.json()["error"]["methods"], json!([]));
        let browser = app.browser();
        assert_eq!(browser.login("john", PASSWORD).await.location(), Some("/login/lost-factors"));
        let page = browser.get("/login/lost-factors").await;
        assert!(page.body.contains("made for another address of this site and work no longer"), "{}", page.body);
        assert!(!page.body.contains("is suspended"));
        assert_eq!(browser.post("/login/lost-factors", &[]).await.status, 303);
        assert!(app.user("john").factor_recovery().is_some());

        let said = app.command(&["explain", "john"]);
        let said = String::from_utf8(said.stdout).expect("UTF-8");
        assert!(said.starts_with("john can't log in.") && said.contains("another PASSKEY_DOMAIN: 1"), "{said}");
    });
}

#[test]
fn its_owner_sees_that_and_nothing_asks_for_it() {
    App::test(async |app| {
        let owner = john(app).await;
        let mut passkey = owner.add_passkey(app).await;
        app.execute(MOVED);
        assert!(owner.get("/passkeys").await.text_of(".list").contains("It was made for another address of this site"));
        assert_eq!(owner.get("/auth/factors").await.json()["passkeys"][0]["works_here"], json!(false));
        assert_eq!(owner.get("/passkeys/signals").await.json()["allAcceptedCredentialIds"], json!([]));
        let more = owner.post("/auth/factors/passkeys/confirm_options", &[]).await;
        assert!(more.status >= 400, "there is none to confirm with");

        // One of today beside it works, and an identity check asks for that one.
        let mut new = owner.add_passkey(app).await;
        assert_eq!(app.browser().log_in_with(&mut new).await.status, 200);
        app.clock.advance(time::Duration::minutes(11));
        let page = owner.get("/change-password").await;
        assert!(page.attribute("[data-passkey]", "data-passkey").is_some());
        let options = owner.passkey_options("/auth/factors/passkeys/confirm_options").await;
        assert_eq!(options["allowCredentials"].as_array().map(Vec::len), Some(1));
        let answer = passkey.answer(&options);
        let body = json!({ "passkey": answer });
        assert_eq!(owner.json(reqwest::Method::POST, "/auth/factors/recovery_codes", &body).await.status, 403);
    });
}

#[test]
fn the_policy_does_not_take_it_for_a_factor() {
    App::test(async |app| {
        let owner = john(app).await;
        owner.add_passkey(app).await;
        owner.set_up_app(app).await;
        app.execute(MOVED);
        let strict = app.another_node(&["--require-second-factor=all"]);
        let id = owner.passkey_ids().await.remove(0);
        let browser = strict.app.browser();
        browser.set_cookie(&owner.cookie());
        let last = browser.json(reqwest::Method::DELETE, "/auth/factors/totp", &json!({})).await;
        assert_eq!((last.status, last.json()["code"].as_str()), (409, Some("last_factor")), "{}", last.body);
        let gone = browser.json(reqwest::Method::DELETE, &format!("/auth/factors/passkeys/{id}"), &json!({})).await;
        assert_eq!(gone.status, 200, "{}", gone.body);
        assert!(app.user("john").has_second_factor());
    });
}

#[test]
fn with_the_last_factor_that_counts_it_goes_too() {
    App::test(async |app| {
        let owner = john(app).await;
        owner.add_passkey(app).await;
        owner.set_up_app(app).await;
        app.execute(MOVED);
        let gone = owner.json(reqwest::Method::DELETE, "/auth/factors/totp", &json!({})).await;
        assert_eq!(gone.status, 200, "{}", gone.body);
        assert!(!app.user("john").has_second_factor());
        assert!(owner.passkey_ids().await.is_empty());
        assert_eq!(app.browser().login("john", PASSWORD).await.location(), Some("/"));
    });
}
