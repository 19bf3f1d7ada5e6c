//! The queue: what a verb promises in its own transaction and a task beside the doors does afterwards.
//!
//! A job exists exactly if its cause was committed. It waits sealed, is leased by one node at a time, and is attempted again
//! until its carrier's patience ends; then it is dead, and an operator may list and retry it. Emails are jobs.

pub(crate) mod carrier;
mod counts;
pub(crate) mod dead;
pub(crate) mod failure;
mod pauses;
mod store;
pub(crate) mod worker;

pub use carrier::Carrier;
pub use counts::Counts;
pub(crate) use counts::count;
pub(crate) use dead::find;
pub use dead::{Listed, list, retry, retry_all};
pub use failure::Failure;
pub use store::{Job, NewJob, put};
pub(crate) use store::{JobOfUser, forget, of_user, withdraw};
pub use worker::Delivery;

/// The topic of an email that an operator sends to try the way: it is nobody's, and kept as those of accounts are.
pub(crate) const TEST: &str = "test";

/// Who does a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobKind {
    /// The mailer sends it.
    Email,
}

impl JobKind {
    /// The word in the table.
    pub(crate) fn word(self) -> &'static str {
        match self {
            JobKind::Email => "email",
        }
    }
}
