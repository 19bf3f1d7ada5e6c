//! The answer to `SELECT count(*) AS count …` that is written in SQL.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

/// A row with nothing but a number.
#[derive(QueryableByName)]
pub(crate) struct Count {
    /// The number.
    #[diesel(sql_type = BigInt)]
    pub(crate) count: i64,
}
