//! Sessions from the command line.

use clap::Subcommand;
use serde::Serialize;

use super::outcome::Stopped;
use super::terminal::{json_line, say};
use super::user::find;
use crate::rfc3339::rfc3339;
use inside::context::Context;
use inside::error::Error;
use inside::oversight::Oversight;
use inside::sessions::{self, Session, SessionHandle};
use inside::state::Services;
use inside::stored::Word;
use inside::user_agent;

/// What can be done with sessions.
#[derive(Debug, Subcommand)]
pub(crate) enum SessionCommand {
    /// List the browsers and apps that are logged in to an account, the last used first
    List {
        /// Username or email address
        account: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Log one of them out
    End {
        /// Username or email address
        account: String,
        /// Id of the session in the list
        id: String,
    },
}

/// A session in JSON.
#[derive(Serialize)]
struct SessionLine {
    id: SessionHandle,
    kind: &'static str,
    name: String,
    address: String,
    created_at: String,
    last_used_at: String,
}

/// Runs one of them.
///
/// # Errors
/// One sentence that says what is in the way.
pub(crate) fn run(s: &Services, command: &SessionCommand) -> Result<(), Stopped> {
    match command {
        SessionCommand::List { account, json } => list(s, account, *json),
        SessionCommand::End { account, id } => end(s, account, id),
    }
}

fn list(s: &Services, account: &str, json: bool) -> Result<(), Stopped> {
    let user = find(s, account)?;
    let oversight = Oversight::of_operator(&Context::operator(&s.clock))?;
    let lines: Vec<SessionLine> = sessions::of_user(s, oversight, &user)?.into_iter().map(SessionLine::of).collect();
    if json {
        return json_line(&lines);
    }
    if lines.is_empty() {
        return say(format_args!("{} is logged in nowhere.", user.username));
    }
    say(format_args!("{:<16}  {:<7}  {:<20}  {:<39}  name", "id", "kind", "last used", "address"))?;
    for SessionLine { id, kind, name, address, last_used_at, .. } in &lines {
        say(format_args!("{id:<16}  {kind:<7}  {last_used_at:<20}  {address:<39}  {name}"))?;
    }
    Ok(())
}

fn end(s: &Services, account: &str, id: &str) -> Result<(), Stopped> {
    let user = find(s, account)?;
    let ended =
        sessions::end_session_of_user(s, &user, &SessionHandle::new(id.to_owned()), &Context::operator(&s.clock));
    let name = ended.map_err(|error| match error {
        Error::NotFound => {
            let name = &user.username;
            Stopped::not_found(format!("{name} has no session {id}; `vestibule session list {name}` shows them all"))
        }
        other => other.into(),
    })?;
    say(format_args!("{name} of {} is logged out.", user.username))
}

impl SessionLine {
    fn of(session: Session) -> SessionLine {
        SessionLine {
            kind: session.kind.word(),
            name: user_agent::english_name(&session.user_agent),
            address: session.address.clone(),
            created_at: rfc3339(session.created_at),
            last_used_at: rfc3339(session.last_used_at),
            id: session.handle,
        }
    }
}
