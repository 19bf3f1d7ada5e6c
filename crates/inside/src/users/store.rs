//! Every query on accounts.

pub(crate) mod listing;
mod unconfirmed;

use diesel::dsl::{max, sql};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use time::PrimitiveDateTime;

use super::rules::{email_key, username_key};
use super::{FactorRecovery, Role, User};
use crate::db::{Conn, taken};
use crate::error::{Error, Field, FieldCode, FieldErrors};
use crate::hashing::StoredPassword;
use crate::links;
use crate::schema::{never_confirmed, users};

pub(crate) use unconfirmed::{is_for_one_address, is_never_confirmed, never_confirmed_since};

/// What an account starts as.
#[derive(Insertable)]
#[diesel(table_name = users, treat_none_as_default_value = false)]
pub(crate) struct NewUser {
    /// As typed.
    pub(crate) username: String,
    /// See [`username_key`].
    pub(crate) username_key: String,
    /// As typed.
    pub(crate) email: String,
    /// See [`email_key`].
    pub(crate) email_key: String,
    /// Whether the address is confirmed from the start.
    pub(crate) email_verified: bool,
    /// The hash.
    #[diesel(column_name = password_hash)]
    pub(crate) password: StoredPassword,
    /// Now.
    pub(crate) password_changed_at: PrimitiveDateTime,
    /// [`Role::User`] unless an operator says otherwise.
    pub(crate) role: Role,
    /// Now.
    pub(crate) created_at: PrimitiveDateTime,
    /// The tag of the language that was chosen at sign-up.
    pub(crate) language: Option<&'static str>,
    /// The tag of the language that was asked for at sign-up.
    pub(crate) language_seen: Option<&'static str>,
}

/// What an update sets; `None` leaves a column alone, so two updates of different fields don't undo each other.
#[derive(AsChangeset, Default)]
#[diesel(table_name = users)]
pub(crate) struct UserChanges {
    /// As typed.
    pub(crate) username: Option<String>,
    /// Goes with `username`.
    pub(crate) username_key: Option<String>,
    /// As typed.
    pub(crate) email: Option<String>,
    /// Goes with `email`.
    pub(crate) email_key: Option<String>,
    /// A new address starts unconfirmed.
    pub(crate) email_verified: Option<bool>,
    /// A new hash.
    #[diesel(column_name = password_hash)]
    pub(crate) password: Option<StoredPassword>,
    /// Goes with a new password, not with a renewed hash.
    pub(crate) password_changed_at: Option<PrimitiveDateTime>,
    /// Set by each login.
    pub(crate) last_login_at: Option<PrimitiveDateTime>,
    /// What `last_login_at` was until then.
    pub(crate) previous_login_at: Option<PrimitiveDateTime>,
    /// The tag of another language.
    pub(crate) language: Option<&'static str>,
    /// The tag of the language that a login asked for.
    pub(crate) language_seen: Option<&'static str>,
}

/// What happens to an account whose address is never confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unconfirmed {
    /// It goes after `UNVERIFIED_RETENTION`.
    Goes,
    /// The same, and until then it keeps its address: its invitation was for that one only.
    GoesAsInvited,
    /// An operator made it: it stays.
    Stays,
}

impl Unconfirmed {
    /// From when on the account may be deleted.
    pub(crate) fn from(self, now: PrimitiveDateTime) -> Option<PrimitiveDateTime> {
        Some(now).filter(|_| self != Unconfirmed::Stays)
    }
}

/// Creates the account, within the caller's transaction.
///
/// # Errors
/// [`Error::Invalid`] that names what is taken: the unique index decides, so two people at once can't both win. An address
/// that is reserved for another account counts as taken.
pub(crate) fn insert(c: &mut Conn, user: &NewUser, unconfirmed: Unconfirmed) -> Result<User, Error> {
    let inserted = diesel::insert_into(users::table).values(user).returning(users::all_columns).get_result(c);
    let inserted: User = inserted.map_err(|cause| taken_or(cause, TAKEN_AT_SIGN_UP))?;
    if links::is_reserved(c, inserted.created_at, &inserted.email_key, Some(inserted.id))? {
        return Err(Error::Invalid(FieldErrors::one(Field::Email, TAKEN_AT_SIGN_UP)));
    }
    if !inserted.email_verified {
        let deletable_from = unconfirmed.from(inserted.created_at);
        let row = (
            never_confirmed::user_id.eq(inserted.id),
            never_confirmed::deletable_from.eq(deletable_from),
            never_confirmed::for_one_address.eq(unconfirmed == Unconfirmed::GoesAsInvited),
        );
        diesel::insert_into(never_confirmed::table).values(row).execute(c)?;
    }
    Ok(inserted)
}

/// Changes the account and returns it. Another address goes through [`change_address`].
///
/// # Errors
/// As [`insert`]; [`Error::NotFound`] when the account is gone. At least one field must be set.
pub(crate) fn update(c: &mut Conn, id: i64, changes: &UserChanges) -> Result<User, Error> {
    let updated = diesel::update(users::table.find(id)).set(changes).returning(users::all_columns).get_result(c);
    let updated = updated.map_err(|cause| taken_or(cause, TAKEN_BY_ANOTHER))?;
    if changes.email_verified == Some(true) {
        diesel::delete(never_confirmed::table.find(id)).execute(c)?;
    }
    Ok(updated)
}

/// The same for changes that may hold another address, within the caller's transaction.
///
/// # Errors
/// As [`update`]. An address that is reserved for another account counts as taken.
pub(crate) fn change_address(
    c: &mut Conn,
    now: PrimitiveDateTime,
    id: i64,
    changes: &UserChanges,
) -> Result<User, Error> {
    let updated = update(c, id, changes)?;
    if changes.email_key.is_some() && links::is_reserved(c, now, &updated.email_key, Some(id))? {
        return Err(Error::Invalid(FieldErrors::one(Field::Email, TAKEN_BY_ANOTHER)));
    }
    Ok(updated)
}

/// A visitor who signs up may have forgotten an existing account.
const TAKEN_AT_SIGN_UP: FieldCode = FieldCode::EmailTaken { at_sign_up: true };
/// A caller who changes an account is logged in already: an offer to log in would not help.
const TAKEN_BY_ANOTHER: FieldCode = FieldCode::EmailTaken { at_sign_up: false };

fn taken_or(cause: diesel::result::Error, email_taken: FieldCode) -> Error {
    match taken(&cause) {
        Some(Field::Username) => Error::Invalid(username_taken()),
        Some(_) => Error::Invalid(FieldErrors::one(Field::Email, email_taken)),
        None => cause.into(),
    }
}

fn username_taken() -> FieldErrors {
    FieldErrors::one(Field::Username, FieldCode::UsernameTaken)
}

pub(crate) use crate::account::{find, hold};

/// The account with this username or email address. No username contains an `@`.
pub fn find_by_login(c: &mut Conn, login: &str) -> Result<Option<User>, Error> {
    let found = if login.contains('@') {
        users::table.filter(users::email_key.eq(email_key(login))).get_result(c)
    } else {
        users::table.filter(users::username_key.eq(username_key(login))).get_result(c)
    };
    Ok(found.optional()?)
}

/// One page of the accounts whose username or address contains `query`, oldest first, and how many there are in all.
pub(crate) fn search(c: &mut Conn, query: &str, page: i64, size: i64) -> Result<(Vec<User>, i64), Error> {
    let pattern = format!("%{}%", escape_like(&query.trim().to_lowercase()));
    let matching = || {
        users::table.filter(
            users::username_key
                .like(pattern.clone())
                .escape('\\')
                .or(users::email_key.like(pattern.clone()).escape('\\')),
        )
    };
    let total = matching().count().get_result(c)?;
    let found =
        matching().order((users::created_at, users::id)).limit(size).offset((page - 1).saturating_mul(size)).load(c)?;
    Ok((found, total))
}

fn escape_like(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// The cost of the costliest bcrypt hash, and that of the costliest hash of another program, as two digits each. In the words
/// of the indexes `users_bcrypt_cost` and `users_foreign_cost`, which answer.
pub(crate) fn highest_costs(c: &mut Conn) -> Result<[Option<String>; 2], Error> {
    let is_bcrypt = sql::<Bool>("replace(password_hash, 'sha256+', '') LIKE '$2_$__$%'");
    let cost = || sql::<Text>("substr(replace(password_hash, 'sha256+', ''), 5, 2)");
    let ours = users::table.filter(is_bcrypt).filter(cost().between("04", "31")).select(max(cost())).get_result(c)?;
    let is_foreign = sql::<Bool>("password_hash LIKE 'foreign+__+%'");
    let cost = || sql::<Text>("substr(password_hash, 9, 2)");
    let others = users::table.filter(is_foreign).filter(cost().between("04", "31")).select(max(cost()));
    Ok([ours, others.get_result(c)?])
}

/// How many accounts can act as admin.
pub(crate) fn count_admins(c: &mut Conn) -> Result<i64, Error> {
    Ok(users::table.filter(users::role.eq(Role::Admin)).filter(users::disabled_at.is_null()).count().get_result(c)?)
}

/// Gives the account a role.
pub(crate) fn set_role(c: &mut Conn, id: i64, role: Role) -> Result<User, Error> {
    Ok(diesel::update(users::table.find(id)).set(users::role.eq(role)).returning(users::all_columns).get_result(c)?)
}

/// Disables the account from this time on, or enables it.
pub(crate) fn set_disabled(c: &mut Conn, id: i64, at: Option<PrimitiveDateTime>) -> Result<User, Error> {
    let account = users::table.find(id);
    Ok(diesel::update(account).set(users::disabled_at.eq(at)).returning(users::all_columns).get_result(c)?)
}

/// Says on the account since when it has a second factor, or that it has none. Goes with every change of its factors.
pub(crate) fn set_second_factor(c: &mut Conn, id: i64, since: Option<PrimitiveDateTime>) -> Result<(), Error> {
    diesel::update(users::table.find(id)).set(users::second_factor_since.eq(since)).execute(c)?;
    Ok(())
}

/// Says on the account that a recovery of its factors runs, or that none does. Goes with the row of the recovery.
pub(crate) fn set_factor_recovery(c: &mut Conn, id: i64, recovery: Option<FactorRecovery>) -> Result<(), Error> {
    let (started_at, ready_at) = recovery.map(|recovery| (recovery.started_at, recovery.ready_at)).unzip();
    let times = (users::factor_recovery_started_at.eq(started_at), users::factor_recovery_ready_at.eq(ready_at));
    diesel::update(users::table.find(id)).set(times).execute(c)?;
    Ok(())
}

/// Which of these names another account has, or has reserved, so that all errors of a form are returned at once. The index
/// and [`links::is_reserved`] still decide at the end. `except` is the account that asks, if there is one yet.
pub(crate) fn taken_names(
    c: &mut Conn,
    now: PrimitiveDateTime,
    username: Option<&str>,
    email: Option<&str>,
    except: Option<i64>,
) -> Result<FieldErrors, Error> {
    let mut errors = FieldErrors::default();
    let is_other = |holder: i64| Some(holder) != except;
    if let Some(username) = username {
        let having = users::table.filter(users::username_key.eq(username_key(username)));
        if having.select(users::id).first(c).optional()?.is_some_and(is_other) {
            errors.0.extend(username_taken().0);
        }
    }
    if let Some(email) = email {
        let having = users::table.filter(users::email_key.eq(email_key(email)));
        let is_taken = having.select(users::id).first(c).optional()?.is_some_and(is_other);
        if is_taken || links::is_reserved(c, now, &email_key(email), except)? {
            errors.0.extend(FieldErrors::one(Field::Email, FieldCode::EmailTaken { at_sign_up: except.is_none() }).0);
        }
    }
    Ok(errors)
}

/// Deletes the account, and what refers to it.
pub(crate) fn delete(c: &mut Conn, id: i64) -> Result<(), Error> {
    diesel::delete(users::table.find(id)).execute(c)?;
    Ok(())
}
