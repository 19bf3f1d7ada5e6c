//! Formats emails (RFC 5322) and hands them over: to a mail server, or to a folder.

use std::net::IpAddr;
use std::time::SystemTime;

use lettre::message::header::ContentType;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};
use time::Duration;

use super::folder::Folder;
use super::one_line;
use super::queue::QueuedEmail;
use super::report::Report;
use super::smtp::Smtp;
use crate::config::mail_url::MailUrl;
use crate::email_address::EmailAddress;
use crate::jobs::{Carrier, Failure, Job, JobKind, JobTopic};
use crate::state::{Services, on_a_thread};
use crate::stored::Stored;
use crate::texts::Language;

/// Emails at a time that are written to files.
const FILES_AT_ONCE: usize = 4;

/// Takes emails from the queue to where `MAIL_URL` says.
pub struct Mailer {
    from: Mailbox,
    /// The part after the @ in Message-IDs.
    host: String,
    smtp: Option<Smtp>,
    /// In development every email is also a file, for the mailbox in the browser.
    folder: Option<Folder>,
    /// The logo that emails show.
    logo: Option<Vec<u8>>,
    report: Report,
}

/// Says that no person wrote the email, so that out-of-office programs do not answer it (RFC 3834 section 5).
#[derive(Clone)]
struct AutoSubmitted;

/// The same in the words of Exchange and Outlook, which do not read `Auto-Submitted`
/// ([MS-OXCMAIL] section 2.1.3.2.20).
#[derive(Clone)]
struct AutoResponseSuppress;

/// The language of the email, for programs that read it out or offer a translation (RFC 3282).
#[derive(Clone)]
struct ContentLanguage(Language);

macro_rules! fixed_header {
    ($header:ident, $name:literal, $value:literal) => {
        impl Header for $header {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Ok($header)
            }

            fn display(&self) -> HeaderValue {
                HeaderValue::new(Self::name(), $value.to_owned())
            }
        }
    };
}

fixed_header!(AutoSubmitted, "Auto-Submitted", "auto-generated");
fixed_header!(AutoResponseSuppress, "X-Auto-Response-Suppress", "All");

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(tag: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Language::of_tag(tag).map(ContentLanguage).ok_or_else(|| "no language of ours".into())
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.tag().to_owned())
    }
}

impl Mailer {
    /// Opens the folder or reads the certificates. The mail server may be away: emails wait for it.
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
                    tracing::warn!(folder = %path.display(), "emails are only written to files; set MAIL_URL to send them");
                }
                (None, Some(open(path)?))
            }
            MailUrl::Smtp(url) => {
                let smtp = Smtp::new(url, &host).map_err(|cause| format!("MAIL_URL: {cause}"))?;
                let copies = if s.config.production { None } else { Some(open(&s.config.mail_folder())?) };
                (Some(smtp), copies)
            }
        };
        let logo = s.config.branding.email_logo().map(|logo| logo.file.content.clone());
        Ok(Mailer { from, host, smtp, folder, logo, report: Report::default() })
    }

    async fn send(&self, job: &Job, email: &QueuedEmail) -> Result<(), Failure> {
        let message = self.message(job, email)?;
        if let Some(smtp) = &self.smtp {
            smtp.send(&message).await?;
        }
        let Some(folder) = self.folder.clone() else {
            return Ok(());
        };
        let name = file_name(job);
        let written = on_a_thread(move || folder.write(&name, &message.formatted())).await;
        let written =
            written.map_err(|cause| cause.to_string()).and_then(|done| done.map_err(|cause| cause.to_string()));
        match written {
            Err(cause) if self.smtp.is_some() => {
                tracing::warn!(cause, "no copy of an email for the development mailbox");
                Ok(())
            }
            outcome => outcome.map_err(Failure::Later),
        }
    }

    fn message(&self, job: &Job, email: &QueuedEmail) -> Result<Message, Failure> {
        let never = |cause: &dyn std::fmt::Display| Failure::Never(cause.to_string());
        // Accounts from before the present rule may have an address that can't be written to.
        let to =
            EmailAddress::parse(&email.to).map_err(|_| Failure::Never("the address can't receive email".to_owned()))?;
        let to = to.for_mail().map_err(Failure::Never)?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(email.subject.clone())
            .date(SystemTime::from(job.created_at.assume_utc()))
            .message_id(Some(format!("<{}@{}>", job.id, self.host)))
            .header(AutoSubmitted)
            .header(AutoResponseSuppress);
        // Another version may have written it in a language that this one does not know: then nothing is said about it.
        let message = match email.language.as_ref().and_then(Stored::known) {
            Some(language) => message.header(ContentLanguage(language)),
            None => message,
        };
        message.multipart(self.parts(email).map_err(|cause| never(&cause))?).map_err(|cause| never(&cause))
    }
}

impl Mailer {
    /// The text, and the HTML with its logo. The logo travels in the email: from an address of ours it would tell us who opens
    /// which email, many mail programs would not fetch it, and old emails would lose it with the next logo.
    fn parts(&self, email: &QueuedEmail) -> Result<MultiPart, lettre::message::header::ContentTypeErr> {
        let logo = self.logo.as_ref().filter(|_| email.html.contains("src=\"cid:logo\""));
        let Some(logo) = logo else {
            return Ok(MultiPart::alternative_plain_html(email.text.clone(), email.html.clone()));
        };
        let logo = Attachment::new_inline("logo".to_owned()).body(logo.clone(), ContentType::parse("image/png")?);
        let html = MultiPart::related().singlepart(SinglePart::html(email.html.clone())).singlepart(logo);
        Ok(MultiPart::alternative().singlepart(SinglePart::plain(email.text.clone())).multipart(html))
    }
}

impl Mailer {
    /// Comes as far as to the first email, and sends none.
    ///
    /// # Errors
    /// Why no email would leave.
    pub(crate) async fn reach(&self) -> Result<(), Failure> {
        match &self.smtp {
            Some(smtp) => smtp.reach().await,
            None => Ok(()),
        }
    }
}

impl Carrier for Mailer {
    const KIND: JobKind = JobKind::Email;

    fn at_once(&self) -> usize {
        self.smtp.as_ref().map_or(FILES_AT_ONCE, Smtp::at_once)
    }

    fn patience(&self, s: &Services) -> Duration {
        s.config.mail_give_up_after
    }

    /// An email that is handed over twice has the same Message-ID both times, so that a receiver can tell.
    async fn carry(&self, job: &Job, payload: &[u8]) -> Result<(), Failure> {
        match serde_json::from_slice(payload) {
            Ok(email) => self.send(job, &email).await,
            Err(_) => Err(Failure::Later("it is no email that this version can read".to_owned())),
        }
    }

    /// Closes the connections that no email needs.
    async fn rest(&self) {
        if let Some(smtp) = &self.smtp {
            smtp.close_idle().await;
        }
    }

    fn delivered(&self, job: &Job) {
        self.report.delivered(job);
    }

    fn waits(&self, job: &Job, failure: &Failure) {
        self.report.waits(job, failure);
    }

    fn given_up(&self, topic: &Stored<JobTopic>, id: &str, cause: &str) {
        self.report.given_up(topic, id, cause);
    }

    fn left_to_others(&self, count: i64) {
        self.report.left_to_others(count);
    }
}

/// The host of the public address; `localhost` where that is an IP address, which is not a mail domain.
fn mail_host(base_url: &str) -> String {
    let url = url::Url::parse(base_url).ok();
    let host = url.as_ref().and_then(url::Url::host_str).unwrap_or("localhost");
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    if bare.parse::<IpAddr>().is_ok() { "localhost".to_owned() } else { host.to_owned() }
}

fn file_name(job: &Job) -> String {
    let (date, time) = (job.created_at.date(), job.created_at.time());
    let (year, month, day) = date.to_calendar_date();
    let (hour, minute, second, micro) = time.as_hms_micro();
    format!("{year:04}{:02}{day:02}T{hour:02}{minute:02}{second:02}.{micro:06}-{}", u8::from(month), job.id)
}
