//! End every session of an account but this one.

use reqwest::Method;
use serde_json::json;

use crate::harness::program::{code, refused};
use crate::harness::{App, Tokens};

const PASSWORD: &str = "secure123";

#[test]
fn all_others_are_ended_at_once_and_this_one_goes_on() {
    App::test(async |app| {
        let (here, there, third) = (app.browser(), app.browser_named("Wget/1.24.5"), app.browser_named("curl/8.5.0"));
        here.sign_in("john", PASSWORD).await;
        there.login("john", PASSWORD).await;
        third.login("john", PASSWORD).await;
        let answer = here.post("/sessions/end-others", &[]).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/sessions")));
        assert_eq!(here.get("/sessions").await.text_of(".flash"), "2 other sessions were logged out.");
        assert!(here.is_logged_in().await && !there.is_logged_in().await && !third.is_logged_in().await);
        here.post("/sessions/end-others", &[]).await;
        assert_eq!(here.get("/sessions").await.text_of(".flash"), "You weren't logged in anywhere else.");
    });
}

#[test]
fn a_front_end_ends_the_others_and_is_told_how_many() {
    App::test(async |app| {
        let (script, second) = (app.script(), app.script());
        script.sign_in("john", PASSWORD).await;
        second.login("john", PASSWORD).await;
        let ended = script.send(Method::DELETE, "/auth/sessions", &[], "").await;
        assert_eq!((ended.status, ended.json()["ended"].clone()), (200, json!(1)));
        assert!(!second.is_logged_in().await && script.is_logged_in().await);
    });
}

#[test]
fn an_app_ends_the_others_and_is_told_how_many() {
    App::test(async |app| {
        let (program, page, other) = (app.program(), app.browser(), app.program());
        let tokens = program.sign_in("ada", PASSWORD).await;
        page.login("ada", PASSWORD).await;
        let second = Tokens::of(&other.login("ada", PASSWORD).await);
        let ended = program.bearer(Method::DELETE, "/api/auth/sessions", &tokens.access).await;
        assert_eq!((ended.status, &ended.json()["data"]["ended"]), (200, &json!(2)), "{}", ended.body);
        let me = async |token: &str| program.bearer(Method::GET, "/api/auth/me", token).await;
        assert_eq!(code(&me(&second.access).await), refused(401, "TOKEN_REVOKED"));
        assert!(!page.is_logged_in().await);
        assert_eq!(me(&tokens.access).await.status, 200);
    });
}
