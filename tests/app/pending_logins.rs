//! A login that waits for its second factor, at each door: whom it opens nothing for, and what ends it.

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::program::{code, refused};
use crate::harness::{Answer, App, Browser, Phone};

const PASSWORD: &str = "correct horse battery";
const DOORS: [Door; 3] = [Door::Pages, Door::SessionApi, Door::TokenApi];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Door {
    Pages,
    SessionApi,
    TokenApi,
}

/// A login that has got as far as its second step.
struct Waiting<'a> {
    door: Door,
    browser: Browser<'a>,
    /// What the token API names it by.
    login_token: String,
}

/// John, who has an authenticator app and is logged in in one browser.
async fn john(app: &App) -> (Browser<'_>, Phone) {
    app.clock.stop();
    let owner = app.browser();
    owner.sign_in("john", PASSWORD).await;
    let phone = owner.set_up_app(app).await;
    (owner, phone)
}

impl<'a> Waiting<'a> {
    /// Enters the password at this door.
    async fn at(door: Door, app: &'a App) -> Waiting<'a> {
        let browser = app.browser();
        let credentials = json!({ "username": "john", "password": PASSWORD });
        let asked = match door {
            Door::Pages => browser.login("john", PASSWORD).await,
            Door::SessionApi => browser.json(Method::POST, "/auth/login", &credentials).await,
            Door::TokenApi => browser.json(Method::POST, "/api/auth/login", &credentials).await,
        };
        let login_token = match door {
            Door::Pages => {
                assert_eq!((asked.status, asked.location()), (303, Some("/login/code")));
                String::new()
            }
            Door::SessionApi => {
                assert_eq!(asked.json()["code"], "second_factor_required");
                String::new()
            }
            Door::TokenApi => asked.json()["error"]["login_token"].as_str().expect("a token").to_owned(),
        };
        Waiting { door, browser, login_token }
    }

    /// Sends what finishes it: `code` or `recovery_code`.
    async fn send(&self, member: &str, typed: &str) -> Answer {
        match self.door {
            Door::Pages => {
                let path = if member == "code" { "/login/code" } else { "/login/recovery-code" };
                self.browser.post(path, &[("code", typed)]).await
            }
            Door::SessionApi => {
                self.browser.json(Method::POST, "/auth/login/second_factor", &json!({ member: typed })).await
            }
            Door::TokenApi => {
                let body = json!({ "login_token": self.login_token, member: typed });
                self.browser.json(Method::POST, "/api/auth/login/second-factor", &body).await
            }
        }
    }

    /// Whether this answer of [`Waiting::send`] is a login.
    fn is_done(&self, answer: &Answer) -> bool {
        match self.door {
            Door::Pages => answer.status == 303 && answer.location() == Some("/"),
            Door::SessionApi | Door::TokenApi => answer.status == 200,
        }
    }

    /// Whether this answer says that the login has to start again with the password.
    fn is_over(&self, answer: &Answer) -> bool {
        match self.door {
            Door::Pages => answer.status == 303 && answer.location() == Some("/login"),
            Door::SessionApi => (answer.status, &answer.json()["code"]) == (401, &json!("login_required")),
            Door::TokenApi => code(answer) == refused(401, "UNAUTHORIZED"),
        }
    }
}

#[test]
fn a_disabled_account_is_not_opened_by_it() {
    App::test(async |app| {
        let (_, phone) = john(app).await;
        let mut waiting = Vec::new();
        for door in DOORS {
            waiting.push(Waiting::at(door, app).await);
        }
        let sessions = app.sessions_of("john").len();
        app.execute("UPDATE users SET disabled_at = created_at");
        for (number, login) in waiting.iter().enumerate() {
            for (member, typed) in [("code", &phone.code(app)), ("recovery_code", &phone.recovery_codes[number])] {
                let answer = login.send(member, typed).await;
                assert!(login.is_over(&answer), "{:?} {member}: {} {}", login.door, answer.status, answer.body);
            }
            assert!(!login.browser.is_logged_in().await, "{:?}", login.door);
        }
        let page = waiting[0].browser.get("/login/code").await;
        assert_eq!((page.status, page.location()), (303, Some("/login")), "the page neither");
        app.execute("UPDATE users SET disabled_at = NULL");
        assert_eq!(app.sessions_of("john").len(), sessions, "no session was started");
        let login = Waiting::at(Door::SessionApi, app).await;
        assert!(login.is_done(&login.send("recovery_code", &phone.recovery_codes[0]).await), "none was used up");
        let login = Waiting::at(Door::TokenApi, app).await;
        assert!(login.is_done(&login.send("code", &phone.code(app)).await), "nor the code");
    });
}

#[test]
fn it_dies_with_its_account() {
    App::test(async |app| {
        let (owner, phone) = john(app).await;
        let mut waiting = Vec::new();
        for door in DOORS {
            waiting.push(Waiting::at(door, app).await);
        }
        let deleted = owner.post("/delete-account", &[("confirm_username", "john")]).await;
        assert_eq!((deleted.status, deleted.location()), (303, Some("/")), "{}", deleted.body);
        let left: Vec<String> =
            app.all_texts().into_iter().filter(|text| text.starts_with("pending_logins.")).collect();
        assert_eq!(left, Vec::<String>::new());
        // Nor does it open the account of somebody who takes the name.
        app.browser().sign_in("john", PASSWORD).await;
        for login in &waiting {
            for (member, typed) in [("code", &phone.code(app)), ("recovery_code", &phone.recovery_codes[0])] {
                let answer = login.send(member, typed).await;
                assert!(login.is_over(&answer), "{:?} {member}: {} {}", login.door, answer.status, answer.body);
            }
        }
    });
}

#[test]
fn its_secret_is_good_for_its_own_door_only_and_never_a_session_or_a_token() {
    App::test(async |app| {
        let (_, phone) = john(app).await;
        let mut waiting = Vec::new();
        for door in DOORS {
            waiting.push(Waiting::at(door, app).await);
        }
        let pending = |browser: &Browser<'_>| {
            let cookie = browser.pending_cookie();
            cookie.split_once('=').map(|(_, value)| value.to_owned()).expect("a pending login")
        };
        let secrets = [pending(&waiting[0].browser), pending(&waiting[1].browser), waiting[2].login_token.clone()];
        for secret in &secrets {
            let thief = app.browser();
            thief.set_cookie(&format!("session={secret}"));
            assert!(!thief.is_logged_in().await);
            assert_eq!(thief.get("/auth/profile").await.status, 401);
            let bearer = [("authorization", &*format!("Bearer {secret}"))];
            for path in ["/api/auth/me", "/api/auth/protected"] {
                assert_eq!(thief.send(Method::GET, path, &bearer, "").await.status, 401, "{path}");
            }
            for path in ["/api/auth/refresh", "/api/auth/logout"] {
                assert_eq!(thief.send(Method::POST, path, &bearer, "").await.status, 401, "{path}");
            }
        }
        // A browser's secret is none of a program's, and the other way round.
        for secret in &secrets[..2] {
            let login = Waiting { door: Door::TokenApi, browser: app.browser(), login_token: secret.clone() };
            assert!(login.is_over(&login.send("code", &phone.code(app)).await));
        }
        for door in [Door::Pages, Door::SessionApi] {
            let login = Waiting { door, browser: app.browser(), login_token: String::new() };
            login.browser.set_cookie(&format!("pending_login={}", secrets[2]));
            assert!(login.is_over(&login.send("code", &phone.code(app)).await), "{door:?}");
        }
        // Nothing of that used anything up.
        assert!(waiting[0].is_done(&waiting[0].send("code", &phone.code(app)).await));
    });
}

#[test]
fn a_program_that_names_no_login_finishes_none() {
    App::test(async |app| {
        let (_, phone) = john(app).await;
        let waiting = Waiting::at(Door::TokenApi, app).await;
        let nothing = json!({ "code": phone.code(app) });
        let named = |login: Value| json!({ "login_token": login, "code": phone.code(app) });
        for (body, status) in
            [(nothing, 401), (named("".into()), 401), (named(Value::Null), 400), (named(7.into()), 400)]
        {
            let answer = app.browser().json(Method::POST, "/api/auth/login/second-factor", &body).await;
            assert_eq!(answer.status, status, "{body}");
        }
        assert!(waiting.is_done(&waiting.send("code", &phone.code(app)).await), "it used nothing up");
    });
}

#[test]
fn thirty_at_once_with_one_code_are_one_login_at_each_door_and_over_all_of_them() {
    App::test_with(&["--limit-login-account=0", "--limit-login-network=0"], async |app| {
        let (_, phone) = john(app).await;
        let over_all = [DOORS[0], DOORS[1], DOORS[2]];
        for (round, doors) in [&DOORS[0..1], &DOORS[1..2], &DOORS[2..3], &over_all].into_iter().enumerate() {
            for (member, typed) in [("code", phone.code(app)), ("recovery_code", phone.recovery_codes[round].clone())] {
                let mut waiting = Vec::new();
                for number in 0..30 {
                    waiting.push(Waiting::at(doors[number % doors.len()], app).await);
                }
                let sessions = app.sessions_of("john").len();
                let sent = waiting.iter().map(async |login| login.is_done(&login.send(member, &typed).await));
                let done = futures_util::future::join_all(sent).await;
                assert_eq!(done.iter().filter(|done| **done).count(), 1, "{member} {doors:?}");
                assert_eq!(app.sessions_of("john").len(), sessions + 1, "{member} {doors:?}");
            }
            app.clock.advance(Duration::minutes(2));
        }
    });
}

#[test]
fn guesses_at_one_door_are_refused_at_the_others_and_a_new_password_step_clears_nothing() {
    App::test(async |app| {
        let (_, phone) = john(app).await;
        let mut waiting = Vec::new();
        for door in DOORS {
            waiting.push(Waiting::at(door, app).await);
        }
        for attempt in 0..5 {
            let answer = waiting[attempt % 3].send("code", &phone.wrong_code(app)).await;
            assert!(matches!(answer.status, 401 | 422), "{attempt}: {}", answer.status);
        }
        for login in &waiting {
            for (member, typed) in [("code", &phone.code(app)), ("recovery_code", &phone.recovery_codes[0])] {
                let answer = login.send(member, typed).await;
                assert_eq!(answer.status, 429, "{:?} {member}: {}", login.door, answer.body);
                assert!(answer.header("retry-after").is_some());
            }
        }
        assert_eq!(app.script().login("john", PASSWORD).await.status, 429, "nor is the password looked at");
        app.clock.advance(Duration::seconds(61));
        for (login, steps) in waiting.iter().zip([-1, 0, 1]) {
            assert!(login.is_done(&login.send("code", &phone.code_after(app, steps)).await), "{:?}", login.door);
        }
    });
}

#[test]
fn one_from_the_future_is_refused_until_its_time_comes() {
    App::test(async |app| {
        app.clock.stop();
        let owner = app.browser();
        owner.sign_in("john", "correct horse battery").await;
        let phone = owner.set_up_app(app).await;
        let browser = app.browser();
        browser.login("john", "correct horse battery").await;
        app.clock.advance(-Duration::minutes(2));
        let code = phone.code_after(app, 4);
        assert_eq!(browser.post("/login/code", &[("code", &code)]).await.location(), Some("/login"));
    });
}
