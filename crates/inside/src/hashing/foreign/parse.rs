//! The texts that other programs keep, each as its own library writes it.

use bcrypt_lanes::BcryptHash;
use data_encoding::{BASE64_NOPAD, HEXLOWER_PERMISSIVE};

use super::{Algorithm, Foreign, ForeignHash, Hmac};
use crate::hashing::scheme::Scheme;
use crate::secret::Secret;

/// Why a hash can't be taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashProblem {
    /// There is none: the account logs in by other means, or its password was turned off.
    Missing,
    /// It is of no kind that is known here.
    Unknown,
    /// To check it would take more time or memory than a login may.
    TooExpensive,
}

/// The highest cost of bcrypt: two seconds.
pub(in crate::hashing) const MOST_BCRYPT: u32 = 15;
/// Iterations of PBKDF2, for each block of the digest. Five times what OWASP asks for in 2026.
const MOST_ITERATIONS: u32 = 5_000_000;
/// Memory of scrypt or Argon2: four hashing threads then have a gigabyte at most.
const MOST_MEMORY: u64 = 256 << 20;
/// Bytes that scrypt or Argon2 go over in all: about as long as the dearest bcrypt.
const MOST_TRAFFIC: u64 = 2 << 30;
/// Rounds of phpass, as a power of two.
const MOST_MD5: u8 = 22;
/// Bytes of a digest. Of a shorter one several passwords are right.
const DIGEST: std::ops::RangeInclusive<usize> = 16..=128;
/// Bytes of a salt or a key.
const MOST_SALT: usize = 1_024;

type Parsed<T> = Result<T, HashProblem>;

/// Reads a hash that is not of ours.
///
/// # Errors
/// [`HashProblem::Unknown`] and [`HashProblem::TooExpensive`].
pub(in crate::hashing) fn parse(text: &str) -> Parsed<Foreign> {
    let other = |hash: Parsed<ForeignHash>| hash.map(Foreign::Other);
    if let Some(rest) = text.strip_prefix("bcrypt_sha256$") {
        return bcrypt(Scheme::Sha256Hex, rest);
    }
    if let Some(rest) = text.strip_prefix("$wp") {
        return bcrypt(Scheme::WordPress, rest);
    }
    if text.starts_with("$2") {
        return bcrypt(Scheme::Plain, text);
    }
    let (name, rest) = text.split_at(text.find([':', '$']).filter(|at| *at > 0).unwrap_or(0));
    match (name, rest.get(1..).unwrap_or("")) {
        ("pbkdf2_sha256", rest) => other(django_pbkdf2(Hmac::Sha256, rest)),
        ("pbkdf2_sha1", rest) => other(django_pbkdf2(Hmac::Sha1, rest)),
        ("scrypt", rest) if text.starts_with("scrypt$") => other(django_scrypt(rest)),
        ("scrypt", rest) => other(werkzeug_scrypt(rest)),
        ("pbkdf2", rest) => other(werkzeug_pbkdf2(rest)),
        ("argon2", _) => other(modular(text.trim_start_matches("argon2"))),
        ("", _) => other(modular(text)),
        _ => Err(HashProblem::Unknown),
    }
}

fn bcrypt(scheme: Scheme, text: &str) -> Parsed<Foreign> {
    let hash: BcryptHash = text.parse().map_err(|_| HashProblem::Unknown)?;
    match hash.version() {
        // Its programs read some passwords wrongly, and we would not.
        bcrypt_lanes::Version::X => Err(HashProblem::Unknown),
        _ if hash.cost().get() > MOST_BCRYPT => Err(HashProblem::TooExpensive),
        _ => Ok(Foreign::Bcrypt(scheme, hash)),
    }
}

/// `$name$…`: what PHP, passlib, Argon2 and Supabase write.
fn modular(text: &str) -> Parsed<ForeignHash> {
    let parts: Vec<&str> = text.split('$').collect();
    match *parts.as_slice() {
        ["", "P" | "H", rest] => phpass(rest),
        ["", "pbkdf2", iterations, salt, digest] => pbkdf2(Hmac::Sha1, iterations, base64(salt)?, base64(digest)?),
        ["", "pbkdf2-sha256", iterations, salt, digest] => {
            pbkdf2(Hmac::Sha256, iterations, base64(salt)?, base64(digest)?)
        }
        ["", "pbkdf2-sha512", iterations, salt, digest] => {
            pbkdf2(Hmac::Sha512, iterations, base64(salt)?, base64(digest)?)
        }
        ["", "scrypt", costs, salt, digest] => {
            let [log_n, r, p] = named(costs, ["ln", "r", "p"])?;
            scrypt(number(log_n)?, number(r)?, number(p)?, base64(salt)?, base64(digest)?)
        }
        ["", name, version, costs, salt, digest] if name.starts_with("argon2") => {
            argon2(name, version, costs, salt, digest)
        }
        ["", name, costs, salt, digest] if name.starts_with("argon2") => argon2(name, "v=16", costs, salt, digest),
        ["", "fbscrypt", costs, salt, digest] => firebase(costs, salt, digest),
        _ => Err(HashProblem::Unknown),
    }
}

fn django_pbkdf2(hmac: Hmac, rest: &str) -> Parsed<ForeignHash> {
    let [iterations, salt, digest] = split(rest, '$')?;
    pbkdf2(hmac, iterations, salt.as_bytes().to_vec(), base64(digest)?)
}

fn django_scrypt(rest: &str) -> Parsed<ForeignHash> {
    let [n, salt, r, p, digest] = split(rest, '$')?;
    scrypt(log2(n)?, number(r)?, number(p)?, salt.as_bytes().to_vec(), base64(digest)?)
}

fn werkzeug_scrypt(rest: &str) -> Parsed<ForeignHash> {
    let [costs, salt, digest] = split(rest, '$')?;
    let [n, r, p] = split(costs, ':')?;
    scrypt(log2(n)?, number(r)?, number(p)?, salt.as_bytes().to_vec(), hex(digest)?)
}

fn werkzeug_pbkdf2(rest: &str) -> Parsed<ForeignHash> {
    let [method, salt, digest] = split(rest, '$')?;
    let [hmac, iterations] = split(method, ':')?;
    let hmac = match hmac {
        "sha1" => Hmac::Sha1,
        "sha256" => Hmac::Sha256,
        "sha512" => Hmac::Sha512,
        _ => return Err(HashProblem::Unknown),
    };
    pbkdf2(hmac, iterations, salt.as_bytes().to_vec(), hex(digest)?)
}

fn pbkdf2(hmac: Hmac, iterations: &str, salt: Vec<u8>, digest: Vec<u8>) -> Parsed<ForeignHash> {
    let iterations: u32 = number(iterations)?;
    let blocks = digest.len().div_ceil(hmac.block()) as u32;
    match iterations.checked_mul(blocks) {
        Some(1..=MOST_ITERATIONS) => finished(Algorithm::Pbkdf2 { hmac, iterations }, salt, digest),
        Some(0) => Err(HashProblem::Unknown),
        _ => Err(HashProblem::TooExpensive),
    }
}

fn scrypt(log_n: u8, r: u32, p: u32, salt: Vec<u8>, digest: Vec<u8>) -> Parsed<ForeignHash> {
    scrypt_fits(log_n, r, p)?;
    finished(Algorithm::Scrypt { log_n, r, p }, salt, digest)
}

fn scrypt_fits(log_n: u8, r: u32, p: u32) -> Parsed<()> {
    if log_n == 0 || r == 0 || p == 0 {
        return Err(HashProblem::Unknown);
    }
    let memory = 1_u64.checked_shl(log_n.into()).and_then(|n| n.checked_mul(128)?.checked_mul(r.into()));
    fits(memory.filter(|_| log_n < 40), p.into())
}

fn argon2(name: &str, version: &str, costs: &str, salt: &str, digest: &str) -> Parsed<ForeignHash> {
    let variant = match name {
        "argon2d" => argon2::Algorithm::Argon2d,
        "argon2i" => argon2::Algorithm::Argon2i,
        "argon2id" => argon2::Algorithm::Argon2id,
        _ => return Err(HashProblem::Unknown),
    };
    let version = match version {
        "v=16" => argon2::Version::V0x10,
        "v=19" => argon2::Version::V0x13,
        _ => return Err(HashProblem::Unknown),
    };
    let [memory, passes, lanes] = named(costs, ["m", "t", "p"])?;
    let (memory, passes, lanes): (u32, u32, u32) = (number(memory)?, number(passes)?, number(lanes)?);
    if lanes == 0 || lanes > 64 || memory < 8 * lanes || passes == 0 {
        return Err(HashProblem::Unknown);
    }
    fits(Some(u64::from(memory) << 10), passes.into())?;
    finished(Algorithm::Argon2 { variant, version, memory, passes, lanes }, base64(salt)?, base64(digest)?)
}

/// `$fbscrypt$v=1,n=14,r=8,p=1,ss=…,sk=…$salt$digest`, which Supabase made up for Firebase's hashes: `ss` is the project's salt
/// separator and `sk` its signer key.
fn firebase(costs: &str, salt: &str, digest: &str) -> Parsed<ForeignHash> {
    let [version, log_n, r, p, separator, signer_key] = named(costs, ["v", "n", "r", "p", "ss", "sk"])?;
    if (version, p) != ("1", "1") {
        return Err(HashProblem::Unknown);
    }
    let (log_n, r, signer_key) = (number(log_n)?, number(r)?, base64(signer_key)?);
    scrypt_fits(log_n, r, 1)?;
    let (salt, digest) = ([base64(salt)?, base64(separator)?].concat(), base64(digest)?);
    if signer_key.len() != digest.len() {
        return Err(HashProblem::Unknown);
    }
    finished(Algorithm::Firebase { log_n, r, signer_key: Secret::new(signer_key) }, salt, digest)
}

/// How often in one character, eight of salt, 22 of digest, all in an alphabet of its own.
fn phpass(rest: &str) -> Parsed<ForeignHash> {
    const ALPHABET: &[u8; 64] = b"./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let digit = |character: &u8| ALPHABET.iter().position(|one| one == character).ok_or(HashProblem::Unknown);
    let &[count, ref rest @ ..] = rest.as_bytes() else { return Err(HashProblem::Unknown) };
    let (salt, encoded) = rest.split_at_checked(8).ok_or(HashProblem::Unknown)?;
    let log_count = digit(&count)? as u8;
    if encoded.len() != 22 || log_count < 7 {
        return Err(HashProblem::Unknown);
    }
    if log_count > MOST_MD5 {
        return Err(HashProblem::TooExpensive);
    }
    let mut digest = Vec::new();
    // The lowest bits come first: four characters are three bytes, the last two are one.
    for group in encoded.chunks(4) {
        let mut bits = 0;
        for (place, character) in group.iter().enumerate() {
            bits |= digit(character)? << (6 * place);
        }
        let bytes = if group.len() == 4 { 3 } else { 1 };
        if bits >> (8 * bytes) != 0 {
            return Err(HashProblem::Unknown);
        }
        digest.extend(bits.to_le_bytes().iter().take(bytes));
    }
    finished(Algorithm::Phpass { log_count }, salt.to_vec(), digest)
}

fn finished(algorithm: Algorithm, salt: Vec<u8>, digest: Vec<u8>) -> Parsed<ForeignHash> {
    if !DIGEST.contains(&digest.len()) || salt.len() > MOST_SALT {
        return Err(HashProblem::Unknown);
    }
    Ok(ForeignHash { algorithm, salt, digest })
}

/// Whether so much memory may be gone over so often.
fn fits(memory: Option<u64>, times: u64) -> Parsed<()> {
    let memory = memory.filter(|memory| *memory <= MOST_MEMORY).ok_or(HashProblem::TooExpensive)?;
    memory.checked_mul(times).filter(|bytes| *bytes <= MOST_TRAFFIC).map(drop).ok_or(HashProblem::TooExpensive)
}

fn split<const N: usize>(text: &str, separator: char) -> Parsed<[&str; N]> {
    let parts: Vec<&str> = text.split(separator).collect();
    parts.try_into().map_err(|_| HashProblem::Unknown)
}

/// The values of `a=1,b=2`, each name once and no others.
fn named<'a, const N: usize>(text: &'a str, names: [&str; N]) -> Parsed<[&'a str; N]> {
    let pairs: Option<Vec<(&str, &str)>> = text.split(',').map(|pair| pair.split_once('=')).collect();
    let pairs = pairs.filter(|pairs| pairs.len() == N).ok_or(HashProblem::Unknown)?;
    let value = |name: &str| pairs.iter().find(|pair| pair.0 == name).map(|pair| pair.1);
    let values: Option<Vec<&str>> = names.into_iter().map(value).collect();
    values.and_then(|values| values.try_into().ok()).ok_or(HashProblem::Unknown)
}

/// Digits, and nothing else that Rust would take.
fn number<T: std::str::FromStr>(text: &str) -> Parsed<T> {
    let digits = Some(text).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    let digits = digits.filter(|text| !text.is_empty()).ok_or(HashProblem::Unknown)?;
    digits.parse().map_err(|_| HashProblem::TooExpensive)
}

fn log2(text: &str) -> Parsed<u8> {
    let n: u64 = number(text)?;
    if n.is_power_of_two() { Ok(n.trailing_zeros() as u8) } else { Err(HashProblem::Unknown) }
}

/// Base64 of every kind: with padding or without, of URLs, and passlib's with `.` in the place of `+`.
fn base64(text: &str) -> Parsed<Vec<u8>> {
    let usual = |byte| match byte {
        b'.' | b'-' => b'+',
        b'_' => b'/',
        other => other,
    };
    let usual: Vec<u8> = text.trim_end_matches('=').bytes().map(usual).collect();
    BASE64_NOPAD.decode(&usual).map_err(|_| HashProblem::Unknown)
}

fn hex(text: &str) -> Parsed<Vec<u8>> {
    HEXLOWER_PERMISSIVE.decode(text.as_bytes()).map_err(|_| HashProblem::Unknown)
}
