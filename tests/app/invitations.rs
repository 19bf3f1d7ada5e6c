//! Who may create an account: everybody, whoever has an invitation, or nobody.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::App;
use crate::harness::invitations::{INVITE, asks_for_an_invitation, register_with};

const PASSWORD: &str = "secure123";

#[test]
fn a_closed_house_takes_nobody_in_at_any_door() {
    App::test_with(&["--registration=closed"], async |app| {
        let browser = app.browser();
        for answer in [browser.get("/register").await, browser.register("john", "john@example.com", PASSWORD).await] {
            assert_eq!((answer.status, answer.text_of("h1").as_str()), (403, "Sign-up is closed"));
        }
        for page in ["/", "/login"] {
            assert!(!browser.get(page).await.body.contains("\"/register\""), "no link leads there from {page}");
        }
        let script = json!({ "username": "john", "email": "john@example.com", "password": PASSWORD });
        let answer = browser.json(Method::POST, "/auth/register", &script).await;
        assert_eq!((answer.status, &answer.json()["code"]), (403, &json!("registration_closed")));
        let answer = browser.json(Method::POST, "/api/auth/register", &script).await;
        assert_eq!((answer.status, &answer.json()["success"]), (403, &json!(false)));
        assert_eq!(app.count_users(), 0);
    });
}

#[test]
fn an_operator_makes_accounts_in_a_closed_house() {
    App::test(async |app| {
        let node = app.another_node(&["--registration=closed"]);
        let form = inside::users::Registration {
            username: "john".into(),
            email: "john@example.com".into(),
            password: inside::users::Password::new(PASSWORD),
            ..Default::default()
        };
        let s = &node.app.services;
        s.hashing_here(async |s| inside::users::register(s, form, &app.operator()).await).map(drop).unwrap();
        assert_eq!(node.app.browser().login("john", PASSWORD).await.status, 303);
    });
}

#[test]
fn an_invitation_lets_one_person_in() {
    App::test_with(&[INVITE], async |app| {
        let token = app.invitation(1, None);
        let browser = app.browser();
        let page = browser.get(&format!("/register?invitation={token}")).await;
        // Its address is sent to nobody but us.
        assert_eq!((page.status, page.header("referrer-policy")), (200, Some("same-origin")));
        assert_eq!(page.attribute("[name=invitation]", "value").as_deref(), Some(token.as_str()));
        let back = page.attribute(".themes [name=next]", "value").expect("a way back from the theme");
        let answer = browser.post("/theme", &[("theme", "dark"), ("next", &back)]).await;
        assert_eq!(answer.location(), Some(format!("/register?invitation={token}").as_str()));
        let answer = register_with(&browser, "john", &token).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/login")));
        asks_for_an_invitation(&register_with(&app.browser(), "jane", &token).await);
        asks_for_an_invitation(&app.browser().get(&format!("/register?invitation={token}")).await);
        assert_eq!(app.count_users(), 1);
    });
}

#[test]
fn without_an_invitation_there_is_no_form() {
    App::test_with(&[INVITE], async |app| {
        let browser = app.browser();
        for path in ["/register", "/register?invitation=", "/register?invitation=made-up"] {
            asks_for_an_invitation(&browser.get(path).await);
        }
        asks_for_an_invitation(&browser.register("john", "john@example.com", PASSWORD).await);
        asks_for_an_invitation(&register_with(&browser, "john", "made-up").await);
        let mut script = json!({ "username": "john", "email": "john@example.com", "password": PASSWORD });
        let answer = browser.json(Method::POST, "/auth/register", &script).await;
        assert_eq!((answer.status, &answer.json()["code"]), (403, &json!("invitation_needed")));
        script["invitation"] = Value::from(app.invitation(1, None));
        let answer = browser.json(Method::POST, "/auth/register", &script).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
    });
}

#[test]
fn a_form_with_mistakes_keeps_the_invitation_and_uses_nothing_up() {
    App::test_with(&[INVITE], async |app| {
        let token = app.invitation(1, None);
        let browser = app.browser();
        let answer = register_with(&browser, "1john", &token).await;
        assert_eq!(answer.status, 422);
        assert_eq!(answer.attribute("[name=invitation]", "value").as_deref(), Some(token.as_str()));
        assert_eq!(register_with(&browser, "john", &token).await.status, 303);
    });
}

#[test]
fn of_many_people_with_the_last_place_exactly_one_wins() {
    App::test_with(&[INVITE, "--hashing-threads=4"], async |app| {
        let token = app.invitation(3, None);
        let browsers: Vec<_> = (0..10).map(|_| app.browser()).collect();
        let names: Vec<_> = (0..10).map(|n| format!("person{n}")).collect();
        let tries = browsers.iter().zip(&names).map(|(browser, name)| register_with(browser, name, &token));
        let answers = futures_util::future::join_all(tries).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 303).count(), 3);
        answers.iter().filter(|answer| answer.status != 303).for_each(asks_for_an_invitation);
        assert_eq!(app.count_users(), 3);
    });
}

#[test]
fn where_everybody_may_come_an_invitation_changes_nothing() {
    App::test(async |app| {
        let token = app.invitation(1, Some("other@example.com"));
        assert_eq!(register_with(&app.browser(), "john", &token).await.status, 303);
        assert_eq!(register_with(&app.browser(), "jane", "made-up").await.status, 303);
    });
}
