//! Hashes that run side by side.

use super::blowfish::{self, Blowfish, Text};
use super::hash::{BcryptHash, Cost, Version};
use super::job::Job;

/// How many hashes run side by side at most.
pub const LANES: usize = blowfish::WIDEST;

/// After so many rounds [`Lanes::advance`] returns even if nothing is done: about a millisecond.
const ROUNDS_AT_ONCE: u32 = 16;

/// What is encrypted in the end: "OrpheanBeholderScryDoubt".
const TEXT: Text = [0x4f72_7068, 0x6561_6e42, 0x6568_6f6c, 0x6465_7253, 0x6372_7944, 0x6f75_6274];

/// The hashes that one thread computes side by side, each with a ticket of the caller's that comes back with the result.
///
/// ```
/// # use bcrypt_lanes::{Cost, Job, Lanes};
/// # let mut waiting = (0..20).map(|i| (Job::hash(b"password", Cost::LOWEST, [i; 16]), i)).collect::<Vec<_>>();
/// # let mut answered = 0;
/// let mut lanes = Lanes::new();
/// loop {
///     while lanes.has_room()
///         && let Some((job, ticket)) = waiting.pop()
///     {
///         lanes.start(job, ticket);
///     }
///     if lanes.is_empty() {
///         break; // or sleep until there is a job
///     }
///     for (_ticket, _hash) in lanes.advance() {
///         answered += 1;
///     }
/// }
/// assert_eq!(answered, 20);
/// ```
pub struct Lanes<T> {
    /// One for each running hash, in the same order. Their places are reserved at the beginning: growing would leave a copy.
    states: Vec<Blowfish>,
    running: Vec<Running<T>>,
}

struct Running<T> {
    rounds_left: u32,
    cost: Cost,
    salt: [u8; 16],
    ticket: T,
}

impl<T> Lanes<T> {
    /// Lanes in which nothing runs yet: some 25 KiB.
    pub fn new() -> Lanes<T> {
        Lanes { states: Vec::with_capacity(LANES), running: Vec::with_capacity(LANES) }
    }

    /// Whether one more hash can start.
    pub fn has_room(&self) -> bool {
        self.running.len() < LANES
    }

    /// Whether nothing runs.
    pub fn is_empty(&self) -> bool {
        self.running.is_empty()
    }

    /// Starts a hash beside those that are running.
    ///
    /// # Panics
    /// If there is no room.
    pub fn start(&mut self, job: Job, ticket: T) {
        assert!(self.has_room(), "all {LANES} lanes are taken");
        self.states.push(Blowfish::INITIAL);
        if let Some(state) = self.states.last_mut() {
            state.begin(&job.key, job.salt_words());
        }
        self.running.push(Running { rounds_left: job.cost.rounds(), cost: job.cost, salt: job.salt, ticket });
    }

    /// Computes for about a millisecond and returns what is done by then, often nothing.
    pub fn advance(&mut self) -> Vec<(T, BcryptHash)> {
        let next = self.running.iter().map(|one| one.rounds_left).min();
        let rounds = next.unwrap_or(0).min(ROUNDS_AT_ONCE);
        blowfish::expand(&mut self.states, rounds);

        let mut done = Vec::new();
        // From the last on: what is done is replaced by the last, which has been seen then.
        for lane in (0..self.running.len()).rev() {
            self.running[lane].rounds_left -= rounds;
            if self.running[lane].rounds_left == 0 {
                done.push(self.finish(lane));
            }
        }
        done
    }

    fn finish(&mut self, lane: usize) -> (T, BcryptHash) {
        let text = self.states[lane].encrypt_64_times(TEXT);
        // Not swap_remove, which would move the state out of its place instead of wiping it there.
        let last = self.states.len() - 1;
        self.states.swap(lane, last);
        self.states.truncate(last);
        let Running { cost, salt, ticket, .. } = self.running.swap_remove(lane);

        let mut digest = [0; 23];
        for (byte, computed) in digest.iter_mut().zip(text.into_iter().flat_map(u32::to_be_bytes)) {
            *byte = computed; // bcrypt leaves out the 24th
        }
        (ticket, BcryptHash::from_parts(Version::B, cost, salt, digest))
    }
}

impl<T> Default for Lanes<T> {
    fn default() -> Lanes<T> {
        Lanes::new()
    }
}

/// Computes all of these hashes and returns them in the same order, as version [`B`](Version::B).
pub fn hash_all(jobs: impl IntoIterator<Item = Job>) -> Vec<BcryptHash> {
    let mut waiting = jobs.into_iter().enumerate();
    let mut lanes = Lanes::new();
    let mut hashes = Vec::new();
    loop {
        while lanes.has_room()
            && let Some((place, job)) = waiting.next()
        {
            lanes.start(job, place);
        }
        if lanes.is_empty() {
            break;
        }
        hashes.extend(lanes.advance());
    }
    hashes.sort_unstable_by_key(|(place, _)| *place);
    hashes.into_iter().map(|(_, hash)| hash).collect()
}
