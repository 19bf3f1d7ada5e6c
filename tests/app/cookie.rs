use actix_web::cookie::{Cookie, CookieJar, Key};
use inside::users::{Caller, PresentedSession};

use crate::harness::profile_forms::partial;
use crate::harness::{Answer, App};

const PASSWORD: &str = "correct horse battery";
const TODAY: &str = "0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21";
const BEFORE: &str = "9be1f43a7720d85c66f0a1b2c3d4e5f60718293a4b5c6d7e";

/// The attributes of the cookie that an answer sets, without its value.
fn attributes(answer: &Answer, name: &str) -> Vec<String> {
    let lines = answer.headers.get_all("set-cookie").iter().filter_map(|line| line.to_str().ok());
    let is_it = |line: &&str| line.starts_with(&format!("{name}=")) && !line.contains("Max-Age=0");
    let line = lines.into_iter().find(is_it).expect("the cookie is set");
    let mut attributes: Vec<_> = line.split("; ").skip(1).map(str::to_owned).collect();
    attributes.sort();
    attributes
}

#[test]
fn in_development_the_cookie_works_over_plain_http() {
    App::test(async |app| {
        let browser = app.browser();
        browser.register("john", "john@example.com", PASSWORD).await;
        let answer = browser.login("john", PASSWORD).await;
        assert_eq!(attributes(&answer, "session"), ["HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=Lax"]);
    });
}

#[test]
fn in_production_the_cookie_is_bound_to_https_and_this_host() {
    App::test_in_production(&[], async |app| {
        let browser = app.browser();
        browser.register("john", "john@example.com", PASSWORD).await;
        let answer = browser.login("john", PASSWORD).await;
        assert_eq!(answer.status, 303);
        let expected = ["HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=Lax", "Secure"];
        assert_eq!(attributes(&answer, "__Host-session"), expected);
        let theme = browser.post("/theme", &[("theme", "dark")]).await;
        assert!(attributes(&theme, "theme").contains(&"Secure".to_owned()));
    });
}

#[test]
fn a_shared_domain_gives_up_the_host_prefix_only() {
    App::test_in_production(&["--cookie-domain=example.com"], async |app| {
        let answer = app.browser().register("john", "john@example.com", PASSWORD).await;
        let expected = ["Domain=example.com", "HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=Lax", "Secure"];
        assert_eq!(attributes(&answer, "session"), expected);
    });
}

#[test]
fn a_visitor_who_leaves_nothing_gets_no_cookie() {
    App::test(async |app| {
        for path in ["/", "/login", "/register", "/nowhere"] {
            assert_eq!(app.browser().get(path).await.header("set-cookie"), None, "{path}");
        }
    });
}

#[test]
fn reading_pages_does_not_write_the_cookie_again() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        browser.get("/").await;
        assert_eq!(browser.get("/").await.header("set-cookie"), None);
    });
}

#[test]
fn whoever_tampers_with_the_cookie_is_anonymous() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let cookie = browser.cookie();
        let (name, value) = cookie.split_once('=').unwrap();
        let middle = value.len() / 2;
        let flipped = if value.as_bytes()[middle] == b'0' { "1" } else { "0" };
        let tricks = [
            String::new(),
            "x".repeat(3_000),
            "%00%ff".to_owned(),
            value[1..].to_owned(),
            value[..value.len() - 3].to_owned(),
            format!("{value}x"),
            format!("{}{flipped}{}", &value[..middle], &value[middle + 1..]),
            // The content without its signature.
            value[value.len().min(50)..].to_owned(),
        ];
        for trick in tricks {
            let thief = app.browser();
            thief.set_cookie(&format!("{name}={trick}"));
            let answer = thief.get("/").await;
            assert_eq!(answer.status, 200, "{trick}");
            assert!(answer.body.contains("href=\"/login\"") && !answer.body.contains("john"), "{trick}");
            // It is no obstacle to logging in either.
            assert_eq!(thief.login("john", PASSWORD).await.status, 303, "{trick}");
            assert!(thief.is_logged_in().await, "{trick}");
        }
        assert!(browser.is_logged_in().await);
    });
}

/// The same content with another key's signature.
fn signed_by(cookie: &str, from: &str, to: &str) -> String {
    let key = |secret: &str| Key::derive_from(secret.as_bytes());
    let mut jar = CookieJar::new();
    jar.add_original(Cookie::parse_encoded(cookie.to_owned()).unwrap());
    let content = jar.signed(&key(from)).get("session").expect("it was signed by this key");
    jar.signed_mut(&key(to)).add(content);
    jar.get("session").unwrap().encoded().to_string()
}

#[test]
fn a_cookie_signed_by_a_foreign_key_is_nobodys() {
    App::test_with(&[&format!("--secret-key={TODAY}")], async |app| {
        let (browser, thief) = (app.browser(), app.browser());
        browser.sign_in("john", PASSWORD).await;
        thief.set_cookie(&signed_by(&browser.cookie(), TODAY, BEFORE));
        assert!(!thief.is_logged_in().await);
    });
}

#[test]
fn a_cookie_signed_by_the_key_before_is_read_and_signed_anew() {
    let flags = [format!("--secret-key={TODAY}"), format!("--secret-key-previous={BEFORE}")];
    App::test_with(&[&flags[0], &flags[1]], async |app| {
        let (browser, old) = (app.browser(), app.browser());
        browser.sign_in("john", PASSWORD).await;
        old.set_cookie(&signed_by(&browser.cookie(), TODAY, BEFORE));
        assert!(old.is_logged_in().await);
        let renewed = old.cookie();
        let _readable_by_todays_key = signed_by(&renewed, TODAY, TODAY);
        assert!(old.is_logged_in().await);

        let foreign = app.browser();
        foreign.set_cookie(&signed_by(&browser.cookie(), TODAY, &"another key altogether ".repeat(3)));
        assert!(!foreign.is_logged_in().await);
        // Among other cookies, before and after it.
        let line = format!("theme=dark; {}; x=y", signed_by(&browser.cookie(), TODAY, BEFORE));
        let line = format!("theme=theirs; {line}");
        let answer = app.browser().send(reqwest::Method::GET, "/", &[("cookie", &line)], "").await;
        assert_eq!(answer.text_of("h1"), "Welcome, john");
        assert_eq!(answer.attribute("html", "data-theme").as_deref(), Some("dark"));
    });
}

#[test]
fn a_session_belongs_to_the_account_the_cookie_names() {
    App::test_with(&[&format!("--secret-key={TODAY}")], async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        app.browser().register("jane", "jane@example.com", PASSWORD).await;
        // Even somebody who could sign cookies would have to guess a session's name.
        let (id, jane) = (browser.session_id(), app.user("jane").id);
        let presented = [jane, app.user("john").id].map(|user| PresentedSession::new(user, &id));
        let found = app.services.read(|r| Caller::find(r, &presented)).unwrap();
        let found: Vec<_> = found.iter().map(|caller| caller.as_ref().map(|caller| &*caller.user.username)).collect();
        assert_eq!(found, [None, Some("john")]);
    });
}

#[test]
fn the_cookie_holds_names_and_messages_only() {
    App::test_with(&[&format!("--secret-key={TODAY}")], async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        let cookie = percent_encoding::percent_decode_str(&browser.cookie()).decode_utf8_lossy().into_owned();
        assert!(!cookie.contains(PASSWORD) && !cookie.contains("$2b$") && !cookie.contains("example.com"), "{cookie}");
        assert!(cookie.contains(browser.session_id().expose()));
    });
}

#[test]
fn messages_that_nobody_reads_do_not_outgrow_the_cookie() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        // A domain in emails that take four bytes each, and twelve once a cookie has encoded them.
        let long = ["𐍈", "𐍉", "𐍅"].map(|message| message.repeat(45)).join(".");
        for number in 0..6 {
            let email = format!("{}{number}@{long}.example", "j".repeat(60));
            let answer = partial(&browser, "john", &[("email", &email)]).await;
            assert_eq!(answer.status, 303, "{:?}", answer.field_errors());
            let size = answer.header("set-cookie").map_or(0, str::len);
            assert!(size < 4_000, "browsers drop cookies of more than 4,096 bytes, this one has {size}");
        }
        assert!(browser.is_logged_in().await);
    });
}

#[test]
fn a_neighbours_cookie_that_is_no_text_logs_nobody_out() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", "correct horse battery").await;
        for line in [&b"theirs=\xe9; "[..], b"\xff\xfe;", b"theirs=\xc3\xa9; "] {
            let line = [line, browser.cookie().as_bytes(), b"; last=\xe9"].concat();
            let answer = reqwest::Client::new()
                .get(format!("{}/auth/current_user", app.url))
                .header("cookie", reqwest::header::HeaderValue::from_bytes(&line).expect("a header"))
                .send()
                .await
                .expect("an answer");
            let user: serde_json::Value = answer.json().await.expect("JSON");
            assert_eq!(user["user"]["username"], "john", "{line:?}");
        }
    });
}

/// Who is logged in for a request with these Cookie headers.
async fn user_of(app: &App, lines: &[&[u8]]) -> Option<String> {
    let mut request = reqwest::Client::new().get(format!("{}/auth/current_user", app.url));
    for line in lines {
        request = request.header("cookie", reqwest::header::HeaderValue::from_bytes(line).expect("a header"));
    }
    let answer: serde_json::Value = request.send().await.expect("an answer").json().await.expect("JSON");
    answer["user"]["username"].as_str().map(str::to_owned)
}

/// The session cookie that an answer sets, `name=value`, also where it is Secure and a jar would not send it over plain HTTP.
fn cookie_of(answer: &Answer) -> String {
    let mut lines = answer.headers.get_all("set-cookie").iter().filter_map(|line| line.to_str().ok());
    let is_it = |line: &&str| ["session=", "__Host-session="].iter().any(|name| line.starts_with(name));
    let line = lines.find(|line| is_it(line) && !line.contains("Max-Age=0")).expect("a cookie");
    line.split(';').next().expect("a pair").to_owned()
}

#[test]
fn of_several_cookies_the_one_of_a_living_session_counts() {
    let flags = [format!("--secret-key={TODAY}"), format!("--secret-key-previous={BEFORE}")];
    App::test_with(&[&flags[0], &flags[1]], async |app| {
        let (john, gone, guest) = (app.browser(), app.browser(), app.browser());
        john.sign_in("john", PASSWORD).await;
        let good = john.cookie();
        gone.login("john", PASSWORD).await;
        let dead = gone.cookie();
        gone.post("/logout", &[]).await;
        guest.login("john", "wrong password").await;
        let visitors = guest.cookie();
        let before = signed_by(&good, TODAY, BEFORE);
        let tampered = format!("{good}x");
        let many = ["session=x"; 40].join("; ");
        for rival in ["session=", "session=theirs", "session=\"\"", &dead, &visitors, &tampered, &many] {
            for own in [&good, &before] {
                for line in [format!("{rival}; {own}"), format!("{own}; {rival}"), format!("{rival};{own};{rival}")] {
                    assert_eq!(user_of(app, &[line.as_bytes()]).await.as_deref(), Some("john"), "{line}");
                }
                let apart = [rival.as_bytes(), own.as_bytes()];
                assert_eq!(user_of(app, &apart).await.as_deref(), Some("john"), "{rival} in a line of its own");
            }
            assert_eq!(user_of(app, &[rival.as_bytes()]).await, None, "{rival}");
        }
        // A cookie that was left behind does not take a visitor's messages away either.
        let line = format!("{dead}; {visitors}");
        let page = app.browser().send(reqwest::Method::GET, "/auth/current_user", &[("cookie", &line)], "").await;
        assert_eq!(page.status, 200);
        let again = [("cookie", line.as_str()), ("content-type", "application/x-www-form-urlencoded")];
        let failed = app.browser().send(reqwest::Method::POST, "/login", &again, "username=john&password=x").await;
        let state = percent_encoding::percent_decode_str(&cookie_of(&failed)).decode_utf8_lossy().into_owned();
        assert!(state.contains("\"failures\":\"2\""), "{state}");
    });
}

#[test]
fn a_neighbours_cookie_with_nearly_our_name_is_not_ours() {
    App::test_in_production(&[], async |app| {
        let (john, jane) = (app.browser(), app.browser());
        for (browser, name) in [(&john, "john"), (&jane, "jane")] {
            browser.register(name, &format!("{name}@example.com"), PASSWORD).await;
        }
        let own = cookie_of(&john.login("john", PASSWORD).await);
        let theirs = cookie_of(&jane.login("jane", PASSWORD).await);
        assert!(own.starts_with("__Host-session=") && theirs.starts_with("__Host-session="));
        assert_eq!(
            user_of(app, &[theirs.as_bytes()]).await.as_deref(),
            Some("jane"),
            "the neighbour's session is alive"
        );
        let value = theirs.split_once('=').expect("a pair").1;
        let names = [
            "\u{2003}__Host-session",
            "\u{a0}__Host-session",
            "\u{3000}__Host-session",
            "\u{85}__Host-session",
            "\u{2028}__Host-session",
            "\u{feff}__Host-session",
            "__Host-session\u{2003}",
            "%5F%5FHost-session",
            "__Host%2Dsession",
            "__host-session",
            "session",
        ];
        for name in names {
            let nearly = format!("{name}={value}");
            assert_eq!(user_of(app, &[nearly.as_bytes()]).await, None, "{name:?}");
            for line in [format!("{nearly}; {own}"), format!("{own}; {nearly}"), format!("a=b;{nearly};{own}")] {
                assert_eq!(user_of(app, &[line.as_bytes()]).await.as_deref(), Some("john"), "{line:?}");
            }
            let emptied = format!("{name}=; {own}");
            assert_eq!(user_of(app, &[emptied.as_bytes()]).await.as_deref(), Some("john"), "{emptied:?}");
        }
        for line in [format!(" \t{own}\t "), format!("a=b; \t {own} ; c=d")] {
            assert_eq!(user_of(app, &[line.as_bytes()]).await.as_deref(), Some("john"), "SP and HTAB are white space");
        }
    });
}

/// Domain and path of every cookie that an answer deletes.
fn deleted(answer: &Answer) -> Vec<String> {
    let lines = answer.headers.get_all("set-cookie").iter().filter_map(|line| line.to_str().ok());
    let removals = lines.filter(|line| line.starts_with("session=;") && line.contains("Max-Age=0"));
    let scope = |line: &str| {
        let attribute = |name: &str| line.split("; ").find_map(|one| one.strip_prefix(name)).unwrap_or("").to_owned();
        format!("{}{}", attribute("Domain="), attribute("Path="))
    };
    removals.map(scope).collect()
}

#[test]
fn a_login_and_a_logout_delete_the_cookie_of_another_scope() {
    let base = "--base-url=https://accounts.shop.example.com";
    App::test_with(&[base, "--cookie-domain=example.com"], async |app| {
        let browser = app.browser();
        browser.register("john", "john@example.com", PASSWORD).await;
        let login = browser.login("john", PASSWORD).await;
        let cookie = cookie_of(&login);
        assert_eq!(deleted(&login), ["/", "accounts.shop.example.com/", "shop.example.com/"]);
        for path in ["/logout", "/auth/logout"] {
            let answer = app.browser().send(reqwest::Method::POST, path, &[("cookie", &cookie)], "").await;
            assert!(deleted(&answer).starts_with(&["/".to_owned()]), "{path}: {:?}", answer.headers);
            let last = answer.headers.get_all("set-cookie").iter().next_back().and_then(|line| line.to_str().ok());
            assert!(last.is_some_and(|line| line.contains("Domain=example.com")), "ours comes last: {last:?}");
        }
        assert_eq!(deleted(&app.browser().login("john", "wrong").await), [""; 0]);
    });
    App::test_with(&[base], async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let login = async |cookie: &str| {
            let headers = [("cookie", cookie), ("content-type", "application/json")];
            let body = format!("{{\"username\":\"john\",\"password\":\"{PASSWORD}\"}}");
            app.browser().send(reqwest::Method::POST, "/auth/login", &headers, body).await
        };
        assert_eq!(deleted(&login("a=b").await), [""; 0], "alone, nobody else's cookie is touched");
        let both = deleted(&login("session=; session=theirs").await);
        for scope in
            ["/auth", "/auth/", "/auth/login", "accounts.shop.example.com/", "example.com/", "example.com/auth"]
        {
            assert!(both.contains(&scope.to_owned()), "{scope} in {both:?}");
        }
        assert!(!both.contains(&"/".to_owned()), "that one is the new session");
    });
    App::test_in_production(&[], async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let answer = app.browser().login("john", PASSWORD).await;
        assert_eq!(deleted(&answer), [""; 0], "browsers take `__Host-` in one scope only");
        let lines = answer.headers.get_all("set-cookie").iter().filter_map(|line| line.to_str().ok());
        let removals = lines.filter(|line| line.contains("Max-Age=0")).count();
        assert_eq!(removals, 0, "{:?}", answer.headers);
    });
}
