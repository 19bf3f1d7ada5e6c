//! Every kind of event, with its data, its stable word, its tone and its topic, in one place. Doors have the sentences.

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::sql_types::Text;

use super::detail::{Detail, LoginBlock, LoginFailure, RecoveryStop, Times};
use super::tone::{Tone, Topic};
use crate::role::Role;
use crate::stored::{Word, text_column};

macro_rules! written {
    () => {
        String::new()
    };
    ($value:ident) => {
        Detail::write($value)
    };
}

macro_rules! events {
    ($(
        $(#[$doc:meta])*
        $name:ident $({ $(#[$field_doc:meta])* $field:ident: $data:ty })? $word:literal $tone:ident $topic:ident
    ),* $(,)?) => {
        /// The kinds of security events.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, AsExpression, FromSqlRow)]
        #[diesel(sql_type = Text)]
        pub enum Kind {
            $($(#[$doc])* $name),*
        }

        /// What happened, with what its kind alone does not say. Never a secret.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Event {
            $($(#[$doc])* $name $({ $(#[$field_doc])* $field: $data })?),*
        }

        impl Word for Kind {
            const ALL: &'static [Kind] = &[$(Kind::$name),*];

            fn word(self) -> &'static str {
                match self { $(Kind::$name => $word),* }
            }
        }

        impl Kind {
            /// How serious it is.
            pub(crate) fn tone(self) -> Tone {
                match self { $(Kind::$name => Tone::$tone),* }
            }

            /// What it is about.
            pub(crate) fn topic(self) -> Topic {
                match self { $(Kind::$name => Topic::$topic),* }
            }
        }

        impl Event {
            /// Its kind.
            pub fn kind(&self) -> Kind {
                match self { $(Event::$name $({ $field: _ })? => Kind::$name),* }
            }

            /// Its data as the table holds it.
            pub(super) fn detail(&self) -> String {
                match self { $(Event::$name $({ $field })? => written!($($field)?)),* }
            }

            /// What [`Event::detail`] wrote; none for data that is gone, or that only another version understands.
            pub(super) fn read(kind: Kind, detail: &str) -> Option<Event> {
                Some(match kind { $(Kind::$name => Event::$name $({ $field: Detail::read(detail)? })?),* })
            }
        }
    };
}

// One line for each: what it carries, its word in the table and the log, its tone, its topic. New ones go to the end of their
// group.
events![
    /// An account was created.
    Registered "registered" Ok Change,
    /// Right password, new session.
    LoggedIn "logged_in" Ok Login,
    /// Unknown account, wrong password or disabled account.
    LoginFailed {
        /// Which of them.
        why: LoginFailure
    } "login_failed" Warn Login,
    /// A session was ended by the user who held it.
    LoggedOut "logged_out" Plain Login,
    /// A wrong current password, where a change asked for it.
    ProofFailed "proof_failed" Warn Login,
    /// Right password, but the email address has to be confirmed first and is not.
    LoginUnverified "login_unverified" Warn Login,
    /// The caller asked for a page or an action of another user or role.
    Forbidden {
        /// How often within the hour.
        times: Times
    } "forbidden" Warn Other,
    /// The rate limit for failed passwords was reached; recorded once for as long as the limit counts.
    LoginBlocked {
        /// Who is refused from then on.
        whom: LoginBlock
    } "login_blocked" Bad Login,

    /// A new username.
    UsernameChanged {
        /// The new one.
        new: String
    } "username_changed" Ok Change,
    /// A new address.
    EmailChanged {
        /// The new one.
        new: String
    } "email_changed" Ok Change,
    /// A new password.
    PasswordChanged "password_changed" Ok Change,

    /// A link that confirms the address was asked for.
    VerificationSent "verification_sent" Plain Change,
    /// The link was opened: the user reads email at the address.
    EmailVerified "email_verified" Ok Change,
    /// A password reset link was asked for, by anyone who knows the address.
    ResetRequested "reset_requested" Warn Change,
    /// The link was used: a new password, and every session ended.
    PasswordReset "password_reset" Ok Change,
    /// The owner of the old address undid a change of the email address.
    EmailChangeUndone "email_change_undone" Warn Change,
    /// Another role.
    RoleChanged {
        /// The new one.
        new: Role
    } "role_changed" Warn Change,

    /// One session was ended from another.
    SessionEnded {
        /// Its browser or app.
        name: String
    } "session_ended" Ok Login,
    /// All sessions but one were ended.
    SessionsEnded {
        /// How many were alive.
        number: usize
    } "sessions_ended" Ok Login,
    /// The account had as many sessions as it may have, so the least recently used one was ended.
    SessionDisplaced {
        /// Its browser or app.
        name: String
    } "session_displaced" Warn Login,
    /// A spent refresh token was used again, and its session was ended.
    TokenReused "token_reused" Bad Login,
    /// "Not you?": every session was ended and a password reset started.
    NotMe "not_me" Bad Login,
    /// Everything stored about the account was downloaded.
    Exported "exported" Ok Other,
    /// A sign-up with the account's address, which was not told that the account exists.
    RegisteredAgain "registered_again" Warn Other,
    /// An invitation was created.
    InvitationCreated {
        /// Its number.
        id: i64
    } "invitation_created" Plain Other,
    /// An invitation was ended before it expired.
    InvitationRevoked {
        /// Its number.
        id: i64
    } "invitation_revoked" Plain Other,
    /// A job that was given up is attempted again.
    JobRetried {
        /// Which.
        id: String
    } "job_retried" Plain Other,
    /// All jobs that were given up are attempted again.
    JobsRetried {
        /// How many there were.
        number: usize
    } "jobs_retried" Plain Other,
    /// Right password, but a wrong code or recovery code; or a wrong code where a change asked for it.
    SecondFactorFailed "second_factor_failed" Warn Login,
    /// A recovery code stood in for the second factor at a login.
    RecoveryCodeUsed {
        /// How many are left.
        left: usize
    } "recovery_code_used" Warn Login,
    /// An authenticator app was set up.
    TotpAdded "totp_added" Ok Change,
    /// The authenticator app was removed.
    TotpRemoved "totp_removed" Warn Change,
    /// A passkey was added.
    PasskeyAdded {
        /// What it is called.
        name: String
    } "passkey_added" Ok Change,
    /// A passkey was removed.
    PasskeyRemoved {
        /// What it was called.
        name: String
    } "passkey_removed" Warn Change,
    /// A passkey was refused because its counter went back: there may be a copy of it.
    PasskeyRefused {
        /// What it is called.
        name: String
    } "passkey_refused" Bad Login,
    /// A new set of recovery codes was made; the old one ended.
    RecoveryCodesRenewed "recovery_codes_renewed" Ok Change,
    /// An operator removed every second factor.
    FactorsReset "factors_reset" Warn Change,
    /// Right password, and the delayed recovery of the second factors was started.
    FactorRecoveryStarted "factor_recovery_started" Warn Change,
    /// It was stopped.
    FactorRecoveryStopped {
        /// By what.
        by: RecoveryStop
    } "factor_recovery_stopped" Ok Change,
    /// It removed every second factor.
    FactorsRecovered "factors_recovered" Warn Change,
    /// Nobody finished it in time.
    FactorRecoveryExpired "factor_recovery_expired" Plain Change,
    /// A browser was remembered: its logins need no second factor for a while.
    BrowserRemembered "browser_remembered" Ok Login,
    /// A remembered browser was forgotten.
    BrowserForgotten {
        /// Its name.
        name: String
    } "browser_forgotten" Ok Login,
    /// An administrator or an operator disabled the account.
    UserDisabled "user_disabled" Bad Change,
    /// It was enabled again.
    UserEnabled "user_enabled" Ok Change,
    /// An administrator or an operator sent the owner a link that resets the password.
    ResetSent "reset_sent" Warn Change,
    /// "Not you?": second factors that were new are suspended.
    FactorsSuspended "factors_suspended" Warn Change,
    /// A backup took the place of the database.
    DatabaseRestored {
        /// When it was made.
        made: String
    } "database_restored" Bad Other,
    /// An operator backed the database up.
    DatabaseBackedUp {
        /// How many accounts it has.
        number: u64
    } "database_backed_up" Plain Other,
    /// An operator copied everything to another database.
    DatabaseCopied {
        /// Where to, without a password.
        to: String
    } "database_copied" Warn Other,
    /// An operator took the account over from another application.
    Imported {
        /// From where.
        source: String
    } "imported" Ok Change,
    /// An operator gave accounts with their hashes to another application.
    AccountsExported {
        /// How many.
        number: usize
    } "accounts_exported" Warn Other,
    /// The account is gone. The only line about it that stays.
    AccountDeleted "account_deleted" Bad Change,
];

text_column!(Kind);

impl Kind {
    /// Whether nobody causes it but time.
    pub(super) fn comes_by_itself(self) -> bool {
        self == Kind::FactorRecoveryExpired
    }

    /// Whether who acts is known to be who the context says. A wrong password in a session is no act of its owner, and
    /// anybody who knows an address can ask for a link: such events name nobody.
    pub(super) fn names_its_actor(self) -> bool {
        !matches!(
            self,
            Kind::LoginFailed
                | Kind::ProofFailed
                | Kind::SecondFactorFailed
                | Kind::PasskeyRefused
                | Kind::LoginUnverified
                | Kind::LoginBlocked
                | Kind::ResetRequested
                | Kind::RegisteredAgain
                | Kind::TokenReused
                | Kind::FactorRecoveryStarted
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Event, Kind};
    use crate::stored::{Stored, Word};

    #[test]
    fn every_kind_has_a_word_of_its_own_and_reads_what_it_wrote() {
        let words: HashSet<&str> = Kind::ALL.iter().map(|kind| kind.word()).collect();
        assert_eq!(words.len(), Kind::ALL.len());
        for kind in Kind::ALL {
            assert_eq!(Stored::read(kind.word().to_owned()), Stored::Known(*kind));
            for detail in ["", "7", "admin", "Firefox on Linux", "everywhere", "disabled"] {
                let Some(event) = Event::read(*kind, detail) else { continue };
                assert_eq!(event.kind(), *kind);
                assert_eq!(Event::read(*kind, &event.detail()), Some(event), "{kind:?} {detail:?}");
            }
        }
        assert_eq!(Stored::<Kind>::read("from_the_future".to_owned()).known(), None);
    }
}
