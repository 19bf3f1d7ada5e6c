//! Dates and times as each language writes them (CLDR, "long" dates and 24 hours). Their order and the names of the months stand
//! in the catalogues; the tests compare them with CLDR's own.

use time::{Date, Duration, PrimitiveDateTime};

use super::Texts;

impl Texts {
    /// `21 November 2026`.
    pub fn date(self, date: Date) -> String {
        let (year, month, day) = date.to_calendar_date();
        self.long_date(day, self.month(u8::from(month)), year)
    }

    /// `21 November 2026, 08:00 UTC`.
    pub fn date_time(self, at: PrimitiveDateTime) -> String {
        self.long_date_time(self.date(at.date()), clock(at))
    }

    /// `08:00 UTC`.
    pub fn time(self, at: PrimitiveDateTime) -> String {
        self.time_of_day(clock(at))
    }

    /// `3 minutes ago`, in the largest whole unit; less than a minute, and what a clock that was turned back calls the future,
    /// is `just now`.
    pub fn ago(self, now: PrimitiveDateTime, at: PrimitiveDateTime) -> String {
        let since = now - at;
        match (since.whole_days(), since.whole_hours(), since.whole_minutes()) {
            (..=0, ..=0, ..=0) => self.just_now().to_owned(),
            (..=0, ..=0, minutes) => self.minutes_ago(minutes),
            (..=0, hours, _) => self.hours_ago(hours),
            (days, ..) => self.days_ago(days),
        }
    }

    /// `in 20 seconds`, `in 4 minutes`, `in 2 hours`, `in 7 days`: rounded up, so that nobody comes too early.
    pub fn within(self, wait: Duration) -> String {
        let seconds = wait.whole_seconds().max(1).unsigned_abs();
        match seconds {
            0..60 => self.in_seconds(seconds),
            60..3_600 => self.in_minutes(seconds.div_ceil(60)),
            3_600..172_801 => self.in_hours(seconds.div_ceil(3_600)),
            _ => self.in_days(seconds.div_ceil(86_400)),
        }
    }

    fn month(self, month: u8) -> &'static str {
        match month {
            1 => self.january(),
            2 => self.february(),
            3 => self.march(),
            4 => self.april(),
            5 => self.may(),
            6 => self.june(),
            7 => self.july(),
            8 => self.august(),
            9 => self.september(),
            10 => self.october(),
            11 => self.november(),
            _ => self.december(),
        }
    }
}

/// `08:00`.
pub(super) fn clock(at: PrimitiveDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}
