//! The second of two equal sign-ups within seconds, a double click say, is told what the first was.

use inside::invitations;
use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";
const JOHN: &str = "john@example.com";

#[test]
fn the_second_of_two_equal_forms_is_told_of_the_success() {
    App::test(async |app| {
        app.clock.stop();
        for answer in [
            app.browser().register("john", JOHN, PASSWORD).await,
            app.browser().register("John", " JOHN@example.com", PASSWORD).await,
        ] {
            assert_eq!((answer.status, answer.location()), (303, Some("/login")));
        }
        let form = json!({ "username": "john", "email": JOHN, "password": PASSWORD });
        assert_eq!(app.browser().json(Method::POST, "/auth/register", &form).await.status, 201);
        let answer = app.browser().json(Method::POST, "/api/auth/register", &form).await;
        assert!(answer.status == 201 && answer.json()["data"]["access_token"].is_string(), "{}", answer.body);
        assert_eq!((app.count_users(), app.emails_to(JOHN).await.len()), (1, 1));
        assert_eq!(app.events().iter().filter(|kind| *kind == "registered").count(), 1);
    });
}

#[test]
fn two_equal_forms_at_once_are_both_told_of_the_success() {
    for flags in [&[][..], &["--registration-hides-existing=true"]] {
        App::test_with(flags, async |app| {
            let (one, other) = (app.browser(), app.browser());
            let (one, other) =
                tokio::join!(one.register("john", JOHN, PASSWORD), other.register("john", JOHN, PASSWORD));
            assert_eq!((one.status, other.status), (303, 303), "{:?} {:?}", one.field_errors(), other.field_errors());
            assert_eq!((app.count_users(), app.emails_to(JOHN).await.len()), (1, 1));
        });
    }
}

#[test]
fn another_form_and_a_later_one_are_refused_as_always() {
    App::test(async |app| {
        app.clock.stop();
        app.browser().register("john", JOHN, PASSWORD).await;
        for (name, email, password) in
            [("john", JOHN, "another fine password"), ("john", "jack@example.com", PASSWORD), ("jack", JOHN, PASSWORD)]
        {
            let answer = app.browser().register(name, email, password).await;
            assert_eq!(answer.status, 422, "{name} {email}");
        }
        app.clock.advance(Duration::minutes(1));
        assert_eq!(app.browser().register("john", JOHN, PASSWORD).await.status, 422);
        assert_eq!(app.count_users(), 1);
    });
}

#[test]
fn guessing_the_password_of_a_fresh_account_counts_as_at_login() {
    for flags in [&[][..], &["--registration-hides-existing=true"]] {
        App::test_with(flags, async |app| {
            app.clock.stop();
            app.browser().register("john", JOHN, PASSWORD).await;
            for _ in 0..5 {
                assert_eq!(app.browser().register("john", JOHN, "another fine password").await.status, 422);
            }
            assert_eq!(app.browser().register("john", JOHN, PASSWORD).await.status, 422, "no more guesses");
            assert_eq!(app.browser().login("john", PASSWORD).await.status, 429);
            let kinds = app.events();
            let number = |kind: &str| kinds.iter().filter(|one| *one == kind).count();
            assert_eq!((number("login_failed"), number("login_blocked")), (5, 1), "{flags:?} {kinds:?}");
            let history = app.command(&["events", "--user", "john", "--json"]).stdout;
            let history = String::from_utf8_lossy(&history).matches("login_failed").count();
            assert_eq!(history, 5, "in the history of the account");
        });
    }
}

#[test]
fn the_owner_is_told_when_guesses_at_sign_up_fill_the_failures_in_a_row() {
    App::test_with(&["--limit-login-everywhere=3"], async |app| {
        app.clock.stop();
        app.browser().register("john", JOHN, PASSWORD).await;
        for _ in 0..3 {
            assert_eq!(app.browser().register("john", JOHN, "another fine password").await.status, 422);
        }
        let emails = app.emails_to(JOHN).await;
        let subjects: Vec<_> = emails.iter().filter_map(|email| email.header("Subject")).collect();
        assert!(subjects.iter().any(|subject| subject.contains("failed")), "{subjects:?}");
        assert!(app.events().iter().any(|kind| kind == "login_blocked"));
    });
}

#[test]
fn an_invitation_that_the_first_form_used_up_does_not_turn_the_second_away() {
    App::test_with(&["--registration=invite"], async |app| {
        app.clock.stop();
        let made = invitations::create_invitation(&app.services, 1, Duration::days(1), None, &app.operator()).unwrap();
        let token = made.1.expose().split_once('=').unwrap().1.to_owned();
        let form = |name: &'static str| {
            [
                ("username", name),
                ("email", JOHN),
                ("password", PASSWORD),
                ("confirm_password", PASSWORD),
                ("invitation", token.as_str()),
            ]
            .map(|(key, value)| (key, value.to_owned()))
        };
        for (name, status) in [("john", 303), ("john", 303), ("jack", 403)] {
            let form = form(name);
            let fields: Vec<_> = form.iter().map(|(key, value)| (*key, value.as_str())).collect();
            assert_eq!(app.browser().post("/register", &fields).await.status, status, "{name}");
        }
        assert_eq!(app.count_users(), 1);
    });
}
