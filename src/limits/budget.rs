//! What tries are counted on.

use aws_lc_rs::hmac;
use data_encoding::HEXLOWER;

use super::rate::Rate;
use super::store;
use super::tries::{Tries, micros};
use crate::db::Conn;
use crate::error::Error;
use crate::state::Services;

/// A row of the table, and how many tries it may hold.
pub(super) struct Budget {
    /// The row's name.
    pub(super) key: String,
    /// How many tries in which time.
    pub(super) rate: Rate,
    /// One success makes good all that was counted.
    pub(super) forgiven_by_success: bool,
}

impl Budget {
    /// A keyed hash names the row: whoever reads the table learns neither addresses nor what people typed as their name,
    /// which is now and then a password. All nodes of a site share the key, as they share its cookies.
    pub(super) fn new(s: &Services, rate: Rate, names: &[&str]) -> Budget {
        let key = hmac::Key::new(hmac::HMAC_SHA256, s.config.secret_key.expose().signing());
        let mut context = hmac::Context::with_key(&key);
        context.update(b"vestibule limits");
        for name in names {
            context.update(&name.len().to_be_bytes());
            context.update(name.as_bytes());
        }
        Budget { key: HEXLOWER.encode(context.sign().as_ref()), rate, forgiven_by_success: false }
    }

    /// The row under lock, made when there is none.
    pub(super) fn lock(&self, c: &mut Conn, s: &Services) -> Result<Tries, Error> {
        let now = s.clock.now();
        Ok(Tries::read(&store::lock(c, &self.key, now)?, micros(now), self.rate.per))
    }

    /// Writes it, or deletes it when nothing in it counts.
    pub(super) fn write(&self, c: &mut Conn, s: &Services, tries: &Tries) -> Result<(), Error> {
        if tries.is_empty() {
            return store::delete(c, &self.key);
        }
        store::write(c, &self.key, &tries.to_string(), s.clock.now() + self.rate.per)
    }
}
