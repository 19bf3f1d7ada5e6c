//! An email on its way into the queue and out of it.

use serde::{Deserialize, Serialize};

use super::email::{Email, Recipient};
use super::one_line;
use super::render::{Rendered, Service, render};
use crate::db::Conn;
use crate::error::Error;
use crate::jobs::{self, JobKind, JobTopic, NewJob};
use crate::state::Services;
use crate::stored::Stored;
use crate::texts::Language;

/// What has to work for every email: the mail server or the folder that `MAIL_URL` names. It may name another one by the time an
/// email leaves, so the queue has a word for it and not its address. A mailbox is no target of its own: the mail server takes
/// the emails to all of them, and a domain beside a sealed address would tell where somebody has an account.
const TARGET: &str = "mail";

/// An email that is written and addressed, as it waits. It has no `Debug`: its links belong in no log.
#[derive(Serialize, Deserialize)]
pub(crate) struct QueuedEmail {
    /// The recipient's address.
    pub(crate) to: String,
    /// One line.
    pub(crate) subject: String,
    /// The text part.
    pub(crate) text: String,
    /// The HTML part.
    pub(crate) html: String,
    /// The language it is written in. A version before this one queued emails without it, and a later one may know more of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) language: Option<Stored<Language>>,
}

/// Puts an email into the queue. It is sent once the caller's transaction is committed, after a crash too, and not at all
/// if the transaction is rolled back.
///
/// It waits as it is read, not as data: a node with another version, other templates or another `BASE_URL` may deliver it, and
/// it should say what was true when it was caused.
///
/// # Errors
/// The database's; the email's template.
pub fn queue(s: &Services, c: &mut Conn, to: Recipient<'_>, email: &Email) -> Result<(), Error> {
    write(s, c, to, email).map(drop)
}

/// Does the work of [`queue`] and sends nothing: the email is withdrawn in the same transaction. Where an answer must not
/// tell whether an email is sent, its time must not tell either.
///
/// # Errors
/// As [`queue`].
pub(crate) fn rehearse(s: &Services, c: &mut Conn, email: &Email) -> Result<(), Error> {
    let id = write(s, c, Recipient::NOBODY, email)?;
    jobs::withdraw(c, &id)
}

/// Puts a test for an operator into the queue, in English, and returns the job's id.
///
/// # Errors
/// As [`queue`].
pub(crate) fn queue_test(s: &Services, c: &mut Conn, to: &str) -> Result<String, Error> {
    let text = "This is a test. If you can read it, emails from this server arrive.";
    let email = QueuedEmail {
        to: to.to_owned(),
        subject: "Test email".to_owned(),
        text: format!("{text}\n"),
        html: format!("<!DOCTYPE html><html lang=\"en\"><title>Test email</title><p>{text}</p></html>"),
        language: Some(Stored::Known(Language::En)),
    };
    let payload = serde_json::to_vec(&email).map_err(Error::internal)?;
    let job = NewJob { kind: JobKind::Email, topic: JobTopic::Test, target: TARGET, account: None, payload: &payload };
    jobs::put(s, c, &job)
}

/// Returns the job's id.
fn write(s: &Services, c: &mut Conn, to: Recipient<'_>, email: &Email) -> Result<String, Error> {
    let service =
        Service { name: &s.config.app_name, url: &s.base_url, site: &s.config.site, branding: &s.config.branding };
    let t = s.catalogues.texts(language(s, to));
    let Rendered { subject, text, html } = render(t, service, to, email)?;
    let queued = QueuedEmail {
        to: to.address.to_owned(),
        subject: one_line(&subject),
        text,
        html,
        language: Some(Stored::Known(t.language())),
    };
    let payload = serde_json::to_vec(&queued).map_err(Error::internal)?;
    let (topic, account) = (email.topic(), to.account);
    jobs::put(s, c, &NewJob { kind: JobKind::Email, topic, target: TARGET, account, payload: &payload })
}

/// What an email is written in: the recipient's language while it is offered here, else that of the installation.
fn language(s: &Services, to: Recipient<'_>) -> Language {
    let languages = &s.config.languages;
    to.language.filter(|language| languages.has(*language)).unwrap_or(languages.default)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_email_of_another_version_may_name_no_language_or_one_of_its_own() {
        let read = |language: &str| {
            let email = format!(r#"{{"to":"","subject":"","text":"","html":""{language}}}"#);
            serde_json::from_str::<QueuedEmail>(&email).expect("an email").language
        };
        assert_eq!(read(""), None);
        assert_eq!(read(r#","language":"de""#), Some(Stored::Known(Language::De)));
        assert_eq!(read(r#","language":"nl""#), Some(Stored::Foreign("nl".to_owned())));
        // What we write is read by the version before, which knows nothing but text there.
        let ours = serde_json::to_value(Stored::Known(Language::Pseudo)).expect("JSON");
        assert_eq!(ours, "en-XA");
    }
}
