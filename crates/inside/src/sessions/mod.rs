//! Sessions: one row for each browser or app that is logged in, named by the cookie or the tokens.

pub(crate) mod authentications;
mod caller;
pub(crate) mod end_other_sessions;
pub(crate) mod end_session;
pub(crate) mod forget_browser;
mod handle;
pub(crate) mod id;
mod key;
pub mod list_sessions;
pub(crate) mod logout;
mod make_room;
mod presented;
pub mod remembered_browsers;
mod session_place;
mod store;

use diesel::Connection;
use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::prelude::*;
use diesel::sql_types::Text;
use time::{Duration, PrimitiveDateTime};

use crate::config::Config;
use crate::context::Context;
use crate::db::{Conn, StoredTime};
use crate::error::Error;
use crate::schema::sessions;
use crate::state::Services;
use crate::stored::{Word, text_column};

pub(crate) use authentications::{Authentications, Method};
pub use caller::Caller;
pub(crate) use caller::FoundWith;
pub(crate) use end_other_sessions::end_but;
pub use end_other_sessions::end_other_sessions;
pub use end_session::{Ended, end_session, end_session_of_user};
pub use forget_browser::forget_browser;
pub use handle::{BrowserHandle, SessionHandle};
pub use id::SessionId;
pub use key::SessionKey;
pub(crate) use list_sessions::{count_of_user, newest_of_user};
pub use list_sessions::{list_sessions, of_user};
pub use logout::{log_out_and_forget, logout};
pub use presented::PresentedSession;
pub(crate) use presented::keys;
pub use remembered_browsers::{RememberedBrowser, remembered_browsers};
pub use session_place::SessionPlace;
pub(crate) use store::{
    end, end_all, end_all_but, find_with_user, in_login_order, note_use, number_alive, supersede, sweep,
};

/// What holds a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub enum SessionKind {
    /// A browser with the cookie.
    Browser,
    /// A program with tokens.
    Program,
}

text_column!(SessionKind);

impl Word for SessionKind {
    const ALL: &'static [SessionKind] = &[SessionKind::Browser, SessionKind::Program];

    fn word(self) -> &'static str {
        match self {
            SessionKind::Browser => "browser",
            SessionKind::Program => "program",
        }
    }
}

/// One logged-in browser or program.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions)]
pub struct Session {
    /// Of its [`SessionId`], which only the cookie or the tokens hold. Pages, answers and exports show neither.
    pub id: SessionKey,
    /// Whose it is.
    pub(crate) user_id: i64,
    /// What holds it.
    pub kind: SessionKind,
    /// The login.
    #[diesel(deserialize_as = StoredTime)]
    pub created_at: PrimitiveDateTime,
    /// The last request, to the minute.
    #[diesel(deserialize_as = StoredTime)]
    pub last_used_at: PrimitiveDateTime,
    /// Where it was last used from, to the minute.
    pub address: String,
    /// What it called itself.
    pub user_agent: String,
    /// What its owner sees it named by. It opens nothing.
    pub handle: SessionHandle,
    /// Where the login came from.
    pub(crate) login_address: String,
    /// How its person was authenticated, and when.
    #[diesel(embed)]
    pub(crate) authenticated: Authentications,
}

/// What a query of a [`Session`] selects.
pub(crate) type Columns = <Session as Selectable<Backend>>::SelectExpression;
type Backend = <Conn as Connection>::Backend;

pub(crate) fn columns() -> Columns {
    <Session as Selectable<Backend>>::construct_selection()
}

impl Session {
    /// Neither unused for too long nor too old. A program that holds a refresh token need not call every hour.
    pub(crate) fn is_alive(&self, config: &Config, now: PrimitiveDateTime) -> bool {
        let idle =
            if self.kind == SessionKind::Program { config.jwt_refresh_token_expires } else { config.session_lifetime };
        now - self.last_used_at < idle && now - self.created_at < config.session_max_lifetime
    }

    /// The last use is written at most once a minute: reading a page must not cost a write. Where a session lives for
    /// minutes only, a quarter of its life is as much as it can wait.
    pub fn is_due_for_touch(&self, config: &Config, now: PrimitiveDateTime) -> bool {
        now - self.last_used_at >= Duration::MINUTE.min(config.session_lifetime / 4)
    }
}

/// Starts a session, always a fresh one, for a person who was `authenticated` like this, and returns it with the id for the
/// cookie or the tokens. An account has at most `SESSION_MAX_PER_USER` of them.
///
/// # Errors
/// Only the database's.
pub(crate) fn start(
    s: &Services,
    c: &mut Conn,
    user_id: i64,
    kind: SessionKind,
    authenticated: Authentications,
    context: &Context,
) -> Result<(Session, SessionId), Error> {
    let id = SessionId::generate();
    let session = Session {
        id: id.key(),
        user_id,
        kind,
        created_at: context.now,
        last_used_at: context.now,
        address: context.client.address.to_string(),
        user_agent: context.client.user_agent.clone(),
        handle: SessionHandle::generate(),
        login_address: context.client.address.to_string(),
        authenticated,
    };
    diesel::insert_into(sessions::table)
        .values((&session, sessions::proved_at.eq(authenticated.proved_at())))
        .execute(c)?;
    make_room::make_room(s, c, &session, context)?;
    Ok((session, id))
}

/// The row under which a session goes on, and its new id if it got one.
pub(crate) struct Renewed {
    /// The primary key of its row now.
    pub(crate) key: SessionKey,
    /// What the cookie has to carry from now on; `None` when it carries it already.
    pub(crate) id: Option<SessionId>,
}

impl Renewed {
    /// A session that keeps its id.
    pub(crate) fn unchanged(session: &Session) -> Renewed {
        Renewed { key: session.id.clone(), id: None }
    }
}

/// Notes what has just authenticated the person of a session, and gives a browser's session a new id: whatever named the old
/// one, a copied cookie included, is worthless, and may not do what the session may do from now on (OWASP ASVS 5.0, 7.2.4).
/// A program keeps its id, because its tokens carry it.
///
/// # Errors
/// [`Error::NotLoggedIn`] when it was ended meanwhile.
pub(crate) fn renew(c: &mut Conn, session: &Session, verified: Authentications) -> Result<Renewed, Error> {
    let renewed = match session.kind {
        SessionKind::Program => Renewed::unchanged(session),
        SessionKind::Browser => {
            let id = SessionId::generate();
            Renewed { key: id.key(), id: Some(id) }
        }
    };
    // Whatever has no time here keeps the one it has.
    let proved_at = verified.at(Method::Password).map(|_| sessions::proved_at.eq(verified.proved_at()));
    let changes = (sessions::id.eq(&renewed.key), verified, proved_at);
    let changed = diesel::update(sessions::table.find(&session.id)).set(changes).execute(c)?;
    if changed == 1 { Ok(renewed) } else { Err(Error::NotLoggedIn) }
}
