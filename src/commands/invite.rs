//! Invitations from the command line.

use clap::Subcommand;
use serde::Serialize;
use time::{Duration, PrimitiveDateTime};

use super::outcome::Stopped;
use super::terminal::{json_line, note, say};
use crate::rfc3339::rfc3339;
use inside::config::RegistrationMode;
use inside::context::Context;
use inside::error::Error;
use inside::invitations::{self, Invitation};
use inside::oversight::Oversight;
use inside::state::Services;

/// What can be done with invitations.
#[derive(Debug, Subcommand)]
pub(crate) enum InviteCommand {
    /// Create an invitation and print its link
    Create {
        /// Number of accounts that can be created with it
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(i32).range(1..=1_000_000))]
        uses: i32,
        /// Days until it expires
        #[arg(long, value_name = "DAYS", default_value_t = 7, value_parser = clap::value_parser!(i64).range(1..=3_650))]
        expires_in: i64,
        /// The only email address that can use it
        #[arg(long, value_name = "ADDR")]
        email: Option<String>,
    },
    /// List the invitations
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Revoke an invitation; accounts that were created with it stay
    Revoke {
        /// Number of the invitation in the list
        id: i64,
    },
}

/// Rows that are read and held at once.
const AT_ONCE: i64 = 500;

/// Runs one of them.
///
/// # Errors
/// One sentence that says what is in the way.
pub(crate) fn run(s: &Services, command: &InviteCommand) -> Result<(), Stopped> {
    match command {
        InviteCommand::Create { uses, expires_in, email } => create(s, *uses, *expires_in, email.as_deref()),
        InviteCommand::List { json } => list(s, *json),
        InviteCommand::Revoke { id } => revoke(s, *id),
    }
}

fn create(s: &Services, uses: i32, days: i64, email: Option<&str>) -> Result<(), Stopped> {
    let made = invitations::create_invitation(s, uses, Duration::days(days), email, &Context::operator(&s.clock));
    let (invitation, link) = made?;
    say(link.expose())?;
    // The link alone stands on standard output, for scripts.
    note(format_args!("Invitation {}: {}, until {} UTC.", invitation.id, places(&invitation), invitation.expires_at));
    if s.config.registration != RegistrationMode::Invite {
        note("REGISTRATION is not set to invite; invitations have no effect until REGISTRATION=invite.");
    }
    Ok(())
}

fn places(invitation: &Invitation) -> String {
    let number = match invitation.uses {
        1 => "one account".to_owned(),
        uses => format!("{uses} accounts"),
    };
    invitation.email.as_ref().map_or(number.clone(), |email| format!("{number} with {email}"))
}

/// An invitation in JSON. The link is not among it: only its hash is kept.
#[derive(Serialize)]
struct InvitationLine {
    id: i64,
    state: &'static str,
    uses: i32,
    uses_left: i32,
    expires_at: String,
    email: Option<String>,
}

fn list(s: &Services, json: bool) -> Result<(), Stopped> {
    let now = s.clock.now();
    let oversight = Oversight::of_operator(&Context::operator(&s.clock))?;
    let next = |after| invitations::oldest(s, oversight, after, AT_ONCE);
    let mut page = next(None)?;
    if json {
        let mut lines = Vec::new();
        while let Some(last) = page.last().map(Invitation::place) {
            lines.extend(page.into_iter().map(|one| InvitationLine::of(one, now)));
            page = next(Some(last))?;
        }
        return json_line(&lines);
    }
    if page.is_empty() {
        return say("No invitations.");
    }
    say(format_args!("{:>6}  {:>11}  {:<8}  {:<20}  email", "id", "left", "state", "expires (UTC)"))?;
    while let Some(last) = page.last().map(Invitation::place) {
        page.iter().try_for_each(|one| print(one, now))?;
        page = next(Some(last))?;
    }
    Ok(())
}

impl InvitationLine {
    fn of(one: Invitation, now: PrimitiveDateTime) -> InvitationLine {
        let Invitation { id, uses, uses_left, .. } = one;
        InvitationLine {
            id,
            state: state(&one, now),
            uses,
            uses_left,
            expires_at: rfc3339(one.expires_at),
            email: one.email,
        }
    }
}

fn state(one: &Invitation, now: PrimitiveDateTime) -> &'static str {
    if one.is_alive(now) {
        "open"
    } else if one.uses_left == 0 {
        "used"
    } else {
        "expired"
    }
}

fn print(one: &Invitation, now: PrimitiveDateTime) -> Result<(), Stopped> {
    let left = format!("{} of {}", one.uses_left, one.uses);
    let ends = one.expires_at.replace_nanosecond(0).unwrap_or(one.expires_at);
    let email = one.email.as_deref().unwrap_or("any");
    say(format_args!("{:>6}  {left:>11}  {:<8}  {ends:<20}  {email}", one.id, state(one, now)))
}

fn revoke(s: &Services, id: i64) -> Result<(), Stopped> {
    invitations::revoke_invitation(s, id, &Context::operator(&s.clock)).map_err(|error| match error {
        Error::NotFound => {
            Stopped::not_found(format!("there is no invitation {id}; `vestibule invite list` shows them all"))
        }
        other => other.into(),
    })?;
    say(format_args!("Invitation {id} is revoked."))?;
    Ok(())
}
