//! Send a link that confirms the address: at sign-up, after a change of the address, and again on request.

use time::PrimitiveDateTime;

use super::login::{self, Credentials};
use super::{Caller, User, store};
use crate::context::{Context, Credential};
use crate::db::Conn;
use crate::error::Error;
use crate::events::{self, Event};
use crate::limits::{self, EmailKind};
use crate::links::{self, Binding, Purpose};
use crate::mail::{self, Email, EmailLink};
use crate::state::Hashing;
use crate::state::Services;

/// The outcome of a request for another link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// An email is on its way; earlier links no longer work.
    OnItsWay,
    /// The address is confirmed: there is nothing to send.
    AlreadyConfirmed,
}

/// Sends the caller a new link.
///
/// # Errors
/// Those of [`limits::email_from`] and [`limits::email_to`]: the caller knows the account anyway.
pub fn send_confirmation(s: &Services, caller: &Caller, context: &Context) -> Result<Sent, Error> {
    send_again(s, &caller.user, context, |c| caller.hold(c, context))
}

/// The same for a user who can't log in yet because of `REQUIRE_VERIFIED_EMAIL`: the password authenticates the caller.
///
/// # Errors
/// Those of a login, and of [`send_confirmation`].
pub async fn send_confirmation_by_password(
    s: &Hashing,
    credentials: &Credentials,
    context: &Context,
) -> Result<(Sent, User), Error> {
    let (user, attempt) = login::authenticate(s, credentials, context).await?;
    attempt.settle(s, context, |c, limits| limits.password_was_right(c, s, &user))?;
    // The password may have been changed, or the account disabled, since it was checked.
    let is_same = |held: &User| held.is_as_authenticated(&user);
    let hold = |c: &mut Conn| store::hold(c, user.id)?.filter(is_same).ok_or(Error::WrongCredentials);
    let context = context.acting_for(user.id, Credential::Password);
    Ok((send_again(s, &user, &context, hold)?, user))
}

fn send_again(
    s: &Services,
    user: &User,
    context: &Context,
    mut hold: impl FnMut(&mut Conn) -> Result<User, Error>,
) -> Result<Sent, Error> {
    if user.email_verified {
        return Ok(Sent::AlreadyConfirmed);
    }
    let _counts = limits::email_from(s, context, EmailKind::Verify)?;
    let _counts = limits::email_to(s, context, EmailKind::Verify, &user.email)?;
    let now = context.now;
    let address = &user.email_key;
    s.db.transaction(|c| {
        let user = hold(c)?;
        if user.email_verified {
            return Ok(Sent::AlreadyConfirmed);
        }
        if user.email_key != *address {
            // What gave it another address meanwhile has sent a link there. This email was counted for the one before.
            return Ok(Sent::OnItsWay);
        }
        to_new_account(s, c, now, &user)?;
        events::record(c, user.id, &Event::VerificationSent, context)?;
        Ok(Sent::OnItsWay)
    })
}

/// The email that a new account gets.
pub(super) fn to_new_account(s: &Services, c: &mut Conn, now: PrimitiveDateTime, user: &User) -> Result<(), Error> {
    let link = link(s, c, now, user)?;
    mail::queue(s, c, user.recipient(), &Email::ConfirmEmail { link })
}

/// The email that the new address of an account gets.
pub(super) fn to_new_address(s: &Services, c: &mut Conn, now: PrimitiveDateTime, user: &User) -> Result<(), Error> {
    let link = link(s, c, now, user)?;
    mail::queue(s, c, user.recipient(), &Email::ConfirmEmailChange { new_email: user.email.clone(), link })
}

fn link(s: &Services, c: &mut Conn, now: PrimitiveDateTime, user: &User) -> Result<EmailLink, Error> {
    let binding = Binding {
        purpose: Purpose::Verify,
        user_id: Some(user.id),
        address: &user.email,
        address_verified: user.email_verified,
    };
    let token = links::issue(c, now, &binding, s.config.verify_ttl)?;
    Ok(links::in_email(s, Purpose::Verify, &token, s.config.verify_ttl))
}
