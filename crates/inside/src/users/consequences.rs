//! What follows a change of the password or the email address, at every door. It happens in the transaction of the change,
//! whole or not at all.

use time::{Duration, PrimitiveDateTime};

use super::store::{self, UserChanges};
use super::{User, factor_recovery, not_me_link, request_reset, send_confirmation};
use crate::context::Context;
use crate::db::Conn;
use crate::error::Error;
use crate::events::{self, Event, RecoveryStop};
use crate::factors::{Suspended, pending, suspension};
use crate::hashing::StoredPassword;
use crate::links::{self, Binding, Link, Purpose, Token};
use crate::mail::{self, Email, EmailLink, Occasion};
use crate::sessions::{self, Authentications, SessionKey, remembered_browsers};
use crate::state::Services;

/// The link by which the reader of a notice says "This wasn't me".
pub(crate) enum NotMeLink {
    /// A new one for the account's address.
    New,
    /// The one that undoes the change of the address, which was made in the same transaction. None where an older address
    /// already has that link.
    Undo(Option<EmailLink>),
}

/// An account that everyone is locked out of.
pub struct LockedOut {
    /// The account.
    pub user: User,
    /// The secret of the link that sets its new password.
    pub reset: Token,
    /// What became of its second factors.
    pub suspended: Suspended,
}

/// How long before a notice the factors count as an intruder's: one adds more than one thing, each has a notice of its own, and the
/// first click ends the links in all of them.
const LOOK_BACK: Duration = Duration::days(1);

/// After a new password: every session but `keep` ends, and every login that waits for its second factor; no browser is
/// remembered any more; links that would set another password end, and the owner is notified by email (OWASP ASVS 5.0, 6.3.7 and 7.4.3).
///
/// Links that undo an email change or lock everyone out stay alive: a thief who took the account over changes the password
/// next.
///
/// `notify` is the answer of [`limits::may_notify`](crate::limits::may_notify) about the owner.
///
/// # Errors
/// Only the database's.
pub(crate) fn password_was_changed(
    s: &Services,
    c: &mut Conn,
    user: &User,
    keep: Option<&SessionKey>,
    notify: bool,
    not_me_link: NotMeLink,
    context: &Context,
) -> Result<(), Error> {
    sessions::end_all_but(c, user.id, keep)?;
    pending::delete_all(c, user.id)?;
    remembered_browsers::forget_all(c, user.id)?;
    links::void(c, context.now, user.id, &[Purpose::Reset])?;
    if !notify {
        return Ok(());
    }
    let not_me_link = match not_me_link {
        NotMeLink::New => Some(not_me_link::issue(s, c, context.now, user)?),
        NotMeLink::Undo(link) => link,
    };
    let email = Email::ChangePassword { not_me_link, occasion: Occasion::of(context) };
    mail::queue(s, c, user.recipient(), &email)
}

/// After a new address: links to the old address end, the new address gets a link that confirms it, and the old address is
/// notified, with a link that undoes the change. Returns that link.
///
/// # Errors
/// Only the database's.
pub(crate) fn email_was_changed(
    s: &Services,
    c: &mut Conn,
    before: &User,
    after: &User,
    context: &Context,
) -> Result<NotMeLink, Error> {
    links::void(c, context.now, after.id, &[Purpose::Verify, Purpose::Reset])?;
    // Its emails went to the old address, and the change took a second factor.
    factor_recovery::stop(c, before, RecoveryStop::EmailChanged, context)?;
    send_confirmation::to_new_address(s, c, context.now, after)?;
    let undo_link = match link_back_to(c, context.now, after)? {
        // The account is back at an address that could restore itself anyway. The addresses in between lose their links.
        Some(older) => {
            links::end_undo_after(c, context.now, &older)?;
            None
        }
        None => {
            let binding = Binding {
                purpose: Purpose::UndoEmail,
                user_id: Some(before.id),
                address: &before.email,
                address_verified: before.email_verified,
            };
            let token = links::issue(c, context.now, &binding, s.config.email_undo_ttl)?;
            Some(links::in_email(s, Purpose::UndoEmail, &token, s.config.email_undo_ttl))
        }
    };
    let email = Email::UndoEmailChange {
        old_email: before.email.clone(),
        new_email: after.email.clone(),
        undo_link: undo_link.clone(),
        occasion: Occasion::of(context),
    };
    mail::queue(s, c, before.recipient(), &email)?;
    Ok(NotMeLink::Undo(undo_link))
}

/// After the owner of the mailbox reported an intruder in the account: every session ends, no password is right any
/// more, and the address gets a link that sets a new one. Returns that link's secret, so that the owner can go on at once. Second
/// factors that were added since a day before the owner was told (`told_at`) are suspended.
///
/// The password is replaced because the intruder knows it: they logged in with it, or set it. The links end because the
/// intruder may have requested them; the owner no longer needs them.
///
/// # Errors
/// Only the database's.
pub(crate) fn lock_out(
    s: &Services,
    c: &mut Conn,
    user: &User,
    told_at: PrimitiveDateTime,
    context: &Context,
) -> Result<LockedOut, Error> {
    let unusable = UserChanges {
        password: Some(StoredPassword::Unusable),
        password_changed_at: Some(context.now),
        ..UserChanges::default()
    };
    factor_recovery::stop(c, user, RecoveryStop::LockedOut, context)?;
    let user = store::update(c, user.id, &unusable)?;
    pending::delete_all(c, user.id)?;
    remembered_browsers::forget_all(c, user.id)?;
    sessions::end_all(c, user.id)?;
    links::void(c, context.now, user.id, &[Purpose::Verify, Purpose::Reset, Purpose::NotMe])?;
    let suspended = suspend_factors(s, c, user.id, told_at - LOOK_BACK, &Authentications::NONE, context)?;
    let reset = request_reset::send(s, c, &user, context)?;
    Ok(LockedOut { user, reset, suspended })
}

/// Suspends what an intruder may have added since then ([`suspension`]).
///
/// # Errors
/// Only the database's.
pub(super) fn suspend_factors(
    s: &Services,
    c: &mut Conn,
    user_id: i64,
    since: PrimitiveDateTime,
    known: &Authentications,
    context: &Context,
) -> Result<Suspended, Error> {
    let suspended = suspension::suspend(s, c, user_id, since, known, context.now)?;
    if suspended != Suspended::Nothing {
        events::record(c, user_id, &Event::FactorsSuspended, context)?;
    }
    Ok(suspended)
}

/// The oldest living link that would restore the address that the account has now.
fn link_back_to(c: &mut Conn, now: PrimitiveDateTime, user: &User) -> Result<Option<Link>, Error> {
    let links = links::undo_links(c, now, user.id)?;
    Ok(links.into_iter().find(|link| link.is_bound_to(&user.email)))
}
