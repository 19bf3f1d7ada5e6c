//! What a refused attempt is answered, and what is written of it.

use super::{PASSWORD, fail, register};
use inside::context::{Actor, Context, Door};
use inside::error::Error;
use inside::limits::LimitedAccount;
use inside::users::password_attempt;
use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::{App, Browser};

#[test]
fn a_form_that_was_tried_too_often_is_drawn_again_with_what_was_typed() {
    App::test_with(&["--sudo-window=0"], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        fail(&browser, "john", 5).await;
        let new = "walnut-harbour";
        let fields = [
            ("_method", "PUT"),
            ("username", "john"),
            ("email", "john@example.com"),
            ("confirm_username", "john"),
            ("current_password", PASSWORD),
            ("password", new),
            ("confirm_password", new),
        ];
        let forms = [
            ("/login", "[name=username]"),
            ("/update/john", "[name=email]"),
            ("/change-password", "#account-username"),
            ("/delete-account", "[name=confirm_username]"),
        ];
        for (path, kept) in forms {
            let answer = browser.post(path, &fields).await;
            assert_eq!((answer.status, answer.header("retry-after")), (429, Some("60")), "{path}");
            assert_eq!(answer.text_of(".summary li"), "Too many attempts. Try again in 1 minute.", "{path}");
            let kept = answer.attribute(&format!("form[action='{path}'] {kept}"), "value").expect("in place");
            assert!(kept.starts_with("john"), "{path}");
            assert!(!answer.body.contains(PASSWORD) && !answer.body.contains(new), "{path}");
        }
        app.clock.advance(Duration::minutes(1));
        assert_eq!(browser.post("/delete-account", &fields).await.status, 303);
    });
}

#[test]
fn a_script_that_tried_too_often_is_told_in_json_at_every_form() {
    App::test_with(&["--sudo-window=0"], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        fail(&browser, "john", 5).await;
        let body = "username=john&password=walnut-harbour&confirm_password=walnut-harbour&confirm_username=john\
             &current_password=secure123";
        let script = [("content-type", "application/x-www-form-urlencoded"), ("accept", "application/json")];
        for path in ["/login", "/change-password", "/delete-account"] {
            let answer = browser.send(Method::POST, path, &script, body).await;
            assert_eq!((answer.status, answer.header("retry-after")), (429, Some("60")), "{path}");
            assert_eq!(answer.json()["code"], json!("rate_limited"), "{path}");
        }
    });
}

#[test]
fn a_right_password_that_others_overtook_is_refused_and_recorded_like_a_wrong_one() {
    App::test(async |app| {
        register(app, "john").await;
        let (s, id) = (&app.services, app.user("john").id);
        let guest = || Context { actor: Actor::Guest, door: Door::Pages, ..app.operator() };
        let attempt =
            password_attempt::attempt(s, &guest(), LimitedAccount::Known(id), Some(id)).expect("nothing is used up");
        fail(&app.browser(), "john", 5).await;
        assert!(!app.events().contains(&"login_blocked".to_owned()));
        let settled = attempt.settle(s, &guest(), |c, limits| limits.succeeded(c, s));
        assert!(matches!(settled, Err(Error::TooMany { .. })));
        assert_eq!(app.events().last().map(String::as_str), Some("login_blocked"));
        let next = password_attempt::attempt(s, &guest(), LimitedAccount::Known(id), Some(id));
        assert!(matches!(next, Err(Error::TooMany { .. })));
        assert_eq!(app.events().iter().filter(|kind| *kind == "login_blocked").count(), 1);
    });
}

#[test]
fn of_the_refused_attempts_one_is_recorded_in_the_time_of_the_limit() {
    App::test(async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let blocked = || app.events().iter().filter(|kind| *kind == "login_blocked").count();
        let stranger = app.browser_named("curl/8.5.0");
        fail(&stranger, "john", 5).await;
        assert_eq!(blocked(), 0, "nothing was refused yet");
        for minute in 1..=2 {
            for _ in 0..10 {
                assert_eq!(stranger.login("john@example.com", "not-my-password").await.status, 429);
            }
            assert_eq!(blocked(), minute);
            app.clock.advance(Duration::minutes(1));
            fail(&stranger, "john", 5).await;
        }
        let history = browser.get("/history").await.texts_of(".list .what p:first-child");
        let sentence = "Too many wrong passwords: further attempts were blocked";
        assert_eq!(history.iter().filter(|told| *told == sentence).count(), 2, "{history:?}");
    });
}

#[test]
fn a_network_that_is_refused_writes_into_nobodys_history() {
    App::test_with(&["--limit-signup-network=0", "--limit-login-network=3/60"], async |app| {
        app.clock.stop();
        for name in ["john", "jane", "jim"] {
            register(app, name).await;
        }
        let stranger = app.browser();
        fail(&stranger, "nobody", 3).await;
        let before = app.events().len();
        for name in ["john", "jane", "jim", "nobody", "ghost"] {
            assert_eq!(stranger.login(name, PASSWORD).await.status, 429);
        }
        assert_eq!(app.events()[before..], ["login_blocked"]);
        for name in ["john", "jane", "jim"] {
            let id = app.user(name).id;
            let named = app.all_texts().into_iter().filter(|text| *text == format!("events.user_id: {id}")).count();
            assert_eq!(named, 1, "only that {name} registered");
        }
    });
}

#[test]
fn refusals_of_one_hour_are_one_event_with_a_count() {
    App::test(async |app| {
        app.clock.stop();
        let (john, jane) = (app.browser(), app.browser());
        john.sign_in("john", PASSWORD).await;
        jane.sign_in("jane", PASSWORD).await;
        let count = || app.events().iter().filter(|kind| *kind == "forbidden").count();
        let ask = async |browser: &Browser<'_>| {
            assert_eq!(browser.get("/auth/admin/users").await.status, 403);
            let form = [("_method", "PATCH"), ("username", "x")];
            assert_eq!(browser.post("/partial/nobody", &form).await.status, 403);
        };
        futures_util::future::join_all((0..10).map(|_| ask(&john))).await;
        assert_eq!(count(), 1, "also when they come at once");
        let texts = app.all_texts();
        assert!(texts.contains(&"events.detail: 20".to_owned()), "{texts:?}");
        assert!(john.get("/history").await.body.contains("Access denied, 20 times"));
        ask(&jane).await;
        assert_eq!(count(), 2, "each account has its own");
        app.clock.advance(Duration::minutes(59));
        ask(&john).await;
        assert_eq!(count(), 2);
        app.clock.advance(Duration::minutes(2));
        john.login("john", PASSWORD).await;
        ask(&john).await;
        assert_eq!(count(), 3);
    });
}
