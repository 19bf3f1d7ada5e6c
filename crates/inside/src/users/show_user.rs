//! One account, for those who look after all of them.

use super::explain_login::{Obstacle, obstacles_of};
use super::list_factors::{self, Factors};
use super::{User, store};
use crate::error::Error;
use crate::events::audit::{self, AuditFilter, Audited};
use crate::oversight::Oversight;
use crate::sessions::{self, Session};
use crate::state::Services;

/// Sessions and events that are shown.
const MOST: i64 = 10;

/// An account with what belongs to it.
pub struct ShownUser {
    /// The account.
    pub user: User,
    /// The sessions that were used last, at most ten.
    pub sessions: Vec<Session>,
    /// How many there are.
    pub session_count: i64,
    /// Its second factors.
    pub factors: Factors,
    /// The newest events about it, at most ten.
    pub events: Vec<Audited>,
    /// What a login meets.
    pub obstacles: Vec<Obstacle>,
}

/// The account with this number.
///
/// # Errors
/// [`Error::NotFound`].
pub fn show_user(s: &Services, oversight: Oversight, id: i64) -> Result<ShownUser, Error> {
    let user = find_user(s, oversight, id)?;
    let filter = AuditFilter { user_id: Some(id), ..AuditFilter::default() };
    Ok(ShownUser {
        sessions: sessions::newest_of_user(s, &user, MOST)?,
        session_count: s.read(|r| sessions::count_of_user(r, &user))?,
        factors: s.read(|r| list_factors::of_user(r, &user))?,
        events: audit::newest(s, oversight, &filter, None, MOST)?,
        obstacles: obstacles_of(s, oversight, &user)?,
        user,
    })
}

/// The account with this number, alone.
///
/// # Errors
/// [`Error::NotFound`].
pub fn find_user(s: &Services, _: Oversight, id: i64) -> Result<User, Error> {
    s.db.read(|c| store::find(c, id))?.ok_or(Error::NotFound)
}
