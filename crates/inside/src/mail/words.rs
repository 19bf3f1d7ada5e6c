//! Times, lifetimes and devices of an email in words.

use time::Duration;

use super::email::{EmailLink, Occasion};
use crate::user_agent;

impl EmailLink {
    /// `30 minutes`; 60 minutes are `1 hour`.
    pub(super) fn in_minutes(&self) -> String {
        match self.lifetime.whole_minutes() {
            minutes if minutes > 0 && minutes % 60 == 0 => counted(minutes / 60, "hour"),
            minutes => counted(minutes, "minute"),
        }
    }

    /// `24 hours`, at least one.
    pub(super) fn in_hours(&self) -> String {
        counted(self.lifetime.max(Duration::HOUR).whole_hours(), "hour")
    }

    /// `7 days`, at least one.
    pub(super) fn in_days(&self) -> String {
        counted(self.lifetime.max(Duration::DAY).whole_days(), "day")
    }
}

impl Occasion {
    /// `21 November 2026, 08:00 UTC`. An email can't know its reader's zone, so it names its own.
    pub(super) fn when(&self) -> String {
        let (year, month, day) = self.at.date().to_calendar_date();
        format!("{day} {month} {year}, {:02}:{:02} UTC", self.at.hour(), self.at.minute())
    }

    /// `Chrome on Windows`.
    pub(super) fn device(&self) -> String {
        user_agent::name(&self.user_agent)
    }
}

fn counted(count: i64, unit: &str) -> String {
    match count {
        1 => format!("1 {unit}"),
        count => format!("{count} {unit}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lifetime_is_counted_in_the_unit_of_its_email() {
        let link = |lifetime| EmailLink::new(String::new(), lifetime);
        assert_eq!(link(Duration::minutes(1)).in_minutes(), "1 minute");
        assert_eq!(link(Duration::minutes(90)).in_minutes(), "90 minutes");
        assert_eq!(link(Duration::minutes(60)).in_minutes(), "1 hour");
        assert_eq!(link(Duration::minutes(120)).in_minutes(), "2 hours");
        assert_eq!(link(Duration::hours(24)).in_hours(), "24 hours");
        assert_eq!(link(Duration::minutes(10)).in_hours(), "1 hour");
        assert_eq!(link(Duration::days(7)).in_days(), "7 days");
        assert_eq!(link(Duration::hours(30)).in_days(), "1 day");
    }
}
