//! What attempts are counted on.

use super::attempts::{Attempts, micros};
use super::row::{Row, RowKind};
use crate::config::Rate;
use crate::db::Conn;
use crate::error::Error;
use crate::state::Services;
use crate::stored::Word;

/// A row of the table, and how many attempts it may hold.
#[derive(Clone)]
pub(super) struct Bucket {
    kind: RowKind,
    names: Vec<String>,
    /// The row.
    pub(super) row: Row,
    /// How many attempts in which time.
    pub(super) rate: Rate,
    /// One success clears all that was counted.
    pub(super) forgiven_by_success: bool,
}

impl Bucket {
    /// The bucket of this kind for these names.
    pub(super) fn new(s: &Services, rate: Rate, kind: RowKind, names: &[&str]) -> Bucket {
        let (row, names) = (Row::new(s, kind, names), names.iter().map(|&name| name.to_owned()).collect());
        Bucket { kind, names, row, rate, forgiven_by_success: false }
    }

    /// The same, cleared by a success.
    pub(super) fn forgiven_by_success(self) -> Bucket {
        Bucket { forgiven_by_success: true, ..self }
    }

    /// That this one is full: room for one in the time of this one's rate.
    pub(super) fn blocked(&self, s: &Services) -> Bucket {
        let names: Vec<&str> = std::iter::once(self.kind.word()).chain(self.names.iter().map(String::as_str)).collect();
        Bucket::new(s, Rate { attempts: 1, per: self.rate.per }, RowKind::Blocked, &names)
    }

    /// The row as it is among rows that were loaded.
    pub(super) fn read(&self, rows: &[(String, String)], now: i64) -> Attempts {
        Attempts::read(&self.row.texts(rows).join(" "), now, self.rate.per)
    }

    /// The row under lock, made when there is none.
    pub(super) fn lock(&self, c: &mut Conn, s: &Services) -> Result<Attempts, Error> {
        let now = s.clock.now();
        Ok(Attempts::read(&self.row.lock(c, now)?.join(" "), micros(now), self.rate.per))
    }

    /// Writes it, or deletes it when nothing in it counts.
    pub(super) fn write(&self, c: &mut Conn, s: &Services, attempts: &Attempts) -> Result<(), Error> {
        if attempts.is_empty() {
            return self.row.delete(c);
        }
        self.row.write(c, &attempts.to_string(), s.clock.now() + self.rate.per)
    }
}
