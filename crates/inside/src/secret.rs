//! Values that must never be printed.

use std::fmt;

use aws_lc_rs::digest;
use data_encoding::HEXLOWER;

/// A value that shows as `***` in every log, error and dump of settings; reading it takes a visible `expose`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Wraps a value.
    pub fn new(value: T) -> Self {
        Secret(value)
    }

    /// The value itself. A review reads every call of this.
    pub fn expose(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl<T: std::str::FromStr> std::str::FromStr for Secret<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        text.parse().map(Secret)
    }
}

/// The SHA-256 of a random value in hex: what a table keeps of it. A password, which can be guessed, needs bcrypt instead.
pub fn sha256(value: &str) -> String {
    HEXLOWER.encode(digest::digest(&digest::SHA256, value.as_bytes()).as_ref())
}
