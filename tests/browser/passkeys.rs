//! The passkeys of an account: added, renamed and removed, in a browser that has them, and in browsers that have none.

use serde_json::{Value, json};

use crate::keyboard::tab_to;
use crate::people::authenticator::{PASSWORD, with_device};
use crate::people::visitor::{Script, Visitor, visit, visit_at};

const IN_LIST: &str = "[...document.querySelectorAll('.list .name')].map((name) => name.textContent)";

async fn expect_names(visitor: &Visitor<'_>, names: Value) {
    visitor.expect_script(&format!("return {IN_LIST}"), names).await;
}

#[test]
fn the_first_passkey_brings_recovery_codes_and_the_next_one_stands_beside_it() {
    with_device(async |visitor, device| {
        visitor.sign_in("hedy", PASSWORD).await;
        visitor.open("/security").await;
        visitor.press("Manage two-step login").await;
        visitor.press("Manage passkeys").await;
        visitor.expect_part_of_text("main", "No passkeys yet. Add one to log in without a password.").await;
        visitor.press("Add a passkey").await;
        visitor.expect_text("h1", "Save your recovery codes").await;
        visitor.expect_count(".recovery-codes li", 10).await;
        visitor.press("I saved them").await;

        visitor.open("/passkeys").await;
        visitor.expect_count(".list > li", 1).await;
        let first = visitor.text(".list .name").await;
        visitor.expect_part_of_text(".list .meta", "not used yet").await;

        // The same device keeps one of an account.
        visitor.click("[data-create] > button").await;
        visitor.expect_text("[data-create] > .error", "Error: This passkey was added before").await;
        visitor.expect_text("[data-create] > button", "Add a passkey").await;

        // Another one, and no confirmation in between: the login is fresh, and has its second factor.
        let _another = device.replace().await;
        visitor.press("Add a passkey").await;
        visitor.expect_message(&format!("Passkey added: {first}.")).await;
        visitor.expect_count(".list > li", 2).await;
        assert_eq!(visitor.complaints().await, Vec::<String>::new());
    });
}

#[test]
fn a_passkey_gets_another_name_and_is_removed_with_a_passkey() {
    with_device(async |visitor, _device| {
        visitor.sign_in_with_passkey("hedy").await;
        visitor.open("/passkeys").await;
        let signal = "return JSON.parse(sessionStorage.signals).findLast(({ signal }) => signal === 'signalAllAcceptedCredentials')";
        let told =
            visitor.sees("a signal", async || visitor.read_script(signal).await, |told| told["rpId"] == "localhost");
        let mut told = told.await;
        assert_eq!(told["allAcceptedCredentialIds"].as_array().map(Vec::len), Some(1));

        visitor.click(".list summary").await;
        let field = visitor.find(".list input[name=name]").await;
        field.clear().await.expect("it can be emptied");
        visitor.click(".list details button").await;
        // A name that is missing is said where it is missing.
        visitor.expect_count(".list .error", 1).await;
        field.send_keys("My laptop").await.expect("it takes a name");
        visitor.press("Save name").await;
        visitor.expect_message("The passkey is now called My laptop.").await;
        expect_names(visitor, json!(["My laptop"])).await;

        // Long after the login it is asked for itself.
        visitor.app.clock.advance(time::Duration::minutes(11));
        visitor.open("/passkeys").await;
        visitor.go(async || visitor.click(".list form[action$='/remove'] button").await).await;
        visitor.expect_title("Confirm it's you – Vestibule").await;
        visitor.expect_part_of_text("main", "to remove the passkey My laptop").await;
        visitor.press("Confirm with a passkey").await;
        visitor.expect_path("/passkeys").await;
        visitor.expect_message("Passkey removed: My laptop.").await;
        visitor.expect_count(".list", 0).await;
        told["allAcceptedCredentialIds"] = json!([]);
        visitor.expect_signal(told).await;
    });
}

#[test]
fn one_more_passkey_is_confirmed_with_the_one_there_is() {
    with_device(async |visitor, _device| {
        visitor.sign_in_with_passkey("hedy").await;
        visitor.app.clock.advance(time::Duration::minutes(11));
        visitor.open("/passkeys").await;
        // One button, which asks for both.
        visitor.expect_count("[data-create] button", 1).await;
        visitor.click("#passkey").await;
        visitor.expect_text("#passkey-error", "Error: This passkey was added before").await;
        visitor.expect_ceremonies(&["get: done", "create: InvalidStateError"]).await;
    });
}

#[test]
fn a_ceremony_that_is_cancelled_is_nobodys_error_and_the_button_works_again() {
    with_device(async |visitor, device| {
        visitor.sign_in("hedy", PASSWORD).await;
        visitor.forget_ceremonies().await;
        visitor.open("/passkeys").await;
        device.recognises_owner(false).await;
        let button = "[data-create] > button";
        visitor.click(button).await;
        visitor.expect_ceremonies(&["create: NotAllowedError"]).await;
        visitor.expect_attribute(button, "aria-disabled", None).await;
        visitor.expect_text(button, "Add a passkey").await;
        visitor.expect_count("[data-create] > .error p", 0).await;

        // While it waits, it says so, and a second press asks nothing.
        device.recognises_owner(true).await;
        device.is_touched(false).await;
        visitor.click(button).await;
        visitor.expect_text(button, "Waiting for your device…").await;
        visitor.expect_asked(2, "create").await;
        visitor.requests().await;
        visitor.click(button).await;
        // Whatever the press did is done once a key has arrived after it.
        visitor.tab().await;
        assert!(visitor.requests().await.iter().all(|request| request.method != "POST"), "it waits");
        visitor.expect_asked(2, "create").await;
        visitor.open("/passkeys").await;
        device.is_touched(true).await;
        visitor.press("Add a passkey").await;
        visitor.expect_text("h1", "Save your recovery codes").await;
    });
}

#[test]
fn a_passkey_is_added_and_used_by_keyboard_alone() {
    with_device(async |visitor, device| {
        visitor.sign_in("hedy", PASSWORD).await;
        visitor.open("/passkeys").await;
        tab_to(visitor, "#passkey").await;
        visitor.go(async || visitor.enter().await).await;
        visitor.expect_text("h1", "Save your recovery codes").await;
        tab_to(visitor, "Log out").await;
        visitor.go(async || visitor.enter().await).await;

        visitor.forget_ceremonies().await;
        device.is_touched(false).await;
        visitor.open("/login").await;
        visitor.expect_asked(1, "conditional").await;
        device.is_touched(true).await;
        tab_to(visitor, "#passkey").await;
        visitor.go(async || visitor.enter().await).await;
        visitor.expect_text("h1", "Welcome, hedy").await;
    });
}

#[test]
fn at_the_number_of_this_machine_a_link_leads_to_where_passkeys_work() {
    visit(Script::On, async |visitor| {
        visitor.sign_in("hedy", PASSWORD).await;
        visitor.open("/passkeys").await;
        let there = visitor.app.url.replace("127.0.0.1", "localhost");
        visitor.expect_text("[data-elsewhere]", format!("Passkeys work at {there}.")).await;
        visitor.expect_script("return document.querySelector('[data-create]').checkVisibility()", false).await;
        visitor.expect_script("return document.querySelector('[data-unless-passkey]').checkVisibility()", false).await;
        visitor.press("Log out").await;
        visitor.open("/login").await;
        visitor.expect_script("return document.querySelector('[data-passkey]').checkVisibility()", false).await;
        visitor.expect_attribute("[data-peek=password]", "hidden", None).await; // the script has run
    });
}

#[test]
fn without_javascript_the_pages_are_whole_and_say_what_passkeys_need() {
    visit_at("localhost", &[], Script::Off, async |visitor| {
        let needs = "Passkeys need JavaScript and a browser that supports them.";
        let dead =
            "return [...document.querySelectorAll('[data-passkey]')].filter((box) => box.checkVisibility()).length";
        visitor.sign_in("hedy", PASSWORD).await;
        visitor.open("/passkeys").await;
        visitor.expect_part_of_text("main", needs).await;
        visitor.expect_script(dead, 0).await;

        let elsewhere = visitor.app.browser();
        elsewhere.login("hedy", PASSWORD).await;
        elsewhere.add_passkey(visitor.app).await;
        visitor.open("/passkeys").await;
        visitor.expect_count(".list > li", 1).await;
        visitor.expect_part_of_text("main", needs).await;
        visitor.click(".list summary").await;
        let field = visitor.find(".list input[name=name]").await;
        field.clear().await.expect("it can be emptied");
        field.send_keys("My laptop").await.expect("it takes a name");
        visitor.press("Save name").await;
        expect_names(visitor, json!(["My laptop"])).await;

        // The login stops at a page that says what it needs, and names the other way.
        visitor.press("Log out").await;
        visitor.login("hedy", PASSWORD).await;
        visitor.expect_path("/login/passkey").await;
        visitor.expect_part_of_text("main", needs).await;
        visitor.expect_script(dead, 0).await;
        visitor.expect_count("main button:not([data-passkey] button)", 0).await;
        visitor.press("Use a recovery code").await;
        visitor.expect_path("/login/recovery-code").await;
        visitor.open("/login").await;
        visitor.expect_script(dead, 0).await;
    });
}
