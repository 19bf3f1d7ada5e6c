//! End one session of an account, at every door.

use reqwest::Method;
use serde_json::json;

use crate::harness::program::{code, refused};
use crate::harness::snapshot::main_of;
use crate::harness::{Answer, App, Tokens};

const MAC: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15";
const PASSWORD: &str = "secure123";

/// Where the button of the row with this name leads.
fn end_of(page: &Answer, name: &str) -> String {
    let document = scraper::Html::parse_document(&page.body);
    let (row, form) = (scraper::Selector::parse(".list li"), scraper::Selector::parse("form"));
    let (row, form) = (row.expect("a selector"), form.expect("a selector"));
    let named = document.select(&row).find(|row| row.text().any(|text| text.contains(name)));
    let form = named.and_then(|row| row.select(&form).next()).unwrap_or_else(|| panic!("no button for {name}"));
    form.value().attr("action").expect("an action").to_owned()
}

#[test]
fn another_browser_is_listed_and_can_be_logged_out_and_a_copy_of_its_cookie_is_dead_at_once() {
    App::test(async |app| {
        let (here, there) = (app.browser(), app.browser_named(MAC));
        here.sign_in("john", PASSWORD).await;
        there.login("john", PASSWORD).await;
        let copy = app.browser();
        copy.set_cookie(&there.cookie());
        assert!(copy.is_logged_in().await);

        let page = here.get("/sessions").await;
        insta::assert_snapshot!("sessions_two", main_of(&page));
        let answer = here.post(&end_of(&page, "Safari on macOS"), &[]).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/sessions")));
        assert!(!copy.is_logged_in().await && !there.is_logged_in().await);
        let page = here.get("/sessions").await;
        assert_eq!(page.text_of(".flash"), "Safari on macOS was logged out.");
        assert_eq!(page.texts_of(".list li").len(), 1);
        let history = here.get("/history").await;
        assert!(history.texts_of(".list .what p").contains(&"Safari on macOS was logged out".to_owned()));
    });
}

#[test]
fn ending_the_own_session_is_logging_out() {
    App::test(async |app| {
        let (here, there) = (app.browser_named("curl/8.5.0"), app.browser_named(MAC));
        here.sign_in("john", PASSWORD).await;
        there.login("john", PASSWORD).await;
        let page = there.get("/sessions").await;
        let own = end_of(&page, "curl");
        let answer = here.post(&own, &[]).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/")));
        assert!(!here.is_logged_in().await && there.is_logged_in().await);
    });
}

#[test]
fn somebody_elses_session_answers_like_one_that_does_not_exist() {
    App::test(async |app| {
        let (john, anna, annas_other) = (app.browser(), app.browser(), app.browser_named(MAC));
        john.sign_in("john", PASSWORD).await;
        anna.sign_in("anna", PASSWORD).await;
        annas_other.login("anna", PASSWORD).await;
        let hers = end_of(&anna.get("/sessions").await, "Safari on macOS");
        let (foreign, unknown) = (john.post(&hers, &[]).await, john.post("/sessions/0123456789abcdef/end", &[]).await);
        assert_eq!((foreign.status, unknown.status), (404, 404));
        assert_eq!(main_of(&foreign), main_of(&unknown));
        assert!(annas_other.is_logged_in().await);
        for odd in ["/sessions/%00/end", "/sessions/%ff/end", "/sessions/%27%20or%201=1/end"] {
            let answer = john.post(odd, &[]).await;
            assert!((400..500).contains(&answer.status), "{odd}: {}", answer.status);
        }
        assert!(annas_other.is_logged_in().await);
    });
}

#[test]
fn guests_and_other_sites_get_nowhere() {
    App::test(async |app| {
        let guest = app.browser();
        let answer = guest.get("/sessions").await;
        assert_eq!((answer.status, answer.location()), (303, Some("/login?next=%2Fsessions")));
        let john = app.browser();
        john.sign_in("john", PASSWORD).await;
        let there = app.browser_named(MAC);
        there.login("john", PASSWORD).await;
        let end = end_of(&john.get("/sessions").await, "Safari on macOS");
        for path in [end.as_str(), "/sessions/end-others", "/history/not-me", "/delete-account"] {
            let headers = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "cross-site")];
            let answer = john.send(Method::POST, path, &headers, "").await;
            assert_eq!(answer.status, 403, "{path}");
        }
        assert!(there.is_logged_in().await && john.is_logged_in().await);
    });
}

#[test]
fn a_front_end_ends_a_session_of_its_own_account_only() {
    App::test(async |app| {
        let script = app.script();
        script.sign_in("john", PASSWORD).await;
        let program = app.program();
        let access = Tokens::of(&program.login("john", PASSWORD).await).access;
        let me = async || program.bearer(Method::GET, "/api/auth/me", &access).await.status;
        let list = script.get("/auth/sessions").await.json()["sessions"].clone();
        let path = format!("/auth/sessions/{}", list[1]["id"].as_str().expect("an id"));
        let stranger = app.script();
        stranger.sign_in("jane", PASSWORD).await;
        assert_eq!(stranger.send(Method::DELETE, &path, &[], "").await.status, 404, "another's is as none");
        assert_eq!(me().await, 200);
        assert_eq!(script.send(Method::DELETE, &path, &[], "").await.status, 200);
        assert_eq!(me().await, 401);
        assert_eq!(script.send(Method::DELETE, &path, &[], "").await.status, 404);
    });
}

#[test]
fn an_app_ends_a_session_of_its_own_account_and_its_own_is_a_logout() {
    App::test(async |app| {
        let (program, page) = (app.program(), app.browser());
        let tokens = program.sign_in("ada", PASSWORD).await;
        page.login("ada", PASSWORD).await;
        let list = program.bearer(Method::GET, "/api/auth/sessions", &tokens.access).await.json()["data"].clone();
        let id_of = |kind: &str| {
            let session = list["sessions"].as_array().into_iter().flatten().find(|session| session["kind"] == kind);
            session.expect("one of this kind")["id"].as_str().expect("an id").to_owned()
        };
        let (browser, own) = (id_of("browser"), id_of("program"));
        let end = async |token: &str, id: &str| {
            program.bearer(Method::DELETE, &format!("/api/auth/sessions/{id}"), token).await
        };
        // The ids of others answer like ids that don't exist.
        let stranger = app.program().sign_in("john", PASSWORD).await;
        for id in [&*browser, "nosuchsession", "%00", "..%2F1"] {
            assert_eq!(code(&end(&stranger.access, id).await), refused(404, "NOT_FOUND"), "{id}");
        }
        assert!(page.is_logged_in().await);
        let ended = end(&tokens.access, &browser).await;
        assert_eq!((ended.status, &ended.json()["data"]["message"]), (200, &json!("Session ended")));
        assert!(!page.is_logged_in().await);
        assert_eq!(end(&tokens.access, &own).await.status, 200);
        assert_eq!(code(&program.refresh(&tokens.refresh).await), refused(401, "TOKEN_REVOKED"), "that is a logout");
    });
}
