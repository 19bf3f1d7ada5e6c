//! The most sessions an account may have: a program that logs in again and again instead of refreshing replaces its own.

use super::{Session, store};
use crate::context::Context;
use crate::db::Conn;
use crate::error::Error;
use crate::events::{self, Event};
use crate::state::Services;
use crate::user_agent;

/// Rows that are removed at once, where the setting was lowered.
const AT_ONCE: i64 = 100;

/// Ends sessions of the account that are more than `SESSION_MAX_PER_USER`, in the transaction that starts `newest`.
///
/// Sessions that have expired go first. Then the least recently used one of the same client goes: the same kind,
/// User-Agent and IP address, as of a script that logs in every minute. Only when that client has no other session, the
/// least recently used one of all goes, with an event: a thief who knows the password can't push another device out unseen.
///
/// # Errors
/// Only the database's.
pub(crate) fn make_room(s: &Services, c: &mut Conn, newest: &Session, context: &Context) -> Result<(), Error> {
    let most = i64::from(s.config.session_max_per_user);
    if store::count(c, newest.user_id)? <= most {
        return Ok(());
    }
    store::delete_expired(c, &s.config, newest.created_at, newest.user_id)?;
    for _ in 0..(store::count(c, newest.user_id)? - most).min(AT_ONCE) {
        if let Some(own) = store::least_recently_used(c, newest, true)? {
            store::end(c, &own)?;
        } else if let Some(other) = store::least_recently_used(c, newest, false)? {
            store::end(c, &other)?;
            let name = user_agent::english_name(&other.user_agent);
            events::record(c, newest.user_id, &Event::SessionDisplaced { name }, context)?;
        }
    }
    Ok(())
}
