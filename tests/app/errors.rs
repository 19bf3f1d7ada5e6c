//! Requests that can't be answered as they were meant: each gets a page, or JSON where JSON was asked for, and changes nothing.

use diesel::connection::SimpleConnection;
use reqwest::Method;

use crate::harness::App;
use crate::harness::wire::status;

const PASSWORD: &str = "correct horse battery";
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const PAGE: (&str, &str) = ("accept", "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8");
const JSON: (&str, &str) = ("accept", "application/json");

/// One refused request, looked at as a browser and as a script.
async fn refused(
    app: &App,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
    expected: (u16, &str, &str),
) {
    let (code, heading, word) = expected;
    let page = app.browser().send(method.clone(), path, &[headers, &[PAGE]].concat(), body).await;
    assert_eq!((page.status, page.text_of("h1").as_str()), (code, heading), "{method} {path}");
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(page.text_of("title"), format!("{heading} – Vestibule"));
    assert_eq!(page.header("cache-control"), Some("no-store"));

    let json = app.browser().send(method.clone(), path, &[headers, &[JSON]].concat(), body).await;
    assert_eq!((json.status, json.header("content-type")), (code, Some("application/json")), "{method} {path}");
    let answer = json.json();
    assert_eq!((answer["ok"].as_bool(), answer["code"].as_str()), (Some(false), Some(word)), "{method} {path}");
    assert!(answer["error"].as_str().is_some_and(|sentence| sentence.len() > 5));
}

#[test]
fn an_unknown_address_is_not_found() {
    App::test(async |app| {
        let paths = [
            "/nowhere",
            "/login/",
            "/login/x",
            "//",
            "/partial",
            "/partial/john/x",
            "/index.html",
            "/.env",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/%00",
            "/%ff",
            "/<script>alert(1)</script>",
            "/static",
            "/static/",
            "/static/app.css",
            "/static/app.0000000000000000.css",
            "/static/a/b",
            "/static/%ff",
            "/healthz/",
            "/healthz/x",
        ];
        for path in paths {
            refused(app, Method::GET, path, &[], b"", (404, "Page not found", "not_found")).await;
        }
        refused(app, Method::POST, "/nowhere", &[FORM], b"a=b", (404, "Page not found", "not_found")).await;
    });
}

#[test]
fn a_method_that_an_address_does_not_answer_is_told_which_it_does() {
    App::test(async |app| {
        let style = app.browser().get("/").await.attribute("link[rel=stylesheet]", "href").expect("a stylesheet");
        let cases = [
            (Method::POST, "/healthz", &["GET"][..]),
            (Method::DELETE, "/readyz", &["GET"]),
            (Method::POST, &style, &["GET"]),
            (Method::POST, "/", &["GET"]),
            (Method::DELETE, "/login", &["GET", "POST"]),
            (Method::PUT, "/register", &["GET", "POST"]),
            (Method::GET, "/logout", &["POST"]),
            (Method::GET, "/partial/john", &["PATCH", "POST"]),
            (Method::GET, "/update/john", &["PUT", "POST"]),
            (Method::OPTIONS, "/login", &["GET", "POST"]),
            (Method::TRACE, "/", &["GET"]),
            (Method::PUT, "/openapi.json", &["GET"]),
            (Method::from_bytes(b"BREW").unwrap(), "/login", &["GET", "POST"]),
        ];
        for (method, path, allowed) in cases {
            let expected = (405, "Method not allowed", "method_not_allowed");
            refused(app, method.clone(), path, &[], b"", expected).await;
            let answer = app.browser().send(method.clone(), path, &[], "").await;
            let allow = answer.header("allow").unwrap_or_default().to_owned();
            let methods: Vec<_> = allow.split(',').map(str::trim).collect();
            assert!(allowed.iter().all(|method| methods.contains(method)), "{method} {path}: {allow}");
        }
    });
}

#[test]
fn other_kinds_of_content_are_not_read() {
    App::test(async |app| {
        let body = b"username=john&password=x";
        for kind in ["text/plain", "multipart/form-data; boundary=x", "application/xml", "application/jsonx", "", "x"] {
            let expected = (415, "We can't read that kind of content", "unsupported_media_type");
            refused(app, Method::POST, "/login", &[("content-type", kind)], body, expected).await;
        }
        let expected = (415, "We can't read that kind of content", "unsupported_media_type");
        refused(app, Method::POST, "/login", &[], body, expected).await;
        // Written otherwise, but the same kind.
        let headers = [("content-type", "Application/X-WWW-Form-URLEncoded ; charset=utf-8")];
        assert_eq!(app.browser().send(Method::POST, "/login", &headers, &body[..]).await.status, 422);
    });
}

#[test]
fn what_is_not_well_formed_is_refused() {
    App::test(async |app| {
        let wrong: [&[u8]; 7] = [
            b"username=a\xff&password=x",
            b"username=a%ff&password=x",
            b"username=a%00&password=x",
            b"username=a\0&password=x",
            b"username=a&username=b&password=x",
            b"%c3=x&username=a",
            b"password=x&password=y",
        ];
        for body in wrong {
            refused(app, Method::POST, "/login", &[FORM], body, (400, "We can't read that request", "bad_request"))
                .await;
            refused(app, Method::POST, "/register", &[FORM], body, (400, "We can't read that request", "bad_request"))
                .await;
        }
        assert_eq!(app.count_users(), 0);
        assert_eq!(app.events(), Vec::<String>::new());
    });
}

#[test]
fn a_body_may_have_64_kib_and_no_more_whether_it_says_so_or_not() {
    App::test(async |app| {
        let body = |size: usize| {
            let start = "password=x&username=";
            format!("{start}{}", "a".repeat(size - start.len()))
        };
        let fits = app.browser().send(Method::POST, "/login", &[FORM], body(64 * 1024)).await;
        assert_eq!(fits.status, 422);
        let expected = (413, "That is too large to send (limit 64 KB)", "too_large");
        refused(app, Method::POST, "/login", &[FORM], body(64 * 1024 + 1).as_bytes(), expected).await;
        refused(app, Method::POST, "/login", &[FORM], body(1024 * 1024).as_bytes(), expected).await;

        // In pieces, without announcing how many.
        let head = "POST /login HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\
                    Content-Type: application/x-www-form-urlencoded\r\n\r\n";
        let chunked = |size: usize| {
            let mut request = head.to_owned();
            for piece in body(size).as_bytes().chunks(4096) {
                request += &format!("{:x}\r\n{}\r\n", piece.len(), String::from_utf8_lossy(piece));
            }
            request + "0\r\n\r\n"
        };
        assert_eq!(status(&app.raw(chunked(64 * 1024)).await), 422);
        assert_eq!(status(&app.raw(chunked(64 * 1024 + 1)).await), 413);
        // Both ways of telling the length at once is how requests are smuggled.
        let both = chunked(100).replacen("Host: x", "Host: x\r\nContent-Length: 5", 1);
        assert_eq!(status(&app.raw(both).await), 400);
        assert_eq!(app.browser().get("/").await.status, 200);
    });
}

#[test]
fn an_address_with_nonsense_in_its_query_is_refused_or_ignored() {
    App::test(async |app| {
        assert_eq!(app.browser().get("/login?next=/a&next=/b").await.status, 400);
        for query in ["?next=%ff", "?next", "?", "?%", "?x[]=1&y=%zz"] {
            assert_eq!(app.browser().get(&format!("/login{query}")).await.status, 200, "{query}");
        }
    });
}

#[test]
fn head_answers_as_get_does_without_the_body() {
    App::test(async |app| {
        for path in ["/", "/login", "/nowhere", "/healthz", "/robots.txt", "/favicon.ico"] {
            let get = app.browser().get(path).await;
            let head = app.browser().send(Method::HEAD, path, &[("accept", "text/html")], "").await;
            assert_eq!((head.status, head.body.as_str()), (get.status, ""), "{path}");
            for name in ["content-type", "cache-control", "content-length"] {
                assert_eq!(head.header(name), get.header(name), "{path}: {name}");
            }
        }
    });
}

#[test]
fn every_answer_has_a_request_id_of_ours() {
    App::test(async |app| {
        let mut ids = std::collections::BTreeSet::new();
        for path in ["/", "/nowhere", "/healthz", "/static/none.css"] {
            let answer = app.browser().send(Method::GET, path, &[("x-request-id", "forged")], "").await;
            let id = answer.header("x-request-id").expect("there is one").to_owned();
            assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
            ids.insert(id);
        }
        assert_eq!(ids.len(), 4);
    });
}

#[test]
fn a_fault_of_ours_says_nothing_about_the_inside_and_can_be_found_in_the_log() {
    App::test(async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        app.services.db.conn().unwrap().batch_execute("DROP TABLE events").unwrap();
        let page = app.browser().login("john", PASSWORD).await;
        assert_eq!((page.status, page.text_of("h1").as_str()), (500, "There is a problem on our side"));
        assert!(page.text_of(".plain").contains("Your details were not changed."));
        assert_eq!(page.text_of("#reference"), page.header("x-request-id").unwrap());

        let form = "username=john&password=correct+horse+battery";
        let json = app.browser().send(Method::POST, "/login", &[FORM, JSON], form).await;
        assert_eq!((json.status, json.json()["code"].as_str()), (500, Some("internal")));
        assert_eq!(json.json()["request_id"].as_str(), json.header("x-request-id"));
        for answer in [&page, &json] {
            let body = answer.body.to_lowercase();
            for inside in ["events", "sql", "table", "relation", "diesel", "src/", "panic"] {
                assert!(!body.contains(inside), "{inside}: {body}");
            }
        }
        assert!(app.sessions_of("john").is_empty(), "what leaves no trace does not happen");
    });
}

#[test]
fn what_a_stranger_sends_never_breaks_a_line_of_our_head() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let tricks = ["%0d%0aSet-Cookie:%20evil=1", "%0aX-Evil:1"];
        for trick in tricks {
            for path in [format!("/{trick}"), format!("/login?next=/{trick}"), format!("/partial/{trick}")] {
                for answer in [browser.get(&path).await, app.browser().get(&path).await] {
                    assert!(answer.header("x-evil").is_none(), "{path}");
                    assert!(!format!("{:?}", answer.headers).contains("evil=1"), "{path}: {:?}", answer.headers);
                }
            }
            let name = percent_encoding::percent_decode_str(trick).decode_utf8_lossy().into_owned();
            let answer = browser.post("/theme", &[("theme", &name), ("next", &format!("/{name}"))]).await;
            assert_eq!((answer.status, answer.location()), (303, Some("/")), "{trick}");
        }
    });
}
