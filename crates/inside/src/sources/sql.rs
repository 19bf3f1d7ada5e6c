//! Accounts in a table of a database.

use std::collections::BTreeMap;

use super::account::ForeignAccount;
use super::application::SourceApplication;
use super::fields::{Known, Record};
use super::plan::{Plan, SourceChoice, unrecognised};
use super::{ReadingProgress, SourceError};
use crate::db::{CELLS, DatabaseUrl, ForeignDb};
use crate::stored::Word;

/// A table, and what its rows say.
pub(super) struct SqlTable {
    db: ForeignDb,
    table: String,
    application: SourceApplication,
    /// An expression on `u`, a row of the table, for each thing to know.
    expressions: [Option<String>; CELLS],
    /// Conditions that find an account by its address as it is written, where the address is no column of the table.
    by_email: Option<Vec<String>>,
    /// A condition that is true of every account with a password, in the words of an index.
    also: Option<&'static str>,
}

/// One way to look for an account.
pub(super) struct Question {
    what: Known,
    /// On `u`, with one parameter.
    pub(super) condition: String,
    /// It knows upper case from lower case.
    pub(super) is_exact: bool,
}

/// A table with so many rows is read whole in a moment.
const FEW: u64 = 10_000;

/// Stands for what is looked for.
const TEXT: &str = "{text}";

type Tables = BTreeMap<String, Vec<String>>;

impl SqlTable {
    /// Connects, and finds the table.
    pub(super) fn open(url: &DatabaseUrl, choice: &SourceChoice) -> Result<SqlTable, SourceError> {
        let mut db = ForeignDb::open(url)?;
        let mut tables = Tables::new();
        for (table, column) in db.columns()? {
            tables.entry(table).or_default().push(column);
        }
        let (table, plan) = find(&tables, choice)?;
        let mut expressions = plan.columns.map(|column| column.map(|column| format!("u.{}", quoted(&column))));
        for (known, expression) in beside(&tables, &table, plan.application) {
            expressions[known as usize] = Some(expression);
        }
        let by_email = by_email(&tables, &table, plan.application);
        // Supabase's index on addresses leaves out those who have no password.
        let is_known = |column: &str| tables.get(&table).is_some_and(|all| all.iter().any(|own| own == column));
        let also = (plan.application == SourceApplication::Supabase && is_known("is_sso_user"))
            .then_some("u.is_sso_user = false");
        Ok(SqlTable { db, table, application: plan.application, expressions, by_email, also })
    }

    pub(super) fn table(&self) -> &str {
        &self.table
    }

    pub(super) fn application(&self) -> SourceApplication {
        self.application
    }

    pub(super) fn each<E: From<SourceError>>(
        &mut self,
        take: &mut dyn FnMut(ForeignAccount, ReadingProgress) -> Result<(), E>,
    ) -> Result<(), E> {
        let from = quoted_table(&self.table);
        let count = self.db.number(&format!("SELECT count(*) AS number FROM {from}"));
        let mut done = ReadingProgress { done: 0, total: count.map_err(SourceError)? };
        let order = self.expressions[Known::Id as usize].as_ref().map(|id| format!(" ORDER BY {id}"));
        let sql = format!("{}{}", self.select(), order.unwrap_or_default());
        let mut failed = None;
        let read = self.db.each(&sql, |row| {
            done.done += 1;
            take(ForeignAccount::read(&Record(row)), done).map_err(|error| {
                failed = Some(error);
                String::new()
            })
        });
        match (failed, read) {
            (Some(error), _) => Err(error),
            (None, read) => read.map_err(|cause: String| SourceError(cause).into()),
        }
    }

    /// The rows that a condition on `u` lets through for a text, two at most.
    pub(super) fn find(&mut self, condition: &str, text: &str) -> Result<Vec<ForeignAccount>, SourceError> {
        let rows = self.db.find(&format!("{} WHERE {condition} LIMIT 2", self.select()), text)?;
        Ok(rows.into_iter().map(|row| ForeignAccount::read(&Record(row))).collect())
    }

    /// The conditions under which an account may be looked for at each login: those that an index answers, and where there are
    /// few rows all of them. And what can't be looked for.
    pub(super) fn questions(&mut self) -> Result<(Vec<Question>, Vec<&'static str>), SourceError> {
        let from = format!("{} AS u", quoted_table(&self.table));
        let counted = format!("SELECT count(*) AS number FROM (SELECT 1 FROM {from} LIMIT {}) AS few", FEW + 1);
        let are_few = self.db.number(&counted)? <= FEW;
        let mut asked = Vec::new();
        for question in self.all_questions() {
            let example = question.condition.replace(TEXT, "CAST('x' AS TEXT)");
            let is_slow = self.db.reads_a_whole_table(&format!("SELECT 1 FROM {from} WHERE {example} LIMIT 2"))?;
            if are_few || !is_slow {
                let condition = question.condition.replace(TEXT, self.db.parameter());
                asked.push(Question { condition, ..question });
            }
        }
        let has = |what: Known| self.expressions[what as usize].is_some();
        let wanted = [Known::Username, Known::Email].into_iter().filter(|what| has(*what));
        let missing = wanted.filter(|what| asked.iter().all(|question| question.what != *what));
        let missing = missing.map(Known::word).collect();
        Ok((asked, missing))
    }

    /// By username and by address: as it is written, and in any case.
    fn all_questions(&self) -> Vec<Question> {
        let mut questions = Vec::new();
        for what in [Known::Username, Known::Email] {
            let Some(expression) = &self.expressions[what as usize] else { continue };
            let also = self.also.as_ref().map(|also| format!(" AND {also}")).unwrap_or_default();
            let exact = match &self.by_email {
                Some(by_email) if what == Known::Email => by_email.clone(),
                _ => vec![format!("{expression} = {TEXT}{also}")],
            };
            questions.extend(exact.into_iter().map(|condition| Question { what, condition, is_exact: true }));
            let condition = format!("lower(CAST({expression} AS TEXT)) = lower({TEXT}){also}");
            questions.push(Question { what, condition, is_exact: false });
        }
        questions
    }

    /// Ends questions that take longer than a login may wait.
    pub(super) fn set_patience(&mut self, milliseconds: u32) -> Result<(), SourceError> {
        Ok(self.db.set_patience(milliseconds)?)
    }

    fn select(&self) -> String {
        let cells = self
            .expressions
            .iter()
            .enumerate()
            .map(|(at, expression)| format!("CAST({} AS TEXT) AS c{at}", expression.as_deref().unwrap_or("NULL")));
        format!("SELECT {} FROM {} AS u", cells.collect::<Vec<_>>().join(", "), quoted_table(&self.table))
    }
}

/// The one table that has accounts.
fn find(tables: &Tables, choice: &SourceChoice) -> Result<(String, Plan), SourceError> {
    let names = || tables.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
    let mut found = Vec::new();
    for (table, columns) in tables {
        let is_meant = choice.table.as_ref().is_none_or(|meant| meant.eq_ignore_ascii_case(table));
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let without_map = SourceChoice { map: Vec::new(), ..choice.clone() };
        // A map is for one table: it is asked for where that is known.
        let asked = if choice.table.is_some() { choice } else { &without_map };
        if is_meant && let Some(plan) = Plan::of(Some(table), &columns, asked)? {
            found.push((table.clone(), plan));
        } else if is_meant && choice.table.is_some() {
            return Err(unrecognised(&format!("the table {table}"), &columns));
        }
    }
    match (found.len(), &choice.table) {
        (1, _) if choice.table.is_some() || choice.map.is_empty() => Ok(found.remove(0)),
        (1, _) => {
            let table = found.remove(0).0;
            find(tables, &SourceChoice { table: Some(table), ..choice.clone() })
        }
        (0, Some(table)) => Err(SourceError(format!("there is no table {table}; there are {}", names()))),
        (0, None) => Err(SourceError(format!(
            "no table is of a shape that is recognised; say with --table and --map where the accounts are; there are {}",
            names()
        ))),
        _ => {
            let found: Vec<String> =
                found.into_iter().map(|(table, plan)| format!("{table} ({})", plan.application)).collect();
            Err(SourceError(format!(
                "several tables could have the accounts: {}; choose one with --table",
                found.join(", ")
            )))
        }
    }
}

/// A table in the schema of another one, if it is there.
fn neighbour(tables: &Tables, table: &str, name: &str) -> Option<String> {
    let schema = table.rsplit_once('.').map(|(schema, _)| format!("{schema}.")).unwrap_or_default();
    tables.contains_key(&format!("{schema}{name}")).then(|| quoted_table(&format!("{schema}{name}")))
}

/// How an address is looked for where it is in another table.
fn by_email(tables: &Tables, table: &str, application: SourceApplication) -> Option<Vec<String>> {
    let addresses =
        neighbour(tables, table, "account_emailaddress").filter(|_| application == SourceApplication::Django)?;
    let primary = format!("SELECT e.user_id FROM {addresses} AS e WHERE e.email = {TEXT} AND e.\"primary\"");
    Some(vec![format!("u.id IN ({primary})"), format!("u.email = {TEXT}")])
}

/// What an application keeps beside its accounts, in tables that may be there.
fn beside(tables: &Tables, table: &str, application: SourceApplication) -> Vec<(Known, String)> {
    let there = |name: &str| neighbour(tables, table, name);
    let mut found = Vec::new();
    if application == SourceApplication::Django {
        // allauth: the address that counts, and whether it is confirmed.
        if let Some(addresses) = there("account_emailaddress") {
            let primary = format!("SELECT e.email FROM {addresses} AS e WHERE e.user_id = u.id AND e.\"primary\"");
            found.push((Known::Email, format!("COALESCE(({primary} LIMIT 1), u.email)")));
            let verified = format!("{addresses} AS e WHERE e.user_id = u.id AND e.\"primary\" AND e.verified");
            found.push((Known::EmailVerified, format!("EXISTS (SELECT 1 FROM {verified})")));
        }
        if let Some(devices) = there("otp_totp_totpdevice") {
            let device = "'hex:' || d.key || ':' || d.step || ':' || d.digits";
            found.push((
                Known::Totp,
                format!("(SELECT {device} FROM {devices} AS d WHERE d.user_id = u.id AND d.confirmed LIMIT 1)"),
            ));
        }
        if let Some(authenticators) = there("mfa_authenticator") {
            found.push((
                Known::Totp,
                format!(
                    "(SELECT m.data FROM {authenticators} AS m WHERE m.user_id = u.id AND m.type = 'totp' LIMIT 1)"
                ),
            ));
        }
    }
    if application == SourceApplication::Supabase
        && let Some(factors) = there("mfa_factors")
    {
        let verified =
            "f.user_id = u.id AND CAST(f.factor_type AS TEXT) = 'totp' AND CAST(f.status AS TEXT) = 'verified'";
        found.push((Known::Totp, format!("(SELECT f.secret FROM {factors} AS f WHERE {verified} LIMIT 1)")));
    }
    found
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn quoted_table(name: &str) -> String {
    name.split('.').map(quoted).collect::<Vec<_>>().join(".")
}
