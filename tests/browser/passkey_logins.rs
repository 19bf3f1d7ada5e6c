//! Logging in with a passkey: offered in the username field, by the button, and after the password.

use serde_json::Value;

use crate::people::authenticator::{Authenticator, PASSWORD, with_device, with_device_at};
use crate::people::visitor::Visitor;

/// Somebody with a passkey is back at the login page, where the browser offers it and nobody has taken it yet.
async fn back_at_login(visitor: &Visitor<'_>, device: &Authenticator<'_>) {
    visitor.sign_in_with_passkey("hedy").await;
    visitor.press("Log out").await;
    device.is_touched(false).await;
    visitor.forget_ceremonies().await;
    visitor.open("/login").await;
    visitor.expect_asked(1, "conditional").await;
    device.is_touched(true).await;
}

#[test]
fn the_browser_offers_the_passkey_in_the_username_field() {
    with_device(async |visitor, device| {
        back_at_login(visitor, &device).await;
        let tokens = visitor.attribute("#username", "autocomplete").await;
        assert_eq!(tokens.as_deref(), Some("username webauthn"));
        // It is taken as soon as the page offers it.
        let next = "/login?next=/history";
        visitor.driver.goto(format!("{}{next}", visitor.url)).await.expect("the page opens");
        visitor.expect_path("/history").await;
        visitor.open("/").await;
        visitor.expect_text("h1", "Welcome, hedy").await;
    });
}

#[test]
fn the_button_ends_the_offer_and_nobody_sees_an_error() {
    with_device(async |visitor, device| {
        back_at_login(visitor, &device).await;
        let errors = "new MutationObserver(() => sessionStorage.shown = 'yes')
            .observe(document.querySelector('#passkey-error'), { childList: true, subtree: true })";
        visitor.script(errors).await;
        visitor.press("Log in with a passkey").await;
        visitor.expect_text("h1", "Welcome, hedy").await;
        visitor.expect_ceremonies(&["conditional: AbortError", "get: done"]).await;
        visitor.expect_script("return sessionStorage.shown ?? 'no'", "no").await;
        assert_eq!(visitor.complaints().await, Vec::<String>::new());
    });
}

#[test]
fn an_offer_that_comes_late_does_not_end_what_the_button_asks_for() {
    with_device(async |visitor, device| {
        back_at_login(visitor, &device).await;
        // The page's timer asks for another challenge at the moment that the button is pressed.
        device.is_touched(false).await;
        visitor.script("whenTimePasses(); document.querySelector('#passkey').click()").await;
        visitor.expect_asked(2, "get").await;
        visitor.expect_ceremonies(&["conditional: AbortError"]).await;
        visitor.expect_text("#passkey", "Waiting for your device…").await;
    });
}

#[test]
fn a_login_page_that_is_left_open_offers_a_new_challenge_before_the_old_one_ends() {
    with_device(async |visitor, device| {
        back_at_login(visitor, &device).await;
        device.is_touched(false).await;
        visitor.script("whenTimePasses()").await;
        visitor.expect_asked(2, "conditional").await;
        visitor.expect_ceremonies(&["conditional: AbortError"]).await;
        visitor.expect_count("#passkey-error p", 0).await;
    });
}

#[test]
fn who_takes_too_long_is_told_and_the_next_press_logs_in() {
    with_device(async |visitor, device| {
        back_at_login(visitor, &device).await;
        visitor.hold(async || visitor.click("#passkey").await).await;
        visitor.app.clock.advance(time::Duration::minutes(11));
        device.is_touched(false).await; // for the offer that follows
        visitor.release().await;
        visitor.expect_text("#passkey-error", "Error: That took too long. Try again").await;
        visitor.expect_text("#passkey", "Log in with a passkey").await;
        visitor.expect_asked(4, "conditional").await;
        device.is_touched(true).await;
        visitor.press("Log in with a passkey").await;
        visitor.expect_text("h1", "Welcome, hedy").await;
    });
}

#[test]
fn a_login_that_is_cancelled_says_nothing_and_can_be_tried_again() {
    with_device(async |visitor, device| {
        back_at_login(visitor, &device).await;
        device.recognises_owner(false).await;
        visitor.click("#passkey").await;
        // The offer that follows meets the same device.
        let ended = ["conditional: AbortError", "get: NotAllowedError", "conditional: NotAllowedError"];
        visitor.expect_ceremonies(&ended).await;
        visitor.expect_text("#passkey", "Log in with a passkey").await;
        visitor.expect_attribute("#passkey", "aria-disabled", None).await;
        visitor.expect_count("#passkey-error p", 0).await;
        device.recognises_owner(true).await;
        visitor.press("Log in with a passkey").await;
        visitor.expect_text("h1", "Welcome, hedy").await;
    });
}

#[test]
fn a_passkey_that_was_removed_is_refused_in_a_sentence_and_the_browser_forgets_it() {
    with_device(async |visitor, device| {
        back_at_login(visitor, &device).await;
        visitor.app.execute("DELETE FROM passkeys");
        visitor.hold(async || visitor.click("#passkey").await).await;
        device.is_touched(false).await; // for the offer that follows
        visitor.release().await;
        let sentence = "Error: This passkey does not log in here. It may have been removed";
        visitor.expect_text("#passkey-error", sentence).await;
        let signals =
            "return JSON.parse(sessionStorage.signals ?? '[]').map(({ signal, rpId }) => `${signal} ${rpId}`)";
        let told = |found: &Value| found[0] == "signalUnknownCredential localhost";
        visitor.sees("the browser is told", async || visitor.read_script(signals).await, told).await;
    });
}

#[test]
fn a_passkey_is_the_second_step_after_the_password() {
    with_device(async |visitor, device| {
        back_at_login(visitor, &device).await;
        device.is_touched(false).await;
        visitor.open("/login?next=/history").await;
        visitor.fill("username", "hedy").await;
        visitor.fill("password", PASSWORD).await;
        visitor.press("Log in").await;
        visitor.expect_path("/login/passkey?next=%2Fhistory").await;
        visitor.expect_count("main .body button", 1).await;
        // Cancelled, and tried again.
        device.is_touched(true).await;
        device.recognises_owner(false).await;
        visitor.forget_ceremonies().await;
        visitor.click("#passkey").await;
        visitor.expect_ceremonies(&["get: NotAllowedError"]).await;
        visitor.expect_text("#passkey", "Use a passkey").await;
        visitor.expect_count("#passkey-error p", 0).await;
        device.recognises_owner(true).await;
        visitor.press("Use a passkey").await;
        visitor.expect_path("/history").await;
    });
}

#[test]
fn an_account_with_an_app_and_a_passkey_has_both_on_one_page() {
    with_device(async |visitor, device| {
        let phone = visitor.sign_in_with_app_and_passkey("hedy").await;
        visitor.expect_path("/passkeys").await;
        visitor.press("Log out").await;

        device.is_touched(false).await;
        visitor.login("hedy", PASSWORD).await;
        visitor.expect_path("/login/code").await;
        visitor.expect_focus("#code").await;
        // Enter in the field is for the code.
        visitor.keys(phone.wrong_code(visitor.app)).await;
        visitor.go(async || visitor.enter().await).await;
        visitor.expect_text("#code-error", "Error: Code is incorrect or was already used. Enter the next one").await;
        device.is_touched(true).await;
        visitor.press("Use a passkey").await;
        visitor.expect_text("h1", "Welcome, hedy").await;
    });
}

#[test]
fn an_account_that_must_have_a_second_factor_gets_a_passkey_inside_its_login() {
    with_device_at(&["--require-second-factor=all"], async |visitor, device| {
        visitor.register("hedy", "hedy@example.com", PASSWORD).await;
        visitor.open("/login?next=/history").await;
        visitor.fill("username", "hedy").await;
        visitor.fill("password", PASSWORD).await;
        visitor.press("Log in").await;
        visitor.expect_text("h1", "Set up an authenticator app").await;
        // Cancelled, and tried again.
        device.recognises_owner(false).await;
        visitor.forget_ceremonies().await;
        visitor.click("#passkey").await;
        visitor.expect_ceremonies(&["create: NotAllowedError"]).await;
        visitor.expect_text("#passkey", "Add a passkey").await;
        device.recognises_owner(true).await;
        visitor.press("Add a passkey").await;
        visitor.expect_text("h1", "Save your recovery codes").await;
        visitor.open("/history").await;
        visitor.expect_text("h1", "History").await;
        assert_eq!(visitor.complaints().await, Vec::<String>::new());
    });
}
