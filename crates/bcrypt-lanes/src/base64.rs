//! bcrypt's own base64: another order of the characters, no padding.

use std::fmt::{self, Write};

const ALPHABET: &[u8; 64] = b"./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// What each byte stands for; 64 where it is not of the alphabet.
const DIGITS: [u8; 256] = {
    let mut digits = [64; 256];
    let mut digit = 0;
    while digit < ALPHABET.len() {
        digits[ALPHABET[digit] as usize] = digit as u8;
        digit += 1;
    }
    digits
};

pub(super) fn encode(bytes: &[u8], to: &mut impl Write) -> fmt::Result {
    for group in bytes.chunks(3) {
        let mut bits = [0; 4];
        bits[1..=group.len()].copy_from_slice(group);
        let bits = u32::from_be_bytes(bits);
        for place in 0..=group.len() {
            let digit = bits >> (18 - 6 * place) & 63;
            to.write_char(char::from(ALPHABET[digit as usize]))?;
        }
    }
    Ok(())
}

/// Nothing if a character is not of the alphabet, if their number is not that of `N` bytes, or if bits that belong to no byte
/// are set: each hash can be written in one way only.
pub(super) fn decode<const N: usize>(characters: &[u8]) -> Option<[u8; N]> {
    if characters.len() != (8 * N).div_ceil(6) {
        return None;
    }
    let mut decoded = [0; N];
    let mut bytes = decoded.iter_mut();
    let (mut bits, mut count) = (0_u32, 0);
    for character in characters {
        let digit = DIGITS[usize::from(*character)];
        if digit == 64 {
            return None;
        }
        bits = bits << 6 | u32::from(digit);
        count += 6;
        if count >= 8 {
            count -= 8;
            *bytes.next()? = (bits >> count) as u8;
            bits &= (1 << count) - 1;
        }
    }
    (bits == 0).then_some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_encoded_is_decoded() {
        for byte in 0..=255 {
            let bytes: [u8; 16] = std::array::from_fn(|i| byte ^ (37 * i) as u8);
            let mut text = String::new();
            encode(&bytes, &mut text).expect("a string takes everything");
            assert_eq!(text.len(), 22);
            assert_eq!(decode(text.as_bytes()), Some(bytes));
        }
    }

    #[test]
    fn only_one_spelling_is_decoded() {
        assert_eq!(decode::<1>(b".."), Some([0]));
        assert_eq!(decode::<1>(b"9u"), Some([255]));
        let refused: [&[u8]; 7] = [b"", b".", b"...", b"./", b".=", b". ", b".\xff"];
        for refused in refused {
            assert_eq!(decode::<1>(refused), None, "{refused:?}");
        }
    }
}
