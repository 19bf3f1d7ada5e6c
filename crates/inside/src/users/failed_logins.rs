//! Too many failed logins in a row: the owner of the account is notified, once.

use super::User;
use crate::client::Client;
use crate::db::Conn;
use crate::error::Error;
use crate::events::{self, About, Kind};
use crate::limits::{self, Account, EmailKind};
use crate::mail::{self, Email, Occasion};
use crate::state::Services;

/// Follows each failed attempt. At the last one that `LIMIT_LOGIN_EVERYWHERE` allows, an event is recorded and the owner gets
/// an email. For an unknown name the same rows are written and rolled back, so that the response time reveals nothing.
///
/// # Errors
/// The database's; the email's template.
pub fn notify(s: &Services, client: &Client, account: Account<'_>, owner: Option<&User>) -> Result<(), Error> {
    if !limits::is_streak_full(s, client, account)? {
        return Ok(());
    }
    let notify = owner.map_or(Ok(true), |user| limits::may_notify(s, client, EmailKind::Notice, user))?;
    let about = owner.map_or_else(About::nobody, |user| About::stranger_to(user.id));
    s.db.transaction(|c| {
        if !limits::must_notify(c, s, client, account)? {
            return Ok(());
        }
        events::record_with(c, s.clock.now(), Kind::LoginBlocked, &about, client, "everywhere")?;
        if notify { write(s, c, owner, client) } else { Ok(()) }
    })
}

fn write(s: &Services, c: &mut Conn, owner: Option<&User>, client: &Client) -> Result<(), Error> {
    let occasion = Occasion::of(s.clock.now(), client);
    let email = Email::FailedLogins { attempts: s.config.limits.login_everywhere, occasion };
    match owner {
        Some(user) => mail::queue(s, c, user.recipient(), &email),
        None => mail::rehearse(s, c, &email),
    }
}
