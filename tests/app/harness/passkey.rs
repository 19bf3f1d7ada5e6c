//! A passkey, and the browser in front of it, which do what a test tells them: also what no authenticator would do.

use std::sync::Arc;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::{SystemRandom, fill};
use aws_lc_rs::rsa::{self, KeySize};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256};
use data_encoding::BASE64URL_NOPAD;
use minicbor::Encoder;
use serde_json::{Value, json};

use super::app::App;

const WITH_CREDENTIAL: u8 = 0x40;

/// A passkey. What it is and says may be changed before each ceremony.
#[derive(Clone)]
pub struct Passkey {
    pub id: Vec<u8>,
    /// In Base64, as the options said it.
    pub user_handle: Option<String>,
    /// The domain that it signs for, instead of that of the options.
    pub domain: Option<String>,
    /// Of the page that asks.
    pub origin: String,
    pub flags: u8,
    /// How often it has signed; one that is at 0 does not count.
    pub counter: u32,
    pub aaguid: [u8; 16],
    /// What the browser says of it.
    pub is_discoverable: Option<bool>,
    /// What the browser says beside type, challenge and origin.
    pub said_too: Value,
    /// Instead of the challenge of the options.
    pub challenge: Option<String>,
    pub key: Arc<Key>,
}

/// Its private half.
pub enum Key {
    P256(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
    Rsa(rsa::KeyPair),
}

impl Passkey {
    pub const PRESENT: u8 = 0x01;
    pub const VERIFIED: u8 = 0x04;
    pub const BACKUP_ELIGIBLE: u8 = 0x08;
    pub const BACKED_UP: u8 = 0x10;

    /// One of the algorithm that almost all authenticators have.
    pub fn new(app: &App) -> Passkey {
        Passkey::with(app, Key::P256(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).expect("a key")))
    }

    pub fn ed25519(app: &App) -> Passkey {
        Passkey::with(app, Key::Ed25519(Ed25519KeyPair::generate().expect("a key")))
    }

    pub fn rsa(app: &App) -> Passkey {
        Passkey::with(app, Key::Rsa(rsa::KeyPair::generate(KeySize::Rsa2048).expect("a key")))
    }

    fn with(app: &App, key: Key) -> Passkey {
        let mut id = vec![0; 20];
        fill(&mut id).expect("random bytes");
        Passkey {
            id,
            user_handle: None,
            domain: None,
            origin: app.url.replace("127.0.0.1", "localhost"),
            flags: Passkey::PRESENT | Passkey::VERIFIED,
            counter: 0,
            aaguid: [0; 16],
            is_discoverable: Some(true),
            said_too: json!({ "crossOrigin": false }),
            challenge: None,
            key: Arc::new(key),
        }
    }

    /// What the other passkey is called, with a key of its own.
    #[must_use]
    pub fn pretending_to_be(self, other: &Passkey) -> Passkey {
        Passkey { id: other.id.clone(), user_handle: other.user_handle.clone(), ..self }
    }

    /// What `navigator.credentials.create` returns for these options, as `toJSON()` writes it.
    pub fn create(&mut self, options: &Value) -> Value {
        self.user_handle = options["user"]["id"].as_str().map(str::to_owned);
        let length = u16::try_from(self.id.len()).expect("a short id").to_be_bytes();
        let credential = [&self.aaguid[..], &length, &self.id, &self.key.cose()].concat();
        let said = [self.data(&options["rp"]["id"], WITH_CREDENTIAL), credential].concat();
        let mut object = Encoder::new(Vec::new());
        object.map(3).and_then(|object| object.str("fmt")?.str("none")?.str("attStmt")?.map(0)).expect("CBOR");
        object.str("authData").and_then(|object| object.bytes(&said)).expect("CBOR");
        let response = json!({
            "clientDataJSON": encode(self.client_data("webauthn.create", options).as_bytes()),
            "attestationObject": encode(&object.into_writer()),
            "transports": ["internal", "hybrid"],
        });
        let properties = self.is_discoverable.map_or(json!({}), |rk| json!({ "credProps": { "rk": rk } }));
        self.credential(&response, &properties)
    }

    /// What `navigator.credentials.get` returns for these options, as `toJSON()` writes it.
    pub fn answer(&mut self, options: &Value) -> Value {
        if self.counter > 0 {
            self.counter += 1;
        }
        let said = self.data(&options["rpId"], 0);
        let client_data = self.client_data("webauthn.get", options);
        let signature = self.key.sign(&[&said, digest(&SHA256, client_data.as_bytes()).as_ref()].concat());
        let response = json!({
            "clientDataJSON": encode(client_data.as_bytes()),
            "authenticatorData": encode(&said),
            "signature": encode(&signature),
            "userHandle": self.user_handle,
        });
        self.credential(&response, &json!({}))
    }

    fn credential(&self, response: &Value, extensions: &Value) -> Value {
        json!({
            "id": encode(&self.id),
            "rawId": encode(&self.id),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "response": response,
            "clientExtensionResults": extensions,
        })
    }

    fn data(&self, domain: &Value, more_flags: u8) -> Vec<u8> {
        let domain = self.domain.as_deref().or(domain.as_str()).expect("a domain");
        let hash = digest(&SHA256, domain.as_bytes());
        [hash.as_ref(), &[self.flags | more_flags], &self.counter.to_be_bytes()].concat()
    }

    fn client_data(&self, kind: &str, options: &Value) -> String {
        let challenge = self.challenge.as_deref().or(options["challenge"].as_str()).expect("a challenge");
        let mut data = json!({ "type": kind, "challenge": challenge, "origin": self.origin });
        let members = data.as_object_mut().expect("an object");
        members.extend(self.said_too.as_object().expect("an object").clone());
        data.to_string()
    }
}

impl Key {
    fn sign(&self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match self {
            Key::P256(key) => key.sign(&random, message).expect("a signature").as_ref().to_vec(),
            Key::Ed25519(key) => key.sign(message).as_ref().to_vec(),
            Key::Rsa(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature).expect("a signature");
                signature
            }
        }
    }

    /// The public half as RFC 9053 has it.
    fn cose(&self) -> Vec<u8> {
        let mut cose = Encoder::new(Vec::new());
        let numbers = |cose: &mut Encoder<Vec<u8>>, members: u64, pairs: &[(i64, i64)]| {
            cose.map(members).expect("CBOR");
            for (label, value) in pairs {
                cose.i64(*label).and_then(|cose| cose.i64(*value)).expect("CBOR");
            }
        };
        let bytes = |cose: &mut Encoder<Vec<u8>>, label: i64, value: &[u8]| {
            cose.i64(label).and_then(|cose| cose.bytes(value)).expect("CBOR");
        };
        match self {
            Key::P256(key) => {
                let point = key.public_key().as_ref();
                numbers(&mut cose, 5, &[(1, 2), (3, -7), (-1, 1)]);
                bytes(&mut cose, -2, &point[1..33]);
                bytes(&mut cose, -3, &point[33..]);
            }
            Key::Ed25519(key) => {
                numbers(&mut cose, 4, &[(1, 1), (3, -8), (-1, 6)]);
                bytes(&mut cose, -2, key.public_key().as_ref());
            }
            Key::Rsa(key) => {
                numbers(&mut cose, 4, &[(1, 3), (3, -257)]);
                bytes(&mut cose, -1, key.public_key().modulus().big_endian_without_leading_zero());
                bytes(&mut cose, -2, key.public_key().exponent().big_endian_without_leading_zero());
            }
        }
        cose.into_writer()
    }
}

fn encode(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}
