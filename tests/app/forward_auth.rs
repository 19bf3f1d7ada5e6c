//! `GET /forward-auth`, as the proxies that are supported ask; `tests/proxies` runs those themselves.

use inside::users::{self, Role};
use reqwest::Method;
use time::Duration;

use crate::harness::waiting::until;
use crate::harness::{Answer, App, Browser};

const PASSWORD: &str = "correct horse battery";
const HOSTS: &str = "--forward-auth-hosts=wiki.example.com,grafana.example.com:admin,board.example.com:8443:moderator";
const TRUSTED: &str = "--trusted-proxies=127.0.0.1";
const HTML: (&str, &str) = ("accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");

async fn ask(browser: &Browser<'_>, headers: &[(&str, &str)]) -> Answer {
    browser.send(Method::GET, "/forward-auth", headers, "").await
}

/// As Caddy and Traefik ask.
async fn forwarded(browser: &Browser<'_>, method: &str, host: &str, uri: &str, more: &[(&str, &str)]) -> Answer {
    let headers = [
        ("x-forwarded-method", method),
        ("x-forwarded-proto", "https"),
        ("x-forwarded-host", host),
        ("x-forwarded-uri", uri),
    ];
    ask(browser, &[&headers[..], more].concat()).await
}

fn who(answer: &Answer) -> [Option<&str>; 4] {
    ["remote-user", "remote-email", "remote-email-verified", "remote-groups"].map(|name| answer.header(name))
}

/// Where the login page that the answer names leads back to.
fn back(answer: &Answer) -> String {
    let login = url::Url::parse(answer.location().expect("a login page")).expect("an absolute address");
    assert_eq!(login.path(), "/login");
    login.query_pairs().find(|(name, _)| name == "next").map(|(_, next)| next.into_owned()).expect("where to return")
}

fn promote(app: &App, username: &str, role: Role) {
    users::set_role(&app.services, app.user(username).id, role, &app.operator()).expect("it has the role");
}

#[test]
fn a_living_session_says_who_it_is_and_a_dead_one_is_401_at_once() {
    App::test(async |app| {
        let browser = app.browser();
        assert_eq!((ask(&browser, &[]).await.status, ask(&browser, &[HTML]).await.status), (401, 401));
        browser.sign_in("john", PASSWORD).await;
        let answer = ask(&browser, &[]).await;
        assert_eq!((answer.status, answer.body.as_str()), (200, ""));
        assert_eq!(who(&answer), [Some("john"), Some("john@example.com"), Some("false"), Some("user")]);
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert!(answer.header("set-cookie").is_none());
        let copied = browser.cookie();
        assert_eq!(browser.send(Method::HEAD, "/forward-auth", &[], "").await.status, 200);
        assert_eq!(browser.post("/logout", &[]).await.status, 303);
        let thief = app.browser();
        thief.set_cookie(&copied);
        for gone in [&browser, &thief] {
            let answer = ask(gone, &[]).await;
            assert_eq!((answer.status, who(&answer)), (401, [None; 4]));
            assert_eq!(answer.header("cache-control"), Some("no-store"));
        }
        let forged = [("remote-user", "admin"), ("cookie", "session=x"), ("authorization", "Basic YTpi")];
        assert_eq!(ask(&app.browser(), &forged).await.status, 401);
        for method in [Method::POST, Method::PUT, Method::DELETE] {
            let answer = app.browser().send(method, "/forward-auth", &[], "").await;
            assert_eq!((answer.status, answer.header("allow")), (405, Some("GET")));
        }
    });
}

#[test]
fn a_person_who_opens_a_page_of_a_listed_host_is_sent_to_the_login_and_comes_back() {
    App::test_with(&[HOSTS, TRUSTED], async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let browser = app.browser();
        let wanted = "https://wiki.example.com/a%20page?x=1&y=%26#";
        let answer = forwarded(&browser, "GET", "wiki.example.com", "/a%20page?x=1&y=%26", &[HTML]).await;
        assert_eq!(answer.status, 302);
        assert!(
            answer
                .location()
                .unwrap()
                .starts_with(&format!("{}/login?next=https%3A%2F%2Fwiki.example.com%2F", app.url))
        );
        let wanted = wanted.trim_end_matches('#');
        assert_eq!(back(&answer), wanted);
        // As nginx asks, which turns every answer but 200, 401 and 403 into an error.
        let original = [("x-original-url", wanted), ("x-original-method", "GET"), HTML];
        let nginx = ask(&browser, &original).await;
        assert_eq!((nginx.status, nginx.location()), (401, answer.location()));

        let page = browser.get(answer.location().unwrap().strip_prefix(&app.url).unwrap()).await;
        let next = page.attribute("main input[name=next]", "value").expect("it is kept");
        assert!(
            page.header("content-security-policy").unwrap().contains("form-action 'self' https://wiki.example.com;")
        );
        let login = browser.post("/login", &[("username", "john"), ("password", PASSWORD), ("next", &next)]).await;
        assert_eq!((login.status, login.location()), (303, Some(wanted)));
        assert_eq!(forwarded(&browser, "GET", "wiki.example.com", "/a%20page", &[HTML]).await.status, 200);
    });
}

#[test]
fn scripts_sockets_and_hosts_that_are_not_listed_get_401() {
    App::test_with(&[HOSTS, TRUSTED], async |app| {
        let browser = app.browser();
        let json = ("accept", "application/json");
        let cases: [&[(&str, &str)]; 7] = [
            &[],
            &[("accept", "*/*")],
            &[json],
            &[("accept", "text/html;q=0, */*")],
            &[HTML, ("sec-fetch-mode", "cors")],
            &[HTML, ("x-requested-with", "XMLHttpRequest")],
            &[HTML, ("sec-fetch-mode", "websocket"), ("connection", "upgrade"), ("upgrade", "websocket")],
        ];
        for more in cases {
            let answer = forwarded(&browser, "GET", "wiki.example.com", "/", more).await;
            assert_eq!((answer.status, answer.location()), (401, None), "{more:?}");
        }
        assert_eq!(
            forwarded(&browser, "GET", "wiki.example.com", "/", &[HTML, ("sec-fetch-mode", "navigate")]).await.status,
            302
        );
        for host in [
            "evil.example",
            "wiki.example.com.evil.example",
            "wiki.example.com:81",
            "wiki.example.com@evil.example",
            "",
            "a, b",
        ] {
            let answer = forwarded(&browser, "GET", host, "/", &[HTML]).await;
            assert_eq!((answer.status, answer.location()), (401, None), "{host}");
        }
        let tricks = [
            ("//evil.example/", "https://wiki.example.com/"),
            ("@evil.example/", "https://wiki.example.com/"),
            (".evil.example/", "https://wiki.example.com/"),
            ("/%0d%0aSet-Cookie:a=b", "https://wiki.example.com/"),
            ("/\\evil.example", "https://wiki.example.com/"),
            ("https://evil.example/", "https://wiki.example.com/"),
            ("", "https://wiki.example.com/"),
        ];
        for (uri, expected) in tricks {
            let answer = forwarded(&browser, "GET", "wiki.example.com", uri, &[HTML]).await;
            let next = back(&answer);
            assert_eq!(url::Url::parse(&next).unwrap().host_str(), Some("wiki.example.com"), "{uri}");
            if uri != "//evil.example/" {
                assert_eq!(next, expected, "{uri}");
            }
        }
        let long = format!("/{}", "a".repeat(2_000));
        assert_eq!(
            back(&forwarded(&browser, "GET", "wiki.example.com", &long, &[HTML]).await),
            "https://wiki.example.com/"
        );
    });
}

#[test]
fn a_form_that_was_sent_after_the_session_ended_leads_to_the_page_it_stood_on() {
    App::test_with(&[HOSTS, TRUSTED], async |app| {
        let browser = app.browser();
        let referer = ("referer", "https://wiki.example.com/edit?page=7");
        let answer = forwarded(&browser, "POST", "wiki.example.com", "/save", &[HTML, referer]).await;
        assert_eq!((answer.status, back(&answer).as_str()), (303, "https://wiki.example.com/edit?page=7"));
        for other in
            ["https://evil.example/", "http://wiki.example.com/edit", "https://grafana.example.com/", "x", "/edit"]
        {
            let answer = forwarded(&browser, "POST", "wiki.example.com", "/save", &[HTML, ("referer", other)]).await;
            assert_eq!((answer.status, back(&answer).as_str()), (303, "https://wiki.example.com/"), "{other}");
        }
        let nginx = [("x-original-url", "https://wiki.example.com/save"), ("x-original-method", "POST"), HTML, referer];
        let answer = ask(&browser, &nginx).await;
        assert_eq!((answer.status, back(&answer).as_str()), (401, "https://wiki.example.com/edit?page=7"));
        let script = forwarded(&browser, "POST", "wiki.example.com", "/save", &[("accept", "application/json")]).await;
        assert_eq!((script.status, script.location()), (401, None));
    });
}

#[test]
fn a_host_may_need_a_role_and_a_host_that_nobody_listed_needs_the_highest() {
    App::test_with(&[HOSTS, TRUSTED], async |app| {
        let (john, mona, ada) = (app.browser(), app.browser(), app.browser());
        for (browser, name) in [(&john, "john"), (&mona, "mona"), (&ada, "ada")] {
            browser.register(name, &format!("{name}@example.com"), PASSWORD).await;
        }
        promote(app, "mona", Role::Moderator);
        promote(app, "ada", Role::Admin);
        for (browser, name) in [(&john, "john"), (&mona, "mona"), (&ada, "ada")] {
            assert_eq!(browser.login(name, PASSWORD).await.status, 303);
        }
        for (host, expected) in [
            ("wiki.example.com", [200, 200, 200]),
            ("WIKI.example.com:443", [200, 200, 200]),
            ("board.example.com:8443", [403, 200, 200]),
            ("grafana.example.com", [403, 403, 200]),
            // Not listed: the port, the host, or both.
            ("board.example.com", [403, 403, 200]),
            ("other.example.com", [403, 403, 200]),
            ("", [403, 403, 200]),
        ] {
            for (browser, status) in [&john, &mona, &ada].into_iter().zip(expected) {
                let answer = forwarded(browser, "GET", host, "/", &[HTML]).await;
                assert_eq!(answer.status, status, "{host}");
                assert_eq!(answer.header("remote-user").is_some(), status == 200, "{host}");
                let url = format!("https://{host}/");
                assert_eq!(ask(browser, &[("x-original-url", &url), HTML]).await.status, status, "{url}");
            }
        }
        assert_eq!(who(&forwarded(&ada, "GET", "grafana.example.com", "/", &[]).await)[3], Some("admin"));
        // A header that the proxy writes, and one that the visitor added.
        let both = [("x-original-url", "https://grafana.example.com/"), ("x-forwarded-host", "wiki.example.com")];
        assert_eq!(ask(&john, &both).await.status, 403);
        let both = [("x-original-url", "https://wiki.example.com/"), ("x-forwarded-host", "grafana.example.com")];
        assert_eq!(ask(&john, &both).await.status, 403);
        let twice = [("x-forwarded-host", "wiki.example.com"), ("x-forwarded-host", "grafana.example.com")];
        assert_eq!(ask(&john, &twice).await.status, 403);
        assert_eq!(ask(&john, &[]).await.status, 403, "a proxy that names no host must not open one that needs a role");

        // The role is read at each request, and a disabled account is out.
        promote(app, "mona", Role::User);
        assert_eq!(forwarded(&mona, "GET", "board.example.com:8443", "/", &[]).await.status, 403);
        users::disable_user(&app.services, &app.user("john"), &app.operator()).expect("disabled");
        assert_eq!(forwarded(&john, "GET", "wiki.example.com", "/", &[]).await.status, 401);
    });
}

#[test]
fn only_a_trusted_proxy_is_believed() {
    App::test_with(&[HOSTS], async |app| {
        let browser = app.browser();
        let answer = forwarded(&browser, "GET", "wiki.example.com", "/", &[HTML]).await;
        assert_eq!((answer.status, answer.location()), (401, None));
        browser.sign_in("john", PASSWORD).await;
        assert_eq!(forwarded(&browser, "GET", "wiki.example.com", "/", &[HTML]).await.status, 403);
    });
    App::test_with(&["--forward-auth-hosts=wiki.example.com"], async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        assert_eq!(forwarded(&browser, "GET", "wiki.example.com", "/", &[HTML]).await.status, 200);
    });
}

#[test]
fn an_admin_without_the_factor_that_admins_need_has_no_role_there() {
    App::test_with(&[HOSTS, TRUSTED], async |app| {
        app.browser().register("ada", "ada@example.com", PASSWORD).await;
        promote(app, "ada", Role::Admin);
        let browser = app.browser();
        browser.login("ada", PASSWORD).await;
        let strict = app.another_node(&[HOSTS, TRUSTED, "--require-second-factor=admins"]);
        let there = strict.app.browser();
        there.set_cookie(&browser.cookie());
        assert_eq!(forwarded(&browser, "GET", "grafana.example.com", "/", &[]).await.status, 200);
        assert_eq!(forwarded(&there, "GET", "grafana.example.com", "/", &[]).await.status, 403);
        let wiki = forwarded(&there, "GET", "wiki.example.com", "/", &[]).await;
        assert_eq!((wiki.status, who(&wiki)[3]), (200, Some("user")));
    });
}

#[test]
fn a_request_writes_nothing_and_a_session_in_use_lives() {
    App::test_with(&["--database-pool=1", "--session-lifetime=3600"], async |app| {
        app.at_noon();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let writes = app.writes_of(async || {
            for _ in 0..30 {
                assert_eq!(ask(&browser, &[]).await.status, 200);
            }
        });
        assert_eq!(writes.await, [""; 0]);
        // Half an hour at a time, for three hours: only the use that is noted lets it live.
        for _ in 0..6 {
            app.clock.advance(Duration::minutes(30));
            assert_eq!(ask(&browser, &[]).await.status, 200);
            let now = app.clock.now();
            until("the use is noted", || {
                app.sessions_of("john").iter().any(|session| now - session.last_used_at < Duration::MINUTE)
            })
            .await;
        }
        let writes = app.writes_of(async || {
            for _ in 0..30 {
                assert_eq!(ask(&browser, &[]).await.status, 200);
            }
        });
        assert_eq!(writes.await, [""; 0]);
        app.clock.advance(Duration::minutes(61));
        assert_eq!(ask(&browser, &[]).await.status, 401);
    });
}

#[test]
fn a_database_that_takes_no_writes_logs_nobody_out_and_one_that_fails_lets_nobody_in() {
    App::test_on_sqlite(async |app| {
        app.at_noon();
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        app.clock.advance(Duration::minutes(30));
        let held = app.hold_writes();
        assert_eq!(ask(&browser, &[]).await.status, 200, "its use is noted after the answer");
        drop(held);
    });
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        app.execute("ALTER TABLE sessions RENAME TO elsewhere");
        let answer = ask(&browser, &[HTML]).await;
        assert_eq!((answer.status, who(&answer)), (500, [None; 4]));
        assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"));
        app.execute("ALTER TABLE elsewhere RENAME TO sessions");
        assert_eq!(ask(&browser, &[]).await.status, 200);
    });
}
