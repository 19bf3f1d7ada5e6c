//! Revoke an invitation.

use super::store;
use crate::administrators::may_administer;
use crate::context::Context;
use crate::error::Error;
use crate::events::{self, Event};
use crate::state::Services;

/// Ends an invitation. Accounts that were created with it stay.
///
/// # Errors
/// Those of [`may_administer`]; [`Error::NotFound`] when no invitation has this number.
pub fn revoke_invitation(s: &Services, id: i64, context: &Context) -> Result<(), Error> {
    s.db.transaction(|c| {
        may_administer(s, c, context)?;
        if !store::delete(c, id)? {
            return Err(Error::NotFound);
        }
        events::record(c, None::<i64>, &Event::InvitationRevoked { id }, context)
    })
}
