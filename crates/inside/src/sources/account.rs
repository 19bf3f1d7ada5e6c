//! An account of another application.

use time::format_description::well_known::Rfc3339;
use time::{Date, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use super::fields::{Known, Record};
use super::totp_text::{self, TotpProblem};
use crate::secret::Secret;

/// What is known about it. It has no `Debug`: its hash belongs in no log.
#[derive(Clone)]
pub struct ForeignAccount {
    /// What tells it from the others there.
    pub key: String,
    /// As it stands there.
    pub username: Option<String>,
    /// As it stands there.
    pub email: Option<String>,
    /// The hash, in whatever form.
    pub(crate) password: Secret<String>,
    /// Its owner confirmed the address there.
    pub(crate) email_verified: bool,
    /// It may not log in.
    pub(crate) is_disabled: bool,
    /// Until then.
    pub(crate) banned_until: Option<PrimitiveDateTime>,
    /// Somebody deleted it, and the row stayed.
    pub(crate) is_deleted: bool,
    /// It may do everything there.
    pub(crate) is_admin: bool,
    /// Since when it exists.
    pub(crate) created_at: Option<PrimitiveDateTime>,
    /// The secret of its authenticator app, if it has one.
    pub(crate) totp: Option<Result<Secret<Vec<u8>>, TotpProblem>>,
}

impl ForeignAccount {
    /// Makes sense of the texts.
    pub(super) fn read(record: &Record) -> ForeignAccount {
        let text = |known| record.get(known).map(str::to_owned);
        let key = [Known::Id, Known::Username, Known::Email].into_iter().find_map(text);
        ForeignAccount {
            key: key.unwrap_or_default(),
            username: text(Known::Username),
            email: text(Known::Email),
            password: Secret::new(text(Known::Password).unwrap_or_default()),
            email_verified: record.is(Known::EmailVerified),
            is_disabled: record.is(Known::Disabled)
                || (record.get(Known::Active).is_some() && !record.is(Known::Active)),
            banned_until: record.get(Known::BannedUntil).and_then(time_of),
            is_deleted: record.is(Known::Deleted),
            is_admin: record.is(Known::Admin),
            created_at: record.get(Known::CreatedAt).and_then(time_of),
            totp: record.get(Known::Totp).map(|text| totp_text::parse(text).map(Secret::new)),
        }
    }

    /// How people find it there: by its name, else its address, else its key.
    pub fn shown(&self) -> &str {
        self.username.as_deref().or(self.email.as_deref()).unwrap_or(&self.key)
    }
}

/// A time as databases and exports write it, or seconds or milliseconds since 1970. Without an offset it is taken for UTC.
pub(super) fn time_of(text: &str) -> Option<PrimitiveDateTime> {
    if let Ok(number) = text.parse::<i64>() {
        let seconds = if number.abs() > 100_000_000_000 { number / 1_000 } else { number };
        return OffsetDateTime::from_unix_timestamp(seconds).ok().and_then(in_utc);
    }
    let text = text.replacen(' ', "T", 1);
    let (date, time) = text.split_once('T').unwrap_or((&text, "00:00:00"));
    let at = time.find(['Z', '+', '-', ' ']).unwrap_or(time.len());
    let (clock, offset) = time.split_at(at);
    let offset = match offset.trim() {
        "" | "Z" | "UTC" | "+00" => "Z".to_owned(),
        hours if hours.len() == 3 => format!("{hours}:00"),
        packed if packed.len() == 5 && packed.is_ascii() && !packed.contains(':') => {
            format!("{}:{}", &packed[..3], &packed[3..])
        }
        other => other.to_owned(),
    };
    OffsetDateTime::parse(&format!("{date}T{clock}{offset}"), &Rfc3339).ok().and_then(in_utc)
}

/// Whole seconds: more nobody knows of an account's age. None where the year 10000 has begun in UTC.
fn in_utc(time: OffsetDateTime) -> Option<PrimitiveDateTime> {
    let utc = time.checked_to_offset(UtcOffset::UTC)?;
    let (date, (hour, minute, second)): (Date, _) = (utc.date(), utc.to_hms());
    Some(PrimitiveDateTime::new(date, Time::from_hms(hour, minute, second).unwrap_or(Time::MIDNIGHT)))
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn times_are_read_as_others_write_them() {
        let expected = Some(datetime!(2024-03-01 12:30:05));
        for text in [
            "2024-03-01 12:30:05",
            "2024-03-01T12:30:05Z",
            "2024-03-01 12:30:05.123456",
            "2024-03-01 12:30:05.123456+00",
            "2024-03-01 14:30:05+02",
            "2024-03-01T14:30:05+0200",
            "2024-03-01 12:30:05 UTC",
            "1709296205",
            "1709296205000",
        ] {
            assert_eq!(time_of(text), expected, "{text}");
        }
        assert_eq!(time_of("2024-03-01"), Some(datetime!(2024-03-01 00:00:00)));
        for nothing in [
            "",
            "never",
            "0000-00-00 00:00:00",
            "2024-13-01",
            "é",
            "+é+é+",
            "2024-03-01 12:30:05+aéb",
            "9999-12-31 23:59:59-01",
        ] {
            assert_eq!(time_of(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn what_says_no_is_no_and_a_time_says_yes() {
        let account = |known, text: &str| {
            let mut record = Record::default();
            record.set(known, text);
            ForeignAccount::read(&record)
        };
        for (text, is) in [("", false), ("0", false), ("False", false), ("1", true), ("t", true), ("2024-03-01", true)]
        {
            assert_eq!(account(Known::EmailVerified, text).email_verified, is, "{text}");
        }
        assert!(account(Known::Active, "0").is_disabled && !account(Known::Active, "1").is_disabled);
        assert!(!account(Known::Active, "").is_disabled, "not known");
    }
}
