//! How long several hashes take together, compared with one of the bcrypt crate.
//!
//! `cargo bench -p bcrypt-lanes --bench lanes [-- TURNS]`. In each turn every width runs right after the crate. "best" compares
//! the shortest times of all turns, which are those that nothing disturbed; "median" is what half of the turns kept to, with
//! whatever else the machine was doing.

use std::hint::black_box;
use std::time::{Duration, Instant};

use bcrypt_lanes::{Cost, Job, LANES, hash_all};

/// Short enough to be undisturbed now and then also on a busy machine: 2 ms. The rounds, which are what a higher cost has
/// more of, are 98 % of it.
const COST: u32 = 5;

fn main() {
    let turns = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(300);
    let cost = Cost::new(COST).expect("a cost");

    let mut alone = Vec::new();
    let mut together = vec![Vec::new(); LANES];
    for _ in 0..turns {
        for (width, times) in (1..=LANES).zip(&mut together) {
            let theirs = time(|| bcrypt::hash_with_salt(black_box("a password"), COST, [7; 16]));
            let jobs: Vec<Job> = (0..width).map(|i| Job::hash(black_box(b"a password"), cost, [i as u8; 16])).collect();
            let ours = time(|| hash_all(jobs));
            alone.push(theirs);
            times.push((ours, ours.as_secs_f64() / theirs.as_secs_f64()));
        }
    }

    let crate_best = alone.iter().min().expect("a turn").as_secs_f64();
    println!("one hash of cost {COST} by the bcrypt crate: {:.2} ms at best = 1", crate_best * 1e3);
    println!("           time of all        throughput");
    println!("hashes     best   median     best   median");
    for (width, times) in (1..=LANES).zip(together) {
        let best = times.iter().map(|(ours, _)| ours.as_secs_f64()).fold(f64::INFINITY, f64::min) / crate_best;
        let mut ratios: Vec<f64> = times.into_iter().map(|(_, ratio)| ratio).collect();
        ratios.sort_unstable_by(f64::total_cmp);
        let median = ratios[ratios.len() / 2];
        let (count, gain) = (width as f64, width as f64 / median);
        println!("{width:>6}   {best:>6.2}   {median:>6.2}   {:>6.2}   {gain:>6.2}", count / best);
    }
}

fn time<R>(run: impl FnOnce() -> R) -> Duration {
    let start = Instant::now();
    black_box(run());
    start.elapsed()
}
