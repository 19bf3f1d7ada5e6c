//! Pages of accounts, each from an index.
//!
//! What few accounts are has indexes of its own (`migrations/…account_lists`): a query names it in the words of its index. What most are
//! has none: all are read in their order, and the others left out here, so that a page costs no more where it is hardly anybody. The
//! accounts of the page are read afterwards.

mod sift;

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use time::PrimitiveDateTime;

use crate::account::{User, login_key};
use crate::db::Conn;
use crate::error::Error;
use crate::list_place::ListPlace;
use crate::schema::users;
use crate::users::user_list::{ListedUsers, UserFilter, UserOrder, UserPlace};
use sift::{AT_ONCE, Accounts, FoundPlaces, ListRow, READ, accounts, at_once, load, sift};

/// The greatest character: what starts with a text is not less than it, and less than it with this behind.
const LAST: char = char::MAX;

/// A page of at most `most` accounts. One with fewer has a next one too, where as many as [`READ`] were looked at.
///
/// # Errors
/// Only the database's.
pub(crate) fn page(
    c: &mut Conn,
    filter: &UserFilter,
    after: Option<&UserPlace>,
    most: i64,
) -> Result<ListedUsers, Error> {
    let start = login_key(filter.start.trim());
    let size = usize::try_from(most).unwrap_or(usize::MAX);
    // One more than is shown tells whether there is another page.
    let (mut places, mut next) = match (start.as_str(), filter.order) {
        ("", UserOrder::Name) => names(c, filter, "", after, size + 1)?,
        ("", order) => times(c, filter, "", order, after, size + 1)?,
        (start, UserOrder::Name) => search(c, filter, start, after, size + 1)?,
        (start, order) => by_date(c, filter, start, order, after, size + 1)?,
    };
    if places.len() > size {
        places.truncate(size);
        next = places.last().map(|(_, place)| place.clone());
    }
    let numbers: Vec<i64> = places.iter().map(|(id, _)| *id).collect();
    let rows: Vec<User> = users::table.filter(users::id.eq_any(&numbers)).load(c)?;
    let mut rows: BTreeMap<i64, User> = rows.into_iter().map(|user| (user.id, user)).collect();
    Ok(ListedUsers { users: numbers.iter().filter_map(|id| rows.remove(id)).collect(), next })
}

/// By the times of their sign-ups, of those whose usernames or addresses start like this.
fn times(
    c: &mut Conn,
    filter: &UserFilter,
    start: &str,
    order: UserOrder,
    after: Option<&UserPlace>,
    most: usize,
) -> Result<FoundPlaces, Error> {
    let read = |after: Option<&UserPlace>, limit| load(c, in_time(accounts(filter).limit(limit), order, time(after)));
    let passes =
        |row: &ListRow| row.passes(filter) && (row.username_key.starts_with(start) || row.email_key.starts_with(start));
    let at_once = if start.is_empty() { at_once(filter, most) } else { AT_ONCE };
    let after = time(after).map(UserPlace::Time);
    sift(after, most, at_once, read, passes, ListRow::time)
}

fn time(place: Option<&UserPlace>) -> Option<ListPlace> {
    match place {
        Some(UserPlace::Time(place)) => Some(*place),
        _ => None,
    }
}

/// Of two conditions the first is what an index begins at; the second leaves out what was seen.
fn in_time(rows: Accounts, order: UserOrder, after: Option<ListPlace>) -> Accounts {
    let at = users::created_at;
    match (order, after) {
        (UserOrder::Oldest, None) => rows.order((at.asc(), users::id.asc())),
        (UserOrder::Oldest, Some(last)) => rows
            .filter(at.ge(last.at))
            .filter(at.gt(last.at).or(users::id.gt(last.id)))
            .order((at.asc(), users::id.asc())),
        (_, None) => rows.order((at.desc(), users::id.desc())),
        (_, Some(last)) => rows
            .filter(at.le(last.at))
            .filter(at.lt(last.at).or(users::id.lt(last.id)))
            .order((at.desc(), users::id.desc())),
    }
}

/// By username, of those that start like this.
fn names(
    c: &mut Conn,
    filter: &UserFilter,
    start: &str,
    after: Option<&UserPlace>,
    most: usize,
) -> Result<FoundPlaces, Error> {
    let read = |after: Option<&UserPlace>, limit| {
        let rows = accounts(filter).order(users::username_key.asc()).limit(limit);
        let rows = match after {
            Some(UserPlace::Name(key)) if key.as_str() >= start => rows.filter(users::username_key.gt(key.clone())),
            _ if start.is_empty() => rows,
            _ => rows.filter(users::username_key.ge(start.to_owned())),
        };
        let rows = match start {
            "" => rows,
            start => rows.filter(users::username_key.lt(format!("{start}{LAST}"))),
        };
        load(c, rows)
    };
    let place = |row: &ListRow| UserPlace::Name(row.username_key.clone());
    sift(after.cloned(), most, at_once(filter, most), read, |row| row.passes(filter), place)
}

/// By address, of those that start like this, without those whose usernames do.
fn addresses(
    c: &mut Conn,
    filter: &UserFilter,
    start: &str,
    after: Option<&UserPlace>,
    most: usize,
) -> Result<FoundPlaces, Error> {
    let read = |after: Option<&UserPlace>, limit| {
        let rows = accounts(filter).order(users::email_key.asc()).limit(limit);
        let rows = match after {
            Some(UserPlace::Email(key)) if key.as_str() >= start => rows.filter(users::email_key.gt(key.clone())),
            _ => rows.filter(users::email_key.ge(start.to_owned())),
        };
        load(c, rows.filter(users::email_key.lt(format!("{start}{LAST}"))))
    };
    let passes = |row: &ListRow| row.passes(filter) && !row.username_key.starts_with(start);
    sift(after.cloned(), most, AT_ONCE, read, passes, |row| UserPlace::Email(row.email_key.clone()))
}

/// Usernames that start like this, then addresses that do.
fn search(
    c: &mut Conn,
    filter: &UserFilter,
    start: &str,
    after: Option<&UserPlace>,
    most: usize,
) -> Result<FoundPlaces, Error> {
    // No username contains an `@`.
    let (mut found, stopped) = match after {
        Some(UserPlace::Email(_)) => (Vec::new(), None),
        _ if start.contains('@') => (Vec::new(), None),
        after => names(c, filter, start, after, most)?,
    };
    if found.len() >= most || stopped.is_some() {
        return Ok((found, stopped));
    }
    let after = after.filter(|after| matches!(after, UserPlace::Email(_)));
    let (more, next) = addresses(c, filter, start, after, most - found.len())?;
    found.extend(more);
    Ok((found, next))
}

/// Those whose usernames or addresses start like this, by the times of their sign-ups. Few of them are put in order here. Many are
/// found fast among all accounts: these are read in their order.
fn by_date(
    c: &mut Conn,
    filter: &UserFilter,
    start: &str,
    order: UserOrder,
    after: Option<&UserPlace>,
    most: usize,
) -> Result<FoundPlaces, Error> {
    let Some(mut few) = few_places(c, start)? else { return times(c, filter, start, order, after, most) };
    let is_after = |one: ListPlace| {
        time(after).is_none_or(|after| if order == UserOrder::Oldest { one > after } else { one < after })
    };
    few.retain(|place| is_after(*place));
    if order != UserOrder::Oldest {
        few.reverse();
    }
    let mut found = Vec::new();
    for some in few.chunks(AT_ONCE) {
        let numbers: Vec<i64> = some.iter().map(|place| place.id).collect();
        let rows = load(c, users::table.filter(users::id.eq_any(numbers)).into_boxed())?;
        let passed: BTreeSet<i64> = rows.iter().filter(|row| row.passes(filter)).map(|row| row.id).collect();
        let passed = some.iter().filter(|place| passed.contains(&place.id));
        found.extend(passed.map(|place| (place.id, UserPlace::Time(*place))).take(most - found.len()));
        if found.len() >= most {
            break;
        }
    }
    Ok((found, None))
}

/// The places of all accounts whose usernames or addresses start like this, oldest first, where these are no more than [`READ`] of
/// either.
fn few_places(c: &mut Conn, start: &str) -> Result<Option<Vec<ListPlace>>, Error> {
    type Places = Vec<(i64, PrimitiveDateTime)>;
    let (limit, end, columns) = (READ as i64 + 1, format!("{start}{LAST}"), (users::id, users::created_at));
    let names = users::table.filter(users::username_key.ge(start.to_owned())).filter(users::username_key.lt(&end));
    let names: Places = names.select(columns).order(users::username_key).limit(limit).load(c)?;
    let emails = users::table.filter(users::email_key.ge(start.to_owned())).filter(users::email_key.lt(&end));
    let emails: Places = emails.select(columns).order(users::email_key).limit(limit).load(c)?;
    if names.len() > READ || emails.len() > READ {
        return Ok(None);
    }
    let all: BTreeSet<ListPlace> = names.into_iter().chain(emails).map(|(id, at)| ListPlace { at, id }).collect();
    Ok(Some(all.into_iter().collect()))
}
