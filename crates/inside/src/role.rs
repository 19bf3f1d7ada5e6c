//! What an account may do beyond its own affairs.

use std::fmt;
use std::str::FromStr;

/// The roles, from the least to the most. They are read from the row at each request: a change takes effect at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Role {
    /// Their own account only.
    User,
    /// A role for the app behind this hall; nothing here asks for it.
    Moderator,
    /// May view all accounts and act on them.
    Admin,
}

impl Role {
    /// The word in the table and in answers.
    pub fn word(self) -> &'static str {
        match self {
            Role::User => "user",
            Role::Moderator => "moderator",
            Role::Admin => "admin",
        }
    }
}

impl FromStr for Role {
    type Err = ();

    fn from_str(word: &str) -> Result<Role, ()> {
        [Role::User, Role::Moderator, Role::Admin].into_iter().find(|role| role.word() == word).ok_or(())
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
