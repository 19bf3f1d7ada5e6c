//! The sessions page: see sessions and end them.

use time::Duration;

use crate::harness::snapshot::main_of;
use crate::harness::{Answer, App};

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
fn a_person_alone_sees_one_session_that_is_this_device() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let page = browser.get("/sessions").await;
        assert_eq!(page.status, 200);
        assert_eq!(page.header("cache-control"), Some("no-store"));
        insta::assert_snapshot!("sessions_alone", main_of(&page));
    });
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
fn all_others_are_ended_at_once_and_this_one_goes_on() {
    App::test(async |app| {
        let (here, there, third) = (app.browser(), app.browser_named(MAC), app.browser_named("curl/8.5.0"));
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
fn a_page_never_shows_what_a_cookie_names() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let other = app.browser_named(MAC);
        other.login("john", PASSWORD).await;
        let mut ids: Vec<String> = app.sessions_of("john").into_iter().map(|session| session.id).collect();
        assert_eq!(ids.len(), 2);
        ids.extend([&browser, &other].map(|one| one.session_id().expose().to_owned()));
        for path in ["/sessions", "/security", "/history", "/export"] {
            let page = browser.get(path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(ids.iter().all(|id| !page.body.contains(id)), "{path}");
        }
    });
}

#[test]
fn a_session_that_has_outlived_itself_is_not_listed() {
    App::test(async |app| {
        let (here, there) = (app.browser(), app.browser_named(MAC));
        there.register("john", "john@example.com", PASSWORD).await;
        there.login("john", PASSWORD).await;
        app.clock.advance(Duration::minutes(50));
        here.login("john", PASSWORD).await;
        assert_eq!(here.get("/sessions").await.texts_of(".list li").len(), 2);
        app.clock.advance(Duration::minutes(11));
        assert_eq!(here.get("/sessions").await.texts_of(".list li").len(), 1);
    });
}

#[test]
fn a_session_shows_where_it_was_last_used_from() {
    App::test_with(&["--trusted-proxies=127.0.0.1"], async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        app.clock.advance(Duration::minutes(2));
        let headers = [("accept", "text/html"), ("x-forwarded-for", "203.0.113.7")];
        let page = browser.send(reqwest::Method::GET, "/sessions", &headers, "").await;
        assert_eq!(page.text_of(".list .network"), "203.0.113.7");
        // Once a minute is enough.
        assert_eq!(browser.get("/sessions").await.text_of(".list .network"), "203.0.113.7");
        app.clock.advance(Duration::minutes(2));
        assert_eq!(browser.get("/sessions").await.text_of(".list .network"), "127.0.0.1");
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
            let answer = john.send(reqwest::Method::POST, path, &headers, "").await;
            assert_eq!(answer.status, 403, "{path}");
        }
        assert!(there.is_logged_in().await && john.is_logged_in().await);
    });
}
