//! Who does the jobs of one kind.

use time::Duration;

use super::failure::Failure;
use super::store::Job;
use super::{JobKind, JobTopic};
use crate::state::Services;
use crate::stored::Stored;

/// Does the jobs of one kind, and writes the log lines about them. Each has a worker of its own, so that one kind never waits
/// for another.
pub trait Carrier {
    /// Which ones.
    const KIND: JobKind;

    /// How many at a time.
    fn at_once(&self) -> usize;

    /// How long a job is attempted before it is given up.
    fn patience(&self, s: &Services) -> Duration;

    /// Does a job. A job that is done twice, because a node died at the wrong moment, has the same id both times.
    ///
    /// # Errors
    /// [`Failure`].
    fn carry(&self, job: &Job, payload: &[u8]) -> impl Future<Output = Result<(), Failure>>;

    /// Nothing is due: what no job needs can be closed.
    fn rest(&self) -> impl Future<Output = ()>;

    /// A job is done.
    fn delivered(&self, job: &Job);

    /// A job was attempted and waits for its next attempt.
    fn waits(&self, job: &Job, failure: &Failure);

    /// A job is attempted no more.
    fn given_up(&self, topic: &Stored<JobTopic>, id: &str, cause: &str);

    /// So many jobs are sealed with a key that this node does not have.
    fn left_to_others(&self, count: i64);
}
