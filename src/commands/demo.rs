//! Two users to play with.

use super::terminal::explain;
use crate::application::StartError;
use crate::client::Client;
use crate::state::Services;
use crate::users::{self, Password, Registration, store};

const USERS: [(&str, &str); 2] = [("test", "test@spacepearl.com"), ("ab", "ab@spacepearl.com")];

/// The demo users' password. Everybody knows it: that is why production refuses them.
const PASSWORD: &str = "a demo password";

/// Creates the users that are not there yet.
///
/// # Errors
/// In production, and when the database refuses.
pub fn run(s: &Services) -> Result<(), StartError> {
    if s.config.production {
        return Err(StartError("demo users have a password that everybody knows; production refuses them".to_owned()));
    }
    for (username, email) in USERS {
        let there = s.db.conn().and_then(|mut c| store::find_by_login(&mut c, username)).map_err(explain)?;
        if there.is_some() {
            println!("{username} is there already.");
            continue;
        }
        let form = Registration { password: Password::new(PASSWORD), ..Registration::of(username, email) };
        users::register::create_unchecked(&s.hashing_here(), form, &Client::operator()).map_err(explain)?;
        println!("Created {username} ({email}), password \"{PASSWORD}\".");
    }
    Ok(())
}
