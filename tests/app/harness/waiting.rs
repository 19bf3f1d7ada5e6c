//! Waiting for what happens by itself. No test decides by how long it takes.

use std::time::{Duration, Instant};

/// Waits until it is so, and gives up only when it will never be.
pub async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let patience = Instant::now() + Duration::from_secs(30);
    while !is_so() {
        assert!(Instant::now() < patience, "still not: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// The same where nothing is asynchronous.
pub fn until_here(what: &str, mut is_so: impl FnMut() -> bool) {
    let patience = Instant::now() + Duration::from_secs(30);
    while !is_so() {
        assert!(Instant::now() < patience, "still not: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}
