//! Authenticator data and attestation objects that no authenticator writes.

use super::authenticator::{
    Authenticator, BACKED_UP, BACKUP_ELIGIBLE, VERIFIED, WITH_CREDENTIAL, WITH_EXTENSIONS, attestation, bytes,
    client_data, credential, data,
};
use super::{CHALLENGE, DOMAIN, ORIGIN, Registration, row};
use crate::error::PasskeyProblem;
use crate::factors::passkeys::authenticator_data::{AuthenticatorData, of_attestation};

fn registered(object: Vec<u8>, id: &[u8]) -> Result<Vec<u8>, PasskeyProblem> {
    let client_data = client_data("webauthn.create", CHALLENGE, ORIGIN, "");
    Registration { id: id.to_vec(), client_data, object }.verify().map(|verified| verified.credential_id)
}

/// Each of the 256 values of the flags, signed: those with the user verified are right, where they say of backups what they may.
#[test]
fn the_flags_decide_as_they_are_defined() {
    let authenticator = Authenticator::es256();
    for eligible in [0, BACKUP_ELIGIBLE] {
        let row = row(&authenticator.register(VERIFIED | eligible).verify().expect("right"));
        for flags in 0..=u8::MAX {
            let backed_up = flags & BACKED_UP != 0;
            let is_right = flags & VERIFIED == VERIFIED
                && flags & BACKUP_ELIGIBLE == eligible
                && (eligible != 0 || !backed_up)
                && flags & (WITH_CREDENTIAL | WITH_EXTENSIONS) == 0;
            let asserted = authenticator.assert(flags, 2).verify(&row);
            assert_eq!(asserted.map(|asserted| asserted.backed_up).ok(), is_right.then_some(backed_up), "{flags:#04x}");
        }
        let registered = authenticator.register(flags_without_verification(eligible)).verify();
        assert_eq!(registered.err(), Some(PasskeyProblem::NotVerified));
    }
    let backed_up = authenticator.register(VERIFIED | BACKED_UP).verify();
    assert_eq!(backed_up.err(), Some(PasskeyProblem::Malformed), "it can't be backed up and not eligible");
}

fn flags_without_verification(eligible: u8) -> u8 {
    eligible | (VERIFIED & 0x01)
}

#[test]
fn a_counter_goes_up_or_stays_away() {
    let authenticator = Authenticator::es256();
    for (kept, said, is_cloned) in [
        (0, 0, false),
        (0, 1, false),
        (1, 2, false),
        (1, u32::MAX, false),
        (1, 1, true),
        (2, 1, true),
        (1, 0, true),
        (u32::MAX, 0, true),
    ] {
        let credential = credential(b"id", &authenticator.cose);
        let object = attestation(&data(DOMAIN, VERIFIED | WITH_CREDENTIAL, kept, &credential));
        let client_data = client_data("webauthn.create", CHALLENGE, ORIGIN, "");
        let row = row(&Registration { id: b"id".to_vec(), client_data, object }.verify().expect("right"));
        let asserted = authenticator.assert(VERIFIED, said).verify(&row).expect("the caller compares");
        assert_eq!(row.is_cloned(asserted.counter), is_cloned, "{kept} then {said}");
    }
}

#[test]
fn an_identifier_has_1_to_1023_bytes_and_is_the_one_that_is_named() {
    let cose = Authenticator::es256().cose;
    let object = |id: &[u8]| attestation(&data(DOMAIN, VERIFIED | WITH_CREDENTIAL, 0, &credential(id, &cose)));
    for (length, is_right) in [(0, false), (1, true), (16, true), (1023, true), (1024, false), (u16::MAX, false)] {
        let id = vec![7; length.into()];
        let said = match length {
            u16::MAX => attestation(&data(DOMAIN, VERIFIED | WITH_CREDENTIAL, 0, &[[7; 16], [0xff; 16]].concat())),
            _ => object(&id),
        };
        let expected = if is_right { Ok(id.clone()) } else { Err(PasskeyProblem::Malformed) };
        assert_eq!(registered(said, &id), expected, "{length}");
    }
    for other in [&b""[..], b"i", b"id ", b"ID"] {
        assert_eq!(registered(object(b"id"), other), Err(PasskeyProblem::Malformed));
    }
}

#[test]
fn every_beginning_of_the_data_is_too_short_and_a_byte_more_too_long() {
    let cose = Authenticator::es256().cose;
    let flags = VERIFIED | WITH_CREDENTIAL | WITH_EXTENSIONS;
    let whole = data(DOMAIN, flags, 0, &[&credential(b"id", &cose)[..], b"\xa1\x6bcredProtect\x02"].concat());
    assert!(AuthenticatorData::read(&whole).is_ok());
    for length in 0..whole.len() {
        assert_eq!(AuthenticatorData::read(&whole[..length]).err(), Some(PasskeyProblem::Malformed), "{length}");
    }
    for more in [0x00, 0xa0, 0xff] {
        let longer = [&whole[..], &[more]].concat();
        assert_eq!(AuthenticatorData::read(&longer).err(), Some(PasskeyProblem::Malformed));
    }
}

#[test]
fn extensions_are_one_map_that_ends() {
    let judged =
        |extensions: &[u8]| AuthenticatorData::read(&data(DOMAIN, VERIFIED | WITH_EXTENSIONS, 0, extensions)).err();
    let deep = |open: &[u8]| [b"\xa1\x01", &open.repeat(100_000)[..], b"\x00"].concat();
    for right in
        [&b"\xa0"[..], b"\xa1\x6bhmac-secret\xf5", b"\xa1\x01\xa1\x01\xa1\x01\x00", &deep(b"\x81"), &deep(b"\xc1")]
    {
        assert_eq!(judged(right), None);
    }
    for wrong in [
        &b""[..],
        b"\x00",
        b"\x80",
        b"\xa1",
        b"\xa1\x01",
        b"\xbf\xff",
        b"\xa1\x01\xbf",
        b"\xa1\x01\xff",
        b"\xbb\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\xbb\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00",
        b"\xa1\x01\x5b\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\xa1\x01\x9b\x7f\xff\xff\xff\xff\xff\xff\xff\x00",
        b"\xa1\x01\x1c",
        b"\xa0\xa0",
        &deep(b"\x9f"),
        &deep(b"\xbf\x00"),
    ] {
        assert_eq!(judged(wrong), Some(PasskeyProblem::Malformed), "{:x?}", &wrong[..wrong.len().min(16)]);
    }
}

#[test]
fn an_attestation_object_says_each_thing_once_whatever_its_statement_is() {
    let said = data(DOMAIN, VERIFIED, 0, &[]);
    let auth_data = [b"\x68authData", &bytes(&said)[..]].concat();
    let object = |members: &[&[u8]]| {
        let head = 0xa0 | u8::try_from(members.len()).expect("few");
        [&[head], &members.concat()[..]].concat()
    };
    let (fmt, statement) = (b"\x63fmt\x64none", b"\x67attStmt\xa0");
    let packed = b"\x67attStmt\xa2\x63alg\x26\x63sig\x43\x01\x02\x03";
    for right in [
        object(&[fmt, statement, &auth_data]),
        object(&[&auth_data, statement, fmt]),
        object(&[b"\x63fmt\x66packed", packed, &auth_data]),
        object(&[fmt, statement, &auth_data, b"\x65epAtt\xf5"]),
    ] {
        assert_eq!(of_attestation(&right), Ok(&said[..]));
    }
    let text = [b"\x68authData\x78\x25", &[b'a'; 37][..]].concat();
    let chunks = [b"\x68authData\x5f", &bytes(&said)[..], b"\xff"].concat();
    for wrong in [
        object(&[fmt, statement]),
        object(&[statement, &auth_data]),
        object(&[fmt, &auth_data]),
        object(&[fmt, fmt, statement, &auth_data]),
        object(&[fmt, statement, statement, &auth_data]),
        object(&[fmt, statement, &auth_data, &auth_data]),
        object(&[fmt, statement, &text]),
        object(&[fmt, statement, &chunks]),
        object(&[b"\x63fmt\x44none", statement, &auth_data]),
        object(&[b"\x01\x02", fmt, statement, &auth_data]),
        [&object(&[fmt, statement, &auth_data])[..], &[0]].concat(),
        [b"\xbf", &fmt[..], statement, &auth_data, b"\xff"].concat(),
        [b"\xbb\xff\xff\xff\xff\xff\xff\xff\xff", &fmt[..], statement, &auth_data].concat(),
        [b"\xa3", &fmt[..], b"\x67attStmt", &b"\x81".repeat(100_000), &auth_data].concat(),
        auth_data.clone(),
        Vec::new(),
    ] {
        assert_eq!(of_attestation(&wrong), Err(PasskeyProblem::Malformed), "{:x?}", &wrong[..wrong.len().min(64)]);
    }
}
