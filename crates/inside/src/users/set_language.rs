//! Choose the language of an account: of its pages, at every device, and of the emails to its owner.

use super::store::{self, UserChanges};
use crate::error::Error;
use crate::sessions::Caller;
use crate::state::Services;
use crate::texts::Language;

/// Keeps the choice. It is no security event: nothing about who may do what depends on it.
///
/// # Errors
/// [`Error::NotLoggedIn`] when the account is gone; those of the database.
pub fn set_language(s: &Services, caller: &Caller, language: Language) -> Result<(), Error> {
    let changes = UserChanges { language: Some(language.tag()), ..UserChanges::default() };
    s.db.transaction(|c| match store::update(c, caller.user.id, &changes) {
        Ok(_) => Ok(()),
        Err(Error::NotFound) => Err(Error::NotLoggedIn),
        Err(error) => Err(error),
    })
}
