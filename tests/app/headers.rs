use reqwest::Method;

use crate::harness::{Answer, App};

const PASSWORD: &str = "correct horse battery";

/// Every kind of answer of this door: pages, redirects, refusals, errors, files, health.
async fn answers(app: &App) -> Vec<(&'static str, Answer)> {
    let browser = app.browser();
    let style = browser.get("/").await.attribute("link[rel=stylesheet]", "href").expect("a stylesheet");
    vec![
        ("page", browser.get("/").await),
        ("form", browser.get("/register").await),
        ("refused", browser.post("/register", &[]).await),
        ("redirect", browser.register("john", "john@example.com", PASSWORD).await),
        ("login", browser.login("john", PASSWORD).await),
        ("home", browser.get("/").await),
        ("404", browser.get("/nowhere").await),
        ("405", browser.get("/logout").await),
        ("415", browser.send(Method::POST, "/login", &[], "x").await),
        ("static", browser.get(&style).await),
        ("no static", browser.get("/static/none.css").await),
        ("deep static", browser.get("/static/a/b").await),
        ("health", browser.get("/healthz").await),
        ("ready", browser.get("/readyz").await),
    ]
}

#[test]
fn every_answer_keeps_the_browser_on_a_short_leash() {
    App::test(async |app| {
        for (what, answer) in answers(app).await {
            let policy = answer.header("content-security-policy").unwrap_or_else(|| panic!("{what}"));
            for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
                assert!(policy.contains(part), "{what}: {policy}");
            }
            for hole in ["unsafe", "*", "http:", "https:", "script-src 'self' "] {
                assert!(!policy.contains(hole), "{what}: {policy}");
            }
            let expected = [
                ("x-content-type-options", "nosniff"),
                ("x-frame-options", "DENY"),
                ("cross-origin-opener-policy", "same-origin"),
            ];
            for (name, value) in expected {
                assert_eq!(answer.header(name), Some(value), "{what}");
            }
            let told = answer.header("referrer-policy");
            assert_eq!(told, Some("same-origin"), "{what}");
            assert!(answer.header("permissions-policy").is_some_and(|policy| policy.contains("camera=()")), "{what}");
            assert_eq!(
                answer.header("strict-transport-security"),
                None,
                "{what}: over plain HTTP it would lock people out"
            );
            for banner in ["server", "x-powered-by", "via"] {
                assert_eq!(answer.header(banner), None, "{what}");
            }
            let kept = answer.header("cache-control").unwrap_or_default();
            assert_eq!(kept != "no-store", what == "static", "{what}: {kept}");
        }
    });
}

#[test]
fn production_insists_on_https() {
    App::test_in_production(&[], async |app| {
        for path in ["/", "/nowhere", "/healthz"] {
            let answer = app.browser().get(path).await;
            let value = answer.header("strict-transport-security").unwrap_or_default();
            assert!(value.starts_with("max-age=31536000"), "{path}: {value}");
        }
    });
}

#[test]
fn no_page_asks_for_more_than_its_policy_allows() {
    App::test(async |app| {
        for (what, answer) in answers(app).await {
            if answer.header("content-type") != Some("text/html; charset=utf-8") {
                continue;
            }
            let document = scraper::Html::parse_document(&answer.body);
            for element in document.root_element().descendent_elements() {
                for (name, value) in element.value().attrs() {
                    assert!(name != "style" && !name.starts_with("on"), "{what}: {name}={value}");
                    let loads = matches!(name, "src" | "srcset" | "poster" | "data" | "action" | "formaction")
                        || (name == "href" && element.value().name() == "link");
                    assert!(!loads || value.starts_with('/') && !value.starts_with("//"), "{what}: {name}={value}");
                }
                let text: String = element.text().collect();
                match element.value().name() {
                    "script" => assert_eq!(text, "", "{what}"),
                    "style" | "iframe" | "object" | "embed" | "base" => panic!("{what}: {}", element.value().name()),
                    _ => {}
                }
            }
        }
    });
}

#[test]
fn where_people_are_sent_never_depends_on_what_the_host_header_says() {
    App::test(async |app| {
        let head = "POST /logout HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\
                    Content-Length: 0\r\n\r\n";
        let answer = app.raw(head).await;
        assert!(answer.contains("location: /login\r\n"), "{answer}");
        assert!(!answer.contains("evil"), "{answer}");
        let answer = app.raw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n").await;
        assert!(answer.starts_with("HTTP/1.1 200") && !answer.contains("evil"), "{answer}");
    });
}

#[test]
fn no_door_refuses_an_answer_because_of_its_coding() {
    App::test(async |app| {
        let browser = app.browser();
        let style = browser.get("/").await.attribute("link[rel=stylesheet]", "href").expect("a stylesheet");
        let paths =
            ["/", "/nowhere", &style, "/robots.txt", "/healthz", "/openapi.json", "/auth/current_user", "/api/auth/me"];
        for path in paths {
            let plain = browser.send(Method::GET, path, &[], "").await;
            for refused in
                ["*;q=0", "identity;q=0", "identity;q=0, *;q=0", "gzip;q=0, *;q=0", "zstd", "\";,=", "gzip;q=x"]
            {
                let answer = browser.send(Method::GET, path, &[("accept-encoding", refused)], "").await;
                assert_eq!(answer.status, plain.status, "{path} for {refused}");
                assert_eq!(answer.header("content-type"), plain.header("content-type"), "{path} for {refused}");
                assert!(
                    answer.header("content-encoding").is_none_or(|coding| coding == "identity"),
                    "{path}: {refused}"
                );
            }
            let packed = browser.send(Method::HEAD, path, &[("accept-encoding", "GZIP;q=1")], "").await;
            assert_eq!(packed.header("content-encoding"), Some("gzip"), "{path}");
            if packed.header("cache-control") != Some("no-store") {
                let vary = plain.header("vary").unwrap_or_default().to_lowercase();
                assert!(vary.contains("accept-encoding"), "a cache must tell {path} apart: {vary}");
            }
        }
        let refused = [("accept-encoding", "*;q=0"), ("content-type", "application/json")];
        let login = browser.send(Method::POST, "/auth/login", &refused, "{}").await;
        assert_eq!((login.status, &login.json()["code"]), (400, &serde_json::json!("validation_failed")));
    });
}

#[test]
fn an_idle_connection_stays_open_for_as_long_as_the_setting_says() {
    use std::io::{Read, Write};

    App::test_with(&["--keep-alive=1"], async |app| {
        let answer = app.raw("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await;
        assert!(answer.ends_with("alive\n"), "raw() returns when the server has closed: {answer}");
    });
    App::test(async |app| {
        assert_eq!(app.services.config.keep_alive.as_secs(), 75, "longer than load balancers keep theirs, which is 60");
        let mut stream = std::net::TcpStream::connect(app.url.trim_start_matches("http://")).expect("it listens");
        for _ in 0..2 {
            stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").expect("it is open");
            let mut answer = Vec::new();
            let mut byte = [0];
            while !answer.ends_with(b"alive\n") {
                stream.read_exact(&mut byte).expect("an answer");
                answer.extend(byte);
            }
        }
    });
}
