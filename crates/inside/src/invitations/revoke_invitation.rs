//! Revoke an invitation.

use super::store;
use crate::client::Client;
use crate::error::Error;
use crate::events::{self, About, Kind};
use crate::state::Services;

/// Ends an invitation. Accounts that were created with it stay.
///
/// # Errors
/// [`Error::NotFound`] when no invitation has this number.
pub fn revoke_invitation(s: &Services, id: i64, client: &Client) -> Result<(), Error> {
    s.db.transaction(|c| {
        if !store::delete(c, id)? {
            return Err(Error::NotFound);
        }
        let detail = id.to_string();
        events::record_with(c, s.clock.now(), Kind::InvitationRevoked, &About::nobody(), client, &detail)
    })
}
