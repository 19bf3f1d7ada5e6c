//! Enable an account that was disabled.

use super::{User, store};
use crate::administrators::may_administer;
use crate::context::Context;
use crate::error::Error;
use crate::events::{self, Event};
use crate::state::Services;

/// Enables an account again. It has to log in anew. An account that is enabled stays as it is.
///
/// # Errors
/// Those of [`may_administer`]; [`Error::NotFound`].
pub fn enable_user(s: &Services, user: &User, context: &Context) -> Result<User, Error> {
    s.db.transaction(|c| {
        may_administer(s, c, context)?;
        let user = store::hold(c, user.id)?.ok_or(Error::NotFound)?;
        if user.disabled_at.is_none() {
            return Ok(user);
        }
        let user = store::set_disabled(c, user.id, None)?;
        events::record(c, user.id, &Event::UserEnabled, context)?;
        Ok(user)
    })
}
