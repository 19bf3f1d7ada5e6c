//! The history of an account.

use std::collections::HashSet;

use inside::client::Client;
use inside::context::{Actor, Context, Credential, Door};
use inside::events::{self, Event, LoginFailure};
use inside::users;
use time::Duration;

use crate::harness::snapshot::main_of;
use crate::harness::{Answer, App};

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
            "Login failed: wrong password",
            "Account created",
        ];
        let told: Vec<&str> = sentences.iter().map(String::as_str).filter(|told| expected.contains(told)).collect();
        assert_eq!(told, expected);
        assert_eq!(page.text_of(".list .what .meta"), "Firefox on Linux · 127.0.0.1 · just now");
    });
}

#[test]
fn a_fresh_history_looks_like_this() {
    App::test(async |app| {
        app.at_noon();
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
        for number in 0..48 {
            let event = [Event::LoggedIn, Event::LoggedOut][number % 2].clone();
            let record =
                |c: &mut _| events::record(c, john, &event, &app.operator().acting_for(john, Credential::Session));
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

const WRONG_PASSWORD: Event = Event::LoginFailed { why: LoginFailure::WrongPassword };

/// Records so many equal events, one second apart.
fn several(app: &App, number: usize, event: &Event, client: &Client) {
    let (s, john) = (&app.services, app.user("john").id);
    for _ in 0..number {
        s.db.transaction(|c| events::record(c, john, event, &from(app, client))).expect("recorded");
        app.clock.advance(Duration::SECOND);
    }
}

fn client(address: &str, user_agent: &str) -> Client {
    let address = address.parse().expect("an address");
    Client { address, user_agent: user_agent.to_owned(), devices: Vec::new(), remembered: Vec::new() }
}

/// A stranger at a page, now.
fn from(app: &App, client: &Client) -> Context {
    Context { actor: Actor::Guest, client: client.clone(), door: Door::Pages, ..app.operator() }
}

#[test]
fn failed_logins_are_counted_up_to_what_home_shows() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let counted =
            || app.services.read(|r| users::overview(r, &app.caller("john"))).ok().map(|all| all.failed_logins);
        assert_eq!(counted(), Some(0));
        for (more, shown, all) in [(3, "3", 3), (96, "99", 99), (31, "99+", events::COUNTED)] {
            several(app, more, &WRONG_PASSWORD, &client("203.0.113.9", "curl/8.5.0"));
            let tiles = browser.get("/").await.texts_of(".tile strong");
            assert!(tiles.iter().any(|tile| tile == shown), "{shown}: {tiles:?}");
            assert_eq!(counted(), Some(all));
        }
    });
}

#[test]
fn wrong_codes_are_failed_logins_too() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        several(app, 1, &Event::SecondFactorFailed, &client("203.0.113.9", "curl/8.5.0"));
        let page = browser.get("/").await;
        assert_eq!(page.texts_of(".tile strong")[2], "1");
        assert!(page.body.contains("Someone tried to log in to your account with a wrong password or code."));
        several(app, 60, &Event::SecondFactorFailed, &client("203.0.113.9", "curl/8.5.0"));
        several(app, 60, &WRONG_PASSWORD, &client("203.0.113.9", "curl/8.5.0"));
        assert_eq!(browser.get("/").await.texts_of(".tile strong")[2], "99+");
        let lines = browser.get("/history?show=warnings").await.texts_of(".list > li .what > p");
        for words in ["Wrong code for the second factor", "wrong passwords"] {
            assert!(lines.iter().any(|line| line.contains(words)), "the page behind the number has {words}: {lines:?}");
        }
    });
}

#[test]
fn equal_neighbours_are_one_line_with_each_of_them_inside() {
    App::test(async |app| {
        app.at_noon();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        app.clock.advance(Duration::minutes(2));
        several(app, 8, &WRONG_PASSWORD, &client("203.0.113.7", "curl/8.5.0"));
        let page = browser.get("/history").await;
        let row = ".list > li:first-child";
        let sentence = page.text_of(&format!("{row} .what > p"));
        assert!(sentence.starts_with("8 wrong passwords, ") && sentence.ends_with(" UTC"), "{sentence}");
        assert_eq!(page.text_of(&format!("{row} .what > .meta")), "curl · 203.0.113.7 · just now");
        assert_eq!(page.texts_of(&format!("{row} details li")).len(), 8);
        assert!(page.texts_of(&format!("{row} details li")).iter().all(|one| one.ends_with(" · curl · 203.0.113.7")));
        assert_eq!(page.texts_of(".list > li").len(), 3, "what is not equal stays a line of its own");

        // An attack from many places is one attack; logins from two places are two.
        several(app, 1, &WRONG_PASSWORD, &client("198.51.100.1", "Wget/1.24.5"));
        let page = browser.get("/history").await;
        assert!(page.text_of(&format!("{row} .what > p")).starts_with("9 wrong passwords, "));
        assert_eq!(page.text_of(&format!("{row} .what > .meta")), "2 devices · 2 addresses · just now");
        several(app, 2, &Event::LoggedIn, &client("203.0.113.7", "curl/8.5.0"));
        several(app, 1, &Event::LoggedIn, &client("198.51.100.1", "curl/8.5.0"));
        let page = browser.get("/history").await;
        assert_eq!(page.text_of(&format!("{row} .what > p")), "Logged in");
        assert!(page.text_of(".list > li:nth-child(2) .what > p").starts_with("2 logins, "));
    });
}

#[test]
fn a_flood_of_equal_events_is_read_in_bounded_pages_and_none_is_left_out() {
    App::test(async |app| {
        app.at_noon();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        several(app, 500, &WRONG_PASSWORD, &client("203.0.113.7", "curl/8.5.0"));
        let (mut counts, mut path) = (Vec::new(), "/history?show=warnings".to_owned());
        loop {
            let page = browser.get(&path).await;
            counts.push(page.texts_of(".list details li").len());
            match page.attribute("a[rel=next]", "href") {
                Some(older) => path = older,
                None => break,
            }
        }
        assert_eq!(counts, [200, 200, 100]);
    });
}

#[test]
fn a_day_is_a_heading_and_the_same_thing_on_another_day_another_line() {
    App::test(async |app| {
        app.at_noon();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let from = client("203.0.113.7", "curl/8.5.0");
        for _ in 0..3 {
            several(app, 2, &WRONG_PASSWORD, &from);
            app.clock.advance(Duration::DAY);
        }
        browser.login("john", PASSWORD).await;
        let page = browser.get("/history").await;
        let days = page.texts_of(".day > h2");
        assert_eq!((days.len(), days[0].as_str(), days[1].as_str()), (4, "Today", "Yesterday"));
        assert!(days[2].chars().next().is_some_and(|c| c.is_ascii_digit()), "{days:?}");
        assert_eq!(page.texts_of(".day:nth-child(2) .list > li").len(), 1);
        // Below the heading of its day the time says more than "3 days ago"; the exact time is in the element either way.
        assert!(page.text_of(".day:nth-child(4) .list > li:last-child .meta").ends_with(" UTC"));
        assert!(page.attribute(".day:nth-child(1) .list time", "datetime").is_some_and(|at| at.ends_with('Z')));
        assert!(page.attribute(".day:nth-child(1) .list time", "title").is_some_and(|at| at.ends_with(" UTC")));
    });
}

#[test]
fn a_filter_shows_logins_changes_or_warnings_and_stays_while_paging() {
    App::test(async |app| {
        app.at_noon();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        for number in 0..25 {
            let from = client(&format!("203.0.113.{number}"), "curl/8.5.0");
            several(app, 1, &WRONG_PASSWORD, &from);
            several(app, 1, &Event::PasswordChanged, &from);
            several(app, 1, &Event::Exported, &from);
        }
        let sentences = |page: &Answer| page.texts_of(".list .what > p:first-child");
        let all = |page: &Answer, allowed: &[&str]| sentences(page).iter().all(|told| allowed.contains(&told.as_str()));
        let warnings = sentences(&browser.get("/history?show=warnings").await);
        assert!(warnings.len() == 1 && warnings[0].starts_with("25 wrong passwords, "), "{warnings:?}");
        let changes = browser.get("/history?show=changes").await;
        assert!(all(&changes, &["Password changed"]));
        assert_eq!(changes.text_of(".tabs [aria-current]"), "Changes");
        let older = changes.attribute("a[rel=next]", "href").expect("an older page");
        assert!(older.starts_with("/history?show=changes&before="), "{older}");
        let older = browser.get(&older).await;
        assert_eq!(sentences(&older).len() + sentences(&changes).len(), 26, "25 and the account itself");
        assert_eq!(older.attribute("a[rel=prev]", "href").as_deref(), Some("/history?show=changes"));
        let logins = sentences(&browser.get("/history?show=logins").await);
        assert!(logins.len() == 2 && logins[0].starts_with("25 wrong") && logins[1] == "Logged in", "{logins:?}");
        assert_eq!(browser.get("/history?show=nonsense").await.text_of(".tabs [aria-current]"), "All");
        let fresh = app.browser();
        fresh.sign_in("anna", PASSWORD).await;
        let page = fresh.get("/history?show=warnings").await;
        assert!(page.text_of(".card > .body").starts_with("No warnings."), "{}", page.body);
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
        app.at_noon();
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
        insta::assert_snapshot!("history_empty", main_of(&john.get("/history?before=0-1").await));
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
fn what_can_not_be_swept_keeps_nothing_else_from_being_swept() {
    App::test_with(&["--event-retention=30"], async |app| {
        app.clock.stop();
        app.browser().register("john", "john@example.com", PASSWORD).await;
        app.clock.advance(Duration::days(31));
        app.execute("ALTER TABLE invitations RENAME TO mislaid");
        assert!(inside::housekeeping::sweep(&app.services).is_err(), "somebody has to hear of it");
        app.execute("ALTER TABLE mislaid RENAME TO invitations");
        assert_eq!(app.events(), Vec::<String>::new());
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
        inside::housekeeping::sweep(&app.services).expect("swept");
        assert_eq!(app.events().len(), 1_502, "nothing is old enough");

        app.clock.advance(Duration::days(1) - Duration::SECOND);
        browser.login("john", "not the password").await;
        inside::housekeeping::sweep(&app.services).expect("swept");
        assert_eq!(app.events().len(), 1_503, "thirty days but a second is not more than thirty");

        app.clock.advance(Duration::seconds(2));
        inside::housekeeping::sweep(&app.services).expect("swept");
        assert_eq!(app.events(), ["logged_in", "login_failed"]);
        assert!(app.find_user("john").is_some(), "only what happened is forgotten");
    });
}

#[test]
fn events_are_kept_for_ever_where_the_setting_says_so() {
    App::test_with(&["--event-retention=0", "--unverified-retention=0"], async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        app.clock.advance(Duration::days(20_000));
        inside::housekeeping::sweep(&app.services).expect("swept");
        assert_eq!(app.events(), ["registered"]);
    });
}
