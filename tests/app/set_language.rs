//! Which language a visitor is answered in: their own choice, the browser's, the operator's.

use inside::texts::{Language, Texts};
use reqwest::Method;

use crate::harness::Answer;
use crate::harness::App;
use crate::harness::Browser;

const PASSWORD: &str = "correct horse battery";

/// The login page of a browser that sends this `Accept-Language`.
async fn login_page(browser: &Browser<'_>, accepted: &str) -> Answer {
    page(browser, "/login", accepted).await
}

async fn page(browser: &Browser<'_>, path: &str, accepted: &str) -> Answer {
    browser.send(Method::GET, path, &[("accept", "text/html"), ("accept-language", accepted)], "").await
}

async fn choose(browser: &Browser<'_>, language: &str, next: &str) -> Answer {
    browser.post("/language", &[("language", language), ("next", next)]).await
}

fn language_of(page: &Answer) -> String {
    let lang = page.attribute("html", "lang").expect("a language");
    assert_eq!(page.header("content-language"), Some(lang.as_str()), "the header says what the page says");
    let language = Language::of_tag(&lang).expect("one of ours");
    assert_eq!(page.attribute("html", "dir").as_deref(), Some(language.direction().word()));
    lang
}

#[test]
fn a_page_speaks_the_language_that_the_browser_prefers() {
    App::test(async |app| {
        let browser = app.browser();
        let cases = [
            ("de", "de"),
            ("de-AT,de;q=0.9,en;q=0.8", "de"),
            ("en;q=0.3, fr-CA;q=0.9", "fr"),
            ("da, es;q=0.1", "es"),
            ("iw-IL", "he"),
            ("he", "he"),
            ("da", "en"),
            ("*", "en"),
            ("de;q=0, *", "en"),
            ("DE", "de"),
            ("", "en"),
            (";;;q=,,", "en"),
            ("de;q=nonsense", "en"),
            ("xx-yy-zz-aa-bb-cc-dd-ee-ff", "en"),
        ];
        for (accepted, expected) in cases {
            let page = login_page(&browser, accepted).await;
            assert_eq!((page.status, language_of(&page)), (200, expected.to_owned()), "{accepted:?}");
            let texts = Texts::built_in(Language::of_tag(expected).expect("one of ours"));
            assert_eq!(page.text_of("h1"), texts.log_in());
        }
        let page = browser.get("/login").await;
        assert_eq!(language_of(&page), "en");
        assert!(page.header("vary").is_some_and(|vary| vary.to_ascii_lowercase().contains("accept-language")));
    });
}

#[test]
fn a_header_that_is_no_text_breaks_no_page() {
    App::test(async |app| {
        let long = "da-".repeat(1_000);
        for header in [long.as_str(), "\u{fffd}", "é"] {
            let page = login_page(&app.browser(), header).await;
            assert_eq!((page.status, language_of(&page)), (200, "en".to_owned()));
        }
    });
}

#[test]
fn a_guest_keeps_a_choice_in_this_browser() {
    App::test(async |app| {
        let browser = app.browser();
        let answer = choose(&browser, "fr", "/register").await;
        assert_eq!((answer.status, answer.location()), (303, Some("/register")));
        let cookie = answer.header("set-cookie").expect("a cookie").to_owned();
        for part in ["language=fr", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31536000"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert_eq!(language_of(&login_page(&browser, "de").await), "fr");
        // The select shows it.
        let page = browser.get("/login").await;
        assert_eq!(page.attribute("select[name=language] option[selected]", "value").as_deref(), Some("fr"));
        assert_eq!(language_of(&login_page(&app.browser(), "de").await), "de", "another browser has not chosen");
    });
}

#[test]
fn what_is_not_offered_changes_nothing() {
    App::test_with(&["--languages=en,de"], async |app| {
        let browser = app.browser();
        for language in ["fr", "", "xx", "<script>", "de'"] {
            let answer = choose(&browser, language, "//evil.example").await;
            assert_eq!((answer.status, answer.location()), (303, Some("/")));
            assert_eq!(answer.header("set-cookie"), None, "{language}");
        }
        assert_eq!(language_of(&login_page(&browser, "fr, de;q=0.5").await), "de");
        let page = browser.get("/login").await;
        assert_eq!(page.attributes_of("select[name=language] option", "value"), ["en", "de"]);
        // A cookie from the time when it was offered, or of another application.
        browser.set_cookie("language=fr; Path=/");
        assert_eq!(language_of(&login_page(&browser, "de").await), "de");
    });
}

#[test]
fn the_setting_is_for_visitors_who_ask_for_nothing_we_have() {
    App::test_with(&["--language=es"], async |app| {
        let browser = app.browser();
        assert_eq!(language_of(&browser.get("/login").await), "es");
        assert_eq!(language_of(&login_page(&browser, "da").await), "es");
        assert_eq!(language_of(&login_page(&browser, "en").await), "en");
    });
}

#[test]
fn a_choice_belongs_to_the_account_and_is_there_at_every_device() {
    App::test(async |app| {
        let (laptop, phone) = (app.browser(), app.browser_named("Phone"));
        laptop.sign_in("john", PASSWORD).await;
        assert_eq!(language_of(&page(&laptop, "/", "fr").await), "fr", "no choice yet");
        choose(&laptop, "de", "/").await;
        phone.login("john", PASSWORD).await;
        for path in ["/", "/security", "/sessions", "/history", "/change-password", "/nowhere"] {
            assert_eq!(language_of(&page(&phone, path, "fr").await), "de", "{path}");
        }
        // The choice of the account wins over one that this browser kept as a guest's.
        phone.post("/logout", &[]).await;
        choose(&phone, "he", "/login").await;
        assert_eq!(language_of(&page(&phone, "/login", "fr").await), "he");
        phone.login("john", PASSWORD).await;
        assert_eq!(language_of(&page(&phone, "/", "fr").await), "de");
    });
}

#[test]
fn a_guests_choice_comes_along_into_the_account() {
    App::test(async |app| {
        let browser = app.browser();
        choose(&browser, "es", "/register").await;
        browser.sign_in("john", PASSWORD).await;
        let elsewhere = app.browser_named("Phone");
        elsewhere.login("john", PASSWORD).await;
        assert_eq!(language_of(&page(&elsewhere, "/", "de").await), "es");
    });
}

#[test]
fn a_refused_form_and_an_error_page_speak_it_too() {
    App::test(async |app| {
        let browser = app.browser();
        choose(&browser, "de", "/").await;
        let texts = Texts::built_in(Language::De);
        let refused = browser.login("nobody", "wrong").await;
        assert_eq!(refused.status, 422);
        assert!(refused.text_of("[data-error-summary]").contains(texts.wrong_credentials()));
        for path in ["/nowhere", "/verify/nothing", "/reset-password/nothing"] {
            language_is(&browser.get(path).await, "de");
        }
        let refused = browser.send(Method::POST, "/login", &[("sec-fetch-site", "cross-site")], "").await;
        assert_eq!(refused.status, 403);
        language_is(&refused, "de");
    });
}

fn language_is(page: &Answer, expected: &str) {
    assert_eq!(language_of(page), expected);
}

#[test]
fn the_pseudo_language_is_there_for_who_asks_for_it_in_development() {
    App::test(async |app| {
        let page = login_page(&app.browser(), "en-XA").await;
        assert_eq!(language_of(&page), "en-XA");
        assert!(page.text_of("h1").starts_with('['));
        assert!(!page.attributes_of("select[name=language] option", "value").contains(&"en-XA".to_owned()));
    });
    App::test_in_production(&[], async |app| {
        let page = login_page(&app.browser(), "en-XA").await;
        assert_eq!(page.attribute("html", "lang").as_deref(), Some("en"));
    });
}
