//! What the address of a list, such as the audit log, says: a place in it, and days.
#![no_main]

use inside::list_place::ListPlace;
use vestibule::doors::fuzzing::audit_day;
use vestibule_fuzz::text;

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    let Some(text) = text(data) else { return };
    if let Ok(place) = text.parse::<ListPlace>() {
        assert_eq!(place.to_string().parse(), Ok(place), "{text:?}");
    }
    if let Some(day) = audit_day(text) {
        assert_eq!(audit_day(&day), Some(day.clone()), "{text:?}");
    }
}
