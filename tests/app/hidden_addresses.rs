//! `REGISTRATION_HIDES_EXISTING`: sign-up does not tell which addresses have accounts, and their owners hear of it.

use inside::invitations;
use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::{Answer, App};

const PASSWORD: &str = "secure123";
const HIDES: &str = "--registration-hides-existing=true";

/// Everything a stranger could compare, without what differs from one answer to the next anyway.
fn shape(answer: &Answer, name: &str) -> (u16, Option<String>, Vec<String>, String) {
    let mut headers: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
    headers.sort();
    (answer.status, answer.location().map(str::to_owned), headers, answer.body.replace(name, "NAME"))
}

#[test]
fn a_known_address_is_answered_like_a_new_one() {
    App::test_with(&[HIDES], async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let mut seen = Vec::new();
        for (name, email) in [("anne", "John@Example.com"), ("beth", "beth@example.com")] {
            let browser = app.browser();
            let answer = browser.register(name, email, PASSWORD).await;
            let page = browser.get("/login").await;
            let told = Answer { body: page.body.replace(email, "EMAIL"), ..page };
            seen.push((shape(&answer, name), shape(&told, name)));
        }
        assert_eq!(seen[0], seen[1]);
        assert_eq!(seen[0].0.0, 303);
        assert_eq!(app.count_users(), 2, "john and beth");
    });
}

#[test]
fn the_apis_do_not_tell_either() {
    App::test_with(&[HIDES], async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        for path in ["/auth/register", "/api/auth/register"] {
            let mut seen = Vec::new();
            for (name, email) in
                [("anne", "john@example.com".to_owned()), ("beth", format!("{}@example.com", path.len()))]
            {
                let name = format!("{name}{}", path.len());
                let body = json!({ "username": name, "email": email, "password": PASSWORD });
                seen.push(shape(&app.browser().json(Method::POST, path, &body).await, &name));
            }
            assert_eq!(seen[0], seen[1], "{path}");
            assert_eq!(seen[0].0, 201);
            assert!(!seen[0].3.contains("token"), "{}", seen[0].3);
        }
    });
}

#[test]
fn a_taken_username_and_other_mistakes_are_still_told_and_nothing_about_the_address() {
    App::test_with(&[HIDES], async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let answer = app.browser().register("JOHN", "john@example.com", "short").await;
        assert_eq!(answer.status, 422);
        let errors = answer.field_errors();
        assert_eq!(errors["username"], "Error: That username is taken. Choose another");
        assert_eq!(errors.keys().collect::<Vec<_>>(), ["password", "username"]);
    });
}

#[test]
fn the_owner_gets_an_email_and_the_account_stays_as_it_is() {
    App::test_with(&[HIDES], async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let before = app.emails_to("john@example.com").await.len();
        app.browser().register("anne", "JOHN@example.com", "another-password-9").await;
        let messages = app.emails_to("john@example.com").await;
        assert_eq!(messages.len(), before + 1);
        let message =
            messages.into_iter().find(|message| message.text.contains("/forgot-password")).expect("the email");
        assert!(message.text.contains("john") && !message.text.contains("anne"), "{}", message.text);
        assert_eq!(app.browser().login("john", PASSWORD).await.status, 303);
        assert_eq!(app.browser().login("john@example.com", "another-password-9").await.status, 422);
    });
}

#[test]
fn an_owner_is_not_flooded_with_emails() {
    App::test_with(&[HIDES, "--limit-email-address=2/3600"], async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let before = app.emails_to("john@example.com").await.len();
        for n in 0..4 {
            let answer = app.browser().register(&format!("anne{n}"), "john@example.com", PASSWORD).await;
            assert_eq!(answer.status, 303, "the answer is the same");
        }
        assert_eq!(app.emails_to("john@example.com").await.len(), before + 2);
    });
}

#[test]
fn an_invitation_is_used_up_either_way() {
    App::test_with(&[HIDES, "--registration=invite"], async |app| {
        for (name, email) in [("john", "john@example.com"), ("anne", "john@example.com")] {
            let made =
                invitations::create_invitation(&app.services, 1, Duration::days(1), None, &app.operator()).unwrap();
            let path = made.1.expose().strip_prefix(&app.url).unwrap().to_owned();
            let token = path.split_once('=').unwrap().1;
            let fields = [
                ("username", name),
                ("email", email),
                ("password", PASSWORD),
                ("confirm_password", PASSWORD),
                ("invitation", token),
            ];
            assert_eq!(app.browser().post("/register", &fields).await.status, 303);
            assert_eq!(app.browser().get(&path).await.status, 403);
        }
        assert_eq!(app.count_users(), 1);
    });
}

#[test]
fn a_shared_budget_does_not_tell_which_address_belongs_to_a_name() {
    App::test_with(&[HIDES], async |app| {
        app.clock.stop();
        app.browser().register("john", "john@example.com", PASSWORD).await;
        for _ in 0..5 {
            assert_eq!(app.browser().login("john", "not-my-password").await.status, 422);
        }
        assert_eq!(app.browser().login("john", "not-my-password").await.status, 429);
        for email in ["john@example.com", "jane@example.com"] {
            assert_eq!(app.browser().login(email, "not-my-password").await.status, 422, "{email}");
        }
    });
}
