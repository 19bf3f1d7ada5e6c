//! What browsers answer to a ceremony, in the JSON of Web Authentication Level 3, sections 5.5 and 5.6, and how it is verified.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::PrimitiveDateTime;
use utoipa::ToSchema;

use super::authenticator_data::{self, AuthenticatorData};
use super::challenge::{self, ChallengePurpose, decode};
use super::client_data::{self, Ceremony};
use super::public_key::PublicKey;
use super::store::PasskeyRow;
use super::verified::{Asserted, VerifiedPasskey};
use super::{settings, sha256};
use crate::config::RelyingParty;
use crate::error::PasskeyProblem;
use crate::secret::Secret;
use crate::state::Services;

/// A passkey that was just made: a `PublicKeyCredential` as `toJSON()` writes it. What is not named here is ignored.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct CreatedPasskey {
    /// What the authenticator calls it, in Base64 for URLs.
    id: String,
    /// What it said.
    response: Attestation,
    /// What the browser says beside it.
    client_extension_results: Extensions,
}

/// What an authenticator says of a passkey that it made.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
struct Attestation {
    #[serde(rename = "clientDataJSON")]
    #[schema(value_type = String)]
    client_data_json: Said,
    #[schema(value_type = String)]
    attestation_object: Said,
    /// How browsers reach the authenticator: `internal`, `hybrid`, `usb`, …
    transports: Vec<String>,
}

/// What the browser says of a passkey that was made.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
struct Extensions {
    cred_props: Option<CredentialProperties>,
}

/// Its properties.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
struct CredentialProperties {
    /// Whether it can be found without being named.
    rk: Option<bool>,
}

/// A passkey's answer: a `PublicKeyCredential` as `toJSON()` writes it. What is not named here is ignored.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct PasskeyAnswer {
    /// Which passkey it is, in Base64 for URLs.
    id: String,
    /// What the authenticator signed.
    response: Assertion,
}

/// What an authenticator signed, in Base64 for URLs.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
struct Assertion {
    #[serde(rename = "clientDataJSON")]
    #[schema(value_type = String)]
    client_data_json: Said,
    #[schema(value_type = String)]
    authenticator_data: Said,
    #[schema(value_type = String)]
    signature: Said,
    /// Whose it is, by the handle that was given when it was made.
    user_handle: Option<String>,
}

/// What a browser or an authenticator said, in Base64 for URLs. Until it is spent it opens an account, so it is never printed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
struct Said(Secret<String>);

impl Said {
    fn bytes(&self) -> Result<Vec<u8>, PasskeyProblem> {
        decode(self.0.expose())
    }
}

/// For the schemas of bodies with a default, which is blank: what was said is written nowhere.
impl Serialize for Said {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("")
    }
}

/// A passkey's answer as a member of a body: an object in JSON, its text in the field of a form; nothing where that is blank.
///
/// # Errors
/// When it is neither.
pub fn sent_passkey<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PasskeyAnswer>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Sent {
        Text(String),
        Answer(PasskeyAnswer),
    }
    match Option::<Sent>::deserialize(deserializer)? {
        None => Ok(None),
        Some(Sent::Text(text)) if text.trim().is_empty() => Ok(None),
        Some(Sent::Text(text)) => serde_json::from_str(&text).map(Some).map_err(D::Error::custom),
        Some(Sent::Answer(answer)) => Ok(Some(answer)),
    }
}

/// How many transports are kept, and how long each may be: they come back in options.
const MOST_TRANSPORTS: usize = 8;
const LONGEST_TRANSPORT: usize = 32;

impl CreatedPasskey {
    /// Verifies it (section 7.1). The attestation statement is not looked at.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn verify(
        &self,
        s: &Services,
        purpose: ChallengePurpose<'_>,
        now: PrimitiveDateTime,
    ) -> Result<VerifiedPasskey, PasskeyProblem> {
        self.verify_for(settings(s)?, |challenge| challenge::check(s, challenge, purpose, now))
    }

    /// The same, whatever decides which challenges are ours.
    pub(super) fn verify_for(
        &self,
        party: &RelyingParty,
        is_ours: impl FnOnce(&[u8]) -> Result<(), PasskeyProblem>,
    ) -> Result<VerifiedPasskey, PasskeyProblem> {
        let client_data = self.response.client_data_json.bytes()?;
        let challenge = client_data::read(&client_data, Ceremony::Create, &party.origins)?;
        is_ours(&challenge)?;
        let object = self.response.attestation_object.bytes()?;
        let data = AuthenticatorData::read(authenticator_data::of_attestation(&object)?)?;
        is_for_us(&data, &party.domain)?;
        let credential = data.credential.ok_or(PasskeyProblem::Malformed)?;
        if decode(&self.id)? != credential.id {
            return Err(PasskeyProblem::Malformed);
        }
        // Asked for as required; a browser that does not say is believed.
        if self.client_extension_results.cred_props.as_ref().and_then(|known| known.rk) == Some(false) {
            return Err(PasskeyProblem::NotDiscoverable);
        }
        let is_kept = |word: &&String| {
            (1..=LONGEST_TRANSPORT).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        };
        Ok(VerifiedPasskey {
            credential_id: credential.id.to_vec(),
            public_key: credential.public_key.to_vec(),
            counter: data.counter.into(),
            aaguid: credential.aaguid,
            transports: self.response.transports.iter().filter(is_kept).take(MOST_TRANSPORTS).cloned().collect(),
            backup_eligible: data.backup_eligible,
            backed_up: data.backed_up,
            challenge,
        })
    }
}

impl PasskeyAnswer {
    /// Which passkey it is of.
    ///
    /// # Errors
    /// [`PasskeyProblem::Malformed`].
    pub(crate) fn credential_id(&self) -> Result<Vec<u8>, PasskeyProblem> {
        decode(&self.id)
    }

    /// Whose it says to be. Browsers leave it out where the passkey was named.
    ///
    /// # Errors
    /// [`PasskeyProblem::Malformed`].
    pub(crate) fn user_handle(&self) -> Result<Option<Vec<u8>>, PasskeyProblem> {
        self.response.user_handle.as_deref().filter(|handle| !handle.is_empty()).map(decode).transpose()
    }

    /// Verifies it against the passkey that it names (section 7.2). The counter is for the caller to compare.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn verify(
        &self,
        s: &Services,
        row: &PasskeyRow,
        purpose: ChallengePurpose<'_>,
        now: PrimitiveDateTime,
    ) -> Result<Asserted, PasskeyProblem> {
        self.verify_for(settings(s)?, row, |challenge| challenge::check(s, challenge, purpose, now))
    }

    /// The same, whatever decides which challenges are ours.
    pub(super) fn verify_for(
        &self,
        party: &RelyingParty,
        row: &PasskeyRow,
        is_ours: impl FnOnce(&[u8]) -> Result<(), PasskeyProblem>,
    ) -> Result<Asserted, PasskeyProblem> {
        let client_data = self.response.client_data_json.bytes()?;
        let challenge = client_data::read(&client_data, Ceremony::Get, &party.origins)?;
        is_ours(&challenge)?;
        let signed = self.response.authenticator_data.bytes()?;
        let data = AuthenticatorData::read(&signed)?;
        is_for_us(&data, &party.domain)?;
        // Whether it may be copied is decided when it is made (section 6.1.3).
        if data.backup_eligible != row.backup_eligible || data.credential.is_some() {
            return Err(PasskeyProblem::Malformed);
        }
        let message = [&signed, sha256(&client_data).as_ref()].concat();
        let key = PublicKey::read(&row.public_key)?;
        if !key.verifies(&message, &self.response.signature.bytes()?) {
            return Err(PasskeyProblem::WrongSignature);
        }
        Ok(Asserted { counter: data.counter.into(), backed_up: data.backed_up, challenge })
    }
}

fn is_for_us(data: &AuthenticatorData<'_>, domain: &str) -> Result<(), PasskeyProblem> {
    if data.domain_hash != sha256(domain.as_bytes()).as_ref() {
        return Err(PasskeyProblem::OtherSite);
    }
    if data.user_verified { Ok(()) } else { Err(PasskeyProblem::NotVerified) }
}
