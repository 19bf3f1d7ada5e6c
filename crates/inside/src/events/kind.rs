//! Every kind of event, with its stable word, its tone, its topic and its sentence, in one place.

/// How serious an event is to the account's owner. The sentence says it too: colour never speaks alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Routine.
    Plain,
    /// A change that the owner asked for.
    Ok,
    /// Worth checking: was that me?
    Warn,
    /// An attack was stopped, or something was lost.
    Bad,
}

impl Tone {
    /// The word that pages use as a class.
    pub fn word(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Ok => "ok",
            Tone::Warn => "warn",
            Tone::Bad => "bad",
        }
    }

    /// Whether the owner should check it.
    pub fn is_warning(self) -> bool {
        matches!(self, Tone::Warn | Tone::Bad)
    }
}

/// What an event is about, which is what a history is filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Logging in, logging out, and attempts to.
    Login,
    /// A change of the account or of how it is recovered.
    Change,
    /// Neither of the two.
    Other,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $word:literal $tone:ident $topic:ident $sentence:literal),* $(,)?) => {
        /// The kinds of security events. The word is what the table and the log hold; it never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind {
            $($(#[$doc])* $name),*
        }

        impl Kind {
            /// Every kind, for filters and tests.
            pub const ALL: &[Kind] = &[$(Kind::$name),*];

            /// The stable word.
            pub fn word(self) -> &'static str {
                match self { $(Kind::$name => $word),* }
            }

            /// How serious it is.
            pub fn tone(self) -> Tone {
                match self { $(Kind::$name => Tone::$tone),* }
            }

            /// What it is about.
            pub fn topic(self) -> Topic {
                match self { $(Kind::$name => Topic::$topic),* }
            }

            /// What happened, in the past tense, where no detail says more.
            fn short(self) -> &'static str {
                match self { $(Kind::$name => $sentence),* }
            }
        }
    };
}

// One line for each. New ones go to the end of their group.
kinds![
    /// An account was created.
    Registered "registered" Ok Change "Account created",
    /// Right password, new session.
    LoggedIn "logged_in" Ok Login "Logged in",
    /// Unknown account, wrong password or disabled account; the detail says which.
    LoginFailed "login_failed" Warn Login "Login failed: wrong password",
    /// A session was ended by the user who held it.
    LoggedOut "logged_out" Plain Login "Logged out",
    /// A wrong current password, where a change asked for it.
    ProofFailed "proof_failed" Warn Login "Wrong current password entered in a logged-in session",
    /// Right password, but the email address has to be confirmed first and is not.
    LoginUnverified "login_unverified" Warn Login "Login refused: email address not confirmed",
    /// The caller asked for a page or an action of another user or role.
    Forbidden "forbidden" Warn Other "Access denied",
    /// The rate limit for failed passwords was reached; recorded once for as long as the limit counts.
    LoginBlocked "login_blocked" Bad Login "Too many wrong passwords: further attempts were blocked",

    /// A new username; the detail is the new one.
    UsernameChanged "username_changed" Ok Change "Username changed",
    /// A new address; the detail is the new one.
    EmailChanged "email_changed" Ok Change "Email changed",
    /// A new password.
    PasswordChanged "password_changed" Ok Change "Password changed",

    /// A link that confirms the address was asked for.
    VerificationSent "verification_sent" Plain Change "Confirmation link sent",
    /// The link was opened: the user reads email at the address.
    EmailVerified "email_verified" Ok Change "Email address confirmed",
    /// A password reset link was asked for, by anyone who knows the address.
    ResetRequested "reset_requested" Warn Change "Password reset link requested",
    /// The link was used: a new password, and every session ended.
    PasswordReset "password_reset" Ok Change "Password reset with a link from an email",
    /// The owner of the old address undid a change of the email address.
    EmailChangeUndone "email_change_undone" Warn Change "Email change was reverted",
    /// Another role; the detail is the new one.
    RoleChanged "role_changed" Warn Change "Role changed",

    /// One session was ended from another; the detail names its browser or app.
    SessionEnded "session_ended" Ok Login "A session was logged out",
    /// All sessions but one were ended; the detail is their number.
    SessionsEnded "sessions_ended" Ok Login "All other sessions were logged out",
    /// The account had as many sessions as it may have, so the least recently used one was ended; the detail names it.
    SessionDisplaced "session_displaced" Warn Login "Too many sessions: the least recently used one was logged out",
    /// A spent refresh token was used again, and its session was ended.
    TokenReused "token_reused" Bad Login "An old token was reused, so that app was logged out",
    /// "Not you?": every session was ended and a password reset started.
    NotMe "not_me" Bad Login "Everyone was locked out: all sessions were logged out",
    /// Everything stored about the account was downloaded.
    Exported "exported" Ok Other "Data downloaded",
    /// A sign-up with the account's address, which was not told that the account exists.
    RegisteredAgain "registered_again" Warn Other "Someone tried to create another account with this email address",
    /// An invitation was created; the detail is its number.
    InvitationCreated "invitation_created" Plain Other "Invitation created",
    /// An invitation was ended before it expired; the detail is its number.
    InvitationRevoked "invitation_revoked" Plain Other "Invitation revoked",
    /// The account is gone. The only line about it that stays.
    AccountDeleted "account_deleted" Bad Change "Account deleted",
];

impl Kind {
    /// The kind of this word; none for one that another version wrote.
    pub fn parse(word: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.word() == word)
    }

    /// One sentence in the past tense for people, without a full stop.
    pub fn sentence(self, detail: &str) -> String {
        let short = self.short();
        match (self, detail) {
            (_, "") => short.to_owned(),
            (Kind::LoginFailed, "disabled") => "Login refused: account disabled".to_owned(),
            (Kind::Forbidden, "1000") => format!("{short}, 1000 times or more"),
            (Kind::Forbidden, times) => format!("{short}, {times} times"),
            (Kind::LoginBlocked, "everywhere") => {
                "Too many failed logins in a row; new devices were blocked until the next login or password reset"
                    .to_owned()
            }
            (Kind::UsernameChanged | Kind::EmailChanged | Kind::RoleChanged, new) => format!("{short} to {new}"),
            (Kind::SessionEnded, name) => format!("{name} was logged out"),
            (Kind::SessionDisplaced, name) => format!("Too many sessions: {name} was logged out"),
            (Kind::SessionsEnded, "1") => "One other session was logged out".to_owned(),
            (Kind::SessionsEnded, number) => format!("{number} other sessions were logged out"),
            _ => short.to_owned(),
        }
    }

    /// What several equal events in a row are called, where the language has a shorter form than the sentence and a number.
    pub fn several(self, detail: &str) -> Option<&'static str> {
        match (self, detail) {
            (Kind::LoginFailed, "disabled") => None,
            (Kind::LoginFailed, _) => Some("wrong passwords"),
            (Kind::LoggedIn, _) => Some("logins"),
            (Kind::LoggedOut, _) => Some("logouts"),
            (Kind::ProofFailed, _) => Some("wrong current passwords"),
            (Kind::VerificationSent, _) => Some("confirmation links sent"),
            (Kind::ResetRequested, _) => Some("password reset links requested"),
            (Kind::Exported, _) => Some("data downloads"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Kind;

    #[test]
    fn every_kind_has_a_word_of_its_own_and_a_sentence_for_people() {
        let words: HashSet<&str> = Kind::ALL.iter().map(|kind| kind.word()).collect();
        assert_eq!(words.len(), Kind::ALL.len());
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.word()), Some(*kind));
            let sentence = kind.sentence("");
            assert!(sentence.starts_with(char::is_uppercase) && !sentence.ends_with('.'), "{sentence}");
        }
        assert_eq!(Kind::parse("from_the_future"), None);
    }
}
