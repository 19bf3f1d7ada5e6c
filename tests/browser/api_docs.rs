//! The API reference, read and tried.

use crate::visitor::{Script, Visitor, visit};

/// Opens an operation by its link and presses its button; gives the response.
async fn send(visitor: &Visitor<'_>, operation: &str) -> String {
    let api = if operation.starts_with("token_") { "token-api" } else { "session-api" };
    visitor.open(&format!("/docs/{api}#{operation}")).await;
    send_again(visitor, operation).await
}

async fn send_again(visitor: &Visitor<'_>, operation: &str) -> String {
    let answer = format!("#{operation} .answer");
    visitor.click(&format!("#{operation} .try button")).await;
    visitor.until("the answer is there", async || !visitor.text(&answer).await.is_empty()).await;
    visitor.text(&answer).await
}

#[test]
fn an_account_is_made_and_its_token_is_tried() {
    visit(Script::On, async |visitor| {
        let created = send(visitor, "token_register").await;
        assert!(created.starts_with("201"), "{created}");
        // Without leaving the page: the tokens live in its fields only.
        visitor.script("location.hash = 'token_protected'").await;
        let greeting = send_again(visitor, "token_protected").await;
        assert!(greeting.starts_with("200") && greeting.contains("Hello, ada"), "{greeting}");
        visitor.script("location.hash = 'token_refresh'").await;
        assert!(send_again(visitor, "token_refresh").await.starts_with("200"));

        visitor.open("/").await;
        let refused = send(visitor, "token_me").await;
        assert!(refused.starts_with("401") && refused.contains("UNAUTHORIZED"), "{refused}");
        assert_eq!(visitor.script("return localStorage.length + sessionStorage.length").await, 0);
    });
}

#[test]
fn a_login_at_the_session_api_is_one_for_the_pages() {
    visit(Script::On, async |visitor| {
        assert!(send(visitor, "session_register").await.starts_with("201"));
        assert!(send(visitor, "session_login").await.starts_with("200"));
        visitor.open("/").await;
        assert_eq!(visitor.text("h1").await, "Welcome, ada");
    });
}

#[test]
fn the_code_to_connect_an_app_is_copied() {
    visit(Script::On, async |visitor| {
        visitor.open("/docs").await;
        // A headless browser has no clipboard to read: what the page writes to it is noted instead.
        visitor.script("navigator.clipboard.writeText = async (text) => { window.copied = text }").await;
        visitor.click("#connect-flask > summary").await;
        assert!(visitor.find_all("#connect-react[open]").await.is_empty(), "one at a time");
        visitor.click("[data-copy=code-flask]").await;
        visitor.until("it is copied", async || visitor.script("return Boolean(window.copied)").await == true).await;
        let copied = visitor.script("return window.copied").await;
        let copied = copied.as_str().expect("text");
        assert!(copied.contains(&format!("= \"{}\"\n", visitor.app.url)) && copied.starts_with("# pip"), "{copied}");
    });
}

#[test]
fn a_link_to_an_operation_from_before_each_api_had_its_page_still_leads_there() {
    visit(Script::On, async |visitor| {
        visitor.open("/docs#token_refresh").await;
        visitor
            .until("the operation is open", async || !visitor.find_all("#token_refresh[open]").await.is_empty())
            .await;
        assert_eq!(visitor.path().await, "/docs/token-api");
    });
}

#[test]
fn it_can_be_read_without_javascript() {
    visit(Script::Off, async |visitor| {
        visitor.open("/docs#session_login").await;
        assert!(visitor.text("#connect-react").await.contains("credentials: \"include\""));
        assert!(visitor.find_all("[data-copy]:not([hidden])").await.is_empty(), "no button without the script");
        visitor.click("#session_login a").await;
        assert_eq!(visitor.path().await, "/docs/session-api");
        visitor.click("#session_login > summary").await;
        assert!(visitor.text("#session_login").await.contains("curl -c cookies --json"));
        assert!(visitor.find_all("#session_login .try").await.is_empty());
        visitor.click("#session_login details > summary").await;
        assert!(visitor.text("#session_login details").await.contains("cross_site"), "other errors are folded");
        visitor.click("#session_login a[href='/docs/errors/invalid_credentials']").await;
        assert_eq!(visitor.text("h1").await, "invalid_credentials");
        visitor.click("a[href='/docs/session-api#session_login']").await;
        assert_eq!(visitor.path().await, "/docs/session-api");
    });
}
