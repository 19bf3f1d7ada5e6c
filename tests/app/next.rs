//! Where to go after a login, on every way that leads through the pages around it.

use crate::harness::profile_forms::partial;
use crate::harness::{Answer, App};

const PASSWORD: &str = "correct horse battery";

fn query(name: &str, value: &str) -> String {
    url::form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish()
}

/// Where the link with these words leads.
fn link(page: &Answer, words: &str) -> String {
    let document = scraper::Html::parse_document(&page.body);
    let links = scraper::Selector::parse("main a").expect("a selector");
    let found = document.select(&links).find(|link| link.text().collect::<String>() == words);
    let found = found.unwrap_or_else(|| panic!("no link {words:?} in {}", page.body));
    found.value().attr("href").expect("an address").to_owned()
}

#[test]
fn next_survives_the_way_through_a_sign_up() {
    App::test(async |app| {
        let browser = app.browser();
        let wanted = "/history?before=7&x=%20";
        let sent_off = browser.get(wanted).await;
        let login = browser.get(sent_off.location().expect("a login page")).await;
        for there_and_back in ["main", "header"] {
            let there = login.attribute(&format!("{there_and_back} a[href^='/register']"), "href").expect("a link");
            let register = browser.get(&there).await;
            let back = register.attribute(&format!("{there_and_back} a[href^='/login']"), "href").expect("a link");
            let login = browser.get(&back).await;
            assert_eq!(login.attribute("main input[name=next]", "value").as_deref(), Some(wanted));
        }

        let register = browser.get(&link(&login, "Create account")).await;
        let next = register.attribute("main input[name=next]", "value").expect("it is kept");
        let refused = browser.post("/register", &[("username", "john"), ("next", &next)]).await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.attribute("main input[name=next]", "value").as_ref(), Some(&next));
        let fields = [("username", "john"), ("email", "john@example.com"), ("password", PASSWORD)];
        let fields = [&fields[..], &[("confirm_password", PASSWORD), ("next", &next)]].concat();
        let answer = browser.post("/register", &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let login = browser.get(answer.location().expect("the login page")).await;
        assert!(login.text_of(".flash").starts_with("Account created."));
        let next = login.attribute("main input[name=next]", "value").expect("it is kept");
        let answer = browser.post("/login", &[("username", "john"), ("password", PASSWORD), ("next", &next)]).await;
        assert_eq!((answer.status, answer.location()), (303, Some(wanted)));
        // Whoever has an account by now is sent on.
        let answer = browser.get(&format!("/register?{}", query("next", wanted))).await;
        assert_eq!((answer.status, answer.location()), (303, Some(wanted)));
    });
}

#[test]
fn next_survives_a_look_at_the_form_for_a_forgotten_password() {
    App::test(async |app| {
        let browser = app.browser();
        let login = browser.get("/login?next=/security").await;
        let forgot = browser.get(&link(&login, "Forgot your password?")).await;
        let next = forgot.attribute("main input[name=next]", "value").expect("it is kept");
        assert_eq!(link(&forgot, "Log in"), "/login?next=%2Fsecurity");
        let refused = browser.post("/forgot-password", &[("email", ""), ("next", &next)]).await;
        assert_eq!((refused.status, link(&refused, "Log in").as_str()), (422, "/login?next=%2Fsecurity"));
        let sent = browser.post("/forgot-password", &[("email", "john@example.com"), ("next", &next)]).await;
        let sent = browser.get(sent.location().expect("a page that says so")).await;
        assert_eq!(link(&sent, "Back to login"), "/login?next=%2Fsecurity");
        assert_eq!(link(&sent, "Use a different address"), "/forgot-password?next=%2Fsecurity");
        assert_eq!(sent.attribute("main input[name=next]", "value").as_deref(), Some("/security"));
        // And the choice of another theme on the way.
        let back = login.attribute("footer input[name=next]", "value").expect("where the theme's switch leads");
        let answer = browser.post("/theme", &[("theme", "dark"), ("next", &back)]).await;
        assert_eq!(answer.location(), Some("/login?next=%2Fsecurity"));
    });
}

#[test]
fn no_page_around_the_login_carries_the_address_of_a_stranger() {
    App::test(async |app| {
        let tricks = ["//evil.example", "/\\evil.example", "https://evil.example/", "/%2fevil.example"];
        for (number, next) in tricks.into_iter().enumerate() {
            for page in ["/login", "/register", "/forgot-password"] {
                let answer = app.browser().get(&format!("{page}?{}", query("next", next))).await;
                assert!(answer.status == 200 && !answer.body.contains("evil"), "{page} {next}");
            }
            let fields = [("username", "john"), ("email", "john@example.com"), ("password", PASSWORD)];
            let refused = app.browser().post("/register", &[&fields[..], &[("next", next)]].concat()).await;
            assert!(refused.status == 422 && !refused.body.contains("evil"), "{next}");
            let asked = [("email", "john@example.com"), ("next", next)];
            let sent = app.browser().post("/forgot-password", &asked).await;
            assert_eq!(sent.location(), Some("/forgot-password/sent"), "{next}");
            let name = format!("john{number}");
            let email = format!("{name}@example.com");
            let fields = [("username", name.as_str()), ("email", &email), ("password", PASSWORD)];
            let fields = [&fields[..], &[("confirm_password", PASSWORD), ("next", next)]].concat();
            let answer = app.browser().post("/register", &fields).await;
            assert_eq!((answer.status, answer.location()), (303, Some("/login")), "{next}");
        }
    });
}

#[test]
fn next_survives_the_wait_for_a_confirmed_address_and_a_closed_sign_up() {
    App::test_with(&["--require-verified-email=true"], async |app| {
        let browser = app.browser();
        browser.register("john", "john@example.com", PASSWORD).await;
        let form = [("username", "john"), ("password", PASSWORD), ("next", "/security")];
        let kept_out = browser.post("/login", &form).await;
        assert_eq!(kept_out.attribute("main input[name=next]", "value").as_deref(), Some("/security"));
        let again = browser.post("/verify", &form).await;
        assert_eq!((again.status, again.location()), (303, Some("/login?next=%2Fsecurity")));
    });
    for how in ["--registration=closed", "--registration=invite"] {
        App::test_with(&[how], async |app| {
            let refused = app.browser().get("/register?next=/security").await;
            assert_eq!((refused.status, link(&refused, "Log in").as_str()), (403, "/login?next=%2Fsecurity"), "{how}");
        });
    }
}

#[test]
fn next_leads_back_to_an_app_whose_origin_is_listed_and_to_no_other() {
    let listed = "--allowed-origins=https://app.example.com,http://localhost:3000";
    App::test_with(&[listed], async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let cases = [
            ("https://app.example.com/inbox?a=b#/route", Some("https://app.example.com/inbox?a=b#/route")),
            ("HTTPS://APP.example.com:443", Some("https://app.example.com/")),
            ("http://localhost:3000/", Some("http://localhost:3000/")),
            ("http://app.example.com/", None),
            ("https://app.example.com:8443/", None),
            ("https://app.example.com.evil.example/", None),
            ("https://app.example.com@evil.example/", None),
            ("https://x@app.example.com/", None),
            ("https://app.example.com\\@evil.example/", None),
            ("https://app\u{3002}example.com/", None),
            ("https:app.example.com/", None),
            ("http://localhost:3001/", None),
        ];
        for (next, expected) in cases {
            let browser = app.browser();
            let page = browser.get(&format!("/login?{}", query("next", next))).await;
            let hidden = page.attribute("main input[name=next]", "value");
            assert_eq!(hidden.as_deref(), expected, "{next}");
            let form = |password| [("username", "john"), ("password", password), ("next", next)];
            let refused = browser.post("/login", &form("wrong")).await;
            assert_eq!(refused.attribute("main input[name=next]", "value").as_deref(), expected, "{next}");
            // A browser applies the policy of the form to the redirect after it.
            let origin = expected.map(|to| url::Url::parse(to).expect("a URL").origin().ascii_serialization());
            let target = origin.map_or("form-action 'self';".to_owned(), |to| format!("form-action 'self' {to};"));
            for answer in [&page, &refused] {
                let policy = answer.header("content-security-policy").expect("a policy");
                assert!(policy.contains(&target), "{next}: {policy}");
            }
            let answer = browser.post("/login", &form(PASSWORD)).await;
            assert_eq!((answer.status, answer.location()), (303, Some(expected.unwrap_or("/"))), "{next}");
            let answer = browser.get(&format!("/login?{}", query("next", next))).await;
            assert_eq!((answer.status, answer.location()), (303, Some(expected.unwrap_or("/"))), "{next}");
        }
        // On the way over the other pages, and back from the theme.
        let browser = app.browser();
        let next = "https://app.example.com/inbox";
        let login = browser.get(&format!("/login?{}", query("next", next))).await;
        for words in ["Create account", "Forgot your password?"] {
            let page = browser.get(&link(&login, words)).await;
            assert_eq!(page.attribute("main input[name=next]", "value").as_deref(), Some(next), "{words}");
        }
        let back = login.attribute("footer input[name=next]", "value").expect("where the theme's switch leads");
        let answer = browser.post("/theme", &[("theme", "dark"), ("next", &back)]).await;
        assert_eq!(answer.location(), Some(format!("/login?{}", query("next", next)).as_str()));
        let answer = browser.post("/theme", &[("theme", "dark"), ("next", next)]).await;
        assert_eq!(answer.location(), Some("/"), "the theme leads to our own pages only");
    });
}

#[test]
fn next_leads_to_our_own_paths_only() {
    App::test(async |app| {
        app.browser().register("john", "john@example.com", PASSWORD).await;
        let cases = [
            ("/security", "/security"),
            ("/history?before=7&x=%20", "/history?before=7&x=%20"),
            ("", "/"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example/", "/"),
            ("/%2fevil.example", "/"),
            ("/%5Cevil.example", "/"),
            ("/%09/evil.example", "/"),
            ("\t//evil.example", "/"),
            ("/x\r\nSet-Cookie: a=b", "/"),
            ("/%0d%0aSet-Cookie:%20a=b", "/"),
            ("javascript:alert(1)", "/"),
            ("security", "/"),
        ];
        for (next, expected) in cases {
            let browser = app.browser();
            let page = browser.get(&format!("/login?{}", query("next", next))).await;
            assert_eq!(page.status, 200, "{next:?}");
            let hidden = page.attribute("main input[name=next]", "value");
            assert_eq!(hidden.as_deref().unwrap_or("/"), expected, "{next:?}");

            let answer = browser.post("/login", &[("username", "john"), ("password", PASSWORD), ("next", next)]).await;
            assert_eq!((answer.status, answer.location()), (303, Some(expected)), "{next:?}");
            assert!(answer.headers.get_all("set-cookie").iter().all(|line| !line.to_str().unwrap().starts_with("a=")));
            // Whoever is logged in already is sent on at once, no further than anyone else.
            let answer = browser.get(&format!("/login?{}", query("next", next))).await;
            assert_eq!((answer.status, answer.location()), (303, Some(expected)), "{next:?}");
        }
    });
}

#[test]
fn next_survives_a_refused_login() {
    App::test(async |app| {
        let form = [("username", "john"), ("password", "wrong"), ("next", "/security")];
        let answer = app.browser().post("/login", &form).await;
        assert_eq!(answer.status, 422);
        assert_eq!(answer.attribute("main input[name=next]", "value").as_deref(), Some("/security"));
    });
}

#[test]
fn a_guest_is_sent_to_log_in_and_comes_back() {
    App::test(async |app| {
        let browser = app.browser();
        browser.register("john", "john@example.com", PASSWORD).await;
        // A form that was open while the session ended: nothing is saved, and the page says so.
        let answer = partial(&browser, "john", &[("username", "johnny")]).await;
        assert_eq!((answer.status, answer.location()), (303, Some("/login")));
        let login = browser.get("/login").await;
        assert!(login.texts_of(".flash").iter().any(|text| text.contains("weren't saved")), "{}", login.body);
        assert!(app.find_user("johnny").is_none());
    });
}
