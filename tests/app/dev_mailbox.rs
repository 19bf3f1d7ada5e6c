use reqwest::Method;

use crate::harness::App;
use crate::harness::promised::promise;

#[test]
fn a_developer_reads_every_email_in_the_browser() {
    App::test(async |app| {
        let browser = app.browser();
        assert!(browser.get("/dev/mailbox").await.body.contains("No emails yet"));
        promise(&app.services, "john@example.com", "john");
        promise(&app.services, "anna@example.com", "anna");
        app.all_delivered().await;

        let list = browser.get("/dev/mailbox").await;
        assert_eq!(list.text_of("h1"), "Development mail");
        assert_eq!(list.texts_of(".name"), ["New login to your Vestibule account"; 2]);
        assert_eq!(list.text_of(".email").replace(' ', ""), "anna@example.com", "newest first");

        let address = list.attribute(".name a", "href").expect("a link to the email");
        let message = browser.get(&address).await;
        assert_eq!(message.text_of("h1"), "New login to your Vestibule account");
        let policy = message.header("content-security-policy").expect("a policy");
        assert!(policy.contains("frame-src 'self'") && policy.contains("script-src 'self'"), "{policy}");
        assert_eq!(message.texts_of("main .tabs [aria-current]"), ["HTML", "Desktop", "System"]);
        let text = browser.get(&format!("{address}?part=text")).await;
        assert!(text.text_of("pre").contains("Hello anna,"));
        assert_eq!(message.attribute("#link-1", "href"), Some(format!("{}/sessions", app.url)));
        let headers = browser.get(&format!("{address}?part=headers")).await;
        assert!(headers.text_of("pre").contains("Auto-Submitted: auto-generated"));
        assert_eq!(headers.texts_of("main .tabs [aria-current]"), ["Headers"]);

        let html = browser.get(&message.attribute("iframe", "src").expect("a frame")).await;
        assert!(html.body.contains("Hello anna,"));
        let address = format!("{address}?width=phone&scheme=dark");
        let dark = browser.get(&browser.get(&address).await.attribute(".phone iframe", "src").expect("a frame")).await;
        assert!(dark.body.contains("@media all {") && html.body.contains("@media (prefers-color-scheme: dark) {"));
        let policy = html.header("content-security-policy").expect("a policy");
        assert!(
            policy.contains("sandbox")
                && policy.contains("frame-ancestors 'self'")
                && policy.contains("default-src 'none'")
        );
        assert_eq!(html.header("cache-control"), Some("no-store"));
        assert_eq!(
            browser.get("/login").await.attribute("footer a[href='/dev/mailbox']", "href").as_deref(),
            Some("/dev/mailbox")
        );
    });
}

#[test]
fn the_mailbox_is_read_page_by_page_and_no_email_is_left_out() {
    App::test(async |app| {
        let browser = app.browser();
        for number in 0..45 {
            promise(&app.services, &format!("person{number}@example.com"), "john");
        }
        app.all_delivered().await;
        let (mut seen, mut counts, mut path) = (Vec::new(), Vec::new(), "/dev/mailbox".to_owned());
        loop {
            let page = browser.get(&path).await;
            let addresses = page.texts_of(".list .email");
            counts.push(addresses.len());
            seen.extend(addresses);
            let newest = page.attribute("a[rel=first]", "href");
            assert_eq!(newest.as_deref(), (counts.len() > 1).then_some("/dev/mailbox"));
            match page.attribute("a[rel=next]", "href") {
                Some(older) => path = older,
                None => break,
            }
        }
        assert_eq!(counts, [20, 20, 5]);
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 45);
        assert!(browser.get("/dev/mailbox?before=0").await.body.contains("No older emails"));
        for odd in ["/dev/mailbox?before=", "/dev/mailbox?before=x", "/dev/mailbox?before=..%2f%00"] {
            assert_eq!(browser.get(odd).await.status, 200, "{odd}");
        }
    });
}

#[test]
fn no_email_and_no_other_file_answers_to_a_made_up_name() {
    App::test(async |app| {
        let browser = app.browser();
        for path in ["/dev/mailbox/nothing", "/dev/mailbox/..%2fsecret_key", "/dev/mailbox/nothing/html"] {
            assert_eq!(browser.get(path).await.status, 404, "{path}");
        }
    });
}

#[test]
fn a_network_finds_no_mailbox() {
    App::test_with(&["--host=0.0.0.0"], async |app| {
        assert_eq!(app.browser().get("/dev/mailbox").await.status, 404);
        assert!(!app.browser().get("/login").await.body.contains("/dev/mailbox"));
    });
}

#[test]
fn nobody_elsewhere_reads_the_mailbox_through_a_proxy_on_this_machine() {
    App::test(async |app| {
        let added = [
            ("x-forwarded-for", "203.0.113.9"),
            ("x-forwarded-for", "127.0.0.1"),
            ("x-forwarded-proto", "http"),
            ("x-forwarded-host", "localhost"),
            ("forwarded", "for=203.0.113.9"),
            ("x-real-ip", "203.0.113.9"),
            ("via", "1.1 proxy"),
            ("cf-connecting-ip", "203.0.113.9"),
            ("x-client-ip", "203.0.113.9"),
            ("true-client-ip", "203.0.113.9"),
            ("x-cluster-client-ip", "203.0.113.9"),
            ("origin", "https://accounts.example.com"),
            ("origin", "null"),
            ("referer", "https://accounts.example.com/login"),
            ("referer", "http://192.168.1.7:5000/"),
        ];
        for header in added {
            let headers = [header, ("accept", "text/html")];
            assert_eq!(app.browser().send(Method::GET, "/dev/mailbox", &headers, "").await.status, 404, "{header:?}");
            let login = app.browser().send(Method::GET, "/login", &headers, "").await;
            assert!(!login.body.contains("/dev/mailbox"), "{header:?}: nor a link to it");
        }
        // `proxy_pass` and nothing else, as nginx does it by itself.
        let port = app.url.rsplit(':').next().expect("a port");
        let bare = format!("GET /dev/mailbox HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
        assert!(app.raw(bare).await.starts_with("HTTP/1.0 404"));
        let absolute = format!(
            "GET http://evil.example/dev/mailbox HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
        );
        assert_eq!(crate::harness::wire::status(&app.raw(absolute).await), 404);
        // A developer's browser here, and a program of theirs.
        for headers in [
            &[("accept", "text/html"), ("referer", "http://localhost:3000/"), ("sec-fetch-site", "same-site")][..],
            &[("referer", &format!("{}/login", app.url)), ("origin", &app.url), ("sec-fetch-site", "same-origin")],
            &[],
        ] {
            assert_eq!(app.browser().send(Method::GET, "/dev/mailbox", headers, "").await.status, 200, "{headers:?}");
        }
    });
    for (public, status) in [
        ("https://accounts.example.com", 404),
        ("http://devbox:5000", 404),
        ("http://localhost:5000", 200),
        ("http://[::1]:5000", 200),
    ] {
        App::test_with(&[&format!("--base-url={public}")], async |app| {
            assert_eq!(app.browser().get("/dev/mailbox").await.status, status, "{public}");
        });
    }
    App::test_with(&["--trusted-proxies=127.0.0.1"], async |app| {
        assert_eq!(
            app.browser().get("/dev/mailbox").await.status,
            404,
            "whoever lists a proxy here has visitors behind it"
        );
    });
}

#[test]
fn a_site_that_points_its_name_at_this_machine_finds_no_mailbox() {
    App::test(async |app| {
        promise(&app.services, "john@example.com", "john");
        app.all_delivered().await;
        let message = app.browser().get("/dev/mailbox").await.attribute(".name a", "href").expect("an email");
        let port = app.url.rsplit(':').next().expect("a port");
        for path in ["/dev/mailbox", &message, &format!("{message}/html")] {
            for host in ["evil.example", &format!("evil.example:{port}"), "localhost.evil.example"] {
                let answer = app.browser().send(Method::GET, path, &[("host", host)], "").await;
                assert_eq!(answer.status, 404, "{path} at {host}");
                assert!(!answer.body.contains("john"), "{path} at {host}");
            }
            for host in ["localhost", "[::1]:5000", &format!("127.0.0.1:{port}")] {
                let answer = app.browser().send(Method::GET, path, &[("host", host)], "").await;
                assert_eq!(answer.status, 200, "{path} at {host}");
            }
        }
        let elsewhere = [("host", "evil.example"), ("accept", "text/html")];
        let login = app.browser().send(Method::GET, "/login", &elsewhere, "").await;
        assert!(!login.body.contains("/dev/mailbox"), "nor a link to it");
    });
}

#[test]
fn production_has_no_mailbox() {
    let flags = [
        "--app-env=production",
        "--base-url=https://accounts.example.com",
        "--secret-key=0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21",
        "--jwt-secret-key=9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f210f6a41c",
    ];
    App::test_with(&flags, async |app| {
        promise(&app.services, "john@example.com", "john");
        let message = app.email_to("john@example.com").await;
        assert_eq!(message.header("From").as_deref(), Some("Vestibule <noreply@accounts.example.com>"));
        assert_eq!(message.links, ["https://accounts.example.com/sessions"; 2]);
        assert_eq!(app.browser().get("/dev/mailbox").await.status, 404);
        assert!(!app.browser().get("/login").await.body.contains("/dev/mailbox"));
    });
}
