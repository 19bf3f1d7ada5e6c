//! The site behind this entrance: a way back to it, its terms, its links, and who helps.

use reqwest::Method;
use serde_json::json;

use crate::harness::App;
use crate::harness::process::{assert_refused, run};

const SITE: &[&str] = &[
    "--app-name=Ledger",
    "--app-url=https://ledger.example/start",
    "--app-tagline=Books that <b>balance</b>.",
    "--support-email=help@ledger.example",
    "--terms-url=https://ledger.example/terms",
    "--privacy-url=/privacy",
    "--footer-links=Help=https://ledger.example/help?a=b,Write to us=mailto:us@ledger.example",
];

#[test]
fn every_page_leads_back_to_the_app_and_to_what_it_has_to_say() {
    App::test_with(SITE, async |app| {
        let browser = app.browser();
        let landing = browser.get("/").await;
        assert_eq!(landing.text_of(".top .crumb a"), "Back to Ledger");
        assert_eq!(landing.attribute(".top .crumb a", "href").as_deref(), Some("https://ledger.example/start"));
        assert_eq!(landing.text_of(".lead"), "Books that <b>balance</b>.", "a text, and no markup");
        let footer = landing.texts_of(".bottom p a");
        assert_eq!(footer[..4], ["Terms of use", "Privacy policy", "Help", "Write to us"]);
        assert_eq!(landing.attribute(".bottom p a[href^=mailto]", "href").as_deref(), Some("mailto:us@ledger.example"));
        let missing = browser.get("/nowhere").await;
        assert_eq!(missing.attribute("main a[href^=mailto]", "href").as_deref(), Some("mailto:help@ledger.example"));
        assert_eq!(missing.text_of(".top .crumb a"), "Back to Ledger");

        browser.sign_in("john", "secure123").await;
        let home = browser.get("/").await;
        assert_eq!(home.text_of("main > .actions a"), "Go to Ledger");
        assert_eq!(home.attribute("main > .actions a", "href").as_deref(), Some("https://ledger.example/start"));
        let german = app.browser().send(Method::GET, "/", &[("accept-language", "de")], "").await;
        assert_eq!(german.text_of(".top .crumb a"), "Zurück zu Ledger");
    });
}

#[test]
fn a_site_that_says_nothing_about_itself_has_none_of_it() {
    App::test(async |app| {
        let browser = app.browser();
        for path in ["/", "/login", "/register", "/nowhere"] {
            let page = browser.get(path).await;
            assert!(page.texts_of(".top .crumb").is_empty(), "{path}");
            assert!(!page.body.contains("mailto:") && !page.body.contains("Terms of use"), "{path}");
        }
        browser.sign_in("john", "secure123").await;
        assert!(browser.get("/").await.texts_of("main > .actions").is_empty());
        let export = browser.get("/export").await.json();
        assert_eq!(export["accepted_terms"].as_array().map(Vec::len), Some(0));
    });
}

#[test]
fn a_login_without_a_destination_leads_to_the_app() {
    App::test_with(SITE, async |app| {
        let browser = app.browser();
        browser.register("john", "john@example.com", "secure123").await;
        let page = browser.get("/login").await;
        let policy = page.header("content-security-policy").expect("a policy").to_owned();
        assert!(policy.contains("form-action 'self' https://ledger.example;"), "{policy}");
        let right = [("username", "john"), ("password", "secure123")];
        let answer = browser.post("/login", &right).await;
        assert_eq!((answer.status, answer.location()), (303, Some("https://ledger.example/start")));
        // An app that takes them for a guest would send them here again, and so on for ever.
        assert_eq!(browser.get("/login").await.location(), Some("/"));
        let other = app.browser();
        let own = [right[0], right[1], ("next", "/security")];
        assert_eq!(other.post("/login", &own).await.location(), Some("/security"));
    });
}

#[test]
fn the_version_of_the_terms_is_kept_where_the_page_named_them() {
    App::test_with(SITE, async |app| {
        let browser = app.browser();
        let page = browser.get("/register").await;
        let links = ["terms of use", "privacy policy"];
        assert_eq!(page.texts_of("form .meta a"), links);
        assert_eq!(page.attribute("form .meta a", "href").as_deref(), Some("https://ledger.example/terms"));
        browser.sign_in("john", "secure123").await;
        let export = browser.get("/export").await.json();
        assert_eq!(export["accepted_terms"][0]["version"], "https://ledger.example/terms");
        let moment = app.clock.now().date().to_string();
        assert!(export["accepted_terms"][0]["accepted_at"].as_str().is_some_and(|at| at.starts_with(&moment)));

        // Nobody else knows what a front end of its own says, unless it does.
        let api = app.browser();
        let account = json!({"username": "anna", "email": "anna@example.com", "password": "secure123",
            "accepts_terms": true});
        assert_eq!(api.json(Method::POST, "/auth/register", &account).await.status, 201);
        api.login("anna", "secure123").await;
        let export = api.get("/export").await.json();
        assert_eq!(export["accepted_terms"].as_array().map(Vec::len), Some(0));
    });
}

#[test]
fn a_front_end_that_shows_the_terms_says_so_at_both_apis() {
    let version = [SITE, &["--terms-version=2026-11"]].concat();
    App::test_with(&version, async |app| {
        for (path, name, accepts, kept) in [
            ("/auth/register", "anna", json!(true), 1),
            ("/api/auth/register", "bert", json!(true), 1),
            ("/auth/register", "carla", json!(false), 0),
            ("/api/auth/register", "dora", json!(null), 0),
        ] {
            let account = json!({"username": name, "email": format!("{name}@example.com"), "password": "secure123",
                "accept_terms": accepts});
            assert_eq!(app.browser().json(Method::POST, path, &account).await.status, 201, "{path}");
            let browser = app.browser();
            browser.login(name, "secure123").await;
            let export = browser.get("/export").await.json();
            let versions: Vec<_> = export["accepted_terms"].as_array().expect("a list").iter().collect();
            assert_eq!(versions.len(), kept, "{path} {name}");
            assert!(versions.iter().all(|terms| terms["version"] == "2026-11"), "{versions:?}");
        }
        let wrong =
            json!({"username": "eve", "email": "eve@example.com", "password": "secure123", "accept_terms": "yes"});
        assert_eq!(app.script().post("/auth/register", wrong).await.status, 400);
    });
}

#[test]
fn an_operator_names_the_version_of_the_terms() {
    let version = [SITE, &["--terms-version=2026-11"]].concat();
    App::test_with(&version, async |app| {
        let browser = app.browser();
        browser.sign_in("john", "secure123").await;
        let export = browser.get("/export").await.json();
        assert_eq!(export["accepted_terms"][0]["version"], "2026-11");
    });
}

#[test]
fn after_too_many_attempts_the_form_says_who_helps() {
    let few = [SITE, &["--limit-login-account=1/60"]].concat();
    App::test_with(&few, async |app| {
        app.clock.stop();
        let browser = app.browser();
        browser.register("john", "john@example.com", "secure123").await;
        let wrong = [("username", "john"), ("password", "wrong")];
        let first = browser.post("/login", &wrong).await;
        assert!(first.status == 422 && first.texts_of(".summary p").is_empty());
        let second = browser.post("/login", &wrong).await;
        assert_eq!(second.status, 429);
        assert_eq!(second.text_of(".summary p"), "Need help? Write to help@ledger.example .");
    });
}

#[test]
fn emails_name_the_app_and_who_helps() {
    App::test_with(SITE, async |app| {
        app.browser().register("john", "john@example.com", "secure123").await;
        let emails = app.emails_to("john@example.com").await;
        let (text, html) = (emails[0].text.replace("\r\n", "\n"), &emails[0].html);
        assert!(
            text.contains("\nNeed help? Write to help@ledger.example.\nLedger: https://ledger.example/start"),
            "{text}"
        );
        assert!(html.contains("href=\"mailto:help@ledger.example\""), "{html}");
        assert!(html.contains("href=\"https://ledger.example/start\""), "{html}");
    });
}

#[test]
fn what_is_no_link_keeps_the_server_from_starting() {
    let folder = tempfile::tempdir().unwrap();
    for (variable, wrong, advice) in [
        ("APP_URL", "ledger.example", "write a URL that begins with https://"),
        ("TERMS_URL", "javascript:alert(1)", "write a URL that begins with https://"),
        ("PRIVACY_URL", "//elsewhere.example", "write it like /terms"),
        ("FOOTER_LINKS", "Help", "write Label=URL"),
        ("SUPPORT_EMAIL", "help", "like help@example.com"),
        ("TERMS_VERSION", "2", "set TERMS_URL as well"),
    ] {
        assert_refused(&run(folder.path(), &[(variable, wrong)], &[]), &[&format!("vestibule: {variable}: "), advice]);
    }
}
