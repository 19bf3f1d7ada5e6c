//! Where an account is logged in, at every door.

use reqwest::Method;
use serde_json::json;
use std::collections::BTreeSet;
use time::Duration;

use crate::harness::App;
use crate::harness::snapshot::main_of;

const MAC: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15";
const PASSWORD: &str = "secure123";

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
        let page = browser.send(Method::GET, "/sessions", &headers, "").await;
        assert_eq!(page.text_of(".list .network"), "203.0.113.7");
        // Once a minute is enough.
        assert_eq!(browser.get("/sessions").await.text_of(".list .network"), "203.0.113.7");
        app.clock.advance(Duration::minutes(2));
        assert_eq!(browser.get("/sessions").await.text_of(".list .network"), "127.0.0.1");
    });
}

#[test]
fn a_long_list_of_sessions_comes_in_pages_that_neither_repeat_nor_skip() {
    App::test(async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        app.many_sessions(45);
        let (mut seen, mut path, mut pages) = (Vec::new(), "/sessions".to_owned(), 0);
        loop {
            let page = browser.get(&path).await;
            assert_eq!(page.texts_of(".list .badge").len(), usize::from(pages == 0), "this device comes first, once");
            let document = scraper::Html::parse_document(&page.body);
            let form = scraper::Selector::parse(".list form").expect("a selector");
            seen.extend(document.select(&form).filter_map(|form| form.value().attr("action").map(str::to_owned)));
            pages += 1;
            match page.attribute("a[rel=next]", "href") {
                Some(older) => path = older,
                None => break,
            }
        }
        assert_eq!((pages, seen.len(), seen.into_iter().collect::<BTreeSet<_>>().len()), (3, 45, 45));
        for odd in [
            "/sessions?after=x",
            "/sessions?after=",
            "/sessions?after=-1-%00",
            "/sessions?after=99999999999999999999-a",
        ] {
            assert_eq!(browser.get(odd).await.status, 200, "{odd}");
        }
        assert_eq!(browser.get("/security").await.text_of("a[href='/sessions']"), "See all 46 sessions");
    });
}

#[test]
fn ten_thousand_sessions_make_no_page_and_no_answer_large() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        app.many_sessions(10_000);
        for path in ["/sessions", "/security", "/auth/sessions"] {
            let answer = browser.get(path).await;
            assert!(answer.status == 200 && answer.body.len() < 60_000, "{path}: {} bytes", answer.body.len());
        }
        let (mut seen, mut after) = (BTreeSet::new(), String::new());
        loop {
            let page = browser.get(&format!("/auth/sessions?after={after}")).await.json();
            let ids = page["sessions"].as_array().expect("a list").iter().filter_map(|one| one["id"].as_str());
            seen.extend(ids.map(str::to_owned));
            match page["next"].as_str() {
                Some(next) => after = next.to_owned(),
                None => break,
            }
        }
        assert_eq!(seen.len(), 10_001);
        assert!(browser.get("/auth/sessions").await.json()["sessions"][0]["current"] == true);
    });
}

#[test]
fn a_long_list_of_sessions_comes_in_pages_at_this_api_too() {
    App::test(async |app| {
        let program = app.program();
        let tokens = program.sign_in("john", "secure123").await;
        app.many_sessions(250);
        let (mut seen, mut sizes, mut after) = (BTreeSet::new(), Vec::new(), String::new());
        loop {
            let path = format!("/api/auth/sessions?after={after}");
            let page = program.bearer(Method::GET, &path, &tokens.access).await.json()["data"].clone();
            let sessions = page["sessions"].as_array().expect("a list");
            assert_eq!(sessions[0]["current"], sizes.is_empty(), "this session comes first, once");
            seen.extend(sessions.iter().map(|session| session["id"].to_string()));
            sizes.push(sessions.len());
            match page["next"].as_str() {
                Some(next) => after = next.to_owned(),
                None => break,
            }
        }
        assert_eq!((seen.len(), sizes), (251, vec![100, 100, 51]));
        for odd in ["x", "", "-1-%00", "99999999999999999999-a"] {
            let path = format!("/api/auth/sessions?after={odd}");
            let first = program.bearer(Method::GET, &path, &tokens.access).await;
            assert_eq!((first.status, &first.json()["data"]["sessions"][0]["current"]), (200, &json!(true)), "{odd}");
        }
    });
}

#[test]
fn a_front_end_lists_browsers_and_programs_alike() {
    App::test(async |app| {
        let script = app.script();
        script.sign_in("john", PASSWORD).await;
        app.program().login("john", PASSWORD).await;
        let list = script.get("/auth/sessions").await.json()["sessions"].clone();
        assert_eq!(list.as_array().map(Vec::len), Some(2), "{list}");
        assert_eq!((&list[0]["current"], &list[1]["kind"]), (&json!(true), &json!("program")));
    });
}

#[test]
fn an_app_lists_browsers_and_programs_alike() {
    App::test(async |app| {
        let program = app.program();
        let tokens = program.sign_in("ada", PASSWORD).await;
        app.browser().login("ada", PASSWORD).await;
        app.program().login("ada", PASSWORD).await;
        let list = program.bearer(Method::GET, "/api/auth/sessions", &tokens.access).await.json();
        let sessions = list["data"]["sessions"].as_array().expect("a list");
        let kinds: Vec<_> = sessions.iter().map(|session| (&session["kind"], &session["current"])).collect();
        assert_eq!(kinds.len(), 3, "{list}");
        assert_eq!(kinds[0], (&json!("program"), &json!(true)));
        assert_eq!(kinds.iter().filter(|(_, current)| **current == true).count(), 1);
        assert!(kinds.contains(&(&json!("browser"), &json!(false))), "{list}");
    });
}
