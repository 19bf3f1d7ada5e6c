//! Times in columns, read and written directly.
//!
//! SQLite has no type for times and keeps a text. Diesel reads and writes it by descriptions of nine formats, which the `time` crate
//! interprets each time; a page does so ten times. [`StoredTime`] is for the rows and conditions of what nearly every request asks, and means
//! the same.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::Pg;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{Nullable, Timestamp};
use diesel::sqlite::{Sqlite, SqliteValue};
use time::{Date, Month, PrimitiveDateTime, Time};

use super::conn::MultiBackend;

/// A time, or none where the column may be empty: `deserialize_as` of a field of a row, or what a column is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = Timestamp)]
pub struct StoredTime<T = PrimitiveDateTime>(pub T);

impl From<StoredTime> for PrimitiveDateTime {
    fn from(StoredTime(at): StoredTime) -> PrimitiveDateTime {
        at
    }
}

impl From<StoredTime<Option<PrimitiveDateTime>>> for Option<PrimitiveDateTime> {
    fn from(StoredTime(at): StoredTime<Option<PrimitiveDateTime>>) -> Option<PrimitiveDateTime> {
        at
    }
}

impl FromSql<Timestamp, Sqlite> for StoredTime {
    fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<StoredTime> {
        match parsed(value.read_text().as_bytes()) {
            Some(at) => Ok(StoredTime(at)),
            None => FromSql::<Timestamp, Sqlite>::from_sql(value).map(StoredTime),
        }
    }
}

impl FromSql<Timestamp, Pg> for StoredTime {
    fn from_sql(value: <Pg as Backend>::RawValue<'_>) -> deserialize::Result<StoredTime> {
        FromSql::<Timestamp, Pg>::from_sql(value).map(StoredTime)
    }
}

impl FromSql<Timestamp, MultiBackend> for StoredTime {
    fn from_sql(value: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<StoredTime> {
        value.from_sql::<StoredTime, Timestamp>()
    }
}

impl<DB: Backend> FromSql<Nullable<Timestamp>, DB> for StoredTime<Option<PrimitiveDateTime>>
where
    StoredTime: FromSql<Timestamp, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        StoredTime::from_sql(value).map(|StoredTime(at)| StoredTime(Some(at)))
    }

    fn from_nullable_sql(value: Option<DB::RawValue<'_>>) -> deserialize::Result<Self> {
        value.map_or(Ok(StoredTime(None)), Self::from_sql)
    }
}

impl ToSql<Timestamp, Sqlite> for StoredTime {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        match text(self.0) {
            Some(text) => out.set_value(text),
            None => return ToSql::<Timestamp, Sqlite>::to_sql(&self.0, out),
        }
        Ok(IsNull::No)
    }
}

impl ToSql<Timestamp, Pg> for StoredTime {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<Timestamp, Pg>::to_sql(&self.0, out)
    }
}

impl ToSql<Timestamp, MultiBackend> for StoredTime {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((Timestamp, self));
        Ok(IsNull::No)
    }
}

/// `2026-11-28 09:30:00.123456` as Diesel writes it: without a fraction if there is none, and without its last zeros. None for a year
/// that has no four digits.
fn text(at: PrimitiveDateTime) -> Option<String> {
    let year = u32::try_from(at.year()).ok().filter(|year| *year <= 9999)?;
    let mut text = String::with_capacity("2026-11-28 09:30:00.123456789".len());
    let mut write = |separator: &str, number: u32, digits: u32| {
        text.push_str(separator);
        text.extend((0..digits).rev().map(|place| digit(number / 10_u32.pow(place))));
    };
    write("", year, 4);
    write("-", u8::from(at.month()).into(), 2);
    write("-", at.day().into(), 2);
    write(" ", at.hour().into(), 2);
    write(":", at.minute().into(), 2);
    write(":", at.second().into(), 2);
    if at.nanosecond() > 0 {
        write(".", at.nanosecond(), 9);
        text.truncate(text.trim_end_matches('0').len());
    }
    Some(text)
}

/// The last digit of a number.
fn digit(number: u32) -> char {
    char::from(b'0' + (number % 10) as u8)
}

/// What [`text`] writes. None for everything else that Diesel knows how to read.
fn parsed(text: &[u8]) -> Option<PrimitiveDateTime> {
    let (whole, fraction) = text.split_at_checked("2026-11-28 09:30:00".len())?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b' ', h1, h2, b':', n1, n2, b':', s1, s2] = *whole else {
        return None;
    };
    let date = Date::from_calendar_date(
        number(&[y1, y2, y3, y4])?.cast_signed(),
        Month::try_from(pair(m1, m2)?).ok()?,
        pair(d1, d2)?,
    );
    let nanoseconds = match fraction {
        [] => 0,
        [b'.', digits @ ..] if (1..=9).contains(&digits.len()) => number(digits)? * 10_u32.pow(9 - digits.len() as u32),
        _ => return None,
    };
    let time = Time::from_hms_nano(pair(h1, h2)?, pair(n1, n2)?, pair(s1, s2)?, nanoseconds);
    Some(PrimitiveDateTime::new(date.ok()?, time.ok()?))
}

fn pair(tens: u8, ones: u8) -> Option<u8> {
    number(&[tens, ones]).map(|number| number as u8)
}

/// At most nine digits.
fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use diesel::prelude::*;
    use proptest::prelude::*;

    use super::*;

    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = diesel::sql_types::Text)]
        text: String,
    }

    /// The text that Diesel makes of a time.
    fn written_by_diesel(c: &mut SqliteConnection, at: PrimitiveDateTime) -> String {
        let row: Row = diesel::sql_query("SELECT ? AS text").bind::<Timestamp, _>(at).get_result(c).expect("a text");
        row.text
    }

    /// What is read from a text, by Diesel and by ours.
    fn read(c: &mut SqliteConnection, text: &str) -> [Option<PrimitiveDateTime>; 2] {
        let query =
            || diesel::select(diesel::dsl::sql::<Nullable<Timestamp>>("").bind::<diesel::sql_types::Text, _>(text));
        let ours: QueryResult<StoredTime<Option<PrimitiveDateTime>>> = query().get_result(c);
        [query().get_result(c).ok().flatten(), ours.ok().and_then(|StoredTime(at)| at)]
    }

    fn times() -> impl Strategy<Value = PrimitiveDateTime> {
        let nanoseconds =
            prop_oneof![Just(0_u32), (0..1_000_000_u32).prop_map(|micros| micros * 1000), 0..1_000_000_000_u32];
        let dates = Date::MIN.to_julian_day()..=Date::MAX.to_julian_day();
        let date = dates.prop_map(|day| Date::from_julian_day(day).expect("a day"));
        (date, 0..24_u8, 0..60_u8, 0..60_u8, nanoseconds).prop_map(|(date, hour, minute, second, nanoseconds)| {
            PrimitiveDateTime::new(date, Time::from_hms_nano(hour, minute, second, nanoseconds).expect("a time"))
        })
    }

    proptest! {
        #[test]
        fn a_time_is_the_text_that_diesel_writes(at in times()) {
            let c = &mut SqliteConnection::establish(":memory:").expect("a database");
            let expected = written_by_diesel(c, at);
            let written: Row = diesel::sql_query("SELECT ? AS text").bind::<Timestamp, _>(StoredTime(at)).get_result(c).expect("a text");
            prop_assert_eq!(written.text, expected.as_str());
            prop_assert_eq!(text(at).is_some(), (0..=9999).contains(&at.year()));
            prop_assert_eq!(read(c, &expected), [Some(at); 2]);
            prop_assert_eq!(parsed(expected.as_bytes()), text(at).and(Some(at)));
        }

        #[test]
        fn any_text_is_the_time_that_diesel_reads(
            text in "[0-9]{4}-[01][0-9]-[0-3][0-9][ T][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{0,10})?Z?|.{0,30}",
        ) {
            let c = &mut SqliteConnection::establish(":memory:").expect("a database");
            let [diesel, ours] = read(c, &text);
            prop_assert_eq!(ours, diesel);
        }
    }

    #[test]
    fn an_empty_column_has_no_time() {
        let c = &mut SqliteConnection::establish(":memory:").expect("a database");
        let empty = diesel::select(None::<PrimitiveDateTime>.into_sql::<Nullable<Timestamp>>());
        assert_eq!(empty.get_result(c), Ok(StoredTime(None::<PrimitiveDateTime>)));
    }
}
