//! Values that must never be printed.

use std::fmt;

use aws_lc_rs::digest;
use data_encoding::HEXLOWER;
use secrecy::zeroize::Zeroize;
use secrecy::{ExposeSecret, SecretBox};

/// A value that shows as `***` in every log, error and dump of settings; reading it takes a visible `expose`. Its memory is
/// overwritten when it goes, so that neither a core dump nor a swap file keeps it.
pub struct Secret<T: Zeroize>(SecretBox<T>);

impl<T: Zeroize> Secret<T> {
    /// Wraps a value.
    pub fn new(value: T) -> Self {
        Secret(SecretBox::new(Box::new(value)))
    }

    /// The value itself. A review reads every call of this.
    pub fn expose(&self) -> &T {
        self.0.expose_secret()
    }
}

impl<T: Zeroize + Clone> Clone for Secret<T> {
    fn clone(&self) -> Self {
        Secret::new(self.expose().clone())
    }
}

impl<T: Zeroize + Default> Default for Secret<T> {
    fn default() -> Self {
        Secret::new(T::default())
    }
}

impl<T: Zeroize + PartialEq> PartialEq for Secret<T> {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl<T: Zeroize + Eq> Eq for Secret<T> {}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl<T: Zeroize + std::str::FromStr> std::str::FromStr for Secret<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        text.parse().map(Secret::new)
    }
}

/// The SHA-256 of a random value in hex: what a table keeps of it. A password, which can be guessed, needs bcrypt instead.
pub fn sha256(value: &str) -> String {
    HEXLOWER.encode(digest::digest(&digest::SHA256, value.as_bytes()).as_ref())
}
