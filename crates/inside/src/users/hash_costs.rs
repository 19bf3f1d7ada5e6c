//! The highest cost of any hash that is stored: refused logins take its time.

use super::store;
use crate::error::Error;
use crate::hashing::cost_of_beginning;
use crate::state::Services;

/// Reads the table: at start, and now and then, since other nodes and imports write hashes too, and the costliest one may
/// have been renewed or deleted.
///
/// # Errors
/// Only the database's.
pub fn refresh(s: &Services) -> Result<(), Error> {
    let beginnings = store::hash_beginnings(&mut *s.db.conn()?)?;
    let costs = beginnings.iter().filter_map(|beginning| cost_of_beginning(beginning));
    let highest = costs.chain([s.config.bcrypt_cost]).max().unwrap_or(s.config.bcrypt_cost);
    s.hash_costs.set_highest(highest);
    Ok(())
}
