//! bcrypt for several passwords at once.
//!
//! One bcrypt leaves most of a processor core idle: it is a long chain of table look-ups, each of which waits for the one
//! before. This crate computes several hashes that have nothing to do with each other in lockstep, in one thread; they
//! fill each other's waiting time. A hash that runs alone takes no longer than with the [bcrypt crate], and the results are
//! the same.
//!
//! - [`hash_all`] computes a list of hashes.
//! - [`Lanes`] is for a thread that serves a queue: a job joins those that are already running whenever a lane is free,
//!   and leaves when its own cost is paid. Nobody waits for a batch to fill up, or for the slowest in it.
//!
//! ```
//! use bcrypt_lanes::{BcryptHash, Cost, Job, hash_all};
//!
//! let stored: BcryptHash = "$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe".parse()?;
//! let computed = hash_all([
//!     Job::check(b"a", &stored),
//!     Job::check(b"b", &stored),
//!     Job::hash(b"a new password", Cost::new(5)?, *b"16 random bytes!"),
//! ]);
//! assert!(stored.matches(&computed[0]));
//! assert!(!stored.matches(&computed[1]));
//! assert!(computed[2].to_string().starts_with("$2b$05$"));
//! # Ok::<(), bcrypt_lanes::Malformed>(())
//! ```
//!
//! # What a password is
//!
//! Bytes, any of them, also NUL and what is no UTF-8. bcrypt appends a NUL and reads 72 bytes: a password of 72 bytes or
//! more is told apart by its first 72, and [`LONGEST`] is the longest that is read as a whole. (It also repeats the password,
//! with its NUL, up to 72 bytes, so that a password of NULs alone equals any other of them.) Both are the crate's behaviour,
//! and whoever asks for longer passwords has to shorten them before, with a hash of another kind.
//!
//! # What stays behind
//!
//! Passwords and states are wiped as soon as they are no longer needed. They stay in one place on the heap, so that moving
//! a job leaves no copy. What registers and stack may keep are single words of a state, 64 bits for each lane, from which
//! nothing follows but by trying passwords at full cost. Which words are looked up depends on the password, as Blowfish
//! wants it: an attacker on the same processor core may learn something from its cache, here as with any other bcrypt.
//!
//! # How fast
//!
//! `cargo bench -p bcrypt-lanes` compares with the bcrypt crate, in turns, on the machine it runs on. On an Intel Xeon of
//! 2023 one hash takes 0.93 × the crate's time, two take 1.01 × together, and six 1.44 ×: 4.2 × as many in the same time.
//!
//! [bcrypt crate]: https://docs.rs/bcrypt

mod base64;
mod blowfish;
mod hash;
mod job;
mod lanes;
mod pi;

pub use hash::{BcryptHash, Cost, Malformed, Version};
pub use job::{Job, LONGEST};
pub use lanes::{LANES, Lanes, hash_all};
