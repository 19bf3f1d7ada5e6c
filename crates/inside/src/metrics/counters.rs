//! Numbers that only grow.

use std::marker::PhantomData;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::stored::Word;

/// How often something happened.
#[derive(Debug, Default)]
pub struct Counter(AtomicU64);

impl Counter {
    /// Once more.
    pub fn add_one(&self) {
        self.add(1);
    }

    /// So many more.
    pub(super) fn add(&self, number: u64) {
        self.0.fetch_add(number, Ordering::Relaxed);
    }

    /// How often so far.
    pub fn value(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// One counter for each value of an enum.
#[derive(Debug)]
pub struct Counters<W> {
    counts: Box<[Counter]>,
    of: PhantomData<fn() -> W>,
}

impl<W: Word + PartialEq> Counters<W> {
    /// All at nothing.
    pub(crate) fn new() -> Counters<W> {
        Counters { counts: W::ALL.iter().map(|_| Counter::default()).collect(), of: PhantomData }
    }

    /// This value, once more.
    pub(crate) fn count(&self, value: W) {
        if let Some(counter) = index(value).and_then(|index| self.counts.get(index)) {
            counter.add_one();
        }
    }

    /// Every value with its number.
    pub(crate) fn all(&self) -> impl Iterator<Item = (W, u64)> {
        W::ALL.iter().copied().zip(self.counts.iter().map(Counter::value))
    }
}

/// One counter for each pair of values of two enums.
#[derive(Debug)]
pub struct Table<A, B> {
    rows: Box<[Counters<B>]>,
    of: PhantomData<fn() -> A>,
}

impl<A: Word + PartialEq, B: Word + PartialEq> Table<A, B> {
    /// All at nothing.
    pub(crate) fn new() -> Table<A, B> {
        Table { rows: A::ALL.iter().map(|_| Counters::new()).collect(), of: PhantomData }
    }

    /// This pair, once more.
    pub(crate) fn count(&self, row: A, column: B) {
        if let Some(counters) = index(row).and_then(|index| self.rows.get(index)) {
            counters.count(column);
        }
    }

    /// Every pair with its number.
    pub(crate) fn all(&self) -> impl Iterator<Item = (A, B, u64)> {
        let rows = A::ALL.iter().copied().zip(&self.rows);
        rows.flat_map(|(row, counters)| counters.all().map(move |(column, value)| (row, column, value)))
    }
}

fn index<W: Word + PartialEq>(value: W) -> Option<usize> {
    W::ALL.iter().position(|other| *other == value)
}
