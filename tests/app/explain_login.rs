//! Why somebody can't log in.

use serde_json::Value;

use crate::harness::App;
use crate::harness::profile_forms::partial;

const PASSWORD: &str = "correct horse battery";

fn explained(app: &App, arguments: &[&str], variables: &[(&str, &str)]) -> (bool, Vec<String>) {
    let said = app.command_with(&[&["explain", "--json"], arguments].concat(), variables, "");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let said: Value = serde_json::from_slice(&said.stdout).expect("JSON");
    let obstacles = said["obstacles"].as_array().expect("obstacles").iter();
    let codes = obstacles.map(|one| one["code"].as_str().expect("a code").to_owned()).collect();
    (said["can_log_in"].as_bool().expect("yes or no"), codes)
}

#[test]
fn every_reason_is_named_with_what_to_do() {
    App::test(async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        assert_eq!(explained(app, &["john"], &[]), (true, vec![]));
        let said = |codes: &[&str]| codes.iter().map(|&code| code.to_owned()).collect::<Vec<_>>();
        assert_eq!(explained(app, &["nobody"], &[]), (false, said(&["unknown"])));
        let strict = [("REQUIRE_VERIFIED_EMAIL", "true"), ("REQUIRE_SECOND_FACTOR", "all")];
        let both = said(&["email_not_verified", "second_factor_missing"]);
        assert_eq!(explained(app, &["john@example.com"], &strict), (false, both));
        browser.set_up_app(app).await;
        assert_eq!(explained(app, &["john"], &[]), (true, said(&["second_factor_needed"])));
        for _ in 0..5 {
            app.browser().login("john", "wrong horse 12").await;
        }
        let (can, codes) = explained(app, &["john", "--from", "127.0.0.1"], &[]);
        assert_eq!((can, codes), (false, said(&["limited", "second_factor_needed"])));
        assert!(explained(app, &["john", "--from", "203.0.113.7"], &[]).0, "another network has its own");
        assert!(app.command(&["user", "disable", "john"]).status.success());
        assert_eq!(explained(app, &["john"], &[]), (false, said(&["disabled", "second_factor_needed"])));
        let text = String::from_utf8(app.command(&["explain", "john"]).stdout).expect("UTF-8");
        assert!(text.starts_with("john can't log in.\n") && text.contains("`vestibule user enable john`"), "{text}");
        let closed = app.command_with(&["explain", "nobody"], &[("REGISTRATION", "closed")], "");
        assert!(String::from_utf8_lossy(&closed.stdout).contains("vestibule user create"));
    });
}

#[test]
fn a_password_that_was_turned_off_may_have_been_so_by_any_of_the_ways() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        partial(&browser, "john", &[("email", "thief@example.net")]).await;
        let undo = app.link_to("john@example.com", "/email-change/").await;
        assert_eq!(browser.post(&undo, &[]).await.status, 303);
        assert_eq!(explained(app, &["john"], &[]), (false, vec!["no_password".to_owned()]));
        let text = String::from_utf8(app.command(&["explain", "john"]).stdout).expect("UTF-8");
        let reason = "- The account has no password that works: \"This wasn't me\" or \"Undo this change\" turned it off, or the \
                      account came here without one.";
        assert!(text.lines().any(|line| line == reason), "{text}");
    });
}
