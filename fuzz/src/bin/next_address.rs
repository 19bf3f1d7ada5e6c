//! `next`: where a login leads.
#![no_main]

use url::Url;
use vestibule::doors::fuzzing::{destination, local_path};
use vestibule_fuzz::{OURS, text};

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    let Some(next) = text(data) else { return };
    let base = Url::parse(OURS).expect("an address");
    let app = "https://app.example.com".to_owned();
    if let Some(path) = local_path(next) {
        let url = base.join(&path).expect("a path");
        assert_eq!(url.origin(), base.origin(), "{path:?}");
        assert!(
            path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n', '\t']),
            "{path:?}"
        );
        assert_eq!(local_path(&path), Some(path.clone()), "the normal form is its own");
    }
    if let Some(there) = destination(next, std::slice::from_ref(&app)) {
        let url = base.join(&there).expect("an address");
        let origin = url.origin().ascii_serialization();
        assert!(origin == OURS || origin == app, "{there:?}");
        assert!(url.username().is_empty() && url.password().is_none(), "{there:?}");
    }
}
