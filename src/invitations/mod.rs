//! Who may create an account: everybody, whoever has an invitation, or nobody (`REGISTRATION`).
//!
//! An invitation is a link that the operator gives to people. It lets so many of them in until a date, perhaps only with
//! one address. What is kept is the token's hash: whoever reads the table can't invite themselves.

pub mod store;

use diesel::prelude::*;
use time::{Duration, PrimitiveDateTime};

use crate::client::Client;
use crate::config::RegistrationMode;
use crate::db::Conn;
use crate::email_address::EmailAddress;
use crate::error::{Error, FieldErrors};
use crate::events::{self, About, Kind};
use crate::links::Token;
use crate::state::Services;
use crate::users::rules::{self, email_key};

/// One invitation.
#[derive(Clone, Debug, Queryable)]
pub struct Invitation {
    /// Names it at the command line.
    pub id: i64,
    /// See [`Token::hash`].
    pub token_hash: String,
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
    /// Whether it still lets somebody in.
    pub fn is_alive(&self, now: PrimitiveDateTime) -> bool {
        self.uses_left > 0 && now < self.expires_at
    }

    /// An invitation for one address is no good for another. The mistake does not say which address it is for.
    pub fn mistakes(&self, email: &str) -> FieldErrors {
        match &self.email {
            Some(invited) if !email.trim().is_empty() && email_key(invited) != email_key(email) => {
                let sentence = "This invitation is for another email address. Use the one it was sent to";
                FieldErrors::one("email", "invitation_other_email", sentence)
            }
            _ => FieldErrors::default(),
        }
    }
}

/// Lets a visitor in who wants to register, or says why not. The invitation they came with is returned where one is needed;
/// it is [`spend`]-ed when the account is made.
///
/// # Errors
/// [`Error::RegistrationClosed`]; [`Error::InvitationNeeded`] for none, an unknown, used or expired one alike.
pub fn admit(s: &Services, token: Option<&str>) -> Result<Option<Invitation>, Error> {
    match s.config.registration {
        RegistrationMode::Open => Ok(None),
        RegistrationMode::Closed => Err(Error::RegistrationClosed),
        RegistrationMode::Invite => {
            let token = token.filter(|token| !token.is_empty()).ok_or(Error::InvitationNeeded)?;
            let found = store::find(&mut *s.db.conn()?, &Token::new(token.to_owned()).hash())?;
            found.filter(|invitation| invitation.is_alive(s.clock.now())).map(Some).ok_or(Error::InvitationNeeded)
        }
    }
}

/// Uses one place of an invitation, in the transaction that makes the account: of two people with the last one, one wins.
///
/// # Errors
/// [`Error::InvitationNeeded`] when somebody was faster, or when it ended or was revoked meanwhile.
pub fn spend(c: &mut Conn, invitation: &Invitation, now: PrimitiveDateTime) -> Result<(), Error> {
    if store::take_one(c, invitation.id, now)? { Ok(()) } else { Err(Error::InvitationNeeded) }
}

/// Makes an invitation and returns the link for it, which is shown this once only.
///
/// # Errors
/// [`Error::Invalid`] for an address that nobody can have.
pub fn create(
    s: &Services,
    uses: i32,
    lasting: Duration,
    email: Option<&str>,
    client: &Client,
) -> Result<(Invitation, String), Error> {
    let email = email.map(rules::address).transpose()?;
    let (now, token) = (s.clock.now(), Token::new(crate::random::token()));
    let invitation = s.db.transaction(|c| {
        let invitation =
            store::insert(c, &token.hash(), email.as_ref().map(EmailAddress::as_str), uses, now, now + lasting)?;
        let detail = invitation.id.to_string();
        events::record_with(c, now, Kind::InvitationCreated, &About::nobody(), client, &detail)?;
        Ok(invitation)
    })?;
    Ok((invitation, format!("{}/register?invitation={}", s.base_url, token.expose())))
}

/// Ends an invitation. Accounts that were made with it stay.
///
/// # Errors
/// [`Error::NotFound`] when there is none of this number.
pub fn revoke(s: &Services, id: i64, client: &Client) -> Result<(), Error> {
    s.db.transaction(|c| {
        if !store::delete(c, id)? {
            return Err(Error::NotFound);
        }
        let detail = id.to_string();
        events::record_with(c, s.clock.now(), Kind::InvitationRevoked, &About::nobody(), client, &detail)
    })
}
