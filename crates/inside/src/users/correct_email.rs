//! Correct the address of an account that has never confirmed one: a typing error at sign-up must not lock the user out
//! for good where `REQUIRE_VERIFIED_EMAIL` requires a confirmed address.

use super::login::{self, Credentials};
use super::store::{self, UserChanges};
use super::{Sent, User, rules, send_confirmation};
use crate::context::{Context, Credential};
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
/// account away from its owner without ever logging in. Nor is it for an account with a second factor. The address that is given up gets no email, no link and no
/// reservation, since it was most likely never the user's.
///
/// # Errors
/// Those of a login; [`Error::Invalid`] for a wrong or taken address, at `email`, and for an account that has confirmed
/// one; those of [`limits::sign_up`], [`limits::email_from`] and [`limits::email_to`], at `email` too.
pub async fn correct_email(
    s: &Hashing,
    credentials: &Credentials,
    email: &str,
    context: &Context,
) -> Result<(Sent, User), Error> {
    login::check(s, credentials, context)?;
    let address = rules::address(email)?;
    let (user, attempt) = login::authenticate(s, credentials, context).await?;
    if user.has_second_factor() {
        attempt.settle(s, context, |c, limits| limits.password_was_right(c, s, &user))?;
        return Err(Error::Invalid(FieldErrors::one(Field::Email, FieldCode::EmailNeedsSecondFactor)));
    }
    let never_confirmed = attempt.settle(s, context, |c, limits| {
        limits.succeeded(c, s)?;
        // The account may have been deleted since its password was checked.
        store::hold(c, user.id)?.map(|held| store::is_never_confirmed(c, held.id)).transpose()
    })?;
    let never_confirmed = never_confirmed.ok_or(Error::WrongCredentials)?;
    if user.email_verified {
        return Ok((Sent::AlreadyConfirmed, user));
    }
    must_be_never_confirmed(never_confirmed)?;
    must_be_free(s, &user, &address, context)?;
    let limit = limits::email_from(s, context, EmailKind::Verify);
    let _counts = limit
        .and_then(|_| limits::email_to(s, context, EmailKind::Verify, address.as_str()))
        .map_err(|error| error.at(Field::Email))?;
    let now = context.now;
    s.db.transaction(|c| {
        // The password may have been changed, or the account disabled, since it was checked.
        let held = store::hold(c, user.id)?;
        let before = held.filter(|held| held.is_as_authenticated(&user)).ok_or(Error::WrongCredentials)?;
        if before.email_verified {
            return Ok((Sent::AlreadyConfirmed, before));
        }
        must_be_never_confirmed(store::is_never_confirmed(c, before.id)?)?;
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

fn must_be_never_confirmed(is_it: bool) -> Result<(), Error> {
    let confirmed_before = || FieldErrors::one(Field::Email, FieldCode::EmailConfirmedBefore);
    if is_it { Ok(()) } else { confirmed_before().into_result() }
}

/// That an address is taken counts as it does at sign-up.
fn must_be_free(s: &Services, user: &User, address: &EmailAddress, context: &Context) -> Result<(), Error> {
    let attempt = limits::sign_up(s, context).map_err(|error| error.at(Field::Email))?;
    let email = Some(address.as_str());
    s.db.read(|c| store::taken_names(c, context.now, None, email, Some(user.id)))?.into_result()?;
    s.db.transaction(|c| attempt.withdrawn(c, s))
}
