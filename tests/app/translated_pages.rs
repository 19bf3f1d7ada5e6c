//! The main pages in each language, as their readers get them. English is in `pages.rs`.

use inside::texts::Language;

use crate::harness::snapshot::main_of;
use crate::harness::{Answer, App};

const PASSWORD: &str = "correct horse battery";

fn see(name: &str, language: Language, answer: &Answer) {
    assert_eq!(answer.attribute("html", "lang").as_deref(), Some(language.tag()), "{name}");
    let title = answer.text_of("title");
    insta::assert_snapshot!(format!("{name}.{}", language.tag()), format!("{title}\n{}", main_of(answer)));
}

fn in_language(language: Language) {
    App::test(async |app| {
        app.at_noon();
        let browser = app.browser();
        browser.post("/language", &[("language", language.tag()), ("next", "/")]).await;
        see("landing", language, &browser.get("/").await);
        see("login", language, &browser.get("/login").await);
        let wrong = [("username", "1"), ("email", "nowhere"), ("password", "short"), ("confirm_password", "different")];
        see("register_refused", language, &browser.post("/register", &wrong).await);
        browser.sign_in("john", PASSWORD).await;
        see("home", language, &browser.get("/").await);
        browser.login("john", "wrong").await;
        browser.login("john", "wrong").await;
        see("security", language, &browser.get("/security").await);
        see("history", language, &browser.get("/history").await);
    });
}

#[test]
fn in_german() {
    in_language(Language::De);
}

#[test]
fn in_french() {
    in_language(Language::Fr);
}

#[test]
fn in_spanish() {
    in_language(Language::Es);
}

#[test]
fn in_hebrew() {
    in_language(Language::He);
}
