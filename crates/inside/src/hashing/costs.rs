//! The highest cost of any hash that is stored. Refused logins take its time, so that it reveals neither which accounts
//! exist nor which ones have an older or an imported hash.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use bcrypt_lanes::Cost;

/// What hashes cost, as far as this process knows.
#[derive(Debug)]
pub struct HashCosts {
    highest: AtomicU32,
    spent: AtomicU64,
}

impl HashCosts {
    /// Before the table was read: the cost of new hashes.
    pub(crate) fn new(configured: u32) -> HashCosts {
        HashCosts { highest: AtomicU32::new(configured), spent: AtomicU64::new(0) }
    }

    /// The cost that a refused login has to reach.
    pub(crate) fn highest(&self) -> u32 {
        self.highest.load(Ordering::Relaxed)
    }

    /// The table was read: this is the highest cost in it.
    pub(crate) fn set_highest(&self, cost: u32) {
        self.highest.store(cost, Ordering::Relaxed);
    }

    /// A hash that takes so many rounds of bcrypt was stored or seen.
    pub(super) fn learn(&self, rounds: u64) {
        self.highest.fetch_max(cost_of(rounds), Ordering::Relaxed);
    }

    /// How many rounds of bcrypt were computed, or what takes as long, for tests: two answers that cost the same take the same
    /// time.
    pub fn spent(&self) -> u64 {
        self.spent.load(Ordering::Relaxed)
    }

    pub(super) fn spend(&self, rounds: u64) {
        self.spent.fetch_add(rounds, Ordering::Relaxed);
    }
}

/// The cost of the cheapest bcrypt that takes at least so many rounds.
pub(super) fn cost_of(rounds: u64) -> u32 {
    let cost = rounds.max(1).next_power_of_two().trailing_zeros();
    cost.clamp(Cost::LOWEST.get(), Cost::HIGHEST.get())
}
