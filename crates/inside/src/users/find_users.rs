//! Find accounts, for administrators.

use super::user_list::{ListedUsers, UserFilter, UserPlace};
use super::{User, store};
use crate::error::Error;
use crate::oversight::Oversight;
use crate::state::Services;

/// Accounts on one page.
pub(crate) const PAGE_SIZE: i64 = 25;

/// One page of accounts.
pub struct FoundUsers {
    /// At most [`PAGE_SIZE`], oldest first.
    pub users: Vec<User>,
    /// How many match in all.
    pub total: i64,
    /// Which page this is, from 1.
    pub page: i64,
    /// How many there are; 1 when nothing matches.
    pub pages: i64,
}

/// The accounts whose username or email address contains `query`; all of them when it is empty. `page` counts from 1.
///
/// # Errors
/// Only the database's.
pub fn find_users(s: &Services, _: Oversight, query: &str, page: i64) -> Result<FoundUsers, Error> {
    let page = page.max(1);
    // No account holds a NUL, and PostgreSQL would refuse to look for one.
    let (users, total) = match query.contains('\0') {
        true => (Vec::new(), 0),
        false => s.db.read(|c| store::search(c, query, page, PAGE_SIZE))?,
    };
    Ok(FoundUsers { users, total, page, pages: ((total + PAGE_SIZE - 1) / PAGE_SIZE).max(1) })
}

/// The accounts that a filter lets through, after a place. A place of another order counts as none.
///
/// # Errors
/// Only the database's.
pub fn list_users(
    s: &Services,
    _: Oversight,
    filter: &UserFilter,
    after: Option<&UserPlace>,
) -> Result<ListedUsers, Error> {
    if filter.start.contains('\0') {
        return Ok(ListedUsers { users: Vec::new(), next: None });
    }
    s.db.read(|c| store::listing::page(c, filter, after, PAGE_SIZE))
}
