use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::profile_forms::partial;
use crate::harness::program::{code, message, refused};
use crate::harness::script::outcome;
use crate::harness::{Answer, App, Browser};

const PASSWORD: &str = "correct horse battery";
const NEW: &str = "staple apart from that";
const JOHN: &str = "john@example.com";

async fn ask(browser: &Browser<'_>, address: &str) -> Answer {
    browser.post("/forgot-password", &[("email", address)]).await
}

async fn reset(browser: &Browser<'_>, link: &str, password: &str) -> Answer {
    browser.post(link, &[("password", password), ("confirm_password", password)]).await
}

#[test]
fn a_forgotten_password_is_replaced_by_mail_and_everyone_is_logged_out() {
    App::test(async |app| {
        let (attacker, owner) = (app.browser(), app.browser());
        attacker.sign_in("john", PASSWORD).await;
        let answer = ask(&owner, "John@Example.com").await;
        assert_eq!((answer.status, answer.location()), (303, Some("/forgot-password/sent")));
        let page = owner.get("/forgot-password/sent").await;
        assert_eq!(page.text_of("h1"), "Check your email");
        assert!(page.body.contains("The link works once and expires in 1 hour."), "{}", page.body);
        let link = app.link_to(JOHN, "/reset-password/").await;
        let verify = app.link_to(JOHN, "/verify/").await;
        for method in [Method::HEAD, Method::GET, Method::GET] {
            let page = owner.send(method, &link, &[], String::new()).await;
            assert_eq!((page.status, page.header("referrer-policy")), (200, Some("strict-origin")));
            assert_eq!(page.header("cache-control"), Some("no-store"));
        }
        let answer = reset(&owner, &link, NEW).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/login")));
        let page = owner.get("/login").await;
        assert_eq!(page.text_of(".flash"), "Password changed. Log in with the new one.");
        assert_eq!(page.attribute("#username", "value").as_deref(), Some("john"));
        assert!(app.sessions_of("john").is_empty() && !attacker.is_logged_in().await);
        assert!(app.user("john").email_verified, "the link came to the address");
        assert_eq!(owner.login("john", PASSWORD).await.status, 422);
        assert_eq!(owner.login("john", NEW).await.status, 303);
        let used = reset(&owner, &link, "one more of these words").await;
        assert_eq!((used.status, used.text_of("h1").as_str()), (410, "This password reset link has already been used"));
        assert_eq!(app.browser().get(&verify).await.text_of("h1"), "Already confirmed");
        let subjects: Vec<_> = app.emails_to(JOHN).await.into_iter().map(|message| message.subject).collect();
        assert!(subjects.iter().any(|subject| subject == "Your Vestibule password was changed"), "{subjects:?}");
    });
}

#[test]
fn mistakes_do_not_spend_the_link() {
    App::test(async |app| {
        let browser = app.browser();
        browser.register("john", JOHN, PASSWORD).await;
        ask(&browser, JOHN).await;
        let link = app.link_to(JOHN, "/reset-password/").await;
        let answer = browser.post(&link, &[("password", "short"), ("confirm_password", "other")]).await;
        assert_eq!(answer.status, 422);
        assert_eq!(answer.field_errors().keys().collect::<Vec<_>>(), ["confirm_password", "password"]);
        assert_eq!(browser.post(&link, &[("password", NEW)]).await.status, 422, "twice is asked for");
        assert_eq!(reset(&browser, &link, "john@example.com").await.status, 422, "not the address");
        assert_eq!(reset(&browser, &link, NEW).await.status, 303);
    });
}

#[test]
fn of_two_resets_at_once_exactly_one_wins() {
    App::test(async |app| {
        let browser = app.browser();
        browser.register("john", JOHN, PASSWORD).await;
        ask(&browser, JOHN).await;
        let link = app.link_to(JOHN, "/reset-password/").await;
        let (one, other) = (app.browser(), app.browser());
        let (first, second) = tokio::join!(reset(&one, &link, NEW), reset(&other, &link, "words of somebody else"));
        let winner = match (first.status, second.status) {
            (303, 410) => NEW,
            (410, 303) => "words of somebody else",
            statuses => panic!("{statuses:?}"),
        };
        assert_eq!(browser.login("john", winner).await.status, 303);
        assert_eq!(app.events().iter().filter(|kind| *kind == "password_reset").count(), 1);
    });
}

#[test]
fn a_newer_link_an_hour_and_a_new_password_each_kill_a_link() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        ask(&browser, JOHN).await;
        let older = app.link_to(JOHN, "/reset-password/").await;
        ask(&browser, JOHN).await;
        let links = app.links_to(JOHN, "/reset-password/").await;
        let newer = links.iter().find(|link| **link != older).unwrap();
        assert_eq!(browser.get(&older).await.text_of("h1"), "This password reset link was replaced");
        assert_eq!(reset(&browser, &older, NEW).await.status, 410);
        assert_eq!(browser.get(newer).await.status, 200);
        partial(&browser, "john", &[("password", "yet another password")]).await;
        assert_eq!(reset(&browser, newer, NEW).await.text_of("h1"), "This password reset link no longer works");
        app.clock.advance(Duration::hours(2));
        let late = app.browser();
        ask(&late, JOHN).await;
        let links_after = app.links_to(JOHN, "/reset-password/").await;
        let newest = links_after.iter().find(|link| !links.contains(link)).unwrap();
        app.clock.advance(Duration::seconds(3_600));
        let answer = reset(&late, newest, NEW).await;
        assert_eq!((answer.status, answer.text_of("h1").as_str()), (410, "This password reset link has expired"));
        assert_eq!(answer.attribute(".actions a", "href").as_deref(), Some("/forgot-password"));
        assert_eq!(app.browser().login("john", "yet another password").await.status, 303);
    });
}

#[test]
fn a_link_that_is_replaced_while_it_is_opened_says_that() {
    App::test(async |app| {
        let browser = app.browser();
        browser.register("john", JOHN, PASSWORD).await;
        ask(&browser, JOHN).await;
        let link = app.link_to(JOHN, "/reset-password/").await;
        let replaced = app.changing("UPDATE links SET ended_at = created_at, ended_by = 'replaced'");
        let answer = app.amid(replaced, reset(&browser, &link, NEW)).await;
        assert_eq!(answer.text_of("h1"), "This password reset link was replaced", "{}", answer.body);
    });
}

#[test]
fn whoever_registered_with_anothers_address_first_gains_nothing() {
    App::test(async |app| {
        let (thief, owner) = (app.browser(), app.browser());
        thief.sign_in("john", PASSWORD).await;
        // A detour over an address of the thief's own, confirmed, would leave a link that takes the account back there.
        partial(&thief, "john", &[("email", "thief@example.net")]).await;
        let confirm = app.link_to("thief@example.net", "/verify/").await;
        thief.post(&confirm, &[]).await;
        partial(&thief, "john", &[("email", JOHN)]).await;
        assert!(app.links_to("thief@example.net", "/email-change/").await.is_empty());
        ask(&owner, JOHN).await;
        let link = app.link_to(JOHN, "/reset-password/").await;
        assert_eq!(reset(&owner, &link, NEW).await.status, 303);
        assert!(!thief.is_logged_in().await);
        assert_eq!(thief.login("john", PASSWORD).await.status, 422);
        assert_eq!(owner.login("john", NEW).await.status, 303);
        let user = app.user("john");
        assert!(user.email_verified && user.email == JOHN);
    });
}

#[test]
fn the_page_of_a_link_is_not_told_to_anyone_and_its_form_says_where_it_comes_from() {
    App::test(async |app| {
        let browser = app.browser();
        browser.register("john", JOHN, PASSWORD).await;
        ask(&browser, JOHN).await;
        let link = app.link_to(JOHN, "/reset-password/").await;
        let post = async |origin: &str| {
            let headers = [("content-type", "application/x-www-form-urlencoded"), ("origin", origin)];
            browser.send(Method::POST, &link, &headers, "password=x&confirm_password=x").await.status
        };
        assert_eq!(post("https://evil.example").await, 403);
        assert_eq!(post("null").await, 403);
        assert_eq!(post(&app.url).await, 422);
    });
}

#[test]
fn a_thief_who_knows_the_password_can_not_use_up_the_owners_reset() {
    App::test_with(&["--trusted-proxies=127.0.0.1"], async |app| {
        app.clock.stop();
        let (thief, owner) = (app.browser_at("198.51.100.7"), app.browser_at("203.0.113.9"));
        owner.register("john", JOHN, PASSWORD).await;
        owner.post(&app.link_to(JOHN, "/verify/").await, &[]).await;
        let links_after = async |browser: &Browser<'_>| {
            assert_eq!(ask(browser, JOHN).await.status, 303);
            app.links_to(JOHN, "/reset-password/").await
        };
        for n in 1..=5 {
            assert_eq!(links_after(&thief).await.len(), n);
        }
        assert_eq!(links_after(&thief).await.len(), 5, "withheld");
        assert_eq!(links_after(&owner).await.len(), 5, "the owner has one that works");
        assert_eq!(works(app, &owner).await, 1);

        assert_eq!(thief.login("john", PASSWORD).await.status, 303);
        let passwords: Vec<String> = (0..10).map(|n| format!("the thief's staple {n}")).collect();
        let change = async |from: &str, to: &str| {
            let form = [("current_password", from), ("password", to), ("confirm_password", to)];
            assert_eq!(thief.post("/change-password", &form).await.status, 303);
        };
        change(PASSWORD, &passwords[0]).await;
        assert_eq!(works(app, &owner).await, 0);
        // However often the thief asks and ends the link again: it is bounded, and the owner's own network is not touched.
        for n in 0..8 {
            assert_eq!(links_after(&thief).await.len(), (6 + n).min(10));
            change(&passwords[n], &passwords[n + 1]).await;
        }
        assert_eq!(links_after(&owner).await.len(), 11);
        assert_eq!(links_after(&owner).await.len(), 11, "one that works is enough");
        assert_eq!(works(app, &owner).await, 1);
    });
}

/// How many of the links that were sent still open the form.
async fn works(app: &App, reader: &Browser<'_>) -> usize {
    let mut working = 0;
    for link in app.links_to(JOHN, "/reset-password/").await {
        working += usize::from(reader.get(&link).await.status == 200);
    }
    working
}

#[test]
fn a_forgotten_password_is_reset_and_every_session_ends() {
    App::test(async |app| {
        let (script, thief) = (app.script(), app.script());
        script.sign_in("john", "secure123").await;
        thief.login("john", "secure123").await;
        script.post("/auth/request_reset", json!({ "email": JOHN })).await;
        let path = format!("/auth/reset_password/{}", app.secret_for("john@example.com").await);
        let weak = script.json(Method::POST, &path, &json!({ "password": "password1" })).await;
        assert_eq!((weak.status, weak.json()["fields"]["password"].is_array()), (400, true));
        let done = script.json(Method::POST, &path, &json!({ "password": "another secret" })).await;
        assert_eq!(outcome(&done), (200, json!("Password reset successful")));
        assert_eq!(thief.get("/auth/profile").await.status, 401);
        let again = script.json(Method::POST, &path, &json!({ "password": "a third secret" })).await;
        assert_eq!(outcome(&again), (400, json!("Invalid or expired token")));
        assert_eq!(script.login("john", "secure123").await.status, 401);
        assert_eq!(script.login("john", "another secret").await.status, 200);
    });
}

#[test]
fn an_app_resets_a_forgotten_password_and_every_token_from_before_is_dead() {
    App::test(async |app| {
        let program = app.program();
        let before = program.sign_in("ada", "secure123").await;
        program.post("/api/auth/forgot-password", json!({ "email": "ada@example.com" })).await;
        let token = app.secret_for("ada@example.com").await;
        let reset = async |token: &str, password: &str| {
            let body = json!({ "token": token, "password": password });
            program.json(Method::POST, "/api/auth/reset-password", &body).await
        };
        let weak = reset(&token, "password1").await;
        assert_eq!(code(&weak), refused(422, "VALIDATION_ERROR"));
        assert!(weak.json()["error"]["fields"]["password"].is_array(), "{}", weak.body);
        let done = reset(&token, "difference engine 1822").await;
        assert_eq!(message(&done), (200, json!("Password changed. Log in with the new one")));
        assert_eq!(
            code(&program.bearer(Method::GET, "/api/auth/me", &before.access).await),
            refused(401, "TOKEN_REVOKED")
        );
        assert_eq!(code(&program.refresh(&before.refresh).await), refused(401, "TOKEN_REVOKED"));
        let again = reset(&token, "difference engine 1823").await;
        assert_eq!(code(&again), refused(422, "VALIDATION_ERROR"));
        assert_eq!(again.json()["error"]["fields"], json!({ "token": ["This link has already been used"] }));

        let login = json!({ "username": "ada", "password": "difference engine 1822" });
        assert_eq!(program.json(Method::POST, "/api/auth/login", &login).await.status, 200);
    });
}

#[test]
fn links_that_do_not_work_are_an_error_of_the_token_field() {
    App::test(async |app| {
        let program = app.program();
        program.sign_in("ada", "secure123").await;
        let confirm = app.secret_for("ada@example.com").await;
        let send = async |path: &str, token: &str| {
            let body = json!({ "token": token, "password": "difference engine 1822" });
            program.json(Method::POST, &format!("/api/auth/{path}"), &body).await
        };
        // A link to confirm an address resets no password, and nothing that was never sent does anything.
        for (path, token) in [
            ("reset-password", &*confirm),
            ("reset-password", ""),
            ("reset-password", "x"),
            ("verify", "x"),
            ("verify", ""),
        ] {
            let answer = send(path, token).await;
            assert_eq!(code(&answer), refused(422, "VALIDATION_ERROR"), "{path} {token:?}");
            assert_eq!(answer.json()["error"]["fields"], json!({ "token": ["This link doesn't work"] }));
            assert_eq!(answer.header("www-authenticate"), None);
        }
        app.clock.advance(Duration::days(2));
        let expired = send("verify", &confirm).await;
        assert_eq!(expired.json()["error"]["fields"], json!({ "token": ["This link has expired"] }));
    });
}

#[test]
fn of_two_resets_with_one_token_exactly_one_wins() {
    App::test(async |app| {
        let program = app.program();
        program.sign_in("ada", "secure123").await;
        program.json(Method::POST, "/api/auth/forgot-password", &json!({ "email": "ada@example.com" })).await;
        let token = app.secret_for("ada@example.com").await;
        let reset = async |password: &str| {
            let body = json!({ "token": token, "password": password });
            program.json(Method::POST, "/api/auth/reset-password", &body).await.status
        };
        let (one, two) =
            futures_util::future::join(reset("difference engine 1822"), reset("difference engine 1823")).await;
        assert!(matches!((one, two), (200, 422) | (422, 200)), "{one} {two}");
    });
}

#[test]
fn a_reset_logs_nobody_else_out_of_the_browser_it_is_made_with() {
    App::test(async |app| {
        let (john, script) = (app.browser(), app.script());
        john.sign_in("john", PASSWORD).await;
        script.sign_in("eve", PASSWORD).await;
        ask(&john, JOHN).await;
        let link = app.link_to(JOHN, "/reset-password/").await;
        let token = link.rsplit('/').next().expect("a token");
        let done = script.post(&format!("/auth/reset_password/{token}"), json!({ "password": NEW })).await;
        assert_eq!(done.status, 200, "{}", done.body);
        let user = script.get("/auth/current_user").await.json()["user"].clone();
        assert_eq!(user["username"], "eve", "of another account, so still logged in");
        assert!(!john.is_logged_in().await);
    });
}
