//! How often may this be tried: budgets in the database, so that they survive a restart and are the same at every node.
//!
//! A verb that can be tried too often begins with its limit (`let attempt = limits::password(…)?`) and ends by saying how
//! the try went. The limit stands in the verb and not at a route because three doors lead to one verb: what is said once
//! can't be forgotten at the third. What is counted, and by whom, is all in this file:
//!
//! | limit | counts | by |
//! |---|---|---|
//! | [`password`] | wrong passwords, at login and wherever the current one is asked for | network; account and network |
//! | [`sign_up`] | accounts created, and answers that a name is taken, to a change of the profile too | network |
//! | [`sign_up_error`] | sign-up forms that are refused | network |
//! | [`email_from`] | emails to an address that nobody has proved to own | network, for each [`EmailKind`] |
//! | [`email_to`] | the same | address, for each [`EmailKind`] |
//!
//! **A log of tries, not a counter.** A budget remembers when each of its tries was and forgets each one when its time has
//! passed: "5 in 60 seconds" holds in *any* 60 seconds, and the time to come back is known to the second. A counter that
//! starts anew each minute allows twice as many around the turn of the minute; a leaking bucket (GCRA) allows five at once
//! and one more every twelve seconds, nine in the first minute. The log costs as many numbers as the limit allows tries.
//!
//! **First the place, then the work.** A try takes its place before a password is hashed, so a hundred at once get no more
//! answers than one after the other, and a try that is refused costs no hash and says nothing about the password. While
//! its outcome is not known the place is only *open*: others who would be refused because of it wait for a moment, so that
//! many people who log in rightly at once from one network don't stand in each other's way.
//!
//! **Nobody can lock an owner out.** The budget of an account is one for each network: a stranger spends the one of the
//! stranger's network. Right passwords never count: a success gives its place back and forgets the account's failures from
//! that network (not the network's: whoever owns one account could otherwise guess at others without end).
//!
//! Sources: OWASP ASVS 5.0, 6.3.1; NIST SP 800-63B-4 section 3.2.2; OWASP Authentication Cheat Sheet, "Account Lockout".

pub mod attempt;
pub mod budget;
pub mod email_kind;
pub mod network;
pub mod notice;
pub mod rate;
pub mod store;
pub mod tries;

pub use attempt::Attempt;
pub use email_kind::EmailKind;
pub use network::network;
pub use notice::{Blocked, blocked};
pub use rate::{Limits, Rate};

use crate::client::Client;
use crate::db::Conn;
use crate::error::Error;
use crate::state::Services;
use crate::users::User;
use crate::users::rules::email_key;
use attempt::{Outcome, begin};
use budget::Budget;

/// Whose password is tried.
#[derive(Clone, Copy, Debug)]
pub enum Account<'a> {
    /// An account, by whichever name it was called.
    Known(i64),
    /// A name that no account has, folded as names are, or of which nothing may be told. It has a budget like any other, so
    /// that a limit tells nothing.
    Named(&'a str),
}

/// Somebody tries a password.
///
/// # Errors
/// [`Error::TooMany`] that says when to come back, whether the password is right or not.
pub fn password(s: &Services, client: &Client, account: Account<'_>) -> Result<Attempt, Error> {
    begin(s, client, Outcome::Awaited, password_budgets(s, client, account).into())
}

/// Whether [`password`] would let an attempt through now. Takes no place, and waits for nobody.
///
/// # Errors
/// As [`password`].
pub fn may_try_password(s: &Services, client: &Client, account: Account<'_>) -> Result<(), Error> {
    attempt::may_begin(s, client, password_budgets(s, client, account).into())
}

/// Of the network, and of the account in it.
fn password_budgets(s: &Services, client: &Client, account: Account<'_>) -> [Budget; 2] {
    let account = match account {
        Account::Known(id) => format!("id {id}"),
        Account::Named(name) => format!("name {name}"),
    };
    let (limits, network) = (&s.config.limits, network(client.address));
    let of_network = Budget::new(s, limits.login_network, &["password", &network]);
    let of_account = Budget::new(s, limits.login_account, &["password", &network, &account]);
    [of_network, Budget { forgiven_by_success: true, ..of_account }]
}

/// Whoever has just proved to own the account by a mail need not wait for the failures before it: their own, or those of
/// somebody in the same network. The network's budget stays as it is.
///
/// # Errors
/// Only the database's.
pub fn forgive_failures(c: &mut Conn, s: &Services, client: &Client, user: &User) -> Result<(), Error> {
    let names = [Account::Known(user.id), Account::Named(&user.username_key), Account::Named(&user.email_key)];
    for account in names {
        let [_, of_account] = password_budgets(s, client, account);
        store::delete(c, &of_account.key)?;
    }
    Ok(())
}

/// Somebody wants an account, or another name for one.
///
/// # Errors
/// As [`password`].
pub fn sign_up(s: &Services, client: &Client) -> Result<Attempt, Error> {
    begin(s, client, Outcome::Counts, vec![sign_up_budget(s, client)])
}

/// A form that would create an account is refused for what it says.
///
/// # Errors
/// As [`password`].
pub fn sign_up_error(s: &Services, client: &Client) -> Result<Attempt, Error> {
    begin(s, client, Outcome::Counts, vec![sign_up_errors_budget(s, client)])
}

/// Whether [`sign_up`] and [`sign_up_error`] would let an attempt through now. Takes no place.
///
/// # Errors
/// As [`password`].
pub fn may_sign_up(s: &Services, client: &Client) -> Result<(), Error> {
    attempt::may_begin(s, client, vec![sign_up_budget(s, client), sign_up_errors_budget(s, client)])
}

fn sign_up_budget(s: &Services, client: &Client) -> Budget {
    Budget::new(s, s.config.limits.signup_network, &["sign-up", &network(client.address)])
}

fn sign_up_errors_budget(s: &Services, client: &Client) -> Budget {
    Budget::new(s, s.config.limits.signup_errors, &["sign-up errors", &network(client.address)])
}

/// Somebody asks for an email, to whichever address.
///
/// # Errors
/// As [`password`].
pub fn email_from(s: &Services, client: &Client, kind: EmailKind) -> Result<Attempt, Error> {
    let names = ["email from", kind.word(), &network(client.address)];
    begin(s, client, Outcome::Counts, vec![Budget::new(s, s.config.limits.email_network, &names)])
}

/// Somebody asks for an email to this address, whether an account has it or not.
///
/// A stranger can use this budget up, and must not keep the owner from a link by it. So no email counts for longer than
/// its link works: whenever an email is withheld, the one before it is in the inbox and good.
///
/// # Errors
/// As [`password`]. A caller who may not learn whether the address has an account must not be told either.
pub fn email_to(s: &Services, client: &Client, kind: EmailKind, address: &str) -> Result<Attempt, Error> {
    begin(s, client, Outcome::Counts, vec![email_budget(s, kind, address)])
}

/// The same for an email that comes with something else, which goes on without it when the address has had enough: whether
/// it may be sent.
///
/// # Errors
/// Only the database's.
pub fn may_write_to(s: &Services, client: &Client, kind: EmailKind, address: &str) -> Result<bool, Error> {
    match email_to(s, client, kind, address) {
        Ok(_counts) => Ok(true),
        Err(Error::TooMany { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The same for an email to the owner of an account, who hears of everything once they have confirmed the address.
///
/// # Errors
/// Only the database's.
pub fn may_tell(s: &Services, client: &Client, kind: EmailKind, user: &User) -> Result<bool, Error> {
    Ok(user.email_verified || may_write_to(s, client, kind, &user.email)?)
}

/// The link of such an email was used: the next one may be sent at once.
///
/// # Errors
/// Only the database's.
pub fn forget_emails_to(c: &mut Conn, s: &Services, kind: EmailKind, address: &str) -> Result<(), Error> {
    store::delete(c, &email_budget(s, kind, address).key)
}

fn email_budget(s: &Services, kind: EmailKind, address: &str) -> Budget {
    let rate = s.config.limits.email_address.within(kind.lives(&s.config));
    Budget::new(s, rate, &["email to", kind.word(), &email_key(address)])
}
