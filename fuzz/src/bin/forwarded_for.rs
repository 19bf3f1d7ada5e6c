//! `X-Forwarded-For`, from a trusted peer and from another.
#![no_main]

use std::net::IpAddr;

use vestibule::doors::fuzzing::client_address;
use vestibule_fuzz::{TRUSTED, lines};

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    let lines = lines(data);
    let stranger: IpAddr = [203, 0, 113, 7].into();
    assert_eq!(client_address(stranger, &lines, &TRUSTED), stranger, "a stranger is not believed");
    let proxy: IpAddr = [10, 0, 0, 1].into();
    let _ = client_address(proxy, &lines, &TRUSTED);
    // What the nearest proxy appends can't be hidden by what stands before it.
    let mut appended = lines;
    appended.push(b"198.51.100.9");
    assert_eq!(client_address(proxy, &appended, &TRUSTED), IpAddr::from([198, 51, 100, 9]));
    let mut joined = data.iter().copied().filter(|byte| *byte != b'\n').collect::<Vec<u8>>();
    joined.extend_from_slice(b",198.51.100.9");
    if joined.iter().all(|byte| *byte >= 32 && *byte != 127) {
        assert_eq!(client_address(proxy, &[&joined], &TRUSTED), IpAddr::from([198, 51, 100, 9]));
    }
}
