//! How the person of a session was authenticated, and when: what the session may do for them depends on it.

use diesel::prelude::*;
use time::{OffsetDateTime, PrimitiveDateTime};

use crate::db::StoredTime;
use crate::schema::sessions;

/// A way to authenticate a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// The account's password.
    Password,
    /// A code of the authenticator app (RFC 6238).
    Totp,
    /// A recovery code, in the place of a second factor.
    RecoveryCode,
    /// A passkey with user verification: two factors in one.
    Passkey,
}

impl Method {
    /// Every one of them.
    pub(crate) const ALL: &'static [Method] = &[Method::Password, Method::Totp, Method::RecoveryCode, Method::Passkey];

    /// Those that count as a second factor. A recovery code finishes a login and proves nothing afterwards.
    pub(crate) const SECOND_FACTORS: &'static [Method] = &[Method::Totp, Method::Passkey];

    /// Its words in the `amr` claim (RFC 8176 section 2). A recovery code has none: `otp` would be true to the letter, since it
    /// is a password that is used once, but an app that reads it concludes that a device was there, and it was a piece of paper
    /// (`kba` is about questions, `mca` about a second channel). A passkey proves a key (`pop`) and that somebody was there
    /// (`user`); without attestation nobody knows whether the key is in hardware. The claim says less than was done rather than
    /// more.
    fn amr(self) -> &'static [&'static str] {
        match self {
            Method::Password => &["pwd"],
            Method::Totp => &["otp"],
            Method::RecoveryCode => &[],
            Method::Passkey => &["pop", "user"],
        }
    }
}

/// The methods that authenticated a person, each with the time of its last success. Every method has a column of its own, so
/// that two that succeed at the same moment don't overwrite each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = sessions, treat_none_as_default_value = false)]
pub struct Authentications {
    #[diesel(deserialize_as = StoredTime<Option<PrimitiveDateTime>>)]
    password_verified_at: Option<PrimitiveDateTime>,
    #[diesel(deserialize_as = StoredTime<Option<PrimitiveDateTime>>)]
    totp_verified_at: Option<PrimitiveDateTime>,
    #[diesel(deserialize_as = StoredTime<Option<PrimitiveDateTime>>)]
    recovery_code_used_at: Option<PrimitiveDateTime>,
    #[diesel(deserialize_as = StoredTime<Option<PrimitiveDateTime>>)]
    passkey_verified_at: Option<PrimitiveDateTime>,
}

impl Authentications {
    /// Nothing.
    pub(crate) const NONE: Authentications = Authentications {
        password_verified_at: None,
        totp_verified_at: None,
        recovery_code_used_at: None,
        passkey_verified_at: None,
    };

    /// One method that has just succeeded.
    pub(crate) fn by(method: Method, now: PrimitiveDateTime) -> Authentications {
        Authentications::NONE.and(method, now)
    }

    /// The same with one more that succeeded.
    #[must_use]
    pub(crate) fn and(mut self, method: Method, at: PrimitiveDateTime) -> Authentications {
        let column = match method {
            Method::Password => &mut self.password_verified_at,
            Method::Totp => &mut self.totp_verified_at,
            Method::RecoveryCode => &mut self.recovery_code_used_at,
            Method::Passkey => &mut self.passkey_verified_at,
        };
        *column = Some(at);
        self
    }

    /// When this method last succeeded, if it ever did.
    pub(crate) fn at(&self, method: Method) -> Option<PrimitiveDateTime> {
        match method {
            Method::Password => self.password_verified_at,
            Method::Totp => self.totp_verified_at,
            Method::RecoveryCode => self.recovery_code_used_at,
            Method::Passkey => self.passkey_verified_at,
        }
    }

    /// The methods that succeeded.
    pub(crate) fn methods(&self) -> impl Iterator<Item = Method> {
        Method::ALL.iter().copied().filter(|method| self.at(*method).is_some())
    }

    /// The `amr` claim: the words of every method that succeeded, and `mfa` where they are of two kinds: something known, and
    /// something had. A passkey is had, and its authenticator has checked its owner.
    pub(crate) fn amr(&self) -> Vec<&'static str> {
        let mut words: Vec<&str> = self.methods().flat_map(Method::amr).copied().collect();
        let has = |method| self.at(method).is_some();
        if has(Method::Passkey) || (has(Method::Password) && has(Method::Totp)) {
            words.push("mfa");
        }
        words
    }

    /// Whether a second factor succeeded: a code of the app, or a passkey, which is one by itself.
    pub(crate) fn has_second_factor(&self) -> bool {
        self.at(Method::Totp).or(self.at(Method::Passkey)).is_some()
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

    #[test]
    fn every_method_has_its_own_time_and_no_two_claim_the_same() {
        let at = datetime!(2026-11-26 12:00:00);
        let words: Vec<&str> = Method::ALL.iter().flat_map(|method| method.amr()).copied().collect();
        assert_eq!(words.iter().collect::<HashSet<_>>().len(), words.len());
        for method in Method::ALL.iter().copied() {
            let by = Authentications::by(method, at);
            assert_eq!(by.methods().collect::<Vec<_>>(), [method]);
            assert_eq!((by.at(method), by.latest(), by.is_empty()), (Some(at), Some(at), false));
        }
        let both = Authentications::by(Method::Password, at).and(Method::Totp, at);
        assert_eq!(both.methods().collect::<Vec<_>>(), [Method::Password, Method::Totp]);
        let none = Authentications::default();
        assert_eq!((none.latest(), none.is_empty()), (None, true));
    }

    #[test]
    fn only_two_kinds_of_methods_are_claimed_as_several_factors() {
        let at = datetime!(2026-11-26 12:00:00);
        let password = Authentications::by(Method::Password, at);
        assert_eq!(password.amr(), ["pwd"]);
        assert_eq!(password.and(Method::RecoveryCode, at).amr(), ["pwd"]);
        assert_eq!(password.and(Method::Totp, at).amr(), ["pwd", "otp", "mfa"]);
        assert_eq!(Authentications::by(Method::Totp, at).amr(), ["otp"]);
        assert_eq!(Authentications::by(Method::Passkey, at).amr(), ["pop", "user", "mfa"]);
        assert_eq!(password.and(Method::Passkey, at).amr(), ["pwd", "pop", "user", "mfa"]);
    }

    #[test]
    fn the_version_before_is_not_told_of_a_password_that_nobody_proved() {
        let at = datetime!(2026-11-26 12:00:00);
        assert_eq!(Authentications::by(Method::Password, at).proved_at(), at);
        assert_eq!(Authentications::default().proved_at(), datetime!(1970-01-01 00:00:00));
    }
}
