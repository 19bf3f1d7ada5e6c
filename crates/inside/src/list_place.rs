//! Where a page of a list ends.

use std::fmt;
use std::str::FromStr;

use time::{Duration, OffsetDateTime, PrimitiveDateTime};

/// The time of the last row of a page, and its number. Numbers alone are no order of time: a database may give each node, and each
/// connection, numbers in advance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListPlace {
    /// When the last row of it was made.
    pub at: PrimitiveDateTime,
    /// Its number.
    pub id: i64,
}

/// As an address names it.
impl fmt::Display for ListPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", microseconds(self.at), self.id)
    }
}

impl FromStr for ListPlace {
    type Err = ();

    fn from_str(text: &str) -> Result<ListPlace, ()> {
        let (at, id) = text.split_once('-').ok_or(())?;
        Ok(ListPlace { at: time(at).ok_or(())?, id: id.parse().map_err(drop)? })
    }
}

/// Microseconds since 1970, which is as exact as both databases are.
pub(crate) fn microseconds(at: PrimitiveDateTime) -> i128 {
    (at.assume_utc() - OffsetDateTime::UNIX_EPOCH).whole_microseconds()
}

/// The other way. None for what is no time that a row can have.
pub(crate) fn time(microseconds: &str) -> Option<PrimitiveDateTime> {
    let at = OffsetDateTime::UNIX_EPOCH.checked_add(Duration::microseconds(microseconds.parse().ok()?))?;
    (1970..10_000).contains(&at.year()).then(|| PrimitiveDateTime::new(at.date(), at.time()))
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::ListPlace;

    #[test]
    fn an_address_names_a_place_exactly() {
        let place = ListPlace { at: datetime!(2026-11-27 07:00:00.123_456), id: 7 };
        assert_eq!(place.to_string(), "1795762800123456-7");
        assert_eq!(place.to_string().parse(), Ok(place));
        for odd in ["", "7", "x-7", "7-x", "-", "9223372036854775807-7", "7-9223372036854775808"] {
            assert_eq!(odd.parse::<ListPlace>(), Err(()), "{odd:?}");
        }
    }
}
