//! "Confirm it's you" with a passkey, in the place of the password and a code.

use crate::people::authenticator::{PASSWORD, with_device};

#[test]
fn a_passkey_confirms_a_change_and_keeps_what_was_typed() {
    with_device(async |visitor, device| {
        visitor.sign_in_with_passkey("hedy").await;
        visitor.app.clock.advance(time::Duration::minutes(11));
        visitor.open("/").await;
        visitor.fill("p-email", "lamarr@example.org").await;
        visitor.press("Update selected fields").await;
        visitor.expect_title("Confirm it's you – Vestibule").await;
        visitor.expect_text(".typed dd", "lamarr@example.org").await;
        // The passkey is all there is to ask for.
        visitor.expect_count("#current_password, #code", 0).await;

        // Cancelled: nothing is lost.
        device.recognises_owner(false).await;
        visitor.click("#passkey").await;
        visitor.expect_ceremonies(&["get: NotAllowedError"]).await;
        visitor.expect_text("#passkey", "Confirm with a passkey").await;
        visitor.expect_count("#passkey-error p", 0).await;
        device.recognises_owner(true).await;
        visitor.press("Confirm with a passkey").await;
        visitor.expect_message("Email changed to lamarr@example.org.").await;
        assert_eq!(visitor.complaints().await, Vec::<String>::new());
    });
}

#[test]
fn a_confirmation_that_took_too_long_says_so_and_keeps_what_was_typed() {
    with_device(async |visitor, _device| {
        visitor.sign_in_with_passkey("hedy").await;
        visitor.app.clock.advance(time::Duration::minutes(11));
        visitor.open("/").await;
        visitor.fill("p-email", "lamarr@example.org").await;
        visitor.press("Update selected fields").await;
        visitor.hold(async || visitor.click("#passkey").await).await;
        visitor.app.clock.advance(time::Duration::minutes(11));
        visitor.go(async || visitor.release().await).await;
        visitor.expect_title("Error: Confirm it's you – Vestibule").await;
        visitor.expect_text("#passkey-error", "Error: That took too long. Try again").await;
        visitor.expect_text(".typed dd", "lamarr@example.org").await;
        visitor.click(".summary a").await;
        visitor.expect_focus("#passkey").await;
        visitor.press("Confirm with a passkey").await;
        visitor.expect_message("Email changed to lamarr@example.org.").await;
    });
}

#[test]
fn enter_sends_the_password_and_the_code_where_a_passkey_could_be_asked_for() {
    with_device(async |visitor, device| {
        let phone = visitor.sign_in_with_app_and_passkey("hedy").await;
        device.is_touched(false).await;
        visitor.app.clock.advance(time::Duration::minutes(11));
        visitor.open("/").await;
        visitor.fill("p-email", "lamarr@example.org").await;
        visitor.press("Update selected fields").await;
        visitor.expect_focus("#current_password").await;
        visitor.keys(PASSWORD).await;
        visitor.fill("code", &phone.code(visitor.app)).await;
        visitor.go(async || visitor.enter().await).await;
        visitor.expect_message("Email changed to lamarr@example.org.").await;
        visitor.expect_ceremonies(&[]).await;
    });
}

#[test]
fn a_passkey_confirms_that_an_account_is_deleted() {
    with_device(async |visitor, _device| {
        visitor.sign_in_with_passkey("hedy").await;
        visitor.app.clock.advance(time::Duration::minutes(11));
        visitor.open("/delete-account").await;
        visitor.expect_count("#current_password, #code", 0).await;
        // A wrong name is kept, and said to be wrong.
        visitor.fill("confirm_username", "kiesler").await;
        visitor.press("Confirm with a passkey").await;
        visitor.expect_title("Error: Delete account – Vestibule").await;
        visitor.fill("confirm_username", "hedy").await;
        visitor.press("Confirm with a passkey").await;
        visitor.expect_path("/").await;
        visitor.expect_text("h1", "Your Vestibule account").await;
        assert_eq!(visitor.app.count_users(), 0);
    });
}

#[test]
fn after_too_many_wrong_answers_the_button_counts_down_and_then_confirms() {
    with_device(async |visitor, _device| {
        visitor.sign_in_with_passkey("hedy").await;
        visitor.app.clock.advance(time::Duration::minutes(11));
        visitor.open("/").await;
        let wrong = "
            return (async () => {
                const body = JSON.stringify({ email: 'x@example.org', passkey: { id: 'AAAA', response: {} } });
                const headers = { 'Content-Type': 'application/json' };
                for (let tries = 0; tries < 60; tries++) {
                    const answer = await fetch('/auth/update_profile', { method: 'PUT', headers, body });
                    if (answer.status === 429) return true;
                }
                return false;
            })()";
        assert_eq!(visitor.read_script(wrong).await.expect("an answer"), true);
        visitor.fill("p-email", "lamarr@example.org").await;
        visitor.press("Update selected fields").await;
        visitor.press("Confirm with a passkey").await;
        visitor.expect_title("Error: Confirm it's you – Vestibule").await;
        visitor.expect_count("#passkey[aria-disabled=true]", 1).await;
        visitor.expect_count(".passkey[hidden]", 0).await;
        assert_eq!(visitor.complaints().await, Vec::<String>::new());
        visitor.app.clock.advance(time::Duration::minutes(2));
        visitor.script("Date.now = () => performance.timeOrigin + performance.now() + 120000").await;
        visitor.expect_text("#passkey", "Confirm with a passkey").await;
        visitor.press("Confirm with a passkey").await;
        visitor.expect_message("Email changed to lamarr@example.org.").await;
    });
}
