//! Which column of a source says what.

use super::SourceError;
use super::application::SourceApplication;
use super::fields::{Known, Record};
use super::firebase::FirebaseProject;
use super::shapes::{SHAPES, Shape};
use crate::db::CELLS;
use crate::stored::Word;

/// What the operator says about a source.
#[derive(Clone, Debug, Default)]
pub struct SourceChoice {
    /// The table with the accounts, where several could be it.
    pub table: Option<String>,
    /// What is known, and the column that says it: where the source is of no shape that is recognised, or says more.
    pub map: Vec<(String, String)>,
    /// The parameters of Firebase's hashes.
    pub firebase: Option<FirebaseProject>,
}

impl SourceChoice {
    /// Reads one pair of a map: `email=mail`.
    ///
    /// # Errors
    /// How to write it.
    pub fn pair(text: &str) -> Result<(String, String), String> {
        let (what, column) = text.split_once('=').ok_or("write it as WHAT=COLUMN, like email=mail")?;
        Ok((what.trim().to_owned(), column.trim().to_owned()))
    }
}

/// Which column says what.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// The application.
    pub(super) application: SourceApplication,
    /// A column for each thing to know, as the source spells it.
    pub(super) columns: [Option<String>; CELLS],
}

impl Plan {
    /// For a table, or a file where no table is named. None where its columns are those of no application.
    ///
    /// # Errors
    /// When the operator names what can't be known, or a column that is not there.
    pub(super) fn of(
        table: Option<&str>,
        columns: &[&str],
        choice: &SourceChoice,
    ) -> Result<Option<Plan>, SourceError> {
        let find =
            |name: &str| columns.iter().find(|column| column.eq_ignore_ascii_case(name)).map(ToString::to_string);
        let fits = |shape: &&Shape| {
            let named = |name: &str| shape.tables.is_empty() || shape.tables.contains(&last(name));
            table.is_none_or(|name| named(name) || choice.table.is_some())
                && shape.needs.iter().all(|need| find(need).is_some())
        };
        let shape = SHAPES.iter().find(fits);
        let mut plan = Plan {
            application: shape.map_or(SourceApplication::Mapped, |shape| shape.application),
            columns: Default::default(),
        };
        for (known, column) in shape.map_or(&[][..], |shape| shape.columns) {
            plan.columns[*known as usize] = find(column);
        }
        for (word, column) in &choice.map {
            let known = Known::of_word(word).ok_or_else(|| no_such_thing(word))?;
            let found = find(column).ok_or_else(|| {
                SourceError(format!("--map: there is no column {column}; there are {}", columns.join(", ")))
            })?;
            plan.columns[known as usize] = Some(found);
        }
        Ok((shape.is_some() || !choice.map.is_empty()).then_some(plan))
    }

    /// What a row says, given a way to its columns.
    pub(super) fn record(&self, value: impl Fn(&str) -> Option<String>) -> Record {
        Record(std::array::from_fn(|at| self.columns[at].as_deref().and_then(&value)))
    }
}

/// What is said where nothing is recognised.
pub(super) fn unrecognised(what: &str, columns: &[&str]) -> SourceError {
    SourceError(format!(
        "{what} is of no shape that is recognised; say with --map which column is what, like --map email=COLUMN,password=COLUMN; \
         there are {}",
        columns.join(", ")
    ))
}

fn no_such_thing(word: &str) -> SourceError {
    let all: Vec<&str> = Known::ALL.iter().map(|known| known.word()).collect();
    SourceError(format!("--map: {word} is none of {}", all.join(", ")))
}

/// A table's name without its schema.
fn last(table: &str) -> &str {
    table.rsplit('.').next().unwrap_or(table)
}
