//! Security events: one append-only table for the user's history, the operator's audit log and the structured log.

pub mod folded;
pub mod forget;
pub mod history;
pub mod kind;
pub mod store;
pub mod sweep;

use diesel::prelude::*;
use time::PrimitiveDateTime;

use crate::client::Client;
use crate::db::{Conn, after_commit};
use crate::error::Error;
use crate::schema::events;

pub use forget::forget;
pub use kind::{Kind, Tone, Topic};
pub use sweep::sweep;

/// An event as it was recorded.
#[derive(Clone, Debug, Queryable)]
pub struct Event {
    /// In the order of writing.
    pub id: i64,
    /// When.
    pub at: PrimitiveDateTime,
    /// A [`Kind`]'s word, perhaps of another version.
    pub kind: String,
    /// The account it is about.
    pub user_id: Option<i64>,
    /// The account that acted, if the caller was logged in to one.
    pub actor_id: Option<i64>,
    /// The door of the request.
    pub door: String,
    /// The IP address of the client.
    pub address: String,
    /// The User-Agent of the client.
    pub user_agent: String,
    /// The id that the response and the log line carry too.
    pub request_id: String,
    /// What the kind alone does not say: a name, a number. Never a secret.
    pub detail: String,
}

/// Who caused an event, as far as a sentence has to say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The owner of the account, or a stranger who was not logged in.
    User,
    /// Another account, which must be an administrator's.
    Administrator,
    /// The command line.
    Operator,
}

impl Event {
    /// One sentence in the past tense. A kind of another version is shown by its word.
    pub fn sentence(&self) -> String {
        let sentence = match Kind::parse(&self.kind) {
            Some(kind) => kind.sentence(&self.detail),
            None => in_words(&self.kind),
        };
        match self.actor() {
            Actor::User => sentence,
            Actor::Administrator => format!("{sentence}, by an administrator"),
            Actor::Operator => format!("{sentence}, by the operator"),
        }
    }

    /// Who caused it.
    pub fn actor(&self) -> Actor {
        match (self.user_id, self.actor_id) {
            (Some(user), Some(actor)) if user != actor => Actor::Administrator,
            (Some(_), None) if self.door == "command" => Actor::Operator,
            _ => Actor::User,
        }
    }

    /// How serious it is.
    pub fn tone(&self) -> Tone {
        Kind::parse(&self.kind).map_or(Tone::Plain, Kind::tone)
    }
}

/// `moved_away` is "Moved away".
fn in_words(word: &str) -> String {
    let spaced = word.replace('_', " ");
    let mut rest = spaced.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// Whose account an event is about, and who did it.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The account.
    pub user: Option<i64>,
    /// The account that acted; none for a client that was not logged in.
    pub actor: Option<i64>,
}

impl About {
    /// An event that concerns no account.
    pub fn nobody() -> About {
        About::default()
    }

    /// An account that a client acted on without being logged in.
    pub fn stranger_to(user: i64) -> About {
        About { user: Some(user), actor: None }
    }
}

impl From<i64> for About {
    /// A user who acted on their own account.
    fn from(user: i64) -> About {
        About { user: Some(user), actor: Some(user) }
    }
}

#[derive(Insertable)]
#[diesel(table_name = events)]
struct NewEvent<'a> {
    at: PrimitiveDateTime,
    kind: &'static str,
    user_id: Option<i64>,
    actor_id: Option<i64>,
    door: &'static str,
    address: String,
    user_agent: &'a str,
    request_id: &'a str,
    detail: &'a str,
}

/// Records an event in the transaction that causes it, and writes the same to the log once that is committed.
///
/// # Errors
/// Only the database's. The transaction then rolls back: an action that can't be recorded does not happen.
pub fn record(c: &mut Conn, at: PrimitiveDateTime, kind: Kind, about: &About, client: &Client) -> Result<(), Error> {
    record_with(c, at, kind, about, client, "")
}

/// The same with a detail: what the [`Kind`] documents, never a secret. The log leaves it out, because it may be personal.
///
/// # Errors
/// As [`record`].
pub fn record_with(
    c: &mut Conn,
    at: PrimitiveDateTime,
    kind: Kind,
    about: &About,
    client: &Client,
    detail: &str,
) -> Result<(), Error> {
    let event = NewEvent {
        at,
        kind: kind.word(),
        user_id: about.user,
        actor_id: about.actor,
        door: client.door.word(),
        address: client.address.to_string(),
        user_agent: &client.user_agent,
        request_id: &client.request_id,
        detail,
    };
    diesel::insert_into(events::table).values(&event).execute(c)?;
    let NewEvent { kind, user_id, actor_id, door, address, .. } = event;
    let request_id = client.request_id.clone();
    after_commit(move || {
        tracing::info!(event = kind, user_id, actor_id, door, address, request_id, "security event");
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn a_kind_of_another_version_speaks_for_itself() {
        assert_eq!(in_words("moved_away"), "Moved away");
        assert_eq!(in_words(""), "");
    }
}
