//! The entries of an export: what is stored about an account, in the order and under the names of the file.

use serde::Serialize;
use time::PrimitiveDateTime;
use time::format_description::well_known::Rfc3339;

use crate::events::{CausedBy, Recorded};
use crate::jobs::JobOfUser;
use crate::links::Link;
use crate::sessions::{Method, Session, SessionHandle};
use crate::stored::Word;
use crate::tokens::RefreshToken;
use crate::user_agent;
use crate::users::accepted_terms::AcceptedTerms;
use crate::users::export::Sentence;
use crate::users::{Caller, User};

#[derive(Serialize)]
pub(super) struct AccountEntry {
    id: i64,
    username: String,
    username_key: String,
    email: String,
    email_key: String,
    email_verified: bool,
    password_changed_at: String,
    role: &'static str,
    disabled_at: Option<String>,
    created_at: String,
    last_login_at: Option<String>,
    previous_login_at: Option<String>,
    language: Option<String>,
    language_seen: Option<String>,
    second_factor_since: Option<String>,
    factor_recovery_started_at: Option<String>,
    factor_recovery_ready_at: Option<String>,
}

#[derive(Serialize)]
pub(super) struct TermsEntry {
    version: String,
    accepted_at: String,
}

#[derive(Serialize)]
pub(super) struct SessionEntry {
    handle: SessionHandle,
    current: bool,
    kind: String,
    name: String,
    user_agent: String,
    created_at: String,
    login_address: String,
    last_used_at: String,
    address: String,
    password_proved_at: Option<String>,
    code_proved_at: Option<String>,
    recovery_code_used_at: Option<String>,
    passkey_proved_at: Option<String>,
}

#[derive(Serialize)]
pub(super) struct RefreshTokenEntry {
    session: SessionHandle,
    issued_at: String,
    expires_at: String,
    spent_at: Option<String>,
}

#[derive(Serialize)]
pub(super) struct LinkEntry {
    purpose: &'static str,
    address: String,
    address_verified: bool,
    created_at: String,
    expires_at: String,
    ended_at: Option<String>,
    ended_by: Option<&'static str>,
}

#[derive(Serialize)]
pub(super) struct JobEntry {
    kind: String,
    topic: String,
    created_at: String,
    due_at: String,
    attempts: i32,
    given_up_at: Option<String>,
}

#[derive(Serialize)]
pub(super) struct EventEntry {
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

/// What an administrator did to another account: when and what, but not to whom.
#[derive(Serialize)]
pub(super) struct ActEntry {
    id: i64,
    at: String,
    kind: String,
    door: String,
    address: String,
    user_agent: String,
    request_id: String,
}

pub(super) fn rfc3339(at: PrimitiveDateTime) -> String {
    at.assume_utc().format(&Rfc3339).unwrap_or_else(|_| at.to_string())
}

impl From<AcceptedTerms> for TermsEntry {
    fn from(terms: AcceptedTerms) -> TermsEntry {
        TermsEntry { version: terms.version, accepted_at: rfc3339(terms.accepted_at) }
    }
}

impl From<User> for AccountEntry {
    fn from(user: User) -> AccountEntry {
        AccountEntry {
            id: user.id,
            username: user.username,
            username_key: user.username_key,
            email: user.email,
            email_key: user.email_key,
            email_verified: user.email_verified,
            password_changed_at: rfc3339(user.password_changed_at),
            role: user.role.word(),
            language: user.language.map(|language| language.word().to_owned()),
            language_seen: user.language_seen.map(|language| language.word().to_owned()),
            disabled_at: user.disabled_at.map(rfc3339),
            created_at: rfc3339(user.created_at),
            last_login_at: user.last_login_at.map(rfc3339),
            previous_login_at: user.previous_login_at.map(rfc3339),
            second_factor_since: user.second_factor_since.map(rfc3339),
            factor_recovery_started_at: user.factor_recovery_started_at.map(rfc3339),
            factor_recovery_ready_at: user.factor_recovery_ready_at.map(rfc3339),
        }
    }
}

impl SessionEntry {
    pub(super) fn of(session: Session, caller: &Caller) -> SessionEntry {
        SessionEntry {
            current: session.handle == caller.session.handle,
            handle: session.handle,
            kind: session.kind.word().to_owned(),
            name: user_agent::english_name(&session.user_agent),
            user_agent: session.user_agent,
            created_at: rfc3339(session.created_at),
            login_address: session.login_address,
            last_used_at: rfc3339(session.last_used_at),
            address: session.address,
            password_proved_at: session.authenticated.at(Method::Password).map(rfc3339),
            code_proved_at: session.authenticated.at(Method::Totp).map(rfc3339),
            recovery_code_used_at: session.authenticated.at(Method::RecoveryCode).map(rfc3339),
            passkey_proved_at: session.authenticated.at(Method::Passkey).map(rfc3339),
        }
    }
}

impl RefreshTokenEntry {
    pub(super) fn of(token: RefreshToken, session: &Session) -> RefreshTokenEntry {
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
            purpose: link.purpose.word(),
            address: link.address,
            address_verified: link.address_verified,
            created_at: rfc3339(link.created_at),
            expires_at: rfc3339(link.expires_at),
            ended_at: link.ended_at.map(rfc3339),
            ended_by: link.ended_by.map(Word::word),
        }
    }
}

impl From<JobOfUser> for JobEntry {
    fn from(job: JobOfUser) -> JobEntry {
        JobEntry {
            kind: job.kind.word().to_owned(),
            topic: job.topic.word().to_owned(),
            created_at: rfc3339(job.created_at),
            due_at: rfc3339(job.due_at),
            attempts: job.attempts,
            given_up_at: job.dead_at.map(rfc3339),
        }
    }
}

impl EventEntry {
    pub(super) fn of(mut event: Recorded, sentence: &Sentence) -> EventEntry {
        // Where an administrator was is that person's own.
        if event.caused_by() == CausedBy::Administrator {
            (event.address, event.user_agent) = (String::new(), String::new());
        }
        EventEntry {
            id: event.id,
            at: rfc3339(event.at),
            sentence: sentence(&event),
            by_you: event.actor_id.is_some() && event.actor_id == event.user_id,
            kind: event.kind.word().to_owned(),
            door: event.door.word().to_owned(),
            address: event.address,
            user_agent: event.user_agent,
            request_id: event.request_id,
            detail: event.detail,
        }
    }
}

impl From<Recorded> for ActEntry {
    fn from(event: Recorded) -> ActEntry {
        ActEntry {
            id: event.id,
            at: rfc3339(event.at),
            kind: event.kind.word().to_owned(),
            door: event.door.word().to_owned(),
            address: event.address,
            user_agent: event.user_agent,
            request_id: event.request_id,
        }
    }
}
