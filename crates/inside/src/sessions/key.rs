//! What the table keeps of a session's id.

use std::fmt;

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::sql_types::Text;

use crate::secret;
use crate::stored::text_newtype;

/// The primary key of a session's row: the hash of its [`SessionId`](super::SessionId). It opens nothing, and no page, answer or
/// export shows it. Prints as `***`: a log beside a copy of the database must not tell whose rows its lines are about.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub struct SessionKey(String);

text_newtype!(SessionKey);

impl SessionKey {
    /// SHA-256 without salt is enough: there is nothing to guess in 128 random bits.
    pub(super) fn of(id: &str) -> SessionKey {
        SessionKey(secret::sha256(id))
    }

    /// The digits, as the column has them.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SessionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}
