//! What attempts are counted on.

use aws_lc_rs::hmac;
use data_encoding::HEXLOWER;

use super::attempt_log::{AttemptLog, micros};
use super::rate::Rate;
use super::store;
use crate::db::Conn;
use crate::error::Error;
use crate::state::Services;

/// A row of the table, and how many attempts it may hold.
pub(super) struct Bucket {
    /// The row's name.
    pub(super) key: String,
    /// How many attempts in which time.
    pub(super) rate: Rate,
    /// One success clears all that was counted.
    pub(super) forgiven_by_success: bool,
}

/// A keyed hash names a row: whoever reads the table learns neither addresses nor what people typed as their name, which
/// is now and then a password. All nodes of a site share the key, as they share its cookies.
pub(super) fn row_name(s: &Services, names: &[&str]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, s.config.secret_key.expose().signing());
    let mut context = hmac::Context::with_key(&key);
    context.update(b"vestibule limits");
    for name in names {
        context.update(&name.len().to_be_bytes());
        context.update(name.as_bytes());
    }
    HEXLOWER.encode(context.sign().as_ref())
}

impl Bucket {
    /// The bucket of these names.
    pub(super) fn new(s: &Services, rate: Rate, names: &[&str]) -> Bucket {
        Bucket { key: row_name(s, names), rate, forgiven_by_success: false }
    }

    /// The same, cleared by a success.
    pub(super) fn forgiven_by_success(self) -> Bucket {
        Bucket { forgiven_by_success: true, ..self }
    }

    /// The row under lock, made when there is none.
    pub(super) fn lock(&self, c: &mut Conn, s: &Services) -> Result<AttemptLog, Error> {
        let now = s.clock.now();
        Ok(AttemptLog::read(&store::lock(c, &self.key, now)?, micros(now), self.rate.per))
    }

    /// Writes it, or deletes it when nothing in it counts.
    pub(super) fn write(&self, c: &mut Conn, s: &Services, log: &AttemptLog) -> Result<(), Error> {
        if log.is_empty() {
            return store::delete(c, &self.key);
        }
        store::write(c, &self.key, &log.to_string(), s.clock.now() + self.rate.per)
    }
}
