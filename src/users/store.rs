//! Every query on accounts.

use diesel::prelude::*;
use time::PrimitiveDateTime;

use super::User;
use super::rules::{email_key, username_key};
use crate::db::{Conn, taken};
use crate::error::{Error, FieldErrors};
use crate::schema::users;

/// What an account starts as.
#[derive(Insertable)]
#[diesel(table_name = users)]
pub struct NewUser {
    /// As typed.
    pub username: String,
    /// See [`username_key`].
    pub username_key: String,
    /// As typed.
    pub email: String,
    /// See [`email_key`].
    pub email_key: String,
    /// Whether the address is confirmed from the start.
    pub email_verified: bool,
    /// The hash.
    pub password_hash: String,
    /// Now.
    pub password_changed_at: PrimitiveDateTime,
    /// `user` unless an operator says otherwise.
    pub role: &'static str,
    /// Now.
    pub created_at: PrimitiveDateTime,
}

/// What an update sets; `None` leaves a column alone, so two updates of different fields don't undo each other.
#[derive(AsChangeset, Default)]
#[diesel(table_name = users)]
pub struct UserChanges {
    /// As typed.
    pub username: Option<String>,
    /// Goes with `username`.
    pub username_key: Option<String>,
    /// As typed.
    pub email: Option<String>,
    /// Goes with `email`.
    pub email_key: Option<String>,
    /// A new address starts unconfirmed.
    pub email_verified: Option<bool>,
    /// A new hash.
    pub password_hash: Option<String>,
    /// Goes with a new password, not with a renewed hash.
    pub password_changed_at: Option<PrimitiveDateTime>,
    /// Set by each login.
    pub last_login_at: Option<PrimitiveDateTime>,
    /// What `last_login_at` was until then.
    pub previous_login_at: Option<PrimitiveDateTime>,
}

/// Creates the account.
///
/// # Errors
/// [`Error::Invalid`] that names what is taken: the unique index decides, so two people at once can't both win.
pub fn insert(c: &mut Conn, user: &NewUser) -> Result<User, Error> {
    let inserted = diesel::insert_into(users::table).values(user).returning(users::all_columns).get_result(c);
    inserted.map_err(|cause| taken_or(cause, TAKEN_AT_SIGN_UP))
}

/// Changes the account and returns it.
///
/// # Errors
/// As [`insert`]; [`Error::NotFound`] when the account is gone. At least one field must be set.
pub fn update(c: &mut Conn, id: i64, changes: &UserChanges) -> Result<User, Error> {
    let updated = diesel::update(users::table.find(id)).set(changes).returning(users::all_columns).get_result(c);
    updated.map_err(|cause| taken_or(cause, TAKEN_BY_ANOTHER))
}

/// Whoever signs up may have forgotten the account they have.
const TAKEN_AT_SIGN_UP: &str = "An account with that email address already exists. Log in or choose another";
/// Whoever changes an account is in it: to log in would be no way on.
const TAKEN_BY_ANOTHER: &str = "Another account uses that email address. Enter a different one";

fn taken_or(cause: diesel::result::Error, email_sentence: &str) -> Error {
    match taken(&cause) {
        Some("username") => Error::Invalid(username_taken()),
        Some(_) => Error::Invalid(email_taken(email_sentence)),
        None => cause.into(),
    }
}

fn username_taken() -> FieldErrors {
    FieldErrors::one("username", "username_taken", "That username is taken. Choose another")
}

fn email_taken(sentence: &str) -> FieldErrors {
    FieldErrors::one("email", "email_taken", sentence)
}

/// The account with this id, held until the caller's transaction ends: whoever else wants to hold or change it waits.
/// Every verb that changes an account on the strength of what it read holds it first.
///
/// None when it was deleted meanwhile: what that means to the person who asks is for each verb to say.
pub fn hold(c: &mut Conn, id: i64) -> Result<Option<User>, Error> {
    // An update that changes nothing is a lock on both databases.
    let held = diesel::update(users::table.find(id)).set(users::role.eq(users::role));
    Ok(held.returning(users::all_columns).get_result(c).optional()?)
}

/// The account with this id.
pub fn find(c: &mut Conn, id: i64) -> Result<Option<User>, Error> {
    Ok(users::table.find(id).first(c).optional()?)
}

/// The account someone means by a username or an e-mail address. No username contains an `@`.
pub fn find_by_login(c: &mut Conn, login: &str) -> Result<Option<User>, Error> {
    let found = if login.contains('@') {
        users::table.filter(users::email_key.eq(email_key(login))).first(c)
    } else {
        users::table.filter(users::username_key.eq(username_key(login))).first(c)
    };
    Ok(found.optional()?)
}

/// One page of the accounts whose username or address contains `query`, oldest first, and how many there are in all.
pub fn search(c: &mut Conn, query: &str, page: i64, size: i64) -> Result<(Vec<User>, i64), Error> {
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
    let found = matching().order(users::id).limit(size).offset((page - 1).saturating_mul(size)).load(c)?;
    Ok((found, total))
}

fn escape_like(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// Each way in which passwords are hashed, as the beginning of such a hash: marker, version and cost.
pub fn hash_schemes(c: &mut Conn) -> Result<Vec<String>, Error> {
    let marked = format!("{}%", super::password::PREHASHED);
    let beginning =
        |length: usize| diesel::dsl::sql::<diesel::sql_types::Text>(&format!("substr(password_hash, 1, {length})"));
    // `$2b$12$` has seven characters; what stands behind it differs for each account.
    let plain = users::table.filter(users::password_hash.not_like(marked.clone()));
    let mut schemes: Vec<String> = plain.select(beginning(7)).distinct().load(c)?;
    let marked = users::table.filter(users::password_hash.like(marked));
    schemes.extend(marked.select(beginning(super::password::PREHASHED.len() + 7)).distinct().load::<String>(c)?);
    Ok(schemes)
}

/// How many accounts can act as admin.
pub fn count_admins(c: &mut Conn) -> Result<i64, Error> {
    Ok(users::table.filter(users::role.eq("admin")).filter(users::disabled_at.is_null()).count().get_result(c)?)
}

/// Gives the account a role.
pub fn set_role(c: &mut Conn, id: i64, role: &str) -> Result<User, Error> {
    Ok(diesel::update(users::table.find(id)).set(users::role.eq(role)).returning(users::all_columns).get_result(c)?)
}

/// Which of these names somebody else has, so that a submission hears of all its mistakes at once. The index still
/// decides at the end. `except` is the account that asks, if there is one yet.
pub fn taken_names(
    c: &mut Conn,
    username: Option<&str>,
    email: Option<&str>,
    except: Option<i64>,
) -> Result<FieldErrors, Error> {
    let mut errors = FieldErrors::default();
    let own = except.unwrap_or(-1);
    if let Some(username) = username {
        let others = users::table.filter(users::username_key.eq(username_key(username))).filter(users::id.ne(own));
        if diesel::select(diesel::dsl::exists(others)).get_result(c)? {
            errors.0.extend(username_taken().0);
        }
    }
    if let Some(email) = email {
        let others = users::table.filter(users::email_key.eq(email_key(email))).filter(users::id.ne(own));
        if diesel::select(diesel::dsl::exists(others)).get_result(c)? {
            let sentence = if except.is_some() { TAKEN_BY_ANOTHER } else { TAKEN_AT_SIGN_UP };
            errors.0.extend(email_taken(sentence).0);
        }
    }
    Ok(errors)
}

/// Deletes the account, and what refers to it.
pub fn delete(c: &mut Conn, id: i64) -> Result<(), Error> {
    diesel::delete(users::table.find(id)).execute(c)?;
    Ok(())
}
