//! Pages of accounts, each from an index.
//!
//! Where a query names what few accounts are, it does so in the words of the index that has just those
//! (`migrations/…account_lists`), and selects nothing that the index does not hold. The accounts of the page are read afterwards.

use std::collections::{BTreeMap, BTreeSet};

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use time::PrimitiveDateTime;

use crate::account::{User, login_key};
use crate::db::Conn;
use crate::error::Error;
use crate::list_place::ListPlace;
use crate::role::Role;
use crate::schema::users;
use crate::users::find_users::{ListedUsers, UserFilter, UserOrder, UserPlace, UserState};

/// Rows that the search among addresses reads for one page at most: those whose usernames match too are listed already, and those
/// that a filter keeps out are not listed at all.
const READ: usize = 2_000;

/// Rows that are read at once. For many more than a page PostgreSQL would rather read all that start like this, and sort them.
const AT_ONCE: i64 = 100;

/// The greatest character: what starts with a text is not less than it, and less than it with this behind.
const LAST: char = char::MAX;

type Backend = <Conn as diesel::Connection>::Backend;
/// An account, and where a page that ends with it goes on.
type Placed = (i64, UserPlace);
type Accounts = users::BoxedQuery<'static, Backend>;

/// A page of at most `most` accounts.
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
        ("", UserOrder::Name) => (names(c, filter, "", after, most + 1)?, None),
        ("", order) => (times(c, filter, order, after, most + 1)?, None),
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

/// The accounts that role and state let through.
fn accounts(filter: &UserFilter) -> Accounts {
    let rows = users::table.into_boxed();
    let rows = match filter.role {
        None => rows,
        Some(Role::User) => rows.filter(sql::<Bool>("role = 'user'")),
        Some(Role::Moderator) => rows.filter(sql::<Bool>("role <> 'user' AND role = 'moderator'")),
        Some(Role::Admin) => rows.filter(sql::<Bool>("role <> 'user' AND role = 'admin'")),
    };
    match filter.state {
        None => rows,
        Some(UserState::Active) => rows.filter(users::disabled_at.is_null()),
        Some(UserState::Disabled) => rows.filter(sql::<Bool>("disabled_at IS NOT NULL")),
        Some(UserState::Unconfirmed) => rows.filter(sql::<Bool>("NOT email_verified")),
        Some(UserState::WithFactor) => rows.filter(sql::<Bool>("second_factor_since IS NOT NULL")),
        Some(UserState::WithoutFactor) => rows.filter(users::second_factor_since.is_null()),
    }
}

/// By the times of their sign-ups.
fn times(
    c: &mut Conn,
    filter: &UserFilter,
    order: UserOrder,
    after: Option<&UserPlace>,
    most: i64,
) -> Result<Vec<Placed>, Error> {
    let after = match after {
        Some(UserPlace::Time(place)) => Some(*place),
        _ => None,
    };
    let rows = in_time(accounts(filter).limit(most), order, after).select((users::id, users::created_at));
    let found: Vec<(i64, PrimitiveDateTime)> = rows.load(c)?;
    Ok(found.into_iter().map(|(id, at)| (id, UserPlace::Time(ListPlace { at, id }))).collect())
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
    most: i64,
) -> Result<Vec<Placed>, Error> {
    let mut rows = accounts(filter).order(users::username_key.asc()).limit(most);
    rows = match after {
        Some(UserPlace::Name(key)) if key.as_str() >= start => rows.filter(users::username_key.gt(key.clone())),
        _ if start.is_empty() => rows,
        _ => rows.filter(users::username_key.ge(start.to_owned())),
    };
    if !start.is_empty() {
        rows = rows.filter(users::username_key.lt(format!("{start}{LAST}")));
    }
    let found: Vec<(i64, String)> = rows.select((users::id, users::username_key)).load(c)?;
    Ok(found.into_iter().map(|(id, key)| (id, UserPlace::Name(key))).collect())
}

/// Usernames that start like this, then addresses that do. Where the search stopped, if it did.
fn search(
    c: &mut Conn,
    filter: &UserFilter,
    start: &str,
    after: Option<&UserPlace>,
    most: usize,
) -> Result<(Vec<Placed>, Option<UserPlace>), Error> {
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    // No username contains an `@`.
    let mut found = match after {
        Some(UserPlace::Email(_)) => Vec::new(),
        _ if start.contains('@') => Vec::new(),
        after => names(c, filter, start, after, limit)?,
    };
    if found.len() >= most {
        return Ok((found, None));
    }
    let mut last = match after {
        Some(UserPlace::Email(key)) => Some(key.clone()),
        _ => None,
    };
    for _ in 0..READ.div_ceil(AT_ONCE as usize) {
        let read = addresses(c, start, last.as_deref())?;
        last = read.last().filter(|_| read.len() as i64 == AT_ONCE).map(|row| row.email_key.clone());
        let rest = read.into_iter().filter(|row| row.is_meant(filter, start));
        found.extend(rest.take(most - found.len()).map(|row| (row.id, UserPlace::Email(row.email_key))));
        if found.len() >= most || last.is_none() {
            return Ok((found, None));
        }
    }
    Ok((found, last.map(UserPlace::Email)))
}

/// Those whose usernames or addresses start like this, by the times of their sign-ups. Few of them are put in order here. Many are
/// found fast among all accounts: these are read in their order, no more than [`READ`] for one page. Where that stopped, if it did.
fn by_date(
    c: &mut Conn,
    filter: &UserFilter,
    start: &str,
    order: UserOrder,
    after: Option<&UserPlace>,
    most: usize,
) -> Result<(Vec<Placed>, Option<UserPlace>), Error> {
    let placed = |place: ListPlace| (place.id, UserPlace::Time(place));
    let after = match after {
        Some(UserPlace::Time(place)) => Some(*place),
        _ => None,
    };
    let is_after =
        |one: ListPlace| after.is_none_or(|after| if order == UserOrder::Oldest { one > after } else { one < after });
    if let Some(mut few) = few_places(c, start)? {
        few.retain(|place| is_after(*place));
        if order != UserOrder::Oldest {
            few.reverse();
        }
        let mut found = Vec::new();
        for some in few.chunks(AT_ONCE as usize) {
            let numbers: Vec<i64> = some.iter().map(|place| place.id).collect();
            let passed = accounts(filter).filter(users::id.eq_any(numbers)).select(users::id);
            let passed: BTreeSet<i64> = passed.load::<i64>(c)?.into_iter().collect();
            let passed = some.iter().filter(|place| passed.contains(&place.id));
            found.extend(passed.map(|place| placed(*place)).take(most - found.len()));
            if found.len() >= most {
                break;
            }
        }
        return Ok((found, None));
    }
    let (mut found, mut last) = (Vec::new(), after);
    for _ in 0..READ.div_ceil(AT_ONCE as usize) {
        let rows = in_time(accounts(filter).limit(AT_ONCE), order, last);
        let columns = (users::id, users::created_at, users::username_key, users::email_key);
        let rows: Vec<(i64, PrimitiveDateTime, String, String)> = rows.select(columns).load(c)?;
        last = rows.last().filter(|_| rows.len() as i64 == AT_ONCE).map(|(id, at, ..)| ListPlace { at: *at, id: *id });
        let meant = rows.iter().filter(|(_, _, name, email)| name.starts_with(start) || email.starts_with(start));
        let meant = meant.map(|(id, at, ..)| placed(ListPlace { at: *at, id: *id }));
        found.extend(meant.take(most - found.len()));
        if found.len() >= most || last.is_none() {
            return Ok((found, None));
        }
    }
    Ok((found, last.map(UserPlace::Time)))
}

/// The places of all accounts whose usernames or addresses start like this, oldest first, where these are no more than [`READ`] of
/// either.
fn few_places(c: &mut Conn, start: &str) -> Result<Option<Vec<ListPlace>>, Error> {
    type Found = Vec<(i64, PrimitiveDateTime)>;
    let (limit, end, columns) = (READ as i64 + 1, format!("{start}{LAST}"), (users::id, users::created_at));
    let names = users::table.filter(users::username_key.ge(start.to_owned())).filter(users::username_key.lt(&end));
    let names: Found = names.select(columns).order(users::username_key).limit(limit).load(c)?;
    let emails = users::table.filter(users::email_key.ge(start.to_owned())).filter(users::email_key.lt(&end));
    let emails: Found = emails.select(columns).order(users::email_key).limit(limit).load(c)?;
    if names.len() > READ || emails.len() > READ {
        return Ok(None);
    }
    let all: BTreeSet<ListPlace> = names.into_iter().chain(emails).map(|(id, at)| ListPlace { at, id }).collect();
    Ok(Some(all.into_iter().collect()))
}

/// What the search among addresses has to know of an account.
#[derive(Queryable)]
struct Row {
    id: i64,
    email_key: String,
    username_key: String,
    role: Role,
    disabled_at: Option<PrimitiveDateTime>,
    email_verified: bool,
    second_factor_since: Option<PrimitiveDateTime>,
}

impl Row {
    /// The filter lets it through, and it is not among the usernames that start the same.
    fn is_meant(&self, filter: &UserFilter, start: &str) -> bool {
        let is_in_state = filter.state.is_none_or(|state| match state {
            UserState::Active => self.disabled_at.is_none(),
            UserState::Disabled => self.disabled_at.is_some(),
            UserState::Unconfirmed => !self.email_verified,
            UserState::WithFactor => self.second_factor_since.is_some(),
            UserState::WithoutFactor => self.second_factor_since.is_none(),
        });
        is_in_state && filter.role.is_none_or(|role| role == self.role) && !self.username_key.starts_with(start)
    }
}

/// Accounts whose addresses start like this, after one.
fn addresses(c: &mut Conn, start: &str, after: Option<&str>) -> Result<Vec<Row>, Error> {
    let rows = users::table.filter(users::email_key.lt(format!("{start}{LAST}"))).into_boxed();
    let rows = match after.filter(|after| *after >= start) {
        Some(after) => rows.filter(users::email_key.gt(after.to_owned())),
        None => rows.filter(users::email_key.ge(start.to_owned())),
    };
    let columns = (
        users::id,
        users::email_key,
        users::username_key,
        users::role,
        users::disabled_at,
        users::email_verified,
        users::second_factor_since,
    );
    Ok(rows.select(columns).order(users::email_key.asc()).limit(AT_ONCE).load(c)?)
}
