//! The verifier before hostile input, before the answers of other implementations, and beside another verifier.

mod agreement;
mod authenticator;
mod changes;
mod client_1password;
mod hostile_client_data;
mod hostile_data;
mod hostile_keys;
mod oracle;
mod vectors;

use serde_json::{Value, json};

use super::answers::{CreatedPasskey, PasskeyAnswer};
use super::challenge::encode;
use super::store::PasskeyRow;
use super::verified::{Asserted, VerifiedPasskey};
use crate::config::RelyingParty;
use crate::error::PasskeyProblem;

const DOMAIN: &str = "example.com";
const ORIGIN: &str = "https://accounts.example.com";
const CHALLENGE: &[u8] = b"a challenge that only this one answers";

fn party() -> RelyingParty {
    RelyingParty { domain: DOMAIN.to_owned(), origins: vec![ORIGIN.to_owned()] }
}

fn only(expected: &[u8]) -> impl FnOnce(&[u8]) -> Result<(), PasskeyProblem> {
    move |challenge| if challenge == expected { Ok(()) } else { Err(PasskeyProblem::Expired) }
}

fn row(verified: &VerifiedPasskey) -> PasskeyRow {
    PasskeyRow::new(1, DOMAIN, verified, "a passkey".to_owned(), time::macros::datetime!(2026-11-26 12:00))
}

/// A registration, before it is JSON.
#[derive(Clone, Debug)]
struct Registration {
    id: Vec<u8>,
    client_data: Vec<u8>,
    object: Vec<u8>,
}

impl Registration {
    fn json(&self) -> Value {
        let (id, client_data, object) = (encode(&self.id), encode(&self.client_data), encode(&self.object));
        json!({
            "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {},
            "response": { "clientDataJSON": client_data, "attestationObject": object },
        })
    }

    fn verify(&self) -> Result<VerifiedPasskey, PasskeyProblem> {
        let created: CreatedPasskey = serde_json::from_value(self.json()).expect("its JSON");
        created.verify_for(&party(), only(CHALLENGE))
    }
}

/// An assertion, before it is JSON.
#[derive(Clone, Debug)]
struct Assertion {
    id: Vec<u8>,
    client_data: Vec<u8>,
    data: Vec<u8>,
    signature: Vec<u8>,
}

impl Assertion {
    fn json(&self) -> Value {
        let (id, client_data) = (encode(&self.id), encode(&self.client_data));
        let (data, signature) = (encode(&self.data), encode(&self.signature));
        json!({
            "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {},
            "response": { "clientDataJSON": client_data, "authenticatorData": data, "signature": signature },
        })
    }

    fn verify(&self, row: &PasskeyRow) -> Result<Asserted, PasskeyProblem> {
        let answer: PasskeyAnswer = serde_json::from_value(self.json()).expect("its JSON");
        answer.verify_for(&party(), row, only(CHALLENGE))
    }
}
