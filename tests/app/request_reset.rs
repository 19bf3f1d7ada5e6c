//! Ask for a link that resets a forgotten password.

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::program::{code, message, refused};
use crate::harness::script::outcome;
use crate::harness::{Answer, App, Browser};

const PASSWORD: &str = "correct horse battery";
const JOHN: &str = "john@example.com";

async fn ask(browser: &Browser<'_>, address: &str) -> Answer {
    browser.post("/forgot-password", &[("email", address)]).await
}

/// Everything that a page says, text and marks, but the address and the places where it may be broken.
fn words(page: &str, address: &str) -> Vec<String> {
    let page = page.replace("<wbr>", "").replace(address, "(address)");
    page.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn an_unknown_address_costs_the_same_hashes_and_the_same_writes() {
    App::test_with(&["--database-pool=1"], async |app| {
        app.browser().register("john", JOHN, PASSWORD).await;
        app.all_delivered().await;
        let work = async |address: &str| {
            let (browser, before) = (app.browser(), app.services.hash_costs.spent());
            let writes = app.writes_of(async || assert_eq!(ask(&browser, address).await.status, 303)).await;
            app.all_delivered().await;
            (app.services.hash_costs.spent() - before, writes)
        };
        let (known, unknown) = (work(JOHN).await, work("nobody@example.com").await);
        assert_eq!(known, unknown);
        for write in ["INSERT links", "INSERT jobs", "INSERT events"] {
            assert!(known.1.iter().any(|own| own == write), "{write} in {known:?}");
        }
        // A deletion or another address locks the account before its links. Who asks holds nothing, and does it in that order too.
        let links: Vec<_> = known.1.iter().filter(|write| write.ends_with(" links")).collect();
        assert_eq!(links, ["INSERT links", "UPDATE links"]);
    });
}

#[test]
fn an_unknown_address_is_answered_like_a_known_one_and_gets_no_email() {
    App::test(async |app| {
        app.browser().register("john", JOHN, PASSWORD).await;
        app.all_delivered().await;
        let messages = app.delivered().len();
        let mut seen = Vec::new();
        for address in [JOHN, "nobody@example.com"] {
            let browser = app.browser();
            let answer = ask(&browser, address).await;
            let page = browser.get("/forgot-password/sent").await;
            let mut names: Vec<_> = answer.headers.keys().map(ToString::to_string).collect();
            names.sort();
            seen.push((answer.status, answer.body, names, page.status, words(&page.body, address)));
        }
        assert_eq!(seen[0], seen[1]);
        app.all_delivered().await;
        assert_eq!(app.delivered().len(), messages + 1);
        assert!(app.emails_to("nobody@example.com").await.is_empty());
        assert_eq!(app.events().iter().filter(|kind| *kind == "reset_requested").count(), 2);
    });
}

#[test]
fn what_is_no_address_is_a_mistake_in_its_field() {
    App::test(async |app| {
        let browser = app.browser();
        for wrong in ["", "john", "john@localhost"] {
            let answer = ask(&browser, wrong).await;
            assert_eq!(answer.status, 422);
            assert!(answer.field_errors().contains_key("email"));
        }
        assert_eq!(browser.get("/forgot-password/sent").await.location(), Some("/forgot-password"));
    });
}

#[test]
fn emails_to_an_address_are_withheld_without_a_word_and_the_newest_link_works() {
    let flags = ["--limit-email-address=2/3600", "--reset-ttl=600"];
    App::test_with(&flags, async |app| {
        app.clock.stop();
        app.browser().register("john", JOHN, PASSWORD).await;
        let browser = app.browser();
        let before = app.emails_to("john@example.com").await.len();
        for email in [
            "john@example.com",
            "JOHN@example.com",
            "john@example.com",
            "jane@example.com",
            "jane@example.com",
            "jane@example.com",
        ] {
            let answer = browser.post("/forgot-password", &[("email", email)]).await;
            assert_eq!((answer.status, answer.location()), (303, Some("/forgot-password/sent")), "{email}");
        }
        assert_eq!(app.emails_to("john@example.com").await.len(), before + 2);
        // An email counts for as long as its link works, however long the limit is.
        app.clock.advance(Duration::seconds(600));
        browser.post("/forgot-password", &[("email", "john@example.com")]).await;
        assert_eq!(app.emails_to("john@example.com").await.len(), before + 3);
    });
}

#[test]
fn emails_that_one_network_asks_for_are_counted() {
    App::test_with(&["--limit-email-network=2/3600", "--trusted-proxies=127.0.0.1"], async |app| {
        app.clock.stop();
        app.browser().register("john", JOHN, PASSWORD).await;
        let browser = app.browser();
        for email in ["john@example.com", "jane@example.com"] {
            assert_eq!(browser.post("/forgot-password", &[("email", email)]).await.status, 303);
        }
        for email in ["john@example.com", "jane@example.com"] {
            let answer = browser.post("/forgot-password", &[("email", email)]).await;
            assert_eq!((answer.status, answer.header("retry-after")), (429, Some("3600")));
            assert_eq!(answer.text_of(".summary li"), "Too many attempts. Try again in 1 hour.");
            assert_eq!(answer.attribute("#email", "value").as_deref(), Some(email));
        }
        let elsewhere = app.browser_at("203.0.113.9").post("/forgot-password", &[("email", "john@example.com")]).await;
        assert_eq!(elsewhere.status, 303);
    });
}

#[test]
fn emails_asked_for_here_are_limited_like_those_of_the_other_doors() {
    App::test_with(&["--limit-email-network=2/3600", "--limit-email-address=1/3600"], async |app| {
        let program = app.program();
        program.sign_in("ada", "secure123").await;
        let ask = async |path: &str, email: &str| program.json(Method::POST, path, &json!({ "email": email })).await;
        let first = ask("/api/auth/forgot-password", "ada@example.com").await;
        let withheld = ask("/api/auth/forgot-password", "ada@example.com").await;
        assert_eq!((withheld.status, &withheld.body), (200, &first.body), "the address's limit shows in no answer");
        let limited = ask("/api/auth/forgot-password", "john@example.com").await;
        assert_eq!(code(&limited), refused(429, "RATE_LIMITED"));
        assert_eq!(ask("/auth/request_reset", "john@example.com").await.status, 429, "one budget for every door");
    });
}

#[test]
fn a_front_end_is_answered_alike_whatever_it_asks_for() {
    App::test(async |app| {
        let script = app.script();
        script.register("john", JOHN, PASSWORD).await;
        let ask = async |email: Value| script.post("/auth/request_reset", json!({ "email": email })).await;
        let known = ask(json!(JOHN)).await;
        assert_eq!(outcome(&known), (200, json!("If email exists, reset link sent")));
        for other in [json!("nobody@example.com"), json!("no address"), json!(null)] {
            assert_eq!(ask(other).await.body, known.body);
        }
        assert_eq!(app.links_to(JOHN, "/reset-password/").await.len(), 1);
    });
}

#[test]
fn an_app_is_told_of_a_mistyped_address_and_not_who_exists() {
    App::test(async |app| {
        let program = app.program();
        program.register("john", JOHN, PASSWORD).await;
        let ask = async |email: Value| program.post("/api/auth/forgot-password", json!({ "email": email })).await;
        let known = ask(json!("John@Example.com")).await;
        assert_eq!(message(&known), (200, json!("If an account uses that address, a link is on its way")));
        assert_eq!(ask(json!("nobody@example.com")).await.body, known.body, "the answer does not tell who exists");
        for wrong in [json!(""), json!("nowhere"), json!(null)] {
            let answer = ask(wrong).await;
            assert_eq!(code(&answer), refused(422, "VALIDATION_ERROR"));
            assert!(answer.json()["error"]["fields"]["email"].is_array(), "{}", answer.body);
        }
        assert_eq!(app.links_to(JOHN, "/reset-password/").await.len(), 1);
    });
}
