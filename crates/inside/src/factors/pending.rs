//! Pending logins: the password was right, and the second factor is still missing. A row of its own and never a session, so that
//! nothing that asks for a session can take one for it.

use diesel::prelude::*;
use time::{Duration, PrimitiveDateTime};

use super::SecondStepMethod;
use super::TotpSecret;
use crate::account::User;
use crate::db::{Conn, Db, delete_in_steps};
use crate::error::Error;
use crate::schema::pending_logins;
use crate::secret::{Secret, sha256};
use crate::sessions::SessionKind;
use crate::state::Services;

/// How many wrong codes end it.
const MOST_ATTEMPTS: i32 = 6;

/// A login that waits for its second factor, as the one who began it holds it.
#[derive(Clone, Debug)]
pub struct PendingLogin {
    /// Finishes it, together with a code. Only a hash of it is kept.
    pub secret: Secret<String>,
    /// What finishes it.
    pub methods: Vec<SecondStepMethod>,
}

impl PendingLogin {
    /// How long one waits.
    pub const LIFETIME: Duration = Duration::minutes(10);
}

/// A row.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct Pending {
    id: String,
    /// Whose login it is.
    pub(crate) user_id: i64,
    /// When the password was right.
    pub(crate) created_at: PrimitiveDateTime,
    /// When it ends.
    pub(crate) expires_at: PrimitiveDateTime,
    password_changed_at: PrimitiveDateTime,
    totp_sealed: Option<Vec<u8>>,
}

impl Pending {
    /// The primary key of its row, which says nothing about its secret.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Whether the account can still be logged in to by it: the password that was right is the one of now. Which second factor
    /// it waits for says the account.
    pub(crate) fn is_of(&self, user: &User) -> bool {
        self.user_id == user.id && self.password_changed_at == user.password_changed_at && user.disabled_at.is_none()
    }
}

type Columns = (
    pending_logins::id,
    pending_logins::user_id,
    pending_logins::created_at,
    pending_logins::expires_at,
    pending_logins::password_changed_at,
    pending_logins::totp_sealed,
);

const COLUMNS: Columns = (
    pending_logins::id,
    pending_logins::user_id,
    pending_logins::created_at,
    pending_logins::expires_at,
    pending_logins::password_changed_at,
    pending_logins::totp_sealed,
);

/// Begins one.
///
/// # Errors
/// Only the database's.
pub(crate) fn begin(
    s: &Services,
    c: &mut Conn,
    user: &User,
    kind: SessionKind,
    now: PrimitiveDateTime,
) -> Result<PendingLogin, Error> {
    let secret = crate::random::token();
    let row = (
        pending_logins::id.eq(sha256(&secret)),
        pending_logins::user_id.eq(user.id),
        pending_logins::kind.eq(kind),
        pending_logins::created_at.eq(now),
        pending_logins::expires_at.eq(now + PendingLogin::LIFETIME),
        pending_logins::attempts.eq(0),
        pending_logins::password_changed_at.eq(user.password_changed_at),
    );
    diesel::insert_into(pending_logins::table).values(row).execute(c)?;
    Ok(PendingLogin { secret: Secret::new(secret), methods: super::methods(c, user.id, s.passkey_domain())? })
}

/// The one that this secret finishes, of this kind: a browser's cookie is no token, and the other way round.
///
/// # Errors
/// Only the database's.
pub(crate) fn find(
    c: &mut Conn,
    secret: &Secret<String>,
    kind: SessionKind,
    now: PrimitiveDateTime,
) -> Result<Option<Pending>, Error> {
    let row = pending_logins::table
        .find(sha256(secret.expose()))
        .filter(pending_logins::kind.eq(kind))
        .filter(pending_logins::expires_at.gt(now))
        // One from the future means that the clock was turned back; it must not live for longer by that.
        .filter(pending_logins::created_at.le(now + Duration::MINUTE));
    Ok(row.select(COLUMNS).get_result(c).optional()?)
}

/// The secret of the authenticator app that is set up in it: the one it has, else a new one. In a transaction that holds the
/// account.
///
/// # Errors
/// [`Error::Internal`] when no key of this node opens it; the database's.
pub(crate) fn totp_secret(s: &Services, c: &mut Conn, pending: &Pending) -> Result<TotpSecret, Error> {
    let name = format!("totp of login {}", pending.id);
    if let Some(sealed) = &pending.totp_sealed {
        let lost = |_| Error::internal("the secret of an authenticator app was sealed with a key that is not there");
        return s.secrets.open(&name, sealed).map(TotpSecret::from_bytes).map_err(lost);
    }
    let secret = TotpSecret::generate();
    let sealed = pending_logins::totp_sealed.eq(s.secrets.close(&name, secret.bytes())?);
    diesel::update(pending_logins::table.find(&pending.id)).set(sealed).execute(c)?;
    Ok(secret)
}

/// Counts an attempt to finish it, before its code is looked at; says whether there was one left.
///
/// # Errors
/// Only the database's.
pub(crate) fn count_attempt(c: &mut Conn, pending: &Pending) -> Result<bool, Error> {
    let open = pending_logins::table.find(&pending.id).filter(pending_logins::attempts.lt(MOST_ATTEMPTS));
    let counted = pending_logins::attempts.eq(pending_logins::attempts + 1);
    Ok(diesel::update(open).set(counted).execute(c)? == 1)
}

/// Ends it after its use.
///
/// # Errors
/// Only the database's.
pub(crate) fn delete(c: &mut Conn, pending: &Pending) -> Result<(), Error> {
    diesel::delete(pending_logins::table.find(&pending.id)).execute(c)?;
    Ok(())
}

/// Ends it if no attempt is left.
///
/// # Errors
/// Only the database's.
pub(crate) fn delete_used_up(c: &mut Conn, pending: &Pending) -> Result<(), Error> {
    let used_up = pending_logins::table.find(&pending.id).filter(pending_logins::attempts.ge(MOST_ATTEMPTS));
    diesel::delete(used_up).execute(c)?;
    Ok(())
}

/// Ends every one of the account.
///
/// # Errors
/// Only the database's.
pub(crate) fn delete_all(c: &mut Conn, user_id: i64) -> Result<(), Error> {
    diesel::delete(pending_logins::table.filter(pending_logins::user_id.eq(user_id))).execute(c)?;
    Ok(())
}

/// The account's, oldest first.
///
/// # Errors
/// Only the database's.
pub(crate) fn of_user(c: &mut Conn, user_id: i64) -> Result<Vec<Pending>, Error> {
    let rows = pending_logins::table.filter(pending_logins::user_id.eq(user_id));
    Ok(rows.order((pending_logins::created_at, pending_logins::id)).select(COLUMNS).load(c)?)
}

/// Deletes those that have expired.
///
/// # Errors
/// Only the database's.
pub(crate) fn sweep(db: &Db, now: PrimitiveDateTime) -> Result<usize, Error> {
    delete_in_steps!(db, pending_logins::id: String, || pending_logins::expires_at.le(now))
}
