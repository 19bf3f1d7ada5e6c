//! Rows of lists of accounts, and which of them a filter lets through: by an index where one has just those, otherwise here.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use time::PrimitiveDateTime;

use crate::db::Conn;
use crate::error::Error;
use crate::list_place::ListPlace;
use crate::role::Role;
use crate::schema::users;
use crate::users::user_list::{UserFilter, UserPlace, UserState};

/// Rows that are read for one page at most.
pub(super) const READ: usize = 2_000;

/// Rows that are read at once where some are left out. For many more than a page PostgreSQL would rather read all and sort them.
pub(super) const AT_ONCE: usize = 100;

type Backend = <Conn as diesel::Connection>::Backend;
pub(super) type Accounts = users::BoxedQuery<'static, Backend>;
/// An account, and where a page that ends with it goes on.
type Placed = (i64, UserPlace);
/// What was found and, where the search stopped before the page was full, where it goes on.
pub(super) type FoundPlaces = (Vec<Placed>, Option<UserPlace>);

/// What a list has to know of an account.
#[derive(Queryable)]
pub(super) struct ListRow {
    pub(super) id: i64,
    pub(super) username_key: String,
    pub(super) email_key: String,
    pub(super) created_at: PrimitiveDateTime,
    role: Role,
    disabled_at: Option<PrimitiveDateTime>,
    email_verified: bool,
    second_factor_since: Option<PrimitiveDateTime>,
}

impl ListRow {
    pub(super) fn passes(&self, filter: &UserFilter) -> bool {
        let is_in_state = filter.state.is_none_or(|state| match state {
            UserState::Active => self.disabled_at.is_none(),
            UserState::Disabled => self.disabled_at.is_some(),
            UserState::Unconfirmed => !self.email_verified,
            UserState::WithFactor => self.second_factor_since.is_some(),
            UserState::WithoutFactor => self.second_factor_since.is_none(),
        });
        is_in_state && filter.role.is_none_or(|role| role == self.role)
    }

    pub(super) fn time(&self) -> UserPlace {
        UserPlace::Time(ListPlace { at: self.created_at, id: self.id })
    }
}

pub(super) fn load(c: &mut Conn, rows: Accounts) -> Result<Vec<ListRow>, Error> {
    let columns = (
        users::id,
        users::username_key,
        users::email_key,
        users::created_at,
        users::role,
        users::disabled_at,
        users::email_verified,
        users::second_factor_since,
    );
    Ok(rows.select(columns).load(c)?)
}

/// Whether an index has just the accounts that this lets through.
fn has_index(filter: &UserFilter) -> bool {
    matches!(filter.role, Some(Role::Moderator | Role::Admin))
        || matches!(filter.state, Some(UserState::Disabled | UserState::Unconfirmed | UserState::WithFactor))
}

/// The accounts that role and state let through, where an index has those; otherwise all.
pub(super) fn accounts(filter: &UserFilter) -> Accounts {
    let rows = users::table.into_boxed();
    if !has_index(filter) {
        return rows;
    }
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

/// Reads on from a place until `most` rows are found that pass, or [`READ`] were looked at. `read` gives the rows after a place, as many
/// as it is asked for where there are as many.
pub(super) fn sift(
    after: Option<UserPlace>,
    most: usize,
    at_once: usize,
    mut read: impl FnMut(Option<&UserPlace>, i64) -> Result<Vec<ListRow>, Error>,
    passes: impl Fn(&ListRow) -> bool,
    place: impl Fn(&ListRow) -> UserPlace,
) -> Result<FoundPlaces, Error> {
    let (mut found, mut last) = (Vec::new(), after);
    for _ in 0..READ.div_ceil(at_once) {
        let rows = read(last.as_ref(), i64::try_from(at_once).unwrap_or(i64::MAX))?;
        last = rows.last().filter(|_| rows.len() == at_once).map(&place);
        let passed = rows.iter().filter(|row| passes(row)).map(|row| (row.id, place(row)));
        found.extend(passed.take(most - found.len()));
        if found.len() >= most || last.is_none() {
            return Ok((found, None));
        }
    }
    Ok((found, last))
}

/// How many rows are read at once for so many that pass: no more, where all do.
pub(super) fn at_once(filter: &UserFilter, most: usize) -> usize {
    let all_pass = has_index(filter) || (filter.role.is_none() && filter.state.is_none());
    if all_pass { most } else { AT_ONCE }
}
