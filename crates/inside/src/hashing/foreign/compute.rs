//! From a password to a digest.

use std::num::NonZeroU32;

use argon2::Argon2;
use aws_lc_rs::cipher::{AES_256, EncryptingKey, EncryptionContext, UnboundCipherKey};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::iv::FixedLength;
use aws_lc_rs::pbkdf2;
use md5::{Digest, Md5};

use super::{Algorithm, ForeignHash, Hmac};

/// Whether this password leads to the digest. Parameters that a library refuses lead nowhere.
pub(super) fn matches(hash: &ForeignHash, password: &[u8]) -> bool {
    let (salt, digest) = (hash.salt.as_slice(), hash.digest.as_slice());
    if let Algorithm::Pbkdf2 { hmac, iterations } = hash.algorithm {
        let iterations = NonZeroU32::new(iterations).unwrap_or(NonZeroU32::MIN);
        return pbkdf2::verify(pbkdf2_of(hmac), iterations, salt, password, digest).is_ok();
    }
    computed(hash, password).is_some_and(|computed| verify_slices_are_equal(&computed, digest).is_ok())
}

fn pbkdf2_of(hmac: Hmac) -> pbkdf2::Algorithm {
    match hmac {
        Hmac::Sha1 => pbkdf2::PBKDF2_HMAC_SHA1,
        Hmac::Sha256 => pbkdf2::PBKDF2_HMAC_SHA256,
        Hmac::Sha512 => pbkdf2::PBKDF2_HMAC_SHA512,
    }
}

/// What a password leads to.
pub(super) fn computed(hash: &ForeignHash, password: &[u8]) -> Option<Vec<u8>> {
    let mut digest = vec![0; hash.digest.len()];
    match &hash.algorithm {
        Algorithm::Pbkdf2 { hmac, iterations } => {
            pbkdf2::derive(pbkdf2_of(*hmac), NonZeroU32::new(*iterations)?, &hash.salt, password, &mut digest);
        }
        Algorithm::Scrypt { log_n, r, p } => {
            let params = scrypt::Params::new(*log_n, *r, *p).ok()?;
            scrypt::scrypt(password, &hash.salt, &params, &mut digest).ok()?;
        }
        Algorithm::Argon2 { variant, version, memory, passes, lanes } => {
            let params = argon2::Params::new(*memory, *passes, *lanes, Some(digest.len())).ok()?;
            let argon2 = Argon2::new(*variant, *version, params);
            // The memory is ours to ask for: the crate's own way needs a feature that brings more along.
            let mut blocks = vec![argon2::Block::default(); argon2.params().block_count()];
            argon2.hash_password_into_with_memory(password, &hash.salt, &mut digest, &mut blocks).ok()?;
        }
        Algorithm::Phpass { log_count } => {
            let first = Md5::new().chain_update(&hash.salt).chain_update(password).finalize();
            let last = (0..1_u64 << log_count)
                .fold(first, |before, _| Md5::new().chain_update(before).chain_update(password).finalize());
            digest = last.to_vec();
        }
        Algorithm::Firebase { log_n, r, signer_key } => {
            let mut key = [0; 32];
            scrypt::scrypt(password, &hash.salt, &scrypt::Params::new(*log_n, *r, 1).ok()?, &mut key).ok()?;
            let cipher = EncryptingKey::ctr(UnboundCipherKey::new(&AES_256, &key).ok()?).ok()?;
            digest.clone_from(signer_key.expose());
            let context = EncryptionContext::Iv128(FixedLength::from([0; 16]));
            cipher.less_safe_encrypt(&mut digest, context).ok()?;
        }
    }
    Some(digest)
}
