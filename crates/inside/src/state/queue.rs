//! A bounded queue that is shared fairly: each key (a client network) takes its turn, and when the queue is full the key
//! that holds the most places loses its newest one to a key that holds fewer.
//!
//! So one network may fill the whole queue while it is alone, but it can never keep another one out, nor make it wait for
//! more than one of its own entries per turn. The idea is that of fair queuing (RFC 970; McKenney, "Stochastic Fairness
//! Queueing", 1990), without the hashing: there are never more keys than places.

use std::collections::{HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Entries that wait for a worker, each under the key it counts for.
pub struct FairQueue<T> {
    places: usize,
    waiting: Mutex<Waiting<T>>,
    changed: Condvar,
}

struct Waiting<T> {
    /// What waits for each key, oldest first. A key without entries is absent.
    entries: HashMap<String, VecDeque<T>>,
    /// Whose turn it is: every key of `entries` once.
    turns: VecDeque<String>,
    closed: bool,
}

impl<T> Waiting<T> {
    fn len(&self) -> usize {
        self.entries.values().map(VecDeque::len).sum()
    }

    fn held_by(&self, key: &str) -> usize {
        self.entries.get(key).map_or(0, VecDeque::len)
    }

    fn add(&mut self, key: &str, entry: T) {
        if self.held_by(key) == 0 {
            self.turns.push_back(key.to_owned());
        }
        self.entries.entry(key.to_owned()).or_default().push_back(entry);
    }

    /// Removes the newest entry of the key that holds the most.
    fn take_from_the_greediest(&mut self) -> Option<T> {
        let key = self.entries.iter().max_by_key(|(_, entries)| entries.len()).map(|(key, _)| key.clone())?;
        let newest = self.entries.get_mut(&key)?.pop_back();
        self.forget_if_empty(&key);
        newest
    }

    /// Removes the oldest entry of the key whose turn it is; that key is last in line afterwards.
    fn take_next(&mut self) -> Option<T> {
        let key = self.turns.pop_front()?;
        let oldest = self.entries.get_mut(&key)?.pop_front();
        if self.held_by(&key) > 0 {
            self.turns.push_back(key);
        } else {
            self.entries.remove(&key);
        }
        oldest
    }

    fn forget_if_empty(&mut self, key: &str) {
        if self.held_by(key) == 0 {
            self.entries.remove(key);
            self.turns.retain(|other| other != key);
        }
    }
}

impl<T> FairQueue<T> {
    /// A queue with so many places.
    pub fn new(places: usize) -> FairQueue<T> {
        let waiting = Waiting { entries: HashMap::new(), turns: VecDeque::new(), closed: false };
        FairQueue { places, waiting: Mutex::new(waiting), changed: Condvar::new() }
    }

    /// Adds an entry. Returns the entry that has no place, if one has none: this one, or another key's that had to make
    /// room for it.
    pub fn push(&self, key: &str, entry: T) -> Option<T> {
        let mut waiting = self.lock();
        if waiting.closed {
            return Some(entry);
        }
        let mut displaced = None;
        if waiting.len() >= self.places {
            let most = waiting.entries.values().map(VecDeque::len).max().unwrap_or(0);
            // Only where both are better off: otherwise two keys would displace each other without end.
            if waiting.held_by(key) + 1 >= most {
                return Some(entry);
            }
            displaced = waiting.take_from_the_greediest();
        }
        waiting.add(key, entry);
        self.changed.notify_one();
        displaced
    }

    /// The next entry, the oldest one of the key whose turn it is. Waits for one; `None` once the queue is closed.
    pub fn pop(&self) -> Option<T> {
        let mut waiting = self.lock();
        loop {
            if waiting.closed {
                return None;
            }
            if let Some(entry) = waiting.take_next() {
                return Some(entry);
            }
            waiting = self.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Ends the queue: entries that wait are dropped, and so is every later one.
    pub fn close(&self) {
        let mut waiting = self.lock();
        waiting.closed = true;
        waiting.entries.clear();
        waiting.turns.clear();
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Waiting<T>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::FairQueue;

    fn drain(queue: &FairQueue<&'static str>, entries: usize) -> Vec<&'static str> {
        (0..entries).map(|_| queue.pop().expect("an entry")).collect()
    }

    #[test]
    fn each_network_takes_its_turn_however_many_entries_another_one_has() {
        let queue = FairQueue::new(8);
        for entry in ["a1", "a2", "a3", "a4"] {
            assert_eq!(queue.push("a", entry), None);
        }
        assert_eq!(queue.push("b", "b1"), None);
        assert_eq!(queue.push("c", "c1"), None);
        assert_eq!(queue.push("b", "b2"), None);
        assert_eq!(drain(&queue, 7), ["a1", "b1", "c1", "a2", "b2", "a3", "a4"]);
    }

    #[test]
    fn a_full_queue_makes_room_at_the_cost_of_the_network_with_the_most_places() {
        let queue = FairQueue::new(4);
        for entry in ["a1", "a2", "a3", "a4"] {
            assert_eq!(queue.push("a", entry), None, "a network that is alone may use every place");
        }
        assert_eq!(queue.push("a", "a5"), Some("a5"));
        assert_eq!(queue.push("b", "b1"), Some("a4"), "the newest entry of the greediest network goes");
        assert_eq!(queue.push("b", "b2"), Some("a3"));
        assert_eq!(queue.push("b", "b3"), Some("b3"), "half each is as fair as it gets");
        assert_eq!(queue.push("a", "a6"), Some("a6"));
        assert!(matches!(queue.push("c", "c1"), Some("a2" | "b2")));
        assert_eq!(drain(&queue, 4).len(), 4);
    }

    #[test]
    fn a_network_of_its_own_for_each_entry_gains_one_place_at_most() {
        let queue = FairQueue::new(2);
        assert_eq!(queue.push("a", "a1"), None);
        assert_eq!(queue.push("b", "b1"), None);
        assert_eq!(queue.push("c", "c1"), Some("c1"), "everybody holds one place: the last to come is refused");
    }

    #[test]
    fn a_closed_queue_lets_its_workers_go_and_takes_nothing() {
        let queue = FairQueue::new(2);
        queue.push("a", "a1");
        queue.close();
        assert_eq!(queue.pop(), None);
        assert_eq!(queue.push("a", "a2"), Some("a2"));
    }
}
