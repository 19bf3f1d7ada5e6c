//! What the other algorithms cost on this machine, in rounds of bcrypt: how long one takes beside the other depends on the
//! processor, its memory and how we were compiled.

use std::sync::OnceLock;
use std::time::Instant;

use bcrypt_lanes::{Cost, Job, hash_all};

use super::compute::computed;
use super::{Algorithm, ForeignHash, Hmac};

/// Nanoseconds for each unit of work.
struct Prices {
    /// One round: two expansions of the key.
    bcrypt: f64,
    /// One iteration of one block.
    pbkdf2: [f64; 3],
    /// One block of 128 bytes and one unit of `r`, written and read.
    scrypt: f64,
    /// One KiB filled once.
    argon2: f64,
    /// One MD5.
    md5: f64,
}

static PRICES: OnceLock<Prices> = OnceLock::new();

/// The grain of what is counted: a hash at the lowest cost is the least that can be added.
pub(super) const GRAIN: u64 = 1 << Cost::LOWEST.get();

/// How many rounds of bcrypt take as long, rounded up to the [`GRAIN`].
pub(super) fn rounds(algorithm: &Algorithm, digest_len: usize) -> u64 {
    let prices = PRICES.get_or_init(Prices::measure);
    let rounds = prices.of(algorithm, digest_len) / prices.bcrypt;
    // A number that is no number becomes 0.
    (rounds as u64).max(1).next_multiple_of(GRAIN)
}

impl Prices {
    /// Some sixty milliseconds, once, and only where there is such a hash.
    fn measure() -> Prices {
        let hashed = |algorithm, digest_len| ForeignHash { algorithm, salt: vec![7; 16], digest: vec![0; digest_len] };
        let time = |units: f64, algorithm, digest_len| {
            let hash = hashed(algorithm, digest_len);
            nanos(|| drop(computed(&hash, b"what does it cost"))) / units
        };
        let pbkdf2 = |hmac: Hmac| time(2_000.0, Algorithm::Pbkdf2 { hmac, iterations: 2_000 }, hmac.block());
        let (variant, version) = (argon2::Algorithm::Argon2id, argon2::Version::V0x13);
        let cost = Cost::new(6).unwrap_or(Cost::LOWEST);
        let bcrypt = nanos(|| drop(hash_all([Job::hash(b"what does it cost", cost, [7; 16])])));
        Prices {
            bcrypt: bcrypt / f64::from(1_u32 << cost.get()),
            pbkdf2: [pbkdf2(Hmac::Sha1), pbkdf2(Hmac::Sha256), pbkdf2(Hmac::Sha512)],
            scrypt: time(f64::from(8 << 12), Algorithm::Scrypt { log_n: 12, r: 8, p: 1 }, 32),
            argon2: time(4_096.0, Algorithm::Argon2 { variant, version, memory: 4_096, passes: 1, lanes: 1 }, 32),
            md5: time(f64::from(1 << 12), Algorithm::Phpass { log_count: 12 }, 16),
        }
    }

    fn of(&self, algorithm: &Algorithm, digest_len: usize) -> f64 {
        match algorithm {
            Algorithm::Pbkdf2 { hmac, iterations } => {
                let price = match hmac {
                    Hmac::Sha1 => self.pbkdf2[0],
                    Hmac::Sha256 => self.pbkdf2[1],
                    Hmac::Sha512 => self.pbkdf2[2],
                };
                f64::from(*iterations) * digest_len.div_ceil(hmac.block()) as f64 * price
            }
            Algorithm::Scrypt { log_n, r, p } => blocks(*log_n, *r) * f64::from(*p) * self.scrypt,
            Algorithm::Firebase { log_n, r, .. } => blocks(*log_n, *r) * self.scrypt,
            Algorithm::Argon2 { memory, passes, .. } => f64::from(*memory) * f64::from(*passes) * self.argon2,
            Algorithm::Phpass { log_count } => (1_u64 << log_count) as f64 * self.md5,
        }
    }
}

fn blocks(log_n: u8, r: u32) -> f64 {
    (1_u64 << log_n) as f64 * f64::from(r)
}

/// The shortest of a few times: the others waited for another process.
fn nanos(work: impl Fn()) -> f64 {
    let time = |_| {
        let started = Instant::now();
        work();
        started.elapsed().as_nanos() as f64
    };
    (0..4).map(time).fold(f64::MAX, f64::min)
}
