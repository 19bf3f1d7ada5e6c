//! How much chance a secret holds, and the secrets that everybody can read in a tutorial.

use std::collections::{BTreeMap, BTreeSet};

use data_encoding::HEXLOWER_PERMISSIVE;
use zxcvbn::matching::patterns::MatchPattern;
use zxcvbn::zxcvbn;

/// Bits below which a secret of 32 bytes was made by a person. 128 random bits, written in any alphabet, are estimated
/// well above it, phrases and patterns well below.
const LEAST: f64 = 80.0;

/// A word out of a dictionary, a keyboard row, a date: whatever its length, it is one choice out of some thousand.
const MOST_OF_A_WORD: f64 = 13.0;
const MOST_OF_A_PATTERN: f64 = 8.0;

/// zxcvbn takes a long text for random rather than for many words, so it is given short pieces.
const AT_ONCE: usize = 24;
/// What follows can only add to the estimate.
const AT_MOST: usize = 240;

/// Secrets that stand in documentation and in sample projects.
const PUBLISHED: &[&str] = &[
    // jwt.io, in its old and its present form.
    "your-256-bit-secret",
    "your-384-bit-secret",
    "your-512-bit-secret",
    "a-string-secret-at-least-256-bits-long",
    "a-valid-string-secret-that-is-at-least-512-bits-long",
    // RFC 7515 appendix A.1.
    "ayM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
    // FastAPI, "OAuth2 with Password and JWT tokens".
    "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",
    // Flask, "Configuration handling" and its quick start.
    "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
    "_5#y2L\"F4Q8z\\n\\xec]/",
    // Pangrams, the first long texts that come to mind.
    "quick brown fox",
    "quickbrownfox",
    // SHA-256 and MD5 of nothing, which scripts make of a variable that is empty.
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "d41d8cd98f00b204e9800998ecf8427e",
];

/// Words of those who meant to put something else there later. Random text of any alphabet holds none of them.
const PLACEHOLDERS: &[&str] = &[
    "secret",
    "s3cr3t",
    "passw",
    "passphrase",
    "change",
    "example",
    "placeholder",
    "replace",
    "default",
    "insert",
    "your-",
    "your_",
    "yourkey",
    "todo-",
    "dummy",
    "sample",
    "testing",
    "test-key",
    "testkey",
    "devkey",
    "dev-key",
    "dev_key",
    "development",
    "localhost",
    "flask",
    "django",
    "jwt-",
    "jwt_",
    "-key",
    "_key",
    "key-",
    "key_",
    "at-least",
    "at_least",
    "32-char",
    "256-bit",
    "vestibule",
    "keep-it",
    "long-enough",
    "do-not",
];

/// Whether a secret can be guessed: it is published, a placeholder, or holds too little chance.
pub(super) fn is_guessable(secret: &str) -> bool {
    let lower = secret.trim().to_lowercase();
    let is_published = PUBLISHED.iter().any(|known| lower.contains(&known.to_lowercase()));
    if is_published || PLACEHOLDERS.iter().any(|word| lower.contains(word)) {
        return true;
    }
    !is_evidently_random(secret) && bits(secret) < LEAST
}

/// Whether it is what `openssl rand -hex 32` prints: 32 bytes as different from one another, and from each to the next, as
/// chance makes them. It needs no estimate, for which zxcvbn would load dictionaries: 5 MB from the start on.
fn is_evidently_random(secret: &str) -> bool {
    let bytes = HEXLOWER_PERMISSIVE.decode(secret.trim().as_bytes()).unwrap_or_default();
    let different: BTreeSet<u8> = bytes.iter().copied().collect();
    let steps: BTreeSet<u8> = bytes.windows(2).map(|pair| pair[1].wrapping_sub(pair[0])).collect();
    let outside_ascii = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    // Of 32 random bytes, 30 differ and 16 are outside ASCII on average. One secret in thousands is below, and is estimated.
    bytes.len() == 32 && different.len() >= 25 && steps.len() >= 25 && outside_ascii >= 6
}

/// An estimate, rather too low than too high: what a dictionary, a keyboard, a calendar or a repetition explains counts as
/// one choice, once however often it comes back; every other character counts with the variety of its fellows.
fn bits(secret: &str) -> f64 {
    let characters: Vec<char> = secret.trim().chars().take(AT_MOST).collect();
    let mut chosen: BTreeMap<String, f64> = BTreeMap::new();
    let mut rest: Vec<char> = Vec::new();
    let separators = characters.iter().filter(|c| !c.is_alphanumeric());
    rest.extend(separators);
    let words = characters.split(|c| !c.is_alphanumeric()).flat_map(|word| word.chunks(AT_ONCE));
    for word in words.filter(|word| !word.is_empty()) {
        let word: String = word.iter().collect();
        for found in zxcvbn(&word, &[]).sequence() {
            let guesses = found.guesses.map_or(0.0, |guesses| (guesses.max(1) as f64).log2());
            let length = found.token.chars().count();
            let most = match &found.pattern {
                // Chance makes short words, and longer ones with digits for letters, out of any random text.
                MatchPattern::BruteForce => None,
                MatchPattern::Dictionary(word) if length < 4 || word.l33t || (word.reversed && length < 8) => None,
                MatchPattern::Dictionary(_) => Some(MOST_OF_A_WORD),
                _ if length < 4 => None,
                // So it does with dates and short runs.
                _ if length <= 8 => Some(MOST_OF_A_WORD),
                _ => Some(MOST_OF_A_PATTERN),
            };
            match most {
                Some(most) => {
                    chosen.insert(found.token.to_lowercase(), guesses.min(most));
                }
                None => rest.extend(found.token.chars()),
            }
        }
    }
    if is_periodic(&characters) {
        rest.truncate(characters.len() / 2);
    }
    chosen.values().sum::<f64>() + rest.len() as f64 * variety(&rest)
}

/// Shannon's entropy of one character; runs of one step, as in `abcd` and `2468`, have none of their own.
fn variety(text: &[char]) -> f64 {
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    for c in text {
        *counts.entry(*c).or_default() += 1;
    }
    let of_all = text.len() as f64;
    let by_character: f64 = counts.values().map(|count| *count as f64 / of_all).map(|p| -p * p.log2()).sum();
    let steps: BTreeSet<i64> =
        text.windows(2).map(|pair| i64::from(u32::from(pair[1])) - i64::from(u32::from(pair[0]))).collect();
    by_character.min((steps.len().max(1) as f64).log2())
}

/// Whether the whole is a shorter text over and over.
fn is_periodic(text: &[char]) -> bool {
    (1..=text.len() / 2).any(|period| text.iter().skip(period).zip(text).all(|(later, earlier)| later == earlier))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_and_patterned_secrets_are_guessable() {
        for weak in [
            "super-secret-key-that-nobody-knows-about",
            "a-string-secret-at-least-256-bits-long",
            "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",
            "0123456789012345678901234567890123456789",
            "0123456789abcdef0123456789abcdef0123456789abcdef",
            "abcdefghijklmnopqrstuvwxyz0123456789",
            "qwertyuiopasdfghjklzxcvbnm1234567890",
            "1q2w3e4r5t6y7u8i9o0p1q2w3e4r5t6y7u8i9o0p",
            "correct-horse-correct-horse-correct-horse",
            "correcthorsebatterystaplecorrecthorsebatterystaple",
            "this is a very long sentence about my application",
            "the quick brown fox jumps over the lazy dog",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "abababababababababababababababababababab",
            "x7Kp9QzLx7Kp9QzLx7Kp9QzLx7Kp9QzLx7Kp9QzL",
            "Password1234Password1234Password1234",
            "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef",
            "2468101214161820222426283032343638404244",
            "11111111222222223333333344444444",
            "2024-01-01-2025-01-01-2026-01-01-2027",
            "my-company-accounts-service-2026",
        ] {
            assert!(is_guessable(weak), "{weak}: {}", bits(weak));
        }
        let patterned = [
            HEXLOWER_PERMISSIVE.encode(b"an ordinary sentence, in hex now"),
            HEXLOWER_PERMISSIVE.encode(&core::array::from_fn::<u8, 32, _>(|number| 100 + number as u8)),
            "00112233445566778899aabbccddeeff".repeat(2),
            "0f6a41c9d27be8355aa1c04d9e7fb263".repeat(2),
        ];
        for weak in patterned {
            assert_eq!((weak.len(), is_evidently_random(&weak)), (64, false), "{weak}");
        }
    }

    #[test]
    fn random_secrets_are_not() {
        for strong in
            ["0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21", "6b2e90f71c3d84a5e6f7081923b4c5d6e7f8091a2b3c4d5e"]
        {
            assert!(!is_guessable(strong), "{strong}: {}", bits(strong));
        }
        for number in 0..100_u32 {
            // As random as any, and the same in each run.
            let bytes = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &number.to_be_bytes());
            let bytes = bytes.as_ref();
            assert!(is_evidently_random(&data_encoding::HEXLOWER.encode(bytes)));
            let many = [
                data_encoding::HEXLOWER.encode(bytes),
                data_encoding::HEXUPPER.encode(&bytes[..16]),
                data_encoding::BASE64URL_NOPAD.encode(bytes),
                data_encoding::BASE64.encode(&bytes[..24]),
                data_encoding::BASE32.encode(bytes),
            ];
            for strong in many {
                assert!(!is_guessable(&strong), "{strong}: {}", bits(&strong));
            }
        }
    }
}
