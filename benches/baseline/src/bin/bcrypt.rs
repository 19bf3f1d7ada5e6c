//! How many passwords the `bcrypt` crate verifies on all processors: what a login would cost if it were nothing else.
//!
//! `bcrypt --seconds 4 --cost 12`, and the answer is one line of JSON.

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Instant;

use baseline::{Arguments, needed, processor_time};

fn main() {
    let arguments = Arguments::read();
    let (time, cost) = (arguments.seconds("seconds", 4.0), arguments.get("cost", 12));
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let hash = needed("--cost", bcrypt::hash("analytical engine 1843", cost));
    let verified = AtomicU64::new(0);
    let (start, before) = (Instant::now(), processor_time("self"));
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while start.elapsed() < time {
                    let verified_as = bcrypt::verify("analytical engine 1843", &hash);
                    assert!(matches!(verified_as, Ok(true)), "the crate made this hash of this password");
                    verified.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    let (seconds, used) = (start.elapsed().as_secs_f64(), processor_time("self") - before);
    let hashes = verified.into_inner() as f64;
    println!(r#"{{"rate": {}, "cpu_us": {}}}"#, hashes / seconds, used.as_micros() as f64 / hashes);
}
