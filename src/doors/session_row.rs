//! A session as JSON, the same at both APIs.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::rfc3339::rfc3339;
use inside::sessions::{Session, SessionHandle, SessionPlace};
use inside::stored::Word;
use inside::texts::Texts;
use inside::user_agent;

/// Sessions in one response.
pub(crate) const AT_ONCE: usize = 100;

/// Which page of the list.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct After {
    /// The `next` of the page before; the first page without it.
    after: String,
}

impl After {
    /// Where the page begins; none for the first one, and for what is no place.
    pub(crate) fn place(&self) -> Option<SessionPlace> {
        self.after.parse().ok()
    }
}

/// A browser or app that is logged in to the account.
#[derive(Serialize, ToSchema)]
#[schema(as = Session)]
pub(crate) struct SessionRow {
    /// A public id to end the session by. It grants nothing.
    #[schema(value_type = String)]
    id: SessionHandle,
    /// `browser` or `program`.
    #[schema(example = "browser")]
    kind: &'static str,
    /// The browser or app, from its User-Agent header.
    #[schema(example = "Firefox on Linux")]
    name: String,
    /// The network address it was last used from.
    #[schema(example = "192.0.2.7")]
    address: String,
    /// When it logged in.
    #[schema(format = DateTime)]
    created_at: String,
    /// The most recent request, to the minute.
    #[schema(format = DateTime)]
    last_used_at: String,
    /// Whether it is the session of this request.
    current: bool,
}

impl SessionRow {
    /// These sessions with their names in the language of `t`, as their owner sees them from the session with the public id `own`.
    pub(crate) fn list(t: Texts, sessions: &[Session], own: &SessionHandle) -> Vec<SessionRow> {
        sessions.iter().map(|session| SessionRow::new(t, session, own)).collect()
    }

    fn new(t: Texts, session: &Session, own: &SessionHandle) -> SessionRow {
        SessionRow {
            id: session.handle.clone(),
            kind: session.kind.word(),
            name: user_agent::name(t, &session.user_agent),
            address: session.address.clone(),
            created_at: rfc3339(session.created_at),
            last_used_at: rfc3339(session.last_used_at),
            current: session.handle == *own,
        }
    }
}
