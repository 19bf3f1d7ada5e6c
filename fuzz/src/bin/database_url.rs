//! `DATABASE_URL`.
#![no_main]

use inside::db::DatabaseUrl;
use inside::fuzzing::db::conninfo;
use vestibule_fuzz::text;

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let Ok(url) = DatabaseUrl::parse(text) else { return };
    let (shown, debug) = (url.to_string(), format!("{url:?}"));
    let Some(said) = conninfo(&url) else { return };
    assert!(!said.contains('\0'));
    // A password that is long enough to be told from the rest is never shown.
    let password = said.split_once("password='").map(|(_, rest)| rest.split('\'').next().unwrap_or_default());
    if let Some(password) =
        password.filter(|password| password.len() > 12 && password.chars().all(char::is_alphanumeric))
    {
        let is_elsewhere = said.matches(password).count() > 1;
        assert!(is_elsewhere || !shown.contains(password) && !debug.contains(password), "{shown} {debug}");
    }
}
