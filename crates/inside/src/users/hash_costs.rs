//! The highest cost of any hash that is stored. Refused logins take its time, so that it reveals neither which accounts
//! exist nor which ones have an older or an imported hash.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use super::{password, store};
use crate::error::Error;
use crate::state::Services;

/// What hashes cost, as far as this process knows.
#[derive(Debug)]
pub struct HashCosts {
    highest: AtomicU32,
    spent: AtomicU64,
}

impl HashCosts {
    /// Before the table was read: the cost of new hashes.
    pub fn new(configured: u32) -> HashCosts {
        HashCosts { highest: AtomicU32::new(configured), spent: AtomicU64::new(0) }
    }

    /// The cost that a refused login has to reach.
    pub fn highest(&self) -> u32 {
        self.highest.load(Ordering::Relaxed)
    }

    /// A hash of this cost was stored or seen.
    pub fn learn(&self, cost: u32) {
        self.highest.fetch_max(cost, Ordering::Relaxed);
    }

    /// How many rounds of bcrypt were computed, for tests: two answers that cost the same take the same time.
    pub fn spent(&self) -> u64 {
        self.spent.load(Ordering::Relaxed)
    }

    pub(super) fn spend(&self, cost: u32) {
        self.spent.fetch_add(1_u64 << cost.min(63), Ordering::Relaxed);
    }
}

/// Reads the table: at start, and now and then, since other nodes and imports write hashes too, and the costliest one may
/// have been renewed or deleted.
///
/// # Errors
/// Only the database's.
pub fn refresh(s: &Services) -> Result<(), Error> {
    let schemes = store::hash_schemes(&mut *s.db.conn()?)?;
    let costs = schemes.iter().filter_map(|scheme| password::cost_of_scheme(scheme));
    let highest = costs.chain([s.config.bcrypt_cost]).max().unwrap_or(s.config.bcrypt_cost);
    s.hash_costs.highest.store(highest, Ordering::Relaxed);
    Ok(())
}
