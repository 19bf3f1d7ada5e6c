//! Two-step login with an authenticator app, without a script and without a pointer.

use thirtyfour::Key;

use crate::harness::Phone;
use crate::keyboard::tab_to;
use crate::people::visitor::{Script, Visitor, visit};

const PASSWORD: &str = "frequency hopping 1941";

/// The app with the secret that the page for setting it up shows.
async fn scan(visitor: &Visitor<'_>) -> Phone {
    let link = visitor.attribute("a[href^='otpauth:']", "href").await.expect("a link");
    let link = url::Url::parse(&link).expect("an address");
    let secret = link.query_pairs().find(|(name, _)| name == "secret").expect("a secret").1.into_owned();
    Phone::with(&secret)
}

#[test]
fn without_javascript_an_app_is_set_up_used_lost_and_kept() {
    visit(Script::Off, async |visitor| {
        let app = visitor.app;
        visitor.sign_in("hedy", PASSWORD).await;
        visitor.follow_email("verify").await;
        visitor.press("Confirm").await;
        visitor.open("/two-step").await;
        visitor.press("Set up an authenticator app").await;
        let phone = scan(visitor).await;
        visitor.fill("code", &phone.wrong_code(app)).await;
        visitor.press("Turn on").await;
        visitor.expect_attribute("#code", "aria-invalid", Some("true")).await;
        visitor.fill("code", &phone.code(app)).await;
        visitor.press("Turn on").await;
        visitor.expect_text("h1", "Save your recovery codes").await;
        let recovery_code = visitor.text(".recovery-codes code").await;
        visitor.press("I saved them").await;
        app.clock.advance(time::Duration::minutes(1));

        // With a code of the app, and the page that was asked for.
        visitor.press("Log out").await;
        visitor.open("/login?next=/history").await;
        visitor.fill("username", "hedy").await;
        visitor.fill("password", PASSWORD).await;
        visitor.press("Log in").await;
        visitor.expect_path("/login/code?next=%2Fhistory").await;
        visitor.fill("code", &phone.code(app)).await;
        visitor.press("Log in").await;
        visitor.expect_path("/history").await;

        // With a recovery code, which works once.
        for is_new in [true, false] {
            visitor.press("Log out").await;
            visitor.login("hedy", PASSWORD).await;
            visitor.press("Use a recovery code").await;
            visitor.fill("code", &recovery_code).await;
            visitor.press("Log in").await;
            if is_new {
                visitor.expect_text("h1", "Welcome, hedy").await;
            } else {
                visitor.expect_attribute("#code", "aria-invalid", Some("true")).await;
            }
        }
        visitor.press("Use your authenticator app").await;
        app.clock.advance(time::Duration::minutes(1));
        visitor.fill("code", &phone.code(app)).await;
        visitor.press("Log in").await;
        visitor.expect_text("h1", "Welcome, hedy").await;

        // Under another name this machine is another browser: there somebody with the password says that all is lost.
        visitor.open_url(&format!("{}/login", app.url.replace("127.0.0.1", "localhost"))).await;
        visitor.fill("username", "hedy").await;
        visitor.fill("password", PASSWORD).await;
        visitor.press("Log in").await;
        visitor.press("I can't use any of these").await;
        visitor.press("Ask to turn off two-step login").await;
        visitor.expect_part_of_text("main", "We have your request.").await;

        // The session sees it, and one click stops it.
        visitor.open("/history").await;
        visitor.expect_part_of_text(".banner", "asked to turn off two-step login").await;
        visitor.press("Stop the request").await;
        visitor.expect_part_of_text(".flash", "Request stopped. Two-step login stays on.").await;
        visitor.expect_count(".banner", 0).await;
    });
}

#[test]
fn the_second_step_goes_with_the_keyboard_alone() {
    visit(Script::On, async |visitor| {
        let owner = visitor.app.browser();
        owner.sign_in("hedy", PASSWORD).await;
        let phone = owner.set_up_app(visitor.app).await;
        visitor.open("/login").await;
        visitor.expect_focus("#username").await;
        visitor.keys("hedy").await;
        visitor.keys(Key::Tab).await;
        visitor.expect_focus("#password").await;
        visitor.keys(PASSWORD).await;
        visitor.go(async || visitor.enter().await).await;

        // The code can be typed at once, as an app shows it.
        visitor.expect_focus("#code").await;
        let wrong = phone.wrong_code(visitor.app);
        visitor.keys(format!("{} {}", &wrong[..3], &wrong[3..])).await;
        visitor.go(async || visitor.enter().await).await;
        visitor.expect_script("return document.activeElement.hasAttribute('data-error-summary')", true).await;
        tab_to(visitor, "#code").await;
        let code = phone.code(visitor.app);
        visitor.keys(format!("{} {}", &code[..3], &code[3..])).await;
        visitor.go(async || visitor.enter().await).await;
        visitor.expect_text("h1", "Welcome, hedy").await;

        // The other ways are in reach.
        tab_to(visitor, "Log out").await;
        visitor.go(async || visitor.enter().await).await;
        visitor.login("hedy", PASSWORD).await;
        tab_to(visitor, "Use a recovery code").await;
        visitor.go(async || visitor.enter().await).await;
        visitor.expect_focus("#code").await;
        visitor.keys(phone.recovery_codes[0].clone()).await;
        visitor.go(async || visitor.enter().await).await;
        visitor.expect_text("h1", "Welcome, hedy").await;
    });
}
