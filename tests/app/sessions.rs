use std::collections::BTreeSet;

use data_encoding::BASE64URL_NOPAD;
use inside::housekeeping;
use inside::sessions::SessionId;
use inside::users::{Caller, PresentedSession};
use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::{App, Browser};

const NEW: &str = "another fine password";
const PASSWORD: &str = "correct horse battery";

#[test]
fn a_session_ends_an_hour_after_its_last_use() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        for _ in 0..5 {
            app.clock.advance(Duration::minutes(59));
            assert!(browser.is_logged_in().await, "each use keeps it");
        }
        app.clock.advance(Duration::minutes(61));
        assert!(!browser.is_logged_in().await);
        assert!(!browser.is_logged_in().await, "asking does not bring it back");
    });
}

#[test]
fn a_session_ends_after_thirty_days_however_much_it_is_used() {
    App::test_with(&["--session-lifetime=86400"], async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        for _ in 0..44 {
            app.clock.advance(Duration::hours(16));
            assert!(browser.is_logged_in().await);
        }
        app.clock.advance(Duration::hours(16));
        assert!(!browser.is_logged_in().await);
    });
}

#[test]
fn the_settings_decide_the_lifetimes() {
    App::test_with(&["--session-lifetime=20", "--session-max-lifetime=50"], async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        for _ in 0..3 {
            app.clock.advance(Duration::seconds(15));
            assert!(browser.is_logged_in().await);
        }
        app.clock.advance(Duration::seconds(10));
        assert!(!browser.is_logged_in().await);
    });
}

#[test]
fn the_last_use_is_written_once_a_minute_at_most() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let start = app.sessions_of("john")[0].last_used_at;
        app.clock.advance(Duration::seconds(50));
        for _ in 0..3 {
            browser.get("/").await;
        }
        assert_eq!(app.sessions_of("john")[0].last_used_at, start);
        app.clock.advance(Duration::seconds(11));
        browser.get("/").await;
        let touched = app.sessions_of("john")[0].last_used_at;
        assert!(touched > start);
        browser.get("/").await;
        assert_eq!(app.sessions_of("john")[0].last_used_at, touched);
        assert!(app.sessions_of("john")[0].created_at < touched);
    });
}

#[test]
fn each_login_gets_a_fresh_session_and_the_one_before_is_worthless() {
    App::test(async |app| {
        let (browser, thief) = (app.browser(), app.browser());
        browser.sign_in("john", PASSWORD).await;
        thief.set_cookie(&browser.cookie());
        let first = app.sessions_of("john")[0].id.clone();
        browser.login("john", PASSWORD).await;
        let sessions = app.sessions_of("john");
        assert_eq!(sessions.len(), 1, "the browser has one session");
        assert_ne!(sessions[0].id, first);
        assert!(browser.is_logged_in().await && !thief.is_logged_in().await);
    });
}

#[test]
fn logging_in_as_somebody_else_ends_the_session_before() {
    App::test(async |app| {
        let (browser, thief) = (app.browser(), app.browser());
        browser.sign_in("john", PASSWORD).await;
        app.browser().register("jane", "jane@example.com", PASSWORD).await;
        thief.set_cookie(&browser.cookie());
        assert_eq!(browser.login("jane", PASSWORD).await.status, 303);
        assert_eq!(browser.get("/").await.text_of("h1"), "Welcome, jane");
        assert!(app.sessions_of("john").is_empty(), "john is no longer logged in here");
        assert!(!thief.is_logged_in().await);
    });
}

#[test]
fn a_refused_login_leaves_the_session_alone() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        assert_eq!(browser.login("john", "wrong").await.status, 422);
        assert_eq!(browser.login("jane", "wrong").await.status, 422);
        assert!(browser.is_logged_in().await);
    });
}

#[test]
fn sessions_are_kept_under_the_hash_of_128_random_bits() {
    App::test(async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let mut hashes = BTreeSet::new();
        for _ in 0..5 {
            let browser = app.browser();
            browser.login("john", PASSWORD).await;
            let id = browser.session_id();
            assert!(id.expose().len() == 32 && id.expose().bytes().all(|byte| byte.is_ascii_hexdigit()));
            hashes.insert(id.key());
        }
        let rows: BTreeSet<_> = app.sessions_of("john").into_iter().map(|session| session.id).collect();
        assert_eq!((rows.len(), &rows), (5, &hashes));
    });
}

#[test]
fn a_copy_of_the_database_names_no_living_session() {
    App::test(async |app| {
        let (browser, program) = (app.browser(), app.browser());
        browser.sign_in("john", PASSWORD).await;
        let mut ids = vec![browser.session_id()];
        let new = [("current_password", PASSWORD), ("password", NEW), ("confirm_password", NEW)];
        assert_eq!(browser.post("/change-password", &new).await.status, 303);
        ids.push(browser.session_id());
        assert_ne!(ids[0].expose(), ids[1].expose(), "a session that changes its password gets a new id");
        for path in ["/api/auth/login", "/api/auth/register"] {
            let form = json!({ "username": if path.ends_with("login") { "john" } else { "jane" }, "password": NEW,
                               "email": "jane@example.com" });
            let mut answer = program.json(Method::POST, path, &form).await.json();
            for _ in 0..2 {
                let access = answer["data"]["access_token"].as_str().expect("a token").to_owned();
                let claims = BASE64URL_NOPAD.decode(access.split('.').nth(1).unwrap().as_bytes()).unwrap();
                let claims: Value = serde_json::from_slice(&claims).unwrap();
                ids.push(SessionId::new(claims["sid"].as_str().expect("a session").to_owned()));
                let refresh = json!({ "refresh_token": answer["data"]["refresh_token"] });
                answer = program.json(Method::POST, "/api/auth/refresh", &refresh).await.json();
            }
        }
        let texts = app.all_texts();
        assert!(
            texts.iter().any(|text| text.contains(browser.session_id().key().as_str())),
            "the hash is what is kept"
        );
        for id in ids {
            let found = texts.iter().find(|text| text.contains(id.expose()));
            assert!(found.is_none(), "{found:?}");
        }
        // And what a copy of the database does hold opens nothing.
        let row = app.sessions_of("john")[0].id.clone();
        let presented = [PresentedSession::new(app.user("john").id, &SessionId::new(row.as_str().to_owned()))];
        let found = app.services.read(|r| Caller::find(r, &presented)).unwrap();
        assert!(matches!(&*found, [None]));
    });
}

#[test]
fn what_is_swept_was_dead_before() {
    App::test(async |app| {
        let (old, new) = (app.browser(), app.browser());
        old.sign_in("john", PASSWORD).await;
        app.clock.advance(Duration::minutes(50));
        new.login("john", PASSWORD).await;
        housekeeping::sweep(&app.services).unwrap();
        assert_eq!(app.sessions_of("john").len(), 2);
        app.clock.advance(Duration::minutes(11));
        assert!(!old.is_logged_in().await);
        housekeeping::sweep(&app.services).unwrap();
        assert_eq!(app.sessions_of("john").len(), 1);
        assert!(new.is_logged_in().await);
    });
}

#[test]
fn a_clock_that_is_turned_back_ends_nobodys_session() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        app.clock.advance(-Duration::hours(2));
        assert!(browser.is_logged_in().await);
        app.clock.advance(Duration::hours(2));
        assert!(browser.is_logged_in().await);
    });
}

#[test]
fn a_program_that_logs_in_instead_of_refreshing_replaces_its_own_sessions() {
    App::test_with(&["--session-max-per-user=3"], async |app| {
        let (browser, program) = (app.browser(), app.browser_named("okhttp/5.1.0"));
        browser.sign_in("john", PASSWORD).await;
        let login = serde_json::json!({"username": "john", "password": PASSWORD});
        let mut tokens = Vec::new();
        for _ in 0..6 {
            app.clock.advance(Duration::SECOND);
            let answer = program.json(reqwest::Method::POST, "/api/auth/login", &login).await;
            tokens.push(answer.json()["data"]["access_token"].as_str().expect("a token").to_owned());
        }
        assert_eq!(app.sessions_of("john").len(), 3);
        assert!(browser.is_logged_in().await, "what another client holds is left alone");
        assert!(!app.events().contains(&"session_displaced".to_owned()), "nothing happened to anybody else");
        let mut alive = Vec::new();
        for token in tokens {
            let bearer = format!("Bearer {token}");
            let headers = [("authorization", bearer.as_str())];
            alive.push(program.send(reqwest::Method::GET, "/api/auth/me", &headers, "").await.status);
        }
        assert_eq!(alive, [401, 401, 401, 401, 200, 200], "the oldest go");
    });
}

#[test]
fn whoever_pushes_another_device_out_is_seen() {
    App::test_with(&["--session-max-per-user=2"], async |app| {
        let owner = app.browser();
        owner.sign_in("john", PASSWORD).await;
        for name in ["Wget/1.24.5", "curl/8.5.0"] {
            app.clock.advance(Duration::minutes(2));
            app.browser_named(name).login("john", PASSWORD).await;
        }
        assert!(!owner.is_logged_in().await, "it was the least recently used one");
        assert_eq!(app.events().iter().filter(|kind| *kind == "session_displaced").count(), 1);
        owner.login("john", PASSWORD).await;
        let warnings = owner.get("/history?show=warnings").await;
        let told = "Too many sessions: Firefox on Linux was logged out".to_owned();
        assert!(warnings.texts_of(".list .what > p").contains(&told), "{}", warnings.body);
    });
}

#[test]
fn expired_sessions_make_room_first() {
    App::test_with(&["--session-max-per-user=2"], async |app| {
        app.browser_named("Wget/1.24.5").sign_in("john", PASSWORD).await;
        app.clock.advance(Duration::hours(2));
        let (one, two) = (app.browser(), app.browser_named("curl/8.5.0"));
        one.login("john", PASSWORD).await;
        two.login("john", PASSWORD).await;
        assert!(one.is_logged_in().await && two.is_logged_in().await);
        assert!(!app.events().contains(&"session_displaced".to_owned()));
    });
}

#[test]
fn a_session_that_ended_is_dead_at_the_very_next_request_at_every_door() {
    App::test(async |app| {
        app.browser().sign_in("john", PASSWORD).await;
        let (browser, program) = (app.browser(), app.browser());
        let login = json!({"username": "john", "password": PASSWORD});
        // More rounds than there are workers: each of them has read before.
        for _ in 0..8 {
            browser.login("john", PASSWORD).await;
            let pair = program.json(Method::POST, "/api/auth/login", &login).await.json();
            let bearer = format!("Bearer {}", pair["data"]["access_token"].as_str().unwrap());
            let me = async || program.send(Method::GET, "/api/auth/me", &[("authorization", &bearer)], "").await.status;
            let current_user = async || browser.get("/auth/current_user").await.json()["ok"].clone();
            assert_eq!(
                (browser.get("/security").await.status, current_user().await, me().await),
                (200, json!(true), 200)
            );
            app.execute("DELETE FROM sessions");
            assert_eq!(
                (browser.get("/security").await.status, current_user().await, me().await),
                (303, json!(false), 401)
            );
        }
    });
}

#[test]
fn a_page_never_shows_what_a_cookie_names() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let other = app.browser_named("curl/8.5.0");
        other.login("john", PASSWORD).await;
        let sessions = app.sessions_of("john");
        let mut ids: Vec<String> = sessions.iter().map(|session| session.id.as_str().to_owned()).collect();
        assert_eq!(ids.len(), 2);
        let printed = format!("{sessions:?}");
        assert!(ids.iter().all(|id| !printed.contains(id)), "nor does a log: {printed}");
        ids.extend([&browser, &other].map(|one| one.session_id().expose().to_owned()));
        for path in ["/sessions", "/security", "/history", "/export"] {
            let page = browser.get(path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(ids.iter().all(|id| !page.body.contains(id)), "{path}");
        }
    });
}

/// A while after the last use, so that the next one is noted.
async fn john_after_a_while(app: &App) -> Browser<'_> {
    app.clock.stop();
    let browser = app.browser();
    browser.sign_in("john", PASSWORD).await;
    app.clock.advance(Duration::minutes(2));
    browser
}

#[test]
fn a_session_that_ends_before_its_use_is_noted_opens_nothing() {
    App::test(async |app| {
        let browser = john_after_a_while(app).await;
        let answer = app.amid(app.changing("DELETE FROM sessions"), browser.get("/security")).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        assert!(answer.location().is_some_and(|to| to.starts_with("/login")), "{:?}", answer.location());
    });
}

#[test]
fn one_request_notes_the_use_of_a_session_for_all_that_come_meanwhile() {
    App::test(async |app| {
        let browser = john_after_a_while(app).await;
        let held = app.changing("UPDATE sessions SET handle = handle");
        let others = async || {
            for path in ["/", "/security", "/sessions", "/auth/current_user"] {
                assert_eq!(browser.get(path).await.status, 200, "{path}");
            }
        };
        assert_eq!(app.amid_with(held, browser.get("/security"), others).await.status, 200);
        assert!(app.clock.now() - app.sessions_of("john")[0].last_used_at < Duration::SECOND);
    });
}
