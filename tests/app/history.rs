//! What happened to one's account.

use std::collections::HashSet;

use time::Duration;
use vestibule::client::Client;
use vestibule::events::{self, Kind};

use crate::drawn::main_of;
use crate::harness::App;

const PASSWORD: &str = "secure123";

#[test]
fn a_history_tells_in_plain_words_what_happened_newest_first() {
    App::test(async |app| {
        let browser = app.browser();
        browser.register("john", "john@example.com", PASSWORD).await;
        browser.login("john", "not the password").await;
        browser.login("john", PASSWORD).await;
        let fields =
            [("_method", "PATCH"), ("username", "johnny"), ("email", "j@example.com"), ("password", "walnut-harbour")];
        browser.post("/partial/john", &fields).await;
        let page = browser.get("/history").await;
        assert_eq!(page.status, 200);
        let sentences = page.texts_of(".list .what p:first-child");
        let expected = [
            "Password changed",
            "Email changed to j@example.com",
            "Username changed to johnny",
            "Logged in",
            "Someone tried to log in with a wrong password",
            "Account created",
        ];
        let told: Vec<&str> = sentences.iter().map(String::as_str).filter(|told| expected.contains(told)).collect();
        assert_eq!(told, expected);
        assert!(page.text_of(".list .what .meta").contains("Firefox on Linux"));
        assert!(page.text_of(".list .what .meta").contains("127.0.0.1"));
    });
}

#[test]
fn a_fresh_history_looks_like_this() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        insta::assert_snapshot!("history", main_of(&browser.get("/history").await));
    });
}

#[test]
fn pages_of_a_history_neither_repeat_nor_skip_and_lead_both_ways() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let john = app.user("john").id;
        let s = &app.services;
        for _ in 0..48 {
            let record =
                |c: &mut _| events::record(c, s.clock.now(), Kind::LoggedIn, &john.into(), &Client::operator());
            s.db.transaction(record).expect("recorded");
            app.clock.advance(Duration::SECOND);
        }
        let all = app.events().len();
        let (mut seen, mut path, mut pages) = (Vec::new(), "/history".to_owned(), Vec::new());
        loop {
            let page = browser.get(&path).await;
            let document = scraper::Html::parse_document(&page.body);
            let rows = scraper::Selector::parse(".list li").expect("a selector");
            seen.extend(document.select(&rows).map(|row| row.value().attr("id").expect("an id").to_owned()));
            pages.push(path);
            match page.attribute("a[rel=next]", "href") {
                Some(older) => path = older,
                None => break,
            }
        }
        assert_eq!(pages.len(), all.div_ceil(20));
        assert_eq!(seen.len(), all);
        assert_eq!(seen.iter().collect::<HashSet<_>>().len(), all);

        let mut back = pages.pop().expect("a last page");
        while let Some(newer) = browser.get(&back).await.attribute("a[rel=prev]", "href") {
            assert_eq!(Some(&newer), pages.last(), "the way back is the way there");
            back = pages.pop().expect("a page before");
        }
        assert!(pages.is_empty() && back == "/history");
    });
}

#[test]
fn an_event_of_another_version_speaks_for_itself() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        app.execute("UPDATE events SET kind = 'moved_house' WHERE kind = 'registered'");
        let page = browser.get("/history").await;
        assert_eq!(page.status, 200);
        assert!(page.texts_of(".list .what p").contains(&"Moved house".to_owned()));
    });
}

#[test]
fn nobody_sees_the_history_of_another() {
    App::test(async |app| {
        let (john, anna) = (app.browser(), app.browser_named("curl/8.5.0"));
        john.sign_in("john", PASSWORD).await;
        anna.sign_in("anna", PASSWORD).await;
        let page = john.get("/history?before=999999999").await;
        assert_eq!(page.texts_of(".list li").len(), 2, "{}", page.body);
        assert!(!page.body.contains("curl"));
        for odd in
            ["/history?before=x", "/history?before=-1", "/history?before=9223372036854775807", "/history?before="]
        {
            assert_eq!(john.get(odd).await.status, 200, "{odd}");
        }
        insta::assert_snapshot!("history_empty", main_of(&john.get("/history?before=1").await));
    });
}

#[test]
fn whoever_says_it_was_not_them_locks_everyone_out() {
    App::test(async |app| {
        let (here, there) = (app.browser(), app.browser_named("curl/8.5.0"));
        here.sign_in("john", PASSWORD).await;
        there.login("john", PASSWORD).await;
        let answer = here.post("/history/not-me", &[]).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/login")));
        let page = here.get("/login").await;
        assert!(page.text_of(".flash").contains("Open the link we sent"));
        assert!(!here.is_logged_in().await && !there.is_logged_in().await);
        assert_eq!(app.events().last().map(String::as_str), Some("not_me"));
        assert!(app.all_texts().contains(&"links.purpose: reset".to_owned()));
    });
}

#[test]
fn events_are_kept_for_as_long_as_the_setting_says_and_young_ones_stay() {
    App::test_with(&["--event-retention=30"], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.register("john", "john@example.com", PASSWORD).await;
        // More than one transaction takes.
        app.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)
             INSERT INTO events (at, kind, user_id, actor_id, door, address, user_agent, request_id, detail)
             SELECT at, 'logged_out', user_id, actor_id, door, address, user_agent, request_id, detail
             FROM events CROSS JOIN n",
        );
        app.clock.advance(Duration::days(29));
        browser.login("john", PASSWORD).await;
        vestibule::housekeeping::sweep(&app.services).expect("swept");
        assert_eq!(app.events().len(), 1_502, "nothing is old enough");

        app.clock.advance(Duration::days(1));
        browser.login("john", "not the password").await;
        vestibule::housekeeping::sweep(&app.services).expect("swept");
        assert_eq!(app.events().len(), 1_503, "thirty days to the moment is not more than thirty");

        app.clock.advance(Duration::SECOND);
        vestibule::housekeeping::sweep(&app.services).expect("swept");
        assert_eq!(app.events(), ["logged_in", "login_failed"]);
        assert!(app.find_user("john").is_some(), "only what happened is forgotten");
    });
}

#[test]
fn events_are_kept_for_ever_where_the_setting_says_so() {
    App::test_with(&["--event-retention=0"], async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        app.clock.advance(Duration::days(20_000));
        vestibule::housekeeping::sweep(&app.services).expect("swept");
        assert_eq!(app.events(), ["registered"]);
    });
}
