//! The "confirm password" field of forms that set a password. Only these pages have it: programs don't mistype.

use serde::Deserialize;

use inside::users::Password;

/// A form's input with the password's confirmation. Leaving the confirmation out is an error, not a way around it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct WithConfirmation<F> {
    /// Everything else.
    #[serde(flatten)]
    pub(crate) form: F,
    /// The password again.
    pub(crate) confirm_password: Password,
}
