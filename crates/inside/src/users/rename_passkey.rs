//! Give a passkey another name.

use super::{Caller, passkey_name};
use crate::context::Context;
use crate::error::Error;
use crate::factors::passkeys;
use crate::limits;
use crate::state::Services;

/// Renames one of the caller's. It needs no identity check: a name opens nothing.
///
/// # Errors
/// [`Error::Invalid`] when the name is refused; [`Error::NotFound`] when the caller has no such passkey; those of
/// [`limits::change_factors`]; [`Error::NotLoggedIn`] when the session ended meanwhile.
pub fn rename_passkey(s: &Services, caller: &Caller, id: &str, name: &str, context: &Context) -> Result<(), Error> {
    let name = passkey_name::parse(name)?;
    let _counts = limits::change_factors(s, context, caller.session.handle.as_str())?;
    s.db.transaction(|c| {
        let user = caller.hold(c, context)?;
        match passkeys::rename(c, user.id, id, &name)? {
            true => Ok(()),
            false => Err(Error::NotFound),
        }
    })
}
