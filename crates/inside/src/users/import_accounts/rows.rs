//! The queries of an import.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use diesel::result::DatabaseErrorKind;
use diesel::result::Error::DatabaseError;
use time::PrimitiveDateTime;

use super::planned::Planned;
use crate::context::Context;
use crate::db::{Conn, inner};
use crate::email_address::EmailAddress;
use crate::error::Error;
use crate::events::{self, Event};
use crate::factors;
use crate::links;
use crate::schema::{imported_accounts, never_confirmed, users};
use crate::state::Services;
use crate::users::store::{self, NewUser, Unconfirmed};

#[derive(Insertable)]
#[diesel(table_name = imported_accounts, treat_none_as_default_value = false)]
struct Come<'a> {
    id: &'a str,
    user_id: Option<i64>,
}

#[derive(Insertable)]
#[diesel(table_name = never_confirmed, treat_none_as_default_value = false)]
struct NeverConfirmed {
    user_id: i64,
    deletable_from: Option<PrimitiveDateTime>,
}

/// Which of these accounts have come with an earlier run, whatever became of them since.
pub(super) fn come_before(c: &mut Conn, keys: &[String]) -> Result<HashSet<String>, Error> {
    let come = imported_accounts::table.filter(imported_accounts::id.eq_any(keys.to_vec()));
    let come: Vec<String> = come.select(imported_accounts::id).load(c)?;
    Ok(come.into_iter().collect())
}

/// Whether the account came from another application.
///
/// # Errors
/// Only the database's.
pub(crate) fn is_imported(c: &mut Conn, user_id: i64) -> Result<bool, Error> {
    let come = imported_accounts::table.filter(imported_accounts::user_id.eq(user_id));
    Ok(diesel::select(diesel::dsl::exists(come)).get_result(c)?)
}

/// Which of these addresses an account here has, or has reserved.
pub(super) fn taken_emails(
    c: &mut Conn,
    emails: &[Option<EmailAddress>],
    now: PrimitiveDateTime,
) -> Result<HashSet<String>, Error> {
    let keys: Vec<String> = emails.iter().flatten().map(EmailAddress::key).collect();
    let taken = users::table.filter(users::email_key.eq_any(keys.clone())).select(users::email_key);
    let mut taken: Vec<String> = taken.load(c)?;
    taken.extend(links::reserved(c, now, &keys.iter().map(String::as_str).collect::<Vec<_>>())?);
    Ok(taken.into_iter().collect())
}

/// Which of these names an account here has.
pub(super) fn taken_names(c: &mut Conn, keys: &[String]) -> Result<HashSet<String>, Error> {
    let taken = users::table.filter(users::username_key.eq_any(keys.to_vec())).select(users::username_key);
    let taken: Vec<String> = taken.load(c)?;
    Ok(taken.into_iter().collect())
}

/// Writes the accounts of a batch with everything that belongs to them, within the caller's transaction.
///
/// # Errors
/// The database's. [`Error::Conflict`] where somebody took one of the names since the batch was planned, or one of the accounts has
/// come with another import, so that the caller's transaction runs again: its plan knows that then.
pub(super) fn insert(
    s: &Services,
    c: &mut Conn,
    planned: &[Planned],
    source: &str,
    context: &Context,
) -> Result<(), Error> {
    if planned.is_empty() {
        return Ok(());
    }
    let row = |one: &Planned| (one.row(context), users::disabled_at.eq(one.is_disabled.then_some(context.now)));
    let rows: Vec<_> = planned.iter().map(row).collect();
    inner!(c, |c| diesel::insert_into(users::table).values(&rows).execute(c)).map_err(taken_meanwhile)?;
    let ids = ids_of(c, planned)?;
    for (one, id) in planned.iter().zip(&ids) {
        if let Some(Ok(secret)) = &one.totp {
            // No code of it was used here yet.
            factors::confirm_totp(s, c, *id, secret, i64::MIN, context.now)?;
            store::set_second_factor(c, *id, Some(context.now))?;
        }
    }
    let come = planned.iter().zip(&ids).map(|(one, id)| Come { id: &one.key, user_id: Some(*id) });
    let come: Vec<Come<'_>> = come.collect();
    inner!(c, |c| diesel::insert_into(imported_accounts::table).values(&come).execute(c)).map_err(taken_meanwhile)?;
    let unconfirmed = planned.iter().zip(&ids).filter(|(one, _)| !one.email_verified);
    let unconfirmed = unconfirmed
        .map(|(_, id)| NeverConfirmed { user_id: *id, deletable_from: Unconfirmed::Stays.from(context.now) });
    let unconfirmed: Vec<NeverConfirmed> = unconfirmed.collect();
    if !unconfirmed.is_empty() {
        inner!(c, |c| diesel::insert_into(never_confirmed::table).values(&unconfirmed).execute(c))?;
    }
    let imported = |id: &i64| (*id, Event::Imported { source: source.to_owned() });
    events::record_all(c, &ids.iter().map(imported).collect::<Vec<_>>(), context)
}

/// What the accounts of a batch are numbered with, in its order.
fn ids_of(c: &mut Conn, planned: &[Planned]) -> Result<Vec<i64>, Error> {
    let names: Vec<&str> = planned.iter().map(|one| one.username_key.as_str()).collect();
    let numbered = users::table.filter(users::username_key.eq_any(names)).select((users::username_key, users::id));
    let numbered: HashMap<String, i64> = numbered.load(c)?.into_iter().collect();
    let id = |one: &Planned| numbered.get(&one.username_key).copied().ok_or(Error::NotFound);
    planned.iter().map(id).collect()
}

/// What was free when the batch was planned is not any more: another transaction was in the way, and this one is planned anew.
fn taken_meanwhile(cause: diesel::result::Error) -> Error {
    match cause {
        DatabaseError(DatabaseErrorKind::UniqueViolation, _) => {
            Error::Conflict("a name, an address or an account of the batch was taken meanwhile".to_owned())
        }
        cause => cause.into(),
    }
}

impl Planned {
    fn row(&self, context: &Context) -> NewUser {
        NewUser {
            username: self.name.chosen.clone(),
            username_key: self.username_key.clone(),
            email: self.email.as_str().to_owned(),
            email_key: self.email.key(),
            email_verified: self.email_verified,
            password: self.stored(),
            password_changed_at: context.now,
            role: self.role,
            created_at: self.created_at,
            language: None,
            language_seen: None,
        }
    }
}
