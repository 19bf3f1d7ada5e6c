//! Every query on links.

use diesel::dsl::auto_type;
use diesel::prelude::*;
use time::PrimitiveDateTime;

use super::{Binding, Link, LinkEnd, Purpose};
use crate::account::User;
use crate::db::{Conn, Db, delete_in_steps};
use crate::email_address::key as email_key;
use crate::error::Error;
use crate::list_place::ListPlace;
use crate::schema::{links, users};

/// An expired or used link is reported as such for this long, then it is unknown.
const REMEMBERED: time::Duration = time::Duration::days(30);

/// What a [`Link`] holds of a row.
#[auto_type]
fn columns() -> _ {
    (
        links::id,
        links::purpose,
        links::user_id,
        links::address,
        links::address_verified,
        links::created_at,
        links::expires_at,
        links::ended_at,
        links::ended_by,
    )
}

/// Keeps a link, and says which it is.
pub(crate) fn insert(
    c: &mut Conn,
    now: PrimitiveDateTime,
    binding: &Binding<'_>,
    token_hash: &str,
    expires_at: PrimitiveDateTime,
) -> Result<i64, Error> {
    let row = (
        links::purpose.eq(binding.purpose),
        links::user_id.eq(binding.user_id),
        links::address.eq(binding.address),
        links::address_key.eq(email_key(binding.address)),
        links::address_verified.eq(binding.address_verified),
        links::token_hash.eq(token_hash),
        links::created_at.eq(now),
        links::expires_at.eq(expires_at),
    );
    Ok(diesel::insert_into(links::table).values(row).returning(links::id).get_result(c)?)
}

/// A link and its account, by the unique hash.
pub(crate) fn find_with_user(c: &mut Conn, purpose: Purpose, token_hash: &str) -> Result<Option<(Link, User)>, Error> {
    let row = links::table
        .inner_join(users::table)
        .filter(links::token_hash.eq(token_hash))
        .filter(links::purpose.eq(purpose));
    Ok(row.select((columns(), users::all_columns)).get_result(c).optional()?)
}

/// The newest link of the same account for the same purpose, without those that a newer one has replaced: where the clock was
/// turned back since, one of them may look newer.
pub(crate) fn newest(c: &mut Conn, link: &Link) -> Result<Option<i64>, Error> {
    let same = links::table.filter(links::user_id.eq(link.user_id)).filter(links::purpose.eq(link.purpose));
    let counting = same.filter(links::ended_by.is_null().or(links::ended_by.ne(LinkEnd::Replaced)));
    Ok(counting.order((links::created_at.desc(), links::id.desc())).select(links::id).first(c).optional()?)
}

/// Marks a living link as used and returns it. The one update decides: a second one finds no row.
pub(crate) fn claim(c: &mut Conn, now: PrimitiveDateTime, id: i64) -> Result<Option<Link>, Error> {
    let living = links::table.find(id).filter(links::ended_at.is_null()).filter(links::expires_at.gt(now));
    let used = (links::ended_at.eq(now), links::ended_by.eq(LinkEnd::Used));
    Ok(diesel::update(living).set(used).returning(columns()).get_result(c).optional()?)
}

/// Ends every living link of the account for these purposes.
pub(crate) fn end_all(
    c: &mut Conn,
    now: PrimitiveDateTime,
    user_id: i64,
    purposes: &[Purpose],
    how: LinkEnd,
) -> Result<usize, Error> {
    let living = links::table
        .filter(links::user_id.eq(user_id))
        .filter(links::purpose.eq_any(purposes))
        .filter(links::ended_at.is_null());
    Ok(diesel::update(living).set((links::ended_at.eq(now), links::ended_by.eq(how))).execute(c)?)
}

/// Ends what this link replaces: the living ones of its account for its purpose.
pub(crate) fn end_others(c: &mut Conn, now: PrimitiveDateTime, binding: &Binding<'_>, id: i64) -> Result<usize, Error> {
    // Asked of the database also where there is no account: the time must not tell whether there is one.
    let living = links::table
        .filter(links::user_id.eq(binding.user_id))
        .filter(links::purpose.eq(binding.purpose))
        .filter(links::ended_at.is_null())
        .filter(links::id.ne(id));
    Ok(diesel::update(living).set((links::ended_at.eq(now), links::ended_by.eq(LinkEnd::Replaced))).execute(c)?)
}

/// The living links of the account that undo an email change, oldest first.
pub(crate) fn undo_links(c: &mut Conn, now: PrimitiveDateTime, user_id: i64) -> Result<Vec<Link>, Error> {
    let living = links::table
        .filter(links::user_id.eq(user_id))
        .filter(links::purpose.eq(Purpose::UndoEmail))
        .filter(links::ended_at.is_null())
        .filter(links::expires_at.gt(now));
    Ok(living.order((links::created_at, links::id)).select(columns()).load(c)?)
}

/// Whether a living link would give this address back to an account other than `own`, where that is one: while it works, the address is
/// reserved for that account. A disabled account keeps its reservation, or a block would cost it the address.
///
/// Within a transaction that has just written the address into `users` this is final: the account that gave the
/// address up has committed its link by then, since the unique index made the writer wait.
pub(crate) fn is_reserved(
    c: &mut Conn,
    now: PrimitiveDateTime,
    address_key: &str,
    own: Option<i64>,
) -> Result<bool, Error> {
    let reserving = links::table
        .filter(links::address_key.eq(address_key))
        .filter(links::purpose.eq(Purpose::UndoEmail))
        .filter(links::user_id.is_not_null())
        .filter(links::ended_at.is_null())
        .filter(links::expires_at.gt(now));
    Ok(match own {
        Some(own) => diesel::select(diesel::dsl::exists(reserving.filter(links::user_id.ne(own)))).get_result(c)?,
        None => diesel::select(diesel::dsl::exists(reserving)).get_result(c)?,
    })
}

/// Which of these addresses are reserved for an account, see [`is_reserved`].
pub(crate) fn reserved(c: &mut Conn, now: PrimitiveDateTime, address_keys: &[&str]) -> Result<Vec<String>, Error> {
    let reserving = links::table
        .filter(links::address_key.eq_any(address_keys.to_vec()))
        .filter(links::purpose.eq(Purpose::UndoEmail))
        .filter(links::ended_at.is_null())
        .filter(links::expires_at.gt(now));
    Ok(reserving.select(links::address_key).load(c)?)
}

/// Whether the account has a living link for this purpose.
pub(crate) fn has_living(c: &mut Conn, now: PrimitiveDateTime, user_id: i64, purpose: Purpose) -> Result<bool, Error> {
    let living = links::table
        .filter(links::user_id.eq(user_id))
        .filter(links::purpose.eq(purpose))
        .filter(links::ended_at.is_null())
        .filter(links::expires_at.gt(now));
    Ok(diesel::select(diesel::dsl::exists(living)).get_result(c)?)
}

/// Ends the living links that undo an email change which came after this one.
pub(crate) fn end_undo_after(c: &mut Conn, now: PrimitiveDateTime, link: &Link) -> Result<usize, Error> {
    let later = links::table
        .filter(links::user_id.eq(link.user_id))
        .filter(links::purpose.eq(Purpose::UndoEmail))
        .filter(links::created_at.ge(link.created_at))
        .filter(links::created_at.gt(link.created_at).or(links::id.gt(link.id)))
        .filter(links::ended_at.is_null());
    Ok(diesel::update(later).set((links::ended_at.eq(now), links::ended_by.eq(LinkEnd::Void))).execute(c)?)
}

/// Ends the living links that would restore an address that was never confirmed.
pub(crate) fn end_unproven_undo(c: &mut Conn, now: PrimitiveDateTime, user_id: i64) -> Result<usize, Error> {
    let unproven = links::table
        .filter(links::user_id.eq(user_id))
        .filter(links::purpose.eq(Purpose::UndoEmail))
        .filter(links::address_verified.eq(false))
        .filter(links::ended_at.is_null());
    Ok(diesel::update(unproven).set((links::ended_at.eq(now), links::ended_by.eq(LinkEnd::Void))).execute(c)?)
}

/// Deletes links that expired too long ago to be opened any more, and the rows without an account once they have
/// expired.
pub(crate) fn sweep(db: &Db, now: PrimitiveDateTime) -> Result<usize, Error> {
    let old = || links::expires_at.lt(now - REMEMBERED).or(links::user_id.is_null().and(links::expires_at.lt(now)));
    delete_in_steps!(db, links::id: i64, old)
}

/// The links of an account after this one, usable or not, oldest first.
pub(crate) fn of_user(c: &mut Conn, user_id: i64, after: Option<ListPlace>, most: i64) -> Result<Vec<Link>, Error> {
    let (at, mut rows) = (links::created_at, links::table.filter(links::user_id.eq(user_id)).into_boxed());
    if let Some(after) = after {
        rows = rows.filter(at.ge(after.at)).filter(at.gt(after.at).or(links::id.gt(after.id)));
    }
    Ok(rows.order((at, links::id)).limit(most).select(columns()).load(c)?)
}
