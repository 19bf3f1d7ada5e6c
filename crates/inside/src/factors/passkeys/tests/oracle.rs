//! The other verifier: `webauthn-rs-core`, the inside of webauthn-rs. It has no Ed25519.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use webauthn_rs_core::WebauthnCore;
use webauthn_rs_core::error::WebauthnError;
use webauthn_rs_core::proto::{AuthenticationResult, COSEAlgorithm, Credential, UserVerificationPolicy};

use super::{Assertion, CHALLENGE, DOMAIN, ORIGIN, Registration};
use crate::factors::passkeys::challenge::encode;

const ALGORITHMS: [COSEAlgorithm; 3] = [COSEAlgorithm::ES256, COSEAlgorithm::EDDSA, COSEAlgorithm::RS256];

pub(super) struct Oracle(WebauthnCore);

impl Oracle {
    pub(super) fn new() -> Oracle {
        let origins = vec![ORIGIN.parse().expect("an origin")];
        Oracle(WebauthnCore::new_unsafe_experts_only("Example", DOMAIN, origins, Duration::from_secs(60), None, None))
    }

    pub(super) fn register(&self, sent: &Registration) -> Result<Credential, WebauthnError> {
        let builder = self.0.new_challenge_register_builder(b"a handle", "john", "John").expect("names");
        let builder = builder.user_verification_policy(UserVerificationPolicy::Required);
        let asked = self.0.generate_challenge_register(builder.credential_algorithms(ALGORITHMS.into()));
        let state = with_our_challenge(&asked.expect("options").1);
        let sent = serde_json::from_value(sent.json()).expect("its JSON");
        self.0.register_credential(&sent, &state, None)
    }

    pub(super) fn authenticate(
        &self,
        sent: &Assertion,
        credential: &Credential,
    ) -> Result<AuthenticationResult, WebauthnError> {
        let required = Some(UserVerificationPolicy::Required);
        let builder = self.0.new_challenge_authenticate_builder(vec![credential.clone()], required);
        let asked = self.0.generate_challenge_authenticate(builder.expect("a passkey"));
        let state = with_our_challenge(&asked.expect("options").1);
        let sent = serde_json::from_value(sent.json()).expect("its JSON");
        self.0.authenticate_credential(&sent, &state)
    }
}

/// It chooses its challenges itself. What it remembers of one can be written as JSON.
fn with_our_challenge<T: Serialize + DeserializeOwned>(state: &T) -> T {
    let mut json = serde_json::to_value(state).expect("its JSON");
    json["challenge"] = encode(CHALLENGE).into();
    serde_json::from_value(json).expect("its JSON")
}
