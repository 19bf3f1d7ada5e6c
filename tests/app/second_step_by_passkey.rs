//! A passkey as the second step of a login with the password, at every door.

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::passkey_client::{john_with_passkey, passkey_error};
use crate::harness::program::{code, refused};
use crate::harness::{App, Passkey, Tokens};

const PASSWORD: &str = "correct horse battery";

#[test]
fn the_page_asks_for_it_and_leads_to_next() {
    App::test(async |app| {
        let (_, mut passkey) = john_with_passkey(app).await;
        let browser = app.browser();
        let fields = [("username", "john"), ("password", PASSWORD), ("next", "/history")];
        let stopped = browser.post("/login", &fields).await;
        assert_eq!((stopped.status, stopped.location()), (303, Some("/login/passkey?next=%2Fhistory")));
        assert!(!browser.is_logged_in().await);
        let page = browser.get("/login/passkey?next=%2Fhistory").await;
        assert_eq!(page.status, 200, "{}", page.body);
        assert_eq!(page.attribute("[data-second-step]", "data-passkey").as_deref(), Some("/login/passkey/options"));
        assert_eq!(page.attribute("input[name=next]", "value").as_deref(), Some("/history"));
        assert!(page.attribute("#code", "name").is_none(), "there is no app");
        assert_eq!(
            page.attributes_of(".foot a", "href"),
            ["/login/recovery-code?next=%2Fhistory", "/login/lost-factors?next=%2Fhistory"]
        );
        // A page for an app that the account does not have would be a dead end.
        assert_eq!(browser.get("/login/code").await.location(), Some("/login/passkey?next=%2Fhistory"));
        let asked = json!({ "second_step": true });
        let options = browser.json(Method::POST, "/login/passkey/options", &asked).await.json();
        assert_eq!(options["allowCredentials"].as_array().map(Vec::<Value>::len), Some(1), "{options}");
        assert_eq!(options["allowCredentials"][0]["transports"], json!(["internal", "hybrid"]));
        let body = json!({ "passkey": passkey.answer(&options), "second_step": true, "next": "/history" });
        let done = browser.json(Method::POST, "/login/passkey", &body).await;
        assert_eq!((done.status, done.json()), (200, json!({ "location": "/history" })), "{}", done.body);
        assert!(browser.is_logged_in().await && browser.pending_cookie().is_empty());
        assert!(!browser.device_cookie().is_empty());
    });
}

#[test]
fn beside_an_app_the_code_comes_first_and_the_passkey_is_a_button() {
    App::test(async |app| {
        app.clock.stop();
        let owner = app.browser();
        owner.sign_in("john", PASSWORD).await;
        owner.set_up_app(app).await;
        owner.add_passkey(app).await;
        let browser = app.browser();
        assert_eq!(browser.login("john", PASSWORD).await.location(), Some("/login/code"));
        let page = browser.get("/login/code").await;
        assert!(
            page.attribute("#code", "name").is_some() && page.attribute("[data-second-step]", "data-domain").is_some()
        );
        assert_eq!(page.attributes_of(".foot a", "href"), ["/login/recovery-code", "/login/lost-factors"]);
        let page = browser.get("/login/recovery-code").await;
        assert!(page.attribute("[data-second-step]", "data-domain").is_none());
        assert_eq!(page.attributes_of(".foot a", "href"), ["/login/code", "/login/passkey", "/login/lost-factors"]);
    });
}

#[test]
fn it_can_have_the_browser_remembered_as_a_code_can() {
    App::test_with(&["--remember-browser-days=30"], async |app| {
        let (_, mut passkey) = john_with_passkey(app).await;
        for (wanted, location) in [(false, "/login/passkey"), (true, "/")] {
            let browser = app.browser();
            let fields = [("username", "john"), ("password", PASSWORD), ("next", "/history")];
            browser.post("/login", &fields).await;
            let page = browser.get("/login/passkey").await;
            assert_eq!(page.text_of("label.check"), "Don't ask again in this browser for 30 days");
            let asked = json!({ "second_step": true });
            let options = browser.json(Method::POST, "/login/passkey/options", &asked).await.json();
            let answer = passkey.answer(&options);
            let body = json!({ "passkey": answer, "second_step": true, "remember_browser": wanted });
            let done = browser.json(Method::POST, "/login/passkey", &body).await;
            assert_eq!(
                (done.status, done.json()),
                (200, json!({ "location": "/history" })),
                "where the first step led"
            );
            browser.post("/logout", &[]).await;
            assert_eq!(browser.login("john", PASSWORD).await.location(), Some(location));
        }
    });
}

#[test]
fn both_apis_offer_it_and_take_it() {
    App::test(async |app| {
        let (_, mut passkey) = john_with_passkey(app).await;
        let script = app.script();
        let asked = script.login("john", PASSWORD).await;
        assert_eq!((asked.status, &asked.json()["methods"]), (401, &json!(["recovery_code", "passkey"])));
        let any = script.passkey_options("/auth/login/passkey_options").await;
        assert_eq!(any["allowCredentials"], json!([]), "a login that waits does not decide for another");
        let options = script.second_step_options().await;
        assert_eq!(options["allowCredentials"].as_array().map(Vec::<Value>::len), Some(1), "{options}");
        let body = json!({ "passkey": passkey.answer(&options) });
        let done = script.post("/auth/login/second_factor", body.clone()).await;
        assert_eq!((done.status, done.json()), (200, json!({ "ok": true, "msg": "login successful" })));
        assert_eq!(script.post("/auth/login/second_factor", body).await.json()["code"], "login_required");

        let program = app.program();
        let asked = program.login("john", PASSWORD).await.json();
        assert_eq!(asked["error"]["methods"], json!(["recovery_code", "passkey"]));
        let login_token = asked["error"]["login_token"].clone();
        let options = json!({ "login_token": login_token });
        let options = program.post("/api/auth/login/passkey-options", options).await.json()["data"].clone();
        assert_eq!(options["allowCredentials"].as_array().map(Vec::<Value>::len), Some(1), "{options}");
        let body = json!({ "login_token": login_token, "passkey": passkey.answer(&options) });
        Tokens::of(&program.post("/api/auth/login/second-factor", body.clone()).await);
        assert_eq!(code(&program.post("/api/auth/login/second-factor", body).await), refused(401, "UNAUTHORIZED"));
    });
}

#[test]
fn who_waits_for_nothing_learns_of_no_passkey() {
    App::test(async |app| {
        let (_, mut passkey) = john_with_passkey(app).await;
        let stranger = app.browser();
        stranger.set_cookie("pending_login=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        for (path, body) in [
            ("/login/passkey/options", json!({ "second_step": true })),
            ("/auth/login/passkey_options", json!({ "second_step": true })),
            ("/api/auth/login/passkey-options", json!({ "login_token": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })),
        ] {
            let options = stranger.json(Method::POST, path, &body).await;
            assert!(
                options.status == 200 && options.body.contains("\"allowCredentials\":[]"),
                "{path}: {}",
                options.body
            );
        }
        assert_eq!(stranger.get("/login/passkey").await.location(), Some("/login"));
        let options = stranger.passkey_options("/login/passkey/options").await;
        let body = json!({ "passkey": passkey.answer(&options), "second_step": true });
        let answer = stranger.json(Method::POST, "/login/passkey", &body).await;
        assert_eq!((answer.status, answer.json()["code"].clone()), (401, json!("login_required")));
        // The secret of a login opens the options while it waits, and no longer.
        let owner = app.browser();
        owner.login("john", PASSWORD).await;
        app.clock.advance(Duration::minutes(10));
        let options = owner.json(Method::POST, "/login/passkey/options", &json!({ "second_step": true })).await;
        assert_eq!(options.json()["allowCredentials"], json!([]));
    });
}

#[test]
fn anothers_passkey_does_not_finish_it_and_counts_as_a_wrong_code() {
    App::test_with(&["--limit-login-account=0", "--limit-login-network=0"], async |app| {
        let (_, mut passkey) = john_with_passkey(app).await;
        let jane = app.browser();
        jane.sign_in("jane", PASSWORD).await;
        let mut hers = jane.add_passkey(app).await;
        let script = app.script();
        script.login("john", PASSWORD).await;
        let finish = async |passkey: &mut Passkey| {
            let options = script.second_step_options().await;
            script.post("/auth/login/second_factor", json!({ "passkey": passkey.answer(&options) })).await
        };
        let unknown = (401, "This passkey does not log in here. It may have been removed".to_owned());
        for _ in 0..5 {
            assert_eq!(passkey_error(&finish(&mut hers).await), unknown);
        }
        let mut forged = hers.clone().pretending_to_be(&passkey);
        let wrong = finish(&mut forged).await;
        assert_eq!((wrong.status, wrong.json()["code"].clone()), (401, json!("invalid_code")), "{}", wrong.body);
        assert_eq!(finish(&mut passkey).await.json()["code"], "login_required", "the sixth wrong answer ended it");
        assert!(!script.is_logged_in().await);
        assert_eq!(app.events().iter().filter(|kind| *kind == "second_factor_failed").count(), 6);
        script.login("john", PASSWORD).await;
        assert_eq!(finish(&mut passkey).await.status, 200);
    });
    App::test(async |app| {
        let (_, passkey) = john_with_passkey(app).await;
        for _ in 0..5 {
            let script = app.script();
            script.login("john", PASSWORD).await;
            let options = script.second_step_options().await;
            let mut forged = Passkey::new(app).pretending_to_be(&passkey);
            let body = json!({ "passkey": forged.answer(&options) });
            assert_eq!(script.post("/auth/login/second_factor", body).await.status, 401);
        }
        assert_eq!(app.script().login("john", PASSWORD).await.status, 429, "it is counted where codes are");
    });
}

#[test]
fn a_disabled_account_and_a_new_password_end_what_waits() {
    App::test(async |app| {
        let (_, mut passkey) = john_with_passkey(app).await;
        let script = app.script();
        script.login("john", PASSWORD).await;
        let mut finish = async || {
            let options = script.second_step_options().await;
            let body = json!({ "passkey": passkey.answer(&options) });
            script.post("/auth/login/second_factor", body).await.json()["code"].clone()
        };
        app.execute("UPDATE users SET disabled_at = created_at");
        assert_eq!(finish().await, "login_required");
        app.execute("UPDATE users SET disabled_at = NULL");
        script.login("john", PASSWORD).await;
        let reset = app.browser();
        reset.post("/forgot-password", &[("email", "john@example.com")]).await;
        let link = app.link_to("john@example.com", "/reset-password/").await;
        let fields = [("password", "another long password"), ("confirm_password", "another long password")];
        assert_eq!(reset.post(&link, &fields).await.status, 303);
        assert_eq!(finish().await, "login_required");
        // A reset does not go round the second factor.
        assert_eq!(reset.login("john", "another long password").await.location(), Some("/login/passkey"));
    });
}

#[test]
fn a_recovery_code_stands_in_for_a_lost_passkey_and_confirms_nothing() {
    App::test(async |app| {
        app.clock.stop();
        let owner = app.browser();
        owner.sign_in("john", PASSWORD).await;
        let kept = owner.offer_passkey(&mut Passkey::new(app)).await.json();
        let browser = app.browser();
        browser.login("john", PASSWORD).await;
        let fields = [("code", kept["recovery_codes"][0].as_str().expect("a code"))];
        let done = browser.post("/login/recovery-code", &fields).await;
        assert_eq!((done.status, done.location()), (303, Some("/")), "{}", done.body);
        let body = json!({ "email": "new@example.com", "current_password": PASSWORD });
        let answer = browser.json(Method::PUT, "/auth/update_profile", &body).await;
        assert_eq!((answer.status, answer.json()["code"].clone()), (403, json!("reauth_required")));
        // What the page shows then: the passkey alone, since the password would be refused.
        let page = browser.get("/delete-account").await;
        assert!(page.attribute("[data-passkey]", "data-domain").is_some(), "{}", page.body);
        assert!(page.attribute("#current_password", "name").is_none() && page.attribute("#code", "name").is_none());
    });
}
