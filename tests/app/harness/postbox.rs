//! The emails that were delivered, as their reader gets them. They are read from the folder that development delivers to,
//! by a mail parser that has nothing to do with what wrote them.

use diesel::prelude::*;
use inside::schema::jobs;
use mail_parser::{HeaderName, MessageParser};

use super::app::App;
use super::waiting::until;

/// A delivered email.
#[derive(Debug)]
pub struct Email {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Everything before the body, as it is written.
    pub headers: String,
    /// The addresses in the text part, in order.
    pub links: Vec<String>,
    /// The moment in the name of its file.
    pub written_at: String,
}

impl Email {
    /// Reads a mail as it goes over the wire.
    pub fn parse(raw: &[u8]) -> Email {
        let message = MessageParser::default().parse(raw).expect("a mail");
        let to = message.to().and_then(|to| to.first()).and_then(|to| to.address()).expect("a recipient").to_owned();
        let text = message.body_text(0).expect("a text part").into_owned();
        let headers = String::from_utf8_lossy(raw);
        Email {
            to,
            subject: message.subject().expect("a subject").to_owned(),
            html: message.body_html(0).expect("an HTML part").into_owned(),
            headers: headers.split("\r\n\r\n").next().unwrap_or_default().to_owned(),
            links: text.split_whitespace().filter(|word| word.starts_with("http")).map(str::to_owned).collect(),
            text,
            written_at: String::new(),
        }
    }

    /// A header's value, unfolded.
    pub fn header(&self, name: &str) -> Option<String> {
        let message = MessageParser::default().parse(self.headers.as_bytes())?;
        message.header_raw(HeaderName::parse(name)?).map(|value| value.trim().replace("\r\n", ""))
    }

    /// The first link, without the scheme and host: what a test gives to its browser.
    pub fn path(&self) -> String {
        let link = self.links.first().unwrap_or_else(|| panic!("no link in {}", self.text));
        url::Url::parse(link).expect("a link").path().to_owned()
    }
}

impl App {
    /// Waits until every email that was promised is delivered, and returns those to this address, oldest first.
    pub async fn emails_to(&self, address: &str) -> Vec<Email> {
        self.all_delivered().await;
        let mut messages = self.delivered();
        messages.retain(|message| message.to.eq_ignore_ascii_case(address));
        messages
    }

    /// The newest email to this address. While the clock stands still there may be several: a test asks for a link of its
    /// kind then.
    pub async fn email_to(&self, address: &str) -> Email {
        let mut emails = self.emails_to(address).await;
        let newest = emails.pop().unwrap_or_else(|| panic!("no email to {address}"));
        let before = emails.pop().is_none_or(|email| email.written_at < newest.written_at);
        assert!(before, "several emails of one moment: which one is the newest?");
        newest
    }

    /// The secret at the end of the first link in the newest email to this address.
    pub async fn secret_for(&self, address: &str) -> String {
        self.email_to(address).await.path().rsplit('/').next().expect("a secret").to_owned()
    }

    /// Waits until no email waits.
    pub async fn all_delivered(&self) {
        until("no email waits", || self.waiting_emails() == 0).await;
    }

    /// How many emails are promised and not delivered yet.
    pub fn waiting_emails(&self) -> i64 {
        let mut conn = self.services.db.conn().expect("a connection");
        jobs::table.filter(jobs::dead_at.is_null()).count().get_result(&mut *conn).expect("the queue")
    }

    /// Every email in the folder, oldest first.
    pub fn delivered(&self) -> Vec<Email> {
        let Ok(folder) = std::fs::read_dir(self.data_dir().join("mail")) else {
            return Vec::new();
        };
        let mut files: Vec<_> = folder.map(|entry| entry.expect("a file").path()).collect();
        files.retain(|file| file.extension().is_some_and(|extension| extension == "eml"));
        files.sort();
        let read = |file: &std::path::PathBuf| {
            let name = file.file_stem().and_then(|name| name.to_str()).expect("a name");
            let written_at = name.split('-').next().unwrap_or_default().to_owned();
            Email { written_at, ..Email::parse(&std::fs::read(file).expect("an email")) }
        };
        files.iter().map(read).collect()
    }

    /// The paths of all links of this kind in the emails to this address, oldest first. Each starts with `BASE_URL`.
    pub async fn links_to(&self, address: &str, kind: &str) -> Vec<String> {
        let messages = self.emails_to(address).await;
        let links = messages.into_iter().flat_map(|message| message.links);
        let paths = links.filter_map(|link| link.strip_prefix(&self.url).map(str::to_owned));
        paths.filter(|path| path.starts_with(kind)).collect()
    }

    /// The newest of them. While the clock stands still, emails have no order: there may be only one then.
    pub async fn link_to(&self, address: &str, kind: &str) -> String {
        let mut emails = self.emails_to(address).await;
        let path =
            |link: &String| link.strip_prefix(&self.url).filter(|path| path.starts_with(kind)).map(str::to_owned);
        emails.retain(|email| email.links.iter().any(|link| path(link).is_some()));
        let newest = emails.pop().unwrap_or_else(|| panic!("no {kind} for {address}"));
        let before = emails.pop().is_none_or(|email| email.written_at < newest.written_at);
        assert!(before, "several emails of one moment: which one is the newest?");
        newest.links.iter().filter_map(path).next_back().expect("a link of this kind")
    }
}
