//! Who is calling, found for nearly every request.

use std::collections::HashSet;
use std::net::IpAddr;
use std::sync::Arc;

use parking_lot::Mutex;

use super::overview::{self, Numbers, Overview};
use super::{Caller, PresentedSession};
use crate::error::Error;
use crate::sessions::{FoundWith, SessionKey};
use crate::state::{Services, State, Together};

/// Finds callers. At a server, those of requests that come at once are found by one statement; clones share it.
#[derive(Clone)]
pub struct Callers {
    alone: Together<PresentedSession, Option<Arc<Caller>>>,
    with_numbers: Together<PresentedSession, FoundWith<Numbers>>,
    /// Sessions whose use is being noted.
    noting: Arc<Mutex<HashSet<SessionKey>>>,
}

impl Default for Callers {
    fn default() -> Callers {
        Callers {
            alone: Together::new(Caller::find),
            with_numbers: Together::new(overview::find_with_numbers),
            noting: Arc::default(),
        }
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

    /// Notes the use of the caller's session where that is due (see [`Session::is_due_for_touch`]). One request does it for all that
    /// come meanwhile: a hundred files of a page would each wait for the row. Says whether the session is still there, as far as
    /// that was found out.
    ///
    /// [`Session::is_due_for_touch`]: crate::sessions::Session::is_due_for_touch
    ///
    /// # Errors
    /// Only the database's.
    pub async fn note_use(
        &self,
        state: &State,
        caller: &Arc<Caller>,
        address: impl FnOnce() -> IpAddr,
    ) -> Result<bool, Error> {
        if !caller.session.is_due_for_touch(state.config(), state.now()) {
            return Ok(true);
        }
        let Some(noting) = Noting::begin(&self.noting, &caller.session.id) else { return Ok(true) };
        let (caller, address) = (Arc::clone(caller), address());
        let note = move |s: &Services| {
            let _noting = noting;
            caller.note_use(s, address)
        };
        state.blocking(note).await
    }
}

/// A session whose use is being noted, until this is dropped.
struct Noting {
    all: Arc<Mutex<HashSet<SessionKey>>>,
    session: SessionKey,
}

impl Noting {
    /// None where somebody else is at it.
    fn begin(all: &Arc<Mutex<HashSet<SessionKey>>>, session: &SessionKey) -> Option<Noting> {
        let is_first = all.lock().insert(session.clone());
        is_first.then(|| Noting { all: Arc::clone(all), session: session.clone() })
    }
}

impl Drop for Noting {
    fn drop(&mut self) {
        self.all.lock().remove(&self.session);
    }
}
