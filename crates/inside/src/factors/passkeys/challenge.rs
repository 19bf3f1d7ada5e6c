//! Challenges: what an authenticator signs, so that an answer is fresh and for one purpose.
//!
//! A challenge carries when it ends, and a signature of ours over that and its purpose. So asking for one writes nothing, and the
//! login page may ask for one with every visitor; only an answer that is right is written down, so that it works once.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as QueryError};
use time::{Duration, PrimitiveDateTime};

use crate::db::{Conn, Db, delete_in_steps};
use crate::error::{Error, PasskeyProblem};
use crate::schema::used_challenges;
use crate::state::Services;

/// How long a person may take.
pub(crate) const LIFETIME: Duration = Duration::minutes(10);

/// How long an answered one is remembered. Longer than it lives: clocks of several nodes differ, and are turned back.
const REMEMBERED: Duration = Duration::days(1);

const RANDOM: usize = 16;
const SIGNED: usize = RANDOM + 8;

/// What a challenge is for. An answer to one purpose is none to another.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ChallengePurpose<'a> {
    /// A login, or its second step.
    LogIn,
    /// "Confirm it's you", in the session with this handle.
    Confirm(&'a str),
    /// A new passkey, in the session or the waiting login with this handle, for an account with these factors
    /// ([`fingerprint`](crate::factors::fingerprint)): what was asked of its owner before is not enough once there are others.
    Add(&'a str, &'a str),
}

impl ChallengePurpose<'_> {
    /// The words can't be mistaken for each other, whatever the handle is.
    fn text(self) -> String {
        match self {
            ChallengePurpose::LogIn => "log in".to_owned(),
            ChallengePurpose::Confirm(session) => format!("confirm {session}"),
            ChallengePurpose::Add(session, factors) => format!("add {session} beside {factors}"),
        }
    }
}

/// A new challenge in Base64, as options carry it.
pub(super) fn issue(s: &Services, purpose: ChallengePurpose<'_>, now: PrimitiveDateTime) -> String {
    let mut challenge = crate::random::bytes::<RANDOM>().to_vec();
    challenge.extend((now + LIFETIME).assume_utc().unix_timestamp().to_be_bytes());
    let signature = s.config.keys.passkeys.current.sign(&message(&challenge, purpose));
    challenge.extend(signature);
    BASE64URL_NOPAD.encode(&challenge)
}

fn message(signed: &[u8], purpose: ChallengePurpose<'_>) -> Vec<u8> {
    [signed, purpose.text().as_bytes()].concat()
}

/// Whether it is one of ours for this purpose that has not ended.
///
/// # Errors
/// [`PasskeyProblem::Expired`]: what was never ours is treated like what has ended.
pub(super) fn check(
    s: &Services,
    challenge: &[u8],
    purpose: ChallengePurpose<'_>,
    now: PrimitiveDateTime,
) -> Result<(), PasskeyProblem> {
    let (signed, signature) = challenge.split_at_checked(SIGNED).ok_or(PasskeyProblem::Expired)?;
    let message = message(signed, purpose);
    let is_ours = s.config.keys.passkeys.all().any(|key| {
        let expected = key.sign(&message);
        aws_lc_rs::constant_time::verify_slices_are_equal(&expected, signature).is_ok()
    });
    let ends_at = signed.last_chunk::<8>().map_or(i64::MIN, |bytes| i64::from_be_bytes(*bytes));
    let left = ends_at.saturating_sub(now.assume_utc().unix_timestamp());
    // A challenge from the future means that the clock was turned back.
    match is_ours && (1..=LIFETIME.whole_seconds() + 60).contains(&left) {
        true => Ok(()),
        false => Err(PasskeyProblem::Expired),
    }
}

/// Uses it up. Of two at the same moment the second waits for the first and finds its row.
///
/// # Errors
/// [`Error::WrongPasskey`] when it was used before, which has to roll the transaction back; the database's.
pub(crate) fn spend(c: &mut Conn, challenge: &[u8], now: PrimitiveDateTime) -> Result<(), Error> {
    let hash = HEXLOWER.encode(super::sha256(challenge).as_ref());
    let row = (used_challenges::hash.eq(&hash), used_challenges::expires_at.eq(now + REMEMBERED));
    match diesel::insert_into(used_challenges::table).values(row).execute(c) {
        Ok(_) => Ok(()),
        Err(QueryError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => {
            Err(Error::WrongPasskey(PasskeyProblem::Expired))
        }
        Err(cause) => Err(cause.into()),
    }
}

/// Deletes those that would have expired anyway.
///
/// # Errors
/// Only the database's.
pub(crate) fn sweep(db: &Db, now: PrimitiveDateTime) -> Result<usize, Error> {
    delete_in_steps!(db, used_challenges::hash: String, || used_challenges::expires_at.le(now))
}

/// Base64 in the alphabet for URLs, without padding, as WebAuthn's JSON has it; with padding too, which some programs add.
///
/// # Errors
/// [`PasskeyProblem::Malformed`].
pub(super) fn decode(text: &str) -> Result<Vec<u8>, PasskeyProblem> {
    BASE64URL_NOPAD.decode(text.trim_end_matches('=').as_bytes()).map_err(|_| PasskeyProblem::Malformed)
}

/// The same the other way.
pub(crate) fn encode(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}
