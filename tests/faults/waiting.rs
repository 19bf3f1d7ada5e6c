//! Waiting for a state, never for a time.

use std::time::{Duration, Instant};

/// After this long a state is not going to come. It measures nothing: a slow machine needs a fraction of it.
pub const PATIENCE: Duration = Duration::from_secs(180);

/// Waits until it is so; says how many seconds that took.
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) -> f64 {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "in vain: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
    begun.elapsed().as_secs_f64()
}

/// The same for what is asked of a server.
pub async fn until_async(what: &str, mut is_so: impl AsyncFnMut() -> bool) -> f64 {
    let begun = Instant::now();
    while !is_so().await {
        assert!(begun.elapsed() < PATIENCE, "in vain: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    begun.elapsed().as_secs_f64()
}
