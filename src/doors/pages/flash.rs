//! Messages for the next page, kept in the signed cookie.

use actix_session::Session;

use super::view::{Flash, FlashKind};

const KEY: &str = "flash";

/// A cookie holds 4 KiB: three short messages are plenty.
const MOST: usize = 3;
const LONGEST: usize = 400;

/// Adds a message for the next page that is shown.
pub fn add(cookie: &Session, kind: FlashKind, text: &str) {
    let mut waiting = cookie.get::<Vec<(bool, String)>>(KEY).ok().flatten().unwrap_or_default();
    if waiting.len() < MOST {
        waiting.push((kind == FlashKind::Done, text.chars().take(LONGEST).collect()));
    }
    if let Err(cause) = cookie.insert(KEY, waiting) {
        tracing::error!(%cause, "a message could not be kept for the next page");
    }
}

/// Takes the messages out: they are shown once.
pub fn take(cookie: &Session) -> Vec<Flash> {
    // Removing what is not there would still write the cookie again.
    if !cookie.contains_key(KEY) {
        return Vec::new();
    }
    let waiting = cookie.get::<Vec<(bool, String)>>(KEY).ok().flatten().unwrap_or_default();
    cookie.remove(KEY);
    let kind = |done| if done { FlashKind::Done } else { FlashKind::Notice };
    waiting.into_iter().map(|(done, text)| Flash { kind: kind(done), text }).collect()
}
