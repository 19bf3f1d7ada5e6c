//! Export: everything that is kept about an account, as its owner may ask for (GDPR article 15).

use serde::Serialize;
use time::PrimitiveDateTime;
use time::format_description::well_known::Rfc3339;

use super::{Caller, User};
use crate::client::Client;
use crate::error::Error;
use crate::events::{self, Event, Kind};
use crate::links::{self, Link};
use crate::sessions::{self, Session};
use crate::state::Services;
use crate::tokens::store::RefreshToken;
use crate::{tokens, user_agent};

/// Grows when a member goes or changes its meaning; new members alone do not change it.
const SCHEMA: u32 = 1;

/// The file. Member names are stable; times are RFC 3339 in UTC.
///
/// What is not in it: the password's hash and the secrets that cookies, tokens and links hold, since the file is made to be
/// carried around; the counts behind limits, which are kept under hashes that name nobody; emails, which are not kept once
/// they are sent.
#[derive(Serialize)]
pub struct Export {
    schema: u32,
    exported_at: String,
    account: Account,
    sessions: Vec<SessionEntry>,
    refresh_tokens: Vec<RefreshTokenEntry>,
    links: Vec<LinkEntry>,
    events: Vec<EventEntry>,
    acts_on_others: Vec<ActEntry>,
}

#[derive(Serialize)]
struct Account {
    id: i64,
    username: String,
    username_key: String,
    email: String,
    email_key: String,
    email_verified: bool,
    password_changed_at: String,
    role: String,
    disabled_at: Option<String>,
    created_at: String,
    last_login_at: Option<String>,
    previous_login_at: Option<String>,
}

#[derive(Serialize)]
struct SessionEntry {
    handle: String,
    current: bool,
    kind: String,
    name: String,
    user_agent: String,
    created_at: String,
    login_address: String,
    last_used_at: String,
    address: String,
    password_proved_at: String,
}

#[derive(Serialize)]
struct RefreshTokenEntry {
    session: String,
    issued_at: String,
    expires_at: String,
    spent_at: Option<String>,
}

#[derive(Serialize)]
struct LinkEntry {
    purpose: String,
    address: String,
    address_verified: bool,
    created_at: String,
    expires_at: String,
    ended_at: Option<String>,
    ended_by: Option<String>,
}

#[derive(Serialize)]
struct EventEntry {
    id: i64,
    at: String,
    kind: String,
    sentence: String,
    by_you: bool,
    door: String,
    address: String,
    user_agent: String,
    request_id: String,
    detail: String,
}

/// What an admin did to another account: when and what, but not to whom.
#[derive(Serialize)]
struct ActEntry {
    id: i64,
    at: String,
    kind: String,
    door: String,
    address: String,
    user_agent: String,
    request_id: String,
}

/// Reads everything about the caller's account in one transaction, and notes that it was read.
///
/// # Errors
/// Only the database's.
pub fn export(s: &Services, caller: &Caller, client: &Client) -> Result<Export, Error> {
    let now = s.clock.now();
    let user_id = caller.user.id;
    s.db.transaction(|c| {
        events::record(c, now, Kind::Exported, &user_id.into(), client)?;
        let user = super::store::find(c, user_id)?.ok_or(Error::NotLoggedIn)?;
        let sessions = sessions::store::of_user(c, user_id)?;
        let mut refresh_tokens = Vec::new();
        for session in &sessions {
            let rows = tokens::store::of_session(c, &session.id)?;
            refresh_tokens.extend(rows.into_iter().map(|row| RefreshTokenEntry::of(row, session)));
        }
        Ok(Export {
            schema: SCHEMA,
            exported_at: rfc3339(now),
            account: Account::from(user),
            sessions: sessions.into_iter().map(|session| SessionEntry::of(session, caller)).collect(),
            refresh_tokens,
            links: links::store::of_user(c, user_id)?.into_iter().map(LinkEntry::from).collect(),
            events: events::store::all(c, user_id)?.into_iter().map(EventEntry::from).collect(),
            acts_on_others: events::store::acts_on_others(c, user_id)?.into_iter().map(ActEntry::from).collect(),
        })
    })
}

fn rfc3339(at: PrimitiveDateTime) -> String {
    at.assume_utc().format(&Rfc3339).unwrap_or_else(|_| at.to_string())
}

impl From<User> for Account {
    fn from(user: User) -> Account {
        Account {
            id: user.id,
            username: user.username,
            username_key: user.username_key,
            email: user.email,
            email_key: user.email_key,
            email_verified: user.email_verified,
            password_changed_at: rfc3339(user.password_changed_at),
            role: user.role,
            disabled_at: user.disabled_at.map(rfc3339),
            created_at: rfc3339(user.created_at),
            last_login_at: user.last_login_at.map(rfc3339),
            previous_login_at: user.previous_login_at.map(rfc3339),
        }
    }
}

impl SessionEntry {
    fn of(session: Session, caller: &Caller) -> SessionEntry {
        SessionEntry {
            current: session.id == caller.session.id,
            handle: session.handle,
            kind: session.kind,
            name: user_agent::name(&session.user_agent),
            user_agent: session.user_agent,
            created_at: rfc3339(session.created_at),
            login_address: session.login_address,
            last_used_at: rfc3339(session.last_used_at),
            address: session.address,
            password_proved_at: rfc3339(session.proved_at),
        }
    }
}

impl RefreshTokenEntry {
    fn of(token: RefreshToken, session: &Session) -> RefreshTokenEntry {
        RefreshTokenEntry {
            session: session.handle.clone(),
            issued_at: rfc3339(token.issued_at),
            expires_at: rfc3339(token.expires_at),
            spent_at: token.spent_at.map(rfc3339),
        }
    }
}

impl From<Link> for LinkEntry {
    fn from(link: Link) -> LinkEntry {
        LinkEntry {
            purpose: link.purpose,
            address: link.address,
            address_verified: link.address_verified,
            created_at: rfc3339(link.created_at),
            expires_at: rfc3339(link.expires_at),
            ended_at: link.ended_at.map(rfc3339),
            ended_by: link.ended_by,
        }
    }
}

impl From<Event> for EventEntry {
    fn from(event: Event) -> EventEntry {
        EventEntry {
            id: event.id,
            at: rfc3339(event.at),
            sentence: event.sentence(),
            by_you: event.actor_id.is_some() && event.actor_id == event.user_id,
            kind: event.kind,
            door: event.door,
            address: event.address,
            user_agent: event.user_agent,
            request_id: event.request_id,
            detail: event.detail,
        }
    }
}

impl From<Event> for ActEntry {
    fn from(event: Event) -> ActEntry {
        ActEntry {
            id: event.id,
            at: rfc3339(event.at),
            kind: event.kind,
            door: event.door,
            address: event.address,
            user_agent: event.user_agent,
            request_id: event.request_id,
        }
    }
}
