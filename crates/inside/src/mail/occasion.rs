//! When, from where and with what: so that the reader of an email can tell whether it was them.

use time::PrimitiveDateTime;

use crate::client::Client;
use crate::user_agent;

/// What caused an email.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// In UTC.
    pub at: PrimitiveDateTime,
    /// The network address.
    pub address: String,
    /// The browser or program by its plain name. What it called itself does not come in: a stranger can ask for emails to
    /// somebody else, and must not write in them.
    pub browser: String,
}

impl Occasion {
    /// What this client does now.
    pub fn of(at: PrimitiveDateTime, client: &Client) -> Occasion {
        Occasion { at, address: client.address.to_string(), browser: user_agent::name(&client.user_agent) }
    }

    /// `21 November 2026, 08:00 UTC`. An email can't know its reader's zone, so it names its own.
    pub fn when(&self) -> String {
        let (year, month, day) = self.at.date().to_calendar_date();
        format!("{day} {month} {year}, {:02}:{:02} UTC", self.at.hour(), self.at.minute())
    }
}
