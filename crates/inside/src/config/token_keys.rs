//! The keys that sign and verify tokens: one algorithm, a current key, and the one before it while keys are changed.

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::digest;
use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::Ed25519KeyPair;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clap::ValueEnum;
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{DecodingKey, EncodingKey};

/// How tokens are signed (RFC 7518, RFC 8037). Only the configured one is ever accepted (RFC 8725 section 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Algorithm {
    /// HMAC with a secret that every verifier shares.
    #[value(name = "HS256")]
    Hs256,
    /// Ed25519: verifiers need the public key only.
    #[value(name = "EdDSA")]
    EdDsa,
    /// RSA: for verifiers that know nothing newer.
    #[value(name = "RS256")]
    Rs256,
}

impl Algorithm {
    /// The name in a token's header.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Algorithm::Hs256 => "HS256",
            Algorithm::EdDsa => "EdDSA",
            Algorithm::Rs256 => "RS256",
        }
    }

    pub(crate) fn library(self) -> jsonwebtoken::Algorithm {
        match self {
            Algorithm::Hs256 => jsonwebtoken::Algorithm::HS256,
            Algorithm::EdDsa => jsonwebtoken::Algorithm::EdDSA,
            Algorithm::Rs256 => jsonwebtoken::Algorithm::RS256,
        }
    }
}

/// One key with its id.
pub(crate) struct Verifying {
    pub(super) id: String,
    pub(crate) key: DecodingKey,
    public: Option<Jwk>,
}

struct Ring {
    algorithm: Algorithm,
    signing: EncodingKey,
    verifying: Vec<Verifying>,
}

/// The keys of this installation. `Debug` shows none.
#[derive(Clone)]
pub struct Keys(Arc<Ring>);

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({}, ***)", self.0.algorithm.name())
    }
}

impl Keys {
    /// HS256 with this secret; tokens of the previous one are still accepted.
    pub fn shared(current: &str, previous: Option<&str>) -> Keys {
        let verifying = |secret: &str| Verifying {
            id: secret_id(secret),
            key: DecodingKey::from_secret(secret.as_bytes()),
            public: None,
        };
        Keys(Arc::new(Ring {
            algorithm: Algorithm::Hs256,
            signing: EncodingKey::from_secret(current.as_bytes()),
            verifying: [Some(current), previous].into_iter().flatten().map(verifying).collect(),
        }))
    }

    /// EdDSA or RS256 with private keys in PEM (PKCS #8).
    ///
    /// # Errors
    /// A sentence when a key is not one of that algorithm.
    pub(crate) fn private(algorithm: Algorithm, current: &str, previous: Option<&str>) -> Result<Keys, String> {
        let wrong = |cause| format!("this is not a private key for {} in PEM (PKCS #8): {cause}", algorithm.name());
        let signing = |pem: &str| match algorithm {
            Algorithm::Rs256 => EncodingKey::from_rsa_pem(pem.as_bytes()).map_err(wrong),
            _ => EncodingKey::from_ed_pem(pem.as_bytes()).map_err(wrong),
        };
        let verifying = |key: &EncodingKey| -> Result<Verifying, String> {
            let mut public = Jwk::from_encoding_key(key, algorithm.library()).map_err(wrong)?;
            let id = public.thumbprint(ThumbprintHash::SHA256).map_err(wrong)?;
            public.common.key_id = Some(id.clone());
            public.common.public_key_use = Some(PublicKeyUse::Signature);
            Ok(Verifying { id, key: DecodingKey::from_jwk(&public).map_err(wrong)?, public: Some(public) })
        };
        let current = signing(current)?;
        let mut ring = vec![verifying(&current)?];
        if let Some(previous) = previous {
            ring.push(verifying(&signing(previous)?)?);
        }
        Ok(Keys(Arc::new(Ring { algorithm, signing: current, verifying: ring })))
    }

    /// A fresh private key in PEM, for development.
    ///
    /// # Errors
    /// When the library can't make one.
    pub(crate) fn generate(algorithm: Algorithm) -> Result<String, String> {
        let failed = |_| "a key for tokens can't be generated".to_owned();
        let der = match algorithm {
            Algorithm::Rs256 => {
                let pair = KeyPair::generate(KeySize::Rsa2048).map_err(failed)?;
                AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).map_err(failed)?.as_ref().to_vec()
            }
            _ => {
                let pair = Ed25519KeyPair::generate().map_err(failed)?;
                AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).map_err(failed)?.as_ref().to_vec()
            }
        };
        Ok(format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", lines(&STANDARD.encode(der))))
    }

    /// The algorithm.
    pub(crate) fn algorithm(&self) -> Algorithm {
        self.0.algorithm
    }

    /// The public keys (RFC 7517), for those who verify our tokens; empty under HS256, which has none.
    pub fn public(&self) -> JwkSet {
        JwkSet { keys: self.0.verifying.iter().filter_map(|key| key.public.clone()).collect() }
    }

    pub(crate) fn signing(&self) -> (&EncodingKey, &str) {
        (&self.0.signing, &self.0.verifying[0].id)
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Verifying> {
        self.0.verifying.iter().find(|key| key.id == id)
    }
}

/// Names a shared secret without telling it: 64 bits of a digest of 256 random ones.
fn secret_id(secret: &str) -> String {
    let digest = digest::digest(&digest::SHA256, format!("vestibule key id {secret}").as_bytes());
    data_encoding::HEXLOWER.encode(&digest.as_ref()[..8])
}

/// Base64 in lines of 64, as PEM has it (RFC 7468 section 2).
fn lines(text: &str) -> String {
    text.as_bytes().chunks(64).map(String::from_utf8_lossy).collect::<Vec<_>>().join("\n")
}
