//! Which language an email is in: that of the account it goes to, whoever caused it.

use inside::texts::{Language, Texts};
use reqwest::Method;
use serde_json::json;

use crate::harness::postbox::Email;
use crate::harness::{Answer, App, Browser};

const PASSWORD: &str = "correct horse battery";
const JOHN: &str = "john@example.com";

/// Sends a form with an `Accept-Language`.
async fn post(browser: &Browser<'_>, language: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("accept-language", language)];
    browser.send(Method::POST, path, &headers, body).await
}

async fn register(browser: &Browser<'_>, language: &str) {
    let fields = [("username", "john"), ("email", JOHN), ("password", PASSWORD), ("confirm_password", PASSWORD)];
    assert_eq!(post(browser, language, "/register", &fields).await.status, 303);
}

fn is_in(email: &Email, language: Language, subject: &str) {
    assert_eq!(email.header("Content-Language").as_deref(), Some(language.tag()), "{}", email.subject);
    assert_eq!(email.subject, subject);
    assert!(email.html.contains(&format!("lang=\"{}\" dir=\"{}\"", language.tag(), language.direction().word())));
}

#[test]
fn an_email_is_in_the_language_of_its_account_whoever_caused_it() {
    App::test(async |app| {
        let (owner, stranger) = (app.browser(), app.browser_named("curl/8.5.0"));
        let (german, t) = (Language::De, Texts::built_in(Language::De));
        register(&owner, "de-AT").await;
        is_in(&app.email_to(JOHN).await, german, &t.email_confirm_subject("Vestibule"));

        app.clock.advance(time::Duration::SECOND);
        post(&stranger, "en", "/forgot-password", &[("email", JOHN)]).await;
        is_in(&app.email_to(JOHN).await, german, &t.email_reset_subject("Vestibule"));

        app.clock.advance(time::Duration::SECOND);
        let body = json!({ "email": JOHN }).to_string();
        let headers = [("content-type", "application/json"), ("accept-language", "fr")];
        stranger.send(Method::POST, "/api/auth/forgot-password", &headers, body).await;
        is_in(&app.email_to(JOHN).await, german, &t.email_reset_subject("Vestibule"));

        // A thief with the right password. The owner has logged in before, so this is a device to warn of.
        post(&owner, "de", "/login", &[("username", "john"), ("password", PASSWORD)]).await;
        app.all_delivered().await;
        app.clock.advance(time::Duration::SECOND);
        post(&stranger, "es", "/login", &[("username", "john"), ("password", PASSWORD)]).await;
        is_in(&app.email_to(JOHN).await, german, &t.email_login_subject("Vestibule"));
    });
}

#[test]
fn a_choice_counts_more_than_the_language_that_was_seen_at_sign_up() {
    App::test(async |app| {
        let owner = app.browser();
        register(&owner, "de").await;
        post(&owner, "de", "/login", &[("username", "john"), ("password", PASSWORD)]).await;
        post(&owner, "de", "/language", &[("language", "he"), ("next", "/")]).await;
        app.clock.advance(time::Duration::SECOND);
        post(&app.browser(), "en", "/forgot-password", &[("email", JOHN)]).await;
        let subject = Texts::built_in(Language::He).email_reset_subject("Vestibule");
        is_in(&app.email_to(JOHN).await, Language::He, &subject);

        // What is offered no longer is not sent any more.
        app.all_delivered().await;
        app.clock.advance(time::Duration::SECOND);
        let narrowed = app.another_node(&["--languages=en,fr", "--language=fr"]);
        post(&narrowed.app.browser(), "en", "/forgot-password", &[("email", JOHN)]).await;
        let subject = Texts::built_in(Language::Fr).email_reset_subject("Vestibule");
        is_in(&app.email_to(JOHN).await, Language::Fr, &subject);
    });
}

#[test]
fn the_apis_see_a_language_at_sign_up_and_the_operator_has_that_of_the_installation() {
    App::test(async |app| {
        for (path, name, language) in
            [("/auth/register", "sofia", Language::Es), ("/api/auth/register", "amelie", Language::Fr)]
        {
            let address = format!("{name}@example.com");
            let body = json!({ "username": name, "email": address, "password": PASSWORD }).to_string();
            let headers = [("content-type", "application/json"), ("accept-language", language.tag())];
            let answer = app.browser().send(Method::POST, path, &headers, body).await;
            assert_eq!(answer.status, 201, "{}", answer.body);
            let subject = Texts::built_in(language).email_confirm_subject("Vestibule");
            is_in(&app.email_to(&address).await, language, &subject);
        }
        let create = ["user", "create", "dov", "dov@example.com", "--unverified"];
        let created = app.command_with(&create, &[("LANGUAGE", "he")], &format!("{PASSWORD}\n"));
        assert!(created.status.success(), "{}", String::from_utf8_lossy(&created.stderr));
        let subject = Texts::built_in(Language::He).email_confirm_subject("Vestibule");
        is_in(&app.email_to("dov@example.com").await, Language::He, &subject);
    });
}
