//! Browser and authenticator of 1Password's `passkey`, which know nothing of this verifier.

use std::pin::Pin;

use futures_util::FutureExt;
use passkey::authenticator::{Authenticator, UiHint, UserCheck, UserValidationMethod};
use passkey::client::{Client, DefaultClientData};
use passkey::crypto::aws_lc_rs::AwsLcRsBackend;
use passkey::types::Passkey;
use passkey::types::ctap2::{Aaguid, Ctap2Error};
use serde_json::json;
use url::Url;

use super::{Assertion, CHALLENGE, DOMAIN, ORIGIN, Registration};
use crate::factors::passkeys::challenge::encode;

/// Somebody who is there, and is the owner.
struct Owner;

type Checked<'a> = Pin<Box<dyn Future<Output = Result<UserCheck, Ctap2Error>> + Send + 'a>>;

impl UserValidationMethod for Owner {
    type PasskeyItem = Passkey;

    fn check_user<'a, 'life0, 'async_trait>(
        &'life0 self,
        _: UiHint<'a, Passkey>,
        presence: bool,
        verification: bool,
    ) -> Checked<'async_trait>
    where
        'a: 'async_trait,
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Box::pin(async move { Ok(UserCheck { presence, verification }) })
    }

    fn is_presence_enabled(&self) -> bool {
        true
    }

    fn is_verification_enabled(&self) -> Option<bool> {
        Some(true)
    }
}

/// A passkey that is made, and used twice.
pub(super) fn ceremonies(algorithm: i64, counts: bool) -> (Registration, [Assertion; 2]) {
    let mut authenticator = Authenticator::new(Aaguid::new_empty(), None::<Passkey>, Owner, AwsLcRsBackend);
    authenticator.set_make_credentials_with_signature_counter(counts);
    let mut client = Client::new(authenticator);
    let origin = Url::parse(ORIGIN).expect("an origin");
    let creation = json!({ "publicKey": {
        "rp": { "id": DOMAIN, "name": "Example" },
        "user": { "id": encode(b"a handle"), "name": "john", "displayName": "John" },
        "challenge": encode(CHALLENGE),
        "pubKeyCredParams": [{ "type": "public-key", "alg": algorithm }],
        "authenticatorSelection": { "residentKey": "required", "userVerification": "required" },
        "attestation": "none",
        "extensions": { "credProps": true },
    }});
    let creation = serde_json::from_value(creation).expect("options");
    let made = client.register(&origin, creation, DefaultClientData).now_or_never();
    let made = made.expect("it waits for nothing").expect("a passkey");
    let registration = Registration {
        id: made.raw_id.to_vec(),
        client_data: made.response.client_data_json.to_vec(),
        object: made.response.attestation_object.to_vec(),
    };
    let assertions = [(); 2].map(|()| {
        let request = json!({ "publicKey": {
            "rpId": DOMAIN, "challenge": encode(CHALLENGE), "userVerification": "required",
        }});
        let request = serde_json::from_value(request).expect("options");
        let answered = client.authenticate(&origin, request, DefaultClientData).now_or_never();
        let answered = answered.expect("it waits for nothing").expect("an answer");
        Assertion {
            id: answered.raw_id.to_vec(),
            client_data: answered.response.client_data_json.to_vec(),
            data: answered.response.authenticator_data.to_vec(),
            signature: answered.response.signature.to_vec(),
        }
    });
    (registration, assertions)
}
