use inside::users::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::program::code;
use crate::harness::script::{error, error_of};
use crate::harness::{Answer, App, Phone, Tokens};

const PASSWORD: &str = "correct horse battery";

fn fields<'a>(username: &'a str, email: &'a str, password: &'a str, confirmed: &'a str) -> [(&'a str, &'a str); 4] {
    [("username", username), ("email", email), ("password", password), ("confirm_password", confirmed)]
}

#[test]
fn a_new_person_lands_on_the_login_page_with_the_name_filled_in() {
    App::test(async |app| {
        let browser = app.browser();
        let answer = browser.register("John", "John@Example.com", "secure123").await;
        assert_eq!((answer.status, answer.location()), (303, Some("/login")));

        let login = browser.get("/login").await;
        assert_eq!(login.text_of(".flash"), "Account created. We sent a link to John@Example.com. Log in to continue.");
        assert!(login.attribute("#password", "autofocus").is_some(), "only the password is missing");
        assert_eq!(login.attribute("#username", "value").as_deref(), Some("John"));
        assert_eq!(app.events(), ["registered"]);
        let user = app.user("john");
        assert_eq!((user.username.as_str(), user.email.as_str()), ("John", "John@Example.com"));
        assert_eq!((user.email_verified, user.role), (false, Role::User));

        let again = browser.get("/login").await;
        assert_eq!(again.texts_of(".flash"), Vec::<String>::new(), "a message is shown once");
        assert_eq!(again.attribute("#username", "value").as_deref(), Some(""));
        assert!(
            again.attribute("#username", "autofocus").is_some() && again.attribute("#password", "autofocus").is_none()
        );
        assert!(!browser.is_logged_in().await, "registering logs nobody in");
    });
}

#[test]
fn an_empty_form_is_answered_with_every_mistake_at_once() {
    App::test(async |app| {
        let answer = app.browser().post("/register", &[]).await;
        assert_eq!(answer.status, 422);
        assert_eq!(answer.texts_of(".summary a"), ["Enter a username", "Enter an email address", "Enter a password"]);
        assert_eq!(answer.field_error("username"), "Enter a username");
        assert_eq!(answer.field_error("email"), "Enter an email address");
        assert_eq!(answer.field_error("password"), "Enter a password");
        assert!(answer.text_of("title").starts_with("Error: Create account"));
        assert_eq!(app.count_users(), 0);
    });
}

#[test]
fn every_rule_that_is_broken_is_named_beside_its_field_and_values_are_kept() {
    App::test(async |app| {
        app.browser().register("taken", "taken@example.com", PASSWORD).await;
        let answer = app.browser().post("/register", &fields("  1 ", "nowhere ", "tiny-pw", "else-pw")).await;
        assert_eq!(answer.status, 422);
        assert_eq!(
            answer.texts_of(".summary a"),
            [
                "Username must start with a letter and use only letters and numbers",
                "Username must be 3 to 30 characters",
                "Enter an email address in the correct format, like name@example.com",
                "Password must be 8 characters or more",
                "Passwords do not match. Enter the same password twice",
            ]
        );
        assert_eq!(answer.attribute("#username", "value").as_deref(), Some("1"));
        assert_eq!(answer.attribute("#email", "value").as_deref(), Some("nowhere"));
        assert_eq!(answer.attribute("#password", "value"), None);
        assert_eq!(answer.attribute("#confirm_password", "value"), None);
        assert!(!answer.body.contains("tiny-pw") && !answer.body.contains("else-pw"), "no password comes back");

        // Taken names are found even where another field is wrong.
        let answer = app.browser().post("/register", &fields("TAKEN", "Taken@Example.COM", "short", "short")).await;
        assert_eq!(answer.status, 422);
        let in_the_order_of_the_form: Vec<_> =
            ["username", "email", "password"].map(|field| answer.field_error(field)).into();
        assert_eq!(answer.texts_of(".summary a"), in_the_order_of_the_form);
        assert_eq!(answer.field_error("username"), "That username is taken. Choose another");
        assert!(answer.field_error("email").starts_with("An account with that email address already exists"));
        assert_eq!(answer.field_error("password"), "Password must be 8 characters or more");
        assert_eq!(app.count_users(), 1);
    });
}

#[test]
fn addresses_are_judged_by_their_form_and_length() {
    App::test(async |app| {
        let browser = app.browser();
        let wrong = [
            "ann",
            "ann@",
            "@example.com",
            "ann@localhost",
            "ann@@example.com",
            "a nn@example.com",
            ".ann@example.com",
            "ann.@example.com",
            "a..nn@example.com",
            "ann@example..com",
            "ann@-example.com",
            "ann@[127.0.0.1]",
            "ann@example.com\r\nBcc: all@example.com",
            "<script>@example.com",
            "ann@exam\u{202e}ple.com",
            "\"ann\"@example.com",
        ];
        for address in wrong {
            let answer = browser.register("annabel", address, PASSWORD).await;
            assert_eq!(answer.status, 422, "{address:?}");
            assert!(
                answer.field_error("email").contains("correct format"),
                "{address:?}: {}",
                answer.field_error("email")
            );
        }
        let domain = format!("{}.{}.{}.com", "d".repeat(61), "e".repeat(61), "f".repeat(61));
        let longest = format!("{}@{domain}", "a".repeat(253 - domain.len()));
        assert_eq!(longest.len(), 254);
        let answer = browser.register("tolong", &format!("a{longest}"), PASSWORD).await;
        assert_eq!(answer.field_error("email"), "Email address must be 254 characters or fewer");
        for (number, right) in
            ["ann+tag@example.com", "o'hara@example.co.uk", "ann@bücher.example", &longest].into_iter().enumerate()
        {
            let answer = browser.register(&format!("ann{number}"), right, PASSWORD).await;
            assert_eq!(answer.status, 303, "{right}: {:?}", answer.field_errors());
        }
        // One domain in two spellings.
        let answer = browser.register("annx", "ann@xn--bcher-kva.example", PASSWORD).await;
        assert_eq!(answer.status, 422);
    });
}

#[test]
fn leaving_the_confirmation_out_is_no_way_around_it() {
    App::test(async |app| {
        let form = [("username", "john"), ("email", "john@example.com"), ("password", PASSWORD)];
        let answer = app.browser().post("/register", &form).await;
        assert_eq!(answer.status, 422);
        assert_eq!(answer.field_error("confirm_password"), "Passwords do not match. Enter the same password twice");
    });
}

#[test]
fn nobody_makes_themselves_an_admin() {
    App::test(async |app| {
        let mut form = fields("john", "john@example.com", PASSWORD, PASSWORD).to_vec();
        form.extend([
            ("role", "admin"),
            ("id", "4711"),
            ("is_admin", "true"),
            ("email_verified", "true"),
            ("disabled_at", "2020-01-01"),
            ("created_at", "2020-01-01"),
            ("password_hash", "x"),
        ]);
        assert_eq!(app.browser().post("/register", &form).await.status, 303);
        let user = app.user("john");
        assert_eq!(user.role, Role::User);
        assert!(user.id != 4711 && !user.email_verified && user.disabled_at.is_none());
        assert!(user.password.as_text().starts_with("$2b$04$"), "only a bcrypt hash is kept");
    });
}

#[test]
fn a_checkbox_for_the_terms_may_have_any_value() {
    App::test(async |app| {
        for (name, checked) in [("ada", "on"), ("bela", "true"), ("cleo", "")] {
            let email = format!("{name}@example.com");
            let mut form = fields(name, &email, PASSWORD, PASSWORD).to_vec();
            form.push(("accept_terms", checked));
            let answer = app.browser().post("/register", &form).await;
            assert_eq!(answer.status, 303, "{checked}: {}", answer.body);
        }
    });
}

#[test]
fn two_registrations_at_once_make_one_account() {
    App::test(async |app| {
        let others: Vec<_> = (0..8).map(|_| app.browser()).collect();
        let same_name = futures_util::future::join_all(others.iter().enumerate().map(async |(number, browser)| {
            browser.register("samename", &format!("racer{number}@example.com"), PASSWORD).await
        }));
        exactly_one_wins(&same_name.await, "username", "That username is taken. Choose another");

        let same_email = futures_util::future::join_all(others.iter().enumerate().map(async |(number, browser)| {
            browser.register(&format!("runner{number}"), "same@example.com", PASSWORD).await
        }));
        exactly_one_wins(&same_email.await, "email", "An account with that email address already exists");
        assert_eq!(app.count_users(), 2);
        assert_eq!(app.events().len(), 2, "the losers left nothing behind");
    });
}

fn exactly_one_wins(answers: &[Answer], field: &str, sentence: &str) {
    assert_eq!(answers.iter().filter(|answer| answer.status == 303).count(), 1);
    for loser in answers.iter().filter(|answer| answer.status != 303) {
        assert_eq!(loser.status, 422, "{}", loser.body);
        assert!(loser.field_error(field).starts_with(sentence), "{:?}", loser.field_errors());
    }
}

#[test]
fn whoever_is_logged_in_has_an_account() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let answer = browser.get("/register").await;
        assert_eq!((answer.status, answer.location()), (303, Some("/")));
        let answer = browser.register("jane", "jane@example.com", PASSWORD).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/")));
        assert!(app.find_user("jane").is_none());
    });
}

#[test]
fn this_door_takes_forms_only_for_a_registration() {
    App::test(async |app| {
        let body = json!({"username": "john", "email": "j@example.com", "password": PASSWORD});
        let answer = app.browser().json(Method::POST, "/register", &body).await;
        assert_eq!((answer.status, answer.json()["code"].as_str()), (415, Some("unsupported_media_type")));
        assert_eq!(app.count_users(), 0);
    });
}

#[test]
fn what_was_typed_comes_back_as_text_not_markup() {
    App::test(async |app| {
        let trick = "\"><script>alert(1)</script><img src=x onerror='alert(1)'>";
        let answer = app.browser().post("/register", &fields(trick, trick, "x", "y")).await;
        assert_eq!(answer.status, 422);
        assert!(!answer.body.contains("<script>alert") && !answer.body.contains("<img src=x"));
        assert_eq!(answer.attribute("#username", "value").as_deref(), Some(trick));
        assert_eq!(answer.attribute("#email", "value").as_deref(), Some(trick));
    });
}

#[test]
fn a_link_that_was_not_sent_is_not_promised() {
    App::test_with(&["--limit-email-address=1/3600"], async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        assert_eq!(browser.post("/delete-account", &[("confirm_username", "john")]).await.status, 303);
        browser.get("/").await;
        browser.register("john", "john@example.com", PASSWORD).await;
        assert_eq!(browser.get("/login").await.text_of(".flash"), "Account created. Log in to continue.");
    });
}

#[test]
fn the_rules_stand_beside_the_form_as_the_settings_have_them() {
    App::test_with(&["--password-min-length=12", "--username-style=extended"], async |app| {
        let rules = app.browser().get("/register").await.texts_of("aside.rules li");
        assert!(rules.contains(&"12 characters or more".to_owned()), "{rules:?}");
        assert!(rules.contains(&"Only letters, numbers, dots, underscores and hyphens".to_owned()), "{rules:?}");
    });
    App::test_with(&["--password-require-classes=true"], async |app| {
        let rules = app.browser().get("/register").await.texts_of("aside.rules li");
        assert!(rules.iter().any(|rule| rule.contains("upper-case")), "{rules:?}");
        assert!(rules.contains(&"Only letters and numbers".to_owned()), "{rules:?}");
    });
}

#[test]
fn registration_says_what_is_wrong_in_the_originals_words() {
    App::test(async |app| {
        let script = app.script();
        script.sign_in("john", "secure123").await;
        let register = async |body: Value| app.script().post("/auth/register", body).await;
        for missing in [
            json!({}),
            json!({ "username": "jim", "password": null }),
            json!({ "username": "", "email": "", "password": "" }),
        ] {
            assert_eq!(error_of(&register(missing).await), error(400, "All fields required", "validation_failed"));
        }
        let taken = register(json!({ "username": "JOHN", "email": "x@example.com", "password": "secure123" })).await;
        assert_eq!(error_of(&taken), error(409, "Username already taken", "username_taken"));
        let taken = register(json!({ "username": "jim", "email": "JOHN@example.com", "password": "secure123" })).await;
        assert_eq!(error_of(&taken), error(409, "Email already registered", "email_taken"));
        let wrong = register(json!({ "username": "j", "email": "nowhere", "password": "password1" })).await;
        assert_eq!(wrong.status, 400);
        let fields = wrong.json()["fields"].clone();
        for field in ["username", "email", "password"] {
            assert!(fields[field].is_array(), "{field} in {fields}");
        }
        assert!(!wrong.body.contains("password1"), "the value is not echoed");
    });
}

#[test]
fn registration_answers_with_the_person_and_their_tokens() {
    App::test(async |app| {
        let program = app.program();
        let form = json!({ "username": "john", "email": "john@example.com", "password": "secure123", "role": "admin", "id": 7 });
        let answer = program.json(Method::POST, "/api/auth/register", &form).await;
        assert_eq!((answer.status, answer.header("cache-control")), (201, Some("no-store")));
        let body = answer.json();
        assert_eq!(body["success"], true);
        assert_eq!(body["data"]["token_type"], "Bearer");
        assert_eq!(body["data"]["expires_in"], 900);
        assert_eq!(body["data"]["user"]["role"], "user");
        assert!(program.cookie().is_empty(), "this door sets no cookie");
        let me = program.bearer(Method::GET, "/api/auth/me", &Tokens::of(&answer).access).await;
        assert_eq!(me.json()["data"]["user"], body["data"]["user"]);
        for member in ["id", "username", "email", "email_verified", "role", "created_at"] {
            assert!(!me.json()["data"]["user"][member].is_null(), "{member}");
        }
        let hello = program.bearer(Method::GET, "/api/auth/protected", &Tokens::of(&answer).access).await;
        assert_eq!(hello.json()["data"], json!({ "message": "Hello, john" }));
    });
}

#[test]
fn mistakes_and_taken_names_have_their_own_statuses() {
    App::test(async |app| {
        let program = app.program();
        program.sign_in("john", "secure123").await;
        let register = async |body: Value| program.json(Method::POST, "/api/auth/register", &body).await;
        let taken = register(json!({ "username": "JOHN", "email": "new@example.com", "password": "secure123" })).await;
        assert_eq!(code(&taken), (409, "USERNAME_TAKEN".to_owned()));
        let taken = register(json!({ "username": "jim", "email": "John@Example.com", "password": "secure123" })).await;
        assert_eq!(code(&taken), (409, "EMAIL_TAKEN".to_owned()));
        let wrong = register(json!({ "username": "1", "password": "password1" })).await;
        assert_eq!(code(&wrong), (422, "VALIDATION_ERROR".to_owned()));
        let fields = wrong.json()["error"]["fields"].clone();
        for field in ["username", "email", "password"] {
            assert!(fields[field].is_array(), "{field} in {fields}");
        }
    });
}

/// The second of two equal forms is answered like the first. By then the account may have a second factor, and the right password
/// alone opens nothing.
#[test]
fn a_sign_up_that_is_sent_again_is_no_way_round_a_second_factor() {
    App::test(async |app| {
        app.at_noon();
        let (script, program) = (app.script(), app.program());
        script.sign_in("john", PASSWORD).await;
        let begun = script.post("/auth/factors/totp", json!({})).await;
        let phone = Phone::with(begun.json()["secret"].as_str().expect("a secret"));
        let confirmed = script.post("/auth/factors/totp/confirm", json!({ "code": phone.code(app) })).await;
        assert_eq!(confirmed.status, 200, "{}", confirmed.body);
        let sessions = app.sessions_of("john").len();

        let again = program.register("john", "john@example.com", PASSWORD).await;
        assert_eq!(again.status, 201, "{}", again.body);
        let data = &again.json()["data"];
        assert!(data["access_token"].is_null() && data["refresh_token"].is_null(), "{}", again.body);
        assert_eq!(app.sessions_of("john").len(), sessions);
        let login = program.login("john", PASSWORD).await;
        assert_eq!(code(&login), (401, "SECOND_FACTOR_REQUIRED".to_owned()));
    });
}
