//! Asking the list of leaked passwords.

use std::sync::Arc;

use super::{Services, State, on_a_thread};
use crate::breached::BreachedMode;
use crate::hashing::Password;

impl Services {
    /// Whether a new password is accepted with a warning: it is on the list of leaked ones, and `BREACHED_PASSWORDS=warn`.
    pub fn warns_of(&self, password: &Password) -> bool {
        self.config.breached.warns_of(password.expose())
    }
}

impl State {
    /// Whether a new password that was accepted deserves a warning: it is on the list of leaked ones, and
    /// `BREACHED_PASSWORDS=warn`.
    pub async fn warns_of(&self, password: &Password) -> bool {
        self.config().breached.mode() == BreachedMode::Warn && self.is_breached(password).await
    }

    /// Whether a password is on the list of leaked ones, unless nothing is looked up. The list may be a file, so a thread that
    /// may wait reads it.
    pub async fn is_breached(&self, password: &Password) -> bool {
        if self.config().breached.mode() == BreachedMode::Off {
            return false;
        }
        let (list, password) = (Arc::clone(&self.config().breached), password.clone());
        on_a_thread(move || list.has(password.expose())).await.unwrap_or(false)
    }
}
