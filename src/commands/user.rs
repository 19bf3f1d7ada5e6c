//! Accounts from the command line.

use std::sync::Arc;

use clap::Subcommand;

use super::terminal::{explain, new_password, say};
use crate::application::StartError;
use inside::context::Context;
use inside::error::Error;
use inside::state::Services;
use inside::users::{self, Registration, Role, User, required_factor};

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Create an account; prompts for the password, or reads it from standard input
    Create {
        /// Username
        username: String,
        /// Email address
        email: String,
        /// Role of the account
        #[arg(long, value_enum, default_value = "user")]
        role: Role,
        /// Send a link that confirms the email address, instead of taking it as confirmed
        #[arg(long)]
        unverified: bool,
    },
    /// List accounts, or those whose username or email address contains a text
    List {
        /// Text to search for
        query: Option<String>,
        /// Page of the list, from 1
        #[arg(long, default_value_t = 1)]
        page: i64,
    },
    /// Show one account
    Show {
        /// Username or email address
        account: String,
    },
    /// Make an account an admin, or give it another role
    Promote {
        /// Username or email address
        account: String,
        /// New role
        #[arg(long, value_enum, default_value = "admin")]
        role: Role,
    },
    /// Remove the second factors of an account whose owner lost them all; the owner is notified by email
    ResetFactors {
        /// Username or email address
        account: String,
    },
    /// Make an account an ordinary user again
    Demote {
        /// Username or email address
        account: String,
    },
}

/// Runs one of them.
///
/// # Errors
/// One sentence that says what is in the way.
pub(crate) fn run(s: &Arc<Services>, command: &UserCommand) -> Result<(), StartError> {
    match command {
        UserCommand::Create { username, email, role, unverified } => create(s, username, email, *role, *unverified),
        UserCommand::List { query, page } => list(s, query.as_deref().unwrap_or(""), *page),
        UserCommand::Show { account } => show(&find(s, account)?),
        UserCommand::Promote { account, role } => set_role(s, account, *role),
        UserCommand::ResetFactors { account } => reset_factors(s, account),
        UserCommand::Demote { account } => set_role(s, account, Role::User),
    }
}

fn create(s: &Arc<Services>, username: &str, email: &str, role: Role, unverified: bool) -> Result<(), StartError> {
    let form = Registration { password: new_password()?, confirmed: !unverified, ..Registration::of(username, email) };
    let context = Context::operator(&s.clock);
    s.hashing_here(async |s| users::register(s, form, &context).await).map_err(explain)?;
    let user = find(s, username)?;
    if role != Role::User {
        users::set_role(s, user.id, role, &context).map_err(explain)?;
    }
    say(format_args!("Created {} (id {}, {role}).", user.username, user.id))?;
    note_missing_factor(s, &find(s, username)?)
}

fn list(s: &Services, query: &str, page: i64) -> Result<(), StartError> {
    let found = users::find_users(s, query, page).map_err(explain)?;
    if found.total == 0 {
        say(if query.is_empty() { "No accounts yet." } else { "No accounts match." })?;
        return Ok(());
    }
    say(format_args!("{:>6}  {:<30}  {:<9}  {:<8}  email", "id", "username", "role", "state"))?;
    for user in &found.users {
        say(format_args!(
            "{:>6}  {:<30}  {:<9}  {:<8}  {}",
            user.id,
            user.username,
            user.role,
            state(user),
            user.email
        ))?;
    }
    say(format_args!("Page {} of {}, {} in all.", found.page, found.pages, found.total))?;
    Ok(())
}

fn state(user: &User) -> &'static str {
    if user.disabled_at.is_some() { "disabled" } else { "enabled" }
}

fn show(user: &User) -> Result<(), StartError> {
    let when = |time: Option<time::PrimitiveDateTime>| time.map_or("never".to_owned(), |time| format!("{time} UTC"));
    say(format_args!("id              {}", user.id))?;
    say(format_args!("username        {}", user.username))?;
    say(format_args!(
        "email           {} ({})",
        user.email,
        if user.email_verified { "verified" } else { "not verified" }
    ))?;
    say(format_args!("role            {}", user.role))?;
    say(format_args!("state           {}", state(user)))?;
    say(format_args!("created         {} UTC", user.created_at))?;
    say(format_args!("last login      {}", when(user.last_login_at)))?;
    match user.second_factor_since {
        Some(since) => say(format_args!("two-step login  since {since} UTC"))?,
        None => say("two-step login  off")?,
    }
    if let Some(recovery) = user.factor_recovery() {
        let (started_at, ready_at) = (recovery.started_at, recovery.ready_at);
        say(format_args!("lost factors    reported {started_at} UTC, removed by email from {ready_at} UTC"))?;
    }
    Ok(())
}

fn set_role(s: &Services, account: &str, role: Role) -> Result<(), StartError> {
    let user = find(s, account)?;
    let user = users::set_role(s, user.id, role, &Context::operator(&s.clock)).map_err(explain)?;
    say(format_args!("{} is now {role}.", user.username))?;
    note_missing_factor(s, &user)
}

/// What the policy means for an account that has just got a role.
fn note_missing_factor(s: &Services, user: &User) -> Result<(), StartError> {
    if required_factor::is_missing(&s.config, user) {
        say(format_args!("The next login of {} sets up a second factor (REQUIRE_SECOND_FACTOR).", user.username))?;
    }
    Ok(())
}

fn reset_factors(s: &Services, account: &str) -> Result<(), StartError> {
    let user = find(s, account)?;
    match users::reset_factors(s, &user, &Context::operator(&s.clock)).map_err(explain)? {
        true => say(format_args!("Removed the second factors of {}.", user.username))?,
        false => say(format_args!("{} has no second factor.", user.username))?,
    }
    Ok(())
}

fn find(s: &Services, account: &str) -> Result<User, StartError> {
    let found = s.db.conn().and_then(|mut c| users::find_by_login(&mut c, account));
    found.and_then(|user| user.ok_or(Error::NotFound)).map_err(explain)
}
