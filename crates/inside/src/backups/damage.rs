//! Why a backup is not restored.

use crate::db::DatabaseKind;
use crate::error::Error;

/// What is wrong with a backup. Each says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// It does not begin like one.
    #[error("this is no backup of Vestibule")]
    NotABackup,
    /// It is shorter than it says.
    #[error("its end is missing: the file has {0} bytes and had more; copy it again, or restore an older one")]
    Cut(u64),
    /// It is not what was written.
    #[error(
        "its check sum does not match: some of its bytes have changed since it was made; restore another copy of it"
    )]
    Changed,
    /// A form that a later version made.
    #[error("it is of format {0}, which a newer version of Vestibule made; restore it with that version")]
    NewerFormat(u32),
    /// A schema that this version does not know.
    #[error(
        "it was made by Vestibule {version}, which has migrations that this version does not know ({unknown}); restore it with that version"
    )]
    NewerSchema {
        /// The version that made it.
        version: String,
        /// The first one of them.
        unknown: String,
    },
    /// Made with another key.
    #[error(
        "it was made under another SECRET_KEY: authenticator apps and waiting emails in it could not be opened; set SECRET_KEY or \
         SECRET_KEY_PREVIOUS to the one of then, or restore it with --other-key and without them"
    )]
    OtherKey,
    /// Its description is not the one that was sealed.
    #[error("its description was changed after it was made; restore another copy of it")]
    Forged,
    /// Of the other database.
    #[error("it is of {backup}, and DATABASE_URL names {here}; restore it to {backup}, then `vestibule copy` moves it")]
    OtherDatabase {
        /// What it is of.
        backup: DatabaseKind,
        /// What there is.
        here: DatabaseKind,
    },
    /// The tables are in another schema of the server.
    #[error(
        "its tables are in the schema {backup}, and those of DATABASE_URL in {here}; set search_path for this user to {backup}"
    )]
    OtherNamespace {
        /// Where they are in the backup.
        backup: String,
        /// Where they would be looked for.
        here: String,
    },
    /// The database in it can't be used.
    #[error("the database in it is damaged: {0}")]
    Broken(String),
    /// The database in it holds something else than it says.
    #[error(
        "the table {table} holds {found} rows where {expected} were backed up, or others than those; restore an older one"
    )]
    Contents {
        /// Which.
        table: String,
        /// Rows that are there.
        found: u64,
        /// Rows that should be.
        expected: u64,
    },
    /// Something that its migrations made is not in it: an index, a key, a column.
    #[error("the database in it has lost what keeps it right: {}; restore an older one", .0.join(", "))]
    Structure(Vec<String>),
    /// Something in it that today's keys should open.
    #[error("{0} secrets of authenticator apps in it open with neither SECRET_KEY nor SECRET_KEY_PREVIOUS")]
    Sealed(usize),
    /// The migrations fail on it.
    #[error("the migrations of this version fail on it: {0}")]
    Migrations(String),
    /// A new account can't log in.
    #[error("a new account could not log in: {0}")]
    Canary(String),
}

/// Why nothing was backed up, restored or copied.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The backup is to blame.
    #[error("{file}: {damage}")]
    Damaged {
        /// Which.
        file: String,
        /// Why.
        damage: Damage,
    },
    /// A rule forbids it: something would be overwritten.
    #[error("{0}")]
    Refused(String),
    /// The database or this machine is to blame.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl BackupError {
    /// What is wrong with the backup, if it is to blame.
    pub fn damage(&self) -> Option<&Damage> {
        match self {
            BackupError::Damaged { damage, .. } => Some(damage),
            BackupError::Refused(_) | BackupError::Failed(_) => None,
        }
    }
}
