//! The audit log: every event about every account, in the order of time, filtered and paged.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use time::PrimitiveDateTime;

use super::{Kind, Recorded};
use crate::db::Conn;
use crate::error::Error;
use crate::list_place::ListPlace;
use crate::oversight::Oversight;
use crate::schema::{events, users};
use crate::state::Services;

/// Which events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only those about this account.
    pub user_id: Option<i64>,
    /// Only those of this kind.
    pub kind: Option<Kind>,
    /// Only those that did not happen before.
    pub from: Option<PrimitiveDateTime>,
    /// Only those that happened before.
    pub to: Option<PrimitiveDateTime>,
}

/// An event with the name that its account has now.
#[derive(Clone, Debug)]
pub struct Audited {
    /// What happened.
    pub event: Recorded,
    /// The account's name, if it still exists.
    pub username: Option<String>,
    /// The name of the account that acted, if one did and still exists.
    pub actor: Option<String>,
}

impl Audited {
    /// Where it stands.
    pub fn place(&self) -> ListPlace {
        self.event.place()
    }

    /// Its kind, as the table has it.
    pub fn kind(&self) -> &str {
        self.event.kind.word()
    }

    /// The account it is about.
    pub fn user_id(&self) -> Option<i64> {
        self.event.user_id
    }

    /// The account that acted, if one did.
    pub fn actor_id(&self) -> Option<i64> {
        self.event.actor_id
    }

    /// The door, as the table has it.
    pub fn door(&self) -> &str {
        self.event.door.word()
    }

    /// Its data, as the table has it.
    pub fn detail(&self) -> &str {
        &self.event.detail
    }

    /// The id of its request.
    pub fn request_id(&self) -> &str {
        &self.event.request_id
    }
}

/// At most `most` events after a place, oldest first.
///
/// # Errors
/// Only the database's.
pub fn oldest(
    s: &Services,
    _: Oversight,
    filter: &AuditFilter,
    after: Option<ListPlace>,
    most: i64,
) -> Result<Vec<Audited>, Error> {
    page(s, filter, after, Order::OldestFirst, most)
}

/// At most `most` events before a place, newest first.
///
/// # Errors
/// Only the database's.
pub fn newest(
    s: &Services,
    _: Oversight,
    filter: &AuditFilter,
    before: Option<ListPlace>,
    most: i64,
) -> Result<Vec<Audited>, Error> {
    page(s, filter, before, Order::NewestFirst, most)
}

type Events = events::BoxedQuery<'static, <Conn as diesel::Connection>::Backend>;

#[derive(Clone, Copy)]
enum Order {
    OldestFirst,
    NewestFirst,
}

fn page(
    s: &Services,
    filter: &AuditFilter,
    beyond: Option<ListPlace>,
    order: Order,
    most: i64,
) -> Result<Vec<Audited>, Error> {
    let (found, names) = s.db.read(|c| {
        let found = rows(filter, beyond, order).limit(most).load(c)?;
        let names = names(c, &found)?;
        Ok((found, names))
    })?;
    let named = |event: Recorded| {
        let username = event.user_id.and_then(|id| names.get(&id).cloned());
        let actor = event.actor_id.and_then(|id| names.get(&id).cloned());
        Audited { event, username, actor }
    };
    Ok(found.into_iter().map(named).collect())
}

fn rows(filter: &AuditFilter, beyond: Option<ListPlace>, order: Order) -> Events {
    let mut rows = events::table.into_boxed();
    if let Some(user_id) = filter.user_id {
        rows = rows.filter(events::user_id.eq(user_id));
    }
    if let Some(kind) = filter.kind {
        rows = rows.filter(events::kind.eq(kind));
    }
    if let Some(from) = filter.from {
        rows = rows.filter(events::at.ge(from));
    }
    if let Some(to) = filter.to {
        rows = rows.filter(events::at.lt(to));
    }
    match (order, beyond) {
        (Order::OldestFirst, None) => rows.order((events::at.asc(), events::id.asc())),
        (Order::NewestFirst, None) => rows.order((events::at.desc(), events::id.desc())),
        (Order::OldestFirst, Some(ListPlace { at, id })) => rows
            // The first condition is what an index begins at; the second leaves out what was seen.
            .filter(events::at.ge(at))
            .filter(events::at.gt(at).or(events::id.gt(id)))
            .order((events::at.asc(), events::id.asc())),
        (Order::NewestFirst, Some(ListPlace { at, id })) => rows
            .filter(events::at.le(at))
            .filter(events::at.lt(at).or(events::id.lt(id)))
            .order((events::at.desc(), events::id.desc())),
    }
}

/// The names that the accounts of these events have now.
fn names(c: &mut Conn, found: &[Recorded]) -> Result<BTreeMap<i64, String>, Error> {
    let ids: BTreeSet<i64> = found.iter().flat_map(|event| [event.user_id, event.actor_id]).flatten().collect();
    let rows = users::table.filter(users::id.eq_any(ids)).select((users::id, users::username));
    Ok(rows.load(c)?.into_iter().collect())
}
