//! The hashing threads: they compute what waits, several hashes side by side in each ([`bcrypt_lanes`]). No SQL and no sleep
//! happens on them.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use bcrypt_lanes::Lanes;
use tokio::sync::oneshot;

use super::costs::HashCosts;
use super::foreign::ForeignCheck;
use super::task::{Answer, Computed, Rest, Step, Task, Work};
use super::turns::Turns;

/// The queue in front of the threads. They end when it is dropped.
pub(super) struct Threads {
    queue: Arc<Queue>,
}

struct Queue {
    costs: Arc<HashCosts>,
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

struct Waiting {
    tasks: Turns<(Task, Ticket)>,
    /// Threads that compute nothing: each takes one of the tasks that wait.
    idle: usize,
    closed: bool,
}

/// Where the answer goes.
type Ticket = oneshot::Sender<Answer>;

impl Threads {
    /// Starts so many threads.
    pub(super) fn start(threads: usize, costs: &Arc<HashCosts>) -> std::io::Result<Threads> {
        let waiting = Mutex::new(Waiting { tasks: Turns::new(), idle: 0, closed: false });
        let queue = Arc::new(Queue { costs: Arc::clone(costs), waiting, changed: Condvar::new() });
        let started = Threads { queue: Arc::clone(&queue) };
        for number in 0..threads {
            let queue = Arc::clone(&queue);
            std::thread::Builder::new().name(format!("hashing-{number}")).spawn(move || work(&queue))?;
        }
        Ok(started)
    }

    /// Lets a task of this client network wait for a lane. A receiver without a sender means that a thread panicked.
    pub(super) fn compute(&self, network: &str, task: Task) -> oneshot::Receiver<Answer> {
        let (answer, answered) = oneshot::channel();
        self.queue.lock().tasks.add(network, (task, answer));
        self.queue.changed.notify_one();
        answered
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        let mut waiting = self.queue.lock();
        waiting.closed = true;
        waiting.tasks.clear();
        self.queue.changed.notify_all();
    }
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts what waits in the lanes that are free; waits for something while nothing runs. False once the queue is closed.
    ///
    /// Lanes fill only from what already waits: nobody waits for company. What an idle thread is about to take is left to it,
    /// for a hash that runs alone is done sooner. A hash of another program runs `beside` the lanes, one at a time, and leaves
    /// a lane free for what follows from it.
    fn fill(&self, lanes: &mut Lanes<(Rest, Ticket)>, beside: &mut Option<Beside>) -> bool {
        let mut waiting = self.lock();
        while !waiting.closed {
            while lanes.has_room()
                && beside.is_none()
                && (lanes.is_empty() || waiting.tasks.len() > waiting.idle)
                && let Some((_, (task, ticket))) = waiting.tasks.take_next()
            {
                *beside = self.begin(lanes, task, ticket);
            }
            if beside.is_some() || !lanes.is_empty() {
                return true;
            }
            waiting.idle += 1;
            waiting = self.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner);
            waiting.idle -= 1;
        }
        false
    }

    /// Starts a task, unless nobody waits for its answer any more. Returns what runs in no lane.
    fn begin(&self, lanes: &mut Lanes<(Rest, Ticket)>, task: Task, ticket: Ticket) -> Option<Beside> {
        if ticket.is_closed() {
            return None;
        }
        self.costs.spend(task.work.rounds());
        match task.work {
            Work::Bcrypt(job) => lanes.start(job, (task.rest, ticket)),
            Work::Foreign(check) => return Some(Beside { check, rest: task.rest, ticket }),
        }
        None
    }

    /// Goes on with what follows from a result. Nothing that follows is of another program.
    fn go_on(&self, lanes: &mut Lanes<(Rest, Ticket)>, step: Step, ticket: Ticket) {
        match step {
            Step::More(task) => drop(self.begin(lanes, task, ticket)),
            // The client may have left meanwhile.
            Step::Done(answer) => drop(ticket.send(answer)),
        }
    }
}

/// A hash of another program, which is computed in one go.
struct Beside {
    check: Box<ForeignCheck>,
    rest: Rest,
    ticket: Ticket,
}

fn work(queue: &Queue) {
    // Linux keeps the nice value per thread: pages are served first while many people log in. Where the system
    // refuses, the threads are only few, not polite.
    if let Err(cause) = rustix::process::nice(10) {
        tracing::warn!(%cause, "hashing threads run at normal priority");
    }
    let compute = || {
        let (mut lanes, mut beside) = (Lanes::new(), None);
        while queue.fill(&mut lanes, &mut beside) {
            if let Some(Beside { check, rest, ticket }) = beside.take() {
                queue.go_on(&mut lanes, rest.after(Computed::Foreign(check.is_right())), ticket);
            }
            for ((rest, ticket), computed) in lanes.advance() {
                queue.go_on(&mut lanes, rest.after(Computed::Bcrypt(computed)), ticket);
            }
            // A page that waits for this processor gets it after a millisecond or two, not when the time is up that the scheduler has planned.
            std::thread::yield_now();
        }
    };
    // Whoever waits for one of its lanes gets an error, and the others go on.
    while std::panic::catch_unwind(std::panic::AssertUnwindSafe(compute)).is_err() {
        tracing::error!("a hashing thread panicked");
    }
}
