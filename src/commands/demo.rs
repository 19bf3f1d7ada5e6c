//! Two test users.

use std::sync::Arc;

use super::terminal::{explain, say};
use crate::application::StartError;
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
pub(crate) fn is_allowed(environment: AppEnv) -> Result<(), StartError> {
    match environment {
        AppEnv::Development => Ok(()),
        AppEnv::Production => {
            Err(StartError("the demo users have a published password, so production refuses them".to_owned()))
        }
    }
}

/// Creates the users that don't exist yet.
///
/// # Errors
/// When the database refuses.
pub(crate) fn run(s: &Arc<Services>) -> Result<(), StartError> {
    for (username, email) in USERS {
        let there = s.db.conn().and_then(|mut c| users::find_by_login(&mut c, username)).map_err(explain)?;
        if there.is_some() {
            say(format_args!("{username} already exists."))?;
            continue;
        }
        let form = Registration { password: Password::new(PASSWORD), ..Registration::of(username, email) };
        let context = Context::operator(&s.clock);
        s.hashing_here(async |s| users::register::create_unchecked(s, form, &context).await).map_err(explain)?;
        say(format_args!("Created {username} ({email}), password \"{PASSWORD}\"."))?;
    }
    Ok(())
}
