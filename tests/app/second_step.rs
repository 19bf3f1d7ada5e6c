//! The second step of a login, at every door: what a code opens, and every way in which it must not.

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::program::{claims, code, refused};
use crate::harness::{App, Phone, Tokens};

const PASSWORD: &str = "correct horse battery";
const OTHER: &str = "another long password";

/// An account with an authenticator app, logged in nowhere but in the browser that set it up.
async fn john(app: &App) -> Phone {
    app.clock.stop();
    let browser = app.browser();
    browser.sign_in("john", PASSWORD).await;
    browser.set_up_app(app).await
}

#[test]
fn the_password_alone_opens_nothing_and_the_code_leads_to_next() {
    App::test(async |app| {
        let phone = john(app).await;
        let browser = app.browser();
        let fields = [("username", "john"), ("password", PASSWORD), ("next", "/history")];
        let answer = browser.post("/login", &fields).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/login/code?next=%2Fhistory")));
        assert!(!browser.is_logged_in().await);
        let page = browser.get("/login/code?next=%2Fhistory").await;
        assert_eq!(page.attribute("#code", "autocomplete").as_deref(), Some("one-time-code"));
        assert_eq!(page.attribute("#code", "inputmode").as_deref(), Some("numeric"));
        let wrong = browser.post("/login/code", &[("code", &phone.wrong_code(app)), ("next", "/history")]).await;
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.field_error("code"), "Code is incorrect or was already used. Enter the next one");
        assert!(!browser.is_logged_in().await);
        let typed = phone.code(app);
        let typed = format!(" {} {} ", &typed[..3], &typed[3..]);
        let done = browser.post("/login/code", &[("code", &typed), ("next", "/history")]).await;
        assert_eq!((done.status, done.location()), (303, Some("/history")), "{}", done.body);
        assert!(browser.is_logged_in().await);
    });
}

#[test]
fn the_login_that_waits_knows_where_it_leads() {
    App::test(async |app| {
        let phone = john(app).await;
        let wrong = phone.wrong_code(app);
        let browser = app.browser();
        browser.post(&app.link_to("john@example.com", "/verify/").await, &[]).await;
        let stopped = async |next: &str| {
            let fields = [("username", "john"), ("password", PASSWORD), ("next", next)];
            assert_eq!(browser.post("/login", &fields).await.status, 303);
        };
        stopped("/history?before=7&x=%20").await;
        for path in ["/login/code", "/login/recovery-code", "/login/lost-factors"] {
            let page = browser.get(path).await;
            let next = page.attribute("main input[name=next]", "value");
            assert_eq!((page.status, next.as_deref()), (200, Some("/history?before=7&x=%20")), "{path}");
        }
        let refused = browser.post("/login/code", &[("code", &wrong)]).await;
        assert_eq!(
            refused.attribute("main input[name=next]", "value").as_deref(),
            Some("/history?before=7&x=%20"),
            "after a slip too"
        );
        let lost = browser.post("/login/lost-factors", &[]).await;
        assert_eq!(lost.location(), Some("/login/lost-factors?next=%2Fhistory%3Fbefore%3D7%26x%3D%2520"));
        let done = browser.post("/login/code", &[("code", &phone.code(app))]).await;
        assert_eq!((done.status, done.location()), (303, Some("/history?before=7&x=%20")), "{}", done.body);
        browser.post("/logout", &[]).await;

        // The form's own counts first, and a recovery code is one of the ways.
        stopped("/history").await;
        let fields = [("code", phone.recovery_codes[0].as_str()), ("next", "/security")];
        assert_eq!(browser.post("/login/recovery-code", &fields).await.location(), Some("/security"));
        browser.post("/logout", &[]).await;
        stopped("/history").await;
        let code = [("code", phone.recovery_codes[1].as_str())];
        assert_eq!(browser.post("/login/recovery-code", &code).await.location(), Some("/history"));
        browser.post("/logout", &[]).await;

        // The next login leads where it says itself, at whichever door it began; and nowhere else.
        for begin in ["pages", "script", "stranger"] {
            app.clock.advance(Duration::seconds(60));
            stopped("/history").await;
            match begin {
                "pages" => stopped("").await,
                "script" => {
                    let body = json!({ "username": "john", "password": PASSWORD });
                    assert_eq!(browser.json(Method::POST, "/auth/login", &body).await.status, 401);
                }
                _ => browser.set_cookie("pending_next=https%3A%2F%2Fevil.example%2F"),
            }
            let done = browser.post("/login/code", &[("code", &phone.code(app))]).await;
            assert_eq!((done.status, done.location()), (303, Some("/")), "{begin}");
            browser.post("/logout", &[]).await;
        }

        // Of one that has expired, the login page still knows.
        stopped("/history").await;
        app.clock.advance(Duration::minutes(11));
        let again = browser.post("/login/code", &[("code", &phone.code(app))]).await;
        assert_eq!((again.status, again.location()), (303, Some("/login?next=%2Fhistory")));
        assert_eq!(browser.login("john", PASSWORD).await.location(), Some("/login/code"));
    });
}

#[test]
fn both_apis_ask_for_the_second_step_and_tokens_say_what_was_proved() {
    App::test(async |app| {
        let phone = john(app).await;
        let script = app.script();
        let asked = script.login("john", PASSWORD).await;
        let body = asked.json();
        assert_eq!((asked.status, &body["code"]), (401, &json!("second_factor_required")));
        assert_eq!(body["error"], "second factor required");
        assert_eq!(body["methods"], json!(["totp", "recovery_code"]));
        assert_eq!(script.get("/auth/current_user").await.json()["ok"], json!(false));
        let wrong = script.post("/auth/login/second_factor", json!({ "code": phone.wrong_code(app) })).await;
        assert_eq!((wrong.status, wrong.json()["code"].clone()), (401, json!("invalid_code")));
        let done = script.post("/auth/login/second_factor", json!({ "code": phone.code(app) })).await;
        assert_eq!((done.status, done.json()), (200, json!({ "ok": true, "msg": "login successful" })));

        app.clock.advance(Duration::seconds(60));
        let program = app.program();
        let asked = program.login("john", PASSWORD).await;
        assert_eq!(code(&asked), refused(401, "SECOND_FACTOR_REQUIRED"));
        let login_token = asked.json()["error"]["login_token"].as_str().expect("a token").to_owned();
        let finish = async |extra: Value| {
            let mut body = json!({ "login_token": login_token });
            body.as_object_mut().expect("an object").extend(extra.as_object().expect("an object").clone());
            program.post("/api/auth/login/second-factor", body).await
        };
        let wrong = finish(json!({ "code": phone.wrong_code(app) })).await;
        assert_eq!(code(&wrong), refused(401, "INVALID_CODE"));
        let before = app.clock.now().assume_utc().unix_timestamp();
        let done = finish(json!({ "code": phone.code(app) })).await;
        assert_eq!(done.status, 200, "{}", done.body);
        let claims = claims(&Tokens::of(&done).access);
        assert_eq!((&claims["amr"], &claims["auth_time"]), (&json!(["pwd", "otp", "mfa"]), &json!(before)));
        assert_eq!(code(&finish(json!({ "code": phone.code_after(app, 1) })).await), refused(401, "UNAUTHORIZED"));
    });
}

#[test]
fn a_code_works_once_however_many_come_at_once_and_one_step_early_or_late() {
    App::test_with(&["--limit-login-account=0", "--limit-login-network=0"], async |app| {
        let phone = john(app).await;
        let right = phone.code(app);
        let mut tokens = Vec::new();
        for _ in 0..30 {
            let asked = app.program().login("john", PASSWORD).await;
            tokens.push(asked.json()["error"]["login_token"].as_str().expect("a token").to_owned());
        }
        let program = app.program();
        let attempts = tokens
            .iter()
            .map(|token| program.post("/api/auth/login/second-factor", json!({ "login_token": token, "code": right })));
        let answers = futures_util::future::join_all(attempts).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);

        let login = async |code: &str| {
            let script = app.script();
            script.login("john", PASSWORD).await;
            script.post("/auth/login/second_factor", json!({ "code": code })).await.status
        };
        assert_eq!(login(&phone.code_after(app, -1)).await, 401, "an older one than the one that was used");
        app.clock.advance(Duration::minutes(5));
        for (steps, status) in [(-2, 401), (2, 401), (-1, 200), (-1, 401), (1, 200), (0, 401), (1, 401)] {
            assert_eq!(login(&phone.code_after(app, steps)).await, status, "{steps}");
        }
    });
}

#[test]
fn the_code_that_confirmed_the_app_is_used() {
    App::test(async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let started = browser.json(Method::POST, "/auth/factors/totp", &json!({})).await;
        let phone = Phone::with(started.json()["secret"].as_str().expect("a secret"));
        let code = phone.code(app);
        let body = json!({ "code": code });
        assert_eq!(browser.json(Method::POST, "/auth/factors/totp/confirm", &body).await.status, 200);
        let script = app.script();
        script.login("john", PASSWORD).await;
        assert_eq!(script.post("/auth/login/second_factor", body).await.status, 401);
    });
}

#[test]
fn wrong_codes_count_in_the_limit_of_the_account_whatever_login_and_door_they_come_by() {
    App::test(async |app| {
        let phone = john(app).await;
        for attempt in 0..5 {
            let wrong = phone.wrong_code(app);
            let status = match attempt % 3 {
                0 => {
                    let browser = app.browser();
                    browser.login("john", PASSWORD).await;
                    browser.post("/login/code", &[("code", &wrong)]).await.status
                }
                1 => {
                    let script = app.script();
                    script.login("john", PASSWORD).await;
                    script.post("/auth/login/second_factor", json!({ "code": wrong })).await.status
                }
                _ => {
                    let program = app.program();
                    let asked = program.login("john", PASSWORD).await;
                    let body = json!({ "login_token": asked.json()["error"]["login_token"], "code": wrong });
                    program.post("/api/auth/login/second-factor", body).await.status
                }
            };
            assert!(status == 401 || status == 422, "{attempt}: {status}");
        }
        // The right password does not clear them.
        assert_eq!(app.script().login("john", PASSWORD).await.status, 429);
    });
}

#[test]
fn the_sixth_wrong_code_ends_the_login_that_waits() {
    App::test_with(&["--limit-login-account=0", "--limit-login-network=0"], async |app| {
        let phone = john(app).await;
        let script = app.script();
        script.login("john", PASSWORD).await;
        let send = async |code: String| script.post("/auth/login/second_factor", json!({ "code": code })).await;
        for _ in 0..6 {
            assert_eq!(send(phone.wrong_code(app)).await.json()["code"], "invalid_code");
        }
        assert_eq!(send(phone.code(app)).await.json()["code"], "login_required");
        script.login("john", PASSWORD).await;
        assert_eq!(send(phone.code(app)).await.status, 200, "the code was not used up by it");
    });
}

#[test]
fn a_login_that_waits_is_no_session_and_dies_with_its_time_and_its_password() {
    App::test(async |app| {
        let phone = john(app).await;
        let program = app.program();
        let asked = program.login("john", PASSWORD).await;
        let token = asked.json()["error"]["login_token"].as_str().expect("a token").to_owned();
        let as_token = program.bearer(Method::GET, "/api/auth/me", &token).await;
        assert_eq!(as_token.status, 401);
        let browser = app.browser();
        browser.set_cookie(&format!("pending_login={token}"));
        browser.set_cookie(&format!("session={token}"));
        assert!(!browser.is_logged_in().await);
        // A token of a program is no cookie of a browser.
        let answer = browser.post("/login/code", &[("code", &phone.code(app))]).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/login")));

        let owner = app.browser();
        owner.login("john", PASSWORD).await;
        let another = app.browser();
        let answer = another.post("/login/code", &[("code", &phone.code(app))]).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/login")), "in another browser");
        app.clock.advance(Duration::minutes(10));
        let answer = owner.post("/login/code", &[("code", &phone.code(app))]).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/login")), "after ten minutes");

        owner.login("john", PASSWORD).await;
        let reset = app.browser();
        reset.post("/forgot-password", &[("email", "john@example.com")]).await;
        let link = app.email_to("john@example.com").await.path();
        let fields = [("password", OTHER), ("confirm_password", OTHER)];
        assert_eq!(reset.post(&link, &fields).await.status, 303);
        let answer = owner.post("/login/code", &[("code", &phone.code(app))]).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/login")), "after a new password");
        // And a reset does not go round the second factor.
        let answer = reset.login("john", OTHER).await;
        assert_eq!(answer.location(), Some("/login/code"));
        assert_eq!(reset.post("/login/code", &[("code", &phone.code(app))]).await.status, 303);
        assert!(reset.is_logged_in().await);
    });
}

#[test]
fn a_recovery_code_finishes_one_login_tells_the_owner_and_proves_nothing_else() {
    App::test(async |app| {
        let phone = john(app).await;
        let spare = phone.recovery_codes[0].clone();
        let alone = app.browser();
        let answer = alone.post("/login/recovery-code", &[("code", &spare)]).await;
        assert_eq!(answer.location(), Some("/login"), "not without the password");
        let browser = app.browser();
        browser.login("john", PASSWORD).await;
        let answer = browser.post("/login/recovery-code", &[("code", &spare.to_lowercase().replace('-', " "))]).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/")), "{}", answer.body);
        assert!(browser.is_logged_in().await);
        let told = app.emails_to("john@example.com").await;
        let told = told.iter().find(|email| email.subject.contains("Recovery code used")).expect("an email");
        assert!(told.text.contains("9 are left"), "{}", told.text);

        let again = app.browser();
        again.login("john", PASSWORD).await;
        let answer = again.post("/login/recovery-code", &[("code", &spare)]).await;
        assert_eq!(answer.field_error("code"), "Recovery code is incorrect or was already used");
        // It is no confirmation, neither by the login nor in its place.
        for code in [None, Some(&phone.recovery_codes[1])] {
            let body = json!({ "email": "new@example.com", "current_password": PASSWORD, "code": code });
            let answer = browser.json(Method::PUT, "/auth/update_profile", &body).await;
            assert_eq!((answer.status, answer.json()["code"].clone()), (403, json!("reauth_required")), "{code:?}");
        }
        let program = app.program();
        let asked = program.login("john", PASSWORD).await;
        let body = json!({
            "login_token": asked.json()["error"]["login_token"], "recovery_code": phone.recovery_codes[2]
        });
        let done = program.post("/api/auth/login/second-factor", body).await;
        assert_eq!(claims(&Tokens::of(&done).access)["amr"], json!(["pwd"]), "no device was there");
    });
}

#[test]
fn a_login_with_a_new_browser_is_announced_only_when_it_is_complete() {
    App::test(async |app| {
        let phone = john(app).await;
        let stranger = app.browser_named("curl/8.5.0");
        stranger.login("john", PASSWORD).await;
        let announced = async || {
            let emails = app.emails_to("john@example.com").await;
            emails.iter().filter(|email| email.subject.contains("New login")).count()
        };
        assert_eq!(announced().await, 0);
        stranger.post("/login/code", &[("code", &phone.code(app))]).await;
        assert_eq!(announced().await, 1);
    });
}
