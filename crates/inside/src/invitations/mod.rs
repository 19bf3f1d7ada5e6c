//! Who may create an account: any visitor, visitors with an invitation, or only operators (`REGISTRATION`).
//!
//! An invitation is a link that the operator hands out. It is good for a number of accounts until a date, and may be bound
//! to one address. The database keeps only the token's hash: a reader of the table can't use an invitation.

pub(crate) mod create_invitation;
pub(crate) mod revoke_invitation;
mod store;

use diesel::prelude::*;
use time::PrimitiveDateTime;

use crate::config::RegistrationMode;
use crate::context::Context;
use crate::db::Conn;
use crate::email_address::key as email_key;
use crate::error::{Error, Field, FieldCode, FieldErrors};
use crate::links::Token;
use crate::list_place::ListPlace;
use crate::state::Services;

pub use create_invitation::create_invitation;
pub use revoke_invitation::revoke_invitation;
pub(crate) use store::{forget_address, sweep};
pub use store::{newest, oldest};

/// One invitation.
#[derive(Clone, Debug, Queryable)]
pub struct Invitation {
    /// Names it at the command line.
    pub id: i64,
    /// The only address it is good for, if it is.
    pub email: Option<String>,
    /// How many accounts it was made for.
    pub uses: i32,
    /// How many of them are left.
    pub uses_left: i32,
    /// When it was made.
    pub created_at: PrimitiveDateTime,
    /// When it ends in any case.
    pub expires_at: PrimitiveDateTime,
}

impl Invitation {
    /// Where it stands in a list.
    pub fn place(&self) -> ListPlace {
        ListPlace { at: self.created_at, id: self.id }
    }

    /// Whether it still can be used.
    pub fn is_alive(&self, now: PrimitiveDateTime) -> bool {
        self.uses_left > 0 && now < self.expires_at
    }

    /// An invitation for one address can't be used with another. The error does not reveal which address it is for.
    pub(crate) fn errors(&self, email: &str) -> FieldErrors {
        match &self.email {
            Some(invited) if !email.trim().is_empty() && email_key(invited) != email_key(email) => {
                FieldErrors::one(Field::Email, FieldCode::InvitationOtherEmail)
            }
            _ => FieldErrors::default(),
        }
    }
}

/// Checks whether a visitor may register. Returns the invitation where one is needed; [`spend`] uses it when the account is
/// created.
///
/// # Errors
/// [`Error::RegistrationClosed`]; [`Error::InvitationNeeded`] for none, an unknown, used or expired one alike.
pub fn admit(s: &Services, token: Option<&Token>, context: &Context) -> Result<Option<Invitation>, Error> {
    match s.config.registration {
        RegistrationMode::Open => Ok(None),
        RegistrationMode::Closed => Err(Error::RegistrationClosed),
        RegistrationMode::Invite => {
            let token = token.filter(|token| !token.expose().is_empty()).ok_or(Error::InvitationNeeded)?;
            let found = s.db.read(|c| store::find(c, &token.hash()))?;
            found.filter(|invitation| invitation.is_alive(context.now)).map(Some).ok_or(Error::InvitationNeeded)
        }
    }
}

/// Uses one place of an invitation, in the transaction that creates the account: of two visitors with the last place, one
/// wins.
///
/// # Errors
/// [`Error::InvitationNeeded`] when no place is left, or when it ended or was revoked meanwhile.
pub(crate) fn spend(c: &mut Conn, invitation: &Invitation, now: PrimitiveDateTime) -> Result<(), Error> {
    if store::take_one(c, invitation.id, now)? { Ok(()) } else { Err(Error::InvitationNeeded) }
}
