//! Hashes as they are stored: `$2b$12$`, a salt of 22 characters, a digest of 31.

use std::fmt;
use std::str::FromStr;

use subtle::ConstantTimeEq;

use super::base64;

/// Twice as expensive with each step: 2ᶜ rounds, from 2⁴ to 2³¹.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cost(u8);

impl Cost {
    /// The cheapest there is. Good for tests.
    pub const LOWEST: Cost = Cost(4);
    /// The most expensive there is. It takes days.
    pub const HIGHEST: Cost = Cost(31);

    /// # Errors
    /// If it is none of 4 to 31.
    pub const fn new(cost: u32) -> Result<Cost, Malformed> {
        match cost {
            4..=31 => Ok(Cost(cost as u8)),
            _ => Err(Malformed::Cost),
        }
    }

    /// As a number from 4 to 31.
    pub const fn get(self) -> u32 {
        self.0 as u32
    }

    pub(super) const fn rounds(self) -> u32 {
        1 << self.0
    }
}

/// The program that wrote a hash. All mean the same computation here, as in the bcrypt crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Version {
    /// `$2a$`: the OpenBSD original and most others until 2014.
    A,
    /// `$2b$`: OpenBSD since 2014, and what this crate writes.
    B,
    /// `$2x$`: crypt_blowfish before 2011, which read bytes from 0x80 on wrongly. Its error is not imitated: such a hash is
    /// checked by the right computation, so one of an ASCII password matches and others may not.
    X,
    /// `$2y$`: crypt_blowfish and PHP since 2011.
    Y,
}

impl Version {
    fn letter(self) -> char {
        match self {
            Version::A => 'a',
            Version::B => 'b',
            Version::X => 'x',
            Version::Y => 'y',
        }
    }
}

/// A bcrypt hash, stored or just computed. Reads and writes the usual 60 characters; [`Debug`](fmt::Debug) leaves salt and
/// digest out.
///
/// There is no `==`: see [`matches`](BcryptHash::matches).
#[derive(Clone)]
pub struct BcryptHash {
    version: Version,
    cost: Cost,
    salt: [u8; 16],
    digest: [u8; 23],
}

impl BcryptHash {
    /// A hash of these parts. With a random digest it matches no password, and takes as long to find that out as any other
    /// of its cost.
    pub const fn from_parts(version: Version, cost: Cost, salt: [u8; 16], digest: [u8; 23]) -> BcryptHash {
        BcryptHash { version, cost, salt, digest }
    }

    /// Whether the same password went into both: whether salt, cost and digest are the same. Takes the same time whatever
    /// they are.
    pub fn matches(&self, other: &BcryptHash) -> bool {
        let same = self.digest.ct_eq(&other.digest) & self.salt.ct_eq(&other.salt) & self.cost.0.ct_eq(&other.cost.0);
        same.into()
    }

    /// What it says about the program that wrote it.
    pub fn version(&self) -> Version {
        self.version
    }

    /// How expensive it is to check.
    pub fn cost(&self) -> Cost {
        self.cost
    }

    /// Its salt.
    pub fn salt(&self) -> &[u8; 16] {
        &self.salt
    }
}

impl FromStr for BcryptHash {
    type Err = Malformed;

    /// Takes what the bcrypt crate can check, with one exception: the cost has to be two digits, and `+5` is not.
    fn from_str(text: &str) -> Result<BcryptHash, Malformed> {
        let characters: &[u8; 60] = text.as_bytes().try_into().map_err(|_| Malformed::Shape)?;
        let &[b'$', b'2', version, b'$', tens, units, b'$', ref rest @ ..] = characters else {
            return Err(Malformed::Shape);
        };
        let version = match version {
            b'a' => Version::A,
            b'b' => Version::B,
            b'x' => Version::X,
            b'y' => Version::Y,
            _ => return Err(Malformed::Version),
        };
        if !tens.is_ascii_digit() || !units.is_ascii_digit() {
            return Err(Malformed::Cost);
        }
        let cost = Cost::new(u32::from(tens - b'0') * 10 + u32::from(units - b'0'))?;
        let (salt, digest) = rest.split_at(22);
        let salt = base64::decode(salt).ok_or(Malformed::Encoding)?;
        let digest = base64::decode(digest).ok_or(Malformed::Encoding)?;
        Ok(BcryptHash { version, cost, salt, digest })
    }
}

impl fmt::Display for BcryptHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "$2{}${:02}$", self.version.letter(), self.cost.0)?;
        base64::encode(&self.salt, f)?;
        base64::encode(&self.digest, f)
    }
}

impl fmt::Debug for BcryptHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BcryptHash").field("version", &self.version).field("cost", &self.cost).finish_non_exhaustive()
    }
}

/// Why something is no bcrypt hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// It doesn't look like one.
    Shape,
    /// It is of a kind that isn't known.
    Version,
    /// Its cost is none.
    Cost,
    /// Salt or digest are not in bcrypt's base64, or have bits beyond the end.
    Encoding,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Malformed::Shape => "a bcrypt hash has 60 characters and begins like $2b$12$",
            Malformed::Version => "the known versions of bcrypt are 2a, 2b, 2x and 2y",
            Malformed::Cost => "the cost of bcrypt is a number from 04 to 31",
            Malformed::Encoding => "the salt or the digest of this bcrypt hash can't be decoded",
        })
    }
}

impl std::error::Error for Malformed {}
