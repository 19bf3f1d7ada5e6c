//! Tokens: as they come, and with a right signature over whatever they say.
#![no_main]

use std::sync::LazyLock;

use inside::config::token_keys::Keys;
use inside::fuzzing::tokens::{ISSUER, key_id, signed, subject};
use inside::tokens::claims::Type;
use vestibule_fuzz::{choice, text};

static KEYS: LazyLock<Keys> = LazyLock::new(|| Keys::shared("6b2e90f71c3d84a5e6f7081923b4c5d6e7f8091a2b3c4d5e", None));
const NOW: i64 = 1_800_000_000;

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    let (chosen, rest) = choice(data);
    let Some(text) = text(rest) else { return };
    assert!(subject(&KEYS, text, &[Type::Access, Type::Refresh], NOW).is_err(), "nobody but us signs a token");
    let encode = |part: &str| base64_url(part.as_bytes());
    let header = format!(r#"{{"alg":"HS256","typ":"JWT","kid":"{}"}}"#, key_id(&KEYS));
    let message = match chosen % 3 {
        0 => text.to_owned(),
        1 => format!("{}.{}", encode(text), encode("{}")),
        _ => format!("{}.{}", encode(&header), encode(text)),
    };
    let Some(token) = signed(&KEYS, &message) else { return };
    if let Ok(subject) = subject(&KEYS, &token, &[Type::Access], NOW) {
        // What nobody asks for is skipped, and may hold what is no text.
        let Ok(said) = serde_json::from_str::<serde_json::Value>(text) else { return };
        assert_eq!(said["sub"], subject);
        assert_eq!(said["iss"], ISSUER);
        assert_eq!(said["type"], "access");
        assert!(said["exp"].as_i64().is_some_and(|end| end > NOW));
    }
}

fn base64_url(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::new();
    for part in bytes.chunks(3) {
        let bits = part.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - part.len()));
        out.extend((0..=part.len()).map(|at| DIGITS[(bits >> (18 - 6 * at)) as usize & 63] as char));
    }
    out
}
