//! What an email address is, at every door.

use diesel::prelude::*;
use inside::printable::is_hidden;
use inside::schema::users as accounts;
use inside::users::{self, Registration};
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::profile_forms::partial;
use crate::harness::program::claims;
use crate::harness::{App, Tokens};

const PASSWORD: &str = "correct horse battery";
const SENTENCE: &str = "ada@x\r\nYour account was closed. Write to https://evil.example [1.2.3.4]";
/// What an earlier version accepted, with every kind of character that acts or hides.
const OLD: &str = "ada@x\r\nYour account was closed.\u{1b}[2J\u{202e}\u{200b}[1.2.3.4]";
/// One of each kind that a pattern without an end, or a mail library, would take.
const WRONG: &[&str] = &[
    "ada@.[::]",
    "ada@x.y[1.2.3.4]",
    SENTENCE,
    "ada@x.example\u{1b}[2J",
    "ada@1.2.3.4",
    "ada@localhost",
    "ada@exam\u{200b}ple.com",
    "ada@exam\u{202e}ple.com",
    "\"ada lovelace\"@example.com",
    "\u{e4}da@example.com",
];

#[test]
fn no_door_takes_what_no_mail_reaches() {
    App::test_with(&["--limit-signup-network=0"], async |app| {
        let owner = app.browser();
        owner.sign_in("john", PASSWORD).await;
        for address in WRONG {
            let refused = |status: u16, fields: &Value, wanted: u16| {
                assert_eq!(status, wanted, "{address:?}");
                assert!(
                    fields["email"][0].as_str().is_some_and(|error| error.contains("format")),
                    "{address:?}: {fields}"
                );
            };
            let answer = app.browser().register("ada", address, PASSWORD).await;
            assert!(answer.status == 422 && answer.field_errors().contains_key("email"), "{address:?}");
            let form = json!({ "username": "ada", "email": address, "password": PASSWORD });
            let answer = app.browser().json(Method::POST, "/auth/register", &form).await;
            refused(answer.status, &answer.json()["fields"], 400);
            let answer = app.browser().json(Method::POST, "/api/auth/register", &form).await;
            refused(answer.status, &answer.json()["error"]["fields"], 422);
            let answer = partial(&owner, "john", &[("email", address)]).await;
            assert!(answer.status == 422 && answer.field_errors().contains_key("p-email"), "{address:?}");
            let everything = [("_method", "PUT"), ("username", "john"), ("email", address), ("password", PASSWORD)];
            assert_eq!(owner.post("/update/john", &everything).await.status, 422, "{address:?}");
            let answer = owner.json(Method::PUT, "/auth/update_profile", &json!({ "email": address })).await;
            refused(answer.status, &answer.json()["fields"], 400);
            assert_eq!(app.browser().post("/forgot-password", &[("email", address)]).await.status, 422, "{address:?}");
            assert!(!app.command(&["invite", "create", "--email", address]).status.success(), "{address:?}");
            let form = Registration { password: users::Password::new(PASSWORD), ..Registration::of("ada", address) };
            let (s, operator, same) = (&app.services, app.operator(), form.clone());
            let registered = s.hashing_here(async |s| users::register(s, same, &operator).await);
            assert!(registered.is_err(), "{address:?}");
            let created = s.hashing_here(async |s| users::register::create_unchecked(s, form, &operator).await);
            assert!(created.is_err(), "{address:?}");
        }
        assert_eq!((app.count_users(), app.user("john").email.as_str()), (1, "john@example.com"));
    });
}

#[test]
fn a_domain_is_kept_as_people_read_it_and_written_to_by_its_ascii_name() {
    App::test(async |app| {
        let answer = app.browser().register("johnny", "john@\u{ff42}\u{fc}cher.example", PASSWORD).await;
        assert_eq!(answer.status, 303, "{:?}", answer.field_errors());
        assert_eq!(app.user("johnny").email, "john@b\u{fc}cher.example");
        assert_eq!(app.emails_to("john@xn--bcher-kva.example").await.len(), 1);
        assert_eq!(app.browser().login("JOHN@xn--bcher-kva.example", PASSWORD).await.status, 303);
    });
}

#[test]
fn an_address_from_before_the_rule_reaches_no_token_and_no_terminal_raw() {
    App::test(async |app| {
        let owner = app.browser();
        owner.sign_in("john", PASSWORD).await;
        let update = diesel::update(accounts::table).set((accounts::email.eq(OLD), accounts::email_key.eq(OLD)));
        assert_eq!(update.execute(&mut *app.services.db.conn().unwrap()).unwrap(), 1);
        let form = json!({ "username": "john", "password": PASSWORD });
        let answer = app.browser().json(Method::POST, "/api/auth/login", &form).await;
        let claims = claims(&Tokens::of(&answer).access);
        assert_eq!((&claims["username"], &claims["email"]), (&json!("john"), &json!("")));
        for arguments in [&["user", "list"][..], &["user", "show", "john"]] {
            let output = app.command(arguments);
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(output.status.success() && text.contains("ada@x\\u{d}\\u{a}"), "{text}");
            assert!(text.chars().all(|c| c == '\n' || !is_hidden(c)), "{text:?}");
        }
        // The notices of a login and of a new password don't leave, and the next one is about an address that is right.
        app.all_delivered().await;
        let before = app.delivered().len();
        let form = [("_method", "PATCH"), ("email", "john@example.com")];
        assert_eq!(owner.post("/partial/john", &form).await.status, 303);
        app.all_delivered().await;
        for email in &app.delivered()[before..] {
            assert_eq!(email.to, "john@example.com");
            assert!(!email.text.contains("Your account was closed"), "{}", email.text);
        }
    });
}

#[test]
fn an_account_from_before_the_rule_can_still_be_used_and_is_not_written_to() {
    App::test(async |app| {
        let owner = app.browser();
        owner.sign_in("john", PASSWORD).await;
        app.all_delivered().await;
        let before = app.delivered().len();
        app.execute("UPDATE users SET email = 'John@x.y[1.2.3.4]', email_key = 'john@x.y[1.2.3.4]'");
        assert_eq!(app.browser().login("john@X.Y[1.2.3.4]", PASSWORD).await.status, 303);
        let rename =
            [("_method", "PUT"), ("username", "johnny"), ("email", "John@x.y[1.2.3.4]"), ("password", PASSWORD)];
        assert_eq!(owner.post("/update/john", &rename).await.status, 303, "what did not change is not judged");
        let correct = [("_method", "PATCH"), ("email", "john@example.com")];
        assert_eq!(owner.post("/partial/johnny", &correct).await.status, 303);
        assert_eq!(app.user("johnny").email, "john@example.com");
        app.all_delivered().await;
        assert!(
            app.delivered()[before..].iter().all(|email| email.header("To").as_deref() == Some("john@example.com"))
        );
    });
}
