//! Blowfish with bcrypt's expensive key schedule (Provos and Mazières, "A Future-Adaptable Password Scheme", USENIX 1999),
//! for several states at once.
//!
//! One Blowfish is a chain: each round waits for the table look-ups of the one before, some ten cycles in which the core
//! has nothing else to do. Here the same round of `N` independent states stands next to each other, so that the look-ups
//! of one fill the waiting time of the others.
//!
//! No index can leave its table, and the compiler sees it: a byte points into one of four times 256 words, everything
//! else is constant. So there is no check in the loops, and no `unsafe`.

use std::array::{from_fn, from_ref};

use zeroize::Zeroize;

use super::pi;

/// How many states run together at most. Their tables are 25 KiB, which leaves room in a first-level cache of 32; a seventh
/// would bring 3 % where the cache is larger, and make each hash wait 12 % longer.
pub(super) const WIDEST: usize = 6;

/// Subkeys of 32 bits: one for each of sixteen rounds, and two for the end.
const SUBKEYS: usize = 18;
/// The subkeys, then four S-boxes of 256 words.
pub(super) const WORDS: usize = SUBKEYS + 4 * 256;

/// A password as Blowfish takes it: repeated over all subkeys.
pub(super) type Key = [u32; SUBKEYS];
/// A salt of 128 bits.
pub(super) type Salt = [u32; 4];
/// Three blocks of 64 bits.
pub(super) type Text = [u32; 6];

/// One state, with the password and the salt that are mixed into it over and over. Wiped when it is dropped.
pub(super) struct Blowfish {
    /// Subkeys and S-boxes are one array because the key schedule rewrites them in this order.
    words: [u32; WORDS],
    key: Key,
    salt: Salt,
}

impl Blowfish {
    /// Where every password begins. Nothing in it is secret yet, so it may be moved; after [`begin`](Blowfish::begin) a
    /// move would leave a copy behind.
    pub(super) const INITIAL: Blowfish = Blowfish { words: pi::FRACTION, key: [0; SUBKEYS], salt: [0; 4] };

    /// Takes password and salt and mixes them in once, together: the first step of bcrypt.
    pub(super) fn begin(&mut self, key: &Key, salt: Salt) {
        self.key.copy_from_slice(key);
        self.salt = salt;
        self.add_key();
        let (mut left, mut right) = ([0], [0]);
        for block in 0..WORDS / 2 {
            left[0] ^= salt[2 * block % 4];
            right[0] ^= salt[(2 * block + 1) % 4];
            encrypt(from_ref(self), &mut left, &mut right);
            self.replace(block, left[0], right[0]);
        }
    }

    /// Encrypts a text 64 times, block by block: the last step of bcrypt.
    pub(super) fn encrypt_64_times(&self, mut text: Text) -> Text {
        for block in text.chunks_exact_mut(2) {
            let (mut left, mut right) = ([block[0]], [block[1]]);
            for _ in 0..64 {
                encrypt(from_ref(self), &mut left, &mut right);
            }
            (block[0], block[1]) = (left[0], right[0]);
        }
        text
    }

    fn add_key(&mut self) {
        for (subkey, part) in self.words.iter_mut().zip(&self.key) {
            *subkey ^= part;
        }
    }

    fn add_salt(&mut self) {
        for (subkey, part) in self.words[..SUBKEYS].iter_mut().zip(self.salt.iter().cycle()) {
            *subkey ^= part;
        }
    }

    #[inline(always)]
    fn replace(&mut self, block: usize, left: u32, right: u32) {
        self.words[2 * block] = left;
        self.words[2 * block + 1] = right;
    }
}

impl Zeroize for Blowfish {
    fn zeroize(&mut self) {
        self.words.zeroize();
        self.key.zeroize();
        self.salt.zeroize();
    }
}

impl Drop for Blowfish {
    fn drop(&mut self) {
        self.zeroize();
    }
}

/// What makes bcrypt expensive: for so many rounds, mixes the password and then the salt into the whole of each state.
///
/// Compiled here for every number of states rather than where it is called, so that it is optimised with this crate also in
/// a build for development.
///
/// # Panics
/// If there are more states than [`WIDEST`].
pub(super) fn expand(states: &mut [Blowfish], rounds: u32) {
    match states.len() {
        0 => (),
        1 => expand_together::<1>(states, rounds),
        2 => expand_together::<2>(states, rounds),
        3 => expand_together::<3>(states, rounds),
        4 => expand_together::<4>(states, rounds),
        5 => expand_together::<5>(states, rounds),
        _ => expand_together::<WIDEST>(states, rounds),
    }
}

fn expand_together<const N: usize>(states: &mut [Blowfish], rounds: u32) {
    let states: &mut [Blowfish; N] = states.try_into().expect("as many states as lanes");
    for _ in 0..rounds {
        states.iter_mut().for_each(Blowfish::add_key);
        rewrite(states);
        states.iter_mut().for_each(Blowfish::add_salt);
        rewrite(states);
    }
}

/// Replaces each word by what the state makes of the words before it.
#[inline(never)]
fn rewrite<const N: usize>(states: &mut [Blowfish; N]) {
    let (mut left, mut right) = ([0; N], [0; N]);
    for block in 0..WORDS / 2 {
        encrypt(states, &mut left, &mut right);
        for lane in 0..N {
            states[lane].replace(block, left[lane], right[lane]);
        }
    }
}

/// Encrypts one block under each state.
#[inline(always)]
fn encrypt<const N: usize>(states: &[Blowfish; N], left: &mut [u32; N], right: &mut [u32; N]) {
    for lane in 0..N {
        left[lane] ^= states[lane].words[0];
    }
    // Written out: as a loop its counter would take one of the registers, which are too few as it is: 5 % slower.
    two_rounds::<1, N>(states, left, right);
    two_rounds::<3, N>(states, left, right);
    two_rounds::<5, N>(states, left, right);
    two_rounds::<7, N>(states, left, right);
    two_rounds::<9, N>(states, left, right);
    two_rounds::<11, N>(states, left, right);
    two_rounds::<13, N>(states, left, right);
    two_rounds::<15, N>(states, left, right);
    for lane in 0..N {
        right[lane] ^= states[lane].words[SUBKEYS - 1];
    }
    std::mem::swap(left, right);
}

#[inline(always)]
fn two_rounds<const FIRST: usize, const N: usize>(states: &[Blowfish; N], left: &mut [u32; N], right: &mut [u32; N]) {
    *right = from_fn(|lane| right[lane] ^ states[lane].words[FIRST] ^ substitute(&states[lane], left[lane]));
    *left = from_fn(|lane| left[lane] ^ states[lane].words[FIRST + 1] ^ substitute(&states[lane], right[lane]));
}

/// Blowfish's F: one word of each S-box, chosen by the four bytes of `x`.
#[inline(always)]
fn substitute(state: &Blowfish, x: u32) -> u32 {
    // By shifting, not by `to_be_bytes`, which costs the chain another cycle to turn the bytes around.
    let word = |number: usize, shift: u32| state.words[SUBKEYS + 256 * number + usize::from((x >> shift) as u8)];
    (word(0, 24).wrapping_add(word(1, 16)) ^ word(2, 8)).wrapping_add(word(3, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_of_a_wiped_state() {
        let mut state = Blowfish::INITIAL;
        state.begin(&[7; SUBKEYS], [1, 2, 3, 4]);
        expand(std::slice::from_mut(&mut state), 1);
        assert!(state.words.iter().all(|word| *word != 0));

        state.zeroize();
        let Blowfish { words, key, salt } = &state;
        assert!(words.iter().chain(key).chain(salt).all(|word| *word == 0));
    }
}
