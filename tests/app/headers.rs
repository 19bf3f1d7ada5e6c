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
        ("415", browser.send(reqwest::Method::POST, "/login", &[], "x").await),
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
            assert!(told == Some("same-origin") || told == Some("no-referrer"), "{what}: {told:?}");
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
