//! What an operator reads about mail in the log: kinds, ids and causes, never an address or a link.

use std::cell::Cell;

use crate::jobs::{Failure, Job, JobTopic};
use crate::stored::Stored;

const DEFAULT_ADVICE: &str = "check MAIL_URL and MAIL_FROM if this does not pass (docs/mail.md)";

/// Writes the log lines of mail delivery. Every attempt that failed is a warning. The first failure after a start is also an
/// error that says what to do, and so is the first one of every later outage.
#[derive(Default)]
pub(crate) struct Report {
    /// An email was delivered since the start.
    has_worked: Cell<bool>,
    /// The failure that lasts was reported as an error.
    is_reported: Cell<bool>,
    left_to_others: Cell<i64>,
}

impl Report {
    /// The mail server accepted an email.
    pub(crate) fn delivered(&self, job: &Job) {
        self.has_worked.set(true);
        self.is_reported.set(false);
        let Job { id, attempts, .. } = job;
        let kind = job.topic.word();
        tracing::info!(event = "email_delivered", kind, id, attempts, "email delivered");
    }

    /// An email could not be delivered and will be retried. Once mail works, a failure of one email is nothing unusual
    /// ("try again later", RFC 5321 section 4.2.1); a failure that stops every email is an error.
    pub(crate) fn waits(&self, job: &Job, failure: &Failure) {
        let Job { id, attempts, payload, .. } = job;
        let kind = job.topic.word();
        let (cause, advice) = (failure.cause(), failure.advice());
        let concerns_all = advice.is_some() || (!self.has_worked.get() && payload.is_some());
        tracing::warn!(event = "email_waits", kind, id, attempts, cause, "email waits for its next attempt");
        if concerns_all && !self.is_reported.replace(true) {
            let advice = advice.unwrap_or(DEFAULT_ADVICE);
            tracing::error!(event = "mail_failing", cause, advice, "mail can't be sent; emails wait");
        }
    }

    /// An email will not be attempted again.
    pub(crate) fn given_up(&self, topic: &Stored<JobTopic>, id: &str, cause: &str) {
        let kind = topic.word();
        tracing::error!(event = "email_given_up", kind, id, cause, "email given up");
    }

    /// So many emails are sealed with a key that this node does not have. Reported when there are more than before.
    pub(crate) fn left_to_others(&self, count: i64) {
        if count > self.left_to_others.replace(count) {
            let advice = "give every node both keys, SECRET_KEY and SECRET_KEY_PREVIOUS (docs/mail.md)";
            tracing::warn!(event = "emails_unreadable", count, advice, "emails wait for a node that has their key");
        }
    }
}
