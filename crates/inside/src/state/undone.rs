//! Work that waits for somebody to do it, and can be taken back until then.

use std::sync::{Arc, Mutex, PoisonError};

use crate::error::Error;

/// What is done by whoever takes it first, if at all.
pub(super) struct Undone<W>(Arc<Mutex<Option<W>>>);

impl<W> Clone for Undone<W> {
    fn clone(&self) -> Undone<W> {
        Undone(Arc::clone(&self.0))
    }
}

impl<W> Undone<W> {
    /// Work that nobody has begun.
    pub(super) fn new(work: W) -> Undone<W> {
        Undone(Arc::new(Mutex::new(Some(work))))
    }

    /// The work, for the one who does it now; none where it was taken before.
    pub(super) fn take(&self) -> Option<W> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Takes it back, because nobody waits for it any more. Returns the cause as it has to be told: what has not begun by now never
    /// will, so that there is no doubt about what it has done.
    pub(super) fn given_up(&self, cause: Error) -> Error {
        match self.take() {
            Some(_) => cause.of_what_changed_nothing(),
            None => cause,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_back_is_done_by_nobody_and_leaves_no_doubt() {
        let doubt = || Error::Unsure("no answer".to_owned());
        let (waiting, begun) = (Undone::new("a login"), Undone::new("a login"));
        assert_eq!(begun.clone().take(), Some("a login"));
        assert!(matches!(waiting.given_up(doubt()), Error::Unavailable(_)));
        assert_eq!(waiting.take(), None);
        assert!(matches!(begun.given_up(doubt()), Error::Unsure(_)));
    }
}
