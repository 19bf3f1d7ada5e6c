//! Emails, and the outbox that keeps them until they are delivered.
//!
//! A verb queues an email in its own transaction, so the email exists exactly if its cause was committed. Nothing is
//! sent inside a request: a slow or dead mail server slows no page, and its speed does not tell who has an account here.

pub mod delivery;
pub mod email;
pub mod folder;
pub mod mailer;
pub mod outbox;
pub mod render;
mod report;
mod smtp;
mod smtp_server;
mod trust;
pub mod url;
mod words;

use crate::db::Conn;
use crate::error::Error;
use crate::state::Services;
use render::{Rendered, Service, render};

pub use email::{Email, EmailLink, Occasion, Recipient};
pub use mailer::Mailer;

/// Puts an email into the outbox. It is sent once the caller's transaction is committed, after a crash too, and not at all
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

/// Returns the row's id.
fn write(s: &Services, c: &mut Conn, to: Recipient<'_>, email: &Email) -> Result<String, Error> {
    let service = Service { name: &s.config.app_name, url: &s.base_url };
    let Rendered { subject, text, html } = render(service, to, email)?;
    let mail = outbox::Mail { to: to.address.to_owned(), subject: one_line(&subject), text, html };
    outbox::put(s, c, email.kind(), &mail)
}

/// Does the work of [`queue`] and sends nothing: the email is withdrawn in the same transaction. Where an answer must not
/// tell whether an email is sent, its time must not tell either.
///
/// # Errors
/// As [`queue`].
pub fn rehearse(s: &Services, c: &mut Conn, email: &Email) -> Result<(), Error> {
    let id = write(s, c, Recipient::NOBODY, email)?;
    outbox::withdraw(c, &id)
}

/// Makes one line of a header's text, so that no part of a name can become a header of its own (RFC 5322 section 2.2).
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
