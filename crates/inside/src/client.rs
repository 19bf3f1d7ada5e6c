//! Where a request came from, as the inside needs to know it.

use std::net::IpAddr;

use crate::limits::Device;

/// Which door a request came through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// HTML pages.
    Pages,
    /// `/auth`: JSON on the cookie.
    SessionApi,
    /// `/api/auth`: JSON with Bearer tokens.
    TokenApi,
    /// The command line.
    Command,
}

impl Door {
    /// The word that events and logs use.
    pub fn word(self) -> &'static str {
        match self {
            Door::Pages => "pages",
            Door::SessionApi => "session-api",
            Door::TokenApi => "token-api",
            Door::Command => "command",
        }
    }
}

/// The client of a request: what an event records about it and what limits are counted by.
#[derive(Clone, Debug)]
pub struct Client {
    /// The address of the peer, or the one a trusted proxy vouches for.
    pub address: IpAddr,
    /// The User-Agent as sent, printable and at most 300 characters.
    pub user_agent: String,
    /// Identifies the request in the response, the log line and the event.
    pub request_id: String,
    /// The door it came through.
    pub door: Door,
    /// The accounts that its browser has logged in to before, as its cookie proves.
    pub devices: Vec<Device>,
}

impl Client {
    /// An operator at the command line.
    pub fn operator() -> Client {
        Client {
            address: IpAddr::from([127, 0, 0, 1]),
            user_agent: "vestibule".to_owned(),
            request_id: crate::random::id(),
            door: Door::Command,
            devices: Vec::new(),
        }
    }

    /// The application itself, when it does what is due.
    pub fn housekeeping() -> Client {
        Client { user_agent: "vestibule housekeeping".to_owned(), ..Client::operator() }
    }
}
