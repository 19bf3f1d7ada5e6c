//! Chance for the tests, which can be had again: FAULT_SEED repeats it, as far as the machine's own timing allows.

use std::time::{SystemTime, UNIX_EPOCH};

/// xorshift64.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// By FAULT_SEED, or by the time; says which.
    pub fn new() -> Chance {
        let given = std::env::var("FAULT_SEED").ok().map(|seed| seed.parse().expect("FAULT_SEED is a number"));
        let by_time = || SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_nanos() as u64;
        let seed = given.unwrap_or_else(by_time) | 1;
        println!("FAULT_SEED={seed}");
        Chance(seed)
    }

    /// One that goes another way.
    pub fn fork(&mut self) -> Chance {
        Chance(self.next() | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// At least 0 and less than `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// One of them.
    pub fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}
