//! Passkeys that other implementations made once, one for each algorithm. `vectors/README.md` says how.

use serde::Deserialize;
use serde_json::Value;

use super::oracle::Oracle;
use super::{Assertion, CHALLENGE, Registration, only, party, row};
use crate::error::PasskeyProblem;
use crate::factors::passkeys::answers::{CreatedPasskey, PasskeyAnswer};
use crate::factors::passkeys::challenge::decode;
use crate::factors::passkeys::verified::VerifiedPasskey;

const VECTORS: [(&str, &str); 3] = [
    ("ES256", include_str!("vectors/es256.json")),
    ("EdDSA", include_str!("vectors/eddsa.json")),
    ("RS256", include_str!("vectors/rs256.json")),
];

#[derive(Deserialize)]
struct Vector {
    registration: Value,
    assertion: Value,
}

impl Vector {
    fn all() -> [(&'static str, Vector); 3] {
        VECTORS.map(|(name, json)| (name, serde_json::from_str(json).expect(name)))
    }

    fn register(&self) -> VerifiedPasskey {
        let created: CreatedPasskey = serde_json::from_value(self.registration.clone()).expect("its JSON");
        created.verify_for(&party(), only(&challenge(&self.registration))).expect("right")
    }

    fn answer(&self) -> PasskeyAnswer {
        serde_json::from_value(self.assertion.clone()).expect("its JSON")
    }
}

fn part(of: &Value, name: &str) -> Vec<u8> {
    decode(of["response"][name].as_str().expect(name)).expect(name)
}

fn challenge(of: &Value) -> Vec<u8> {
    let client_data: Value = serde_json::from_slice(&part(of, "clientDataJSON")).expect("its JSON");
    decode(client_data["challenge"].as_str().expect("a challenge")).expect("Base64")
}

#[test]
fn a_passkey_of_each_algorithm_is_right_and_no_answer_is_for_another() {
    let vectors = Vector::all();
    for (name, vector) in &vectors {
        let own = row(&vector.register());
        let fresh = challenge(&vector.assertion);
        let asserted = vector.answer().verify_for(&party(), &own, only(&fresh)).expect(name);
        assert!(!own.is_cloned(asserted.counter), "{name}");
        assert!(vector.answer().user_handle().expect(name).is_some(), "{name}");
        let replayed = vector.answer().verify_for(&party(), &own, only(CHALLENGE));
        assert_eq!(replayed.err(), Some(PasskeyProblem::Expired), "{name}");
        for (other_name, other) in vectors.iter().filter(|(other, _)| other != name) {
            let mut other = row(&other.register());
            other.backup_eligible = own.backup_eligible;
            let refused = vector.answer().verify_for(&party(), &other, only(&fresh));
            assert_eq!(refused.err(), Some(PasskeyProblem::WrongSignature), "{name} with {other_name}");
        }
    }
}

#[test]
fn the_other_verifier_says_the_same_of_the_two_that_it_knows() {
    for (name, vector) in Vector::all() {
        let known = name != "EdDSA";
        // It is asked with our challenge, so this is about everything before the challenge is compared, and the key.
        let registration = Registration {
            id: decode(vector.registration["id"].as_str().expect("an id")).expect("Base64"),
            client_data: super::authenticator::client_data("webauthn.create", CHALLENGE, super::ORIGIN, ""),
            object: part(&vector.registration, "attestationObject"),
        };
        let oracle = Oracle::new();
        let credential = oracle.register(&registration);
        assert_eq!(credential.is_ok(), known, "{name}");
        let Ok(credential) = credential else { continue };
        let signed = [part(&vector.assertion, "authenticatorData"), hash(&part(&vector.assertion, "clientDataJSON"))];
        let signature = part(&vector.assertion, "signature");
        assert!(credential.cred.verify_signature(&signature, &signed.concat()).expect("a signature"), "{name}");
        let assertion = Assertion {
            id: registration.id,
            client_data: part(&vector.assertion, "clientDataJSON"),
            data: part(&vector.assertion, "authenticatorData"),
            signature,
        };
        assert!(oracle.authenticate(&assertion, &credential).is_err(), "{name} has another challenge");
    }
}

fn hash(of: &[u8]) -> Vec<u8> {
    crate::factors::passkeys::sha256(of).as_ref().to_vec()
}
