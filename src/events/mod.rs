//! What happened: one append-only table for the person's history, the operator's audit log and the structured log alike.

use diesel::prelude::*;
use time::PrimitiveDateTime;

use crate::client::Client;
use crate::db::Conn;
use crate::error::Error;
use crate::schema::events;

/// The kinds of security events. The word is what table and log hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An account was created.
    Registered,
    /// Right password, fresh session.
    LoggedIn,
    /// Unknown, wrong or disabled.
    LoginFailed,
    /// A session was ended by its holder.
    LoggedOut,
    /// A new username.
    UsernameChanged,
    /// A new address.
    EmailChanged,
    /// A new password.
    PasswordChanged,
    /// Another role.
    RoleChanged,
    /// A link that confirms the address was asked for.
    VerificationSent,
    /// The link was opened: the person reads mail at the address.
    EmailVerified,
    /// Right password, but the address is not confirmed and has to be.
    LoginUnverified,
    /// A link for a new password was asked for, by whoever knows the address.
    ResetRequested,
    /// The link was used: a new password, and every session ended.
    PasswordReset,
    /// The holder of the old address took a change of the e-mail address back.
    EmailChangeUndone,
}

impl Kind {
    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Registered => "registered",
            Kind::LoggedIn => "logged_in",
            Kind::LoginFailed => "login_failed",
            Kind::LoggedOut => "logged_out",
            Kind::UsernameChanged => "username_changed",
            Kind::EmailChanged => "email_changed",
            Kind::PasswordChanged => "password_changed",
            Kind::RoleChanged => "role_changed",
            Kind::VerificationSent => "verification_sent",
            Kind::EmailVerified => "email_verified",
            Kind::LoginUnverified => "login_unverified",
            Kind::ResetRequested => "reset_requested",
            Kind::PasswordReset => "password_reset",
            Kind::EmailChangeUndone => "email_change_undone",
        }
    }
}

/// Whose account an event is about, and who did it.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The account.
    pub user: Option<i64>,
    /// Who acted; none for somebody who did not prove who they are.
    pub actor: Option<i64>,
}

impl About {
    /// An event that no account can be named for.
    pub fn nobody() -> About {
        About::default()
    }
}

impl From<i64> for About {
    /// A person who acted on their own account.
    fn from(user: i64) -> About {
        About { user: Some(user), actor: Some(user) }
    }
}

#[derive(Insertable)]
#[diesel(table_name = events)]
struct NewEvent<'a> {
    at: PrimitiveDateTime,
    kind: &'static str,
    user_id: Option<i64>,
    actor_id: Option<i64>,
    door: &'static str,
    address: String,
    user_agent: &'a str,
    request_id: &'a str,
    detail: &'a str,
}

/// Writes an event in the transaction that caused it, and the same into the log.
///
/// # Errors
/// Only the database's; the cause is then undone with it: what leaves no trace does not happen.
pub fn record(c: &mut Conn, at: PrimitiveDateTime, kind: Kind, about: &About, client: &Client) -> Result<(), Error> {
    let event = NewEvent {
        at,
        kind: kind.word(),
        user_id: about.user,
        actor_id: about.actor,
        door: client.door.word(),
        address: client.address.to_string(),
        user_agent: &client.user_agent,
        request_id: &client.request_id,
        detail: "",
    };
    diesel::insert_into(events::table).values(&event).execute(c)?;
    tracing::info!(
        event = event.kind,
        user_id = event.user_id,
        actor_id = event.actor_id,
        door = event.door,
        address = event.address,
        "security event"
    );
    Ok(())
}
