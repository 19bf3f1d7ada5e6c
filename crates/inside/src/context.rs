//! What a verb knows about the one who asks: who acts, from where, through which door, and when.

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::sql_types::Text;
use time::PrimitiveDateTime;

use crate::client::Client;
use crate::clock::Clock;
use crate::stored::{Word, text_column};
use crate::texts::Language;

/// Which door a request came through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub enum Door {
    /// HTML pages.
    Pages,
    /// `/auth`: JSON on the cookie.
    SessionApi,
    /// `/api/auth`: JSON with Bearer tokens.
    TokenApi,
    /// The command line.
    Command,
    /// None: the application does what is due.
    System,
}

impl Word for Door {
    const ALL: &'static [Door] = &[Door::Pages, Door::SessionApi, Door::TokenApi, Door::Command, Door::System];

    fn word(self) -> &'static str {
        match self {
            Door::Pages => "pages",
            Door::SessionApi => "session-api",
            Door::TokenApi => "token-api",
            Door::Command => "command",
            Door::System => "system",
        }
    }
}

text_column!(Door);

/// How a person proved to be the owner of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// The session that a cookie names.
    Session,
    /// A token of the token API.
    Token,
    /// The account's password, in this very request.
    Password,
    /// A link from an email to the account's address.
    Link,
    /// A passkey of the account, in this very request.
    Passkey,
}

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A client that has proved nothing.
    Guest,
    /// The owner of an account.
    Person {
        /// The account.
        user_id: i64,
        /// What proved it.
        by: Credential,
    },
    /// Someone with access to the machine, at the command line.
    Operator,
    /// The application itself, when it does what is due.
    System,
}

impl Actor {
    /// The account that acts, if one does.
    pub(crate) fn user_id(self) -> Option<i64> {
        match self {
            Actor::Person { user_id, .. } => Some(user_id),
            Actor::Guest | Actor::Operator | Actor::System => None,
        }
    }

    /// Whether it needs no limits, no invitation and no manners of a public form: it could change the database itself.
    pub(crate) fn is_trusted(self) -> bool {
        matches!(self, Actor::Operator | Actor::System)
    }
}

/// What is known about the language of the one who asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LanguagePreference {
    /// What this browser's owner chose here.
    pub chosen: Option<Language>,
    /// What the browser or program asked for by itself, of what we have.
    pub asked: Option<Language>,
}

/// One operation: who asks for it, from where, and when. Every verb takes one.
#[derive(Clone, Debug)]
pub struct Context {
    /// Who acts.
    pub actor: Actor,
    /// Where the request came from.
    pub client: Client,
    /// The door it came through.
    pub door: Door,
    /// Which language to answer in, as far as the request says.
    pub language_preference: LanguagePreference,
    /// Identifies the request in the response, the log line and the event.
    pub request_id: String,
    /// When the verb was asked for: one operation sees one time, however long it waits for a hash. Limits read the clock
    /// themselves, because waiting is what they are about.
    pub now: PrimitiveDateTime,
}

impl Context {
    /// An operator at the command line.
    pub fn operator(clock: &Clock) -> Context {
        Context::local(Actor::Operator, Door::Command, "vestibule", clock)
    }

    /// A visitor who has proved nothing, at this network address: what would be true of them.
    pub fn visitor(clock: &Clock, address: std::net::IpAddr) -> Context {
        let local = Context::local(Actor::Guest, Door::Command, "", clock);
        Context { client: Client { address, ..local.client }, ..local }
    }

    /// The application itself, when it does what is due.
    pub(crate) fn system(clock: &Clock) -> Context {
        Context::local(Actor::System, Door::System, "vestibule housekeeping", clock)
    }

    /// The application itself, for what it does because of this request: at the same moment, and under the same id.
    pub(crate) fn by_system(&self) -> Context {
        let language_preference = LanguagePreference::default();
        let client = Client::local("vestibule");
        Context { actor: Actor::System, door: Door::System, client, language_preference, ..self.clone() }
    }

    fn local(actor: Actor, door: Door, name: &str, clock: &Clock) -> Context {
        let (client, request_id) = (Client::local(name), crate::random::request_id());
        Context {
            actor,
            client,
            door,
            language_preference: LanguagePreference::default(),
            request_id,
            now: clock.now(),
        }
    }

    /// Seconds since 1970, for the claims of a token.
    pub(crate) fn unix(&self) -> i64 {
        self.now.assume_utc().unix_timestamp()
    }

    /// The same operation by the owner of an account, who has just proved it.
    #[must_use]
    pub fn acting_for(&self, user_id: i64, by: Credential) -> Context {
        Context { actor: Actor::Person { user_id, by }, ..self.clone() }
    }
}
