//! What a proxy says about a visitor's request.
#![no_main]

use vestibule::doors::fuzzing::proxied_host;
use vestibule_fuzz::{CONFIG, lines};

const NAMES: &[&str] = &[
    "x-original-url",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-forwarded-uri",
    "x-original-method",
    "x-forwarded-method",
    "accept",
    "referer",
    "sec-fetch-mode",
];

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    let lines = lines(data);
    // A line begins with a letter that says which header it is.
    let named = |line: &&'_ [u8]| line.first().map(|first| usize::from(*first) % NAMES.len());
    let said: Vec<(&'static str, &[u8])> =
        lines.iter().filter_map(|line| Some((NAMES[named(line)?], &line[1..]))).collect();
    if let Some(host) = proxied_host(&said, &CONFIG) {
        assert!(["wiki.example.com", "grafana.example.com"].contains(&host.as_str()), "{host:?}");
    }
}
