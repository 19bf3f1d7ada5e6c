//! How the person of a session was authenticated, and when: what the session may do for them depends on it.

use diesel::prelude::*;
use time::{OffsetDateTime, PrimitiveDateTime};

use crate::schema::sessions;
use crate::stored::Word;

/// A way to authenticate a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// The account's password.
    Password,
}

impl Word for Method {
    const ALL: &'static [Method] = &[Method::Password];

    /// The value of the `amr` claim (RFC 8176 section 2).
    fn word(self) -> &'static str {
        match self {
            Method::Password => "pwd",
        }
    }
}

/// The methods that authenticated a person, each with the time of its last success. Every method has a column of its own, so
/// that two that succeed at the same moment don't overwrite each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = sessions, treat_none_as_default_value = false)]
pub struct Authentications {
    password_verified_at: Option<PrimitiveDateTime>,
}

impl Authentications {
    /// One method that has just succeeded.
    pub(crate) fn by(method: Method, now: PrimitiveDateTime) -> Authentications {
        match method {
            Method::Password => Authentications { password_verified_at: Some(now) },
        }
    }

    /// When this method last succeeded, if it ever did.
    pub(crate) fn at(&self, method: Method) -> Option<PrimitiveDateTime> {
        match method {
            Method::Password => self.password_verified_at,
        }
    }

    /// The methods that succeeded.
    pub(crate) fn methods(&self) -> impl Iterator<Item = Method> {
        Method::ALL.iter().copied().filter(|method| self.at(*method).is_some())
    }

    /// When one of them last succeeded.
    pub(crate) fn latest(&self) -> Option<PrimitiveDateTime> {
        self.methods().filter_map(|method| self.at(method)).max()
    }

    /// Nothing succeeded.
    pub(crate) fn is_empty(&self) -> bool {
        self.methods().next().is_none()
    }

    /// What the column of the version before holds, which takes every session for one that has proved its password.
    pub(super) fn proved_at(&self) -> PrimitiveDateTime {
        let never = OffsetDateTime::UNIX_EPOCH;
        self.at(Method::Password).unwrap_or(PrimitiveDateTime::new(never.date(), never.time()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use time::macros::datetime;

    use super::{Authentications, Method};
    use crate::stored::Word;

    #[test]
    fn every_method_has_its_own_time_and_word() {
        let at = datetime!(2026-11-26 12:00:00);
        let words: HashSet<&str> = Method::ALL.iter().map(|method| method.word()).collect();
        assert_eq!(words.len(), Method::ALL.len());
        for method in Method::ALL.iter().copied() {
            let by = Authentications::by(method, at);
            assert_eq!(by.methods().collect::<Vec<_>>(), [method]);
            assert_eq!((by.at(method), by.latest(), by.is_empty()), (Some(at), Some(at), false));
        }
        let none = Authentications::default();
        assert_eq!((none.latest(), none.is_empty()), (None, true));
    }

    #[test]
    fn the_version_before_is_not_told_of_a_password_that_nobody_proved() {
        let at = datetime!(2026-11-26 12:00:00);
        assert_eq!(Authentications::by(Method::Password, at).proved_at(), at);
        assert_eq!(Authentications::default().proved_at(), datetime!(1970-01-01 00:00:00));
    }
}
