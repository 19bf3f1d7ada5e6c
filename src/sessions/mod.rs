//! A browser or program that is logged in: one row, which the cookie or the tokens name.

pub mod end;
pub mod end_others;
pub mod list;
pub mod logout;
pub mod store;

use diesel::prelude::*;
use time::{Duration, PrimitiveDateTime};

use crate::client::Client;
use crate::config::Config;
use crate::db::Conn;
use crate::error::Error;
use crate::schema::sessions;

pub use end::{Ended, end};
pub use end_others::end_others;
pub use list::list;
pub use logout::logout;

/// What holds a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A browser with the cookie.
    Browser,
    /// A program with tokens.
    Program,
}

impl Kind {
    /// The word in the table.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Browser => "browser",
            Kind::Program => "program",
        }
    }
}

/// One logged-in browser or program.
#[derive(Clone, Debug, Queryable, Insertable)]
#[diesel(table_name = sessions)]
pub struct Session {
    /// 128 random bits: a name that can't be guessed even by somebody who could sign cookies. Cookie and tokens hold it;
    /// pages, answers and exports do not.
    pub id: String,
    /// Whose it is.
    pub user_id: i64,
    /// A [`Kind`]'s word.
    pub kind: String,
    /// The login.
    pub created_at: PrimitiveDateTime,
    /// The last request, to the minute.
    pub last_used_at: PrimitiveDateTime,
    /// When the password was last proved.
    pub proved_at: PrimitiveDateTime,
    /// Where it was last used from, to the minute.
    pub address: String,
    /// What it called itself.
    pub user_agent: String,
    /// What its owner sees it named by. It opens nothing.
    pub handle: String,
    /// Where the login came from.
    pub login_address: String,
}

impl Session {
    /// Neither unused for too long nor too old. A program that holds a refresh token need not call every hour.
    pub fn is_alive(&self, config: &Config, now: PrimitiveDateTime) -> bool {
        let idle =
            if self.kind == Kind::Program.word() { config.jwt_refresh_token_expires } else { config.session_lifetime };
        now - self.last_used_at < idle && now - self.created_at < config.session_max_lifetime
    }

    /// The last use is written at most once a minute: reading a page must not cost a write. Where a session lives for
    /// minutes only, a quarter of its life is as much as it can wait.
    pub fn is_due_for_touch(&self, config: &Config, now: PrimitiveDateTime) -> bool {
        now - self.last_used_at >= Duration::MINUTE.min(config.session_lifetime / 4)
    }
}

/// Starts a session, always a fresh one.
///
/// # Errors
/// Only the database's.
pub fn start(
    c: &mut Conn,
    now: PrimitiveDateTime,
    user_id: i64,
    kind: Kind,
    client: &Client,
) -> Result<Session, Error> {
    let session = Session {
        id: crate::random::id(),
        user_id,
        kind: kind.word().to_owned(),
        created_at: now,
        last_used_at: now,
        proved_at: now,
        address: client.address.to_string(),
        user_agent: client.user_agent.clone(),
        handle: crate::random::handle(),
        login_address: client.address.to_string(),
    };
    diesel::insert_into(sessions::table).values(&session).execute(c)?;
    Ok(session)
}

/// Gives a browser's session a new id: whatever named the old one, a copied cookie included, is dead.
///
/// # Errors
/// [`Error::NotLoggedIn`] when it was ended meanwhile.
pub fn renew(c: &mut Conn, session: &Session) -> Result<String, Error> {
    if session.kind != Kind::Browser.word() {
        return Ok(session.id.clone());
    }
    let id = crate::random::id();
    let renewed = diesel::update(sessions::table.find(&session.id)).set(sessions::id.eq(&id)).execute(c)?;
    if renewed == 1 { Ok(id) } else { Err(Error::NotLoggedIn) }
}
