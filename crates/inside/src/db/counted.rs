//! The number of rows that a query gives, as a value of another query.

use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::BigInt;

/// How many rows this query gives. With a limit of its own it counts no further than that, whatever the table holds.
///
/// Diesel counts a limited query only as `id IN (…)`, for which the database first writes down the ids and then looks each row
/// up once more.
#[derive(Clone, Copy, QueryId)]
pub(crate) struct Counted<Query>(pub(crate) Query);

impl<Query> Expression for Counted<Query> {
    type SqlType = BigInt;
}

impl<Query, Source> SelectableExpression<Source> for Counted<Query> {}
impl<Query, Source> AppearsOnTable<Source> for Counted<Query> {}

impl<Query, GroupBy> ValidGrouping<GroupBy> for Counted<Query> {
    type IsAggregate = is_aggregate::Never;
}

impl<Query, DB: diesel::backend::Backend> QueryFragment<DB> for Counted<Query>
where
    Query: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("(SELECT count(*) FROM (");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(") AS counted)");
        Ok(())
    }
}
