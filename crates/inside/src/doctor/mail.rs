//! Whether emails leave.

use super::HealthCheck;
use crate::config::mail_url::MailUrl;
use crate::jobs::Failure;
use crate::mail::Mailer;
use crate::state::Services;

/// What the settings say by themselves.
pub fn check(s: &Services) -> Vec<HealthCheck> {
    match &s.config.mail_url {
        MailUrl::Folder(path) if s.config.production => vec![
            HealthCheck::failure(
                "mail",
                format!("Emails are only written to files in {}: nobody gets one.", path.display()),
                "Set MAIL_URL to the address of a mail server (docs/mail.md).",
            )
            .about("MAIL_URL"),
        ],
        MailUrl::Folder(path) => {
            vec![HealthCheck::ok("mail", format!("Emails are files in {}.", path.display())).about("MAIL_URL")]
        }
        MailUrl::Smtp(_) if s.config.mail_from.is_none() => vec![
            HealthCheck::warning(
                "mail_from",
                "MAIL_FROM is not set: the sender is noreply at the host of BASE_URL.",
                "Set it to an address that the mail server may send for.",
            )
            .about("MAIL_FROM"),
        ],
        MailUrl::Smtp(_) => Vec::new(),
    }
}

/// Connects to the mail server as an email would, encryption and login included, and sends nothing. With an address, sends a test
/// email there, on the way that every email takes.
pub async fn reach(s: &Services, to: Option<&str>) -> Vec<HealthCheck> {
    let mailer = match Mailer::new(s) {
        Ok(mailer) => mailer,
        Err(cause) => return vec![HealthCheck::failure("mail", cause, "Correct the setting.").about("MAIL_URL")],
    };
    let done = match to {
        Some(to) => mailer.send_test(to, s.clock.now()).await,
        None => mailer.reach().await,
    };
    let check = match (done, to) {
        (Ok(()), Some(to)) => {
            HealthCheck::ok("mail_test", format!("A test email to {to} was accepted; look whether it arrived."))
        }
        (Ok(()), None) => HealthCheck::ok("mail_server", "Emails would be accepted."),
        (Err(Failure::Setup { cause, advice } | Failure::Target { cause, advice }), _) => {
            HealthCheck::failure("mail_server", format!("No email leaves: {cause}."), format!("{advice}."))
        }
        (Err(Failure::Never(cause)), _) => HealthCheck::failure(
            "mail_test",
            format!("The email was refused: {cause}."),
            "Check the address, and MAIL_FROM.",
        ),
        (Err(Failure::Later(cause)), _) => {
            HealthCheck::warning("mail_test", format!("The email was not accepted now: {cause}."), "Try again later.")
        }
    };
    vec![check.about("MAIL_URL")]
}
