//! Makes a mail of an email and hands it over: to a mail server, or to a folder.

use std::net::IpAddr;
use std::time::{Duration, SystemTime};

use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, AsyncSmtpTransport, Message, Tokio1Executor};
use tokio::task::spawn_blocking;

use super::folder::Folder;
use super::outbox::Claimed;
use super::url::MailUrl;
use super::{one_line, smtp};
use crate::email_address::EmailAddress;
use crate::state::Services;

/// How long one hand-over may take in all.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// Takes emails from the outbox to where `MAIL_URL` says.
pub struct Mailer {
    from: Mailbox,
    /// What follows the @ in Message-IDs.
    host: String,
    smtp: Option<AsyncSmtpTransport<Tokio1Executor>>,
    /// In development every email is a file too, for the mailbox in the browser.
    folder: Option<Folder>,
}

/// Why an email was not handed over. The text is for the log.
#[derive(Debug, PartialEq, Eq)]
pub enum Failure {
    /// It may work another time.
    Later(String),
    /// It never will: no such mailbox, or no address at all.
    Never(String),
}

/// "No person wrote this": keeps out-of-office answers away (RFC 3834 section 5).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(AutoSubmitted)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

impl Mailer {
    /// Opens the folder, reads the certificates. The mail server may be away: emails wait for it.
    ///
    /// # Errors
    /// One sentence for the operator.
    pub fn new(s: &Services) -> Result<Mailer, String> {
        let host = mail_host(&s.base_url);
        let from = match &s.config.mail_from {
            Some(from) => from.clone(),
            None => {
                let address = Address::new("noreply", &host)
                    .map_err(|_| "MAIL_FROM: set it to an address like Ledger <noreply@example.com>".to_owned())?;
                Mailbox::new(Some(one_line(&s.config.app_name)), address)
            }
        };
        let open = |path: &std::path::Path| {
            Folder::open(path).map_err(|cause| {
                format!("MAIL_URL: can't write emails to {}: {cause}; choose another folder", path.display())
            })
        };
        let (smtp, folder) = match &s.config.mail_url {
            MailUrl::Folder(path) => {
                if s.config.production {
                    tracing::warn!(folder = %path.display(), "emails are written to files and reach nobody; set MAIL_URL");
                }
                (None, Some(open(path)?))
            }
            MailUrl::Smtp(url) => {
                let transport = smtp::transport(url, &host).map_err(|cause| format!("MAIL_URL: {cause}"))?;
                let copies = if s.config.production { None } else { Some(open(&s.config.mail_folder())?) };
                (Some(transport), copies)
            }
        };
        Ok(Mailer { from, host, smtp, folder })
    }

    /// Hands an email over. The same email handed over twice bears the same Message-ID, so that a receiver can tell.
    ///
    /// # Errors
    /// [`Failure`].
    pub async fn send(&self, email: &Claimed) -> Result<(), Failure> {
        let message = self.message(email)?;
        if let Some(smtp) = &self.smtp {
            let sending = smtp::send(smtp, message.clone());
            match tokio::time::timeout(DEADLINE, sending).await {
                Ok(outcome) => outcome?,
                Err(_) => return Err(Failure::Later("the mail server took too long".to_owned())),
            }
        }
        let Some(folder) = self.folder.clone() else {
            return Ok(());
        };
        let name = file_name(email);
        let written = spawn_blocking(move || folder.write(&name, &message.formatted())).await;
        let written =
            written.map_err(|cause| cause.to_string()).and_then(|done| done.map_err(|cause| cause.to_string()));
        match written {
            Err(cause) if self.smtp.is_some() => {
                tracing::warn!(cause, "the mailbox in the browser has no copy of an email");
                Ok(())
            }
            outcome => outcome.map_err(Failure::Later),
        }
    }

    fn message(&self, email: &Claimed) -> Result<Message, Failure> {
        let never = |cause: &dyn std::fmt::Display| Failure::Never(cause.to_string());
        let mail = &email.mail;
        // Accounts from before the present rule may have an address that can't be written to.
        let to =
            EmailAddress::parse(&mail.to).map_err(|_| Failure::Never("no mail reaches such an address".to_owned()))?;
        let to = to.for_mail().map_err(Failure::Never)?;
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(mail.subject.clone())
            .date(SystemTime::from(email.created_at.assume_utc()))
            .message_id(Some(format!("<{}@{}>", email.id, self.host)))
            .header(AutoSubmitted)
            .multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))
            .map_err(|cause| never(&cause))
    }
}

/// The host of the public address; `localhost` where that is a number, which is no mail domain.
fn mail_host(base_url: &str) -> String {
    let url = url::Url::parse(base_url).ok();
    let host = url.as_ref().and_then(url::Url::host_str).unwrap_or("localhost");
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    if bare.parse::<IpAddr>().is_ok() { "localhost".to_owned() } else { host.to_owned() }
}

fn file_name(email: &Claimed) -> String {
    let (date, time) = (email.created_at.date(), email.created_at.time());
    let (year, month, day) = date.to_calendar_date();
    let (hour, minute, second, micro) = time.as_hms_micro();
    format!("{year:04}{:02}{day:02}T{hour:02}{minute:02}{second:02}.{micro:06}-{}", u8::from(month), email.id)
}
