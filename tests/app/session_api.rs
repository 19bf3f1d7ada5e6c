//! The session API: the shapes that the front ends of the originals were written for.

use inside::users::Role;
use reqwest::Method;
use serde_json::json;

use crate::harness::App;
use crate::harness::script::error_of;

#[test]
fn the_whole_life_of_a_front_end_session() {
    App::test(async |app| {
        let script = app.script();
        assert_eq!(script.get("/auth/current_user").await.json(), json!({ "ok": false, "user": null }));
        script.sign_in("john", "secure123").await;
        let user = script.get("/auth/current_user").await.json();
        assert_eq!(
            (&user["ok"], &user["user"]["username"], &user["user"]["email"]),
            (&json!(true), &json!("john"), &json!("john@example.com"))
        );
        assert!(user["user"]["id"].is_i64());
        let profile = script.get("/auth/profile").await.json();
        assert_eq!((&profile["username"], &profile["email"]), (&json!("john"), &json!("john@example.com")));
        let answer = script.json(Method::PUT, "/auth/update_profile", &json!({ "username": "johnny" })).await;
        assert_eq!((answer.status, &answer.json()["msg"]), (200, &json!("Profile updated")));
        assert_eq!(script.get("/auth/profile").await.json()["username"], "johnny");
        let unchanged = script.json(Method::PUT, "/auth/update_profile", &json!({})).await;
        assert_eq!((unchanged.status, unchanged.json()), (200, answer.json()), "what is as asked for is no mistake");
        assert!(script.is_logged_in().await, "the same cookie opens the pages");
        let copied = script.cookie();
        let flood = script.send(Method::POST, "/auth/logout", &[], "x".repeat(70_000)).await;
        assert_eq!((flood.status, &flood.json()["code"]), (413, &json!("too_large")), "though nobody reads it");
        let answer = script.post("/auth/logout", json!({})).await;
        assert_eq!((answer.status, answer.json()), (200, json!({ "ok": true, "msg": "logged out" })));
        let thief = app.script();
        thief.set_cookie(&copied);
        assert_eq!(thief.get("/auth/profile").await.status, 401);
        assert_eq!(script.post("/auth/logout", json!({})).await.status, 200, "twice is no error");
    });
}

#[test]
fn a_member_that_no_api_knows_is_ignored_whatever_it_is() {
    App::test(async |app| {
        let script = app.script();
        for (path, name) in [("/auth/register", "john"), ("/api/auth/register", "jane")] {
            let form = json!({
                "username": name, "email": format!("{name}@example.com"), "password": "secure123",
                "confirm_password": 5, "role": "admin", "next": ["x"],
            });
            assert_eq!(script.post(path, form).await.status, 201, "{path}");
            assert_eq!(app.user(name).role, Role::User);
        }
    });
}

#[test]
fn only_listed_origins_may_read_the_answers() {
    App::test(async |app| {
        let script = app.script();
        let preflight = async |origin: &str| {
            let headers = [
                ("origin", origin),
                ("access-control-request-method", "PUT"),
                ("access-control-request-headers", "content-type"),
            ];
            script.send(Method::OPTIONS, "/auth/update_profile", &headers, "").await
        };
        let ours = preflight("http://localhost:3000").await;
        assert!(ours.status < 300, "{}", ours.status);
        assert_eq!(ours.header("access-control-allow-origin"), Some("http://localhost:3000"));
        assert_eq!(ours.header("access-control-allow-credentials"), Some("true"));
        let methods = ours.header("access-control-allow-methods").expect("methods");
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] {
            assert!(methods.contains(method), "{method} in {methods}");
        }
        assert!(ours.header("vary").is_some_and(|vary| vary.contains("Origin")));
        for stranger in ["https://evil.example", "null", "http://localhost:3001", "http://localhost:3000.evil.example"]
        {
            let refused = preflight(stranger).await;
            assert_eq!(refused.header("access-control-allow-origin"), None, "{stranger}");
            assert_eq!(refused.header("vary"), Some("Origin"), "{stranger}: or a cache would answer us so");
            let read = script.send(Method::GET, "/auth/current_user", &[("origin", stranger)], "").await;
            assert_eq!(read.header("access-control-allow-origin"), None, "{stranger}");
        }
        let failed = script.send(Method::GET, "/auth/profile", &[("origin", "http://localhost:3000")], "").await;
        assert_eq!((failed.status, failed.header("access-control-allow-origin")), (401, Some("http://localhost:3000")));
    });
}

#[test]
fn a_listed_origin_may_log_in_and_a_stranger_may_not() {
    App::test(async |app| {
        app.script().sign_in("john", "secure123").await;
        let body = json!({ "username": "john", "password": "secure123" }).to_string();
        let login = async |origin: &str, site: &str| {
            let headers = [("content-type", "application/json"), ("origin", origin), ("sec-fetch-site", site)];
            app.script().send(Method::POST, "/auth/login", &headers, body.clone()).await
        };
        assert_eq!(login("http://localhost:3000", "same-site").await.status, 200);
        assert_eq!(login("http://localhost:3000", "cross-site").await.status, 200);
        let refused = login("https://evil.example", "cross-site").await;
        assert_eq!((refused.status, refused.json()["code"].clone()), (403, json!("cross_site")));
        assert_eq!(refused.header("set-cookie"), None);
        assert_eq!(login("null", "cross-site").await.status, 403);
    });
}

#[test]
fn errors_of_this_door_are_its_own_json() {
    App::test(async |app| {
        let script = app.script();
        let json_type = ("content-type", "application/json");
        let send = async |headers: &[(&str, &str)], body: String| {
            script.send(Method::POST, "/auth/login", headers, body).await
        };
        let deep = format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000));
        let cases = [
            (
                415,
                send(&[("content-type", "application/x-www-form-urlencoded")], "username=a&password=b".to_owned())
                    .await,
            ),
            (415, send(&[], "{}".to_owned()).await),
            (400, send(&[json_type], "{".to_owned()).await),
            (400, send(&[json_type], deep).await),
            (400, send(&[json_type], "{\"password\":\"a\",\"password\":\"b\"}".to_owned()).await),
            (413, send(&[json_type], format!("\"{}\"", "a".repeat(70_000))).await),
            (404, script.get("/auth/nowhere").await),
            (405, script.get("/auth/login").await),
        ];
        for (status, answer) in cases {
            assert_eq!(error_of(&answer).0, status, "{}", answer.body);
            assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with("application/json")));
        }
        assert_eq!(script.get("/auth/login").await.header("allow"), Some("POST"));
    });
}

#[test]
fn a_front_end_with_tracing_can_log_in() {
    App::test(async |app| {
        let attached = [
            "traceparent",
            "tracestate",
            "baggage",
            "sentry-trace",
            "traceparent, tracestate, baggage, sentry-trace,content-type",
            "traceparent,, baggage,\t",
            "",
            "Authorization, X-B3-TraceId, X-Datadog-Trace-Id, X-Request-ID, X-Requested-With",
        ];
        for path in ["/auth/login", "/api/auth/login"] {
            for headers in attached {
                let preflight = [
                    ("origin", "http://localhost:3000"),
                    ("access-control-request-method", "POST"),
                    ("access-control-request-headers", headers),
                ];
                let answer = app.script().send(Method::OPTIONS, path, &preflight, "").await;
                assert!(answer.status < 300, "{path} {headers}: {}", answer.status);
                let allowed = answer.header("access-control-allow-headers").expect("a list").to_lowercase();
                for header in headers.split(',').filter(|name| !name.trim().is_empty()) {
                    assert!(allowed.contains(&header.trim().to_lowercase()), "{header} in {allowed}");
                }
            }
            // Who may ask at all is another question.
            let preflight = [
                ("origin", "https://evil.example"),
                ("access-control-request-method", "POST"),
                ("access-control-request-headers", "traceparent"),
            ];
            let answer = app.script().send(Method::OPTIONS, path, &preflight, "").await;
            assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
        }
    });
}
