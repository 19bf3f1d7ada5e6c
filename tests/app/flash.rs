//! A message waits for the next page that a person opens.

use reqwest::Method;

use crate::harness::App;
use crate::harness::profile_forms::partial;

const PASSWORD: &str = "correct horse battery";

#[test]
fn a_message_waits_for_the_next_page_whatever_else_is_asked_for_meanwhile() {
    App::test(async |app| {
        let browser = app.browser();
        browser.sign_in("john", PASSWORD).await;
        partial(&browser, "john", &[("username", "johnny")]).await;

        // As browsers do by themselves.
        let missing = browser.get("/.well-known/appspecific/com.example.devtools.json").await;
        assert_eq!((missing.status, missing.texts_of(".flash")), (404, Vec::new()));
        assert_eq!(browser.get("/logout").await.status, 405);
        assert_eq!(browser.send(Method::POST, "/change-password", &[], "x").await.status, 415);
        assert_eq!(partial(&browser, "jane", &[("username", "x")]).await.status, 403);
        // As link checkers and scripts do.
        for path in ["/", "/security", "/nowhere"] {
            browser.send(Method::HEAD, path, &[("accept", "text/html")], "").await;
            browser.send(Method::GET, path, &[("accept", "application/json")], "").await;
        }

        assert_eq!(browser.get("/").await.text_of(".flash"), "Username changed to johnny.");
        assert_eq!(browser.get("/").await.texts_of(".flash"), Vec::<String>::new(), "once");
    });
}

#[test]
fn a_name_waits_for_the_login_page_that_a_person_opens() {
    App::test(async |app| {
        let browser = app.browser();
        browser.register("john", "john@example.com", PASSWORD).await;
        browser.send(Method::HEAD, "/login", &[("accept", "text/html")], "").await;
        browser.send(Method::GET, "/login", &[("accept", "application/json")], "").await;
        let login = browser.get("/login").await;
        assert_eq!(login.text_of(".flash"), "Account created. We sent a link to john@example.com. Log in to continue.");
        assert_eq!(login.attribute("#username", "value").as_deref(), Some("john"));
    });
}
