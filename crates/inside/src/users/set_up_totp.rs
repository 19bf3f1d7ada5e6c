//! Begin to set up an authenticator app.

use time::Duration;

use super::identity_check::{self, Evidence, Requirement};
use super::{Caller, User};
use crate::context::Context;
use crate::error::{Error, Field, FieldCode, FieldErrors, NeededProof};
use crate::factors::{self, TotpSecret};
use crate::limits;
use crate::secret::Secret;
use crate::sessions::{self, Renewed, SessionId};
use crate::state::{Hashing, Services};

/// How long a secret that no code has confirmed is shown again: as long as a person may need to find, install and understand an
/// app.
const SHOWN_AGAIN: Duration = Duration::hours(1);

/// A secret for the app, which counts only once a code has confirmed it.
pub struct TotpSetUp {
    /// For people and apps.
    pub secret: TotpSecret,
    /// The `otpauth:` link.
    pub url: Secret<String>,
    /// The new id of the caller's session, where it got one.
    pub session_id: Option<SessionId>,
}

/// Makes a new secret, in the place of one that was never confirmed. Within an hour the same session is given the same secret
/// again: a person who reloads the page, or goes back to it, has scanned that one. So a repetition changes nothing, which makes
/// this right for a GET.
///
/// A session that was stolen must not see it, so it needs an identity check before anything is shown; and no session sees what
/// another one began.
///
/// # Errors
/// [`Error::Invalid`] when the account has an app already: it is removed first. Those of [`identity_check::require`] and
/// [`limits::change_factors`]; [`Error::NotLoggedIn`] when the session ended meanwhile.
pub async fn set_up_totp(
    s: &Hashing,
    caller: &Caller,
    evidence: &Evidence,
    context: &Context,
) -> Result<TotpSetUp, Error> {
    let verified = identity_check::require(s, caller, Requirement::recent(&s.config), evidence, context).await?;
    let _counts = limits::change_factors(s, context, caller.session.handle.as_str())?;
    let (secret, session_id) = s.db.transaction(|c| {
        let user = caller.hold_as_checked(c, context)?;
        let row = factors::find_totp(c, user.id)?;
        if row.as_ref().is_some_and(|row| row.confirmed_at.is_some()) {
            return Err(Error::Invalid(FieldErrors::one(Field::Code, FieldCode::TotpAlreadySetUp)));
        }
        let recent = row.filter(|row| (context.now - row.created_at).abs() < SHOWN_AGAIN);
        let secret = match recent.and_then(|row| row.begun_by(s, user.id, &caller.session)) {
            Some(begun) => begun,
            None => {
                let new = TotpSecret::generate();
                factors::begin_totp(s, c, user.id, &caller.session, &new, context.now)?;
                new
            }
        };
        let renewed = match verified.is_empty() {
            true => Renewed::unchanged(&caller.session),
            false => sessions::renew(c, &caller.session, verified)?,
        };
        Ok((secret, renewed.id))
    })?;
    Ok(TotpSetUp { url: url(s, &caller.user, &secret), secret, session_id })
}

/// The secret that this session is setting up, for a form that is shown again.
///
/// # Errors
/// [`Error::ReauthRequired`] for a session that would not have seen it the first time; [`Error::Invalid`] when none is.
pub fn totp_in_progress(s: &Services, caller: &Caller, context: &Context) -> Result<TotpSetUp, Error> {
    if !Requirement::recent(&s.config).unmet_by(caller, context.now).is_empty() {
        return Err(Error::ReauthRequired(NeededProof::PASSWORD));
    }
    let row = s.db.read(|c| factors::find_totp(c, caller.user.id))?;
    let begun = row.and_then(|row| row.begun_by(s, caller.user.id, &caller.session));
    let secret = begun.ok_or_else(|| Error::Invalid(FieldErrors::one(Field::Code, FieldCode::TotpNotStarted)))?;
    Ok(TotpSetUp { url: url(s, &caller.user, &secret), secret, session_id: None })
}

/// The `otpauth:` link of the account's secret.
pub(super) fn url(s: &Services, user: &User, secret: &TotpSecret) -> Secret<String> {
    Secret::new(secret.url(&s.config.app_name, &user.username))
}
