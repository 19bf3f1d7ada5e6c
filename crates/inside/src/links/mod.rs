//! Links in mails: random, single use, bound to a purpose, an account and an address; what is kept is only their hash.
//!
//! A link proves that its reader has access to the mailbox, and nothing else. Checking a link does not spend it, since
//! mail scanners open links before people do; spending is one update whose row count decides who came first.

mod store;

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::prelude::*;
use diesel::sql_types::Text;
use serde::{Deserialize, Serialize};
use time::{Duration, PrimitiveDateTime};

use crate::db::Conn;
use crate::email_address::key as email_key;
use crate::error::{DeadLink, Error};
use crate::mail::EmailLink;
use crate::secret::{self, Secret};
use crate::state::Services;
use crate::stored::{Word, text_column};

pub(crate) use store::{
    end_undo_after, end_unproven_undo, has_living, is_reserved, of_user, reserved, sweep, undo_links,
};

/// What a link is for. A link of one purpose opens nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub enum Purpose {
    /// Confirms that the owner of the account has access to the mailbox.
    Verify,
    /// Sets a new password.
    Reset,
    /// Restores the email address that the account had before a change.
    UndoEmail,
    /// "This wasn't me": locks everyone out of the account. It comes with a notice about a login or a new password.
    NotMe,
    /// Stops the delayed recovery of the second factors.
    StopRecovery,
    /// Finishes it, or stops it.
    FinishRecovery,
}

text_column!(Purpose);

impl Word for Purpose {
    const ALL: &'static [Purpose] = &[
        Purpose::Verify,
        Purpose::Reset,
        Purpose::UndoEmail,
        Purpose::NotMe,
        Purpose::StopRecovery,
        Purpose::FinishRecovery,
    ];

    fn word(self) -> &'static str {
        match self {
            Purpose::Verify => "verify",
            Purpose::Reset => "reset",
            Purpose::UndoEmail => "undo_email",
            Purpose::NotMe => "not_me",
            Purpose::StopRecovery => "stop_recovery",
            Purpose::FinishRecovery => "finish_recovery",
        }
    }
}

impl Purpose {
    /// Where such a link leads: it is the part of the address before the secret.
    fn path(self) -> &'static str {
        match self {
            Purpose::Verify => "/verify/",
            Purpose::Reset => "/reset-password/",
            Purpose::UndoEmail => "/email-change/",
            Purpose::NotMe => "/not-me/",
            Purpose::StopRecovery | Purpose::FinishRecovery => "/factor-recovery/",
        }
    }

    /// Whether a newer link for the same purpose ends an older one. Links that come with notices stay: an attacker who
    /// causes a second notice must not end the link in the first one, which the owner may be about to open.
    fn newest_only(self) -> bool {
        match self {
            Purpose::Verify | Purpose::Reset => true,
            Purpose::UndoEmail | Purpose::NotMe | Purpose::StopRecovery | Purpose::FinishRecovery => false,
        }
    }
}

/// A link's secret in the clear: it stands in one email and in the address of one request. Prints as `***`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Token(Secret<String>);

impl Token {
    /// Takes what stood in an address.
    pub fn new(sent: String) -> Token {
        Token(Secret::new(sent))
    }

    /// The characters, for the email and for the form that sends them back.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// SHA-256 without salt is enough for 256 random bits: they can't be guessed (OWASP Forgot Password Cheat Sheet,
    /// "URL Tokens": stored securely).
    pub(crate) fn hash(&self) -> String {
        secret::sha256(self.expose())
    }
}

/// The path of a link, for a redirect.
pub fn path(purpose: Purpose, token: &Token) -> String {
    format!("{}{}", purpose.path(), token.expose())
}

/// A link as it appears in an email. Its address is built from settings, never from the Host or forwarded headers of
/// a request.
///
/// `LINKS_BASE_URL` moves the two links whose last step both APIs offer to a front end: confirming an address and choosing
/// a password. Every other link leads to a page that only Vestibule has, at `BASE_URL`.
pub(crate) fn in_email(s: &Services, purpose: Purpose, token: &Token, lifetime: Duration) -> EmailLink {
    let base = match purpose {
        Purpose::Verify | Purpose::Reset => s.config.links_base_url.as_deref().unwrap_or(&s.base_url),
        Purpose::UndoEmail | Purpose::NotMe | Purpose::StopRecovery | Purpose::FinishRecovery => &s.base_url,
    };
    EmailLink::new(format!("{base}{}", path(purpose, token)), lifetime)
}

/// One link that was sent.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct Link {
    /// Names it.
    pub(crate) id: i64,
    /// What it is for.
    pub(crate) purpose: Purpose,
    /// The account; none where a stranger asked for an address that no account has.
    pub(crate) user_id: Option<i64>,
    /// The address it was sent to and is bound to, as typed.
    pub(crate) address: String,
    /// That address was confirmed when the link was sent.
    pub(crate) address_verified: bool,
    /// When it was sent.
    pub(crate) created_at: PrimitiveDateTime,
    /// From then on it opens nothing.
    pub(crate) expires_at: PrimitiveDateTime,
    /// When it was used or became worthless.
    pub(crate) ended_at: Option<PrimitiveDateTime>,
    /// How.
    pub(crate) ended_by: Option<LinkEnd>,
}

/// How a link came to its end before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub(crate) enum LinkEnd {
    /// It did what it was for.
    Used,
    /// A newer one was sent.
    Replaced,
    /// The account changed so that it may not be used any more.
    Void,
}

text_column!(LinkEnd);

impl Word for LinkEnd {
    const ALL: &'static [LinkEnd] = &[LinkEnd::Used, LinkEnd::Replaced, LinkEnd::Void];

    fn word(self) -> &'static str {
        match self {
            LinkEnd::Used => "used",
            LinkEnd::Replaced => "replaced",
            LinkEnd::Void => "void",
        }
    }
}

impl Link {
    /// Whether it still opens something, and if not, why.
    ///
    /// # Errors
    /// The first reason that holds: what was done with it says more than its age.
    fn alive(&self, now: PrimitiveDateTime) -> Result<(), DeadLink> {
        match self.ended_by {
            Some(LinkEnd::Used) => Err(DeadLink::Used),
            Some(LinkEnd::Replaced) => Err(DeadLink::Replaced),
            Some(LinkEnd::Void) => Err(DeadLink::Void),
            None if self.expires_at <= now => Err(DeadLink::Expired),
            None => Ok(()),
        }
    }

    /// Whether the link was sent to this address.
    pub(crate) fn is_bound_to(&self, email: &str) -> bool {
        email_key(&self.address) == email_key(email)
    }
}

/// What a link is bound to.
pub(crate) struct Binding<'a> {
    /// What it is for.
    pub(crate) purpose: Purpose,
    /// Whose it is; `None` makes a row that costs as much as a link and opens nothing.
    pub(crate) user_id: Option<i64>,
    /// The address it is sent to.
    pub(crate) address: &'a str,
    /// Whether that address is confirmed now.
    pub(crate) address_verified: bool,
}

/// Makes a link and returns its secret, which is not kept. Of some purposes it replaces the older ones
/// ([`Purpose::newest_only`]).
///
/// # Errors
/// Only the database's.
pub(crate) fn issue(
    c: &mut Conn,
    now: PrimitiveDateTime,
    binding: &Binding<'_>,
    ttl: Duration,
) -> Result<Token, Error> {
    let token = Token(Secret::new(crate::random::token()));
    // First: it waits for whoever changes the account, whose next step is to end its links. Nobody may wait for the two of them the
    // other way round.
    let id = store::insert(c, now, binding, &token.hash(), now + ttl)?;
    if binding.purpose.newest_only() {
        store::end_others(c, now, binding, id)?;
    }
    Ok(token)
}

/// The link with this secret and its account, alive or not. Spends nothing.
///
/// # Errors
/// [`DeadLink::Unknown`] for a link that was never sent, was sent for another purpose, or belongs to a deleted account.
pub(crate) fn find(c: &mut Conn, purpose: Purpose, token: &Token) -> Result<(Link, crate::account::User), Error> {
    let found = store::find_with_user(c, purpose, &token.hash())?;
    found.ok_or(Error::DeadLink(DeadLink::Unknown))
}

/// Whether the link still opens something, and if not, why. Of two that were made at the same moment, neither of which
/// could replace the other, only the newer one does.
///
/// # Errors
/// [`Error::DeadLink`].
pub(crate) fn alive(c: &mut Conn, now: PrimitiveDateTime, purpose: Purpose, link: &Link) -> Result<(), Error> {
    link.alive(now).map_err(Error::DeadLink)?;
    if purpose.newest_only() && store::newest(c, link)? != Some(link.id) {
        return Err(Error::DeadLink(DeadLink::Replaced));
    }
    Ok(())
}

/// Spends the link: of two requests at once exactly one gets `Ok`, the other [`DeadLink::Used`], or what else has ended it meanwhile.
///
/// # Errors
/// Why the link can't be used.
pub(crate) fn spend(c: &mut Conn, now: PrimitiveDateTime, purpose: Purpose, token: &Token) -> Result<Link, Error> {
    let (link, _) = find(c, purpose, token)?;
    alive(c, now, purpose, &link)?;
    if let Some(claimed) = store::claim(c, now, link.id)? {
        return Ok(claimed);
    }
    // Something ended it in between: it says what.
    let (link, _) = find(c, purpose, token)?;
    alive(c, now, purpose, &link)?;
    Err(Error::DeadLink(DeadLink::Used))
}

/// Makes every living link of the account for these purposes worthless.
///
/// # Errors
/// Only the database's.
pub(crate) fn void(c: &mut Conn, now: PrimitiveDateTime, user_id: i64, purposes: &[Purpose]) -> Result<usize, Error> {
    store::end_all(c, now, user_id, purposes, LinkEnd::Void)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_never_printed_and_never_kept() {
        let token = Token::new("abc".to_owned());
        assert_eq!(format!("{token:?}"), "Token(***)");
        // The well-known SHA-256 of "abc" (FIPS 180-4, example).
        assert_eq!(token.hash(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
