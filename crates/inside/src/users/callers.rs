//! Who is calling, found for nearly every request.

use std::sync::Arc;

use super::overview::{self, Numbers, Overview};
use super::{Caller, PresentedSession};
use crate::error::Error;
use crate::sessions::FoundWith;
use crate::state::{State, Together};

/// Finds callers. At a server, those of requests that come at once are found by one statement; clones share it.
#[derive(Clone)]
pub struct Callers {
    alone: Together<PresentedSession, Option<Arc<Caller>>>,
    with_numbers: Together<PresentedSession, FoundWith<Numbers>>,
}

impl Default for Callers {
    fn default() -> Callers {
        Callers { alone: Together::new(Caller::find), with_numbers: Together::new(overview::find_with_numbers) }
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
        let found = state.read_together(&self.with_numbers, presented).await?;
        let Some((caller, numbers)) = found else { return Ok(None) };
        if !caller.user.has_second_factor() {
            let overview = Overview::without_factors(state.config(), state.now(), &caller, numbers);
            return Ok(Some((caller, overview)));
        }
        // By itself: those who were found together would wait for the further questions about each other.
        let who = Arc::clone(&caller);
        let overview = state.read(move |r| Overview::of(r, &who, numbers)).await?;
        Ok(Some((caller, overview)))
    }
}
