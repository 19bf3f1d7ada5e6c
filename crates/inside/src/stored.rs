//! Words of our enums in text columns. A database may be shared with another version, or come from one: a word that only
//! that version knows is kept as it is and refuses nothing.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::sql_types::Text;

/// An enum with one stable word for each of its values.
pub trait Word: Copy + 'static {
    /// Every value.
    const ALL: &'static [Self];

    /// The word in the table, in logs and in answers. It never changes its meaning.
    fn word(self) -> &'static str;
}

/// What a text column holds: a value that this version knows, or the word of another one.
#[derive(Clone, Debug, PartialEq, Eq, FromSqlRow)]
pub enum Stored<T> {
    /// One of ours.
    Known(T),
    /// The word as it stands there.
    Foreign(String),
}

impl<T: Word> Stored<T> {
    /// Reads a word.
    pub(crate) fn read(word: String) -> Stored<T> {
        let known = T::ALL.iter().copied().find(|value| value.word() == word);
        known.map_or(Stored::Foreign(word), Stored::Known)
    }

    /// The value; none where only another version knows it.
    pub fn known(&self) -> Option<T> {
        match self {
            Stored::Known(value) => Some(*value),
            Stored::Foreign(_) => None,
        }
    }

    /// The word, ours or not.
    pub fn word(&self) -> &str {
        match self {
            Stored::Known(value) => value.word(),
            Stored::Foreign(word) => word,
        }
    }
}

impl<T: Word, DB: Backend> FromSql<Text, DB> for Stored<T>
where
    String: FromSql<Text, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        String::from_sql(bytes).map(Stored::read)
    }
}
