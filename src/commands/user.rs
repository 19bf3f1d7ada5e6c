//! Accounts from the command line.

use std::sync::Arc;

use clap::Subcommand;

use super::outcome::{Cause, Stopped};
use super::terminal::{confirmed, new_password, note, say};
use super::user_rows::{UserRow, print_list};
use inside::context::Context;
use inside::error::Error;
use inside::oversight::Oversight;
use inside::state::Services;
use inside::users::{self, Registered, Registration, Role, User, required_factor};

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
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Show one account
    Show {
        /// Username or email address
        account: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Make an account an admin, or give it another role
    Promote {
        /// Username or email address
        account: String,
        /// New role
        #[arg(long, value_enum, default_value = "admin")]
        role: Role,
    },
    /// Make an account an ordinary user again
    Demote {
        /// Username or email address
        account: String,
    },
    /// Log an account out everywhere and let it log in no more; the owner is notified by email
    Disable {
        /// Username or email address
        account: String,
    },
    /// Let a disabled account log in again
    Enable {
        /// Username or email address
        account: String,
    },
    /// Take the email address of an account as confirmed
    VerifyEmail {
        /// Username or email address
        account: String,
    },
    /// Send the owner a link that sets a new password
    ResetPassword {
        /// Username or email address
        account: String,
    },
    /// Remove the second factors of an account whose owner lost them all; the owner is notified by email
    ResetFactors {
        /// Username or email address
        account: String,
    },
    /// Log an account out everywhere
    EndSessions {
        /// Username or email address
        account: String,
    },
    /// Delete an account with all its data; asks for the username once more
    Delete {
        /// Username or email address
        account: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// Runs one of them.
///
/// # Errors
/// One sentence that says what is in the way.
pub(crate) fn run(s: &Arc<Services>, command: &UserCommand) -> Result<(), Stopped> {
    let operator = &Context::operator(&s.clock);
    match command {
        UserCommand::Create { username, email, role, unverified } => create(s, username, email, *role, *unverified),
        UserCommand::List { query, page, json } => {
            let oversight = Oversight::of_operator(operator)?;
            let found = users::find_users(s, oversight, query.as_deref().unwrap_or(""), *page)?;
            print_list(&found, query.is_some(), *json)
        }
        UserCommand::Show { account, json } => UserRow::of(&find(s, account)?).print(*json),
        UserCommand::Promote { account, role } => set_role(s, account, *role),
        UserCommand::Demote { account } => set_role(s, account, Role::User),
        UserCommand::Disable { account } => {
            let user = users::disable_user(s, &find(s, account)?, operator)?;
            say(format_args!("{} is disabled and logged out everywhere.", user.username))
        }
        UserCommand::Enable { account } => {
            let user = users::enable_user(s, &find(s, account)?, operator)?;
            say(format_args!("{} is enabled.", user.username))
        }
        UserCommand::VerifyEmail { account } => {
            let user = users::verify_email(s, &find(s, account)?, operator)?;
            say(format_args!("{} of {} is confirmed.", user.email, user.username))
        }
        UserCommand::ResetPassword { account } => reset_password(s, &find(s, account)?, operator),
        UserCommand::ResetFactors { account } => reset_factors(s, &find(s, account)?, operator),
        UserCommand::EndSessions { account } => {
            let user = find(s, account)?;
            match users::end_sessions(s, &user, operator)? {
                0 => say(format_args!("{} is logged in nowhere.", user.username)),
                1 => say(format_args!("Ended 1 session of {}.", user.username)),
                number => say(format_args!("Ended {number} sessions of {}.", user.username)),
            }
        }
        UserCommand::Delete { account, yes } => delete(s, &find(s, account)?, *yes, operator),
    }
}

fn create(s: &Arc<Services>, username: &str, email: &str, role: Role, unverified: bool) -> Result<(), Stopped> {
    let password = new_password()?;
    let warned = s.warns_of(&password);
    let form = Registration { password, confirmed: !unverified, ..Registration::of(username, email) };
    let context = Context::operator(&s.clock);
    let user = match s.hashing_here(async |s| users::register(s, form, &context).await)? {
        Registered::Account(user, _) => *user,
        Registered::Unsaid { username } => find(s, &username)?,
    };
    let user = match role {
        Role::User => user,
        role => users::give_first_role(s, user.id, role, &context)?,
    };
    say(format_args!("Created {} (id {}, {role}).", user.username, user.id))?;
    if warned {
        note("warning: this password is on a list of leaked passwords; attackers try it first");
    }
    note_missing_factor(s, &user)
}

fn set_role(s: &Services, account: &str, role: Role) -> Result<(), Stopped> {
    let user = find(s, account)?;
    let user = users::set_role(s, user.id, role, &Context::operator(&s.clock))?;
    say(format_args!("{} is now {role}.", user.username))?;
    note_missing_factor(s, &user)
}

/// What the policy means for an account that has just got a role.
fn note_missing_factor(s: &Services, user: &User) -> Result<(), Stopped> {
    if required_factor::is_missing(&s.config, user) {
        say(format_args!("The next login of {} sets up a second factor (REQUIRE_SECOND_FACTOR).", user.username))?;
    }
    Ok(())
}

fn reset_password(s: &Services, user: &User, operator: &Context) -> Result<(), Stopped> {
    if user.disabled_at.is_some() {
        let sentence = format!("{} is disabled, so a link would do nothing; enable the account first", user.username);
        return Err(Stopped::new(Cause::Refused, sentence));
    }
    users::send_reset(s, user, operator)?;
    say(format_args!("A link that sets a new password is on its way to {}.", user.email))
}

fn reset_factors(s: &Services, user: &User, operator: &Context) -> Result<(), Stopped> {
    match users::reset_factors(s, user, operator)? {
        true => say(format_args!("Removed the second factors of {}.", user.username)),
        false => say(format_args!("{} has no second factor.", user.username)),
    }
}

fn delete(s: &Services, user: &User, yes: bool, operator: &Context) -> Result<(), Stopped> {
    let question = format!("Deleting {} can't be undone. Type the username to go on: ", user.username);
    if !yes && !confirmed(&question, &user.username)? {
        return Err(Stopped::new(Cause::Refused, "that is not the username; nothing was deleted"));
    }
    users::delete_user(s, user, operator)?;
    say(format_args!("Deleted {} with all its data.", user.username))
}

/// The account with this name or address.
///
/// # Errors
/// When there is none.
pub(crate) fn find(s: &Services, account: &str) -> Result<User, Stopped> {
    let found = s.db.read(|c| users::find_by_login(c, account));
    Ok(found.and_then(|user| user.ok_or(Error::NotFound))?)
}
