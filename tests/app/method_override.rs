//! `_method` in the body of two routes, and nowhere else.

use reqwest::Method;

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

#[test]
fn a_post_without_the_override_is_no_update() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let others = ["", "POST", "GET", "DELETE", "PUT", "patch", "PATCH ", "PATCH,PUT"];
        for method in others {
            let answer = browser.post("/partial/john", &[("_method", method), ("username", "johnny")]).await;
            assert_eq!((answer.status, answer.header("allow")), (405, Some("PATCH")), "{method}");
        }
        for method in ["", "PATCH", "put"] {
            let answer = browser.post("/update/john", &[("_method", method), ("username", "johnny")]).await;
            assert_eq!((answer.status, answer.header("allow")), (405, Some("PUT")), "{method}");
        }
        assert!(app.find_user("johnny").is_none());
    });
}

#[test]
fn neither_address_nor_header_nor_json_overrides() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let answer = browser.post("/partial/john?_method=PATCH", &[("username", "johnny")]).await;
        assert_eq!(answer.status, 405);
        for header in ["x-http-method-override", "x-method-override", "x-http-method"] {
            let answer =
                browser.send(Method::POST, "/partial/john", &[FORM, (header, "PATCH")], "username=johnny").await;
            assert_eq!(answer.status, 405, "{header}");
        }
        let json = [("content-type", "application/json")];
        let body = "{\"_method\":\"PATCH\",\"username\":\"johnny\"}";
        assert_eq!(browser.send(Method::POST, "/partial/john", &json, body).await.status, 405);
        assert!(app.find_user("johnny").is_none());
    });
}

#[test]
fn no_other_route_knows_it() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        // A GET in disguise does not open POST-only routes, nor does POST become what a route has not.
        assert_eq!(browser.get("/logout?_method=POST").await.status, 405);
        assert_eq!(browser.post("/", &[("_method", "GET")]).await.status, 405);
        assert_eq!(browser.post("/login", &[("_method", "DELETE")]).await.status, 422, "it is a login without fields");
        assert!(browser.is_logged_in().await);
    });
}

#[test]
fn a_get_updates_nothing() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        for path in ["/partial/john?_method=PATCH&username=johnny", "/update/john?_method=PUT&username=johnny"] {
            for method in [Method::GET, Method::HEAD] {
                let answer = browser.send(method, path, &[], "").await;
                assert_eq!(answer.status, 405, "{path}");
                let allow = answer.header("allow").unwrap_or_default().to_owned();
                assert!(allow.contains("POST") && (allow.contains("PATCH") || allow.contains("PUT")), "{allow}");
            }
        }
        assert!(app.find_user("johnny").is_none());
    });
}

#[test]
fn each_route_has_its_own_method() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        for (method, path) in
            [(Method::PUT, "/partial/john"), (Method::PATCH, "/update/john"), (Method::DELETE, "/update/john")]
        {
            assert_eq!(browser.submit(method, path, &[("username", "johnny")]).await.status, 405, "{path}");
        }
    });
}

#[test]
fn a_script_gets_json_however_it_writes_the_media_type() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let cases = [
            ("application/json", true),
            ("Application/JSON", true),
            ("APPLICATION/json; charset=utf-8, */*;q=0.1", true),
            ("text/html;q=0, application/json;q=0.5", true),
            ("application/json;q=0", false),
            ("application/json;q=0, text/html", false),
            ("text/html, application/json;q=0.9", false),
            ("text/plain;x=\"application/json\"", false),
        ];
        for (number, (accept, json)) in cases.into_iter().enumerate() {
            let body = format!("{{\"email\":\"j{number}@example.com\"}}");
            let headers = [("content-type", "Application/JSON;charset=UTF-8"), ("accept", accept)];
            let answer = browser.send(Method::PATCH, "/partial/john", &headers, body).await;
            assert_eq!(answer.status, if json { 200 } else { 303 }, "{accept}: {}", answer.body);
            let missing = browser.send(Method::GET, "/nowhere", &[("accept", accept)], "").await;
            let kind = missing.header("content-type").unwrap_or_default();
            assert_eq!((missing.status, kind.starts_with("application/json")), (404, json), "{accept}: {kind}");
        }
    });
}
