use crate::harness::passkey_client::john_with_passkey;
use crate::harness::{App, Phone};

const CHROME: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

#[test]
fn the_owner_is_notified_once_of_a_login_with_a_new_browser() {
    App::test(async |app| {
        let new_logins = async || {
            let mut messages = app.emails_to("john@example.com").await;
            messages.retain(|message| message.subject == "New login to your Vestibule account");
            messages
        };
        app.browser().sign_in("john", "secure123").await;
        assert_eq!(new_logins().await.len(), 0, "not at the first login ever");
        assert_eq!(app.browser().login("john", "secure123").await.status, 303);
        assert_eq!(new_logins().await.len(), 0, "not with a browser that is known");

        let other = app.browser_named(CHROME);
        assert_eq!(other.login("john", "wrong horse").await.status, 422);
        assert_eq!(new_logins().await.len(), 0, "not for a wrong password");
        assert_eq!(other.login("john", "secure123").await.status, 303);
        let messages = new_logins().await;
        assert_eq!(messages.len(), 1);
        assert!(messages[0].text.contains("Device: Chrome on macOS"), "{}", messages[0].text);
        assert!(messages[0].path().starts_with("/not-me/"), "{}", messages[0].text);
        assert!(messages[0].links.contains(&format!("{}/sessions", app.url)), "{:?}", messages[0].links);

        assert_eq!(app.browser_named(&CHROME.replace("140", "141")).login("john", "secure123").await.status, 303);
        assert_eq!(new_logins().await.len(), 1, "an updated browser is not a new one");
    });
}

#[test]
fn a_stranger_cannot_write_into_the_email() {
    App::test(async |app| {
        app.browser().sign_in("john", "secure123").await;
        let evil = app.browser_named("Your-account-is-locked. Call http://evil.example <b>now</b>");
        assert_eq!(evil.login("john", "secure123").await.status, 303);
        let message = app.email_to("john@example.com").await;
        for part in [&message.text, &message.html, &message.headers] {
            assert!(!part.contains("evil.example") && !part.contains("<b>now"), "{part}");
        }
    });
}

/// Subjects of the emails to john about a login with a new browser.
async fn notices(app: &App) -> usize {
    let sent = app.emails_to("john@example.com").await;
    sent.iter().filter(|message| message.subject == "New login to your Vestibule account").count()
}

#[test]
fn the_owner_is_notified_of_a_login_with_a_passkey_too() {
    App::test(async |app| {
        let (_, mut passkey) = john_with_passkey(app).await;
        assert_eq!(app.browser().log_in_with(&mut passkey).await.status, 200);
        assert_eq!(notices(app).await, 0, "the browser is known");
        assert_eq!(app.browser_named(CHROME).log_in_with(&mut passkey).await.status, 200);
        assert_eq!(notices(app).await, 1);
        assert_eq!(app.browser_named(CHROME).log_in_with(&mut passkey).await.status, 200);
        assert_eq!(notices(app).await, 1, "by now it is known");
    });
}

#[test]
fn the_owner_is_notified_of_a_login_that_set_up_the_second_factor() {
    App::test_with(&["--require-second-factor=all"], async |app| {
        app.clock.stop();
        app.browser().register("john", "john@example.com", "secure123").await;
        // The one that opened the account sets it up with nothing to report.
        let set_up = async |browser: crate::harness::Browser<'_>| {
            assert_eq!(browser.login("john", "secure123").await.location(), Some("/login/set-up"));
            let phone = Phone::with(&browser.get("/login/set-up").await.text_of("code.key"));
            assert_eq!(browser.post("/login/set-up", &[("code", &phone.code(app))]).await.status, 200);
        };
        set_up(app.browser()).await;
        assert_eq!(notices(app).await, 0, "not at the first login ever");
        app.execute("DELETE FROM totp");
        app.execute("UPDATE users SET second_factor_since = NULL");
        app.clock.advance(time::Duration::MINUTE);
        set_up(app.browser_named(CHROME)).await;
        assert_eq!(notices(app).await, 1);
    });
}
