use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::program::{code, refused};
use crate::harness::script::{error, error_of};
use crate::harness::{Answer, App};

const PASSWORD: &str = "correct horse battery";

/// A page without what differs between two requests for good reasons: nothing, apart from the name that was typed.
fn without(answer: &Answer, typed: &str) -> String {
    answer.body.replace(typed, "NAME")
}

#[test]
fn a_registered_person_logs_in_and_sees_their_name() {
    App::test(async |app| {
        let browser = app.browser();
        let answer = browser.register("john", "john@example.com", "secure123").await;
        assert_eq!((answer.status, answer.location()), (303, Some("/login")));
        let answer = browser.login("john", "secure123").await;
        assert_eq!((answer.status, answer.location()), (303, Some("/")));
        let home = browser.get("/").await;
        assert_eq!(home.status, 200);
        assert_eq!(home.text_of("h1"), "Welcome, john");
    });
}

#[test]
fn a_username_or_an_address_in_any_case_opens_the_door() {
    App::test(async |app| {
        app.browser().register("John", "John@Example.com", PASSWORD).await;
        for login in ["john", "JOHN", " John ", "john@example.com", "JOHN@EXAMPLE.COM", "john@ｅｘａｍｐｌｅ.com"]
        {
            let browser = app.browser();
            assert_eq!(browser.login(login, PASSWORD).await.status, 303, "{login}");
            assert_eq!(browser.get("/").await.text_of("h1"), "Welcome, John");
        }
    });
}

#[test]
fn unknown_wrong_and_disabled_cost_the_same_hashes_and_the_same_writes() {
    App::test_with(&["--database-pool=1"], async |app| {
        for name in ["john", "dead"] {
            app.browser().register(name, &format!("{name}@example.com"), PASSWORD).await;
        }
        app.execute(&format!("UPDATE users SET disabled_at = created_at WHERE id = {}", app.user("dead").id));
        app.all_delivered().await;
        let work = async |name: &str| {
            let (browser, before) = (app.browser(), app.services.hash_costs.spent());
            let login = async || assert_eq!(browser.login(name, "not the password").await.status, 422);
            let writes = app.writes_of(login).await;
            (app.services.hash_costs.spent() - before, writes)
        };
        let wrong = work("john").await;
        assert!(wrong.1.iter().any(|write| write == "INSERT events"), "{wrong:?}");
        for name in ["nobody", "nobody@example.com", "dead", "john@example.com"] {
            assert_eq!(work(name).await, wrong, "{name}");
        }
    });
}

#[test]
fn unknown_wrong_and_disabled_get_the_same_answer() {
    App::test(async |app| {
        for name in ["john", "dead"] {
            app.browser().register(name, &format!("{name}@example.com"), PASSWORD).await;
        }
        app.execute("UPDATE users SET disabled_at = created_at WHERE username = 'dead'");
        let wrong = app.browser().login("john", "wrong password").await;
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.texts_of(".summary a"), ["Username or password is incorrect"]);
        assert_eq!(wrong.attribute("#username", "value").as_deref(), Some("john"), "the name is kept");
        assert_eq!(wrong.attribute("#password", "value"), None);
        assert!(!wrong.body.contains("wrong password"));
        for (name, password) in
            [("nobody", PASSWORD), ("dead", PASSWORD), ("john@example.com", "x"), ("no@example.com", "x")]
        {
            let answer = app.browser().login(name, password).await;
            assert_eq!(answer.status, 422, "{name}");
            assert_eq!(without(&answer, name), without(&wrong, "john"), "{name}");
            let names = |answer: &Answer| answer.headers.keys().map(ToString::to_string).collect::<BTreeSet<_>>();
            assert_eq!(names(&answer), names(&wrong), "{name}");
        }
        assert!(app.sessions_of("dead").is_empty());
        assert_eq!(app.events().iter().filter(|kind| *kind == "login_failed").count(), 5, "each leaves an event");
    });
}

#[test]
fn empty_fields_are_named_both_at_once() {
    App::test(async |app| {
        let answer = app.browser().login("  ", "").await;
        assert_eq!(answer.status, 422);
        assert_eq!(answer.texts_of(".summary a"), ["Enter a username or email address", "Enter a password"]);
    });
}

#[test]
fn the_third_failure_in_a_row_offers_a_reset() {
    App::test(async |app| {
        let browser = app.browser();
        for offered in [false, false, true] {
            let answer = browser.login("john", "wrong").await;
            assert_eq!(answer.body.contains("Reset your password"), offered);
        }
    });
}

#[test]
fn a_refusal_is_told_once_and_a_rate_limit_marks_no_field() {
    App::test(async |app| {
        app.clock.stop();
        let browser = app.browser();
        for _ in 0..5 {
            let wrong = browser.login("john", "wrong").await;
            assert_eq!(wrong.status, 422);
            assert_eq!(wrong.body.matches("Username or password is incorrect").count(), 1, "{}", wrong.body);
            assert_eq!(wrong.texts_of("[aria-invalid=true][aria-describedby=problems]").len(), 2);
            assert_eq!(wrong.attribute("form[data-retry]", "method"), None);
        }
        let limited = browser.login("john", "wrong").await;
        assert_eq!(limited.status, 429);
        assert_eq!(limited.body.matches("Too many attempts").count(), 1);
        assert_eq!(limited.texts_of("[aria-invalid]").len(), 0, "the fields may well be right");
        assert_eq!(limited.attribute("form[data-retry]", "data-retry").as_deref(), limited.header("retry-after"));
    });
}

#[test]
fn an_address_that_was_typed_waits_on_the_page_for_a_forgotten_password() {
    App::test(async |app| {
        let filled = async |typed: &str| {
            let browser = app.browser();
            let answer = browser.login(typed, "wrong").await;
            assert_eq!(answer.attribute(".aside a", "href").as_deref(), Some("/forgot-password"), "not in the URL");
            assert_eq!(browser.get("/forgot-password/sent").await.status, 303, "no link was sent yet");
            browser.get("/forgot-password").await.attribute("#email", "value").unwrap_or_default()
        };
        assert_eq!(filled("john@example.com").await, "john@example.com");
        assert_eq!(filled("john").await, "", "a username is no address");
        assert_eq!(filled(&format!("{}@example.com", "a".repeat(300))).await, "");
    });
}

#[test]
fn an_older_hash_is_renewed_at_the_next_login() {
    App::test_with(&["--bcrypt-cost=5"], async |app| {
        let browser = app.browser();
        browser.register("john", "john@example.com", PASSWORD).await;
        let changed_at = app.user("john").password_changed_at;
        for old in ["$2b$04$", "$2b$06$"] {
            let cost = old[4..6].parse().unwrap();
            app.keep_hash("john", &bcrypt::hash(PASSWORD, cost).unwrap());
            assert_eq!(browser.login("john", "not the password").await.status, 422);
            assert!(app.user("john").password.as_text().starts_with(old), "a wrong password renews nothing");
            assert_eq!(browser.login("john", PASSWORD).await.status, 303);
            let renewed = app.user("john").password.as_text().to_owned();
            assert!(renewed.starts_with("$2b$05$"), "{renewed}");
            assert_eq!(app.user("john").password_changed_at, changed_at, "the password is the same");
            assert_eq!(browser.login("john", PASSWORD).await.status, 303);
            assert_eq!(app.user("john").password.as_text(), renewed, "nothing to renew");
        }
    });
}

#[test]
fn a_refusal_costs_as_much_as_the_costliest_hash_there_is() {
    let flags = ["--limit-login-network=0", "--limit-login-account=0"];
    App::test_with(&flags, async |app| {
        for name in ["john", "jane", "jill", "jack"] {
            app.browser().register(name, &format!("{name}@example.com"), PASSWORD).await;
        }
        app.keep_hash("jane", &bcrypt::hash(PASSWORD, 6).unwrap());
        app.keep_hash("jill", "$2b$99$nonsense");
        app.execute(&format!("UPDATE users SET disabled_at = created_at WHERE id = {}", app.user("jack").id));
        let cost = async |app: &App, name: &str, password: &str| {
            let before = app.services.hash_costs.spent();
            assert_eq!(app.browser().login(name, password).await.status, 422);
            app.services.hash_costs.spent() - before
        };
        // After a restart it is known; so it is once such a hash was seen, or when housekeeping looks.
        let node = app.another_node(&flags);
        let looks = |app: &App| inside::housekeeping::take_turn(&app.services, true).unwrap();
        assert!(looks(app));
        for app in [app, &node.app] {
            for name in ["nobody", "nobody@example.com", "john", "jane", "jill", "jack"] {
                assert_eq!(cost(app, name, "not the password").await, 1 << 6, "{name}");
            }
            assert_eq!(cost(app, "jack", PASSWORD).await, 1 << 6, "disabled");
        }
        // Longer passwords have a scheme of their own.
        app.keep_hash("jill", &format!("sha256+{}", bcrypt::hash(PASSWORD, 7).unwrap()));
        assert!(looks(app));
        assert_eq!(cost(app, "nobody", "not the password").await, 1 << 7);
        assert_eq!(cost(&node.app, "jill", "not the password").await, 1 << 7);
        assert_eq!(cost(&node.app, "nobody", "not the password").await, 1 << 7, "seen once");
        // Once no such hash is left nobody pays for it.
        app.execute("DELETE FROM users WHERE username_key IN ('jane', 'jill')");
        assert!(looks(app));
        assert!(!looks(&node.app), "another one sweeps");
        for app in [app, &node.app] {
            assert_eq!(cost(app, "nobody", "not the password").await, 1 << 4);
        }
    });
}

#[test]
fn a_hash_from_another_system_is_taken_and_one_that_is_none_matches_nothing() {
    App::test_with(&["--limit-login-account=0"], async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        for version in ["2a", "2b", "2y"] {
            let hash = bcrypt::hash(PASSWORD, 4).unwrap().replacen("2b", version, 1);
            app.keep_hash("john", &hash);
            assert_eq!(app.browser().login("john", PASSWORD).await.status, 303, "{version}");
        }
        for nonsense in ["", "!", PASSWORD, "$2b$04$short", "sha256+", "plain:correct horse battery"] {
            app.keep_hash("john", nonsense);
            app.clock.advance(time::Duration::minutes(2));
            assert_eq!(app.browser().login("john", PASSWORD).await.status, 422, "{nonsense}");
        }
    });
}

#[test]
fn absurdly_long_names_and_passwords_are_only_wrong() {
    App::test(async |app| {
        for (name, password) in
            [("a".repeat(30_000), "b".repeat(30_000)), (format!("ä@{}", "ü".repeat(4_000)), "ж".repeat(3_000))]
        {
            let answer = app.browser().login(&name, &password).await;
            assert_eq!(answer.status, 422);
            assert_eq!(answer.texts_of(".summary a"), ["Username or password is incorrect"]);
        }
    });
}

#[test]
fn the_previous_login_is_what_a_person_compares_with_their_memory() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        assert!(browser.get("/").await.body.contains("This is your first"));
        let first = app.user("john").last_login_at;
        app.clock.advance(time::Duration::hours(3));
        browser.login("john", PASSWORD).await;
        let user = app.user("john");
        assert_eq!(user.previous_login_at, first);
        assert!(user.last_login_at > first);
        assert!(!browser.get("/").await.body.contains("This is your first"));
    });
}

#[test]
fn a_login_is_refused_in_the_originals_words() {
    App::test(async |app| {
        let script = app.script();
        script.sign_in("john", "secure123").await;
        let login = async |body: Value| app.script().post("/auth/login", body).await;
        assert_eq!(
            error_of(&login(json!({ "username": "john" })).await),
            error(400, "missing credentials", "validation_failed")
        );
        let wrong = login(json!({ "username": "john", "password": "secure124" })).await;
        assert_eq!(error_of(&wrong), error(401, "invalid credentials", "invalid_credentials"));
        let unknown = login(json!({ "username": "nobody", "password": "secure124" })).await;
        assert_eq!(unknown.body, wrong.body);
        assert_eq!(login(json!({ "email": "john@example.com", "password": "secure123" })).await.status, 200);
    });
}

#[test]
fn a_login_takes_the_username_the_address_or_both() {
    App::test(async |app| {
        let program = app.program();
        program.sign_in("john", "secure123").await;
        let login = async |body: Value| program.json(Method::POST, "/api/auth/login", &body).await;
        for body in [
            json!({ "username": "John", "password": "secure123" }),
            json!({ "username": "john@example.com", "password": "secure123" }),
            json!({ "email": "JOHN@example.com", "password": "secure123" }),
            json!({ "username": "john", "email": "john@example.com", "password": "secure123" }),
        ] {
            assert_eq!(login(body.clone()).await.status, 200, "{body}");
        }
        let unknown = login(json!({ "username": "nobody", "password": "secure123" })).await;
        let wrong = login(json!({ "username": "john", "password": "secure124" })).await;
        assert_eq!(code(&wrong), refused(401, "INVALID_CREDENTIALS"));
        assert_eq!(unknown.body, wrong.body);
        assert!(wrong.header("www-authenticate").is_some_and(|challenge| challenge.starts_with("Bearer")));
    });
}
