//! Entries that wait under a key, a client network; the keys take turns.
//!
//! So one key may have as many entries as it likes, but it makes another one wait for no more than one of them per turn. The
//! idea is that of fair queuing (RFC 970; McKenney, "Stochastic Fairness Queueing", 1990), without the hashing.

use std::collections::{HashMap, VecDeque};

/// What waits, oldest first for each key.
pub(super) struct Turns<T> {
    /// A key without entries is absent.
    entries: HashMap<String, VecDeque<T>>,
    /// Whose turn it is: every key of `entries` once.
    turns: VecDeque<String>,
    len: usize,
}

impl<T> Turns<T> {
    pub(super) fn new() -> Turns<T> {
        Turns { entries: HashMap::new(), turns: VecDeque::new(), len: 0 }
    }

    /// How many wait.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// How many wait under this key.
    pub(super) fn len_of(&self, key: &str) -> usize {
        self.entries.get(key).map_or(0, VecDeque::len)
    }

    /// The keys under which anything waits.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.turns.iter().map(String::as_str)
    }

    /// Lets an entry wait.
    pub(super) fn add(&mut self, key: &str, entry: T) {
        if self.len_of(key) == 0 {
            self.turns.push_back(key.to_owned());
        }
        self.entries.entry(key.to_owned()).or_default().push_back(entry);
        self.len += 1;
    }

    /// Removes the oldest entry of the key whose turn it is; that key is last in line afterwards.
    pub(super) fn take_next(&mut self) -> Option<(String, T)> {
        let key = self.turns.pop_front()?;
        let oldest = self.entries.get_mut(&key)?.pop_front()?;
        self.len -= 1;
        if self.len_of(&key) > 0 {
            self.turns.push_back(key.clone());
        } else {
            self.entries.remove(&key);
        }
        Some((key, oldest))
    }

    /// Removes the newest entry of this key.
    pub(super) fn take_newest_of(&mut self, key: &str) -> Option<T> {
        let newest = self.entries.get_mut(key)?.pop_back()?;
        self.len -= 1;
        if self.len_of(key) == 0 {
            self.entries.remove(key);
            self.turns.retain(|other| other != key);
        }
        Some(newest)
    }

    /// Removes all that are gone.
    pub(super) fn forget(&mut self, is_gone: impl Fn(&T) -> bool) {
        self.entries.retain(|_, entries| {
            entries.retain(|entry| !is_gone(entry));
            !entries.is_empty()
        });
        self.turns.retain(|key| self.entries.contains_key(key));
        self.len = self.entries.values().map(VecDeque::len).sum();
    }

    /// Nothing waits any more.
    pub(super) fn clear(&mut self) {
        *self = Turns::new();
    }
}
