//! Accounts that must have a second factor: set up inside the login, and what follows for those that have none.

use reqwest::Method;
use serde_json::json;
use time::Duration;

use crate::harness::program::{claims, code, refused};
use crate::harness::{Answer, App, Browser, Passkey, Phone, Tokens};

const PASSWORD: &str = "correct horse battery";
const ALL: &[&str] = &["--require-second-factor=all"];

/// A browser in which john's password was right.
async fn stopped(app: &App) -> Browser<'_> {
    let browser = app.browser();
    let fields = [("username", "john"), ("password", PASSWORD), ("next", "/history")];
    let answer = browser.post("/login", &fields).await;
    assert_eq!((answer.status, answer.location()), (303, Some("/login/set-up?next=%2Fhistory")), "{}", answer.body);
    browser
}

async fn phone_of(browser: &Browser<'_>) -> Phone {
    let page = browser.get("/login/set-up").await;
    assert_eq!(page.status, 200, "{}", page.body);
    Phone::with(&page.text_of("code.key"))
}

fn confirmed(shown: &Answer) -> Vec<String> {
    assert_eq!(shown.status, 200, "{}", shown.body);
    shown.texts_of(".recovery-codes code")
}

#[test]
fn the_login_stops_at_the_set_up_whose_first_code_finishes_it() {
    App::test_with(ALL, async |app| {
        app.clock.stop();
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let browser = stopped(app).await;
        assert!(!browser.is_logged_in().await);
        assert_eq!(browser.get("/auth/current_user").await.json()["ok"], json!(false));
        let page = browser.get("/login/set-up?next=%2Fhistory").await;
        assert!(page.body.contains("Your account must have two-step login."), "{}", page.body);
        assert!(page.body.contains("<svg") && page.attribute("a[href^='otpauth:']", "href").is_some());
        let key = page.text_of("code.key");
        let phone = Phone::with(&key);
        let wrong = browser.post("/login/set-up", &[("code", &phone.wrong_code(app)), ("next", "/history")]).await;
        assert_eq!(
            (wrong.status, wrong.text_of("code.key")),
            (422, key.clone()),
            "a wrong code keeps what was scanned"
        );
        assert_eq!(wrong.field_error("code"), "Code is incorrect or was already used. Enter the next one");
        let empty = browser.post("/login/set-up", &[("code", "")]).await;
        assert_eq!(
            empty.attribute("main input[name=next]", "value").as_deref(),
            Some("/history"),
            "the login knows it"
        );
        assert_eq!(empty.field_error("code"), "Enter the code from your authenticator app");
        assert_eq!(browser.get("/login/set-up").await.text_of("code.key"), key, "so does a reload");
        let used = phone.code(app);
        let shown = browser.post("/login/set-up", &[("code", &used), ("next", "/history")]).await;
        let codes = confirmed(&shown);
        assert_eq!(codes.len(), 10);
        assert!(shown.body.contains("<a href=\"/history\">"), "{}", shown.body);
        assert!(shown.body.contains("action=\"/logout\""), "the page knows who is logged in");
        assert!(browser.is_logged_in().await);
        let emails = app.emails_to("john@example.com").await;
        assert!(emails.iter().any(|email| email.subject.contains("Authenticator app set up")));
        assert!(browser.get("/history").await.body.contains("Authenticator app set up"));
        // Both were proved just now: a change asks for nothing.
        let body = json!({ "email": "new@example.com" });
        assert_eq!(browser.json(Method::PUT, "/auth/update_profile", &body).await.status, 200);
        // The code that confirmed is used, and so is the login.
        let script = app.script();
        script.login("john", PASSWORD).await;
        assert_eq!(script.post("/auth/login/second_factor", json!({ "code": used })).await.status, 401);
        let again = browser.get("/login/set-up").await;
        assert_eq!((again.status, again.location()), (303, Some("/")));
        let other = app.browser();
        other.login("john", PASSWORD).await;
        let answer = other.post("/login/recovery-code", &[("code", &codes[0])]).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/")));
    });
}

#[test]
fn tokens_of_the_first_login_after_it_say_both() {
    App::test_with(ALL, async |app| {
        app.clock.stop();
        let program = app.program();
        let registered = program.register("john", "john@example.com", PASSWORD).await;
        assert_eq!(registered.status, 201, "{}", registered.body);
        let data = registered.json()["data"].clone();
        assert!(data["access_token"].is_null() && data["message"].is_string(), "no token before the factor: {data}");
        let asked = program.login("john", PASSWORD).await;
        assert_eq!(code(&asked), refused(403, "SECOND_FACTOR_SETUP_REQUIRED"));
        let error = asked.json()["error"].clone();
        assert_eq!(error["set_up_url"], json!(format!("{}/login", app.url)));
        assert_eq!(error["message"], "This account must have a second factor. Set it up first");
        assert!(error["login_token"].is_null());
        let browser = stopped(app).await;
        let phone = phone_of(&browser).await;
        confirmed(&browser.post("/login/set-up", &[("code", &phone.code(app))]).await);
        app.clock.advance(Duration::minutes(1));
        let asked = program.login("john", PASSWORD).await.json();
        let body = json!({ "login_token": asked["error"]["login_token"], "code": phone.code(app) });
        let done = program.post("/api/auth/login/second-factor", body).await;
        assert_eq!(claims(&Tokens::of(&done).access)["amr"], json!(["pwd", "otp", "mfa"]));
    });
}

#[test]
fn a_front_end_is_told_where_and_its_browser_goes_on_there() {
    App::test_with(ALL, async |app| {
        app.clock.stop();
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let script = app.script();
        let asked = script.login("john", PASSWORD).await;
        let body = asked.json();
        assert_eq!((asked.status, &body["code"]), (403, &json!("second_factor_setup_required")));
        assert_eq!(body["set_up_url"], json!(format!("{}/login/set-up", app.url)));
        assert_eq!(script.get("/auth/current_user").await.json()["ok"], json!(false));
        assert_eq!(script.get("/auth/factors").await.status, 401, "it opens nothing but the page");
        assert_eq!(script.json(Method::POST, "/auth/factors/totp", &json!({})).await.status, 401);
        assert_eq!(script.post("/auth/login/second_factor", json!({ "code": "123456" })).await.status, 401);
        let phone = phone_of(&script).await;
        let fields = [("code", &*phone.code(app))];
        confirmed(&script.submit(Method::POST, "/login/set-up", &fields).await);
        assert_eq!(script.get("/auth/current_user").await.json()["ok"], json!(true));
        assert_eq!(script.get("/auth/factors").await.json()["required"], json!(true));
    });
}

#[test]
fn nobody_sees_the_secret_but_the_browser_in_which_the_password_was_right() {
    App::test_with(ALL, async |app| {
        app.clock.stop();
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let stranger = app.browser();
        let shown = stranger.get("/login/set-up").await;
        assert_eq!((shown.status, shown.location()), (303, Some("/login")));
        // Somebody who knows the password was here first: the owner scans another secret.
        let thief = stopped(app).await;
        let known = phone_of(&thief).await;
        let owner = stopped(app).await;
        let phone = phone_of(&owner).await;
        assert_ne!(known.code(app), phone.code(app));
        confirmed(&owner.post("/login/set-up", &[("code", &phone.code(app))]).await);
        // There is one now, and what the thief scanned is none.
        let late = thief.post("/login/set-up", &[("code", &known.code(app))]).await;
        assert_eq!((late.status, late.location()), (303, Some("/login?next=%2Fhistory")));
        app.clock.advance(Duration::minutes(1));
        thief.login("john", PASSWORD).await;
        assert_eq!(thief.post("/login/code", &[("code", &known.code(app))]).await.status, 422);
        assert_eq!(thief.post("/login/code", &[("code", &phone.code(app))]).await.status, 303);
    });
}

#[test]
fn the_set_up_ends_with_its_time_a_new_password_and_the_policy() {
    App::test_with(ALL, async |app| {
        app.clock.stop();
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let browser = stopped(app).await;
        let phone = phone_of(&browser).await;
        // Where the policy is gone, there is nothing to set up.
        let node = app.another_node(&[]);
        let elsewhere = node.app.browser();
        elsewhere.set_cookie(&browser.pending_cookie());
        assert_eq!(elsewhere.get("/login/set-up").await.location(), Some("/login"));
        app.clock.advance(Duration::minutes(10));
        let late = browser.post("/login/set-up", &[("code", &phone.code(app))]).await;
        assert_eq!((late.status, late.location()), (303, Some("/login?next=%2Fhistory")));
        let browser = stopped(app).await;
        let phone = phone_of(&browser).await;
        let reset = app.browser();
        reset.post("/forgot-password", &[("email", "john@example.com")]).await;
        let link = app.email_to("john@example.com").await.path();
        let fields = [("password", "another long password"), ("confirm_password", "another long password")];
        assert_eq!(reset.post(&link, &fields).await.status, 303);
        let late = browser.post("/login/set-up", &[("code", &phone.code(app))]).await;
        assert_eq!((late.status, late.location()), (303, Some("/login?next=%2Fhistory")));
        assert!(!browser.is_logged_in().await);
    });
}

#[test]
fn administrators_alone_must_have_one_and_are_never_locked_out() {
    App::test_with(&["--require-second-factor=admins"], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        assert!(browser.is_logged_in().await, "others log in as before");
        let promote = |arguments: &[&str]| {
            let variables = [("REQUIRE_SECOND_FACTOR", "admins")];
            let output = app.command_with(&[&["user", "promote", "john"], arguments].concat(), &variables, "");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).expect("text")
        };
        assert_eq!(promote(&["--role", "moderator"]), "john is now moderator.\n");
        assert_eq!(browser.login("john", PASSWORD).await.location(), Some("/"), "a moderator has no rights here");
        let said = promote(&[]);
        assert_eq!(
            said,
            "john is now admin.\nThe next login of john sets up a second factor (REQUIRE_SECOND_FACTOR).\n"
        );
        let browser = stopped(app).await;
        let phone = phone_of(&browser).await;
        confirmed(&browser.post("/login/set-up", &[("code", &phone.code(app))]).await);
        assert_eq!(browser.get("/auth/admin/users").await.status, 200);
    });
}

#[test]
fn sessions_from_before_the_policy_go_on_with_a_banner_and_without_the_rights_of_an_administrator() {
    App::test(async |app| {
        app.clock.stop();
        app.browser().register("john", "john@example.com", PASSWORD).await;
        assert!(app.command(&["user", "promote", "john"]).status.success());
        let before = app.browser();
        before.login("john", PASSWORD).await;
        assert_eq!(before.get("/auth/admin/users").await.status, 200);
        let node = app.another_node(&["--require-second-factor=admins"]);
        let browser = node.app.browser();
        browser.set_cookie(&before.cookie());
        let home = browser.get("/").await;
        assert!(home.body.contains("Your next login asks you to set it up."), "{}", home.body);
        assert_eq!(home.attribute(".banner a", "href").as_deref(), Some("/two-step"));
        let page = browser.get("/two-step").await;
        assert!(page.attribute(".banner a", "href").is_none());
        assert!(page.text_of(".lead").starts_with("Your account must have two-step login."), "{}", page.body);
        let answer = browser.get("/auth/admin/users").await;
        let body = answer.json();
        assert_eq!((answer.status, &body["code"]), (403, &json!("second_factor_setup_required")));
        assert_eq!(body["set_up_url"], json!(format!("{}/two-step", node.app.url)));
        let phone = browser.set_up_app(&node.app).await;
        assert_eq!(browser.get("/auth/admin/users").await.status, 200);
        assert!(browser.get("/").await.attribute(".banner a", "href").is_none());
        assert_eq!(browser.get("/two-step").await.text_of(".lead"), "Your account must have two-step login.");
        drop(phone);
    });
}

#[test]
fn the_last_required_factor_stays_and_the_operator_can_still_remove_it() {
    App::test_with(ALL, async |app| {
        app.clock.stop();
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let browser = stopped(app).await;
        let phone = phone_of(&browser).await;
        confirmed(&browser.post("/login/set-up", &[("code", &phone.code(app))]).await);
        let refused = browser.post("/two-step/app/remove", &[]).await;
        assert_eq!((refused.status, refused.location()), (303, Some("/two-step")));
        let why = "This is the only second factor of your account, which must have one. Set up another one first";
        let page = browser.get("/two-step").await;
        assert!(page.body.contains(why) && page.body.contains("Remove the authenticator app"), "{}", page.body);
        let refused = browser.json(Method::DELETE, "/auth/factors/totp", &json!({})).await;
        let body = refused.json();
        assert_eq!((refused.status, &body["code"], &body["error"]), (409, &json!("last_factor"), &json!(why)));
        // Recovery codes are no factor, and the operator's way out stays open.
        assert_eq!(browser.get("/auth/factors").await.json()["recovery_codes_left"], json!(10));
        assert!(app.command(&["user", "reset-factors", "john"]).status.success());
        let again = stopped(app).await;
        assert_eq!(again.get("/login/set-up").await.status, 200);
    });
}

#[test]
fn the_address_is_confirmed_first_where_both_are_required() {
    App::test_with(&["--require-second-factor=all", "--require-verified-email=true"], async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.register("john", "john@example.com", PASSWORD).await;
        let link = app.email_to("john@example.com").await.path();
        assert_eq!(browser.login("john", PASSWORD).await.status, 403);
        browser.post(&link, &[]).await;
        stopped(app).await;
    });
}

/// What the script of the page sends in the place of a code.
async fn with_passkey(browser: &Browser<'_>, passkey: &mut Passkey) -> Answer {
    let options = browser.passkey_options("/login/set-up/passkey/options").await;
    let created = passkey.create(&options).to_string();
    browser.post("/login/set-up/passkey", &[("created", &created), ("next", "/history")]).await
}

#[test]
fn a_passkey_finishes_it_too() {
    App::test_with(ALL, async |app| {
        app.clock.stop();
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let browser = stopped(app).await;
        let nothing = browser.post("/login/set-up/passkey", &[("created", "{}")]).await;
        assert_eq!((nothing.status, nothing.text_of("h1")), (422, "Set up an authenticator app".into()));
        assert_eq!(nothing.attributes_of(".summary a", "href"), ["#passkey"]);
        assert!(!browser.is_logged_in().await);

        let mut passkey = Passkey::new(app);
        let shown = with_passkey(&browser, &mut passkey).await;
        assert_eq!(confirmed(&shown).len(), 10);
        assert!(shown.body.contains("<a href=\"/history\">"), "{}", shown.body);
        assert!(browser.is_logged_in().await);
        assert!(app.user("john").has_second_factor());
        let kinds = app.events();
        assert!(kinds.iter().any(|kind| kind == "passkey_added"), "{kinds:?}");
        let told = app.emails_to("john@example.com").await;
        assert!(told.iter().any(|email| email.subject.contains("Passkey added")), "{told:?}");
        assert_eq!(app.browser().log_in_with(&mut passkey).await.status, 200);
        // The session knows both: a change asks for nothing more.
        assert_eq!(browser.post("/two-step/recovery-codes", &[]).await.status, 200);
    });
}

#[test]
fn a_passkey_of_one_login_finishes_no_other_and_none_that_has_ended() {
    App::test_with(ALL, async |app| {
        app.clock.stop();
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let (thief, owner) = (stopped(app).await, stopped(app).await);
        let options = thief.passkey_options("/login/set-up/passkey/options").await;
        let created = Passkey::new(app).create(&options).to_string();
        let refused = owner.post("/login/set-up/passkey", &[("created", &created)]).await;
        assert_eq!(refused.status, 422, "it was made for another login");

        let mut own = Passkey::new(app);
        confirmed(&with_passkey(&owner, &mut own).await);
        let late = thief.post("/login/set-up/passkey", &[("created", &created)]).await;
        assert_eq!((late.status, late.location()), (303, Some("/login?next=%2Fhistory")), "{}", late.body);
        assert!(!thief.is_logged_in().await);
        let guest = app.browser().json(Method::POST, "/login/set-up/passkey/options", &json!({})).await;
        assert_eq!(guest.json()["code"], "login_required");
    });
}
