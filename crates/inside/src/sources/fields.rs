//! What is known about an account of another application, as text.

use crate::db::CELLS;
use crate::stored::Word;

/// One thing that can be known. Its word is what `--map` calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    Id,
    Username,
    Email,
    Password,
    EmailVerified,
    Active,
    Disabled,
    BannedUntil,
    Deleted,
    Admin,
    CreatedAt,
    Totp,
}

impl Word for Known {
    const ALL: &'static [Known] = &[
        Known::Id,
        Known::Username,
        Known::Email,
        Known::Password,
        Known::EmailVerified,
        Known::Active,
        Known::Disabled,
        Known::BannedUntil,
        Known::Deleted,
        Known::Admin,
        Known::CreatedAt,
        Known::Totp,
    ];

    fn word(self) -> &'static str {
        match self {
            Known::Id => "id",
            Known::Username => "username",
            Known::Email => "email",
            Known::Password => "password",
            Known::EmailVerified => "email_verified",
            Known::Active => "active",
            Known::Disabled => "disabled",
            Known::BannedUntil => "banned_until",
            Known::Deleted => "deleted",
            Known::Admin => "admin",
            Known::CreatedAt => "created_at",
            Known::Totp => "totp",
        }
    }
}

/// Everything that is known about one account. It has no `Debug`: hashes and secrets belong in no log.
#[derive(Clone, Default)]
pub(super) struct Record(pub(super) [Option<String>; CELLS]);

impl Record {
    /// A value that says something.
    pub(super) fn get(&self, known: Known) -> Option<&str> {
        self.0[known as usize].as_deref().map(str::trim).filter(|text| !text.is_empty())
    }

    pub(super) fn set(&mut self, known: Known, value: impl Into<String>) {
        self.0[known as usize] = Some(value.into());
    }

    /// Whether a value says yes. A time says it too.
    pub(super) fn is(&self, known: Known) -> bool {
        let no = ["0", "f", "false", "n", "no", "off", "null"];
        self.get(known).is_some_and(|text| !no.iter().any(|one| text.eq_ignore_ascii_case(one)))
    }
}

const _: () = assert!(Known::ALL.len() == CELLS, "a query reads as many columns as there are things to know");
