//! What the addresses of the login pages say.

use serde::Deserialize;

use super::page_context::PageContext;

/// The query of the login pages.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct LoginQuery {
    next: String,
}

impl LoginQuery {
    /// Where to go after the login, if that is a path of our own or on a listed origin.
    pub(crate) fn next(&self, context: &PageContext) -> Option<String> {
        context.destination(&self.next)
    }

    /// The same on the pages of a login that waits, which knows it too.
    pub(crate) fn next_of_second_step(&self, context: &PageContext) -> Option<String> {
        context.destination_of_waiting(&self.next)
    }
}
