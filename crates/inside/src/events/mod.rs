//! Security events: one append-only table for the user's history, the operator's audit log and the structured log.

pub mod audit;
mod detail;
pub(crate) mod folded;
pub(crate) mod forget;
pub mod history;
pub(crate) mod kind;
mod store;
pub(crate) mod sweep;
mod tone;

use diesel::prelude::*;
use time::PrimitiveDateTime;

use crate::context::{Context, Door};
use crate::db::{Conn, after_commit, inner};
use crate::error::Error;
use crate::list_place::ListPlace;
use crate::schema::events;
use crate::stored::{Stored, Word};

pub use detail::{LoginBlock, LoginFailure, RecoveryStop, Times};
pub(crate) use forget::forget;
pub use kind::{Event, Kind};
pub use store::COUNTED;
pub(crate) use store::{
    about_account, acts_on_others, last_at, logged_in_with, logins_by_user_agent, number_of_kind_since, number_since,
};
pub(crate) use sweep::sweep;
pub use tone::Tone;

/// An event as it was recorded, perhaps by another version.
#[derive(Clone, Debug, Queryable)]
pub struct Recorded {
    /// Names it. Of the events of one moment, in the order of writing on one connection.
    pub id: i64,
    /// When.
    pub at: PrimitiveDateTime,
    /// What happened.
    pub kind: Stored<Kind>,
    /// The account it is about.
    pub(crate) user_id: Option<i64>,
    /// The account that acted, if one did and is known to have.
    pub(crate) actor_id: Option<i64>,
    /// The door of the request.
    pub(crate) door: Stored<Door>,
    /// The IP address of the client.
    pub address: String,
    /// The User-Agent of the client.
    pub user_agent: String,
    /// The id that the response and the log line carry too.
    pub(crate) request_id: String,
    /// The event's data as text, see [`Recorded::event`].
    pub(crate) detail: String,
}

/// Who caused an event, as far as its account's owner has to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CausedBy {
    /// The owner of the account, a stranger who was not logged in, or time.
    User,
    /// Another account, which must be an administrator's.
    Administrator,
    /// The command line.
    Operator,
    /// The application itself, by a rule of its settings.
    System,
}

impl Recorded {
    /// Where it stands in a list.
    pub fn place(&self) -> ListPlace {
        ListPlace { at: self.at, id: self.id }
    }

    /// What happened, with its data; none where that is gone, or only another version understands it.
    pub fn event(&self) -> Option<Event> {
        Event::read(self.kind.known()?, &self.detail)
    }

    /// Who caused it.
    pub fn caused_by(&self) -> CausedBy {
        match (self.user_id, self.actor_id) {
            (Some(user), Some(actor)) if user != actor => CausedBy::Administrator,
            (Some(_), None) if self.kind.known().is_some_and(Kind::comes_by_itself) => CausedBy::User,
            (Some(_), None) => match self.door.known() {
                Some(Door::Command) => CausedBy::Operator,
                Some(Door::System) => CausedBy::System,
                Some(Door::Pages | Door::SessionApi | Door::TokenApi) | None => CausedBy::User,
            },
            _ => CausedBy::User,
        }
    }

    /// How serious it is.
    pub fn tone(&self) -> Tone {
        self.kind.known().map_or(Tone::Plain, Kind::tone)
    }

    /// Whether it says the same as another one, time and place apart.
    pub(crate) fn says_the_same(&self, other: &Recorded) -> bool {
        self.kind == other.kind && self.event() == other.event() && self.caused_by() == other.caused_by()
    }
}

#[derive(Insertable)]
#[diesel(table_name = events, treat_none_as_default_value = false)]
struct NewEvent<'a> {
    at: PrimitiveDateTime,
    kind: Kind,
    user_id: Option<i64>,
    actor_id: Option<i64>,
    door: Door,
    address: String,
    user_agent: &'a str,
    request_id: &'a str,
    detail: String,
}

/// Records what happened to an account, or to none, in the transaction that causes it. Writes the same to the log once that
/// is committed, but for the data, which may be personal.
///
/// # Errors
/// Only the database's. The transaction then rolls back: an action that can't be recorded does not happen.
pub fn record(c: &mut Conn, user_id: impl Into<Option<i64>>, event: &Event, context: &Context) -> Result<(), Error> {
    let event = NewEvent::of(user_id.into(), event, context);
    diesel::insert_into(events::table).values(&event).execute(c)?;
    let NewEvent { kind, user_id, actor_id, door, address, .. } = event;
    let request_id = context.request_id.clone();
    let (event, door) = (kind.word(), door.word());
    after_commit(move || {
        tracing::info!(event, user_id, actor_id, door, address, request_id, "security event");
    });
    Ok(())
}

/// The same for many accounts at once: one statement, and no line in the log for each.
///
/// # Errors
/// As [`record`].
pub(crate) fn record_all(c: &mut Conn, happened: &[(i64, Event)], context: &Context) -> Result<(), Error> {
    let rows = happened.iter().map(|(user_id, event)| NewEvent::of(Some(*user_id), event, context));
    let rows: Vec<NewEvent<'_>> = rows.collect();
    inner!(c, |c| diesel::insert_into(events::table).values(&rows).execute(c))?;
    Ok(())
}

impl<'a> NewEvent<'a> {
    fn of(user_id: Option<i64>, event: &Event, context: &'a Context) -> NewEvent<'a> {
        let kind = event.kind();
        NewEvent {
            at: context.now,
            kind,
            user_id,
            actor_id: context.actor.user_id().filter(|_| kind.names_its_actor()),
            door: context.door,
            address: context.client.address.to_string(),
            user_agent: &context.client.user_agent,
            request_id: &context.request_id,
            detail: event.detail(),
        }
    }
}
