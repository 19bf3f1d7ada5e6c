//! Where a page of sessions ends.

use std::fmt;
use std::str::FromStr;

use time::PrimitiveDateTime;

use super::SessionHandle;
use crate::list_place;

/// Where a page of the list ends: the session that was last on it, by its last use and its public id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionPlace {
    pub(super) last_used_at: PrimitiveDateTime,
    pub(super) handle: SessionHandle,
}

/// As [`crate::list_place::ListPlace`], with the public id.
impl fmt::Display for SessionPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", list_place::microseconds(self.last_used_at), self.handle)
    }
}

impl FromStr for SessionPlace {
    type Err = ();

    fn from_str(text: &str) -> Result<SessionPlace, ()> {
        let (since, handle) = text.split_once('-').ok_or(())?;
        let last_used_at = list_place::time(since).ok_or(())?;
        let handle = SessionHandle::new(handle.to_owned());
        handle.is_possible().then_some(SessionPlace { last_used_at, handle }).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_place_comes_back_as_it_went_and_nonsense_is_none() {
        let place = SessionPlace {
            last_used_at: datetime!(2026-11-26 09:40:00.123456),
            handle: SessionHandle::new("0a1b".to_owned()),
        };
        assert_eq!(place.to_string().parse(), Ok(place));
        for odd in
            ["", "-", "7", "x-0a1b", "-7-0a1b", "9223372036854775807-0a1b", "99999999999999999999-a", "7-\0", "7-'"]
        {
            assert_eq!(odd.parse::<SessionPlace>(), Err(()), "{odd}");
        }
    }
}
