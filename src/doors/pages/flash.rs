//! Messages for the next page, kept in the signed cookie.

use actix_session::Session;

use super::view::{Flash, FlashKind};

const KEY: &str = "flash";

/// A cookie holds 4 KiB (RFC 6265 section 6.1), counted after its content was percent-encoded; a browser drops a larger one,
/// and the login with it. Three messages are plenty.
const MOST: usize = 3;
const LONGEST: usize = 900;

/// Adds a message for the next page that is shown, once.
pub(crate) fn add(cookie: &Session, kind: FlashKind, text: &str) {
    let (mut waiting, message) = (kept(cookie), (kind, shortened(text)));
    if waiting.len() < MOST && !waiting.contains(&message) {
        waiting.push(message);
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
    kept(cookie).into_iter().map(|(kind, text)| Flash { kind, text }).collect()
}

/// As they are kept. Those that another version wrote, and this one can't read, are dropped: a message is news and no more.
fn kept(cookie: &Session) -> Vec<(FlashKind, String)> {
    cookie.get(KEY).ok().flatten().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use actix_session::SessionExt;
    use actix_web::test::TestRequest;

    use super::*;

    fn kinds(cookie: &Session) -> Vec<FlashKind> {
        waiting(cookie).into_iter().map(|flash| flash.kind).collect()
    }

    #[test]
    fn what_is_said_already_is_not_said_again() {
        let cookie = TestRequest::default().to_srv_request().get_session();
        for text in ["one", "one", "two", "one"] {
            add(&cookie, FlashKind::Notice, text);
        }
        assert_eq!(kept(&cookie), [(FlashKind::Notice, "one".to_owned()), (FlashKind::Notice, "two".to_owned())]);
    }

    #[test]
    fn each_kind_comes_back_as_itself() {
        let cookie = TestRequest::default().to_srv_request().get_session();
        add(&cookie, FlashKind::Notice, "one");
        add(&cookie, FlashKind::Done, "two");
        assert_eq!(cookie.entries()[KEY], r#"[["notice","one"],["done","two"]]"#);
        assert_eq!(kinds(&cookie), [FlashKind::Notice, FlashKind::Done]);
    }

    #[test]
    fn what_another_version_has_kept_is_dropped_and_stands_in_no_messages_way() {
        for kept in [r#"[[true,"done"],[false,"to know"]]"#, r#"[["warning","of a later version"]]"#] {
            let cookie = TestRequest::default().to_srv_request().get_session();
            cookie.insert(KEY, serde_json::from_str::<serde_json::Value>(kept).unwrap()).unwrap();
            assert_eq!(kinds(&cookie), [], "{kept}");
            add(&cookie, FlashKind::Done, "of today");
            assert_eq!(take(&cookie).len(), 1, "{kept}");
            assert!(!are_waiting(&cookie));
        }
    }
}
