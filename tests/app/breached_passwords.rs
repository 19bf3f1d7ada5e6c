//! Passwords that have leaked: refused, or accepted with a warning, wherever one is chosen; and a login with one.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::program::code;
use crate::harness::{Answer, App, Tokens};

/// On the list in the program, and good enough by every other rule.
const LEAKED: &str = "dulcinea";
const GOOD: &str = "correct horse battery";
const REFUSED: &str = "That password is on a list of leaked passwords. Choose another";
const NOTICE: &str =
    "Your password is on a list of leaked passwords, which attackers try first. Change it under Security.";

fn warns(answer: &Answer) -> bool {
    answer.json()["warnings"] == json!(["password_breached"])
}

#[test]
fn a_leaked_password_is_refused_wherever_one_is_chosen() {
    App::test_with(&["--breached-passwords=refuse"], async |app| {
        let browser = app.browser();
        let refused = browser.register("john", "john@example.com", LEAKED).await;
        assert_eq!((refused.status, refused.field_error("password").as_str()), (422, REFUSED));
        let body = json!({ "username": "john", "email": "john@example.com", "password": LEAKED });
        let refused = app.script().post("/auth/register", body.clone()).await;
        assert_eq!((refused.status, &refused.json()["fields"]["password"]), (400, &json!([REFUSED])));
        let refused = app.browser().json(Method::POST, "/api/auth/register", &body).await;
        assert_eq!(code(&refused), (422, "VALIDATION_ERROR".to_owned()));
        assert_eq!(refused.json()["error"]["fields"]["password"], json!([REFUSED]));
        assert_eq!(app.count_users(), 0);

        browser.sign_in("john", GOOD).await;
        let fields = [("current_password", GOOD), ("password", LEAKED), ("confirm_password", LEAKED)];
        let refused = browser.post("/change-password", &fields).await;
        assert_eq!((refused.status, refused.field_error("password").as_str()), (422, REFUSED));
        let refused = browser.submit(Method::PATCH, "/partial/john", &[("password", LEAKED)]).await;
        assert_eq!((refused.status, refused.field_error("p-password").as_str()), (422, REFUSED));
        let body = json!({ "current_password": GOOD, "new_password": LEAKED });
        let refused = browser.json(Method::PUT, "/auth/change_password", &body).await;
        assert_eq!((refused.status, &refused.json()["fields"]["new_password"]), (400, &json!([REFUSED])));
        app.browser().post("/forgot-password", &[("email", "john@example.com")]).await;
        let link = app.link_to("john@example.com", "/reset-password/").await;
        let refused = app.browser().post(&link, &[("password", LEAKED), ("confirm_password", LEAKED)]).await;
        assert_eq!((refused.status, refused.field_error("password").as_str()), (422, REFUSED));
        assert_eq!(app.browser().login("john", GOOD).await.status, 303, "nothing has changed");

        let created = app.command_with(
            &["user", "create", "anna", "anna@example.com"],
            &[("BREACHED_PASSWORDS", "refuse")],
            &format!("{LEAKED}\n"),
        );
        assert_eq!(created.status.code(), Some(4));
        assert!(String::from_utf8_lossy(&created.stderr).contains(REFUSED));
    });
}

#[test]
fn where_it_is_only_a_warning_it_is_accepted_and_every_door_says_so() {
    App::test_with(&["--breached-passwords=warn"], async |app| {
        let browser = app.browser();
        assert_eq!(browser.register("john", "john@example.com", LEAKED).await.status, 303);
        let page = browser.get("/login").await;
        assert!(page.body.contains(NOTICE), "{}", page.body);
        assert_eq!(browser.login("john", LEAKED).await.status, 303);
        let page = browser.get("/").await;
        assert!(page.body.contains(NOTICE), "{}", page.body);
        assert!(!browser.get("/").await.body.contains(NOTICE), "once");

        let sign_up = |name: &str, password: &str| json!({ "username": name, "email": format!("{name}@example.com"), "password": password });
        let script = app.script();
        let answer = script.post("/auth/register", sign_up("anna", LEAKED)).await;
        assert_eq!(answer.json(), json!({ "ok": true, "msg": "User registered", "warnings": ["password_breached"] }));
        let answer = script.post("/auth/register", sign_up("bert", GOOD)).await;
        assert_eq!(answer.json(), json!({ "ok": true, "msg": "User registered" }), "no warning, no member");
        let answer = app.browser().json(Method::POST, "/api/auth/register", &sign_up("carla", LEAKED)).await;
        assert!(answer.status == 201 && warns(&answer), "{}", answer.body);

        let fields = [("current_password", LEAKED), ("password", "kilimanjaro"), ("confirm_password", "kilimanjaro")];
        assert_eq!(browser.post("/change-password", &fields).await.status, 303);
        assert!(browser.get("/security").await.body.contains(NOTICE));
        assert_eq!(browser.submit(Method::PATCH, "/partial/john", &[("password", LEAKED)]).await.status, 303);
        assert!(browser.get("/").await.body.contains(NOTICE));
        let body = json!({ "current_password": LEAKED, "new_password": "kilimanjaro" });
        let answer = browser.json(Method::PUT, "/auth/change_password", &body).await;
        assert!(answer.status == 200 && warns(&answer), "{}", answer.body);
        let body = json!({ "current_password": "kilimanjaro", "new_password": GOOD });
        let answer = browser.json(Method::PUT, "/auth/change_password", &body).await;
        assert_eq!((answer.status, answer.json().get("warnings")), (200, None));

        let created = app.command_with(
            &["user", "create", "dora", "dora@example.com"],
            &[("BREACHED_PASSWORDS", "warn")],
            &format!("{LEAKED}\n"),
        );
        assert!(created.status.success());
        assert!(String::from_utf8_lossy(&created.stderr).contains("list of leaked passwords"));
    });
}

#[test]
fn a_leaked_password_is_refused_at_every_change_and_reset_of_the_apis() {
    App::test_with(&["--breached-passwords=refuse"], async |app| {
        let browser = app.browser();
        browser.sign_in("john", GOOD).await;
        let put = [("username", "john"), ("email", "john@example.com"), ("password", LEAKED)];
        let refused = browser.submit(Method::PUT, "/update/john", &put).await;
        assert_eq!((refused.status, refused.field_error("u-password").as_str()), (422, REFUSED));

        let program = app.program();
        let tokens = Tokens::of(&program.login("john", GOOD).await);
        let body = json!({ "current_password": GOOD, "new_password": LEAKED });
        let path = "/api/auth/change-password";
        let refused = program.bearer_json(Method::POST, path, &tokens.access, &body).await;
        assert_eq!(code(&refused), (422, "VALIDATION_ERROR".to_owned()));
        assert_eq!(refused.json()["error"]["fields"]["new_password"], json!([REFUSED]));
        let body = json!({ "password": LEAKED, "current_password": GOOD });
        let refused = program.bearer_json(Method::PATCH, "/api/auth/me", &tokens.access, &body).await;
        assert_eq!(code(&refused), (422, "VALIDATION_ERROR".to_owned()));
        assert_eq!(refused.json()["error"]["fields"]["password"], json!([REFUSED]));

        let token = reset_token(app).await;
        let refused = app.script().post(&format!("/auth/reset_password/{token}"), json!({ "password": LEAKED })).await;
        assert_eq!((refused.status, &refused.json()["fields"]["password"]), (400, &json!([REFUSED])));
        let body = json!({ "token": token, "password": LEAKED });
        let refused = app.program().post("/api/auth/reset-password", body).await;
        assert_eq!(code(&refused), (422, "VALIDATION_ERROR".to_owned()));
        assert_eq!(refused.json()["error"]["fields"]["password"], json!([REFUSED]));
        // The link is not spent by that.
        let answer = app.script().post(&format!("/auth/reset_password/{token}"), json!({ "password": GOOD })).await;
        assert_eq!((answer.status, answer.json().get("warnings")), (200, None));
    });
}

#[test]
fn where_it_is_only_a_warning_every_change_and_reset_says_so() {
    App::test_with(&["--breached-passwords=warn"], async |app| {
        let browser = app.browser();
        browser.sign_in("john", GOOD).await;
        let put = [("username", "john"), ("email", "john@example.com"), ("password", LEAKED)];
        assert_eq!(browser.submit(Method::PUT, "/update/john", &put).await.status, 303);
        assert!(browser.get("/").await.body.contains(NOTICE));

        let program = app.program();
        let tokens = Tokens::of(&program.login("john", LEAKED).await);
        let body = json!({ "current_password": LEAKED, "new_password": "kilimanjaro" });
        let answer = program.bearer_json(Method::POST, "/api/auth/change-password", &tokens.access, &body).await;
        assert!(answer.status == 200 && warns(&answer), "{}", answer.body);
        let body = json!({ "password": LEAKED, "current_password": "kilimanjaro" });
        let answer = program.bearer_json(Method::PATCH, "/api/auth/me", &tokens.access, &body).await;
        assert!(answer.status == 200 && warns(&answer), "{}", answer.body);

        let token = reset_token(app).await;
        let answer = app.script().post(&format!("/auth/reset_password/{token}"), json!({ "password": LEAKED })).await;
        assert!(answer.status == 200 && warns(&answer), "{}", answer.body);
        let body = json!({ "token": reset_token(app).await, "password": "kilimanjaro" });
        let answer = app.program().post("/api/auth/reset-password", body).await;
        assert!(answer.status == 200 && warns(&answer), "{}", answer.body);
        let other = app.browser();
        let link = format!("/reset-password/{}", reset_token(app).await);
        let fields = [("password", LEAKED), ("confirm_password", LEAKED)];
        assert_eq!(other.post(&link, &fields).await.status, 303);
        assert!(other.get("/login").await.body.contains(NOTICE));
    });
}

/// The secret of a new reset link.
async fn reset_token(app: &App) -> String {
    app.clock.advance(time::Duration::hours(2));
    app.browser().post("/forgot-password", &[("email", "john@example.com")]).await;
    let link = app.link_to("john@example.com", "/reset-password/").await;
    link.rsplit('/').next().expect("a secret").to_owned()
}

#[test]
fn after_a_second_step_a_login_with_a_leaked_password_is_told_and_not_before() {
    App::test_with(&["--breached-passwords=warn"], async |app| {
        app.clock.stop();
        let owner = app.browser();
        owner.register("john", "john@example.com", LEAKED).await;
        owner.login("john", LEAKED).await;
        let phone = owner.set_up_app(app).await;
        let browser = app.browser();
        assert_eq!(browser.login("john", LEAKED).await.location(), Some("/login/code"));
        assert!(!browser.get("/login/code").await.body.contains(NOTICE), "the login is not complete");
        assert_eq!(browser.post("/login/code", &[("code", &phone.code(app))]).await.location(), Some("/"));
        assert!(browser.get("/").await.body.contains(NOTICE));
        assert!(!browser.get("/").await.body.contains(NOTICE), "once");

        // Somebody else, in a browser where such a login was left half done.
        app.clock.advance(time::Duration::MINUTE);
        let shared = app.browser();
        shared.login("john", LEAKED).await;
        app.browser().register("anna", "anna@example.com", GOOD).await;
        assert_eq!(shared.login("anna", GOOD).await.location(), Some("/"));
        assert!(!shared.get("/").await.body.contains(NOTICE));
        // The session API says nothing of it at a login.
        let script = app.script();
        assert_eq!(script.login("john", LEAKED).await.status, 401);
        let answer = script.post("/auth/login/second_factor", json!({ "code": phone.code(app) })).await;
        assert_eq!((answer.status, answer.json().get("warnings")), (200, None));
    });
}

#[test]
fn a_login_with_a_leaked_password_is_let_in_and_told() {
    App::test_with(&["--breached-passwords=off"], async |app| {
        app.browser().register("john", "john@example.com", LEAKED).await;
        let browser = app.browser();
        assert_eq!(browser.login("john", LEAKED).await.status, 303);
        assert!(!browser.get("/").await.body.contains(NOTICE), "nothing is looked up");
        let strict = app.another_node(&["--breached-passwords=refuse"]);
        let browser = strict.app.browser();
        let answer = browser.login("john", LEAKED).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/")));
        assert!(browser.get("/").await.body.contains(NOTICE));
        let script = strict.app.script();
        let answer = script.login("john", LEAKED).await;
        assert_eq!(answer.json(), json!({ "ok": true, "msg": "login successful" }));
    });
}

#[test]
fn production_refuses_and_development_warns_unless_they_are_told_otherwise() {
    App::test_in_production(&[], async |app| {
        assert_eq!(app.script().post("/auth/register", sign_up(LEAKED)).await.status, 400);
        for (name, right) in [("grace", "secure123"), ("hedy", "newpassword123")] {
            let body = json!({ "username": name, "email": format!("{name}@example.com"), "password": right });
            let answer = app.script().post("/auth/register", body).await;
            assert_eq!(answer.json(), json!({ "ok": true, "msg": "User registered" }), "{right}");
        }
    });
    App::test(async |app| {
        let answer = app.script().post("/auth/register", sign_up(LEAKED)).await;
        assert!(answer.status == 201 && warns(&answer), "{}", answer.body);
    });
}

fn sign_up(password: &str) -> Value {
    json!({ "username": "john", "email": "john@example.com", "password": password })
}

#[test]
fn a_file_takes_the_place_of_the_list_in_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let (list, filter) = (folder.path().join("list.txt"), folder.path().join("list.filter"));
    std::fs::write(&list, "marmalade skies\n").unwrap();
    let flag = format!("--breached-passwords-file={}", filter.display());
    App::test(async |app| {
        let built = app.command(&["breach", "build", list.to_str().unwrap(), filter.to_str().unwrap()]);
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        let node = app.another_node(&[&flag, "--breached-passwords=refuse"]);
        let script = node.app.script();
        assert_eq!(script.post("/auth/register", sign_up("marmalade skies")).await.status, 400);
        assert_eq!(script.post("/auth/register", sign_up(LEAKED)).await.status, 201);

        let missing = app.command(&["breach", "build", "nowhere.txt", filter.to_str().unwrap()]);
        assert_eq!(missing.status.code(), Some(3));
        assert!(app.command(&["breach", "verify", filter.to_str().unwrap()]).status.success());
        let mut damaged = std::fs::read(&filter).unwrap();
        damaged[70] ^= 1;
        std::fs::write(&filter, damaged).unwrap();
        let verified = app.command(&["breach", "verify", filter.to_str().unwrap()]);
        assert_eq!(verified.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&verified.stderr).contains("damaged"));
        std::fs::write(&filter, "no filter").unwrap();
        let refused = app.command_with(&["user", "list"], &[("BREACHED_PASSWORDS_FILE", filter.to_str().unwrap())], "");
        assert_eq!(refused.status.code(), Some(2));
        let sentence = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(sentence.contains("BREACHED_PASSWORDS_FILE") && sentence.contains("breach build"), "{sentence}");
    });
}
