//! Lists of leaked passwords: a line of one, and a file that was made of one.
#![no_main]

use inside::breached::BreachFilter;
use inside::fuzzing::breached::{has, key_of_line};
use vestibule_fuzz::file;

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    if !data.starts_with(b"vestfltr") {
        let key = key_of_line(data);
        let mut counted = data.to_vec();
        counted.extend_from_slice(b":42");
        let is_hash = data.len() == 40 && data.iter().all(u8::is_ascii_hexdigit);
        assert!(!is_hash || key_of_line(&counted) == key, "a hash may have a count behind it");
        return;
    }
    let path = file("filter");
    std::fs::write(&path, data).expect("a file");
    let Ok(filter) = BreachFilter::open(&path) else { return };
    assert!(filter.verify().is_ok());
    for key in [0, 1, u64::MAX, key_of_line(data), key_of_line(&data[8..])] {
        assert!(has(&filter, key).is_ok(), "a file that was opened is never read beside its tables");
    }
}
