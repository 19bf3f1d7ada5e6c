//! Correct the address of an account that has never confirmed one: a typing error at sign-up must not lock the user out
//! for good where `REQUIRE_VERIFIED_EMAIL` requires a confirmed address.

use super::login::{self, Credentials};
use super::store::{self, UserChanges};
use super::{Sent, User, rules, send_confirmation};
use crate::context::{Context, Credential};
use crate::db::Conn;
use crate::email_address::EmailAddress;
use crate::error::{Error, Field, FieldCode, FieldErrors};
use crate::events::{self, Event};
use crate::limits::{self, EmailKind};
use crate::links::{self, Purpose};
use crate::state::Hashing;
use crate::state::Services;

/// Gives the account another address and sends a link that confirms it. The password authenticates the caller.
///
/// Once an address of the account was confirmed, the password alone is not enough: a thief of the password could move the
/// account away from its owner without ever logging in. Nor is it for an account with a second factor, nor for one that was
/// made with an invitation for its address: the invitation was good for who reads what is sent there, which is not proved yet.
/// The address that is given up gets no email, no link and no reservation, since it was most likely never the user's.
///
/// # Errors
/// Those of a login; [`Error::Invalid`] for a wrong or taken address, at `email`, and for an account that has confirmed
/// one, or was invited with the one it has; those of [`limits::sign_up`], [`limits::email_from`] and [`limits::email_to`], at
/// `email` too.
pub async fn correct_email(
    s: &Hashing,
    credentials: &Credentials,
    email: &str,
    context: &Context,
) -> Result<(Sent, User), Error> {
    login::check(s, credentials, context)?;
    let address = rules::address(email)?;
    let (user, attempt) = login::authenticate(s, credentials, context).await?;
    let correctable = attempt.settle(s, context, |c, limits| {
        // The account first, as in a login.
        let correctable = Correctable::now(c, &user, &address)?;
        limits.password_was_right(c, s, &user)?;
        Ok(correctable)
    })?;
    if let Correctable::Confirmed(user) = correctable? {
        return Ok((Sent::AlreadyConfirmed, *user));
    }
    must_be_free(s, &user, &address, context)?;
    let limit = limits::email_from(s, context, EmailKind::Verify);
    let _counts = limit
        .and_then(|_| limits::email_to(s, context, EmailKind::Verify, address.as_str()))
        .map_err(|error| error.at(Field::Email))?;
    let now = context.now;
    s.db.transaction(|c| {
        let before = match Correctable::now(c, &user, &address)?? {
            Correctable::Confirmed(user) => return Ok((Sent::AlreadyConfirmed, *user)),
            Correctable::NeverConfirmed(user) => user,
        };
        let changes = UserChanges {
            email: Some(address.as_str().to_owned()),
            email_key: Some(address.key()),
            ..UserChanges::default()
        };
        let user = store::change_address(c, now, before.id, &changes)?;
        links::void(c, now, user.id, &[Purpose::Verify, Purpose::Reset])?;
        send_confirmation::to_new_account(s, c, now, &user)?;
        events::record(
            c,
            user.id,
            &Event::EmailChanged { new: user.email.clone() },
            &context.acting_for(user.id, Credential::Password),
        )?;
        Ok((Sent::OnItsWay, user))
    })
}

/// What can be done about the address of an account whose password was right.
enum Correctable {
    /// Nothing has to be: it is confirmed.
    Confirmed(Box<User>),
    /// It can be another one.
    NeverConfirmed(Box<User>),
}

impl Correctable {
    /// Asks the account as it is now, held until the transaction ends: since its password was checked, that may have been changed,
    /// the account disabled, its address confirmed or two-step login turned on. What refuses it is no reason to take back that the
    /// password was right.
    ///
    /// # Errors
    /// Only the database's.
    fn now(c: &mut Conn, user: &User, address: &EmailAddress) -> Result<Result<Correctable, Error>, Error> {
        let refused = |code| Ok(Err(Error::Invalid(FieldErrors::one(Field::Email, code))));
        let held = store::hold(c, user.id)?.filter(|held| held.is_as_authenticated(user));
        let Some(held) = held.map(Box::new) else { return Ok(Err(Error::WrongCredentials)) };
        if held.has_second_factor() {
            return refused(FieldCode::EmailNeedsSecondFactor);
        }
        if held.email_verified {
            return Ok(Ok(Correctable::Confirmed(held)));
        }
        match store::is_for_one_address(c, held.id)? {
            None => refused(FieldCode::EmailConfirmedBefore),
            // Another spelling of it is still the address that was invited.
            Some(true) if held.email_key != address.key() => refused(FieldCode::EmailOfInvitation),
            Some(_) => Ok(Ok(Correctable::NeverConfirmed(held))),
        }
    }
}

/// That an address is taken counts as it does at sign-up.
fn must_be_free(s: &Services, user: &User, address: &EmailAddress, context: &Context) -> Result<(), Error> {
    let attempt = limits::sign_up(s, context).map_err(|error| error.at(Field::Email))?;
    let email = Some(address.as_str());
    s.db.read(|c| store::taken_names(c, context.now, None, email, Some(user.id)))?.into_result()?;
    s.db.transaction(|c| attempt.withdrawn(c, s))
}
