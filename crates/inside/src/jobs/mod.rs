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
mod topic;
pub(crate) mod worker;

pub use carrier::Carrier;
pub use counts::Counts;
pub(crate) use counts::count;
pub(crate) use dead::find;
pub use dead::{Listed, list, retry, retry_all};
pub use failure::Failure;
pub use store::{Job, NewJob, put};
pub(crate) use store::{JobOfUser, forget, of_user, withdraw};
pub use topic::JobTopic;
pub use worker::Delivery;

use diesel::expression::AsExpression;
use diesel::sql_types::Text;

use crate::stored::{Word, text_column};

/// Who does a job. Each is asked for by its own: a row of another version's kind is nobody's here, and waits for a node that knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AsExpression)]
#[diesel(sql_type = Text)]
pub enum JobKind {
    /// The mailer sends it.
    Email,
}

text_column!(JobKind);

impl Word for JobKind {
    const ALL: &'static [JobKind] = &[JobKind::Email];

    fn word(self) -> &'static str {
        match self {
            JobKind::Email => "email",
        }
    }
}
