//! Accounts as an operator sees them: a table, a list of facts, or JSON.

use serde::Serialize;

use super::outcome::Stopped;
use super::terminal::{json_line, say};
use inside::users::{FoundUsers, User};

/// An account in JSON; its members are a promise to scripts, and only grow.
#[derive(Serialize)]
pub(crate) struct UserRow {
    id: i64,
    username: String,
    email: String,
    email_verified: bool,
    role: String,
    state: &'static str,
    second_factor_since: Option<String>,
    factor_recovery: Option<Recovery>,
    created_at: String,
    last_login_at: Option<String>,
}

/// A delayed recovery of the second factors.
#[derive(Serialize)]
struct Recovery {
    started_at: String,
    ready_at: String,
}

#[derive(Serialize)]
struct UserPage {
    users: Vec<UserRow>,
    total: i64,
    page: i64,
    pages: i64,
}

impl UserRow {
    /// What is shown of an account.
    pub(crate) fn of(user: &User) -> UserRow {
        let rfc3339 = crate::rfc3339::rfc3339;
        UserRow {
            id: user.id,
            username: user.username.clone(),
            email: user.email.clone(),
            email_verified: user.email_verified,
            role: user.role.to_string(),
            state: if user.disabled_at.is_some() { "disabled" } else { "enabled" },
            second_factor_since: user.second_factor_since.map(rfc3339),
            factor_recovery: user.factor_recovery().map(|recovery| Recovery {
                started_at: rfc3339(recovery.started_at),
                ready_at: rfc3339(recovery.ready_at),
            }),
            created_at: rfc3339(user.created_at),
            last_login_at: user.last_login_at.map(rfc3339),
        }
    }

    /// Prints it alone.
    ///
    /// # Errors
    /// As [`say`].
    pub(crate) fn print(&self, json: bool) -> Result<(), Stopped> {
        if json {
            return json_line(self);
        }
        let never = || "never".to_owned();
        let verified = if self.email_verified { "verified" } else { "not verified" };
        say(format_args!("id              {}", self.id))?;
        say(format_args!("username        {}", self.username))?;
        say(format_args!("email           {} ({verified})", self.email))?;
        say(format_args!("role            {}", self.role))?;
        say(format_args!("state           {}", self.state))?;
        match &self.second_factor_since {
            Some(since) => say(format_args!("two-step login  since {since}"))?,
            None => say("two-step login  off")?,
        }
        if let Some(Recovery { started_at, ready_at }) = &self.factor_recovery {
            say(format_args!("lost factors    reported {started_at}, removed by email from {ready_at}"))?;
        }
        say(format_args!("created         {}", self.created_at))?;
        say(format_args!("last login      {}", self.last_login_at.clone().unwrap_or_else(never)))
    }
}

/// Prints a page of them.
///
/// # Errors
/// As [`say`].
pub(crate) fn print_list(found: &FoundUsers, searched: bool, json: bool) -> Result<(), Stopped> {
    let users: Vec<UserRow> = found.users.iter().map(UserRow::of).collect();
    if json {
        return json_line(&UserPage { users, total: found.total, page: found.page, pages: found.pages });
    }
    if found.total == 0 {
        return say(if searched { "No accounts match." } else { "No accounts yet." });
    }
    say(format_args!("{:>6}  {:<30}  {:<9}  {:<8}  email", "id", "username", "role", "state"))?;
    for user in &users {
        let UserRow { id, username, role, state, email, .. } = user;
        say(format_args!("{id:>6}  {username:<30}  {role:<9}  {state:<8}  {email}"))?;
    }
    say(format_args!("Page {} of {}, {} in all.", found.page, found.pages, found.total))
}
