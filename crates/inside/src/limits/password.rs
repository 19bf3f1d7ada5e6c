//! Attempts at a password: by account and network, by network, and by account alone.

use super::bucket::Bucket;
use super::limited::{Attempt, Limited, PasswordLimits};
use super::row::{Row, RowKind};
use super::streak::{Streak, know_network};
use crate::account::User;
use crate::context::Context;
use crate::db::Conn;
use crate::device::Device;
use crate::error::Error;
use crate::metrics::LimitKind;
use crate::network::network;
use crate::state::Services;

/// Whose password is tried.
#[derive(Clone, Copy, Debug)]
pub enum LimitedAccount<'a> {
    /// An account, by whichever name it was called.
    Known(i64),
    /// The account of the caller's own session, which has logged in to it.
    Own(i64),
    /// A name in its normal form: one that no account has, or one whose account must stay unknown. It is limited like any
    /// other, so that a limit does not tell which accounts exist.
    Named {
        /// The name.
        name: &'a str,
        /// The account that has it, if one does. Only a client that has logged in to it can notice that it matters.
        user: Option<i64>,
    },
}

impl LimitedAccount<'_> {
    /// What its rows are named by.
    fn word(self) -> String {
        match self {
            LimitedAccount::Known(id) | LimitedAccount::Own(id) => format!("id {id}"),
            LimitedAccount::Named { name, .. } => format!("name {name}"),
        }
    }

    fn user(self) -> Option<i64> {
        match self {
            LimitedAccount::Known(id) | LimitedAccount::Own(id) => Some(id),
            LimitedAccount::Named { user, .. } => user,
        }
    }
}

/// A client submits a password. Nothing is checked nor counted yet: the [`PasswordLimits`] does the one before the password is
/// checked, and the other afterwards.
pub(crate) fn password(s: &Services, context: &Context, account: LimitedAccount<'_>) -> PasswordLimits {
    let (buckets, streak) = (buckets(s, context, account), streak(s, context, account));
    PasswordLimits(Limited::new(LimitKind::Password, context, buckets, Some(streak)))
}

/// A client submits a code of a second factor: it is counted as a wrong password would be, and beside that for the account from
/// everywhere. A code has a million values, of which three are right, and somebody who guesses it knows the password or reads the
/// mailbox already. So nothing clears that count but a right code: no password, no reset by email, no network or browser that
/// is known.
pub(crate) fn code(s: &Services, context: &Context, account: LimitedAccount<'_>) -> PasswordLimits {
    let mut buckets = buckets(s, context, account);
    let of_account = Bucket::new(s, s.config.limits.codes_account, RowKind::Code, &[&account.word()]);
    buckets.push(of_account.forgiven_by_success());
    PasswordLimits(Limited::new(LimitKind::Code, context, buckets, Some(streak(s, context, account))))
}

/// A client logs in with the right password. Each login writes an event and a session, and so a log-out later: a client that
/// repeats it has to end somewhere, far beyond what programs do that log in for each of their tasks.
///
/// # Errors
/// As [`PasswordLimits::check`].
pub(crate) fn login(s: &Services, context: &Context, account: LimitedAccount<'_>) -> Result<Attempt, Error> {
    Attempt::take(s, logins(s, context, account))
}

/// Whether [`login`] would let one through now. Takes no place.
///
/// # Errors
/// As [`PasswordLimits::check`].
pub(crate) fn may_log_in(s: &Services, context: &Context, account: LimitedAccount<'_>) -> Result<(), Error> {
    logins(s, context, account).check(s)
}

/// How long [`login`] would refuse one from now, if it would. Counts nothing.
///
/// # Errors
/// Only the database's.
pub(crate) fn wait_for_login(
    s: &Services,
    context: &Context,
    account: LimitedAccount<'_>,
) -> Result<Option<std::time::Duration>, Error> {
    logins(s, context, account).wait(s)
}

fn logins_bucket(s: &Services, context: &Context, account: LimitedAccount<'_>) -> Bucket {
    Bucket::new(
        s,
        s.config.limits.login_successes,
        RowKind::Login,
        &[&network(context.client.address), &account.word()],
    )
}

fn logins(s: &Services, context: &Context, account: LimitedAccount<'_>) -> Limited {
    Limited::new(LimitKind::Login, context, vec![logins_bucket(s, context, account)], None)
}

/// A browser that is known to the account has a bucket of its own. Everybody else shares those of their network and of the
/// account in it. A success forgives what is the account's.
fn buckets(s: &Services, context: &Context, account: LimitedAccount<'_>) -> Vec<Bucket> {
    let (limits, network) = (&s.config.limits, network(context.client.address));
    if let Some(device) = device_of(context, account) {
        return vec![
            Bucket::new(s, limits.login_account, RowKind::PasswordOfDevice, &[device.id()]).forgiven_by_success(),
        ];
    }
    let of_account = Bucket::new(s, limits.login_account, RowKind::Password, &[&network, &account.word()]);
    vec![Bucket::new(s, limits.login_network, RowKind::Password, &[&network]), of_account.forgiven_by_success()]
}

fn streak(s: &Services, context: &Context, account: LimitedAccount<'_>) -> Streak {
    Streak {
        row: streak_row(s, account),
        known_network: known_network_row(s, context, account),
        known_client: matches!(account, LimitedAccount::Own(_)) || device_of(context, account).is_some(),
        most: s.config.limits.login_everywhere,
        retry_after: s.config.limits.login_account.per,
    }
}

fn streak_row(s: &Services, account: LimitedAccount<'_>) -> Row {
    Row::new(s, RowKind::Streak, &[&account.word()])
}

fn known_network_row(s: &Services, context: &Context, account: LimitedAccount<'_>) -> Row {
    let account = account.user().map_or_else(|| account.word(), |id| LimitedAccount::Known(id).word());
    Row::new(s, RowKind::KnownNetwork, &[&network(context.client.address), &account])
}

fn device_of<'a>(context: &'a Context, account: LimitedAccount<'_>) -> Option<&'a Device> {
    context.client.devices.iter().find(|device| Some(device.user_id()) == account.user())
}

/// Whether the failures in a row of this account have just reached their limit: its owner has to be notified, once.
///
/// # Errors
/// Only the database's.
pub(crate) fn must_notify(
    c: &mut Conn,
    s: &Services,
    context: &Context,
    account: LimitedAccount<'_>,
) -> Result<bool, Error> {
    streak(s, context, account).must_notify(c, s)
}

/// Whether that limit is reached, without a lock. Most failures are far from it.
///
/// # Errors
/// Only the database's.
pub(crate) fn is_streak_full(s: &Services, context: &Context, account: LimitedAccount<'_>) -> Result<bool, Error> {
    let streak = streak(s, context, account);
    Ok(streak.is_on() && s.db.read(|c| streak.is_full(c))?)
}

/// After a login: the failures in a row of the account end, by whichever name they were counted, and the client's
/// network is known from now on.
///
/// # Errors
/// Only the database's.
pub(crate) fn logged_in(c: &mut Conn, s: &Services, context: &Context, user: &User) -> Result<(), Error> {
    if s.config.limits.login_everywhere == 0 {
        return Ok(());
    }
    for account in names_of(user) {
        streak_row(s, account).delete(c)?;
    }
    know_network(c, s, &known_network_row(s, context, LimitedAccount::Known(user.id)))
}

/// A successful reset by mail clears the account's failed attempts and logins from this network and browser, and the failures
/// in a row from everywhere. The network's bucket stays as it is.
///
/// # Errors
/// Only the database's.
pub(crate) fn forgive_failures(c: &mut Conn, s: &Services, context: &Context, user: &User) -> Result<(), Error> {
    for account in names_of(user) {
        for of_account in buckets(s, context, account).iter().filter(|bucket| bucket.forgiven_by_success) {
            of_account.row.delete(c)?;
        }
        logins_bucket(s, context, account).row.delete(c)?;
        streak_row(s, account).delete(c)?;
    }
    Ok(())
}

fn names_of(user: &User) -> [LimitedAccount<'_>; 3] {
    let named = |name| LimitedAccount::Named { name, user: None };
    [LimitedAccount::Known(user.id), named(&user.username_key), named(&user.email_key)]
}
