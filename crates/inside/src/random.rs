//! Unguessable values from the operating system's generator, and names for requests.

use aws_lc_rs::rand;
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};

/// `N` random bytes.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::fill(&mut bytes).expect("the operating system's random generator answers");
    bytes
}

/// 128 bits as 32 lower-case hex digits: ids of sessions and jobs.
pub(crate) fn id() -> String {
    HEXLOWER.encode(&bytes::<16>())
}

/// 128 bits as 32 lower-case hex digits: the name of a request, which opens nothing. Every request is given one, so it comes from the
/// thread's own generator, which asks the operating system now and then.
pub fn request_id() -> String {
    HEXLOWER.encode(&::rand::random::<[u8; 16]>())
}

/// 64 bits as 16 hex digits: the public id of a session, of a passkey, of a remembered browser.
pub(crate) fn handle() -> String {
    HEXLOWER.encode(&bytes::<8>())
}

/// Whether a text from outside can be a public id. PostgreSQL would answer a NUL in one with an error of its own.
pub(crate) fn is_handle(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// 256 bits in 43 characters that need no escaping in a URL: links in emails.
pub(crate) fn token() -> String {
    BASE64URL_NOPAD.encode(&bytes::<32>())
}
