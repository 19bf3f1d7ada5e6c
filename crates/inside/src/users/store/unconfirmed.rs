//! The queries on accounts that have never confirmed an address.

use diesel::prelude::*;
use time::PrimitiveDateTime;

use crate::db::Conn;
use crate::error::Error;
use crate::role::Role;
use crate::schema::{never_confirmed, sessions, users};

/// Whether the account has never confirmed an address.
pub(crate) fn is_never_confirmed(c: &mut Conn, id: i64) -> Result<bool, Error> {
    Ok(diesel::select(diesel::dsl::exists(never_confirmed::table.find(id))).get_result(c)?)
}

/// Whether an account that has never confirmed an address was made with an invitation for that one only; none for an account that has
/// confirmed one.
pub(crate) fn is_for_one_address(c: &mut Conn, id: i64) -> Result<Option<bool>, Error> {
    Ok(never_confirmed::table.find(id).select(never_confirmed::for_one_address).get_result(c).optional()?)
}

/// Accounts that have never confirmed an address and were not used since `before`: no login, no session in use.
/// Those of admins and moderators stay, and so do disabled ones, which would otherwise be free to sign up again. At most
/// `limit`, with ids above `after`.
pub(crate) fn never_confirmed_since(
    c: &mut Conn,
    before: PrimitiveDateTime,
    after: i64,
    limit: i64,
) -> Result<Vec<i64>, Error> {
    let used = sessions::table.filter(sessions::user_id.eq(users::id)).filter(sessions::last_used_at.ge(before));
    let unused = never_confirmed::table
        .inner_join(users::table)
        .filter(never_confirmed::deletable_from.lt(before))
        .filter(users::id.gt(after))
        .filter(users::email_verified.eq(false))
        .filter(users::role.eq(Role::User))
        .filter(users::disabled_at.is_null())
        .filter(users::last_login_at.is_null().or(users::last_login_at.lt(before)))
        .filter(diesel::dsl::not(diesel::dsl::exists(used.select(sessions::id))));
    Ok(unused.order(users::id).limit(limit).select(users::id).load(c)?)
}
