//! Attempts at a password: by account and network, by network, and by account alone.

use super::attempt::{Attempt, Limited, Outcome, begin, may_begin};
use super::bucket::{Bucket, row_name};
use super::network::network;
use super::streak::{Streak, know_network};
use super::{Device, store};
use crate::client::Client;
use crate::db::Conn;
use crate::error::Error;
use crate::state::Services;
use crate::users::User;

/// Whose password is tried.
#[derive(Clone, Copy, Debug)]
pub enum Account<'a> {
    /// An account, by whichever name it was called.
    Known(i64),
    /// The account of the caller's own session, which has logged in to it.
    Own(i64),
    /// A name that no account has, folded as names are, or of which nothing may be told. It is limited like any other, so
    /// that a limit tells nothing.
    Named {
        /// The name.
        name: &'a str,
        /// The account that has it, if one does. Only a client that has logged in to it can notice that it matters.
        user: Option<i64>,
    },
}

impl Account<'_> {
    /// What its rows are named by.
    fn word(self) -> String {
        match self {
            Account::Known(id) | Account::Own(id) => format!("id {id}"),
            Account::Named { name, .. } => format!("name {name}"),
        }
    }

    fn user(self) -> Option<i64> {
        match self {
            Account::Known(id) | Account::Own(id) => Some(id),
            Account::Named { user, .. } => user,
        }
    }
}

/// Somebody tries a password.
///
/// # Errors
/// [`Error::TooMany`] that says when to come back, whether the password is right or not.
pub fn password(s: &Services, client: &Client, account: Account<'_>) -> Result<Attempt, Error> {
    begin(s, client, Outcome::Awaited, limited(s, client, account))
}

/// Whether [`password`] would let an attempt through now. Takes no place, and waits for no other attempt.
///
/// # Errors
/// As [`password`].
pub fn may_try_password(s: &Services, client: &Client, account: Account<'_>) -> Result<(), Error> {
    may_begin(s, client, limited(s, client, account))
}

fn limited(s: &Services, client: &Client, account: Account<'_>) -> Limited {
    Limited { buckets: buckets(s, client, account), streak: Some(streak(s, client, account)) }
}

/// A browser that is known to the account has a bucket of its own. Everybody else shares those of their network and of the
/// account in it. The last one is always that of the account.
pub(super) fn buckets(s: &Services, client: &Client, account: Account<'_>) -> Vec<Bucket> {
    let (limits, network) = (&s.config.limits, network(client.address));
    if let Some(device) = device_of(client, account) {
        return vec![Bucket::new(s, limits.login_account, &["password device", device.id()]).forgiven_by_success()];
    }
    let of_account = Bucket::new(s, limits.login_account, &["password", &network, &account.word()]);
    vec![Bucket::new(s, limits.login_network, &["password", &network]), of_account.forgiven_by_success()]
}

pub(super) fn streak(s: &Services, client: &Client, account: Account<'_>) -> Streak {
    Streak {
        key: streak_row(s, account),
        known_network: known_network_row(s, client, account),
        known_client: matches!(account, Account::Own(_)) || device_of(client, account).is_some(),
        most: s.config.limits.login_everywhere,
        retry_after: s.config.limits.login_account.per,
    }
}

fn streak_row(s: &Services, account: Account<'_>) -> String {
    row_name(s, &["failures in a row", &account.word()])
}

fn known_network_row(s: &Services, client: &Client, account: Account<'_>) -> String {
    let account = account.user().map_or_else(|| account.word(), |id| Account::Known(id).word());
    row_name(s, &["known network", &network(client.address), &account])
}

fn device_of<'a>(client: &'a Client, account: Account<'_>) -> Option<&'a Device> {
    client.devices.iter().find(|device| Some(device.user_id()) == account.user())
}

/// Whether the failures in a row of this account have just reached their limit: its owner has to be notified, once.
///
/// # Errors
/// Only the database's.
pub fn must_notify(c: &mut Conn, s: &Services, client: &Client, account: Account<'_>) -> Result<bool, Error> {
    streak(s, client, account).must_notify(c, s)
}

/// Whether that limit is reached, without a lock. Most failures are far from it.
///
/// # Errors
/// Only the database's.
pub fn is_streak_full(s: &Services, client: &Client, account: Account<'_>) -> Result<bool, Error> {
    let streak = Streak { known_client: false, known_network: String::new(), ..streak(s, client, account) };
    let rows = store::load(&mut *s.db.conn()?, &[&streak.key])?;
    let row = rows.first().map(|(_, text)| text.as_str());
    Ok(streak.is_on() && streak.verdict(row, false) != super::attempt_log::Verdict::Free)
}

/// Somebody logged in: the failures in a row of the account end, by whichever name they were counted, and the client's
/// network is known from now on.
///
/// # Errors
/// Only the database's.
pub fn logged_in(c: &mut Conn, s: &Services, client: &Client, user: &User) -> Result<(), Error> {
    if s.config.limits.login_everywhere == 0 {
        return Ok(());
    }
    for account in names_of(user) {
        store::delete(c, &streak_row(s, account))?;
    }
    know_network(c, s, &known_network_row(s, client, Account::Known(user.id)))
}

/// A successful reset by mail clears the account's failed attempts from this network and browser, and those in a row from
/// everywhere. The network's bucket stays as it is.
///
/// # Errors
/// Only the database's.
pub fn forgive_failures(c: &mut Conn, s: &Services, client: &Client, user: &User) -> Result<(), Error> {
    for account in names_of(user) {
        if let Some(of_account) = buckets(s, client, account).pop() {
            store::delete(c, &of_account.key)?;
        }
        store::delete(c, &streak_row(s, account))?;
    }
    Ok(())
}

fn names_of(user: &User) -> [Account<'_>; 3] {
    let named = |name| Account::Named { name, user: None };
    [Account::Known(user.id), named(&user.username_key), named(&user.email_key)]
}
