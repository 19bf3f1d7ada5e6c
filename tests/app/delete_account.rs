//! Leave, and leave nothing behind.

use inside::context::{Context, Credential};
use inside::events::{Event, LoginFailure};
use inside::users::Role;
use inside::users::set_role::set_role;
use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::program::{code, refused};
use crate::harness::snapshot::main_of;
use crate::harness::{App, Browser, Tokens};

const PASSWORD: &str = "secure123";
const ME: &str = "/api/auth/me";

async fn delete(browser: &Browser<'_>, username: &str, current: &str) -> crate::harness::Answer {
    browser.post("/delete-account", &[("confirm_username", username), ("current_password", current)]).await
}

#[test]
fn whoever_leaves_is_logged_out_everywhere_and_the_names_are_free_again() {
    App::test(async |app| {
        let (here, there) = (app.browser(), app.browser_named("curl/8.5.0"));
        here.sign_in("john", PASSWORD).await;
        there.login("john", PASSWORD).await;
        let id = app.user("john").id;
        let page = here.get("/delete-account").await;
        assert_eq!(page.status, 200);
        insta::assert_snapshot!("delete_account", main_of(&page));

        let copy = here.cookie();
        let answer = here.post("/delete-account", &[("confirm_username", "John")]).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/")), "{}", answer.body);
        assert_eq!(here.get("/").await.text_of(".flash"), "Account deleted, with all its data.");
        let copied = app.browser();
        copied.set_cookie(&copy);
        assert!(!here.is_logged_in().await && !there.is_logged_in().await && !copied.is_logged_in().await);
        assert_eq!(here.login("john", PASSWORD).await.status, 422);

        app.browser().sign_in("john", PASSWORD).await;
        assert_ne!(app.user("john").id, id, "an id is never given to another account");
        assert!(!copied.is_logged_in().await);
    });
}

#[test]
fn a_form_that_is_sent_twice_is_told_once_that_it_is_done() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        assert_eq!(delete(&browser, "john", PASSWORD).await.location(), Some("/"));
        assert_eq!(delete(&browser, "john", PASSWORD).await.location(), Some("/"));
        assert_eq!(browser.get("/").await.texts_of(".flash"), ["Account deleted, with all its data."]);
        let guest = delete(&browser, "john", PASSWORD).await;
        assert!(guest.location().is_some_and(|to| to.starts_with("/login")), "{:?}", guest.location());
    });
}

#[test]
fn afterwards_nothing_personal_is_left_but_the_line_that_says_so() {
    App::test_with(&["--trusted-proxies=127.0.0.1"], async |app| {
        const ADDRESS: &str = "203.0.113.77";
        const AGENT: &str = "Quixotic/1.0";
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("accept", "text/html"),
            ("x-forwarded-for", ADDRESS),
        ];
        let browser = app.browser_named(AGENT);
        let send = async |path: &str, body: &str| {
            browser.send(reqwest::Method::POST, path, &headers, body.to_owned()).await.status
        };
        let (name, email) = ("dulcinea", "toboso%40mancha.example");
        let registration = format!("username={name}&email={email}&password={PASSWORD}&confirm_password={PASSWORD}");
        assert_eq!(send("/register", &registration).await, 303);
        assert_eq!(send("/login", &format!("username={name}&password=wrong")).await, 422);
        assert_eq!(send("/login", &format!("username={name}&password={PASSWORD}")).await, 303);
        assert_eq!(
            send("/partial/dulcinea", "_method=PATCH&username=aldonza&email=lorenzo%40mancha.example").await,
            303
        );
        assert_eq!(send("/sessions/end-others", "").await, 303);
        app.browser().get("/").await;
        let id = app.user("aldonza").id;
        let telling = |text: &String| {
            ["dulcinea", "aldonza", "toboso", "lorenzo", "mancha", ADDRESS, "Quixotic"]
                .iter()
                .any(|mark| text.contains(mark))
        };
        let before = app.all_texts();
        assert!(
            before.iter().filter(|text| telling(text)).count() > 10,
            "the search itself finds nothing: {before:#?}"
        );

        assert_eq!(send("/delete-account", "confirm_username=aldonza").await, 303);
        let left: Vec<String> = app.all_texts().into_iter().filter(telling).collect();
        assert_eq!(left, Vec::<String>::new());
        let named: Vec<String> =
            app.all_texts().into_iter().filter(|text| text.ends_with(&format!("_id: {id}"))).collect();
        assert_eq!(named.len(), 2, "user and actor of one line: {named:#?}");
        assert_eq!(app.events().last().map(String::as_str), Some("account_deleted"));
        assert!(app.events().len() >= 5, "what happened stays");
    });
}

#[test]
fn another_name_deletes_nothing_and_is_kept_in_the_form() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let answer = delete(&browser, "jane", "").await;
        assert_eq!(answer.status, 422);
        assert_eq!(answer.attribute("#confirm_username", "value").as_deref(), Some("jane"));
        insta::assert_snapshot!("delete_account_other_name", main_of(&answer));
        assert_eq!(browser.post("/delete-account", &[]).await.status, 422);
        assert!(app.find_user("john").is_some() && browser.is_logged_in().await);
    });
}

#[test]
fn a_session_alone_can_not_delete_once_its_proof_is_old() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        app.clock.advance(Duration::minutes(11));
        assert!(browser.get("/delete-account").await.attribute("#current_password", "name").is_some());
        let answer = browser.post("/delete-account", &[("confirm_username", "john")]).await;
        assert_eq!(answer.status, 403);
        assert_eq!(answer.attribute("input[name=confirm_username]", "value").as_deref(), Some("john"));
        insta::assert_snapshot!("delete_account_confirm_its_you", main_of(&answer));
        let answer = delete(&browser, "john", "not the password").await;
        assert_eq!(answer.status, 403);
        insta::assert_snapshot!("delete_account_wrong_password", main_of(&answer));
        assert_eq!(app.events().last().map(String::as_str), Some("proof_failed"));
        assert!(app.find_user("john").is_some());
        assert_eq!(delete(&browser, "john", PASSWORD).await.status, 303);
        assert!(app.find_user("john").is_none());
    });
}

#[test]
fn the_last_admin_stays_also_when_two_leave_at_once() {
    App::test(async |app| {
        let (john, jane) = (app.browser(), app.browser());
        john.sign_in("john", PASSWORD).await;
        jane.sign_in("jane", PASSWORD).await;
        for name in ["john", "jane"] {
            set_role(&app.services, app.user(name).id, Role::Admin, &app.operator()).expect("promoted");
        }
        // A change of role may end sessions.
        john.login("john", PASSWORD).await;
        jane.login("jane", PASSWORD).await;
        let (one, other) = tokio::join!(delete(&john, "john", PASSWORD), delete(&jane, "jane", PASSWORD));
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409]);
        let refused = if one.status == 409 { one } else { other };
        assert_eq!(
            refused.field_errors()["confirm_username"],
            "Error: You are the only administrator. Make another user an administrator first"
        );
        assert_eq!(app.count_users(), 1);
    });
}

#[test]
fn what_was_written_about_a_person_while_they_left_is_forgotten_by_housekeeping() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let id = app.user("john").id;
        assert_eq!(delete(&browser, "john", PASSWORD).await.status, 303);
        let s = &app.services;
        let late = Event::LoginFailed { why: LoginFailure::WrongPassword };
        s.db.transaction(|c| inside::events::record(c, id, &late, &app.operator())).expect("recorded");
        inside::housekeeping::sweep(s).expect("swept");
        let named = app.all_texts().into_iter().filter(|text| text.ends_with(&format!("_id: {id}"))).count();
        assert_eq!(named, 2);
        assert!(!app.all_texts().iter().any(|text| text == "events.address: 127.0.0.1"));
    });
}

#[test]
fn housekeeping_that_did_not_run_for_hours_forgets_what_was_written_meanwhile() {
    App::test(async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let (id, s) = (app.user("john").id, &app.services);
        inside::housekeeping::sweep(s).expect("swept");
        assert_eq!(delete(&browser, "john", PASSWORD).await.status, 303);
        let late = Context::visitor(&app.clock, [203, 0, 113, 9].into());
        let failed = Event::LoginFailed { why: LoginFailure::WrongPassword };
        s.db.transaction(|c| inside::events::record(c, id, &failed, &late)).expect("recorded");
        app.clock.advance(Duration::hours(50));
        inside::housekeeping::sweep(s).expect("swept");
        assert!(!app.all_texts().iter().any(|text| text == "events.address: 203.0.113.9"));
    });
}

/// An administrator who was one when the verb asked, and is gone when it is done.
#[test]
fn what_an_account_did_to_others_while_it_went_stays_and_from_where_does_not() {
    App::test(async |app| {
        app.browser().sign_in("jane", PASSWORD).await;
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let (id, jane) = (app.user("john").id, app.user("jane").id);
        assert_eq!(delete(&browser, "john", PASSWORD).await.status, 303);
        let s = &app.services;
        let late = Context::visitor(&app.clock, [203, 0, 113, 9].into()).acting_for(id, Credential::Password);
        s.db.transaction(|c| inside::events::record(c, jane, &Event::UserEnabled, &late)).expect("recorded");
        inside::housekeeping::sweep(s).expect("swept");
        let texts = app.all_texts();
        assert!(!texts.iter().any(|text| text == "events.address: 203.0.113.9"));
        assert_eq!(texts.iter().filter(|text| **text == format!("events.actor_id: {id}")).count(), 2);
    });
}

#[test]
fn an_app_deletes_the_account_and_every_token_of_it_is_dead() {
    App::test(async |app| {
        let (program, page) = (app.program(), app.browser());
        let tokens = program.sign_in("ada", "secure123").await;
        page.login("ada", PASSWORD).await;
        let mistyped = json!({ "confirm_username": "adda", "current_password": PASSWORD });
        let other = program.bearer_json(Method::DELETE, ME, &tokens.access, &mistyped).await;
        assert_eq!(code(&other), refused(422, "VALIDATION_ERROR"));
        assert!(other.json()["error"]["fields"]["confirm_username"].is_array(), "{}", other.body);
        let form = [("authorization", &*format!("Bearer {}", tokens.access)), ("content-type", "text/plain")];
        assert_eq!(program.send(Method::DELETE, ME, &form, "now").await.status, 415);

        // Some clients announce JSON although they send nothing.
        let empty = [("authorization", &*format!("Bearer {}", tokens.access)), ("content-type", "application/json")];
        let gone = program.send(Method::DELETE, ME, &empty, "").await;
        assert_eq!((gone.status, &gone.json()["data"]["message"]), (200, &json!("Account deleted")), "{}", gone.body);
        assert_eq!(code(&program.bearer(Method::GET, ME, &tokens.access).await), refused(401, "TOKEN_REVOKED"));
        assert_eq!(code(&program.refresh(&tokens.refresh).await), refused(401, "TOKEN_REVOKED"));
        assert!(!page.is_logged_in().await);
        program.sign_in("ada", "secure123").await;
    });
}

#[test]
fn the_last_administrator_stays() {
    App::test(async |app| {
        let program = app.program();
        program.sign_in("ada", "secure123").await;
        assert!(app.command(&["user", "promote", "ada"]).status.success());
        let tokens = Tokens::of(&program.login("ada", PASSWORD).await);
        let refusal = program.bearer(Method::DELETE, ME, &tokens.access).await;
        assert_eq!(code(&refusal), refused(403, "FORBIDDEN"));
        assert_eq!(program.bearer(Method::GET, ME, &tokens.access).await.status, 200);
    });
}
