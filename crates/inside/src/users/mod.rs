//! Accounts, their rules, and every verb on them.

pub mod aftermath;
mod already_registered;
pub mod caller;
pub mod change_password;
mod common_passwords;
pub mod confirm_email;
pub mod correct_email;
pub mod delete_account;
pub mod delete_unconfirmed;
pub mod export;
pub mod failed_logins;
pub mod find_users;
pub mod guess;
pub mod hash_costs;
pub mod kept_password;
pub mod linked_account;
pub mod login;
pub mod new_browser;
pub mod not_me;
pub mod overview;
mod password_rules;
pub mod profile_form;
pub mod proof;
pub mod register;
pub mod registration;
pub mod rendered_for;
mod repetition;
pub mod request_reset;
pub mod reset_password;
pub mod role;
pub mod rules;
pub mod send_confirmation;
pub mod set_role;
pub mod store;
pub mod undo_email_change;
pub mod update_profile;

use diesel::prelude::*;
use time::PrimitiveDateTime;

use crate::hashing::StoredPassword;
use crate::mail::Recipient;

pub use crate::hashing::Password;
pub use caller::Caller;
pub use change_password::{PasswordChange, change_password};
pub use confirm_email::{Confirmation, confirm_email};
pub use correct_email::correct_email;
pub use delete_account::{Deletion, delete_account};
pub use delete_unconfirmed::delete_unconfirmed;
pub use export::{Export, export};
pub use find_users::{FoundUsers, find_users};
pub use login::{Credentials, Login, login};
pub use not_me::{not_me, not_me_by_link};
pub use overview::{Overview, overview};
pub use profile_form::{FullUpdate, PartialUpdate};
pub use register::{Registered, register};
pub use registration::Registration;
pub use rendered_for::RenderedFor;
pub use request_reset::request_reset;
pub use reset_password::{Reset, reset_password};
pub use role::Role;
pub use send_confirmation::{Sent, send_confirmation, send_confirmation_by_password};
pub use set_role::set_role;
pub use undo_email_change::{UndoableChange, undo_email_change};
pub use update_profile::{Updated, update_profile};

/// One account. It has no `Debug`: its hash belongs in no log.
#[derive(Clone, Queryable)]
pub struct User {
    /// Never given to another account.
    pub id: i64,
    /// As typed.
    pub username: String,
    /// What makes it unique, see [`rules::username_key`].
    pub username_key: String,
    /// As typed.
    pub email: String,
    /// What makes it unique, see [`rules::email_key`].
    pub email_key: String,
    /// The owner confirmed this address.
    pub email_verified: bool,
    /// What is kept of the password.
    pub password: StoredPassword,
    /// When it last changed. A hash that is renewed is no change.
    pub password_changed_at: PrimitiveDateTime,
    /// `user`, `moderator` or `admin`.
    pub role: String,
    /// Since when the account is disabled, if it is.
    pub disabled_at: Option<PrimitiveDateTime>,
    /// Member since.
    pub created_at: PrimitiveDateTime,
    /// The newest login.
    pub last_login_at: Option<PrimitiveDateTime>,
    /// The one before it: what a person wants to compare with their memory.
    pub previous_login_at: Option<PrimitiveDateTime>,
}

impl User {
    /// Emails to this account go to its owner.
    pub(crate) fn recipient(&self) -> Recipient<'_> {
        Recipient { account: Some(self.id), username: &self.username, address: &self.email }
    }

    /// Whether it can still be used with the password that was checked when it was `then`. Two logins at once may both renew
    /// its hash: that is no other password.
    pub(crate) fn is_as_authenticated(&self, then: &User) -> bool {
        self.password_changed_at == then.password_changed_at && self.disabled_at.is_none()
    }
}
