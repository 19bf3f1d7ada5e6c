//! What a list of accounts shows: which ones, in which order, and where its next page goes on.

use std::fmt;
use std::str::FromStr;

use super::{Role, User};
use crate::list_place::ListPlace;
use crate::stored::Word;

/// Which accounts a list shows, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserFilter {
    /// What the username or the email address starts with, in any case; empty for all.
    pub start: String,
    /// Only those with this role.
    pub role: Option<Role>,
    /// Only those in this state.
    pub state: Option<UserState>,
    /// The order. By name, a search lists usernames first, then the addresses of the others.
    pub order: UserOrder,
}

/// A state of accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserState {
    /// Not disabled.
    Active,
    /// Disabled.
    Disabled,
    /// The email address is not confirmed.
    Unconfirmed,
    /// A login needs a second factor.
    WithFactor,
    /// A login needs none.
    WithoutFactor,
}

impl Word for UserState {
    const ALL: &'static [UserState] = &[
        UserState::Active,
        UserState::Disabled,
        UserState::Unconfirmed,
        UserState::WithFactor,
        UserState::WithoutFactor,
    ];

    fn word(self) -> &'static str {
        match self {
            UserState::Active => "active",
            UserState::Disabled => "disabled",
            UserState::Unconfirmed => "unconfirmed",
            UserState::WithFactor => "two-step",
            UserState::WithoutFactor => "no-two-step",
        }
    }
}

/// An order of accounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UserOrder {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// By username.
    Name,
}

impl UserOrder {
    /// The order of a list that asks for none: who is looked for is found by name.
    pub fn usual(start: &str) -> UserOrder {
        if start.is_empty() { UserOrder::Newest } else { UserOrder::Name }
    }
}

impl Word for UserOrder {
    const ALL: &'static [UserOrder] = &[UserOrder::Newest, UserOrder::Oldest, UserOrder::Name];

    fn word(self) -> &'static str {
        match self {
            UserOrder::Newest => "newest",
            UserOrder::Oldest => "oldest",
            UserOrder::Name => "name",
        }
    }
}

/// Where a page of a list ends. Pages go on after an account and not after a number, so none is listed twice or left out because
/// others came or went, and the thousandth page costs what the first one does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserPlace {
    /// After an account, by the time of its sign-up.
    Time(ListPlace),
    /// After this key of a username.
    Name(String),
    /// After this key of an email address.
    Email(String),
}

impl fmt::Display for UserPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UserPlace::Time(place) => write!(f, "{place}"),
            UserPlace::Name(key) => write!(f, "name:{key}"),
            UserPlace::Email(key) => write!(f, "email:{key}"),
        }
    }
}

impl FromStr for UserPlace {
    type Err = ();

    fn from_str(text: &str) -> Result<UserPlace, ()> {
        match text.split_once(':') {
            _ if text.contains('\0') => Err(()),
            Some(("name", key)) => Ok(UserPlace::Name(key.to_owned())),
            Some(("email", key)) => Ok(UserPlace::Email(key.to_owned())),
            _ => text.parse().map(UserPlace::Time),
        }
    }
}

/// One page of a list of accounts.
pub struct ListedUsers {
    /// At most 25, in the order of the list.
    pub users: Vec<User>,
    /// Where the next page goes on, if there may be one. A page can be shorter than others and not be the last one: a search reads
    /// no more rows for one page than a few thousand.
    pub next: Option<UserPlace>,
}

#[cfg(test)]
mod tests {
    use super::{ListPlace, UserPlace};

    #[test]
    fn a_place_comes_back_as_it_went_and_nonsense_is_none() {
        let place = ListPlace { at: time::macros::datetime!(2026-11-27 07:00), id: 7 };
        let places =
            [UserPlace::Time(place), UserPlace::Name("ada".into()), UserPlace::Email("a:b@example.com".into())];
        for place in places {
            assert_eq!(place.to_string().parse(), Ok(place));
        }
        for odd in ["", "x", "7 ", "id:7", "name", "name:\0", "99999999999999999999"] {
            assert_eq!(odd.parse::<UserPlace>(), Err(()), "{odd:?}");
        }
    }
}
