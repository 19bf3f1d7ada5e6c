//! Emails: what they say as data, their words, and their way to a mail server.
//!
//! A verb queues an email in its own transaction, so the email exists exactly if its cause was committed. Nothing is
//! sent inside a request: a slow or dead mail server slows no page, and its speed does not tell who has an account here.

mod certificates;
pub(crate) mod email;
pub mod folder;
mod look;
pub(crate) mod mailer;
mod queue;
pub mod render;
mod report;
mod smtp;
mod smtp_server;
mod words;

pub use email::{Email, EmailLink, FactorChange, Occasion, Recipient};
pub use mailer::Mailer;
pub use queue::queue;
pub(crate) use queue::{queue_test, rehearse};

/// Makes one line of a header's text, so that no part of a name can become a header of its own (RFC 5322 section 2.2).
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
