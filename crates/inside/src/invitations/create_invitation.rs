//! Create an invitation.

use time::Duration;

use super::{Invitation, store};
use crate::administrators::may_administer;
use crate::context::Context;
use crate::email_address;
use crate::email_address::EmailAddress;
use crate::error::Error;
use crate::events::{self, Event};
use crate::links::Token;
use crate::secret::Secret;
use crate::state::Services;

/// Creates an invitation and returns its link, which is shown only once.
///
/// # Errors
/// Those of [`may_administer`]; [`Error::Invalid`] for an invalid address.
pub fn create_invitation(
    s: &Services,
    uses: i32,
    lasting: Duration,
    email: Option<&str>,
    context: &Context,
) -> Result<(Invitation, Secret<String>), Error> {
    let email = email.map(email_address::required).transpose()?;
    let (now, token) = (context.now, Token::new(crate::random::token()));
    let invitation = s.db.transaction(|c| {
        may_administer(s, c, context)?;
        let invitation =
            store::insert(c, &token.hash(), email.as_ref().map(EmailAddress::as_str), uses, now, now + lasting)?;
        events::record(c, None::<i64>, &Event::InvitationCreated { id: invitation.id }, context)?;
        Ok(invitation)
    })?;
    Ok((invitation, Secret::new(format!("{}/register?invitation={}", s.base_url, token.expose()))))
}
