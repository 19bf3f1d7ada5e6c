//! What an account may do beyond its own affairs.

use std::fmt;

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::sql_types::Text;

use crate::stored::{Word, text_column};
use crate::texts::Texts;

/// The roles, from the least to the most. They are read from the row at each request: a change takes effect at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub enum Role {
    /// Their own account only.
    User,
    /// Views all accounts and changes none; also a role for the app behind this hall.
    Moderator,
    /// May view all accounts and act on them.
    Admin,
}

text_column!(Role);

impl Word for Role {
    const ALL: &'static [Role] = &[Role::User, Role::Moderator, Role::Admin];

    fn word(self) -> &'static str {
        match self {
            Role::User => "user",
            Role::Moderator => "moderator",
            Role::Admin => "admin",
        }
    }
}

impl Role {
    /// What it is called.
    pub fn name(self, t: Texts) -> &'static str {
        match self {
            Role::User => t.role_user(),
            Role::Moderator => t.role_moderator(),
            Role::Admin => t.role_admin(),
        }
    }

    /// What it may do.
    pub fn about(self, t: Texts) -> &'static str {
        match self {
            Role::User => t.role_user_about(),
            Role::Moderator => t.role_moderator_about(),
            Role::Admin => t.role_admin_about(),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_fills_the_column_of_a_table() {
        assert_eq!(format!("[{:<9}]", Role::User), "[user     ]");
    }
}
