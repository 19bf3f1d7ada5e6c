//! Once more, where the database asks for it: two transactions met, and only one of them could go on (PostgreSQL's manual, 13.5;
//! SQLSTATE 40001 and 40P01). Engines that are spread over several machines answer so in normal life.

use std::time::{Duration, Instant};

use crate::error::Error;
use crate::metrics::Counter;

/// How often it is done again.
const MOST: u32 = 5;

/// After so long nothing is begun again: a visitor who waits longer has left.
const PATIENCE: Duration = Duration::from_secs(3);

/// The longest pause before the first time it is done again. It doubles each time.
const PAUSE: Duration = Duration::from_millis(50);

/// Calls `attempt` until it says anything but [`Error::Conflict`]. What it did before must be undone by then.
///
/// # Errors
/// Its last one; [`Error::Unavailable`] when it still conflicts at the end.
pub(super) fn as_asked<T>(repeated: &Counter, mut attempt: impl FnMut() -> Result<T, Error>) -> Result<T, Error> {
    let (begun, mut repeats) = (Instant::now(), 0);
    loop {
        let cause = match attempt() {
            Err(Error::Conflict(cause)) => cause,
            done => return done,
        };
        let pause = pause(repeats);
        if repeats == MOST || begun.elapsed() + pause > PATIENCE {
            return Err(Error::Unavailable(cause));
        }
        repeated.add_one();
        repeats += 1;
        std::thread::sleep(pause);
    }
}

/// Anything up to the longest, so that those who met don't meet again.
fn pause(repeats: u32) -> Duration {
    let part = u32::from(u16::from_be_bytes(crate::random::bytes()));
    PAUSE * 2_u32.pow(repeats) * part / u32::from(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conflicting(times: u32) -> (Result<u32, Error>, u64) {
        let (repeated, mut calls) = (Counter::default(), 0);
        let done = as_asked(&repeated, || {
            calls += 1;
            if calls <= times { Err(Error::Conflict("could not serialize access".to_owned())) } else { Ok(calls) }
        });
        (done, repeated.value())
    }

    #[test]
    fn what_conflicts_is_done_five_times_more_at_most() {
        assert!(matches!(conflicting(0), (Ok(1), 0)));
        assert!(matches!(conflicting(5), (Ok(6), 5)));
        let (done, repeated) = conflicting(6);
        assert!(
            matches!(done, Err(Error::Unavailable(cause)) if cause.contains("could not serialize")) && repeated == 5
        );
    }

    #[test]
    fn no_other_error_is_an_invitation_to_repeat() {
        let mut calls = 0;
        let done = as_asked(&Counter::default(), || {
            calls += 1;
            Err::<(), _>(Error::Unavailable("away".to_owned()))
        });
        assert!(matches!(done, Err(Error::Unavailable(_))) && calls == 1);
    }

    #[test]
    fn pauses_grow_and_differ() {
        for repeats in 0..MOST {
            assert!((0..50).all(|_| pause(repeats) <= PAUSE * 2_u32.pow(repeats)));
        }
        assert!((0..50).map(|_| pause(4)).collect::<std::collections::BTreeSet<_>>().len() > 1);
    }
}
