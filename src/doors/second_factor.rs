//! What several doors read alike: what finishes a login, and what a change of the second factors asks for.

use serde::Deserialize;
use utoipa::ToSchema;

use inside::error::{Error, Field, FieldCode, FieldErrors};
use inside::factors;
use inside::factors::passkeys::{PasskeyAnswer, sent_passkey};
use inside::users::{Evidence, Password, SecondStep};

/// One of the three.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct SecondFactor {
    /// A code of the authenticator app.
    #[schema(value_type = Option<String>, example = "123456")]
    pub(crate) code: Option<factors::OneTimeCode>,
    /// A recovery code.
    #[schema(value_type = Option<String>, example = "ABCD-EFGH-IJKL-MNOP")]
    pub(crate) recovery_code: Option<factors::OneTimeCode>,
    /// A passkey's answer to the options of the same login.
    #[serde(deserialize_with = "sent_passkey")]
    #[schema(value_type = Option<PasskeyAnswer>)]
    pub(crate) passkey: Option<PasskeyAnswer>,
    /// Don't ask this browser again for `REMEMBER_BROWSER_DAYS`, where that is set. Not with a recovery code.
    pub(crate) remember_browser: Option<bool>,
}

impl SecondFactor {
    /// What was sent.
    ///
    /// # Errors
    /// [`Error::Invalid`] when nothing was.
    pub(crate) fn step(self) -> Result<SecondStep, Error> {
        let sent = |code: Option<factors::OneTimeCode>| code.filter(|code| !code.is_empty());
        match (self.passkey, sent(self.code), sent(self.recovery_code)) {
            (Some(answer), _, _) => Ok(SecondStep::Passkey(Box::new(answer))),
            (None, Some(code), _) => Ok(SecondStep::Code(code)),
            (None, None, Some(code)) => Ok(SecondStep::RecoveryCode(code)),
            (None, None, None) => Err(Error::Invalid(FieldErrors::one(Field::Code, FieldCode::CodeRequired))),
        }
    }
}

/// Which passkeys are asked for.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct WantedPasskey {
    /// Those of the account whose login waits for its second factor in this browser; otherwise any passkey for this site.
    pub(crate) second_step: bool,
}

/// The passkey's answer that a request is about.
///
/// # Errors
/// [`Error::Invalid`] when none was sent.
pub(crate) fn required<T>(passkey: Option<T>) -> Result<T, Error> {
    passkey.ok_or_else(|| Error::Invalid(FieldErrors::one(Field::Passkey, FieldCode::PasskeyRequired)))
}

/// What a change of the second factors needs where the answer was `reauth_required`.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct Reauthentication {
    /// The current password.
    #[schema(value_type = Option<String>, format = Password)]
    current_password: Option<Password>,
    /// A code of the authenticator app, where the account has one.
    #[schema(value_type = Option<String>, example = "123456")]
    code: Option<factors::OneTimeCode>,
    /// In the place of both: a passkey's answer to the options for a confirmation.
    #[serde(deserialize_with = "sent_passkey")]
    #[schema(value_type = Option<PasskeyAnswer>)]
    passkey: Option<PasskeyAnswer>,
}

impl From<Reauthentication> for Evidence {
    fn from(sent: Reauthentication) -> Evidence {
        Evidence::new(sent.current_password, sent.code).or_passkey(sent.passkey)
    }
}
