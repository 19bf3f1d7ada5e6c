use reqwest::Method;

use crate::harness::App;

const PASSWORD: &str = "correct horse battery";
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const LOGIN: &str = "username=john&password=correct+horse+battery";

/// What a login with these headers is answered: 303 is a login, 403 a refusal.
async fn login(app: &App, headers: &[(&str, &str)]) -> u16 {
    let browser = app.browser();
    let answer = browser.send(Method::POST, "/login", &[&[FORM], headers].concat(), LOGIN).await;
    if answer.status == 403 {
        assert_eq!(answer.text_of("h1"), "This request came from another site", "{headers:?}");
        assert_eq!(answer.header("set-cookie"), None, "{headers:?}");
        assert!(!browser.is_logged_in().await, "{headers:?}");
    }
    answer.status
}

#[test]
fn the_browser_says_where_a_request_comes_from() {
    let flags = ["--base-url=https://accounts.example.com", "--allowed-origins=https://app.example.com"];
    App::test_with(&flags, async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let own = app.url.clone();
        let cases: &[(&[(&str, &str)], u16)] = &[
            (&[], 303),
            (&[("sec-fetch-site", "same-origin")], 303),
            (&[("sec-fetch-site", "none")], 303),
            (&[("sec-fetch-site", "same-site")], 403),
            (&[("sec-fetch-site", "cross-site")], 403),
            (&[("sec-fetch-site", "")], 403),
            (&[("sec-fetch-site", "SAME-ORIGIN")], 403),
            (&[("sec-fetch-site", "cross-site"), ("origin", &own)], 403),
            (&[("origin", &own)], 303),
            (&[("origin", "https://accounts.example.com")], 303),
            (&[("origin", "https://app.example.com")], 303),
            (&[("origin", "https://app.example.com"), ("sec-fetch-site", "same-site")], 303),
            (&[("origin", "http://app.example.com")], 403),
            (&[("origin", "https://app.example.com.evil.example")], 403),
            (&[("origin", "https://accounts.example.com.evil.example")], 403),
            (&[("origin", "https://evil.example")], 403),
            (&[("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")], 403),
            (&[("origin", "null")], 403),
            (&[("origin", "")], 403),
            (&[("origin", "null"), ("sec-fetch-site", "same-origin")], 303),
            (&[("origin", "http://accounts.example.com")], 403),
            (&[("origin", "https://accounts.example.com:444")], 403),
            (&[("origin", "http://accounts.example.com"), ("host", "accounts.example.com")], 403),
            (&[("origin", "https://other.example"), ("host", "Other.Example:443")], 303),
            (&[("origin", &own), ("origin", "https://evil.example")], 403),
            (&[("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")], 403),
            // Not a way to say who we are.
            (&[("origin", "https://evil.example"), ("x-forwarded-host", "evil.example")], 403),
            (&[("origin", "https://evil.example"), ("forwarded", "host=evil.example")], 403),
        ];
        for (headers, expected) in cases {
            assert_eq!(login(app, headers).await, *expected, "{headers:?}");
        }
        assert_eq!(app.events().iter().filter(|kind| *kind == "login_failed").count(), 0);
    });
}

/// Over plain HTTP to another machine browsers send no `Sec-Fetch-Site`.
#[test]
fn a_browser_that_only_names_an_origin_can_send_every_form() {
    App::test(async |app| {
        let pages =
            ["/register", "/register?next=%2Fsecurity", "/login", "/forgot-password", "/verify/x", "/reset-password/x"];
        for page in pages {
            let browser = app.browser();
            let answer = browser.get(page).await;
            let action = answer.attribute("main form", "action").unwrap_or_else(|| "/login".to_owned());
            // Under `no-referrer` a browser would send `null`.
            assert_ne!(answer.header("referrer-policy"), Some("no-referrer"), "{page}");
            let sent = browser.send(Method::POST, &action, &[FORM, ("origin", &app.url)], "").await;
            assert_ne!(sent.status, 403, "{page}: {action}");
        }
    });
}

#[test]
fn nothing_that_changes_something_is_taken_from_another_site() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let rename = "_method=PATCH&username=johnny";
        let sign_up = "username=jane&email=j%40example.com&password=correct+horse&confirm_password=correct+horse";
        let requests = [
            (Method::POST, "/logout", ""),
            (Method::POST, "/partial/john", rename),
            (Method::PATCH, "/partial/john", rename),
            (Method::PUT, "/update/john", rename),
            (Method::POST, "/register", sign_up),
            (Method::POST, "/theme", "theme=dark"),
            (Method::DELETE, "/nowhere", ""),
        ];
        for site in ["cross-site", "same-site"] {
            for (method, path, body) in &requests {
                let headers = [FORM, ("sec-fetch-site", site), ("accept", "application/json")];
                let answer = browser.send(method.clone(), path, &headers, *body).await;
                assert_eq!(
                    (answer.status, answer.json()["code"].as_str()),
                    (403, Some("cross_site")),
                    "{method} {path}"
                );
            }
        }
        assert!(browser.is_logged_in().await);
        assert!(app.find_user("johnny").is_none() && app.find_user("jane").is_none());
    });
}

#[test]
fn links_from_elsewhere_are_followed() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        for method in [Method::GET, Method::HEAD] {
            let answer = browser.send(method, "/", &[("sec-fetch-site", "cross-site")], "").await;
            assert_eq!(answer.status, 200);
        }
    });
}

#[test]
fn no_other_origin_may_read_a_page() {
    App::test_with(&["--allowed-origins=https://app.example.com"], async |app| {
        for origin in ["https://app.example.com", "https://evil.example", "null"] {
            for method in [Method::GET, Method::OPTIONS] {
                let headers = [("origin", origin), ("access-control-request-method", "POST")];
                let answer = app.browser().send(method, "/login", &headers, "").await;
                assert_eq!(answer.header("access-control-allow-origin"), None);
                assert_eq!(answer.header("access-control-allow-credentials"), None);
            }
        }
    });
}

#[test]
fn in_production_a_page_that_came_without_tls_is_another_site() {
    App::test_in_production(&["--allowed-origins=https://app.example.com"], async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let own = app.url.clone();
        let cases: &[(&[(&str, &str)], u16)] = &[
            (&[("origin", "https://accounts.example.com")], 303),
            (&[("origin", "https://accounts.example.com"), ("host", "accounts.example.com")], 303),
            (&[("origin", "http://accounts.example.com")], 403),
            (&[("origin", "http://accounts.example.com"), ("host", "accounts.example.com")], 403),
            (&[("origin", "http://accounts.example.com:443"), ("host", "accounts.example.com:443")], 403),
            (&[("origin", "https://accounts.example.com:8443")], 403),
            (&[("origin", &own)], 403),
            (&[("origin", "http://app.example.com")], 403),
            (&[("origin", "https://app.example.com")], 303),
        ];
        for (headers, expected) in cases {
            let answer = app.browser().send(Method::POST, "/login", &[&[FORM], *headers].concat(), LOGIN).await;
            assert_eq!(answer.status, *expected, "{headers:?}");
            let json = [&[("content-type", "application/json")], *headers].concat();
            let body = "{\"username\":\"john\",\"password\":\"correct horse battery\"}";
            let answer = app.browser().send(Method::POST, "/auth/login", &json, body).await;
            assert_eq!(answer.status, if *expected == 303 { 200 } else { 403 }, "{headers:?}");
        }
    });
}
