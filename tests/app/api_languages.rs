//! Sentences of the APIs, and of JSON at the pages, in the language that a request names. Programs compare the English ones, so a
//! request that names none gets these to the byte.

use inside::texts::{Language, Texts};
use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::harness::program::Tokens;
use crate::harness::{Answer, App, Browser};

const PASSWORD: &str = "correct horse battery";

/// One request of each kind: with a sentence of its own, with sentences at fields, without a body, to an address that isn't there.
fn requests() -> [(Method, &'static str, Value); 10] {
    let nobody = json!({ "username": "nobody", "password": "wrong" });
    let weak = json!({ "username": "1", "email": "none", "password": "1" });
    [
        (Method::POST, "/auth/login", nobody.clone()),
        (Method::POST, "/auth/register", weak.clone()),
        (Method::PUT, "/auth/change_password", json!({ "current_password": "1", "new_password": "2" })),
        (Method::POST, "/auth/request_reset", json!({ "email": "nobody@example.com" })),
        (Method::POST, "/api/auth/login", nobody),
        (Method::POST, "/api/auth/register", weak),
        (Method::GET, "/api/auth/me", Value::Null),
        (Method::POST, "/api/auth/forgot-password", json!({ "email": "nobody@example.com" })),
        (Method::GET, "/api/auth/nowhere", Value::Null),
        (Method::GET, "/nowhere", Value::Null),
    ]
}

async fn ask(browser: &Browser<'_>, request: &(Method, &str, Value), more: &[(&str, &str)]) -> Answer {
    let (method, path, body) = request;
    let headers = [&[("content-type", "application/json"), ("accept", "application/json")], more].concat();
    let body = if body.is_null() { String::new() } else { body.to_string() };
    browser.send(method.clone(), path, &headers, body).await
}

/// The answer without what is written for people.
fn without_sentences(answer: &Answer) -> Value {
    fn blank(value: &mut Value) {
        match value {
            Value::Object(members) => {
                for (name, value) in members.iter_mut() {
                    match (name.as_str(), &value) {
                        ("error" | "msg" | "message", Value::String(_)) => *value = json!("…"),
                        ("fields" | "details", Value::Object(_)) => {
                            let names = value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
                            *value = json!(names);
                        }
                        _ => blank(value),
                    }
                }
            }
            Value::Array(values) => values.iter_mut().for_each(blank),
            _ => {}
        }
    }
    let mut body = answer.json();
    blank(&mut body);
    if let Some(members) = body.as_object_mut() {
        members.remove("request_id");
    }
    body
}

fn without_id(answer: &Answer) -> Value {
    let mut body = answer.json();
    if let Some(members) = body.as_object_mut() {
        members.remove("request_id");
    }
    body
}

fn varies_by(answer: &Answer, name: &str) -> bool {
    let all = answer.headers.get_all("vary").iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|value| value.split(',')).any(|own| own.trim().eq_ignore_ascii_case(name))
}

#[test]
fn an_answer_speaks_the_language_that_the_request_names_and_nothing_else_of_it_changes() {
    App::test(async |app| {
        for request in requests() {
            let english = ask(&app.browser(), &request, &[]).await;
            for language in Language::SPOKEN {
                app.clock.advance(Duration::HOUR);
                let answer = ask(&app.browser(), &request, &[("accept-language", language.tag())]).await;
                assert_eq!(answer.status, english.status, "{request:?}");
                assert_eq!(answer.header("content-language"), Some(language.tag()), "{request:?}");
                assert!(varies_by(&answer, "Accept-Language"), "{request:?}");
                assert_eq!(without_sentences(&answer), without_sentences(&english), "{request:?}");
                assert_eq!(without_id(&answer) == without_id(&english), language == Language::En, "{}", answer.body);
            }
        }
        let t = Texts::built_in(Language::De);
        let german = [("accept-language", "de-AT, en;q=0.5")];
        let [login, register, ..] = requests();
        assert_eq!(ask(&app.browser(), &login, &german).await.json()["error"], t.api_invalid_credentials());
        let refused = ask(&app.browser(), &register, &german).await.json();
        assert!(refused.to_string().contains(t.email_format()), "{refused}");
    });
}

#[test]
fn a_request_that_names_no_language_of_its_own_is_answered_in_english_to_the_byte() {
    App::test_with(&["--language=es"], async |app| {
        for request in requests() {
            let english = ask(&app.browser(), &request, &[]).await;
            assert_eq!(english.header("content-language"), Some("en"), "{request:?}");
            assert!(varies_by(&english, "Accept-Language"), "what is kept of it is for no German");
            for names_none in ["*", "", ";;q=,", "de;q=0", "*;q=0.5, fr;q=0"] {
                app.clock.advance(Duration::HOUR);
                let answer = ask(&app.browser(), &request, &[("accept-language", names_none)]).await;
                assert_eq!(without_id(&answer), without_id(&english), "{names_none:?}");
            }
        }
        app.clock.advance(Duration::HOUR);
        let [login, ..] = requests();
        let english = ask(&app.browser(), &login, &[]).await;
        assert_eq!(english.json()["error"], "invalid credentials");
        // Whoever asks for a language that we lack gets that of the operator, as on the pages.
        let danish = ask(&app.browser(), &login, &[("accept-language", "da")]).await;
        assert_eq!(danish.json()["error"], Texts::built_in(Language::Es).api_invalid_credentials());
    });
}

#[test]
fn a_cache_learns_of_origin_and_language() {
    App::test_with(&["--allowed-origins=https://app.example.com"], async |app| {
        for request in requests().iter().filter(|(_, path, _)| path.starts_with("/auth") || path.starts_with("/api")) {
            let headers = [("accept-language", "fr"), ("origin", "https://app.example.com")];
            let answer = ask(&app.browser(), request, &headers).await;
            assert_eq!(answer.header("content-language"), Some("fr"), "{request:?}");
            assert!(varies_by(&answer, "Origin") && varies_by(&answer, "Accept-Language"), "{request:?}");
        }
    });
}

#[test]
fn the_choice_of_a_browser_and_of_an_account_count_at_the_apis_too() {
    App::test(async |app| {
        let browser = app.browser();
        let wrong = (Method::PUT, "/auth/change_password", json!({ "current_password": "wrong", "new_password": "1" }));
        browser.post("/language", &[("language", "he"), ("next", "/")]).await;
        let [login, ..] = requests();
        let answer = ask(&browser, &login, &[]).await;
        assert_eq!(answer.json()["error"], Texts::built_in(Language::He).api_invalid_credentials(), "by its cookie");

        browser.sign_in("john", PASSWORD).await;
        let elsewhere = app.browser_named("Phone");
        elsewhere.login("john", PASSWORD).await;
        let answer = ask(&elsewhere, &wrong, &[("accept-language", "fr")]).await;
        assert_eq!((answer.status, answer.header("content-language")), (401, Some("he")), "{}", answer.body);
        let answer = ask(&elsewhere, &wrong, &[]).await;
        assert_eq!(answer.header("content-language"), Some("en"), "a program that names none relies on English");

        let program = app.program();
        let tokens = Tokens::of(&program.login("john", PASSWORD).await);
        let bearer = [("authorization", &*format!("Bearer {}", tokens.access)), ("accept-language", "fr")];
        let change = (Method::POST, "/api/auth/change-password", wrong.2.clone());
        let answer = ask(&program, &change, &bearer).await;
        assert_eq!(answer.header("content-language"), Some("he"), "{}", answer.body);
        let answer = ask(&program, &change, &bearer[..1]).await;
        assert_eq!(answer.header("content-language"), Some("en"), "{}", answer.body);
    });
}
