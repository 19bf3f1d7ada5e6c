//! The security page.

use crate::harness::App;
use crate::harness::snapshot::main_of;

#[test]
fn the_hub_leads_to_everything_that_guards_an_account() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", "secure123").await;
        let page = browser.get("/security").await;
        assert_eq!(page.status, 200);
        assert_eq!(page.header("cache-control"), Some("no-store"));
        for way in ["/change-password", "/sessions", "/history", "/export", "/delete-account"] {
            assert!(page.attribute(&format!("main a[href=\"{way}\"]"), "href").is_some(), "{way}");
        }
        insta::assert_snapshot!("security", main_of(&page));
    });
}

#[test]
fn a_long_list_is_cut_and_says_how_long_it_is() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", "secure123").await;
        for name in ["curl", "Wget", "okhttp", "Dart"] {
            app.browser_named(&format!("{name}/1.0")).login("john", "secure123").await;
        }
        let page = browser.get("/security").await;
        assert_eq!(page.texts_of("[aria-labelledby=sessions-heading] li").len(), 3);
        assert!(page.text_of("[aria-labelledby=sessions-heading] li").contains("This device"));
        assert_eq!(page.text_of("a[href='/sessions']"), "See all 5 sessions");
        assert_eq!(page.texts_of("[aria-labelledby=history-heading] li").len(), 5);
    });
}

#[test]
fn guests_log_in_first() {
    App::test(async |app| {
        for path in ["/security", "/sessions", "/history", "/export", "/delete-account"] {
            let answer = app.browser().get(path).await;
            let login = format!("/login?next=%2F{}", &path[1..]);
            assert_eq!((answer.status, answer.location()), (303, Some(login.as_str())), "{path}");
        }
    });
}
