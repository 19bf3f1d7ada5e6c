//! What a browser is asked for, in the JSON that `parseCreationOptionsFromJSON` and `parseRequestOptionsFromJSON` read (Web
//! Authentication Level 3, sections 5.4 and 5.5).

use serde::Serialize;
use time::PrimitiveDateTime;
use utoipa::ToSchema;

use super::challenge::{self, ChallengePurpose, LIFETIME, encode};
use super::public_key::ALGORITHMS;
use super::settings;
use super::store::PasskeyRow;
use crate::error::PasskeyProblem;
use crate::state::Services;

/// For `navigator.credentials.create`.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreationOptions {
    rp: RelyingParty,
    user: PasskeyUser,
    challenge: String,
    pub_key_cred_params: Vec<KeyParameters>,
    /// In milliseconds.
    timeout: u64,
    exclude_credentials: Vec<KnownPasskey>,
    authenticator_selection: Selection,
    attestation: &'static str,
    extensions: AskedExtensions,
}

/// For `navigator.credentials.get`.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RequestOptions {
    challenge: String,
    /// In milliseconds.
    timeout: u64,
    rp_id: String,
    /// Empty where any passkey for this site will do.
    allow_credentials: Vec<KnownPasskey>,
    user_verification: &'static str,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
struct RelyingParty {
    id: String,
    name: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PasskeyUser {
    id: String,
    name: String,
    display_name: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
struct KeyParameters {
    r#type: &'static str,
    alg: i64,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
struct KnownPasskey {
    r#type: &'static str,
    id: String,
    transports: Vec<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Selection {
    resident_key: &'static str,
    require_resident_key: bool,
    user_verification: &'static str,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AskedExtensions {
    cred_props: bool,
}

/// Asks for a passkey that can be found without being named, of an authenticator that checks that its owner is there. None of
/// those that the account has.
///
/// # Errors
/// [`PasskeyProblem::Unavailable`].
pub(crate) fn to_create(
    s: &Services,
    purpose: ChallengePurpose<'_>,
    username: &str,
    handle: &[u8],
    known: &[PasskeyRow],
    now: PrimitiveDateTime,
) -> Result<CreationOptions, PasskeyProblem> {
    let domain = settings(s)?.domain.clone();
    Ok(CreationOptions {
        rp: RelyingParty { id: domain, name: s.config.app_name.clone() },
        user: PasskeyUser { id: encode(handle), name: username.to_owned(), display_name: username.to_owned() },
        challenge: challenge::issue(s, purpose, now),
        pub_key_cred_params: ALGORITHMS.map(|alg| KeyParameters { r#type: "public-key", alg }).into(),
        timeout: milliseconds(),
        exclude_credentials: named(known),
        authenticator_selection: Selection {
            resident_key: "required",
            require_resident_key: true,
            user_verification: "required",
        },
        attestation: "none",
        extensions: AskedExtensions { cred_props: true },
    })
}

/// Asks for one of these passkeys, or for any where none is named.
///
/// # Errors
/// [`PasskeyProblem::Unavailable`].
pub(crate) fn to_get(
    s: &Services,
    purpose: ChallengePurpose<'_>,
    of: &[PasskeyRow],
    now: PrimitiveDateTime,
) -> Result<RequestOptions, PasskeyProblem> {
    Ok(RequestOptions {
        rp_id: settings(s)?.domain.clone(),
        challenge: challenge::issue(s, purpose, now),
        timeout: milliseconds(),
        allow_credentials: named(of),
        user_verification: "required",
    })
}

fn milliseconds() -> u64 {
    LIFETIME.unsigned_abs().as_secs() * 1000
}

fn named(rows: &[PasskeyRow]) -> Vec<KnownPasskey> {
    let named = |row: &PasskeyRow| KnownPasskey {
        r#type: "public-key",
        id: encode(&row.credential_id),
        transports: row.transports().map(str::to_owned).collect(),
    };
    rows.iter().map(named).collect()
}
