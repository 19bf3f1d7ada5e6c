//! Changes of a profile by scripts of the pages: forms or JSON in, JSON out.

use inside::users::Role;
use reqwest::Method;
use serde_json::json;

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";
const OTHER: &str = "another long password";

#[test]
fn scripts_send_forms_or_json_and_read_json() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let body = json!({"username": "johnny", "email": null, "id": 77, "role": "admin", "email_verified": true});
        let answer = browser.json(Method::PATCH, "/partial/john", &body).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(answer.header("content-type"), Some("application/json"));
        let user = answer.json()["user"].clone();
        assert_eq!((&user["username"], &user["email_verified"]), (&json!("johnny"), &json!(false)));
        let kept = app.user("johnny");
        assert!(kept.id != 77 && kept.role == Role::User && !kept.email_verified);

        let form =
            [("content-type", "application/x-www-form-urlencoded; charset=UTF-8"), ("accept", "application/json")];
        let answer = browser.send(Method::PATCH, "/partial/johnny", &form, "email=n%40example.com").await;
        assert_eq!((answer.status, answer.json()["ok"].as_bool()), (200, Some(true)));

        let everything = json!({"username": "john", "email": "john@example.com", "password": OTHER});
        let headers = [("content-type", "Application/JSON;charset=utf-8"), ("accept", "text/html")];
        let answer = browser.send(Method::PUT, "/update/johnny", &headers, everything.to_string()).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/")), "who does not ask for JSON is redirected");

        let answer = browser.json(Method::PUT, "/update/john", &json!({"username": "1"})).await;
        assert_eq!(answer.status, 422);
        let answer = answer.json();
        assert_eq!((&answer["ok"], &answer["code"]), (&json!(false), &json!("validation_failed")));
        let fields = answer["fields"].as_object().unwrap();
        assert_eq!(fields.len(), 3, "{fields:?}");
        assert_eq!(fields["username"].as_array().unwrap().len(), 2);
    });
}

#[test]
fn json_of_the_wrong_shape_is_refused_whole() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let wrong = [
            "",
            "{",
            "[]",
            "[\"johnny\", \"johnny@example.com\"]",
            "null",
            "\"john\"",
            "{\"username\": 7}",
            "{\"username\": [\"a\"]}",
            "{\"username\": \"abc\", \"username\": \"abd\"}",
            "{\"username\": \"ab\\u0000c\"}",
            "{\"username\": \"\\ud800\"}",
            "{\"username\": \"abc\"} x",
            &format!("{}{}", "[".repeat(30_000), "]".repeat(30_000)),
        ];
        let headers = [("content-type", "application/json"), ("accept", "application/json")];
        for body in wrong {
            let answer = browser.send(Method::PATCH, "/partial/john", &headers, body).await;
            let start: String = body.chars().take(40).collect();
            assert_eq!((answer.status, answer.json()["code"].as_str()), (400, Some("bad_request")), "{start}");
        }
        // Depth where nobody looks is no harm, and no way to ours.
        let deep = format!("{{\"x\":{}1{}}}", "[".repeat(20_000), "]".repeat(20_000));
        assert_eq!(browser.send(Method::PATCH, "/partial/john", &headers, deep).await.status, 422);
        for body in [&b"{\"username\": \"ab\xffc\"}"[..], b"{\"username\": \"ab\0c\"}"] {
            let answer = browser.send(Method::PATCH, "/partial/john", &headers, body).await;
            assert_eq!(answer.status, 400);
        }
        assert_eq!(app.events(), ["registered", "logged_in"]);
    });
}

#[test]
fn a_script_without_a_session_is_told_so_in_its_own_words() {
    App::test(async |app| {
        for (method, path) in [(Method::PATCH, "/partial/john"), (Method::PUT, "/update/john")] {
            let answer = app.browser().json(method.clone(), path, &json!({})).await;
            assert_eq!((answer.status, answer.json()["code"].as_str()), (401, Some("login_required")), "{path}");
            let answer = app.browser().submit(method, path, &[]).await;
            assert_eq!((answer.status, answer.location()), (401, None), "{path}");
        }
    });
}

#[test]
fn its_sentence_is_in_the_language_that_the_request_names() {
    App::test_with(&["--language=es"], async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let json = [("content-type", "application/json"), ("accept", "application/json")];
        for (language, sentence) in [(None, "Profile updated"), (Some("de-AT"), "Profil aktualisiert")] {
            let named = language.map(|language| ("accept-language", language));
            let headers: Vec<_> = json.into_iter().chain(named).collect();
            let answer = browser.send(Method::PATCH, "/partial/john", &headers, r#"{"username": "john"}"#).await;
            assert_eq!((answer.status, answer.json()["msg"].as_str()), (200, Some(sentence)), "{}", answer.body);
            let said = if language.is_some() { "de" } else { "en" };
            assert_eq!(answer.header("content-language"), Some(said));
        }
    });
}
