//! What browsers and authenticators send, for the targets in `fuzz/`.

use super::CreatedPasskey;
use super::authenticator_data::{self, AuthenticatorData};
use super::client_data::{self, Ceremony};
use super::public_key::PublicKey;
use crate::config::RelyingParty;
use crate::error::PasskeyProblem;

/// The challenge in client data of this ceremony.
///
/// # Errors
/// What is wrong with it.
pub fn client_data(json: &[u8], is_new: bool, origins: &[String]) -> Result<Vec<u8>, PasskeyProblem> {
    client_data::read(json, if is_new { Ceremony::Create } else { Ceremony::Get }, origins)
}

/// The authenticator data in an attestation object.
///
/// # Errors
/// What is wrong with it.
pub fn attestation(object: &[u8]) -> Result<&[u8], PasskeyProblem> {
    authenticator_data::of_attestation(object)
}

/// The identifier and the key of a credential.
pub type CredentialParts<'a> = (&'a [u8], &'a [u8]);

/// The identifier, the key and the transports that are kept of a new passkey.
pub type KeptParts = (Vec<u8>, Vec<u8>, Vec<String>);

/// The domain's hash in authenticator data, and the identifier and key of a credential.
///
/// # Errors
/// What is wrong with it.
pub fn authenticator_data(bytes: &[u8]) -> Result<(&[u8], Option<CredentialParts<'_>>), PasskeyProblem> {
    let data = AuthenticatorData::read(bytes)?;
    Ok((data.domain_hash, data.credential.map(|new| (new.id, new.public_key))))
}

/// Reads a COSE key, and lets it verify.
///
/// # Errors
/// What is wrong with it.
pub fn verifies(cose: &[u8], message: &[u8], signature: &[u8]) -> Result<bool, PasskeyProblem> {
    Ok(PublicKey::read(cose)?.verifies(message, signature))
}

/// A new passkey as a browser sends it.
///
/// # Errors
/// What is wrong with it.
pub fn created(sent: &CreatedPasskey, party: &RelyingParty) -> Result<KeptParts, PasskeyProblem> {
    let verified = sent.verify_for(party, |_| Ok(()))?;
    Ok((verified.credential_id, verified.public_key, verified.transports))
}
