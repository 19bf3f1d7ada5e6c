//! Every kind of event, with its stable word, its tone and its sentence, in one place.

/// How serious an event is to the person it is about. The sentence says it too: colour never speaks alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to think about.
    Plain,
    /// What its owner wanted.
    Ok,
    /// Worth a look: was that me?
    Warn,
    /// Something was defended or lost.
    Bad,
}

impl Tone {
    /// The word that pages use.
    pub fn word(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Ok => "ok",
            Tone::Warn => "warn",
            Tone::Bad => "bad",
        }
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $word:literal $tone:ident $sentence:literal),* $(,)?) => {
        /// The kinds of security events. The word is what table and log hold; it never changes its meaning.
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
    Registered "registered" Ok "Account created",
    /// Right password, fresh session.
    LoggedIn "logged_in" Ok "Logged in",
    /// Unknown, wrong or disabled; the detail says which.
    LoginFailed "login_failed" Warn "Someone tried to log in with a wrong password",
    /// A session was ended by its holder.
    LoggedOut "logged_out" Plain "Logged out",
    /// A wrong current password where a change asked for it.
    ProofFailed "proof_failed" Warn "Someone who was logged in gave a wrong current password",
    /// Right password, but the address is not confirmed and has to be.
    LoginUnverified "login_unverified" Warn "Tried to log in before the email address was confirmed",
    /// A page or an act that is not this caller's.
    Forbidden "forbidden" Warn "Tried to reach something without the right to and was refused",
    /// A password was tried too often, and not looked at any more; told once for as long as the limit counts.
    LoginBlocked "login_blocked" Bad "More wrong passwords were tried than are looked at, so the rest was refused",

    /// A new username; the detail is the new one.
    UsernameChanged "username_changed" Ok "Username changed",
    /// A new address; the detail is the new one.
    EmailChanged "email_changed" Ok "Email changed",
    /// A new password.
    PasswordChanged "password_changed" Ok "Password changed",

    /// A link that confirms the address was asked for.
    VerificationSent "verification_sent" Plain "A link to confirm the email address was sent",
    /// The link was opened: the person reads mail at the address.
    EmailVerified "email_verified" Ok "Email address confirmed",
    /// A link for a new password was asked for, by whoever knows the address.
    ResetRequested "reset_requested" Warn "Someone asked for a link to choose a new password",
    /// The link was used: a new password, and every session ended.
    PasswordReset "password_reset" Ok "Password changed with a link from an email",
    /// The holder of the old address took a change of the e-mail address back.
    EmailChangeUndone "email_change_undone" Warn "The change of the email address was taken back",
    /// Another role; the detail is the new one.
    RoleChanged "role_changed" Warn "Role changed",

    /// One session was ended from another; the detail names it.
    SessionEnded "session_ended" Ok "A session was logged out",
    /// All sessions but one were ended; the detail is their number.
    SessionsEnded "sessions_ended" Ok "All other sessions were logged out",
    /// A spent refresh token came back, and its session was ended.
    TokenReused "token_reused" Bad "A token that was used already came back, so its program was logged out",
    /// "This wasn't me": every session was ended and a reset started.
    NotMe "not_me" Bad "Reported as not you: every session was logged out",
    /// Everything kept about the account was downloaded.
    Exported "exported" Ok "Data downloaded",
    /// Somebody tried to register with the account's address, and was not told that it has an account.
    RegisteredAgain "registered_again" Warn "Someone tried to create another account with this email address",
    /// An invitation was made; the detail is its number.
    InvitationCreated "invitation_created" Plain "Invitation created",
    /// An invitation was ended before its time; the detail is its number.
    InvitationRevoked "invitation_revoked" Plain "Invitation revoked",
    /// The account is gone. The only line about it that stays.
    AccountDeleted "account_deleted" Bad "Account deleted",
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
            (Kind::LoginFailed, "disabled") => "Someone tried to log in while the account was disabled".to_owned(),
            (Kind::UsernameChanged | Kind::EmailChanged | Kind::RoleChanged, new) => format!("{short} to {new}"),
            (Kind::SessionEnded, name) => format!("{name} was logged out"),
            (Kind::SessionsEnded, "1") => "One other session was logged out".to_owned(),
            (Kind::SessionsEnded, number) => format!("{number} other sessions were logged out"),
            _ => short.to_owned(),
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
