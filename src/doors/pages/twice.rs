//! Forms that ask for a new password twice, which only people mistype.

use serde::Deserialize;

use crate::users::Password;

/// What such a form sends. Leaving the second field out is a mistake, not a way around it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Twice<F> {
    /// Everything else.
    #[serde(flatten)]
    pub form: F,
    /// The password again.
    pub confirm_password: Password,
}
