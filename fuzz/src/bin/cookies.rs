//! Cookies: those that are handed on, a session's, and a browser's.
#![no_main]

use inside::device::Device;
use vestibule::doors::fuzzing::{cookies, session_content, session_cookie};
use vestibule_fuzz::{CONFIG, lines, text};

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    let (pairs, again) = cookies(&lines(data));
    // A value ends at the next cookie, so what is handed on is what was read.
    assert_eq!(pairs, again);
    let Some(text) = text(data) else { return };
    let _ = session_content(text);
    assert_eq!(session_cookie(text, &CONFIG), None, "nobody but us signs a session");
    assert!(Device::verified(text, &CONFIG.keys.devices).is_none(), "nobody but us signs a browser");
}
