//! Two test users.

use std::sync::Arc;

use super::outcome::{Cause, Stopped};
use super::terminal::say;
use inside::config::AppEnv;
use inside::context::Context;
use inside::state::Services;
use inside::users::{self, Password, Registration};

const USERS: [(&str, &str); 2] = [("test", "test@spacepearl.com"), ("ab", "ab@spacepearl.com")];

/// The demo users' password. It is published, so production refuses these accounts.
const PASSWORD: &str = "a demo password";

/// Refuses production.
///
/// # Errors
/// One sentence.
pub(crate) fn is_allowed(environment: AppEnv) -> Result<(), Stopped> {
    match environment {
        AppEnv::Development => Ok(()),
        AppEnv::Production => {
            Err(Stopped::new(Cause::Refused, "the demo users have a published password, so production refuses them"))
        }
    }
}

/// Creates the users that don't exist yet.
///
/// # Errors
/// When the database refuses.
pub(crate) fn run(s: &Arc<Services>) -> Result<(), Stopped> {
    let mut said = Vec::new();
    for (username, email) in USERS {
        let there = s.db.read(|c| users::find_by_login(c, username))?;
        if there.is_some() {
            said.push(format!("{username} already exists."));
            continue;
        }
        let form = Registration { password: Password::new(PASSWORD), ..Registration::of(username, email) };
        let context = Context::operator(&s.clock);
        s.hashing_here(async |s| users::register::create_unchecked(s, form, &context).await)?;
        said.push(format!("Created {username} ({email}), password \"{PASSWORD}\"."));
    }
    said.iter().try_for_each(say)
}
