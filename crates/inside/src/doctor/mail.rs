//! Whether emails leave.

use std::time::{Duration, Instant};

use super::HealthCheck;
use crate::config::mail_url::MailUrl;
use crate::error::Error;
use crate::jobs::{self, Failure};
use crate::mail::{self, Mailer};
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

/// Connects to the mail server as an email would, encryption and login included, and sends nothing.
pub async fn reach(s: &Services) -> Vec<HealthCheck> {
    let mailer = match Mailer::new(s) {
        Ok(mailer) => mailer,
        Err(cause) => return vec![HealthCheck::failure("mail", cause, "Correct the setting.").about("MAIL_URL")],
    };
    let check = match mailer.reach().await {
        Ok(()) => HealthCheck::ok("mail_server", "Emails would be accepted."),
        Err(Failure::Setup { cause, advice } | Failure::Target { cause, advice }) => {
            HealthCheck::failure("mail_server", format!("No email leaves: {cause}."), format!("{advice}."))
        }
        Err(Failure::Never(cause) | Failure::Later(cause)) => {
            HealthCheck::warning("mail_server", format!("No email leaves now: {cause}."), "Try again later.")
        }
    };
    vec![check.about("MAIL_URL")]
}

/// How long the server may take to try the test email: it looks into the queue every two seconds.
const PATIENCE: Duration = Duration::from_secs(30);

const PAUSE: Duration = Duration::from_millis(100);

/// Sends a test email on the way that every email takes: into the queue, sealed, from where the running server takes it. Waits for
/// what the mail server says to it.
pub fn send_test(s: &Services, to: &str) -> Vec<HealthCheck> {
    let check = try_the_way(s, to).unwrap_or_else(|cause| {
        let finding = format!("The test email could not be put into the queue: {cause}.");
        HealthCheck::failure("mail_test", finding, "Check DATABASE_URL.")
    });
    vec![if check.setting.is_none() { check.about("MAIL_URL") } else { check }]
}

fn try_the_way(s: &Services, to: &str) -> Result<HealthCheck, Error> {
    let id = s.db.transaction(|c| mail::queue_test(s, c, to))?;
    let begun = Instant::now();
    loop {
        let Some(job) = jobs::find(s, &id)? else {
            let finding = match &s.config.mail_url {
                MailUrl::Folder(_) => format!("A test email to {to} left the queue as a file."),
                MailUrl::Smtp(_) => format!("The mail server accepted a test email to {to}; look whether it arrived."),
            };
            return Ok(HealthCheck::ok("mail_test", finding));
        };
        let cause = job.cause.as_deref().unwrap_or("the mail server gave no reason");
        if job.dead_at.is_some() {
            withdraw(s, &id)?;
            let finding = format!("The test email to {to} was refused: {cause}.");
            return Ok(HealthCheck::failure("mail_test", finding, "Check the address, and MAIL_FROM."));
        }
        if job.attempts > 0 && job.cause.is_some() {
            let finding = format!("The test email to {to} was not accepted yet: {cause}.");
            let remedy = "It stays in the queue and is attempted again; `vestibule jobs list` shows how it goes.";
            return Ok(HealthCheck::warning("mail_test", finding, remedy));
        }
        if begun.elapsed() > PATIENCE {
            return untouched(s, &id);
        }
        std::thread::sleep(PAUSE);
    }
}

/// Nobody attempted it: no server runs, or it leaves a mail server alone that took nothing.
fn untouched(s: &Services, id: &str) -> Result<HealthCheck, Error> {
    let waiting = jobs::list(s, false, None, 1)?;
    let cause = waiting.first().and_then(|oldest| oldest.cause.as_deref());
    let seconds = PATIENCE.as_secs();
    let check = match cause {
        Some(cause) => {
            let finding =
                format!("The test email was not attempted within {seconds} s; an earlier one waits: {cause}.");
            HealthCheck::failure("mail_test", finding, "Check MAIL_URL; `vestibule jobs list` shows all of them.")
        }
        None => {
            let finding = format!("No server took the test email from the queue within {seconds} s.");
            let remedy = "Start the server, with the same DATABASE_URL and SECRET_KEY as here.";
            HealthCheck::failure("mail_test", finding, remedy).about("SECRET_KEY")
        }
    };
    withdraw(s, id)?;
    Ok(check)
}

fn withdraw(s: &Services, id: &str) -> Result<(), Error> {
    s.db.transaction(|c| jobs::withdraw(c, id))
}
