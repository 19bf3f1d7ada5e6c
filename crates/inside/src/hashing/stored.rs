//! What the database keeps of a password.

use bcrypt_lanes::{BcryptHash, Job, LONGEST};
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Text;

use super::costs::cost_of;
use super::foreign::{self, Foreign, ForeignCheck, ForeignHash, HashProblem};
use super::password::Password;
use super::pepper::Pepper;
use super::scheme::Scheme;

/// Marks a hash over the base64 of the password's SHA-256.
const PREHASHED: &str = "sha256+";

/// Marks a hash of another program: behind it two digits that say what it costs, a `+`, and the hash as it was found. The
/// index `users_foreign_cost` reads the digits.
const FOREIGN: &str = "foreign+";

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
    /// Another program made it.
    is_foreign: bool,
    pepper: Pepper,
    kind: HashKind,
}

#[derive(Clone)]
enum HashKind {
    Bcrypt(Scheme, BcryptHash),
    Other(ForeignHash),
}

impl StoredPassword {
    /// What a row says. What can't be read matches no password.
    pub(crate) fn parse(text: String) -> StoredPassword {
        StoredHash::parse(text).map_or(StoredPassword::Unusable, StoredPassword::Hash)
    }

    /// What another program's row says, to be kept until the next login. bcrypt of the password itself is what we write too.
    ///
    /// # Errors
    /// Why this hash is of no use here.
    pub(crate) fn take_over(text: &str, pepper: &Pepper) -> Result<StoredPassword, HashProblem> {
        let text = text.trim();
        // Django writes its kind in front of everything.
        let text = text.strip_prefix("bcrypt$").unwrap_or(text);
        if text.is_empty() || text.starts_with(['!', '*']) {
            return Err(HashProblem::Missing);
        }
        let is_ours = text.starts_with(PREHASHED) && *pepper == Pepper::None;
        let kept = match foreign::parse(text) {
            Ok(Foreign::Bcrypt(Scheme::Plain, _)) if *pepper == Pepper::None => text.to_owned(),
            Ok(hash) => format!("{FOREIGN}{:02}+{}{text}", cost_of(hash.rounds()), pepper.write()),
            Err(HashProblem::Unknown) if is_ours => text.to_owned(),
            Err(problem) => return Err(problem),
        };
        let kept = StoredHash::parse(kept).ok_or(HashProblem::Unknown)?;
        if kept.rounds() > 1 << foreign::MOST_BCRYPT && !kept.is_foreign {
            return Err(HashProblem::TooExpensive);
        }
        Ok(StoredPassword::Hash(kept))
    }

    /// What the row has to say.
    pub fn as_text(&self) -> &str {
        match self {
            StoredPassword::Hash(hash) => &hash.text,
            StoredPassword::Unusable => UNUSABLE,
        }
    }
}

impl Foreign {
    /// What it costs, in rounds of bcrypt.
    fn rounds(&self) -> u64 {
        match self {
            Foreign::Bcrypt(_, hash) => 1 << hash.cost().get(),
            Foreign::Other(hash) => hash.rounds(),
        }
    }
}

impl StoredHash {
    fn parse(text: String) -> Option<StoredHash> {
        if let Some(rest) = text.strip_prefix(FOREIGN) {
            let (_, rest) = rest.split_at_checked(2)?;
            let (pepper, hash) = Pepper::read(rest.strip_prefix('+')?)?;
            let kind = match foreign::parse(hash).ok()? {
                Foreign::Bcrypt(scheme, hash) => HashKind::Bcrypt(scheme, hash),
                Foreign::Other(hash) => HashKind::Other(hash),
            };
            return Some(StoredHash { text, is_foreign: true, pepper, kind });
        }
        let (scheme, bcrypt) = match text.strip_prefix(PREHASHED) {
            Some(rest) => (Scheme::Sha256Base64, rest.parse()),
            None => (Scheme::Plain, text.parse()),
        };
        let kind = HashKind::Bcrypt(scheme, bcrypt.ok()?);
        Some(StoredHash { text, is_foreign: false, pepper: Pepper::None, kind })
    }

    /// Whether a login with this password should renew it: new hashes have another cost, or it is none that we would make.
    /// Other programs let bcrypt read the beginning of a long password only.
    pub(crate) fn is_outdated(&self, cost: u32, password: &Password) -> bool {
        let is_cut = matches!(self.kind, HashKind::Bcrypt(Scheme::Plain, _)) && password.expose().len() > LONGEST;
        self.is_foreign || is_cut || self.rounds() != 1 << cost
    }

    /// What another program could make of it.
    pub(crate) fn leaving(&self) -> LeavingHash<'_> {
        let theirs = self.text.strip_prefix(FOREIGN).and_then(|rest| rest.get(3..));
        match (theirs, &self.kind) {
            _ if self.pepper != Pepper::None => LeavingHash::Peppered,
            (Some(theirs), _) => LeavingHash::Foreign(theirs),
            (None, HashKind::Bcrypt(Scheme::Plain, _)) => LeavingHash::Bcrypt(&self.text),
            (None, HashKind::Bcrypt(..) | HashKind::Other(_)) => LeavingHash::Marked(&self.text),
        }
    }

    /// What it costs to check, in rounds of bcrypt.
    pub(super) fn rounds(&self) -> u64 {
        match &self.kind {
            HashKind::Bcrypt(_, hash) => 1 << hash.cost().get(),
            HashKind::Other(hash) => hash.rounds(),
        }
    }

    /// The work that tells whether this is the password.
    pub(super) fn compare(&self, password: &Password) -> Comparison {
        match &self.kind {
            HashKind::Bcrypt(scheme, hash) => {
                Comparison::Bcrypt(Job::check(&scheme.bytes(password, &self.pepper), hash), hash.clone())
            }
            HashKind::Other(hash) => Comparison::Foreign(Box::new(hash.check(password, &self.pepper))),
        }
    }
}

/// What tells whether a password is the one that was hashed.
pub(super) enum Comparison {
    /// A bcrypt, and the hash that comes of the right password.
    Bcrypt(Job, BcryptHash),
    /// A hash of another program, which says so itself.
    Foreign(Box<ForeignCheck>),
}

/// A hash as it leaves for another program.
#[derive(Clone, Copy)]
pub(crate) enum LeavingHash<'a> {
    /// bcrypt of the password itself.
    Bcrypt(&'a str),
    /// Of the password's digest, with our mark: only we read it.
    Marked(&'a str),
    /// As the program had it that made it.
    Foreign(&'a str),
    /// Of a password with a pepper: without that it is of no use, and would be taken for a hash of the password.
    Peppered,
}

/// A new hash that is still being computed.
#[derive(Clone, Copy)]
pub(super) struct Unfinished(Scheme);

impl Unfinished {
    /// The work that hashes a new password.
    pub(super) fn begin(password: &Password, cost: bcrypt_lanes::Cost) -> (Job, Unfinished) {
        let scheme = Scheme::of(password);
        let salt = crate::random::bytes();
        (Job::hash(&scheme.bytes(password, &Pepper::None), cost, salt), Unfinished(scheme))
    }

    pub(super) fn with(self, bcrypt: BcryptHash) -> StoredPassword {
        let mark = if self.0 == Scheme::Sha256Base64 { PREHASHED } else { "" };
        let (text, kind) = (format!("{mark}{bcrypt}"), HashKind::Bcrypt(self.0, bcrypt));
        StoredPassword::Hash(StoredHash { text, is_foreign: false, pepper: Pepper::None, kind })
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
        f.debug_struct("StoredHash").field("is_foreign", &self.is_foreign).finish_non_exhaustive()
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
    use crate::secret::Secret;

    const HASH: &str = "$2b$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe";

    #[test]
    fn a_row_reads_as_it_was_written_and_nonsense_is_no_usable_password() {
        let password = Password::new("a password");
        for text in [HASH.to_owned(), format!("sha256+{HASH}")] {
            let stored = StoredPassword::parse(text.clone());
            assert_eq!(stored.as_text(), text);
            let StoredPassword::Hash(hash) = stored else { panic!("{text}") };
            assert!(hash.is_outdated(12, &password) && !hash.is_outdated(6, &password));
            assert!(!format!("{hash:?}").contains("m0Crh"));
        }
        for nonsense in
            ["", "!", "nonsense", "$2b$06$short", "sha256+", "md5+d41d8cd9", "foreign+", "foreign+06+", "foreign+é"]
        {
            assert_eq!(StoredPassword::parse(nonsense.to_owned()), StoredPassword::Unusable, "{nonsense}");
        }
        assert_eq!(StoredPassword::Unusable.as_text(), "!");
    }

    #[test]
    fn bcrypt_of_another_program_is_ours_unless_it_read_a_part_of_the_password() {
        let taken = StoredPassword::take_over(HASH, &Pepper::None).expect("bcrypt");
        assert_eq!(taken.as_text(), HASH);
        let StoredPassword::Hash(hash) = taken else { panic!("a hash") };
        assert!(!hash.is_outdated(6, &Password::new(&"x".repeat(71))));
        assert!(hash.is_outdated(6, &Password::new(&"x".repeat(72))));
        let django = StoredPassword::take_over(&format!("bcrypt${HASH}"), &Pepper::None).expect("Django's bcrypt");
        assert_eq!(django.as_text(), HASH);
        let marked = format!("sha256+{HASH}");
        assert_eq!(StoredPassword::take_over(&marked, &Pepper::None).expect("ours").as_text(), marked);
        let peppered =
            StoredPassword::take_over(HASH, &Pepper::Suffix(Secret::new(b"salt".to_vec()))).expect("Devise's");
        assert_eq!(peppered.as_text(), format!("foreign+06+suffix:c2FsdA==|{HASH}"));
    }
}
