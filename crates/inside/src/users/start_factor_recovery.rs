//! Start the delayed recovery of an account whose owner lost every second factor.

use time::Duration;

use super::{Caller, FactorRecovery, User, factor_recovery, second_step, store};
use crate::context::{Context, Credential};
use crate::db::Conn;
use crate::error::Error;
use crate::events::{self, Event};
use crate::factors::recoveries::{self, Recovery};
use crate::factors::{self, SecondStepMethod, Unusable};
use crate::limits;
use crate::secret::Secret;
use crate::sessions::SessionKind;
use crate::state::Services;

/// What a person can do whose login waits for a second factor that is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LostFactors {
    /// Start the recovery, which takes this long.
    Startable(Duration),
    /// It runs already.
    Running(FactorRecovery),
    /// Confirm the address first: an address that nobody confirmed may be anyone's, and everything that follows goes there.
    AddressUnconfirmed,
}

/// What stands on the page "Lost every second factor?".
#[derive(Clone, Debug)]
pub struct FactorsLeft {
    /// What can be done.
    pub lost: LostFactors,
    /// What finishes the account's logins.
    pub methods: Vec<SecondStepMethod>,
    /// What the account has besides, and is of no use.
    pub unusable: Unusable,
}

impl FactorsLeft {
    fn of(s: &Services, c: &mut Conn, user: &User) -> Result<FactorsLeft, Error> {
        let domain = s.passkey_domain();
        let methods = factors::methods(c, user.id, domain)?;
        Ok(FactorsLeft { lost: LostFactors::of(s, user), methods, unusable: factors::unusable(c, user.id, domain)? })
    }
}

impl LostFactors {
    fn of(s: &Services, user: &User) -> LostFactors {
        match user.factor_recovery() {
            Some(running) => LostFactors::Running(running),
            None if user.email_verified => LostFactors::Startable(s.config.factor_recovery_delay),
            None => LostFactors::AddressUnconfirmed,
        }
    }
}

/// What can be done for the login that this secret names. Changes nothing.
///
/// # Errors
/// [`Error::NoPendingLogin`].
pub fn find(s: &Services, secret: &Secret<String>, kind: SessionKind, context: &Context) -> Result<FactorsLeft, Error> {
    s.db.read(|c| {
        let (_, user) = second_step::waiting(c, secret, kind, context.now)?;
        FactorsLeft::of(s, c, &user)
    })
}

/// The same for somebody who is logged in, and is asked for a factor that is lost. A recovery starts at a login, whose password is
/// as new as it can be; [`log_out_and_forget`](crate::sessions::log_out_and_forget) leads there. None for an account without a second
/// factor.
///
/// # Errors
/// Only the database's.
pub fn of_caller(s: &Services, caller: &Caller) -> Result<Option<FactorsLeft>, Error> {
    if !caller.user.has_second_factor() {
        return Ok(None);
    }
    s.db.read(|c| FactorsLeft::of(s, c, &caller.user)).map(Some)
}

/// Starts the wait, and tells the owner. One that runs goes on as it is: asking again makes it neither longer nor shorter. The
/// login goes on waiting for a factor that may turn up.
///
/// # Errors
/// [`Error::NoPendingLogin`]; [`Error::TooMany`] when it was started too often, however it ended.
pub fn start_factor_recovery(
    s: &Services,
    secret: &Secret<String>,
    kind: SessionKind,
    context: &Context,
) -> Result<LostFactors, Error> {
    let now = context.now;
    let (_, user) = s.db.read(|c| second_step::waiting(c, secret, kind, now))?;
    let LostFactors::Startable(delay) = LostFactors::of(s, &user) else { return Ok(LostFactors::of(s, &user)) };
    let counts = limits::factor_recovery(s, context, user.id)?;
    s.db.transaction(|c| {
        store::hold(c, user.id)?;
        // Read again: the login may have ended meanwhile, by "This wasn't me" for one.
        let (_, user) = second_step::waiting(c, secret, kind, now)?;
        if !matches!(LostFactors::of(s, &user), LostFactors::Startable(_)) {
            // Another request was faster.
            counts.withdrawn(c, s)?;
            return Ok(LostFactors::of(s, &user));
        }
        let started = FactorRecovery { started_at: now, ready_at: now + delay };
        let recovery = Recovery {
            user_id: user.id,
            started_at: now,
            ready_at: started.ready_at,
            next_step_at: (now + factor_recovery::REMINDER_EVERY).min(started.ready_at),
            link_sent_at: None,
            address: context.client.address.to_string(),
            user_agent: context.client.user_agent.clone(),
        };
        recoveries::begin(c, &recovery)?;
        store::set_factor_recovery(c, user.id, Some(started))?;
        events::record(c, user.id, &Event::FactorRecoveryStarted, &context.acting_for(user.id, Credential::Password))?;
        factor_recovery::announce(s, c, &user, &recovery, false, now)?;
        Ok(LostFactors::Running(started))
    })
}
