//! Take an account's address as confirmed, without its link: an operator has checked it otherwise.

use super::User;
use super::store::{self, UserChanges};
use crate::administrators::may_administer;
use crate::context::Context;
use crate::error::Error;
use crate::events::{self, Event};
use crate::links::{self, Purpose};
use crate::state::Services;

/// Takes the address that the account has now as confirmed; links that would confirm it end. An address that is confirmed stays as
/// it is.
///
/// # Errors
/// Those of [`may_administer`]; [`Error::NotFound`], also when the account has another address than when it was looked at.
pub fn verify_email(s: &Services, user: &User, context: &Context) -> Result<User, Error> {
    s.db.transaction(|c| {
        may_administer(s, c, context)?;
        let held = store::hold(c, user.id)?.filter(|held| held.email_key == user.email_key).ok_or(Error::NotFound)?;
        if held.email_verified {
            return Ok(held);
        }
        let verified = UserChanges { email_verified: Some(true), ..UserChanges::default() };
        let user = store::update(c, held.id, &verified)?;
        links::void(c, context.now, user.id, &[Purpose::Verify])?;
        events::record(c, user.id, &Event::EmailVerified, context)?;
        Ok(user)
    })
}
