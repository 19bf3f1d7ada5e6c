//! The second factors of an account, as the session API lists them.

use serde::Serialize;
use utoipa::ToSchema;

use crate::doors::profile::FactorRecoveryTimes;
use crate::rfc3339::rfc3339;
use inside::texts::Texts;
use inside::users::{Factors, Passkey};

/// The second factors of the account.
#[derive(Serialize, ToSchema)]
pub(crate) struct FactorList {
    ok: bool,
    /// The authenticator app; null where none is set up.
    #[schema(required)]
    totp: Option<TotpFactor>,
    /// How many recovery codes are left.
    #[schema(example = 10)]
    recovery_codes_left: usize,
    /// Whether the account must have a second factor.
    required: bool,
    /// The passkeys, oldest first.
    passkeys: Vec<PasskeyFactor>,
    /// The delayed recovery, which somebody with the password started who says that every second factor is lost; null where none
    /// runs.
    #[schema(required)]
    recovery: Option<FactorRecoveryTimes>,
}

/// A passkey.
#[derive(Serialize, ToSchema)]
pub(crate) struct PasskeyFactor {
    /// A public id to rename or remove it by. It grants nothing.
    id: String,
    /// What it is called.
    #[schema(example = "My phone")]
    name: String,
    /// The device or password manager that holds it, where its make is known.
    #[schema(required, example = "iCloud Keychain")]
    provider: Option<&'static str>,
    /// When it was added.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it was last used.
    #[schema(required, format = DateTime)]
    last_used_at: Option<String>,
    /// Its provider keeps a copy of it.
    backed_up: bool,
    /// It was made for the domain of today (`PASSKEY_DOMAIN`). One for another is no second factor any more.
    works_here: bool,
    /// Since when it is suspended: it was added shortly before somebody said "This wasn't me", or since. It authenticates nobody.
    #[schema(required, format = DateTime)]
    suspended_at: Option<String>,
    /// The same in a sentence for its owner.
    #[schema(required, example = json!(null))]
    suspended: Option<&'static str>,
}

/// An authenticator app that counts.
#[derive(Serialize, ToSchema)]
pub(crate) struct TotpFactor {
    /// Since when.
    #[schema(format = DateTime)]
    since: String,
    /// Since when it is suspended: it was set up shortly before somebody said "This wasn't me", or since. Its codes are worth nothing.
    #[schema(required, format = DateTime)]
    suspended_at: Option<String>,
    /// The same in a sentence for its owner.
    #[schema(required, example = json!(null))]
    suspended: Option<&'static str>,
}

impl FactorList {
    /// What is set up.
    pub(crate) fn new(t: Texts, factors: Factors, passkeys: Vec<Passkey>) -> FactorList {
        let passkeys = passkeys.into_iter().map(|passkey| PasskeyFactor {
            id: passkey.id,
            name: passkey.name,
            provider: passkey.provider,
            created_at: rfc3339(passkey.created_at),
            last_used_at: passkey.last_used_at.map(rfc3339),
            backed_up: passkey.backed_up,
            works_here: passkey.works_here,
            suspended_at: passkey.suspended_at.map(rfc3339),
            suspended: passkey.suspended_at.map(|_| t.factor_suspended()),
        });
        let totp = factors.totp_since.map(|since| TotpFactor {
            since: rfc3339(since),
            suspended_at: factors.totp_suspended_at.map(rfc3339),
            suspended: factors.totp_suspended_at.map(|_| t.factor_suspended()),
        });
        let recovery = factors.recovery.map(FactorRecoveryTimes::from);
        FactorList {
            ok: true,
            totp,
            recovery_codes_left: factors.recovery_codes_left,
            required: factors.is_required,
            passkeys: passkeys.collect(),
            recovery,
        }
    }
}
