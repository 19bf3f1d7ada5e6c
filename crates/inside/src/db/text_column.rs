//! Enums in text columns, on both databases.

/// Lets Diesel write an enum into a text column as its `word`, and read it back. A word that is none of `ALL` is an error: a
/// row that this version does not understand decides nothing.
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
                let word = String::from_sql(bytes)?;
                let known = Self::ALL.iter().copied().find(|value| value.word() == word);
                known.ok_or_else(|| format!("{word} is no {}", stringify!($name)).into())
            }
        }
    };
}

pub(crate) use text_column;
