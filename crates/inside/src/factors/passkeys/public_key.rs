//! The public key of a passkey: a COSE key (RFC 9052 section 7, RFC 9053), and what it verifies.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
};
use minicbor::Decoder;

use super::cbor::skip;
use crate::error::PasskeyProblem;

/// ECDSA on P-256 with SHA-256.
const ES256: i64 = -7;
/// Ed25519.
const EDDSA: i64 = -8;
/// RSASSA-PKCS1-v1_5 with SHA-256: Windows Hello on older hardware.
const RS256: i64 = -257;

/// The algorithms that are asked for, the best first. Every browser and authenticator has one of them.
pub(super) const ALGORITHMS: [i64; 3] = [ES256, EDDSA, RS256];

/// A key that can verify, by its own algorithm and no other.
pub(super) struct PublicKey(ParsedPublicKey);

/// The parameters of a key, by their labels.
#[derive(Default)]
struct Parameters<'a> {
    kind: Option<i64>,
    algorithm: Option<i64>,
    /// Label -1: the curve, or RSA's modulus.
    curve: Option<i64>,
    modulus: Option<&'a [u8]>,
    /// Label -2: x, or RSA's exponent.
    second: Option<&'a [u8]>,
    /// Label -3: y.
    third: Option<&'a [u8]>,
}

impl PublicKey {
    /// Reads a key of one of [`ALGORITHMS`], and checks it as far as that can be done without a signature: a point on P-256, an RSA
    /// key that is long enough.
    ///
    /// # Errors
    /// [`PasskeyProblem::Malformed`]; [`PasskeyProblem::Unsupported`] for other algorithms.
    pub(super) fn read(cose: &[u8]) -> Result<PublicKey, PasskeyProblem> {
        let parameters = Parameters::read(cose).map_err(|_| PasskeyProblem::Malformed)?;
        let Parameters { kind, algorithm, curve, modulus, second, third } = parameters;
        let parsed = match (kind, algorithm, curve, modulus, second, third) {
            (Some(2), Some(ES256), Some(1), None, Some(x), Some(y)) if x.len() == 32 && y.len() == 32 => {
                ParsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, [&[4], x, y].concat())
            }
            (Some(1), Some(EDDSA), Some(6), None, Some(x), None) if x.len() == 32 => ParsedPublicKey::new(&ED25519, x),
            (Some(3), Some(RS256), None, Some(n), Some(e), None) if is_strong(n, e) => {
                RsaPublicKeyComponents { n, e }.to_parsed_public_key(&RSA_PKCS1_2048_8192_SHA256)
            }
            (_, Some(ES256 | EDDSA | RS256), ..) | (_, None, ..) => return Err(PasskeyProblem::Malformed),
            _ => return Err(PasskeyProblem::Unsupported),
        };
        parsed.map(PublicKey).map_err(|_| PasskeyProblem::Malformed)
    }

    /// Whether the owner of the key signed this.
    pub(super) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        self.0.verify_sig(message, signature).is_ok()
    }
}

/// Both odd and without leading zeros: a modulus of 2048 to 8192 bits, which the library would check only with a signature, and an
/// exponent from 65537 (FIPS 186-5, section 5.1) to 32 bits.
fn is_strong(n: &[u8], e: &[u8]) -> bool {
    let is_plain = |number: &[u8]| {
        number.first().is_some_and(|first| *first != 0) && number.last().is_some_and(|last| last % 2 == 1)
    };
    let top = n.first().map_or(0, |first| first.leading_zeros() as usize);
    is_plain(n) && is_plain(e) && (2048..=8192).contains(&(n.len() * 8 - top)) && (3..=4).contains(&e.len())
}

impl<'a> Parameters<'a> {
    fn read(cose: &'a [u8]) -> Result<Parameters<'a>, minicbor::decode::Error> {
        let refused = || minicbor::decode::Error::message("no COSE key");
        let mut decoder = Decoder::new(cose);
        let members = decoder.map()?.ok_or_else(refused)?;
        let mut read = Parameters::default();
        for _ in 0..members {
            let is_new = match decoder.i64()? {
                1 => read.kind.replace(decoder.i64()?).is_none(),
                3 => read.algorithm.replace(decoder.i64()?).is_none(),
                -1 if decoder.datatype()? == minicbor::data::Type::Bytes => {
                    read.modulus.replace(decoder.bytes()?).is_none()
                }
                -1 => read.curve.replace(decoder.i64()?).is_none(),
                -2 => read.second.replace(decoder.bytes()?).is_none(),
                -3 => read.third.replace(decoder.bytes()?).is_none(),
                _ => {
                    skip(&mut decoder)?;
                    true
                }
            };
            if !is_new {
                return Err(refused());
            }
        }
        if decoder.position() == cose.len() { Ok(read) } else { Err(refused()) }
    }
}
