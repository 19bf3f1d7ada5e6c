//! The delayed recovery is shown to every session of the account, at every door, and each stops it with one click.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::lost_factors::PASSWORD;
use crate::harness::program::{code, message, refused};
use crate::harness::{App, Tokens};

#[test]
fn every_page_of_a_session_shows_it_with_a_button_that_stops_it() {
    App::test(async |app| {
        let account = app.account_with_app("john").await;
        let owner = &account.owner;
        let pages =
            ["/", "/security", "/two-step", "/sessions", "/history", "/change-password", "/docs", "/no-such-page"];
        let is_shown = async |path: &str| {
            let page = owner.get(path).await;
            page.attributes_of("form", "action").contains(&"/two-step/recovery/stop".to_owned())
        };
        for path in pages {
            assert!(!is_shown(path).await, "{path}");
        }
        account.lose().await;
        for path in pages {
            assert!(is_shown(path).await, "{path}");
        }
        assert!(!app.browser().get("/").await.body.contains("/two-step/recovery/stop"), "a guest learns nothing");
        let answer = owner.post("/two-step/recovery/stop", &[]).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/security")));
        let page = owner.get("/security").await;
        assert!(page.text_of(".flash").starts_with("Request stopped. Two-step login stays on."), "{}", page.body);
        assert!(account.ready_at().is_none());
        owner.post("/two-step/recovery/stop", &[]).await;
        assert_eq!(owner.get("/").await.text_of(".flash"), "There is no request to turn off two-step login.");
        let guest = app.browser().post("/two-step/recovery/stop", &[]).await;
        assert_eq!((guest.status, guest.location()), (303, Some("/login?next=%2Ftwo-step")));
    });
}

#[test]
fn both_apis_tell_of_it_and_stop_it() {
    App::test(async |app| {
        let program = app.program();
        let token = program.sign_in("john", PASSWORD).await.access;
        let link = app.link_to("john@example.com", "/verify/").await;
        let script = app.script();
        script.post("/auth/login", json!({ "username": "john", "password": PASSWORD })).await;
        script.submit(Method::POST, &link, &[]).await;
        script.set_up_app(app).await;
        let told = async || -> [Value; 3] {
            let me = program.bearer(Method::GET, "/api/auth/me", &token).await.json();
            let user = script.get("/auth/current_user").await.json();
            let factors = script.get("/auth/factors").await.json();
            [
                me["data"]["user"]["factor_recovery"].clone(),
                user["user"]["factor_recovery"].clone(),
                factors["recovery"].clone(),
            ]
        };
        let lose = async || {
            let thief = app.browser();
            thief.login("john", PASSWORD).await;
            thief.post("/login/lost-factors", &[]).await;
        };
        assert_eq!(told().await, [Value::Null, Value::Null, Value::Null]);
        lose().await;
        let [me, user, factors] = told().await;
        assert!(me["started_at"].is_string() && me["ready_at"].is_string(), "{me}");
        assert_eq!((&me, &me), (&user, &factors));

        let stop = async || program.bearer(Method::DELETE, "/api/auth/factor-recovery", &token).await;
        assert_eq!(message(&stop().await), (200, json!("Request stopped")));
        assert_eq!(code(&stop().await), refused(404, "NOT_FOUND"));
        lose().await;
        let stop = async || script.send(Method::DELETE, "/auth/factors/recovery", &[], "").await;
        let stopped = stop().await;
        assert_eq!((stopped.status, stopped.json()), (200, json!({ "ok": true, "msg": "Request stopped" })));
        assert_eq!((stop().await.status, told().await), (404, [Value::Null, Value::Null, Value::Null]));
        assert_eq!(app.browser().json(Method::DELETE, "/auth/factors/recovery", &json!({})).await.status, 401);
        assert_eq!(app.browser().json(Method::DELETE, "/api/auth/factor-recovery", &json!({})).await.status, 401);
    });
}

#[test]
fn the_link_in_an_email_shows_a_button_and_of_two_clicks_at_once_one_counts() {
    App::test(async |app| {
        let account = app.account_with_app("john").await;
        account.lose().await;
        let link = account.stop_links().await[0].clone();
        let page = app.browser().get(&link).await;
        assert_eq!(page.texts_of("main button"), ["Stop the request"]);
        assert_eq!(page.header("cache-control"), Some("no-store"));
        let (one, two) = (app.browser(), app.browser());
        let (first, second) = tokio::join!(one.post(&link, &[]), two.post(&link, &[]));
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 410], "without a body it stops as well");
        let over = one.get(&link).await;
        assert_eq!(
            (over.status, over.text_of("h1").as_str()),
            (410, "This link about two-step login has already been used")
        );
        let events = app.events();
        assert_eq!(events.iter().filter(|kind| *kind == "factor_recovery_stopped").count(), 1);
    });
}

#[test]
fn a_word_that_is_on_no_button_does_nothing() {
    App::test(async |app| {
        let account = app.account_with_app("john").await;
        account.lose().await;
        let link = account.stop_links().await[0].clone();
        for word in ["Finish", "finish ", "remove", ""] {
            let answer = app.browser().post(&link, &[("action", word)]).await;
            assert_eq!(answer.status, 400, "{word:?}: {}", answer.body);
        }
        assert!(!app.events().iter().any(|kind| kind == "factor_recovery_stopped"));
        assert_eq!(app.browser().post(&link, &[("action", "stop")]).await.status, 303);
        assert!(app.user("john").has_second_factor() && app.user("john").factor_recovery().is_none());
    });
}

#[test]
fn an_account_that_is_deleted_takes_it_along() {
    App::test(async |app| {
        let account = app.account_with_app("john").await;
        account.lose().await;
        let link = account.stop_links().await[0].clone();
        let answer = account.owner.post("/delete-account", &[("confirm_username", "john")]).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        assert_eq!(app.browser().post(&link, &[]).await.status, 410);
        account.app.clock.advance(time::Duration::days(4));
        inside::housekeeping::do_what_is_due(&app.services).expect("nothing is due");
        let Tokens { access, .. } = app.program().sign_in("john", PASSWORD).await;
        assert!(!access.is_empty(), "the name is free");
    });
}
