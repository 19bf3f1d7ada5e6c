//! Light, dark or as the system says: a choice of the browser.

use crate::harness::App;

#[test]
fn a_choice_lasts_in_this_browser_and_no_other() {
    App::test(async |app| {
        let browser = app.browser();
        assert_eq!(browser.get("/login").await.attribute("html", "data-theme").as_deref(), Some("system"));
        for theme in ["dark", "light", "system"] {
            let chosen = browser.post("/theme", &[("theme", theme), ("next", "/login")]).await;
            assert_eq!((chosen.status, chosen.header("location")), (303, Some("/login")));
            let cookie = chosen.header("set-cookie").expect("a cookie");
            for part in [&format!("theme={theme}"), "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31536000"] {
                assert!(cookie.contains(part), "{part} in {cookie}");
            }
            let page = browser.get("/login").await;
            assert_eq!(page.attribute("html", "data-theme").as_deref(), Some(theme));
            assert_eq!(page.attribute(".themes [aria-pressed=true]", "value").as_deref(), Some(theme));
        }
        browser.post("/theme", &[("theme", "dark")]).await;
        assert_eq!(app.browser().get("/login").await.attribute("html", "data-theme").as_deref(), Some("system"));
    });
}

#[test]
fn what_is_no_theme_and_no_place_of_ours_counts_as_not_given() {
    App::test(async |app| {
        let browser = app.browser();
        browser.post("/theme", &[("theme", "dark")]).await;
        for next in ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)"]
        {
            let chosen = browser.post("/theme", &[("theme", "DARK"), ("next", next)]).await;
            assert_eq!((chosen.status, chosen.header("location")), (303, Some("/")), "{next}");
            assert_eq!(browser.get("/login").await.attribute("html", "data-theme").as_deref(), Some("system"));
        }
    });
}
