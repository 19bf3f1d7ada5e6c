//! Every email as its reader sees it. Names and browsers contain markup that would break an unescaped template.

use inside::mail::{
    AccountDeleted, AlreadyRegistered, ConfirmNewEmail, Email, EmailChanged, FailedLogins, NewLogin, Occasion,
    PasswordChanged, ResetPassword, VerifyEmail,
};
use time::macros::datetime;

const APP: &str = "Ledger";

fn occasion() -> Occasion {
    Occasion { at: datetime!(2026-11-21 08:04:05), address: "203.0.113.9".into(), browser: "Firefox on Linux".into() }
}

fn read(message: &impl Email) {
    let text = message.text().expect("a text part");
    let html = message.html().expect("an HTML part");
    insta::assert_snapshot!(format!("{}.txt", message.name()), format!("Subject: {}\n\n{text}", message.subject()));
    insta::assert_snapshot!(format!("{}.html", message.name()), html);
}

#[test]
fn the_email_to_a_new_account() {
    let link = "https://ledger.example/verify/abc";
    read(&VerifyEmail { app: APP, username: "john", link, hours: 24 });
}

#[test]
fn the_email_that_resets_a_password() {
    let link = "https://ledger.example/reset-password/abc";
    read(&ResetPassword { app: APP, username: "john", link, minutes: 60, occasion: occasion() });
}

#[test]
fn the_notice_of_a_new_password() {
    let not_me_link = Some("https://ledger.example/not-me/abc");
    read(&PasswordChanged { app: APP, username: "john", occasion: occasion(), not_me_link, days: 7 });
}

#[test]
fn the_email_to_a_new_address() {
    let link = "https://ledger.example/verify/abc";
    read(&ConfirmNewEmail { app: APP, username: "john", email: "new@example.com", link, hours: 24 });
}

#[test]
fn the_notice_to_an_old_address() {
    let undo_link = "https://ledger.example/email-change/abc";
    read(&EmailChanged {
        app: APP,
        username: "john",
        old_email: "old@example.com",
        new_email: "new@example.com",
        undo_link: Some(undo_link),
        days: 7,
        occasion: occasion(),
    });
}

#[test]
fn the_notice_of_a_login_with_a_new_browser() {
    let sessions_link = "https://ledger.example/sessions";
    let not_me_link = "https://ledger.example/not-me/abc";
    read(&NewLogin { app: APP, username: "john", occasion: occasion(), not_me_link, days: 7, sessions_link });
}

#[test]
fn the_notice_of_too_many_failed_logins() {
    let login_link = "https://ledger.example/login";
    let reset_link = "https://ledger.example/forgot-password";
    read(&FailedLogins { app: APP, username: "john", attempts: 100, occasion: occasion(), login_link, reset_link });
}

#[test]
fn the_last_email() {
    read(&AccountDeleted { app: APP, username: "john", occasion: occasion() });
}

#[test]
fn the_email_to_the_owner_of_an_account_when_someone_signs_up_with_its_address() {
    let reset_link = "https://ledger.example/forgot-password";
    let login_link = "https://ledger.example/login";
    read(&AlreadyRegistered { app: APP, username: "john", occasion: occasion(), reset_link, login_link });
}

#[test]
fn markup_in_a_name_or_a_browser_is_text_in_the_html_part() {
    let occasion = Occasion { browser: "<img src=x>&\"'".into(), ..occasion() };
    let message = NewLogin {
        app: "<b>A</b> & B",
        username: "<script>",
        occasion,
        not_me_link: "https://a.example/not-me/abc",
        days: 7,
        sessions_link: "https://a.example/?a=1&b=\"",
    };
    let html = message.html().expect("an HTML part");
    for markup in ["<img", "<script>", "<b>", "\"\""] {
        assert!(!html.contains(markup), "{markup} in {html}");
    }
    assert!(html.contains("Hello &#60;script&#62;,"), "escaped once: {html}");
    assert!(message.text().expect("a text part").contains("<img src=x>&\"'"));
}
