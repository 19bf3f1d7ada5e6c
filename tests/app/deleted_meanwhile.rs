//! An account that goes while somebody is at one of its doors: whoever comes too late is told what they would be told
//! a moment later.

use diesel::prelude::*;
use inside::error::Error;
use inside::schema::refresh_tokens;
use inside::sessions::SessionKind;
use inside::users::{self, Caller, Credentials, LoginProgress, Password, PresentedSession, login};
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Answer, App};

const PASSWORD: &str = "correct horse battery";
const NEW: &str = "staple apart from that";
const FORM: &[(&str, &str)] = &[
    ("_method", "PATCH"),
    ("username", "john"),
    ("email", "new@example.com"),
    ("confirm_username", "john"),
    ("current_password", PASSWORD),
    ("password", PASSWORD),
];

/// What a request is answered that found the account, and does its work when the account is gone.
async fn too_late(app: &App, request: impl Future<Output = Answer>) -> Answer {
    let answer = app.amid(app.deleting("john"), request).await;
    assert!(app.find_user("john").is_none());
    answer
}

#[test]
fn whoever_logs_in_is_told_what_they_would_be_told_a_moment_later() {
    App::test(async |app| {
        let sign_up = async || app.browser().register("john", "john@example.com", PASSWORD).await;
        let credentials = json!({ "username": "john", "password": PASSWORD });
        let browser = app.browser();
        for path in ["/login", "/verify"] {
            sign_up().await;
            let answer = too_late(app, browser.post(path, FORM)).await;
            assert_eq!(answer.status, 422, "{path}");
            assert_eq!(answer.text_of(".summary li"), "Username or password is incorrect", "{path}");
        }
        for (path, code) in [("/auth/login", "/code"), ("/api/auth/login", "/error/code")] {
            sign_up().await;
            let answer = too_late(app, browser.json(Method::POST, path, &credentials)).await;
            let code = answer.json().pointer(code).and_then(Value::as_str).unwrap_or_default().to_lowercase();
            assert_eq!((answer.status, code.as_str()), (401, "invalid_credentials"), "{path}");
        }
        assert!(!browser.is_logged_in().await);
    });
}

#[test]
fn whoever_is_logged_in_is_not_any_more() {
    let forms =
        ["/partial/john", "/change-password", "/delete-account", "/history/not-me", "/verify", "/sessions/end-others"];
    App::test_with(&["--sudo-window=0", "--limit-email-address=0"], async |app| {
        for path in forms {
            let browser = app.browser();
            browser.sign_in("john", PASSWORD).await;
            let form: Vec<_> = match path {
                "/change-password" => vec![FORM[4], ("password", NEW), ("confirm_password", NEW)],
                _ => FORM[..5].to_vec(),
            };
            let answer = too_late(app, browser.post(path, &form)).await;
            assert_eq!(answer.status, 303, "{path}: {}", answer.body);
            assert!(answer.location().is_some_and(|to| to.starts_with("/login")), "{path}: {:?}", answer.location());
        }
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let change = json!({ "current_password": PASSWORD, "new_password": NEW });
        let answer = too_late(app, browser.json(Method::PUT, "/auth/change_password", &change)).await;
        assert_eq!((answer.status, &answer.json()["code"]), (401, &json!("login_required")));
    });
}

#[test]
fn whoever_opens_a_link_finds_it_dead() {
    App::test(async |app| {
        let browser = app.browser();
        let new = [("password", NEW), ("confirm_password", NEW)];
        let kinds = [
            ("/verify/", &[][..], "This confirmation link does not work"),
            ("/reset-password/", &new[..], "This password reset link does not work"),
        ];
        for (kind, form, heading) in kinds {
            browser.register("john", "john@example.com", PASSWORD).await;
            browser.post("/forgot-password", &[("email", "john@example.com")]).await;
            let link = app.link_to("john@example.com", kind).await;
            let answer = too_late(app, browser.post(&link, form)).await;
            assert_eq!((answer.status, answer.text_of("h1").as_str()), (410, heading));
        }
    });
}

#[test]
fn whoever_asks_for_a_link_is_answered_as_always() {
    App::test(async |app| {
        let browser = app.browser();
        browser.register("john", "john@example.com", PASSWORD).await;
        let before = app.emails_to("john@example.com").await.len();
        let answer = too_late(app, browser.post("/forgot-password", &[("email", "john@example.com")])).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/forgot-password/sent")));
        assert_eq!(app.emails_to("john@example.com").await.len(), before);
    });
}

#[test]
fn a_program_whose_account_went_before_its_tokens_were_made_holds_nothing() {
    App::test(async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let s = &app.services;
        let password: Password = serde_json::from_value(json!(PASSWORD)).unwrap();
        let form = Credentials { username: "john".into(), password, ..Credentials::default() };
        let outcome =
            s.hashing_here(async |s| users::login(s, &form, SessionKind::Program, None, &app.operator()).await);
        let Ok(LoginProgress::Complete(login)) = outcome else { panic!("not logged in") };
        // The login was done whole: a process that dies here leaves no session that nobody can use.
        let kept = refresh_tokens::table.filter(refresh_tokens::session_id.eq(&login.session.id));
        let kept = kept.filter(refresh_tokens::spent_at.is_null()).count();
        assert_eq!(s.db.read(|c| Ok(kept.get_result::<i64>(c)?)).unwrap(), 1);
        drop(app.deleting("john"));
        let pair = login.first_pair(s).unwrap();
        let answer = app.program().bearer(Method::GET, "/api/auth/me", pair.access_token.expose()).await;
        assert_eq!((answer.status, &answer.json()["error"]["code"]), (401, &json!("TOKEN_REVOKED")));
        let outcome = login::after_sign_up(s, &login.user, SessionKind::Program, &app.operator());
        assert!(matches!(outcome, Err(Error::WrongCredentials)));
    });
}

#[test]
fn a_program_that_refreshes_finds_its_token_revoked() {
    App::test(async |app| {
        let browser = app.browser();
        let form = json!({ "username": "john", "email": "john@example.com", "password": PASSWORD });
        let tokens = browser.json(Method::POST, "/api/auth/register", &form).await.json();
        let form = json!({ "refresh_token": tokens["data"]["refresh_token"] });
        let answer = too_late(app, browser.json(Method::POST, "/api/auth/refresh", &form)).await;
        assert_eq!((answer.status, &answer.json()["error"]["code"]), (401, &json!("TOKEN_REVOKED")));
    });
}

#[test]
fn two_devices_that_act_on_each_other_at_once_do_not_wait_for_each_other() {
    App::test(async |app| {
        for path in ["/sessions/end-others", "/history/not-me", "/delete-account"] {
            for _ in 0..5 {
                app.browser().register("john", "john@example.com", PASSWORD).await;
                let (one, other) = (app.browser(), app.browser_named("curl/8.5.0"));
                one.login("john", PASSWORD).await;
                other.login("john", PASSWORD).await;
                let (one, other) = tokio::join!(one.post(path, FORM), other.post("/delete-account", FORM));
                assert_eq!((one.status, other.status), (303, 303), "{path}: {} {}", one.body, other.body);
                app.browser().login("john", PASSWORD).await;
                if app.find_user("john").is_some() {
                    drop(app.deleting("john"));
                }
            }
        }
    });
}

#[test]
fn a_page_that_is_shown_again_counts_nothing_of_an_account_that_is_gone() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let presented = [PresentedSession::new(app.user("john").id, &browser.session_id())];
        let caller = app.services.read(|r| Caller::find(r, &presented)).unwrap().remove(0).expect("a caller");
        drop(app.deleting("john"));
        let overview = app.services.read(|r| users::overview(r, &caller)).unwrap();
        assert_eq!((overview.sessions, overview.failed_logins), (0, 0));
    });
}
