//! What a verb that hashes is lent instead of [`Services`].

use std::ops::Deref;
use std::sync::Arc;

use super::Services;
use crate::error::Error;
use crate::hashing::{Desk, Hasher, Place, Progress};

/// [`State::hashing`](super::State::hashing) hands it out, and runs such a verb on threads that may wait for the database;
/// while the verb waits for a hash it is on none.
pub struct Hashing {
    services: Arc<Services>,
    desk: Desk,
}

impl Deref for Hashing {
    type Target = Services;

    fn deref(&self) -> &Services {
        &self.services
    }
}

impl Hashing {
    /// For a verb that is run for a client of this network.
    pub(super) fn on_threads(services: Arc<Services>, hasher: Arc<Hasher>, network: String) -> (Hashing, Progress) {
        let (desk, progress) = Desk::on_threads(hasher, network);
        (Hashing { services, desk }, progress)
    }

    /// For a verb that is run by a command.
    pub(super) fn here(services: Arc<Services>) -> Hashing {
        Hashing { services, desk: Desk::Here }
    }

    /// Waits for the verb's turn. What can be refused without a hash has to be refused before, and nothing may have been
    /// written that would have to be undone. The place is the verb's to its end; asking again gives the same one.
    ///
    /// # Errors
    /// [`Error::Busy`] at once when there is no place for this client's network, or later when another network with fewer
    /// places needs this one.
    pub(crate) async fn place(&self) -> Result<Place<'_>, Error> {
        self.desk.place(&self.services.hash_costs, self.services.config.bcrypt_cost).await
    }
}
