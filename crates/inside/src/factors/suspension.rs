//! Suspended factors: what an intruder may have added, until the owner removes it.
//!
//! "This wasn't me" comes from a mailbox or a session, and neither may remove a second factor, or it would be a way round one. So
//! what is suspended authenticates nobody, and the account still has two-step login: its owner gets in by an older factor, or by
//! the delayed recovery, which an intruder can't stop any more.

use diesel::prelude::*;
use time::{Duration, PrimitiveDateTime};

use crate::db::Conn;
use crate::error::Error;
use crate::schema::{passkeys, recovery_codes, totp};
use crate::sessions::{Authentications, Method};
use crate::state::Services;

/// What "This wasn't me" did to the second factors of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspended {
    /// None was new.
    Nothing,
    /// The new ones are suspended, and there are older ones.
    New,
    /// Every one is suspended.
    All,
}

/// Suspends what was added to the account at `since` or later, except what `known` proved: the app or the passkey that the session
/// of a person has used itself. Recovery codes that were made with something suspended go with it, and so do later ones. The
/// caller holds the account.
///
/// # Errors
/// Only the database's.
pub(crate) fn suspend(
    s: &Services,
    c: &mut Conn,
    user_id: i64,
    since: PrimitiveDateTime,
    known: &Authentications,
    now: PrimitiveDateTime,
) -> Result<Suspended, Error> {
    let mut suspended = 0;
    let app = totp::table.find(user_id).filter(totp::confirmed_at.ge(since)).filter(totp::suspended_at.is_null());
    // There is one app at a time: a code that was right after it was set up was one of it.
    let app = app.filter(totp::confirmed_at.gt(known.at(Method::Totp).unwrap_or(since - Duration::SECOND)));
    suspended += diesel::update(app).set(totp::suspended_at.eq(now)).execute(c)?;
    let own = known.at(Method::Passkey);
    for row in super::passkeys::of_user(c, user_id)? {
        let is_own = own.is_some_and(|at| row.created_at == at || row.last_used_at == Some(at));
        if row.suspended_at.is_none() && row.created_at >= since && !is_own {
            let changes = passkeys::suspended_at.eq(now);
            suspended += diesel::update(passkeys::table.find(&row.id)).set(changes).execute(c)?;
        }
    }
    let codes = recovery_codes::table
        .filter(recovery_codes::user_id.eq(user_id))
        .filter(recovery_codes::created_at.ge(since))
        .filter(recovery_codes::suspended_at.is_null());
    // One set was made at one moment.
    let made = recovery_codes::table.filter(recovery_codes::user_id.eq(user_id)).select(recovery_codes::created_at);
    let made: Option<PrimitiveDateTime> = made.first(c).optional()?;
    let belongs_to_a_factor = made.map(|at| is_from_a_factor(c, user_id, at)).transpose()?;
    if belongs_to_a_factor == Some(false) {
        suspended += diesel::update(codes).set(recovery_codes::suspended_at.eq(now)).execute(c)?;
    }
    Ok(match (suspended, super::number(c, user_id, s.passkey_domain())?) {
        (0, _) => Suspended::Nothing,
        (_, 0) => Suspended::All,
        _ => Suspended::New,
    })
}

/// Whether codes that were made then came with a factor that is not suspended.
fn is_from_a_factor(c: &mut Conn, user_id: i64, made_at: PrimitiveDateTime) -> Result<bool, Error> {
    let app = super::store::find_totp(c, user_id)?.filter(super::store::TotpRow::counts);
    if app.is_some_and(|app| app.confirmed_at == Some(made_at)) {
        return Ok(true);
    }
    let passkeys = super::passkeys::of_user(c, user_id)?;
    Ok(passkeys.iter().any(|row| row.suspended_at.is_none() && row.created_at == made_at))
}
