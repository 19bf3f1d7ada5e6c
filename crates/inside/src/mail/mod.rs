//! Emails, and the outbox that keeps them until they are delivered.
//!
//! A verb queues an email in its own transaction, so the email exists exactly if its cause was committed. Nothing is
//! sent inside a request: a slow or dead mail server slows no page, and its speed does not tell who has an account here.

pub mod delivery;
pub mod emails;
pub mod folder;
pub mod mailer;
pub mod occasion;
pub mod outbox;
mod report;
mod smtp;
mod smtp_server;
mod trust;
pub mod url;

use crate::db::Conn;
use crate::error::Error;
use crate::state::Services;

pub use emails::{
    AccountDeleted, AlreadyRegistered, ConfirmNewEmail, EmailChanged, FailedLogins, NewLogin, PasswordChanged,
    ResetPassword, VerifyEmail,
};
pub use mailer::Mailer;
pub use occasion::Occasion;

/// An email to a person: a text part and an HTML part that say the same.
pub trait Email {
    /// The word for logs, like `reset_password`.
    fn name(&self) -> &'static str;
    /// Says what the email is about, with the product's name.
    fn subject(&self) -> String;
    /// The text part.
    ///
    /// # Errors
    /// When the template can't be rendered, which would be our fault.
    fn text(&self) -> Result<String, Error>;
    /// The HTML part.
    ///
    /// # Errors
    /// As [`Email::text`].
    fn html(&self) -> Result<String, Error>;
}

/// Puts an email into the outbox. It is sent once the caller's transaction is committed, after a crash too, and not at all
/// if the transaction is rolled back.
///
/// # Errors
/// The database's; the email's template.
pub fn queue(s: &Services, c: &mut Conn, to: &str, message: &impl Email) -> Result<(), Error> {
    write(s, c, to, message).map(drop)
}

/// Returns the row's id.
fn write(s: &Services, c: &mut Conn, to: &str, message: &impl Email) -> Result<String, Error> {
    let mail = outbox::Mail {
        to: to.to_owned(),
        subject: one_line(&message.subject()),
        text: message.text()?,
        html: message.html()?,
    };
    outbox::put(s, c, message.name(), &mail)
}

/// Does the work of [`queue`] and sends nothing: the email is withdrawn in the same transaction. Where an answer must not
/// tell whether an email is sent, its time must not tell either.
///
/// # Errors
/// As [`queue`].
pub fn rehearse(s: &Services, c: &mut Conn, to: &str, message: &impl Email) -> Result<(), Error> {
    let id = write(s, c, to, message)?;
    outbox::withdraw(c, &id)
}

/// Makes one line of a header's text, so that no part of a name can become a header of its own (RFC 5322 section 2.2).
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
