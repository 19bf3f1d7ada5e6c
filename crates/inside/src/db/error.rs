//! What a database's error means: a unique column is taken, the database is away, or a fault of ours.

use diesel::result::{DatabaseErrorKind, Error as DieselError};

use crate::error::{Error, Field};

/// Which unique column an insert or update ran into, if that is what went wrong.
///
/// PostgreSQL names the index, SQLite only writes it into the message; every unique index is named after its field.
pub(crate) fn taken(error: &DieselError) -> Option<Field> {
    let DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, info) = error else {
        return None;
    };
    let place = info.constraint_name().unwrap_or_else(|| info.message());
    [Field::Username, Field::Email].into_iter().find(|field| place.contains(field.name()))
}

/// What PostgreSQL says with SQLSTATE 40P01, which has no kind of its own, in most of its languages.
const DEADLOCK: &str = "deadlock";

impl From<DieselError> for Error {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::NotFound => Error::NotFound,
            DieselError::DatabaseError(kind, info) => {
                let message = info.message().to_owned();
                match kind {
                    // What the row belongs to was deleted in between.
                    DatabaseErrorKind::ForeignKeyViolation => Error::NotFound,
                    DatabaseErrorKind::SerializationFailure => Error::Conflict(message),
                    _ if message.to_ascii_lowercase().contains(DEADLOCK) => Error::Conflict(message),
                    DatabaseErrorKind::ClosedConnection
                    | DatabaseErrorKind::UnableToSendCommand
                    | DatabaseErrorKind::ReadOnlyTransaction => Error::Unavailable(message),
                    _ if is_outage(&message) => Error::Unavailable(message),
                    _ => Error::Internal(message),
                }
            }
            other if is_outage(&other.to_string()) => Error::Unavailable(other.to_string()),
            other => Error::Internal(other.to_string()),
        }
    }
}

/// What both databases say when they are away, full, locked or shutting down; neither gives these a kind of their own.
fn is_outage(message: &str) -> bool {
    const SIGNS: &[&str] = &[
        "database is locked",
        "disk is full",
        "disk I/O error",
        "readonly database",
        "unable to open database",
        "server closed the connection",
        "terminating connection",
        "no connection to the server",
        "could not connect",
        "connection to server",
        "canceling statement due to",
        "No space left",
        "the database system is",
        "could not extend file",
        "in a read-only transaction",
        "SSL connection has been closed",
        "could not receive data",
        "could not send data",
    ];
    SIGNS.iter().any(|sign| message.contains(sign))
}
