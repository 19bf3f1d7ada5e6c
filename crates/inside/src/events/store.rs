//! The queries on events.

use std::collections::BTreeSet;

use diesel::dsl::auto_type;
use diesel::prelude::*;
use time::PrimitiveDateTime;

use super::{Event, Kind, Recorded};
use crate::db::{Conn, Counted, StoredTime};
use crate::error::Error;
use crate::list_place::ListPlace;
use crate::schema::{events, users};

/// The newest event of this kind by which an account acted on itself since then, and its detail.
///
/// # Errors
/// Only the database's.
pub(crate) fn newest_of_kind(
    c: &mut Conn,
    user_id: i64,
    kind: Kind,
    since: PrimitiveDateTime,
) -> Result<Option<(i64, String)>, Error> {
    let own = events::table.filter(events::user_id.eq(user_id)).filter(events::actor_id.eq(user_id));
    let rows = own.filter(events::kind.eq(kind)).filter(events::at.gt(since));
    let newest_first = rows.order((events::at.desc(), events::id.desc()));
    Ok(newest_first.select((events::id, events::detail)).first(c).optional()?)
}

/// Gives an event of the same kind other data.
///
/// # Errors
/// Only the database's.
pub(crate) fn set_detail(c: &mut Conn, id: i64, event: &Event) -> Result<(), Error> {
    diesel::update(events::table.find(id)).set(events::detail.eq(event.detail())).execute(c)?;
    Ok(())
}

/// The newest events about an account: of these kinds where some are given, older than `before` where that is given.
///
/// # Errors
/// Only the database's.
pub(crate) fn newest(
    c: &mut Conn,
    user_id: i64,
    kinds: Option<&[Kind]>,
    before: Option<ListPlace>,
    most: i64,
) -> Result<Vec<Recorded>, Error> {
    let mut rows = about(user_id, kinds);
    if let Some(ListPlace { at, id }) = before {
        // The first condition is what an index begins at; the second leaves out what was seen.
        rows = rows.filter(events::at.le(at)).filter(events::at.lt(at).or(events::id.lt(id)));
    }
    Ok(rows.order((events::at.desc(), events::id.desc())).limit(most).load(c)?)
}

/// The events about an account that are not older than `from`, oldest first: of these kinds where some are given.
///
/// # Errors
/// Only the database's.
pub(crate) fn oldest_from(
    c: &mut Conn,
    user_id: i64,
    kinds: Option<&[Kind]>,
    ListPlace { at, id }: ListPlace,
    most: i64,
) -> Result<Vec<Recorded>, Error> {
    let rows = about(user_id, kinds).filter(events::at.ge(at)).filter(events::at.gt(at).or(events::id.ge(id)));
    Ok(rows.order((events::at.asc(), events::id.asc())).limit(most).load(c)?)
}

type Rows<'a> = events::BoxedQuery<'a, <Conn as diesel::Connection>::Backend>;

fn about<'a>(user_id: i64, kinds: Option<&[Kind]>) -> Rows<'a> {
    let rows = events::table.filter(events::user_id.eq(user_id)).into_boxed();
    match kinds {
        Some(kinds) => rows.filter(events::kind.eq_any(kinds.to_vec())),
        None => rows,
    }
}

/// The events about an account after `after` and not later than `until`, oldest first.
///
/// # Errors
/// Only the database's.
pub(crate) fn about_account(
    c: &mut Conn,
    user_id: i64,
    after: Option<ListPlace>,
    until: PrimitiveDateTime,
    most: i64,
) -> Result<Vec<Recorded>, Error> {
    oldest_between(c, about(user_id, None), after, until, most)
}

/// What an account did to other accounts, after `after` and not later than `until`, oldest first.
///
/// # Errors
/// Only the database's.
pub(crate) fn acts_on_others(
    c: &mut Conn,
    actor_id: i64,
    after: Option<ListPlace>,
    until: PrimitiveDateTime,
    most: i64,
) -> Result<Vec<Recorded>, Error> {
    let acts = events::table.filter(events::actor_id.eq(actor_id)).filter(events::user_id.ne(actor_id));
    oldest_between(c, acts.into_boxed(), after, until, most)
}

fn oldest_between(
    c: &mut Conn,
    mut rows: Rows<'_>,
    after: Option<ListPlace>,
    until: PrimitiveDateTime,
    most: i64,
) -> Result<Vec<Recorded>, Error> {
    if let Some(ListPlace { at, id }) = after {
        rows = rows.filter(events::at.ge(at)).filter(events::at.gt(at).or(events::id.gt(id)));
    }
    Ok(rows.filter(events::at.le(until)).order((events::at.asc(), events::id.asc())).limit(most).load(c)?)
}

/// The latest time of all events, by the clocks that recorded them.
///
/// # Errors
/// Only the database's.
pub(crate) fn last_at(c: &mut Conn) -> Result<Option<PrimitiveDateTime>, Error> {
    Ok(events::table.select(diesel::dsl::max(events::at)).get_result(c)?)
}

/// Whether there was a login to the account with exactly this User-Agent, as far back as events are kept. Reads from the
/// newest login on, so that one row answers for most of them.
///
/// # Errors
/// Only the database's.
pub(crate) fn logged_in_with(c: &mut Conn, user_id: i64, user_agent: &str) -> Result<bool, Error> {
    let logins = events::table.filter(events::user_id.eq(user_id)).filter(events::kind.eq(Kind::LoggedIn));
    let same = logins.filter(events::user_agent.eq(user_agent)).order(events::at.desc());
    Ok(same.select(events::id).first::<i64>(c).optional()?.is_some())
}

/// The most logins that [`logins_by_user_agent`] reads. A client chooses its User-Agent, so there may be any number of them.
const LOGINS_READ: i64 = 1_000;

/// The User-Agents of the newest logins to the account, each once.
///
/// # Errors
/// Only the database's.
pub(crate) fn logins_by_user_agent(c: &mut Conn, user_id: i64) -> Result<BTreeSet<String>, Error> {
    let logins = events::table.filter(events::user_id.eq(user_id)).filter(events::kind.eq(Kind::LoggedIn));
    let newest = logins.order(events::at.desc()).limit(LOGINS_READ).select(events::user_agent);
    Ok(newest.load::<String>(c)?.into_iter().collect())
}

/// The most events that a page counts: beyond it, the number says nothing new to the owner. An attacker can cause any number.
pub const COUNTED: i64 = 100;

/// How many events of a kind happened to an account after `since`, at most [`COUNTED`] of them, as part of a query of accounts.
#[auto_type(no_type_alias)]
pub(crate) fn number_since(kind: Kind, since: PrimitiveDateTime) -> _ {
    let (most, since): (i64, StoredTime) = (COUNTED, StoredTime(since));
    let counted = events::table
        .filter(events::user_id.eq(users::id.nullable()))
        .filter(events::kind.eq(kind))
        .filter(events::at.gt(since))
        .select(events::user_id)
        .limit(most);
    Counted(counted)
}

/// How many events of a kind happened after `since`, at most `most` of them.
///
/// # Errors
/// Only the database's.
pub(crate) fn number_of_kind_since(
    c: &mut Conn,
    kind: Kind,
    since: PrimitiveDateTime,
    most: i64,
) -> Result<i64, Error> {
    let counted = events::table.filter(events::kind.eq(kind)).filter(events::at.gt(since));
    Ok(diesel::select(Counted(counted.select(events::kind).limit(most))).get_result(c)?)
}
