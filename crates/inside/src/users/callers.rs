//! Who is calling, found for nearly every request.

use std::sync::Arc;

use super::overview::{self, Overview};
use super::{Caller, PresentedSession};
use crate::error::Error;
use crate::sessions::FoundWith;
use crate::state::{State, Together};

/// Finds callers. At a server, those of requests that come at once are found by one statement; clones share it.
#[derive(Clone)]
pub struct Callers {
    alone: Together<PresentedSession, Option<Arc<Caller>>>,
    with_overview: Together<PresentedSession, FoundWith<Overview>>,
}

impl Default for Callers {
    fn default() -> Callers {
        Callers { alone: Together::new(Caller::find), with_overview: Together::new(overview::find_with_overview) }
    }
}

impl Callers {
    /// The caller who holds this session, see [`Caller::find`].
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find(&self, state: &State, presented: PresentedSession) -> Result<Option<Arc<Caller>>, Error> {
        state.read_together(&self.alone, presented).await
    }

    /// The same, with the numbers of the account page.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find_with_overview(
        &self,
        state: &State,
        presented: PresentedSession,
    ) -> Result<Option<(Arc<Caller>, Overview)>, Error> {
        state.read_together(&self.with_overview, presented).await
    }
}
