//! Start the delayed recovery of an account whose owner lost every second factor.

use time::Duration;

use super::{FactorRecovery, User, factor_recovery, second_step, store};
use crate::context::{Context, Credential};
use crate::error::Error;
use crate::events::{self, Event};
use crate::factors::recoveries::{self, Recovery};
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
pub fn find(s: &Services, secret: &Secret<String>, kind: SessionKind, context: &Context) -> Result<LostFactors, Error> {
    let (_, user) = second_step::waiting(&mut *s.db.conn()?, secret, kind, context.now)?;
    Ok(LostFactors::of(s, &user))
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
    let (_, user) = second_step::waiting(&mut *s.db.conn()?, secret, kind, now)?;
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
