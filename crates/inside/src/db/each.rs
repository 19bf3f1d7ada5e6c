//! The rows that belong to several keys, asked for by one statement.
//!
//! `id = ANY($1)` says what is wanted and leaves the way to the planner: of a table of a thousand rows, or of any without
//! statistics, it reads all. [`Each`] has the server look up every key by itself, by the plan that a single look-up has.

use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{Array, Text};

/// The rows of a query about [`EachKey`], for each of these keys.
pub(crate) struct Each<'a, Q> {
    /// The keys.
    pub(crate) keys: &'a [&'a str],
    /// Finds what belongs to one of them.
    pub(crate) query: Q,
}

impl<Q: QueryId> QueryId for Each<'_, Q> {
    type QueryId = Each<'static, Q::QueryId>;

    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}

impl<Q: Query> Query for Each<'_, Q> {
    type SqlType = Q::SqlType;
}

impl<Q> RunQueryDsl<PgConnection> for Each<'_, Q> {}

impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for Each<'_, Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        // Behind a SELECT the planner does not see how many keys there are. It would plan anew for each number of them, which takes
        // longer than to look them up.
        out.push_sql("SELECT found.* FROM unnest((SELECT ");
        out.push_bind_param::<Array<Text>, _>(&self.keys)?;
        out.push_sql(")) AS each (key) CROSS JOIN LATERAL (");
        self.query.walk_ast(out.reborrow())?;
        // What has an offset is planned by itself.
        out.push_sql(" OFFSET 0) AS found");
        Ok(())
    }
}

/// The key that [`Each`] looks up at the moment.
#[derive(Clone, Copy, QueryId)]
pub(crate) struct EachKey;

impl Expression for EachKey {
    type SqlType = Text;
}

impl<Source> SelectableExpression<Source> for EachKey {}
impl<Source> AppearsOnTable<Source> for EachKey {}

impl<GroupBy> ValidGrouping<GroupBy> for EachKey {
    type IsAggregate = is_aggregate::Never;
}

impl QueryFragment<Pg> for EachKey {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("each.key");
        Ok(())
    }
}

/// Loads the rows that belong to several keys, in any order: `each!(conn, keys, |key| query.filter(column.eq(key)))`. One
/// statement at a server, where it saves the ways; one for each key where there is only one, or a file.
macro_rules! each {
    ($conn:expr, $keys:expr, |$key:ident| $query:expr) => {
        match ($conn, $keys) {
            ($crate::db::Conn::Postgres(c), keys @ [_, _, ..]) => {
                let $key = $crate::db::EachKey;
                $crate::db::Each { keys, query: $query }.load(c)
            }
            (conn, keys) => {
                let mut rows = Vec::with_capacity(keys.len());
                keys.iter()
                    .try_for_each(|$key| {
                        $crate::db::inner!(&mut *conn, |c| $query.load(c)).map(|found| rows.extend(found))
                    })
                    .map(|()| rows)
            }
        }
    };
}
pub(crate) use each;
