//! How often something may be attempted: buckets in the database, so that they survive a restart and are the same at every
//! node.
//!
//! A verb that can be attempted too often begins with its limit (`let attempt = limits::sign_up(…)?`) and ends by saying
//! how the attempt went. The limit stands in the verb and not at a route because three doors lead to one verb: what is said
//! once can't be forgotten at the third. What is counted, and by whom:
//!
//! | limit | counts | by |
//! |---|---|---|
//! | [`password()`] | wrong passwords, at login and wherever the current one is asked for | network; account and network, or account and known browser; account, in a row |
//! | [`login`] | right passwords at login | account and network |
//! | [`code`] | wrong codes of a second factor | as passwords; account, from everywhere |
//! | [`passkey`] | wrong answers of passkeys | session, known browser or network |
//! | [`change_factors`] | changes of second factors | session |
//! | [`sign_up`] | accounts created, and answers that a name is taken, to a change of the profile too | network |
//! | [`sign_up_error`] | sign-up forms that are refused | network |
//! | [`change`], [`change_password`] | changes of the profile and exports; changes of the password | account; session |
//! | [`factor_recovery`] | starts of a delayed recovery of the second factors | account |
//! | [`email_from`] | emails to an address that was never confirmed | network, for each [`EmailKind`] |
//! | [`email_to`] | the same | address, for each [`EmailKind`] |
//! | [`email_without_link`] | links sent although that is used up, to an address without a living one | address and network |
//!
//! **A log of attempts, not a counter.** A bucket remembers the time of each attempt and forgets each one when its time has
//! passed: "5 in 60 seconds" holds in *any* 60 seconds, and the time to come back is known to the second. A counter that
//! starts anew each minute allows twice as many around the turn of the minute; a leaking bucket (GCRA) allows five at once
//! and one more every twelve seconds, nine in the first minute. The log costs as many numbers as the limit allows attempts.
//!
//! **Checked before the work, counted after it.** A limit that is reached refuses an attempt before a password is hashed. Its
//! outcome is counted under lock, and refused there too if others that came at the same moment have used everything up: a
//! hundred wrong passwords at once get no more answers than one after the other, a right one among them is treated alike,
//! and a hundred right ones don't stand in each other's way. Nothing waits.
//!
//! **A stranger can't lock an owner out.** The bucket of an account is one for each network: a stranger uses up that of the
//! stranger's network. A browser that logged in before has one of its own ([`Device`](crate::device::Device)). Failures in a
//! row from everywhere refuse only clients that never logged in to the account. Right passwords count apart, and many more of them are allowed: a
//! success counts for nothing and clears the account's failures from that network (not the network's: the owner of one
//! account could otherwise guess at others without end).
//!
//! Sources: OWASP ASVS 5.0, 6.3.1; NIST SP 800-63B-4 section 3.2.2; OWASP Authentication Cheat Sheet, "Account Lockout";
//! OWASP, "Slow Down Online Guessing Attacks with Device Cookies".

mod attempts;
mod bucket;
pub(crate) mod email_kind;
mod limited;
pub(crate) mod notice;
pub(crate) mod password;
mod row;
mod store;
mod streak;

pub(crate) use email_kind::EmailKind;
pub(crate) use limited::Attempt;
pub use limited::PasswordLimits;
pub(crate) use notice::Blocked;
pub use password::LimitedAccount;
pub(crate) use password::{
    code, forgive_failures, is_streak_full, logged_in, login, may_log_in, must_notify, password, wait_for_login,
};
pub(crate) use store::sweep;

use crate::account::User;
use crate::config::Rate;
use crate::context::Context;
use crate::db::Conn;
use crate::email_address::key as email_key;
use crate::error::Error;
use crate::metrics::LimitKind;
use crate::network::network;
use crate::state::Services;
use bucket::Bucket;
use limited::Limited;
use row::RowKind;

fn take(s: &Services, context: &Context, kind: LimitKind, bucket: Bucket) -> Result<Attempt, Error> {
    Attempt::take(s, Limited::new(kind, context, vec![bucket], None))
}

/// A visitor creates an account, or a caller changes a name of theirs.
///
/// # Errors
/// As [`password`].
pub(crate) fn sign_up(s: &Services, context: &Context) -> Result<Attempt, Error> {
    take(s, context, LimitKind::SignUp, sign_up_bucket(s, context))
}

/// A form that would create an account is refused for what it says.
///
/// # Errors
/// As [`password`].
pub(crate) fn sign_up_error(s: &Services, context: &Context) -> Result<Attempt, Error> {
    take(s, context, LimitKind::SignUpError, sign_up_errors_bucket(s, context))
}

/// Whether [`sign_up`] and [`sign_up_error`] would let an attempt through now. Takes no place.
///
/// # Errors
/// As [`password`].
pub(crate) fn may_sign_up(s: &Services, context: &Context) -> Result<(), Error> {
    let buckets = vec![sign_up_bucket(s, context), sign_up_errors_bucket(s, context)];
    Limited::new(LimitKind::SignUp, context, buckets, None).check(s)
}

fn sign_up_bucket(s: &Services, context: &Context) -> Bucket {
    Bucket::new(s, s.config.limits.signup_network, RowKind::SignUp, &[&network(context.client.address)])
}

fn sign_up_errors_bucket(s: &Services, context: &Context) -> Bucket {
    Bucket::new(s, s.config.limits.signup_errors, RowKind::SignUpError, &[&network(context.client.address)])
}

/// A client sends a passkey's answer. Right ones are withdrawn: nobody guesses a signature, so this is about work, not about
/// guessing, and stands in nobody's way.
///
/// # Errors
/// As [`password`].
pub(crate) fn passkey(s: &Services, context: &Context, session: Option<&str>) -> Result<Attempt, Error> {
    let network = network(context.client.address);
    // A session, and a browser that has logged in before, have their own: others in their network must not use it up.
    let (kind, name) = match (session, context.client.devices.first()) {
        (Some(session), _) => (RowKind::PasskeyOfSession, session),
        (None, Some(device)) => (RowKind::PasskeyOfDevice, device.id()),
        (None, None) => (RowKind::Passkey, network.as_str()),
    };
    take(s, context, LimitKind::Passkey, Bucket::new(s, s.config.limits.login_network, kind, &[name]))
}

/// A second factor is added, removed or renamed. Counted for the session, or for the login that waits, alone: a thief with another
/// one must not be able to use up what the owner needs to remove what the thief added.
///
/// # Errors
/// As [`password()`].
pub(crate) fn change_factors(s: &Services, context: &Context, session: &str) -> Result<Attempt, Error> {
    take(
        s,
        context,
        LimitKind::FactorChange,
        Bucket::new(s, s.config.limits.changes_account, RowKind::FactorChange, &[session]),
    )
}

/// The caller changes their profile or exports their data: what writes something each time, and could be repeated without
/// end.
///
/// # Errors
/// As [`password()`].
pub(crate) fn change(s: &Services, context: &Context, user_id: i64) -> Result<Attempt, Error> {
    let (rate, name) = (s.config.limits.changes_account, user_id.to_string());
    take(s, context, LimitKind::Change, Bucket::new(s, rate, RowKind::Change, &[&name]))
}

/// The caller changes their password. Counted for the session alone: a thief with another one must not be able to use up
/// what the owner needs to lock the thief out.
///
/// # Errors
/// As [`password()`].
pub(crate) fn change_password(s: &Services, context: &Context, session: &str) -> Result<Attempt, Error> {
    let bucket = Bucket::new(s, s.config.limits.changes_account, RowKind::PasswordChange, &[session]);
    take(s, context, LimitKind::PasswordChange, bucket)
}

/// Somebody with the account's password says that every second factor is lost. Each start tells the owner, who stops it: a few a
/// day are enough for one who needs it, and few enough for one who is told.
///
/// # Errors
/// As [`password()`].
pub(crate) fn factor_recovery(s: &Services, context: &Context, user_id: i64) -> Result<Attempt, Error> {
    let rate = Rate { attempts: 3, per: time::Duration::DAY };
    let bucket = Bucket::new(s, rate, RowKind::FactorRecovery, &[&user_id.to_string()]);
    take(s, context, LimitKind::FactorRecovery, bucket)
}

/// A client asks for an email to any address.
///
/// # Errors
/// As [`password`].
pub(crate) fn email_from(s: &Services, context: &Context, kind: EmailKind) -> Result<Attempt, Error> {
    let names = [kind.word(), &network(context.client.address)];
    take(s, context, LimitKind::EmailFrom, Bucket::new(s, s.config.limits.email_network, RowKind::EmailFrom, &names))
}

/// A client asks for an email to this address, whether an account has it or not.
///
/// A stranger can use this bucket up, and must not keep the owner from a link by it. So no email counts for longer than
/// its link works: whenever an email is withheld, the one before it is in the inbox and good.
///
/// # Errors
/// As [`password`]. A client that must not learn whether the address has an account must not learn of this either.
pub(crate) fn email_to(s: &Services, context: &Context, kind: EmailKind, address: &str) -> Result<Attempt, Error> {
    take(s, context, LimitKind::EmailTo, email_bucket(s, kind, address))
}

/// Somebody asks for an email after [`email_to`] was used up, and the address holds no living link.
///
/// Someone who knows the password could otherwise use the bucket up and then end the last link by a change. This bucket is
/// one for each client network: the owner's stays full whatever a stranger in another one does. It is bounded twice: by
/// its rate, and because a link that is sent is a living link until someone ends it.
///
/// # Errors
/// As [`password`].
pub(crate) fn email_without_link(
    s: &Services,
    context: &Context,
    kind: EmailKind,
    address: &str,
) -> Result<Attempt, Error> {
    let rate = s.config.limits.email_address.within(kind.lives(&s.config));
    let names = [kind.word(), &email_key(address), &network(context.client.address)];
    take(s, context, LimitKind::EmailTo, Bucket::new(s, rate, RowKind::EmailWithoutLink, &names))
}

/// The same for an email that comes with something else, which goes on without it when the address has had enough: whether
/// it may be sent.
///
/// # Errors
/// Only the database's.
pub(crate) fn may_write_to(s: &Services, context: &Context, kind: EmailKind, address: &str) -> Result<bool, Error> {
    match email_to(s, context, kind, address) {
        Ok(_counts) => Ok(true),
        Err(Error::TooMany { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The same for an email to the owner of an account, who is notified of everything once they have confirmed the address.
///
/// # Errors
/// Only the database's.
pub(crate) fn may_notify(s: &Services, context: &Context, kind: EmailKind, user: &User) -> Result<bool, Error> {
    Ok(user.email_verified || may_write_to(s, context, kind, &user.email)?)
}

/// The link of such an email was used: the next one may be sent at once.
///
/// # Errors
/// Only the database's.
pub(crate) fn forget_emails_to(c: &mut Conn, s: &Services, kind: EmailKind, address: &str) -> Result<(), Error> {
    email_bucket(s, kind, address).row.delete(c)
}

fn email_bucket(s: &Services, kind: EmailKind, address: &str) -> Bucket {
    let rate = s.config.limits.email_address.within(kind.lives(&s.config));
    Bucket::new(s, rate, RowKind::EmailTo, &[kind.word(), &email_key(address)])
}
