//! The API reference, read and tried.

use crate::people::visitor::{Script, Visitor, visit};

/// Opens an operation by its link and presses its button; gives the response.
async fn send(visitor: &Visitor<'_>, operation: &str) -> String {
    let api = if operation.starts_with("token_") { "token-api" } else { "session-api" };
    visitor.open(&format!("/docs/{api}#{operation}")).await;
    send_again(visitor, operation).await
}

async fn send_again(visitor: &Visitor<'_>, operation: &str) -> String {
    let answer = format!("#{operation} .answer");
    visitor.click(&format!("#{operation} .try button")).await;
    visitor.sees("the answer is there", async || visitor.read_text(&answer).await, |answer| !answer.is_empty()).await
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
        visitor.expect_script("return localStorage.length + sessionStorage.length", 0).await;
    });
}

#[test]
fn a_login_at_the_session_api_is_one_for_the_pages() {
    visit(Script::On, async |visitor| {
        assert!(send(visitor, "session_register").await.starts_with("201"));
        assert!(send(visitor, "session_login").await.starts_with("200"));
        visitor.open("/").await;
        visitor.expect_text("h1", "Welcome, ada").await;
    });
}

#[test]
fn the_code_to_connect_an_app_is_copied() {
    visit(Script::On, async |visitor| {
        visitor.open("/docs").await;
        // A headless browser has no clipboard to read: what the page writes to it is noted instead.
        visitor.script("navigator.clipboard.writeText = async (text) => { window.copied = text }").await;
        visitor.click("#connect-flask > summary").await;
        visitor.expect_count("#connect-react[open]", 0).await; // one at a time
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
        visitor.expect_path("/docs/token-api").await;
    });
}

#[test]
fn it_can_be_read_without_javascript() {
    visit(Script::Off, async |visitor| {
        visitor.open("/docs#session_login").await;
        visitor.expect_part_of_text("#connect-react", "credentials: \"include\"").await;
        visitor.expect_count("[data-copy]:not([hidden])", 0).await; // no button without the script
        visitor.click("#session_login a").await;
        visitor.expect_path("/docs/session-api").await;
        visitor.click("#session_login > summary").await;
        visitor.expect_part_of_text("#session_login", "curl -c cookies --json").await;
        visitor.expect_count("#session_login .try", 0).await;
        visitor.click("#session_login details > summary").await;
        visitor.expect_part_of_text("#session_login details", "cross_site").await; // other errors are folded
        visitor.click("#session_login a[href='/docs/errors/invalid_credentials']").await;
        visitor.expect_text("h1", "invalid_credentials").await;
        visitor.click("a[href='/docs/session-api#session_login']").await;
        visitor.expect_path("/docs/session-api").await;
    });
}
