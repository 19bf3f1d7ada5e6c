//! What a request shows to be somebody's.

use super::{SessionId, SessionKey};

/// The session and the account that a cookie or a token names. Whether they are there, and belong together, the rows say.
pub struct PresentedSession {
    /// The account.
    pub(super) user_id: i64,
    /// The primary key of the session's row.
    pub(crate) key: SessionKey,
}

impl PresentedSession {
    /// Takes what a cookie or a token says.
    pub fn new(user_id: i64, session_id: &SessionId) -> PresentedSession {
        PresentedSession { user_id, key: session_id.key() }
    }
}

/// The primary keys of their rows, as [`each!`](crate::db::each) asks for them.
pub(crate) fn keys(presented: &[PresentedSession]) -> Vec<&str> {
    presented.iter().map(|one| one.key.as_str()).collect()
}
