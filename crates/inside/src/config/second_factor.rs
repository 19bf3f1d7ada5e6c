//! Which accounts must have a second factor.

use clap::ValueEnum;

/// `REQUIRE_SECOND_FACTOR`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SecondFactorPolicy {
    /// None has to.
    None,
    /// Those of administrators. Moderators have no rights here, only in the app behind.
    Admins,
    /// Every account.
    All,
}
