use inside::users::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::profile_forms::{flash, full, partial};
use crate::harness::program::{code, refused};
use crate::harness::script::{error, error_of};
use crate::harness::{App, Tokens};

const PASSWORD: &str = "correct horse battery";
const OTHER: &str = "another long password";
const ME: &str = "/api/auth/me";

#[test]
fn a_rename_keeps_the_session_and_everything_else() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let before = app.user("john");
        let blank = [("username", " Johnny "), ("email", ""), ("password", "")];
        let answer = partial(&browser, "john", &blank).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/")));
        let home = browser.get("/").await;
        assert_eq!(home.text_of("h1"), "Welcome, Johnny");
        assert_eq!(home.text_of(".flash"), "Username changed to Johnny.");
        let after = app.user("johnny");
        assert_eq!((after.id, &after.email, &after.password), (before.id, &before.email, &before.password));
        assert!(app.find_user("john").is_none());
        assert_eq!(app.events(), ["registered", "logged_in", "username_changed"]);
        // Only the case: still the same person.
        assert_eq!(partial(&browser, "johnny", &[("username", "JOHNNY")]).await.status, 303);
        assert_eq!(app.user("johnny").username, "JOHNNY");
        assert_eq!(browser.login("johnny", PASSWORD).await.status, 303);
    });
}

#[test]
fn an_address_and_a_password_change_together_or_alone() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        assert_eq!(partial(&browser, "john", &[("email", "new@example.com")]).await.status, 303);
        assert_eq!(flash(&browser).await, "Email changed to new@example.com.");
        assert_eq!(app.user("john").email, "new@example.com");
        assert!(app.find_user("john@example.com").is_none());

        assert_eq!(partial(&browser, "john", &[("password", OTHER)]).await.status, 303);
        assert_eq!(flash(&browser).await, "Password changed. Other devices were logged out.");
        assert_eq!(app.browser().login("new@example.com", PASSWORD).await.status, 422);
        assert_eq!(app.browser().login("new@example.com", OTHER).await.status, 303);
    });
}

#[test]
fn everything_blank_changes_nothing_and_says_so() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        for nothing in [&[][..], &[("username", "  "), ("email", ""), ("password", "")], &[("role", "admin")]] {
            let answer = partial(&browser, "john", nothing).await;
            assert_eq!(answer.status, 422);
            assert!(answer.text_of(".summary").contains("Nothing changed. Enter a new username, email or password"));
        }
        assert_eq!(app.user("john").role, Role::User);
    });
}

#[test]
fn what_is_equal_is_unchanged() {
    App::test_with(&["--sudo-window=0"], async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let same = [("username", "john"), ("email", "john@example.com"), ("password", "")];
        let answer = partial(&browser, "john", &same).await;
        assert_eq!(answer.status, 303, "nobody is asked for a password where nothing changes");
        assert_eq!(flash(&browser).await, "Nothing to change: those are your current details.");
        // A password manager filled the name in: only the other field counts.
        let answer =
            partial(&browser, "john", &[("username", "john"), ("email", "john@example.com "), ("username2", "x")])
                .await;
        assert_eq!(answer.status, 303);
        assert_eq!(app.events(), ["registered", "logged_in"]);
    });
}

#[test]
fn a_name_that_is_kept_is_not_judged_by_todays_rules() {
    App::test_with(&["--username-style=plain"], async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        // As an operator, an import or older rules would have made it.
        app.execute("UPDATE users SET username = 'a.b', username_key = 'a.b'");
        let answer = partial(&browser, "a.b", &[("username", "a.b"), ("email", "new@example.com")]).await;
        assert_eq!(answer.status, 303, "{:?}", answer.field_errors());
        let fields = [("username", "a.b"), ("email", "new@example.com"), ("password", OTHER)];
        let answer = full(&browser, "a.b", &fields).await;
        assert_eq!(answer.status, 303, "{:?}", answer.field_errors());
        let answer =
            full(&browser, "a.b", &[("username", "a.c"), ("email", "new@example.com"), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, 422, "a new name is judged");
    });
}

#[test]
fn the_full_form_demands_every_field_and_replaces_all() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let answer = full(&browser, "john", &[]).await;
        assert_eq!(answer.status, 422);
        assert_eq!(answer.texts_of(".summary a"), ["Enter a username", "Enter an email address", "Enter a password"]);
        assert_eq!(answer.attribute(".summary a", "href").as_deref(), Some("#u-username"));
        assert!(answer.text_of(".summary h2").contains("Update all fields"));

        let fields = [("username", "johnny"), ("email", "j@example.org"), ("password", OTHER)];
        let answer = full(&browser, "john", &fields).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/")));
        assert_eq!(
            flash(&browser).await,
            "Username changed to johnny. Email changed to j@example.org. Password changed. Other devices were logged out."
        );
        assert_eq!(app.events()[2..], ["username_changed", "email_changed", "password_changed"].map(str::to_owned));
        assert_eq!(app.browser().login("johnny", OTHER).await.status, 303);
    });
}

#[test]
fn every_mistake_at_once_in_the_form_that_made_it() {
    App::test(async |app| {
        app.browser().sign_in("taken", PASSWORD).await;
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let fields = [("username", "TAKEN"), ("email", "nowhere"), ("password", "short")];
        for (form, prefix, other) in [("partial", "p-", "u-"), ("update", "u-", "p-")] {
            let method = if form == "partial" { "PATCH" } else { "PUT" };
            let sent: Vec<_> = [("_method", method)].into_iter().chain(fields).collect();
            let answer = browser.post(&format!("/{form}/john"), &sent).await;
            assert_eq!(answer.status, 422);
            let errors = answer.field_errors();
            assert_eq!(errors.len(), 3, "{errors:?}");
            assert!(errors.keys().all(|id| id.starts_with(prefix)), "{errors:?}");
            assert_eq!(answer.attribute(&format!("#{prefix}username"), "value").as_deref(), Some("TAKEN"));
            assert_eq!(answer.attribute(&format!("#{prefix}email"), "value").as_deref(), Some("nowhere"));
            assert_ne!(answer.attribute(&format!("#{other}email"), "value").as_deref(), Some("nowhere"));
            assert!(!answer.body.contains("short"));
            assert_eq!(answer.text_of("h1"), "Welcome, john");
            assert!(answer.text_of("title").starts_with("Error: Welcome, john"));
        }
        let taken = [("username", "taken"), ("email", "TAKEN@example.com")];
        let errors = partial(&browser, "john", &taken).await.field_errors();
        assert!(errors["p-username"].contains("taken"));
        // Not what a guest is told: to log in would be no way on.
        assert_eq!(errors["p-email"], "Error: Another account uses that email address. Enter a different one");
        assert_eq!(app.user("john").email, "john@example.com");
    });
}

#[test]
fn another_ones_profile_is_forbidden_whether_it_exists_or_not() {
    App::test(async |app| {
        app.browser().sign_in("jane", PASSWORD).await;
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        for name in ["jane", "nobody", "%00", "..%2fjohn", "john%20x"] {
            let answer = partial(&browser, name, &[("username", "stolen")]).await;
            assert_eq!(answer.status, 403, "{name}");
            assert_eq!(answer.text_of("h1"), "You do not have permission to see this");
            let answer = browser.json(Method::PUT, &format!("/update/{name}"), &json!({"username": "stolen"})).await;
            assert_eq!((answer.status, answer.json()["code"].as_str()), (403, Some("forbidden")), "{name}");
        }
        assert!(app.find_user("stolen").is_none());
        for own in ["JOHN", "j%6fhn"] {
            assert_eq!(partial(&browser, own, &[("username", "john")]).await.status, 303, "{own}");
        }
    });
}

#[test]
fn a_new_password_ends_every_other_session_and_renews_this_one() {
    App::test(async |app| {
        let (laptop, phone, thief) = (app.browser(), app.browser(), app.browser());
        laptop.sign_in("john", PASSWORD).await;
        phone.login("john", PASSWORD).await;
        thief.set_cookie(&laptop.cookie());
        assert!(thief.is_logged_in().await);
        let answer = partial(&laptop, "john", &[("password", OTHER)]).await;
        assert_eq!(answer.status, 303);
        assert!(laptop.is_logged_in().await, "this one goes on");
        assert!(!phone.is_logged_in().await, "others end");
        assert!(!thief.is_logged_in().await, "a copy of this one's cookie ends as well");
        assert_eq!(app.sessions_of("john").len(), 1);
        assert!(app.user("john").password_changed_at > app.user("john").created_at);
    });
}

#[test]
fn a_profile_update_names_what_is_taken_and_ignores_what_is_not_its_own() {
    App::test(async |app| {
        let (john, jane) = (app.script(), app.script());
        john.sign_in("john", "secure123").await;
        jane.sign_in("jane", "secure123").await;
        let update = async |body: Value| john.json(Method::PUT, "/auth/update_profile", &body).await;
        assert_eq!(
            error_of(&update(json!({ "email": "jane@example.com" })).await),
            error(409, "Email already in use", "email_taken")
        );
        assert_eq!(
            error_of(&update(json!({ "username": "Jane" })).await),
            error(409, "Username already taken", "username_taken")
        );
        let answer = update(json!({ "username": "jonas", "role": "admin", "id": 99, "email_verified": true })).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let profile = john.get("/auth/profile").await.json();
        assert_eq!((&profile["role"], &profile["email_verified"]), (&json!("user"), &json!(false)));
    });
}

#[test]
fn an_app_changes_the_account_and_stays_logged_in() {
    App::test(async |app| {
        let (program, other) = (app.program(), app.program());
        let tokens = program.sign_in("ada", "secure123").await;
        let elsewhere = Tokens::of(&other.login("ada", "secure123").await);
        let change = async |body: Value| program.bearer_json(Method::PATCH, ME, &tokens.access, &body).await;

        let id = app.user("ada").id;
        let renamed =
            change(json!({ "username": "lovelace", "role": "admin", "id": id + 7, "email_verified": true })).await;
        let user = &renamed.json()["data"]["user"];
        assert_eq!((renamed.status, &user["username"]), (200, &json!("lovelace")), "{}", renamed.body);
        assert_eq!((&user["role"], &user["id"], &user["email_verified"]), (&json!("user"), &json!(id), &json!(false)));
        let moved = change(json!({ "username": " ", "email": "lovelace@example.com", "password": null })).await;
        assert_eq!(moved.json()["data"]["user"]["email"], "lovelace@example.com", "{}", moved.body);
        assert!(app.email_to("lovelace@example.com").await.path().starts_with("/verify/"));
        assert!(app.email_to("ada@example.com").await.text.contains("/email-change/"));

        assert_eq!(other.bearer(Method::GET, ME, &elsewhere.access).await.status, 200);
        assert_eq!(change(json!({ "password": "difference engine 1822" })).await.status, 200);
        assert_eq!(code(&other.bearer(Method::GET, ME, &elsewhere.access).await), refused(401, "TOKEN_REVOKED"));
        assert_eq!(program.bearer(Method::GET, ME, &tokens.access).await.status, 200);
        assert_eq!(program.refresh(&tokens.refresh).await.status, 200, "a new password ends only the other sessions");
    });
}

#[test]
fn changes_follow_the_rules_of_the_other_doors() {
    App::test(async |app| {
        let program = app.program();
        app.program().sign_in("john", "secure123").await;
        let tokens = program.sign_in("ada", "secure123").await;
        let change = async |body: Value| program.bearer_json(Method::PATCH, ME, &tokens.access, &body).await;
        assert_eq!(code(&change(json!({ "username": "JOHN" })).await), refused(409, "USERNAME_TAKEN"));
        assert_eq!(code(&change(json!({ "email": "John@example.com" })).await), refused(409, "EMAIL_TAKEN"));
        assert_eq!(code(&change(json!({})).await), refused(422, "VALIDATION_ERROR"));
        let wrong = change(json!({ "username": "1", "email": "nowhere", "password": "password1" })).await;
        assert_eq!(code(&wrong), refused(422, "VALIDATION_ERROR"));
        for field in ["username", "email", "password"] {
            assert!(wrong.json()["error"]["fields"][field].is_array(), "{field} in {}", wrong.body);
        }
        assert_eq!(change(json!({ "username": "ada", "email": "ada@example.com" })).await.status, 200, "nothing new");
        let me = program.bearer(Method::GET, ME, &tokens.access).await;
        assert_eq!(me.json()["data"]["user"]["username"], "ada");
    });
}

#[test]
fn another_spelling_of_the_own_address_is_kept_and_is_no_change_to_be_told_of() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let link = app.link_to("john@example.com", "/verify/").await;
        assert_eq!(browser.post(&link, &[]).await.status, 303);
        browser.get("/").await;
        let (events, emails) = (app.events(), app.delivered().len());
        let answer = partial(&browser, "john", &[("email", "John@Example.com")]).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        assert_eq!(flash(&browser).await, "Email is now written John@Example.com.");
        let john = app.user("john");
        assert!(john.email == "John@Example.com" && john.email_verified, "{}", john.email);
        app.all_delivered().await;
        assert_eq!((app.events(), app.delivered().len()), (events, emails), "nothing happened to the account");

        let answer = partial(&browser, "john", &[("email", "johnny@example.com")]).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        assert_eq!(flash(&browser).await, "Email changed to johnny@example.com.");
        assert_eq!(app.events().last().map(String::as_str), Some("email_changed"));
    });
}
