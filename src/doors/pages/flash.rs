//! Messages for the next page, kept in the signed cookie.

use actix_session::Session;

use super::view::{Flash, FlashKind};

const KEY: &str = "flash";

/// A cookie holds 4 KiB (RFC 6265 section 6.1), counted after its content was percent-encoded; a browser drops a larger one,
/// and the login with it. Three messages are plenty.
const MOST: usize = 3;
const LONGEST: usize = 900;

/// Adds a message for the next page that is shown.
pub(crate) fn add(cookie: &Session, kind: FlashKind, text: &str) {
    let mut waiting = cookie.get::<Vec<(bool, String)>>(KEY).ok().flatten().unwrap_or_default();
    if waiting.len() < MOST {
        waiting.push((kind == FlashKind::Done, shortened(text)));
    }
    if let Err(cause) = cookie.insert(KEY, waiting) {
        tracing::error!(%cause, "a message could not be kept for the next page");
    }
}

/// The message, cut to its share of the cookie. Only one that names an address in a non-Latin script is that long.
fn shortened(text: &str) -> String {
    let mut room = LONGEST;
    let fits = |c: &char| {
        let size = if c.is_ascii_alphanumeric() { 1 } else { 3 * c.len_utf8() };
        room.checked_sub(size).is_some_and(|left| {
            room = left;
            true
        })
    };
    let mut short: String = text.chars().take_while(fits).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// Whether there are any. Taking what is not there would write the cookie again all the same.
pub(crate) fn are_waiting(cookie: &Session) -> bool {
    cookie.contains_key(KEY)
}

/// Takes the messages out: they are shown once.
pub(crate) fn take(cookie: &Session) -> Vec<Flash> {
    let messages = waiting(cookie);
    cookie.remove(KEY);
    messages
}

/// The messages, which go on waiting.
pub(crate) fn waiting(cookie: &Session) -> Vec<Flash> {
    let waiting = cookie.get::<Vec<(bool, String)>>(KEY).ok().flatten().unwrap_or_default();
    let kind = |done| if done { FlashKind::Done } else { FlashKind::Notice };
    waiting.into_iter().map(|(done, text)| Flash { kind: kind(done), text }).collect()
}
