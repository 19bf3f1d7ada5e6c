//! Remembered browsers: where somebody has once finished a login with a second factor and asked not to be asked again, the
//! password alone logs in for `REMEMBER_BROWSER_DAYS`.
//!
//! A row spares the second step of a login to its own account and nothing else: a session that begins so has proved the password
//! only, and "Confirm it's you" asks for the factor as ever.

use diesel::dsl::auto_type;
use diesel::prelude::*;
use time::{Duration, PrimitiveDateTime};

use super::{BrowserHandle, Caller};
use crate::client::Client;
use crate::config::Config;
use crate::context::Context;
use crate::db::{Conn, Db, delete_in_steps};
use crate::error::Error;
use crate::events::{self, Event};
use crate::schema::remembered_browsers as table;
use crate::secret::{Secret, sha256};
use crate::state::{Reads, Services};
use crate::user_agent;

/// Of one account. The one that was not used for longest gives way.
const MOST: usize = 20;

/// How many accounts one browser is remembered for: people share computers.
pub const MOST_IN_A_BROWSER: usize = 4;

/// A browser as its owner sees it.
#[derive(Clone, Debug, Queryable)]
pub struct RememberedBrowser {
    /// The hash of what the browser holds.
    id: String,
    /// What its owner names it by. It opens nothing.
    pub handle: BrowserHandle,
    /// Since when.
    pub created_at: PrimitiveDateTime,
    /// Until when.
    pub expires_at: PrimitiveDateTime,
    /// The newest login that it was spared the second step.
    pub last_used_at: PrimitiveDateTime,
    /// Where that came from.
    pub address: String,
    /// What it called itself.
    pub user_agent: String,
}

impl RememberedBrowser {
    /// Whether it is the browser that asks.
    pub fn is_held_by(&self, client: &Client) -> bool {
        hashes(client).contains(&self.id)
    }
}

type Columns = (
    table::id,
    table::handle,
    table::created_at,
    table::expires_at,
    table::last_used_at,
    table::address,
    table::user_agent,
);

const COLUMNS: Columns = (
    table::id,
    table::handle,
    table::created_at,
    table::expires_at,
    table::last_used_at,
    table::address,
    table::user_agent,
);

fn hashes(client: &Client) -> Vec<String> {
    client.remembered.iter().map(|secret| sha256(secret.expose())).collect()
}

/// Remembers the browser behind this login for the account. Returns what it holds from now on, for this account first; `None`
/// where no browser is remembered.
///
/// # Errors
/// Only the database's.
pub(crate) fn remember(
    s: &Services,
    c: &mut Conn,
    user_id: i64,
    context: &Context,
) -> Result<Option<Vec<Secret<String>>>, Error> {
    let Some(lifetime) = s.config.remember_browser else { return Ok(None) };
    let (now, held, secret) = (context.now, hashes(&context.client), crate::random::token());
    // The same browser is remembered once.
    let own = table::table.filter(table::user_id.eq(user_id));
    diesel::delete(own.filter(table::id.eq_any(&held))).execute(c)?;
    let newest_first: Vec<String> = own.order((table::last_used_at.desc(), table::id)).select(table::id).load(c)?;
    let too_many: Vec<String> = newest_first.into_iter().skip(MOST - 1).collect();
    diesel::delete(table::table.filter(table::id.eq_any(too_many))).execute(c)?;
    let row = (
        table::id.eq(sha256(&secret)),
        table::user_id.eq(user_id),
        table::handle.eq(BrowserHandle::generate()),
        table::created_at.eq(now),
        table::expires_at.eq(now + lifetime),
        table::last_used_at.eq(now),
        table::address.eq(context.client.address.to_string()),
        table::user_agent.eq(&context.client.user_agent),
    );
    diesel::insert_into(table::table).values(row).execute(c)?;
    events::record(c, user_id, &Event::BrowserRemembered, context)?;
    let others: Vec<String> = table::table.filter(table::id.eq_any(held)).select(table::id).load(c)?;
    let still_others = context.client.remembered.iter().filter(|secret| others.contains(&sha256(secret.expose())));
    let held = std::iter::once(Secret::new(secret)).chain(still_others.cloned());
    Ok(Some(held.take(MOST_IN_A_BROWSER).collect()))
}

/// Whether the account remembers the browser behind this login, so that the password is enough.
///
/// # Errors
/// Only the database's.
pub(crate) fn remembers(s: &Services, c: &mut Conn, user_id: i64, context: &Context) -> Result<bool, Error> {
    let held = hashes(&context.client);
    let Some(lifetime) = s.config.remember_browser.filter(|_| !held.is_empty()) else { return Ok(false) };
    let own = alive(lifetime, context.now, user_id).filter(table::id.eq_any(held));
    let number: i64 = own.count().get_result(c)?;
    Ok(number > 0)
}

/// The same, and notes the use: the statement that notes it decides, so that a browser which was forgotten meanwhile is asked.
///
/// # Errors
/// Only the database's.
pub(crate) fn use_remembered(s: &Services, c: &mut Conn, user_id: i64, context: &Context) -> Result<bool, Error> {
    let held = hashes(&context.client);
    let Some(lifetime) = s.config.remember_browser.filter(|_| !held.is_empty()) else { return Ok(false) };
    let own = alive(lifetime, context.now, user_id).filter(table::id.eq_any(held));
    let used = (table::last_used_at.eq(context.now), table::address.eq(context.client.address.to_string()));
    Ok(diesel::update(own).set(used).execute(c)? > 0)
}

/// Those of the account that count. A setting that was lowered counts for the browsers of before, too.
#[auto_type(no_type_alias)]
fn alive(lifetime: Duration, now: PrimitiveDateTime, user_id: i64) -> _ {
    let after: PrimitiveDateTime = now - lifetime;
    table::table
        .filter(table::user_id.eq(user_id))
        .filter(table::expires_at.gt(now))
        .filter(table::created_at.gt(after))
}

/// The browsers that the caller's account remembers, the last used first.
///
/// # Errors
/// Only the database's.
pub fn remembered_browsers(r: &mut Reads<'_>, caller: &Caller) -> Result<Vec<RememberedBrowser>, Error> {
    let Some(lifetime) = r.config.remember_browser else { return Ok(Vec::new()) };
    let rows = alive(lifetime, r.clock.now(), caller.user.id);
    Ok(rows.order((table::last_used_at.desc(), table::id)).select(COLUMNS).load(r.conn)?)
}

/// Every row of the account, oldest first.
///
/// # Errors
/// Only the database's.
pub(crate) fn of_user(c: &mut Conn, user_id: i64) -> Result<Vec<RememberedBrowser>, Error> {
    let rows = table::table.filter(table::user_id.eq(user_id));
    Ok(rows.order((table::created_at, table::id)).select(COLUMNS).load(c)?)
}

/// Forgets the browser with this public id; none where the account remembers none like that.
///
/// # Errors
/// Only the database's.
pub(super) fn forget(c: &mut Conn, user_id: i64, handle: &BrowserHandle) -> Result<Option<RememberedBrowser>, Error> {
    if !handle.is_possible() {
        return Ok(None);
    }
    let row = table::table.filter(table::user_id.eq(user_id)).filter(table::handle.eq(handle));
    Ok(diesel::delete(row).returning(COLUMNS).get_result(c).optional()?)
}

/// Forgets every browser of the account but `keep`, each with an event.
///
/// # Errors
/// Only the database's.
pub(super) fn forget_but(c: &mut Conn, user_id: i64, keep: Option<&Client>, context: &Context) -> Result<(), Error> {
    let kept = keep.map(hashes).unwrap_or_default();
    let others = table::table.filter(table::user_id.eq(user_id)).filter(table::id.ne_all(kept));
    let gone: Vec<RememberedBrowser> = diesel::delete(others).returning(COLUMNS).get_results(c)?;
    record_forgotten(c, user_id, gone, context)
}

/// Forgets the browser that asks, if the account remembers it, with an event.
///
/// # Errors
/// Only the database's.
pub(super) fn forget_own(c: &mut Conn, user_id: i64, context: &Context) -> Result<(), Error> {
    let own = table::table.filter(table::user_id.eq(user_id)).filter(table::id.eq_any(hashes(&context.client)));
    let gone: Vec<RememberedBrowser> = diesel::delete(own).returning(COLUMNS).get_results(c)?;
    record_forgotten(c, user_id, gone, context)
}

fn record_forgotten(c: &mut Conn, user_id: i64, gone: Vec<RememberedBrowser>, context: &Context) -> Result<(), Error> {
    for browser in gone {
        let name = user_agent::english_name(&browser.user_agent);
        events::record(c, user_id, &Event::BrowserForgotten { name }, context)?;
    }
    Ok(())
}

/// Forgets every browser of the account: its password or its second factors changed, or somebody else is in it.
///
/// # Errors
/// Only the database's.
pub(crate) fn forget_all(c: &mut Conn, user_id: i64) -> Result<(), Error> {
    diesel::delete(table::table.filter(table::user_id.eq(user_id))).execute(c)?;
    Ok(())
}

/// Deletes those that have expired; all of them, where none counts.
///
/// # Errors
/// Only the database's.
pub(crate) fn sweep(db: &Db, config: &Config, now: PrimitiveDateTime) -> Result<usize, Error> {
    match config.remember_browser {
        None => delete_in_steps!(db, table::id: String, || table::id.is_not_null()),
        Some(lifetime) => {
            let expired = || table::expires_at.le(now).or(table::created_at.le(now - lifetime));
            delete_in_steps!(db, table::id: String, expired)
        }
    }
}
