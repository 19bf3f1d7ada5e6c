//! Settings that are one word of a few.

use clap::ValueEnum;

/// The environment this runs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AppEnv {
    /// A developer's machine: plain HTTP, generated secrets, readable logs, a mailbox in the browser.
    Development,
    /// A service with real accounts: Secure cookies, HSTS, JSON logs, and no start without strong secrets.
    Production,
}

/// Which usernames are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum UsernameStyle {
    /// A letter, then letters and digits.
    Plain,
    /// A letter, then letters, digits, dots, underscores and hyphens.
    Extended,
}

/// Who may create an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RegistrationMode {
    /// Anyone.
    Open,
    /// Only people with a link from `vestibule invite create`.
    Invite,
    /// No one; accounts are created at the command line.
    Closed,
}
