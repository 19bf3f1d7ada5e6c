//! The document at `/openapi.json` is the whole truth: every route, every answer. That no answer of any test is missing in
//! it is checked by the harness; `./scripts/test interop` lets a tester of its own loose on it.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};
use vestibule::application::Application;
use vestibule::doors::code_sections::SECTIONS;

use crate::harness::document::{DOCUMENT, DOCUMENT_SERVER, documented_codes, operation};
use crate::harness::snapshot;
use crate::harness::{Answer, App};

#[test]
fn the_document() {
    insta::assert_snapshot!(Application::openapi(DOCUMENT_SERVER));
}

#[test]
fn it_is_served_and_printed_the_same() {
    App::test(async |app| {
        let answer = app.browser().get("/openapi.json").await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), Some("application/json"));
        assert_eq!(answer.header("access-control-allow-origin"), None, "never a `*`");
        assert_eq!(answer.json()["openapi"], "3.1.0");
        assert_eq!(answer.json()["servers"], json!([{ "url": app.url }]), "tools know where to send requests");
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
    let document: Value = serde_json::from_slice(&nowhere.stdout).expect("JSON");
    assert_eq!(document["servers"], json!([{ "url": "http://127.0.0.1:5000" }]));
}

#[test]
fn a_password_in_the_address_is_not_printed() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_vestibule"))
        .arg("openapi")
        .env_clear()
        .env("BASE_URL", "https://ada:hunter2@accounts.example.com")
        .output()
        .expect("the program runs");
    assert!(!output.status.success());
    assert!(!String::from_utf8_lossy(&output.stdout).contains("hunter2"));
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
    let schemas = ["Registration", "ProfileChanges", "AccountChanges", "Credentials", "PasswordChange", "Reset"];
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
fn every_operation_is_listed_with_a_link_to_the_page_that_describes_it() {
    App::test(async |app| {
        let browser = app.browser();
        let index = browser.get("/docs").await;
        assert_eq!(index.status, 200);
        let links = index.attributes_of(".entries > li > a", "href");
        let all: usize = DOCUMENT["paths"]
            .as_object()
            .expect("paths")
            .values()
            .map(|item| item.as_object().map_or(0, |m| m.len()))
            .sum();
        assert_eq!(links.len(), all);
        let (session_api, token_api) = (browser.get("/docs/session-api").await, browser.get("/docs/token-api").await);
        for link in links {
            let (path, id) = link.split_once('#').expect("an operation");
            let page = if path == "/docs/token-api" { &token_api } else { &session_api };
            assert!(path == "/docs/token-api" || path == "/docs/session-api", "{path}");
            assert_eq!(page.texts_of(&format!(".api .operation#{id} > summary")).len(), 1, "{link}");
            assert_eq!(index.texts_of(&format!("#{id} a[href='{link}']")).len(), 1, "links to /docs#{id} still work");
        }
        for page in [&session_api, &token_api] {
            assert!(!page.body.contains("<script>") && !page.body.contains("style=\""));
        }
        assert!(session_api.body.contains("curl -X PUT -b cookies -c cookies --json"), "{}", session_api.body);
        assert_eq!(browser.get("/docs/no-such-api").await.status, 404);
        let port = app.url.rsplit_once(':').expect("a port").1;
        let main = |page: &Answer| snapshot::main_of(page).replace(&format!(":{port}"), ":5000");
        insta::assert_snapshot!("the_page_to_connect_an_app", main(&index));
        let main = main(&session_api);
        let end = main.find("id=\"session_login\"").expect("the second operation");
        insta::assert_snapshot!("the_page_until_the_second_operation", &main[..end]);
    });
}

#[test]
fn the_page_starts_with_code_for_this_server() {
    App::test(async |app| {
        let page = app.browser().get("/docs").await;
        let names = ["react", "flask", "fastapi", "mobile", "nginx"];
        assert_eq!(page.texts_of("[name=connect] > summary .name").len(), names.len());
        for name in names {
            let code = page.text_of(&format!("#code-{name}"));
            let address = if name == "react" { app.url.replace("127.0.0.1", "localhost") } else { app.url.clone() };
            assert!(code.contains(&address), "{name}: {code}");
            assert_eq!(page.attribute(&format!("[data-copy=code-{name}]"), "hidden").as_deref(), Some(""), "{name}");
        }
    });
    App::test_with(&["--base-url=https://accounts.acme.example"], async |app| {
        let nginx = app.browser().get("/docs").await.text_of("#code-nginx");
        assert!(nginx.contains("server_name accounts.acme.example;"), "{nginx}");
    });
}

#[test]
fn developers_find_it_from_every_page_and_the_rest_from_the_landing_page() {
    App::test(async |app| {
        let landing = app.browser().get("/").await;
        assert_eq!(landing.texts_of(".development a"), ["API reference", "Development mailbox"]);
        assert!(landing.text_of(".development").contains("vestibule demo"));
        for path in ["/", "/login", "/no-such-page"] {
            let page = app.browser().get(path).await;
            assert_eq!(page.text_of("footer a[href='/docs']"), "API reference", "{path}");
        }
    });
    App::test_in_production(&[], async |app| {
        let landing = app.browser().get("/").await;
        assert_eq!(landing.texts_of(".development"), Vec::<String>::new());
        assert_eq!(landing.text_of("footer a[href='/docs']"), "API reference");
    });
}

#[test]
fn an_operation_shows_its_own_errors_and_folds_those_that_most_have() {
    App::test(async |app| {
        let page = app.browser().get("/docs/session-api").await;
        let own = page.texts_of("#session_login dl.facts:last-of-type dt");
        assert_eq!(own.first().map(String::as_str), Some("200"), "success first: {own:?}");
        let likely = page.texts_of("#session_login dl dd > a code");
        assert!(likely.iter().any(|code| code == "invalid_credentials"), "{likely:?}");
        let rest = page.texts_of("#session_login details code");
        for code in ["internal", "timeout", "cross_site", "too_large"] {
            assert!(rest.iter().any(|own| own == code) && !likely.iter().any(|own| own == code), "{code}: {rest:?}");
        }
    });
}

#[test]
fn an_operation_shows_every_member_of_a_body_that_is_composed_of_parts() {
    App::test(async |app| {
        let page = app.browser().get("/docs/token-api").await;
        let members = page.texts_of("#token_send_verification dl.facts dt");
        for member in ["username", "email", "password", "new_email"] {
            assert!(members.iter().any(|shown| shown == member), "{member}: {members:?}");
        }
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
            (Method::POST, "/api/auth/forgot-password", "ForgottenPassword", 200),
            (Method::POST, "/api/auth/reset-password", "PasswordReset", 422),
            (Method::POST, "/api/auth/verify", "EmailConfirmation", 422),
        ] {
            assert!(operation(method.as_str(), path).is_some(), "{path}");
            let answer = browser.json(method, path, &example(schema)).await;
            assert_eq!(answer.status, status, "{path}: {}", answer.body);
        }
    });
}
