//! Who may create an account: everybody, whoever has an invitation, or nobody.

use inside::invitations;
use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::{Answer, App, Browser};

const PASSWORD: &str = "secure123";
const INVITE: &str = "--registration=invite";

/// An invitation's token, from the link that the operator is shown.
fn invite(app: &App, uses: i32, email: Option<&str>) -> String {
    let (_, link) =
        invitations::create_invitation(&app.services, uses, Duration::days(7), email, &app.operator()).unwrap();
    let token = link.strip_prefix(&format!("{}/register?invitation=", app.url)).expect("a link to the form");
    token.to_owned()
}

async fn register_with(browser: &Browser<'_>, name: &str, token: &str) -> Answer {
    let email = format!("{name}@example.com");
    let fields = [
        ("username", name),
        ("email", &email),
        ("password", PASSWORD),
        ("confirm_password", PASSWORD),
        ("invitation", token),
    ];
    browser.post("/register", &fields).await
}

fn asks_for_an_invitation(answer: &Answer) {
    assert_eq!((answer.status, answer.text_of("h1").as_str()), (403, "You need an invitation"));
}

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
        let token = invite(app, 1, None);
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
        script["invitation"] = Value::from(invite(app, 1, None));
        let answer = browser.json(Method::POST, "/auth/register", &script).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
    });
}

#[test]
fn a_form_with_mistakes_keeps_the_invitation_and_uses_nothing_up() {
    App::test_with(&[INVITE], async |app| {
        let token = invite(app, 1, None);
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
        let token = invite(app, 3, None);
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
fn an_invitation_ends_when_it_says() {
    App::test_with(&[INVITE], async |app| {
        let token = invite(app, 1, None);
        app.clock.advance(Duration::days(7));
        asks_for_an_invitation(&register_with(&app.browser(), "john", &token).await);
        inside::housekeeping::sweep(&app.services).unwrap();
        app.clock.advance(Duration::days(31));
        inside::housekeeping::sweep(&app.services).unwrap();
        let mut conn = app.services.db.conn().unwrap();
        assert!(invitations::store::list(&mut conn, 0, 9).unwrap().is_empty(), "it is forgotten in the end");
    });
}

#[test]
fn an_invitation_for_one_address_takes_no_other() {
    App::test_with(&[INVITE], async |app| {
        let token = invite(app, 1, Some("John@Example.com"));
        let browser = app.browser();
        let page = browser.get(&format!("/register?invitation={token}")).await;
        assert_eq!(page.attribute("#email", "value").as_deref(), Some("John@Example.com"));
        let answer = register_with(&browser, "jane", &token).await;
        assert_eq!(answer.status, 422);
        let sentence = "Error: This invitation is for another email address. Use the one it was sent to";
        assert_eq!(answer.field_errors()["email"], sentence);
        assert!(!answer.body.to_lowercase().contains("john@example.com"), "it does not say which");
        assert_eq!(register_with(&browser, "john", &token).await.status, 303);
    });
}

#[test]
fn where_everybody_may_come_an_invitation_changes_nothing() {
    App::test(async |app| {
        let token = invite(app, 1, Some("other@example.com"));
        assert_eq!(register_with(&app.browser(), "john", &token).await.status, 303);
        assert_eq!(register_with(&app.browser(), "jane", "made-up").await.status, 303);
    });
}

#[test]
fn an_operator_makes_lists_and_revokes_invitations_at_the_command_line() {
    App::test_with(&[INVITE], async |app| {
        let made =
            app.command(&["invite", "create", "--uses", "2", "--expires-in", "3", "--email", "john@example.com"]);
        let link = String::from_utf8(made.stdout).unwrap();
        let token = link.trim().strip_prefix(&format!("{}/register?invitation=", app.url)).expect(&link);
        assert_eq!(register_with(&app.browser(), "john", token).await.status, 303);
        let listed = String::from_utf8(app.command(&["invite", "list"]).stdout).unwrap();
        assert!(
            listed.contains("1 of 2") && listed.contains("john@example.com") && !listed.contains(token),
            "{listed}"
        );
        assert!(app.command(&["invite", "revoke", "1"]).status.success());
        asks_for_an_invitation(&app.browser().get(&format!("/register?invitation={token}")).await);
        let again = app.command(&["invite", "revoke", "1"]);
        assert!(!again.status.success());
        assert!(String::from_utf8(again.stderr).unwrap().contains("there is no invitation 1"));
        let wrong = app.command(&["invite", "create", "--email", "nobody"]);
        assert!(!wrong.status.success());
        assert!(String::from_utf8(wrong.stderr).unwrap().contains("Enter an email address in the correct format"));
    });
}
