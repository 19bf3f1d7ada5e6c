//! 1Password's browser and authenticator, which read our options by themselves.

use std::pin::Pin;

use data_encoding::BASE64URL_NOPAD;
use passkey::authenticator::{Authenticator, UiHint, UserCheck, UserValidationMethod};
use passkey::client::{Client, DefaultClientData};
use passkey::crypto::aws_lc_rs::AwsLcRsBackend;
use passkey::types::Passkey;
use passkey::types::ctap2::{Aaguid, Ctap2Error};
use passkey::types::webauthn::{CredentialCreationOptions, CredentialRequestOptions};
use serde_json::{Value, json};
use url::Url;

use super::app::App;

/// It holds one passkey.
pub struct SoftwareAuthenticator {
    origin: Url,
    held: Option<Passkey>,
    counts: bool,
}

impl SoftwareAuthenticator {
    /// On a page of the application.
    pub fn new(app: &App) -> SoftwareAuthenticator {
        let origin = app.url.replace("127.0.0.1", "localhost").parse().expect("an origin");
        SoftwareAuthenticator { origin, held: None, counts: false }
    }

    /// The same with a counter of its signatures.
    pub fn counting(app: &App) -> SoftwareAuthenticator {
        SoftwareAuthenticator { counts: true, ..SoftwareAuthenticator::new(app) }
    }

    fn authenticator(&mut self) -> Authenticator<Option<Passkey>, Owner, AwsLcRsBackend> {
        let mut authenticator = Authenticator::new(Aaguid::new_empty(), self.held.take(), Owner, AwsLcRsBackend);
        authenticator.set_make_credentials_with_signature_counter(self.counts);
        authenticator
    }

    /// What a browser would return for these options.
    pub async fn create(&mut self, options: &Value) -> Value {
        let public_key = serde_json::from_value(options.clone()).expect("options as the standard has them");
        let mut client = Client::new(self.authenticator()).allows_insecure_localhost(true);
        let request = CredentialCreationOptions { public_key };
        let made = client.register(&self.origin, request, DefaultClientData).await.expect("a passkey");
        self.held = client.authenticator().store().clone();
        json!({
            "id": made.id,
            "response": {
                "clientDataJSON": encode(&made.response.client_data_json),
                "attestationObject": encode(&made.response.attestation_object),
                "transports": made.response.transports,
            },
            "clientExtensionResults": made.client_extension_results,
        })
    }

    /// The same for options to log in.
    pub async fn answer(&mut self, options: &Value) -> Value {
        let public_key = serde_json::from_value(options.clone()).expect("options as the standard has them");
        let mut client = Client::new(self.authenticator()).allows_insecure_localhost(true);
        let request = CredentialRequestOptions { public_key };
        let answered = client.authenticate(&self.origin, request, DefaultClientData).await.expect("an answer");
        self.held = client.authenticator().store().clone();
        json!({
            "id": answered.id,
            "response": {
                "clientDataJSON": encode(&answered.response.client_data_json),
                "authenticatorData": encode(&answered.response.authenticator_data),
                "signature": encode(&answered.response.signature),
                "userHandle": answered.response.user_handle.map(|handle| encode(&handle)),
            },
        })
    }
}

/// Somebody whose finger is on the reader.
struct Owner;

impl UserValidationMethod for Owner {
    type PasskeyItem = Passkey;

    fn check_user<'hint, 'own, 'both>(
        &'own self,
        _hint: UiHint<'hint, Passkey>,
        presence: bool,
        verification: bool,
    ) -> Pin<Box<dyn Future<Output = Result<UserCheck, Ctap2Error>> + Send + 'both>>
    where
        'hint: 'both,
        'own: 'both,
        Self: 'both,
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

fn encode(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}
