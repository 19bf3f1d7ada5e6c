//! The highest cost of any hash that is stored: refused logins take its time.

use super::store;
use crate::error::Error;
use crate::state::Services;

/// Asks the table: at start, and now and then, since other nodes and imports write hashes too, and the costliest one may
/// have been renewed or deleted.
///
/// # Errors
/// Only the database's.
pub fn refresh(s: &Services) -> Result<(), Error> {
    let stored = s.db.read(store::highest_costs)?;
    let stored = stored.into_iter().flatten().filter_map(|cost| cost.parse().ok());
    s.hash_costs.set_highest(stored.fold(s.config.bcrypt_cost, u32::max));
    Ok(())
}
