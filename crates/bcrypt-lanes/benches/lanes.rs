//! How much faster several hashes are together than one by one with the bcrypt crate.
//!
//! `cargo bench -p bcrypt-lanes [-- COST]`. Every width is measured in turn with the crate, over and over, and each number is the
//! median of what the pairs say: other work on the machine hits both.

use std::hint::black_box;
use std::time::{Duration, Instant};

use bcrypt_lanes::{Cost, Job, LANES, hash_all};

const TURNS: usize = 60;

fn main() {
    let cost = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(6);
    let at = Cost::new(cost).expect("a cost from 4 to 31");

    let mut measured = vec![Vec::new(); LANES];
    let mut single = Vec::new();
    for _ in 0..TURNS {
        for (width, measured) in (1..=LANES).zip(&mut measured) {
            let crate_time = time(|| bcrypt::hash_with_salt(black_box("a password"), cost, [7; 16]));
            let jobs = (0..width).map(|i| Job::hash(black_box(b"a password"), at, [i as u8; 16])).collect::<Vec<_>>();
            let lanes_time = time(|| hash_all(jobs));
            single.push(crate_time);
            measured.push(lanes_time.as_secs_f64() / crate_time.as_secs_f64());
        }
    }

    single.sort_unstable();
    println!("bcrypt at cost {cost}: {:.2?} each with the bcrypt crate", single[single.len() / 2]);
    println!("together   time of all   throughput     (1 = the crate, one hash)");
    for (width, mut ratios) in (1..=LANES).zip(measured) {
        ratios.sort_unstable_by(f64::total_cmp);
        let ratio = ratios[ratios.len() / 2];
        println!("{width:>8}   {ratio:>9.2} ×   {:>8.2} ×", width as f64 / ratio);
    }
}

fn time<R>(run: impl FnOnce() -> R) -> Duration {
    let start = Instant::now();
    black_box(run());
    start.elapsed()
}
