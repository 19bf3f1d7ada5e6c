//! What waits for the end of a transaction: the log tells only of what was committed.

use std::cell::RefCell;

type Job = Box<dyn FnOnce()>;

thread_local! {
    /// One list for each transaction that is open on this thread, the innermost last.
    static OPEN: RefCell<Vec<Vec<Job>>> = const { RefCell::new(Vec::new()) };
}

/// Runs `job` once the transaction that is open on this thread is committed, and never if it is rolled back. Outside of a
/// transaction, where each statement is committed by itself, it runs at once.
pub(crate) fn after_commit(job: impl FnOnce() + 'static) {
    let at_once = OPEN.with_borrow_mut(|open| match open.last_mut() {
        Some(jobs) => {
            jobs.push(Box::new(job));
            None
        }
        None => Some(job),
    });
    if let Some(job) = at_once {
        job();
    }
}

/// The jobs of one transaction. Dropped, also by a panic, it forgets them.
pub(super) struct Jobs(());

impl Jobs {
    pub(super) fn collect() -> Jobs {
        OPEN.with_borrow_mut(|open| open.push(Vec::new()));
        Jobs(())
    }

    pub(super) fn run(self) {
        let jobs = OPEN.with_borrow_mut(|open| open.last_mut().map(std::mem::take));
        drop(self);
        jobs.into_iter().flatten().for_each(|job| job());
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        OPEN.with_borrow_mut(Vec::pop);
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;

    #[test]
    fn a_job_waits_for_its_own_transaction_and_is_forgotten_with_it() {
        let done = Rc::new(RefCell::new(Vec::new()));
        let will = |name: &'static str| {
            let done = Rc::clone(&done);
            after_commit(move || done.borrow_mut().push(name));
        };
        will("none open");
        let outer = Jobs::collect();
        will("outer");
        let inner = Jobs::collect();
        will("inner");
        assert_eq!(*done.borrow(), ["none open"]);
        inner.run();
        let rolled_back = Jobs::collect();
        will("rolled back");
        drop(rolled_back);
        outer.run();
        assert_eq!(*done.borrow(), ["none open", "inner", "outer"]);
    }
}
