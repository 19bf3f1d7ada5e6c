//! Keys that are none, keys of other algorithms than they say, and signatures that are none.

use super::authenticator::{Authenticator, VERIFIED, bytes, rsa_key};
use super::row;
use crate::error::PasskeyProblem;
use crate::factors::passkeys::public_key::PublicKey;

fn judged(cose: &[u8]) -> Result<(), PasskeyProblem> {
    PublicKey::read(cose).map(drop)
}

/// A key of these labels and values, as they are in CBOR.
fn key(members: &[(u8, &[u8])]) -> Vec<u8> {
    let mut cose = vec![0xa0 | u8::try_from(members.len()).expect("few")];
    for (label, value) in members {
        cose.push(*label);
        cose.extend(*value);
    }
    cose
}

const KIND: u8 = 0x01;
const ALGORITHM: u8 = 0x03;
const CURVE: u8 = 0x20;
const X: u8 = 0x21;
const Y: u8 = 0x22;

#[test]
fn a_kind_an_algorithm_and_a_curve_belong_together() {
    let (right, other) = (Authenticator::es256().cose, Authenticator::eddsa().cose);
    assert_eq!((judged(&right), judged(&other)), (Ok(()), Ok(())));
    let (x, y) = (&right[right.len() - 69..right.len() - 35], &right[right.len() - 34..]);
    assert_eq!(judged(&key(&[(KIND, &[2]), (ALGORITHM, &[0x26]), (CURVE, &[1]), (X, x), (Y, y)])), Ok(()));
    for (kind, algorithm, curve) in [
        (1, &[0x26][..], 1),
        (2, &[0x27], 1),
        (2, &[0x26], 6),
        (2, &[0x26], 2),
        (2, &[0x26], 8),
        (3, &[0x26], 1),
        (2, &[0x39, 1, 0], 1),
        (1, &[0x27], 6),
        (4, &[0x26], 1),
    ] {
        let cose = key(&[(KIND, &[kind]), (ALGORITHM, algorithm), (CURVE, &[curve]), (X, x), (Y, y)]);
        assert_eq!(judged(&cose), Err(PasskeyProblem::Malformed), "{kind} {algorithm:x?} {curve}");
    }
    // ES384, PS256, RS1 (with SHA-1), ES256K, HMAC with SHA-256, and none at all.
    for algorithm in [&[0x38, 34][..], &[0x38, 36], &[0x39, 0xff, 0xfe], &[0x38, 46], &[0x05], &[0x00]] {
        let cose = key(&[(KIND, &[2]), (ALGORITHM, algorithm), (CURVE, &[1]), (X, x), (Y, y)]);
        assert_eq!(judged(&cose), Err(PasskeyProblem::Unsupported), "{algorithm:x?}");
    }
    let nameless = key(&[(KIND, &[2]), (CURVE, &[1]), (X, x), (Y, y)]);
    assert_eq!(judged(&nameless), Err(PasskeyProblem::Malformed));
}

#[test]
fn a_point_is_on_its_curve_and_written_in_full() {
    let right = Authenticator::es256().cose;
    let (x, y) = (right[right.len() - 67..right.len() - 35].to_vec(), right[right.len() - 32..].to_vec());
    let es256 = |x: &[u8], y: &[u8]| {
        judged(&key(&[(KIND, &[2]), (ALGORITHM, &[0x26]), (CURVE, &[1]), (X, &bytes(x)), (Y, &bytes(y))]))
    };
    assert_eq!(es256(&x, &y), Ok(()));
    let mut beside = y.clone();
    beside[31] ^= 1;
    let padded = [&[0], &x[..]].concat();
    for (x, y) in [(&x, &beside), (&y, &x), (&vec![0; 32], &vec![0; 32]), (&vec![0xff; 32], &y), (&padded, &y)] {
        assert_eq!(es256(x, y), Err(PasskeyProblem::Malformed));
    }
    assert_eq!(es256(&x[..31], &y), Err(PasskeyProblem::Malformed));
    assert_eq!(es256(&x, &[]), Err(PasskeyProblem::Malformed));
    // Compressed: a sign in the place of y.
    let compressed = key(&[(KIND, &[2]), (ALGORITHM, &[0x26]), (CURVE, &[1]), (X, &bytes(&x)), (Y, &[0xf5])]);
    assert_eq!(judged(&compressed), Err(PasskeyProblem::Malformed));
    let eddsa = |x: &[u8]| judged(&key(&[(KIND, &[1]), (ALGORITHM, &[0x27]), (CURVE, &[6]), (X, &bytes(x))]));
    assert_eq!(eddsa(&x[..31]), Err(PasskeyProblem::Malformed));
    assert_eq!(eddsa(&padded), Err(PasskeyProblem::Malformed));
}

#[test]
fn a_parameter_stands_once_and_nothing_follows() {
    let right = Authenticator::eddsa().cose;
    let x = &right[right.len() - 34..];
    let whole: [(u8, &[u8]); 4] = [(KIND, &[1]), (ALGORITHM, &[0x27]), (CURVE, &[6]), (X, x)];
    assert_eq!(judged(&key(&whole)), Ok(()));
    for again in whole {
        assert_eq!(judged(&key(&[&whole[..], &[again]].concat())), Err(PasskeyProblem::Malformed), "{again:?}");
        let missing: Vec<_> = whole.iter().filter(|member| **member != again).copied().collect();
        assert_eq!(judged(&key(&missing)), Err(PasskeyProblem::Malformed), "{again:?}");
    }
    // The same label in a longer form, a curve that is also bytes, a label that is text, y where there is none.
    for more in [(0x18, &[0x01, 0x01][..]), (0x38, &[0x00, 0x06]), (CURVE, x), (0x61, b"a\x00"), (Y, x)] {
        assert_eq!(judged(&key(&[&whole[..], &[more]].concat())), Err(PasskeyProblem::Malformed), "{more:?}");
    }
    assert_eq!(judged(&key(&[&whole[..], &[(0x02, b"\x41\x07")]].concat())), Ok(()), "a key may have an identifier");
    assert_eq!(judged(&[&right[..], &[0]].concat()), Err(PasskeyProblem::Malformed));
    let indefinite = [&[0xbf], &right[1..], &[0xff]].concat();
    assert_eq!(judged(&indefinite), Err(PasskeyProblem::Malformed));
    let endless = [&[0xbb, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], &right[1..]].concat();
    assert_eq!(judged(&endless), Err(PasskeyProblem::Malformed));
}

#[test]
fn an_rsa_key_is_long_enough_and_its_exponent_is_neither_small_nor_even() {
    let n = |bits: usize| {
        let mut n = vec![0xff; bits.div_ceil(8)];
        n[0] >>= n.len() * 8 - bits;
        n
    };
    let (e, mut even) = ([1, 0, 1], n(2048));
    *even.last_mut().expect("it has bytes") = 0xfe;
    for right in [rsa_key(&n(2048), &e), rsa_key(&n(3072), &e), rsa_key(&n(8192), &e), rsa_key(&n(2048), &[0xff; 4])] {
        assert_eq!(judged(&right), Ok(()));
    }
    for wrong in [
        rsa_key(&n(2047), &e),
        rsa_key(&n(1024), &e),
        rsa_key(&n(8193), &e),
        rsa_key(&[&[0], &n(2048)[..]].concat(), &e),
        rsa_key(&even, &e),
        rsa_key(&[], &e),
        rsa_key(&n(2048), &[]),
        rsa_key(&n(2048), &[1]),
        rsa_key(&n(2048), &[3]),
        rsa_key(&n(2048), &[0xff, 0xff]),
        rsa_key(&n(2048), &[0, 0, 3]),
        rsa_key(&n(2048), &[1, 0, 0]),
        rsa_key(&n(2048), &[1, 0, 0, 0, 1]),
    ] {
        assert_eq!(judged(&wrong), Err(PasskeyProblem::Malformed), "{:x?}", &wrong[wrong.len() - 8..]);
    }
}

#[test]
fn only_a_signature_in_the_form_of_its_algorithm_is_one() {
    for authenticator in [Authenticator::es256(), Authenticator::eddsa(), Authenticator::rs256()] {
        let row = row(&authenticator.register(VERIFIED).verify().expect("right"));
        let right = authenticator.assert(VERIFIED, 2);
        assert!(right.verify(&row).is_ok());
        // Nothing, zeros of each length, zero and zero in DER, r and s side by side, and something behind it.
        let signature = &right.signature;
        for wrong in [
            Vec::new(),
            vec![0; 1],
            vec![0; 64],
            vec![0; 256],
            b"\x30\x06\x02\x01\x00\x02\x01\x00".to_vec(),
            b"\x30\x80\x02\x01\x01\x02\x01\x01\x00\x00".to_vec(),
            [&signature[..], &[0]].concat(),
            [&[0], &signature[..]].concat(),
            signature[..signature.len() - 1].to_vec(),
            signature.repeat(2),
            vec![0xff; 10_000],
        ] {
            let sent = super::Assertion { signature: wrong, ..right.clone() };
            assert_eq!(sent.verify(&row).err(), Some(PasskeyProblem::WrongSignature));
        }
    }
}
