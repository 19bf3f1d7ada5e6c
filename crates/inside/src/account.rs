//! An account as its row: what every noun that names one needs. The verbs on accounts are those of [`crate::users`].

use diesel::prelude::*;
use time::PrimitiveDateTime;

use crate::db::{Conn, StoredTime};
use crate::email_address;
use crate::error::Error;
use crate::hashing::StoredPassword;
use crate::mail::Recipient;
use crate::role::Role;
use crate::schema::users;
use crate::stored::Stored;
use crate::texts::Language;

/// One account. It has no `Debug`: its hash belongs in no log.
#[derive(Clone, Queryable)]
pub struct User {
    /// Never given to another account.
    pub id: i64,
    /// As typed.
    pub username: String,
    /// What makes it unique, see [`username_key`].
    pub username_key: String,
    /// As typed.
    pub email: String,
    /// What makes it unique, see [`email_address::key`].
    pub(crate) email_key: String,
    /// The owner confirmed this address.
    pub email_verified: bool,
    /// What is kept of the password.
    pub password: StoredPassword,
    /// When it last changed. A hash that is renewed is no change.
    #[diesel(deserialize_as = StoredTime)]
    pub password_changed_at: PrimitiveDateTime,
    /// What it may do beyond its own affairs.
    pub role: Role,
    /// Since when the account is disabled, if it is.
    #[diesel(deserialize_as = StoredTime<Option<PrimitiveDateTime>>)]
    pub disabled_at: Option<PrimitiveDateTime>,
    /// Member since.
    #[diesel(deserialize_as = StoredTime)]
    pub created_at: PrimitiveDateTime,
    /// The newest login.
    #[diesel(deserialize_as = StoredTime<Option<PrimitiveDateTime>>)]
    pub last_login_at: Option<PrimitiveDateTime>,
    /// The one before it: what a person wants to compare with their memory.
    #[diesel(deserialize_as = StoredTime<Option<PrimitiveDateTime>>)]
    pub previous_login_at: Option<PrimitiveDateTime>,
    /// The language that its owner chose.
    pub language: Option<Stored<Language>>,
    /// The language that its owner's browser asked for at the newest login, for emails to an owner who chose none.
    pub language_seen: Option<Stored<Language>>,
    /// Since when its logins need a second factor, if they do.
    #[diesel(deserialize_as = StoredTime<Option<PrimitiveDateTime>>)]
    pub second_factor_since: Option<PrimitiveDateTime>,
    /// See [`User::factor_recovery`].
    #[diesel(deserialize_as = StoredTime<Option<PrimitiveDateTime>>)]
    pub(crate) factor_recovery_started_at: Option<PrimitiveDateTime>,
    /// See [`User::factor_recovery`].
    #[diesel(deserialize_as = StoredTime<Option<PrimitiveDateTime>>)]
    pub(crate) factor_recovery_ready_at: Option<PrimitiveDateTime>,
}

/// The recovery of an account whose owner lost every second factor, while it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactorRecovery {
    /// When somebody with the password asked for it.
    pub started_at: PrimitiveDateTime,
    /// From when the link in its last email removes the factors.
    pub ready_at: PrimitiveDateTime,
}

impl User {
    /// Whether the password alone does not log in to it.
    pub fn has_second_factor(&self) -> bool {
        self.second_factor_since.is_some()
    }

    /// The recovery of its second factors that runs, if one does.
    pub fn factor_recovery(&self) -> Option<FactorRecovery> {
        let (started_at, ready_at) = self.factor_recovery_started_at.zip(self.factor_recovery_ready_at)?;
        Some(FactorRecovery { started_at, ready_at })
    }

    /// The language that its owner chose, where this version has it.
    pub fn chosen_language(&self) -> Option<Language> {
        self.language.as_ref().and_then(Stored::known)
    }

    /// The language of emails to its owner, where anything is known about it.
    pub fn email_language(&self) -> Option<Language> {
        self.chosen_language().or(self.language_seen.as_ref().and_then(Stored::known))
    }

    /// Emails to this account go to its owner, in the owner's language.
    pub(crate) fn recipient(&self) -> Recipient<'_> {
        let language = self.email_language();
        Recipient { account: Some(self.id), username: &self.username, address: &self.email, language }
    }

    /// Whether it can still be used with the password that was checked when it was `then`. Two logins at once may both renew
    /// its hash: that is no other password.
    pub(crate) fn is_as_authenticated(&self, then: &User) -> bool {
        self.password_changed_at == then.password_changed_at && self.disabled_at.is_none()
    }

    /// Whether what proved somebody to be its owner when it was `then` still does: the password, and whether it is enough.
    pub(crate) fn proves_as(&self, then: &User) -> bool {
        self.password_changed_at == then.password_changed_at && self.second_factor_since == then.second_factor_since
    }
}

/// What makes two usernames the same: they are ASCII by rule, so case is all there is.
pub fn username_key(username: &str) -> String {
    username.trim().to_lowercase()
}

/// What makes two ways to name an account at login the same. No username contains an `@`.
pub(crate) fn login_key(login: &str) -> String {
    if login.contains('@') { email_address::key(login) } else { username_key(login) }
}

/// The account with this id.
///
/// # Errors
/// Only the database's.
pub(crate) fn find(c: &mut Conn, id: i64) -> Result<Option<User>, Error> {
    Ok(users::table.find(id).get_result(c).optional()?)
}

/// The account with this id, locked until the caller's transaction ends: others that lock or change it wait.
/// Every verb that changes an account on the strength of what it read holds it first.
///
/// None when it was deleted meanwhile: what that means to the person who asks is for each verb to say.
pub(crate) fn hold(c: &mut Conn, id: i64) -> Result<Option<User>, Error> {
    // An update that changes nothing is a lock on both databases.
    let held = diesel::update(users::table.find(id)).set(users::role.eq(users::role));
    Ok(held.returning(users::all_columns).get_result(c).optional()?)
}
