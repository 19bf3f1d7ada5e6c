//! The data of events, as the table holds it: one short text.

use crate::role::Role;
use crate::stored::Word;

/// Data of an event. What is written is read again, also by later versions.
pub(super) trait Detail: Sized {
    /// As text.
    fn write(&self) -> String;

    /// None for a text that says nothing.
    fn read(text: &str) -> Option<Self>;
}

/// Why a login failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginFailure {
    /// No account has that name.
    UnknownAccount,
    /// The account has another password.
    WrongPassword,
    /// Right password, but the account is disabled.
    Disabled,
}

impl Word for LoginFailure {
    const ALL: &'static [LoginFailure] =
        &[LoginFailure::UnknownAccount, LoginFailure::WrongPassword, LoginFailure::Disabled];

    fn word(self) -> &'static str {
        match self {
            LoginFailure::UnknownAccount => "unknown",
            LoginFailure::WrongPassword => "wrong_password",
            LoginFailure::Disabled => "disabled",
        }
    }
}

/// Who is refused after too many wrong passwords.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginBlock {
    /// The network or browser they came from, for a while.
    Client,
    /// Every browser that never logged in to the account, after failures in a row from anywhere.
    NewDevices,
}

/// What stopped the delayed recovery of the second factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecoveryStop {
    /// The owner, from a session.
    Session,
    /// The link in one of its emails.
    Link,
    /// A second factor, which was not lost.
    SecondFactor,
    /// A change of the second factors.
    FactorsChanged,
    /// "This wasn't me".
    LockedOut,
    /// A change of the email address.
    EmailChanged,
    /// The account was disabled.
    Disabled,
}

impl Word for RecoveryStop {
    const ALL: &'static [RecoveryStop] = &[
        RecoveryStop::Session,
        RecoveryStop::Link,
        RecoveryStop::SecondFactor,
        RecoveryStop::FactorsChanged,
        RecoveryStop::LockedOut,
        RecoveryStop::EmailChanged,
        RecoveryStop::Disabled,
    ];

    fn word(self) -> &'static str {
        match self {
            RecoveryStop::Session => "session",
            RecoveryStop::Link => "link",
            RecoveryStop::SecondFactor => "second_factor",
            RecoveryStop::FactorsChanged => "factors_changed",
            RecoveryStop::LockedOut => "locked_out",
            RecoveryStop::EmailChanged => "email_changed",
            RecoveryStop::Disabled => "disabled",
        }
    }
}

impl Detail for RecoveryStop {
    fn write(&self) -> String {
        self.word().to_owned()
    }

    fn read(text: &str) -> Option<RecoveryStop> {
        RecoveryStop::of_word(text)
    }
}

/// How often something happened that is counted on one row. Exact up to [`Times::MOST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times(pub(super) u32);

impl Times {
    /// Counted no further.
    pub const MOST: Times = Times(1_000);

    /// Once.
    pub const ONCE: Times = Times(1);

    /// The number.
    pub fn number(self) -> u32 {
        self.0
    }
}

impl Detail for LoginFailure {
    fn write(&self) -> String {
        self.word().to_owned()
    }

    fn read(text: &str) -> Option<LoginFailure> {
        LoginFailure::of_word(text)
    }
}

impl Detail for LoginBlock {
    fn write(&self) -> String {
        match self {
            LoginBlock::Client => String::new(),
            LoginBlock::NewDevices => "everywhere".to_owned(),
        }
    }

    fn read(text: &str) -> Option<LoginBlock> {
        match text {
            "" => Some(LoginBlock::Client),
            "everywhere" => Some(LoginBlock::NewDevices),
            _ => None,
        }
    }
}

/// The first time has no text.
impl Detail for Times {
    fn write(&self) -> String {
        if *self == Times::ONCE { String::new() } else { self.0.to_string() }
    }

    fn read(text: &str) -> Option<Times> {
        if text.is_empty() { Some(Times::ONCE) } else { text.parse().ok().map(Times) }
    }
}

impl Detail for Role {
    fn write(&self) -> String {
        self.word().to_owned()
    }

    fn read(text: &str) -> Option<Role> {
        Role::of_word(text)
    }
}

/// A name or an address.
impl Detail for String {
    fn write(&self) -> String {
        self.clone()
    }

    fn read(text: &str) -> Option<String> {
        (!text.is_empty()).then(|| text.to_owned())
    }
}

impl Detail for usize {
    fn write(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Option<usize> {
        text.parse().ok()
    }
}

impl Detail for u64 {
    fn write(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Option<u64> {
        text.parse().ok()
    }
}

impl Detail for i64 {
    fn write(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Option<i64> {
        text.parse().ok()
    }
}
