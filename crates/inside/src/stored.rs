//! Words of our enums in text columns, on both databases, and texts with a type of their own.
//!
//! A database may be shared with another version, or come from one, and hold a word that only that version knows. The type of the
//! field says what becomes of its row then: `Role` refuses the row, [`Stored<Kind>`](Stored) keeps the word as it is and refuses
//! nothing.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::sql_types::Text;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An enum with one stable word for each of its values.
pub trait Word: Copy + 'static {
    /// Every value.
    const ALL: &'static [Self];

    /// The word in the table, in logs and in answers. It never changes its meaning.
    fn word(self) -> &'static str;

    /// The value with this word.
    fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == word)
    }
}

/// Lets Diesel write a [`Word`] into a text column, and read it back where the row is worth nothing without it: a role, a
/// purpose. A word that is none of ours is an error, so that a row which this version does not understand decides nothing.
///
/// The enum derives `AsExpression` and `FromSqlRow` with `sql_type = Text`.
macro_rules! text_column {
    ($name:ty) => {
        impl<DB: diesel::backend::Backend> diesel::serialize::ToSql<diesel::sql_types::Text, DB> for $name
        where
            str: diesel::serialize::ToSql<diesel::sql_types::Text, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
                diesel::serialize::ToSql::<diesel::sql_types::Text, DB>::to_sql(self.word(), out)
            }
        }

        impl<DB: diesel::backend::Backend> diesel::deserialize::FromSql<diesel::sql_types::Text, DB> for $name
        where
            String: diesel::deserialize::FromSql<diesel::sql_types::Text, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                match $crate::stored::Stored::from_sql(bytes)? {
                    $crate::stored::Stored::Known(value) => Ok(value),
                    $crate::stored::Stored::Foreign(word) => Err(format!("{word} is no {}", stringify!($name)).into()),
                }
            }
        }
    };
}

pub(crate) use text_column;

/// Lets Diesel write and read a struct around one `String` as the text it is, so that the column and what is compared with it have
/// a type that no other text has.
///
/// The struct derives `AsExpression` and `FromSqlRow` with `sql_type = Text`.
macro_rules! text_newtype {
    ($name:ident) => {
        impl<DB: diesel::backend::Backend> diesel::serialize::ToSql<diesel::sql_types::Text, DB> for $name
        where
            str: diesel::serialize::ToSql<diesel::sql_types::Text, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
                diesel::serialize::ToSql::<diesel::sql_types::Text, DB>::to_sql(self.0.as_str(), out)
            }
        }

        impl<DB: diesel::backend::Backend> diesel::deserialize::FromSql<diesel::sql_types::Text, DB> for $name
        where
            String: diesel::deserialize::FromSql<diesel::sql_types::Text, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                String::from_sql(bytes).map($name)
            }
        }
    };
}

pub(crate) use text_newtype;

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
        T::of_word(&word).map_or(Stored::Foreign(word), Stored::Known)
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

/// As its word.
impl<T: Word> Serialize for Stored<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de, T: Word> Deserialize<'de> for Stored<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Stored::read)
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
