//! What people see sessions and remembered browsers named by.

use std::fmt;

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::sql_types::Text;
use serde::{Deserialize, Serialize};

use crate::random;
use crate::stored::text_newtype;

/// A public id of a session. It opens nothing, and outlives a new [`SessionId`](super::SessionId).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, AsExpression, FromSqlRow, Serialize, Deserialize)]
#[diesel(sql_type = Text)]
#[serde(transparent)]
pub struct SessionHandle(String);

/// A public id of a remembered browser. It opens nothing.
#[derive(Clone, Debug, PartialEq, Eq, AsExpression, FromSqlRow, Serialize, Deserialize)]
#[diesel(sql_type = Text)]
#[serde(transparent)]
pub struct BrowserHandle(String);

/// What both can do. They are two types, since each means nothing where the other is asked for.
macro_rules! handle {
    ($name:ident) => {
        text_newtype!($name);

        impl $name {
            pub(super) fn generate() -> $name {
                $name(random::handle())
            }

            /// Takes what somebody says, whatever that is: nothing has a handle that can't be one.
            pub fn new(said: String) -> $name {
                $name(said)
            }

            /// Whether it can be one. PostgreSQL would answer a NUL in it with an error of its own.
            pub(super) fn is_possible(&self) -> bool {
                random::is_handle(&self.0)
            }

            /// The characters.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

handle!(SessionHandle);
handle!(BrowserHandle);
