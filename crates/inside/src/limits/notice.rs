//! Which of the refused attempts is recorded as an event.

use super::limited::{Attempt, Limited, PasswordLimits};
use crate::context::Context;
use crate::error::Error;
use crate::metrics::LimitKind;
use crate::state::Services;

/// What a refused attempt ran into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blocked {
    /// A bucket of the account: in this network, of a known browser, or of codes from everywhere.
    Account,
    /// The bucket of the whole network, whichever account was meant.
    Network,
}

impl PasswordLimits {
    /// Whether this attempt, which was refused, is recorded: once in the time of the limit it ran into.
    ///
    /// A stranger writes into a history only as often as they could anyway: an account's bucket is full after failures that
    /// are lines themselves, so there is at most one such line for as many of those as the limit allows. Where the network's
    /// is full, one line tells of all its attempts; it names no account, or each name that is called would have one of its own.
    /// Refusals by the limit on failures in a row are not recorded: the account's history says once that it was reached, and a
    /// line for each of ten thousand networks would be a flood.
    ///
    /// # Errors
    /// Only the database's.
    pub(crate) fn blocked(&self, s: &Services, context: &Context) -> Result<Option<Blocked>, Error> {
        let mut blocked = None;
        for bucket in &self.0.buckets {
            // What a success forgives is the account's; the network's stays as it is.
            let what = if bucket.forgiven_by_success { Blocked::Account } else { Blocked::Network };
            let once = bucket.blocked(s);
            if Limited::new(LimitKind::Password, context, vec![bucket.clone()], None).wait(s)?.is_some() {
                blocked = Some((what, once));
            }
        }
        let Some((what, once)) = blocked else { return Ok(None) };
        let once = Limited::new(LimitKind::Password, context, vec![once], None);
        if once.wait(s)?.is_some() {
            return Ok(None);
        }
        match Attempt::take(s, once) {
            Ok(_counts) => Ok(Some(what)),
            Err(Error::TooMany { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
