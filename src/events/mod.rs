//! What happened: one append-only table for the person's history, the operator's audit log and the structured log alike.

pub mod forget;
pub mod history;
pub mod kind;
pub mod store;
pub mod sweep;

use diesel::prelude::*;
use time::PrimitiveDateTime;

use crate::client::Client;
use crate::db::Conn;
use crate::error::Error;
use crate::schema::events;

pub use forget::forget;
pub use kind::{Kind, Tone};
pub use sweep::sweep;

/// Something that happened, as it was written.
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
    /// Who acted, if they proved who they are.
    pub actor_id: Option<i64>,
    /// Through which door.
    pub door: String,
    /// From where.
    pub address: String,
    /// What the other end called itself.
    pub user_agent: String,
    /// Joins it to the answer and the log.
    pub request_id: String,
    /// What the kind alone does not say: a name, a number. Never a secret.
    pub detail: String,
}

impl Event {
    /// One sentence in the past tense. A kind of another version speaks for itself.
    pub fn sentence(&self) -> String {
        let sentence = match Kind::parse(&self.kind) {
            Some(kind) => kind.sentence(&self.detail),
            None => in_words(&self.kind),
        };
        match (self.user_id, self.actor_id) {
            (Some(user), Some(actor)) if user != actor => format!("{sentence}, by an administrator"),
            (Some(_), None) if self.door == "command" => format!("{sentence}, by the operator"),
            _ => sentence,
        }
    }

    /// How serious it is.
    pub fn tone(&self) -> Tone {
        Kind::parse(&self.kind).map_or(Tone::Plain, Kind::tone)
    }
}

/// `moved_house` is "Moved house".
fn in_words(word: &str) -> String {
    let spaced = word.replace('_', " ");
    let mut messages = spaced.chars();
    messages.next().map(|first| first.to_uppercase().chain(messages).collect()).unwrap_or_default()
}

/// Whose account an event is about, and who did it.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The account.
    pub user: Option<i64>,
    /// Who acted; none for somebody who did not prove who they are.
    pub actor: Option<i64>,
}

impl About {
    /// An event that no account can be named for.
    pub fn nobody() -> About {
        About::default()
    }

    /// An account that somebody did something to without proving who they are.
    pub fn stranger_to(user: i64) -> About {
        About { user: Some(user), actor: None }
    }
}

impl From<i64> for About {
    /// A person who acted on their own account.
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

/// Writes an event in the transaction that caused it, and the same into the log.
///
/// # Errors
/// Only the database's; the cause is then undone with it: what leaves no trace does not happen.
pub fn record(c: &mut Conn, at: PrimitiveDateTime, kind: Kind, about: &About, client: &Client) -> Result<(), Error> {
    record_with(c, at, kind, about, client, "")
}

/// The same with a detail: what the [`Kind`] says it is, never a secret. The log does without it, for it may be personal.
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
    tracing::info!(
        event = event.kind,
        user_id = event.user_id,
        actor_id = event.actor_id,
        door = event.door,
        address = event.address,
        request_id = event.request_id,
        "security event"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn a_kind_of_another_version_speaks_for_itself() {
        assert_eq!(in_words("moved_house"), "Moved house");
        assert_eq!(in_words(""), "");
    }
}
