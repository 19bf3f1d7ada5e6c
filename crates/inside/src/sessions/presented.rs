//! What a request shows to be somebody's.

use super::SessionId;

/// The session and the account that a cookie or a token names. Whether they are there, and belong together, the rows say.
pub struct PresentedSession {
    /// The account.
    pub(super) user_id: i64,
    /// The primary key of the session's row.
    pub(crate) id: String,
}

impl PresentedSession {
    /// Takes what a cookie or a token says.
    pub fn new(user_id: i64, session_id: &SessionId) -> PresentedSession {
        PresentedSession { user_id, id: session_id.hash() }
    }
}

/// The primary keys of their rows.
pub(crate) fn ids(presented: &[PresentedSession]) -> Vec<&str> {
    presented.iter().map(|one| one.id.as_str()).collect()
}
