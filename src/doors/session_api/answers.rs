//! What this door answers when all went well. The document at `/openapi.json` is made from the same types.

use serde::Serialize;
use utoipa::ToSchema;

use crate::doors::profile::{Profile, rfc3339};
use crate::sessions::Session;
use crate::user_agent;
use crate::users::User;
use crate::users::find::Page;

/// It is done.
#[derive(Serialize, ToSchema)]
pub struct Done {
    ok: bool,
    /// A sentence that stays as it is: clients of the originals compare it.
    msg: &'static str,
}

impl Done {
    /// With this sentence.
    pub fn new(msg: &'static str) -> Done {
        Done { ok: true, msg }
    }
}

/// Who is logged in here, if anybody.
#[derive(Serialize, ToSchema)]
pub struct CurrentUser {
    /// Whether somebody is.
    ok: bool,
    #[schema(required)]
    user: Option<Profile>,
}

impl CurrentUser {
    /// For this account, or for nobody.
    pub fn new(user: Option<&User>) -> CurrentUser {
        CurrentUser { ok: user.is_some(), user: user.map(Profile::from) }
    }
}

/// The account after the change.
#[derive(Serialize, ToSchema)]
pub struct ProfileUpdated {
    ok: bool,
    #[schema(example = "Profile updated")]
    msg: &'static str,
    user: Profile,
}

impl ProfileUpdated {
    /// As it is now.
    pub fn new(user: &User) -> ProfileUpdated {
        ProfileUpdated { ok: true, msg: "Profile updated", user: user.into() }
    }
}

/// Every browser and program that is logged in to the account.
#[derive(Serialize, ToSchema)]
pub struct SessionList {
    ok: bool,
    sessions: Vec<SessionRow>,
}

impl SessionList {
    /// As its owner sees it from the session with the handle `own`.
    pub fn new(sessions: &[Session], own: &str) -> SessionList {
        SessionList { ok: true, sessions: sessions.iter().map(|session| SessionRow::new(session, own)).collect() }
    }
}

/// A browser or program that is logged in.
#[derive(Serialize, ToSchema)]
#[schema(as = Session)]
pub struct SessionRow {
    /// A handle to end it by. It opens nothing.
    id: String,
    /// `browser` or `program`.
    #[schema(example = "browser")]
    kind: String,
    /// What it calls itself, in words.
    #[schema(example = "Firefox on Linux")]
    name: String,
    /// The network address of its last use.
    #[schema(example = "192.0.2.7")]
    address: String,
    /// The login.
    #[schema(format = DateTime)]
    created_at: String,
    /// The last request, to the minute.
    #[schema(format = DateTime)]
    last_used_at: String,
    /// Whether it is the one that asks.
    current: bool,
}

impl SessionRow {
    fn new(session: &Session, own: &str) -> SessionRow {
        SessionRow {
            id: session.handle.clone(),
            kind: session.kind.clone(),
            name: user_agent::name(&session.user_agent),
            address: session.address.clone(),
            created_at: rfc3339(session.created_at),
            last_used_at: rfc3339(session.last_used_at),
            current: session.handle == own,
        }
    }
}

/// Only this session is left.
#[derive(Serialize, ToSchema)]
pub struct OthersEnded {
    ok: bool,
    #[schema(example = "Other sessions ended")]
    msg: &'static str,
    /// How many there were.
    #[schema(example = 2)]
    ended: usize,
}

impl OthersEnded {
    /// So many.
    pub fn new(ended: usize) -> OthersEnded {
        OthersEnded { ok: true, msg: "Other sessions ended", ended }
    }
}

/// One page of accounts.
#[derive(Serialize, ToSchema)]
pub struct UserPage {
    /// At most 25, oldest first.
    users: Vec<ListedUser>,
    /// Which page this is, from 1.
    #[schema(example = 1)]
    page: i64,
    /// How many pages there are; 1 when nothing matches.
    #[schema(example = 1)]
    pages: i64,
    /// How many accounts match in all.
    #[schema(example = 1)]
    total: i64,
}

impl From<&Page> for UserPage {
    fn from(found: &Page) -> UserPage {
        let listed = |user: &User| ListedUser { profile: user.into(), disabled: user.disabled_at.is_some() };
        let users = found.users.iter().map(listed).collect();
        UserPage { users, page: found.page, pages: found.pages, total: found.total }
    }
}

/// An account in a list for admins.
#[derive(Serialize, ToSchema)]
pub struct ListedUser {
    #[serde(flatten)]
    profile: Profile,
    /// Nobody can log in to it.
    disabled: bool,
}
