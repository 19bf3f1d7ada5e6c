//! The document at `/openapi.json` is the whole truth: every route, every answer. That no answer of any test is missing in
//! it is checked by the harness; `./scripts/test interop` lets a tester of its own loose on it.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};
use vestibule::application::Application;
use vestibule::doors::codes::SECTIONS;

use crate::drawn;
use crate::harness::{App, DOCUMENT, documented_codes, operation};

#[test]
fn the_document() {
    insta::assert_snapshot!(Application::openapi());
}

#[test]
fn it_is_served_and_printed_the_same() {
    App::test(async |app| {
        let answer = app.browser().get("/openapi.json").await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), Some("application/json"));
        assert_eq!(answer.header("access-control-allow-origin"), None, "never a `*`");
        assert_eq!(answer.json()["openapi"], "3.1.0");
        let printed = app.command(&["openapi"]);
        assert!(printed.status.success());
        assert_eq!(String::from_utf8_lossy(&printed.stdout), format!("{}\n", answer.body));
    });
}

#[test]
fn printing_it_needs_nothing() {
    let program = env!("CARGO_BIN_EXE_vestibule");
    let nowhere = std::process::Command::new(program)
        .arg("openapi")
        .env_clear()
        .env("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing")
        .env("APP_ENV", "production")
        .output()
        .expect("the program runs");
    assert!(nowhere.status.success(), "{}", String::from_utf8_lossy(&nowhere.stderr));
}

/// The routes of an API as its `mount` lists them: path and methods.
fn mounted(source: &str, scope: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for resource in source.split("web::resource(\"").skip(1) {
        let (path, rest) = resource.split_once('"').expect("the path ends");
        let path = if path.starts_with("/.well-known") { path.to_owned() } else { format!("{scope}{path}") };
        for method in ["get", "post", "put", "patch", "delete"] {
            if rest.contains(&format!("web::{method}()")) {
                found.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
    }
    assert!(found.len() > 6, "{found:?}");
    found
}

#[test]
fn it_has_every_route_and_no_other() {
    let mut routes = mounted(include_str!("../../src/doors/session_api/mod.rs"), "/auth");
    routes.extend(mounted(include_str!("../../src/doors/token_api/mod.rs"), "/api/auth"));
    let paths = DOCUMENT["paths"].as_object().expect("paths");
    let documented: BTreeSet<String> = paths
        .iter()
        .flat_map(|(path, item)| {
            item.as_object().expect("a path").keys().map(move |m| format!("{} {path}", m.to_uppercase()))
        })
        .collect();
    assert_eq!(routes, documented);
}

#[test]
fn operations_have_names_of_their_own_and_a_sentence() {
    let mut names = BTreeSet::new();
    for (path, item) in DOCUMENT["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            assert!(names.insert(operation["operationId"].as_str().expect("a name")), "{method} {path}");
            assert!(operation["summary"].as_str().is_some_and(|summary| summary.ends_with('.')), "{method} {path}");
        }
    }
}

/// Codes that no documented operation answers, and why.
const ELSEWHERE: &[(&str, &str)] = &[
    ("NOT_FOUND", "for addresses that are none"),
    ("method_not_allowed", "for methods that are none"),
    ("METHOD_NOT_ALLOWED", "for methods that are none"),
    ("last_admin", "for the routes of admins to come"),
];

#[test]
fn every_code_is_some_operations() {
    let mut seen = BTreeSet::new();
    for item in DOCUMENT["paths"].as_object().expect("paths").values() {
        for operation in item.as_object().expect("operations").values() {
            for status in operation["responses"].as_object().expect("answers").keys() {
                seen.extend(documented_codes(operation, status.parse().expect("a status")).into_iter().flatten());
            }
        }
    }
    let silent: Vec<_> = SECTIONS
        .iter()
        .flat_map(|section| section.codes().map(|(code, ..)| code))
        .filter(|code| !seen.contains(code) && !ELSEWHERE.iter().any(|(known, _)| known == code))
        .collect();
    assert_eq!(silent, Vec::<&str>::new());
}

#[test]
fn what_a_caller_may_not_set_is_in_no_body() {
    let schemas = ["Registration", "ProfileChanges", "Credentials", "PasswordChange", "Reset"];
    for schema in schemas {
        let members = DOCUMENT["components"]["schemas"][schema]["properties"].as_object().expect(schema);
        for forbidden in ["id", "role", "email_verified", "disabled", "confirm_password"] {
            assert!(!members.contains_key(forbidden), "{schema} {forbidden}");
        }
        assert!(
            members.values().all(|member| member.get("default").is_none()),
            "{schema} shows what stands for nothing"
        );
    }
    assert_eq!(DOCUMENT["components"]["schemas"]["Registration"]["required"], json!(["username", "email", "password"]));
}

#[test]
fn the_page_shows_every_operation() {
    App::test(async |app| {
        let page = app.browser().get("/docs").await;
        assert_eq!(page.status, 200);
        let shown = page.texts_of("details > summary").len();
        let all: usize = DOCUMENT["paths"]
            .as_object()
            .expect("paths")
            .values()
            .map(|item| item.as_object().map_or(0, |m| m.len()))
            .sum();
        assert_eq!(shown, all);
        assert!(page.body.contains("curl -X PUT -b cookies -c cookies --json"), "{}", page.body);
        assert!(!page.body.contains("<script>") && !page.body.contains("style=\""));
        let main = drawn::main_of(&page).replace(&app.url, "http://127.0.0.1:5000");
        let first: Vec<_> = main.split("<details").take(2).collect();
        insta::assert_snapshot!("the_page_until_the_second_operation", first.join("<details"));
    });
}

#[test]
fn the_examples_in_it_work() {
    App::test_with(&["--sudo-window=600"], async |app| {
        let browser = app.browser();
        let example = |schema: &str| -> Value {
            let properties = DOCUMENT["components"]["schemas"][schema]["properties"].as_object().expect(schema);
            properties
                .iter()
                .filter_map(|(name, member)| Some((name.clone(), member.get("example")?.clone())))
                .collect()
        };
        for (method, path, schema, status) in [
            (Method::POST, "/auth/register", "Registration", 201),
            (Method::POST, "/auth/login", "Credentials", 200),
            (Method::PUT, "/auth/update_profile", "ProfileChanges", 200),
            (Method::PUT, "/auth/change_password", "PasswordChange", 200),
            (Method::POST, "/auth/request_reset", "Forgotten", 200),
        ] {
            assert!(operation(method.as_str(), path).is_some(), "{path}");
            let answer = browser.json(method, path, &example(schema)).await;
            assert_eq!(answer.status, status, "{path}: {}", answer.body);
        }
    });
}
