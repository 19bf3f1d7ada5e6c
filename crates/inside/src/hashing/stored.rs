//! What the database keeps of a password.

use aws_lc_rs::digest;
use bcrypt_lanes::{BcryptHash, Job, LONGEST};
use data_encoding::BASE64;
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Text;

use super::password::Password;

/// Marks a hash over the base64 of the password's SHA-256.
const PREHASHED: &str = "sha256+";

/// What stands in a row without a usable password. No hash begins like it.
const UNUSABLE: &str = "!";

/// An account's password, as its row keeps it.
#[derive(Clone, Debug, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub enum StoredPassword {
    /// The hash that the right password matches.
    Hash(StoredHash),
    /// No password is right: it was turned off, or an import left something that is no hash of a kind we read.
    ///
    /// Rows from before this had a word turned a password off by a random hash. They read as a [`Hash`](Self::Hash) that
    /// nothing matches, which comes to the same.
    Unusable,
}

/// A hash of a scheme that we read.
#[derive(Clone)]
pub struct StoredHash {
    /// As the row has it.
    text: String,
    scheme: Scheme,
    bcrypt: BcryptHash,
}

/// What bcrypt was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    /// The password itself: any other system can read the hash.
    Bcrypt,
    /// The base64 of the password's SHA-256, so that neither the end of bcrypt's 72 bytes nor a NUL cuts it short.
    PrehashedBcrypt,
}

impl Scheme {
    /// For a new hash: plain as long as bcrypt reads the whole password.
    fn of(password: &Password) -> Scheme {
        if password.expose().len() <= LONGEST { Scheme::Bcrypt } else { Scheme::PrehashedBcrypt }
    }

    fn mark(self) -> &'static str {
        match self {
            Scheme::Bcrypt => "",
            Scheme::PrehashedBcrypt => PREHASHED,
        }
    }

    /// Calls `hash` with what bcrypt is to be given.
    fn with<T>(self, password: &Password, hash: impl FnOnce(&[u8]) -> T) -> T {
        let bytes = password.expose().as_bytes();
        match self {
            Scheme::Bcrypt => hash(bytes),
            Scheme::PrehashedBcrypt => hash(BASE64.encode(digest::digest(&digest::SHA256, bytes).as_ref()).as_bytes()),
        }
    }
}

impl StoredPassword {
    /// What a row says. What can't be read matches no password.
    pub(crate) fn parse(text: String) -> StoredPassword {
        StoredHash::parse(text).map_or(StoredPassword::Unusable, StoredPassword::Hash)
    }

    /// What the row has to say.
    pub fn as_text(&self) -> &str {
        match self {
            StoredPassword::Hash(hash) => &hash.text,
            StoredPassword::Unusable => UNUSABLE,
        }
    }
}

impl StoredHash {
    fn parse(text: String) -> Option<StoredHash> {
        let (scheme, bcrypt) = match text.strip_prefix(PREHASHED) {
            Some(rest) => (Scheme::PrehashedBcrypt, rest.parse()),
            None => (Scheme::Bcrypt, text.parse()),
        };
        let bcrypt = bcrypt.ok()?;
        Some(StoredHash { text, scheme, bcrypt })
    }

    /// Whether a login with this hash should renew it: new hashes have another cost.
    pub(crate) fn is_outdated(&self, cost: u32) -> bool {
        self.cost() != cost
    }

    /// Twice the work with each step.
    pub(super) fn cost(&self) -> u32 {
        self.bcrypt.cost().get()
    }

    /// The work that tells whether this is the password, and what its result has to match.
    pub(super) fn check(&self, password: &Password) -> (Job, &BcryptHash) {
        (self.scheme.with(password, |bytes| Job::check(bytes, &self.bcrypt)), &self.bcrypt)
    }

    /// The work that hashes a new password.
    pub(super) fn begin(password: &Password, cost: bcrypt_lanes::Cost) -> (Job, Unfinished) {
        let scheme = Scheme::of(password);
        let salt = crate::random::bytes();
        (scheme.with(password, |bytes| Job::hash(bytes, cost, salt)), Unfinished(scheme))
    }
}

/// A new hash that is still being computed.
#[derive(Clone, Copy)]
pub(super) struct Unfinished(Scheme);

impl Unfinished {
    pub(super) fn with(self, bcrypt: BcryptHash) -> StoredHash {
        StoredHash { text: format!("{}{bcrypt}", self.0.mark()), scheme: self.0, bcrypt }
    }
}

/// The same row: salt and digest included.
impl PartialEq for StoredHash {
    fn eq(&self, other: &StoredHash) -> bool {
        self.text == other.text
    }
}

impl Eq for StoredHash {}

/// Belongs in no log.
impl std::fmt::Debug for StoredHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoredHash").field("scheme", &self.scheme).field("cost", &self.cost()).finish_non_exhaustive()
    }
}

impl<DB: Backend> FromSql<Text, DB> for StoredPassword
where
    String: FromSql<Text, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<StoredPassword> {
        String::from_sql(bytes).map(StoredPassword::parse)
    }
}

impl<DB: Backend> ToSql<Text, DB> for StoredPassword
where
    str: ToSql<Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.as_text().to_sql(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "$2b$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe";

    #[test]
    fn a_row_reads_as_it_was_written_and_nonsense_is_no_usable_password() {
        for text in [HASH.to_owned(), format!("sha256+{HASH}")] {
            let stored = StoredPassword::parse(text.clone());
            assert_eq!(stored.as_text(), text);
            let StoredPassword::Hash(hash) = stored else { panic!("{text}") };
            assert!(hash.is_outdated(12) && !hash.is_outdated(6));
            assert!(!format!("{hash:?}").contains("m0Crh"));
        }
        for nonsense in ["", "!", "nonsense", "$2b$06$short", "sha256+", "md5+d41d8cd9"] {
            assert_eq!(StoredPassword::parse(nonsense.to_owned()), StoredPassword::Unusable, "{nonsense}");
        }
        assert_eq!(StoredPassword::Unusable.as_text(), "!");
    }
}
