//! Sessions and events as pages list them.

use super::view::{EventRow, SessionRow};
use crate::events::Event;
use crate::sessions::{Kind, Session};
use crate::user_agent;
use crate::users::Caller;

impl SessionRow {
    /// A session of the caller's account.
    pub fn of(session: Session, caller: &Caller) -> SessionRow {
        let browser = session.kind == Kind::Browser.word();
        SessionRow {
            name: user_agent::name(&session.user_agent),
            icon: if browser { user_agent::icon(&session.user_agent) } else { "key" },
            kind: if browser { "Browser" } else { "Program" },
            current: session.id == caller.session.id,
            id: session.handle,
            network: session.address,
            first_used: session.created_at,
            last_used: session.last_used_at,
        }
    }
}

impl From<Event> for EventRow {
    fn from(event: Event) -> EventRow {
        EventRow {
            sentence: event.sentence(),
            tone: event.tone().word(),
            browser: if event.user_agent.is_empty() { String::new() } else { user_agent::name(&event.user_agent) },
            id: event.id,
            at: event.at,
            network: event.address,
        }
    }
}
