//! Two tabs and a rename: a form whose address holds a username may be older than the name.

use super::{Caller, rules};

/// The account that a form was rendered for, from its hidden fields.
pub struct RenderedFor {
    /// The account's id.
    pub account: String,
    /// The username it had then.
    pub known_as: String,
}

impl RenderedFor {
    /// Whether the form at `username` is the caller's own, rendered before the account was renamed (in another tab, on
    /// another device). It decides about words only: nothing is changed at the old name, and a stranger's name stays
    /// forbidden, since it is not the name that the form was rendered with.
    pub fn earlier_name(&self, caller: &Caller, username: &str) -> bool {
        let same_name = rules::username_key(&self.known_as) == rules::username_key(username);
        same_name && self.account == caller.user.id.to_string() && !caller.is(username)
    }
}
