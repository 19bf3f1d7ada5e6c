//! Look-ups of many requests, asked as one.
//!
//! What costs most of a look-up at a server is the way there: a thread, a connection, a statement. Those that come while others are
//! on their way wait for the next one, which asks for them all: the busier we are, the fewer statements there are for each request.
//! Nobody waits for a statement to fill, and behind one that takes long another begins.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;
use tokio::time::timeout;

use super::patience::while_it_answers;
use super::{Reads, Services, State, on_a_thread};
use crate::error::Error;
use crate::metrics::Waits;

/// How many are asked for at once, at most: a statement that takes as long as many others delays those it came with.
const MOST: usize = 64;

/// How many statements are on their way at once while all is well: the server works at one while we answer those of the other.
const AT_ONCE: usize = 2;

/// How long a look-up waits for its turn before it no longer waits for the statements that are on their way.
const TURN: Duration = Duration::from_millis(10);

/// Finds what belongs to each of some keys, in their order.
type Find<K, T> = fn(&mut Reads<'_>, &[K]) -> Result<Vec<T>, Error>;

/// Look-ups of one kind. Clones share what waits.
pub(crate) struct Together<K, T> {
    find: Find<K, T>,
    queue: Arc<Mutex<Queue<K, T>>>,
}

impl<K, T> Clone for Together<K, T> {
    fn clone(&self) -> Self {
        Together { find: self.find, queue: Arc::clone(&self.queue) }
    }
}

impl<K, T> Together<K, T> {
    /// Nothing waits yet.
    pub(crate) fn new(find: Find<K, T>) -> Self {
        Together { find, queue: Arc::new(Mutex::new(Queue { waiting: VecDeque::new(), askers: 0 })) }
    }

    fn queue(&self) -> MutexGuard<'_, Queue<K, T>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One for each key. Nobody gets the error of another one, such as a row that can't be read; an outage is everybody's.
    fn ask(&self, services: &Services, keys: &[K]) -> Vec<Result<T, Error>> {
        match services.read(|r| (self.find)(r, keys)) {
            Ok(found) => found.into_iter().map(Ok).collect(),
            Err(Error::Unavailable(cause)) => keys.iter().map(|_| Err(Error::Unavailable(cause.clone()))).collect(),
            Err(_) => keys.iter().map(|key| services.read(|r| self.find_one(r, key))).collect(),
        }
    }

    fn find_one(&self, r: &mut Reads<'_>, key: &K) -> Result<T, Error> {
        (self.find)(r, std::slice::from_ref(key))?.pop().ok_or_else(unanswered)
    }
}

fn unanswered() -> Error {
    Error::internal("a look-up came back without an answer")
}

type Answer<T> = oneshot::Sender<Result<T, Error>>;

struct Waiting<K, T> {
    key: K,
    since: Instant,
    answer: Answer<T>,
}

/// What waits, and how many ask for it.
struct Queue<K, T> {
    waiting: VecDeque<Waiting<K, T>>,
    askers: usize,
}

impl<K, T> Queue<K, T> {
    fn add(&mut self, key: K, waits: &Waits) -> oneshot::Receiver<Result<T, Error>> {
        let (answer, answered) = oneshot::channel();
        self.waiting.push_back(Waiting { key, since: waits.begin(), answer });
        answered
    }

    /// Whether one more is to ask, where there may be so many; it is counted from here on.
    fn begins(&mut self, most: usize) -> bool {
        let begins = self.askers < most && !self.waiting.is_empty();
        self.askers += usize::from(begins);
        begins
    }

    /// The next ones whose clients are still there, in the order in which they came. Where there are none, the asker is done.
    fn take(&mut self, waits: &Waits) -> Vec<Waiting<K, T>> {
        let next = std::iter::from_fn(|| self.waiting.pop_front()).inspect(|waiting| waits.end(waiting.since));
        let taken: Vec<_> = next.filter(|waiting| !waiting.answer.is_closed()).take(MOST).collect();
        self.askers -= usize::from(taken.is_empty());
        taken
    }

    /// One asker fewer. Where it was the only one, those who wait are told, rather than left to wait.
    fn give_up(&mut self, waits: &Waits) {
        self.askers -= 1;
        if self.askers > 0 {
            return;
        }
        for Waiting { since, answer, .. } in self.waiting.drain(..) {
            waits.end(since);
            let _ = answer.send(Err(Error::Unavailable("look-ups that waited were given up".to_owned())));
        }
    }
}

/// One that asks, as the queue counts it. It gives up where it ends before its time: without a thread, by a panic, with the
/// server that stops.
struct Asker<K, T> {
    look_ups: Together<K, T>,
    services: Arc<Services>,
    is_done: bool,
}

impl<K, T> Asker<K, T> {
    /// Asks for those who wait until nobody does, or until others want its connection.
    fn ask(&mut self, is_wanted: impl Fn() -> bool) {
        loop {
            let taken = self.look_ups.queue().take(&self.services.metrics.database_waits);
            if taken.is_empty() {
                self.is_done = true;
                return;
            }
            let (keys, answers): (Vec<K>, Vec<Answer<T>>) = taken.into_iter().map(|one| (one.key, one.answer)).unzip();
            for (answer, found) in answers.into_iter().zip(self.look_ups.ask(&self.services, &keys)) {
                let _ = answer.send(found);
            }
            if is_wanted() {
                return;
            }
        }
    }
}

impl<K, T> Drop for Asker<K, T> {
    fn drop(&mut self) {
        if !self.is_done {
            self.look_ups.queue().give_up(&self.services.metrics.database_waits);
        }
    }
}

impl State {
    /// Finds what belongs to a key: here and now where the database is a file, else together with the look-ups of other requests.
    ///
    /// As with [`State::read`], only what an index finds may be read this way. What is found was committed when this was called, or
    /// later.
    ///
    /// # Errors
    /// Those of `find`, and [`Error::Unavailable`].
    pub(crate) async fn read_together<K: Send + 'static, T: Send + 'static>(
        &self,
        look_ups: &Together<K, T>,
        key: K,
    ) -> Result<T, Error> {
        if let Some(reader) = &self.reader {
            return reader.read(|conn| look_ups.find_one(&mut self.services.reads(conn), &key));
        }
        let asked = while_it_answers(&self.services, self.ask_together(look_ups, key)).await;
        let done = asked.map_err(Error::of_what_changed_nothing)?;
        done.inspect_err(|error| self.note_outage(error))
    }

    async fn ask_together<K: Send + 'static, T: Send + 'static>(
        &self,
        look_ups: &Together<K, T>,
        key: K,
    ) -> Result<T, Error> {
        let (mut answered, begins) = {
            let mut queue = look_ups.queue();
            (
                queue.add(key, &self.services.metrics.database_waits),
                queue.begins(AT_ONCE.min(self.services.db.places())),
            )
        };
        if begins {
            self.start_to_ask(look_ups.clone());
        }
        let answer = match timeout(TURN, &mut answered).await {
            Ok(answer) => answer,
            Err(_) => {
                if look_ups.queue().begins(self.services.db.places()) {
                    self.start_to_ask(look_ups.clone());
                }
                answered.await
            }
        };
        answer.unwrap_or_else(|_| Err(unanswered()))
    }

    /// A task of its own: it asks for others too, and they wait on when its own client has left. It takes its turn at the
    /// connections like every verb, and again as soon as none is free: look-ups without end keep nobody else waiting.
    fn start_to_ask<K: Send + 'static, T: Send + 'static>(&self, look_ups: Together<K, T>) {
        let (services, places) = (Arc::clone(&self.services), Arc::clone(&self.places));
        let mut asker = Asker { look_ups, services, is_done: false };
        tokio::spawn(async move {
            while !asker.is_done {
                let place = Arc::clone(&places).acquire_owned().await.ok();
                let others = Arc::clone(&places);
                let ask = move || {
                    let _place = place;
                    asker.ask(|| others.available_permits() == 0);
                    asker
                };
                match on_a_thread(ask).await {
                    Ok(back) => asker = back,
                    Err(_) => return,
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Trial {
        queue: Queue<u32, u32>,
        waits: Waits,
    }

    impl Trial {
        fn new() -> Trial {
            Trial { queue: Queue { waiting: VecDeque::new(), askers: 0 }, waits: Waits::new() }
        }

        fn add(&mut self, key: u32) -> oneshot::Receiver<Result<u32, Error>> {
            self.queue.add(key, &self.waits)
        }

        fn begins(&mut self, most: usize) -> bool {
            self.queue.begins(most)
        }

        fn taken(&mut self) -> Vec<u32> {
            self.queue.take(&self.waits).into_iter().map(|waiting| waiting.key).collect()
        }
    }

    #[test]
    fn those_who_come_while_one_is_asked_are_asked_together_in_their_order() {
        let mut trial = Trial::new();
        let _first = trial.add(1);
        assert!(trial.begins(1));
        assert_eq!(trial.taken(), [1]);
        let _others: Vec<_> = (2..5).map(|key| trial.add(key)).collect();
        assert!(!trial.begins(1), "one asks already");
        assert_eq!(trial.taken(), [2, 3, 4]);
        assert!(trial.taken().is_empty());
        assert!(!trial.begins(1), "nobody waits");
        let _next = trial.add(5);
        assert!(trial.begins(1), "the first asker is done");
    }

    #[test]
    fn one_statement_asks_for_no_more_than_it_may() {
        let mut trial = Trial::new();
        let _all: Vec<_> = (0..150).map(|key| trial.add(key)).collect();
        assert!(trial.begins(1));
        let sizes: Vec<usize> = std::iter::repeat_with(|| trial.taken().len()).take(4).collect();
        assert_eq!(sizes, [64, 64, 22, 0]);
    }

    #[test]
    fn impatience_begins_no_more_askers_than_there_are_places() {
        let mut trial = Trial::new();
        let _all: Vec<_> = (0..5).map(|key| trial.add(key)).collect();
        assert_eq!((0..5).filter(|_| trial.begins(3)).count(), 3);
    }

    #[test]
    fn nobody_asks_for_those_who_have_left() {
        let mut trial = Trial::new();
        drop(trial.add(1));
        let _here = trial.add(2);
        drop(trial.add(3));
        assert!(trial.begins(1));
        assert_eq!(trial.taken(), [2]);
        assert!(trial.taken().is_empty());
        assert_eq!(trial.waits.waiting(), 0, "nor counts them");
    }

    #[test]
    fn those_who_wait_are_told_when_nobody_asks_for_them_any_more() {
        let mut trial = Trial::new();
        let mut waiting = trial.add(1);
        assert!(trial.begins(1));
        assert!(trial.begins(2));
        trial.queue.give_up(&trial.waits);
        assert!(waiting.try_recv().is_err(), "another one asks");
        trial.queue.give_up(&trial.waits);
        assert!(matches!(waiting.try_recv(), Ok(Err(Error::Unavailable(_)))));
        let _next = trial.add(2);
        assert!(trial.begins(1), "another one may try");
    }
}
