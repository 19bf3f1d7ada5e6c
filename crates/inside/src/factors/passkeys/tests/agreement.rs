//! What this verifier accepts, the other one accepts as well. What only the other one accepts is refused for a reason with a name.

use std::cell::Cell;

use passkey::crypto::coset::cbor;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;
use webauthn_rs_core::proto::Credential;

use super::authenticator::{
    Authenticator, BACKED_UP, BACKUP_ELIGIBLE, VERIFIED, WITH_CREDENTIAL, WITH_EXTENSIONS, attestation,
};
use super::changes::Change;
use super::oracle::Oracle;
use super::{Assertion, ORIGIN, Registration, client_1password, row};
use crate::error::PasskeyProblem;
use crate::factors::passkeys::authenticator_data::of_attestation;
use crate::factors::passkeys::challenge::decode;

const ES256: i64 = -7;
const EDDSA: i64 = -8;

/// How often both accepted, and both refused: a property of what is always refused would say little.
#[derive(Default)]
struct Verdicts {
    both_accept: Cell<u32>,
    both_refuse: Cell<u32>,
}

impl Verdicts {
    fn count(cell: &Cell<u32>) {
        cell.set(cell.get() + 1);
    }

    fn are_mixed(&self) {
        let (accepted, refused) = (self.both_accept.get(), self.both_refuse.get());
        assert!(accepted > 200 && refused > 200, "{accepted} accepted, {refused} refused");
    }
}

fn runner() -> TestRunner {
    TestRunner::new_with_rng(
        Config { cases: 2_000, failure_persistence: None, ..Config::default() },
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    )
}

#[test]
fn passkeys_of_another_program_are_right_for_both() {
    let oracle = Oracle::new();
    for counts in [false, true] {
        let (registration, assertions) = client_1password::ceremonies(ES256, counts);
        let mut row = row(&registration.verify().expect("right"));
        let credential = oracle.register(&registration).expect("right");
        assert_eq!(row.credential_id, credential.cred_id);
        for (assertion, counter) in assertions.iter().zip([1, 2]) {
            let asserted = assertion.verify(&row).expect("right");
            assert_eq!(asserted.counter, if counts { counter } else { 0 });
            assert!(!row.is_cloned(asserted.counter));
            oracle.authenticate(assertion, &credential).expect("right");
        }
        // The other authenticator's passkey, of which the answers are not.
        let (other, _) = client_1password::ceremonies(ES256, counts);
        row.public_key = other.verify().expect("right").public_key;
        assert_eq!(assertions[0].verify(&row).err(), Some(PasskeyProblem::WrongSignature));
    }
    let (registration, assertions) = client_1password::ceremonies(EDDSA, true);
    let row = row(&registration.verify().expect("right"));
    assertions.iter().for_each(|assertion| drop(assertion.verify(&row).expect("right")));
    assert!(oracle.register(&registration).is_err(), "it has learned Ed25519: let it judge that too");
}

#[test]
fn changed_registrations_are_judged_alike() {
    let oracle = Oracle::new();
    let counting = client_1password::ceremonies(ES256, true).0;
    let whole = [counting, client_1password::ceremonies(ES256, false).0, Authenticator::rs256().register(VERIFIED)];
    let verdicts = Verdicts::default();
    let cases = (0..whole.len(), prop::collection::vec(Change::any(), 0..3));
    let done = runner().run(&cases, |(which, changes)| {
        let mut sent = whole[which].clone();
        let mut data = of_attestation(&sent.object).expect("its data").to_vec();
        let (of_seal, before): (Vec<_>, Vec<_>) = changes.iter().partition(|change| change.is_of_seal());
        before.iter().for_each(|change| change.make(&mut sent.client_data, &mut data, &mut Vec::new()));
        sent.object = attestation(&data);
        of_seal.iter().for_each(|change| change.make(&mut Vec::new(), &mut Vec::new(), &mut sent.object));
        match (sent.verify(), oracle.register(&sent)) {
            (Ok(ours), Ok(theirs)) => {
                Verdicts::count(&verdicts.both_accept);
                prop_assert_eq!(ours.credential_id, theirs.cred_id);
                prop_assert_eq!(ours.counter, i64::from(theirs.counter));
                prop_assert_eq!((ours.backup_eligible, ours.backed_up), (theirs.backup_eligible, theirs.backup_state));
            }
            (Err(_), Err(_)) => Verdicts::count(&verdicts.both_refuse),
            // Attestation statements are not looked at: with one of the format "none" it is right for both.
            (Ok(_), Err(error)) => {
                let data = of_attestation(&sent.object).expect("it was accepted");
                let plain = Registration { object: attestation(data), ..sent.clone() };
                let is_named = oracle.register(&plain).is_ok() || data[32] & WITH_EXTENSIONS != 0;
                prop_assert!(is_named, "only we accept: {error:?} {changes:?}");
            }
            (Err(problem), Ok(theirs)) => {
                let reason = refusal(&problem, &sent, &theirs);
                prop_assert!(reason.is_some(), "only we refuse: {problem:?} {changes:?}");
            }
        }
        Ok(())
    });
    done.expect("they are judged alike");
    verdicts.are_mixed();
}

#[test]
fn changed_assertions_are_judged_alike_even_where_they_are_signed_again() {
    let oracle = Oracle::new();
    let verdicts = Verdicts::default();
    let passkeys = [Authenticator::es256(), Authenticator::rs256()].map(|authenticator| {
        let flags = VERIFIED | BACKUP_ELIGIBLE;
        let registration = authenticator.register(flags);
        let credential = oracle.register(&registration).expect("right");
        let row = row(&registration.verify().expect("right"));
        let assertion = authenticator.assert(flags | BACKED_UP, 2);
        (authenticator, row, credential, assertion)
    });
    let cases = (0..passkeys.len(), prop::collection::vec(Change::any(), 0..3), prop::bool::weighted(0.75));
    let done = runner().run(&cases, |(which, changes, again)| {
        let (authenticator, row, credential, whole) = &passkeys[which];
        let mut sent = whole.clone();
        let (of_seal, before): (Vec<_>, Vec<_>) = changes.iter().partition(|change| change.is_of_seal());
        before.iter().for_each(|change| change.make(&mut sent.client_data, &mut sent.data, &mut Vec::new()));
        if again {
            sent.signature = authenticator.sign(&sent.data, &sent.client_data);
        }
        of_seal.iter().for_each(|change| change.make(&mut Vec::new(), &mut Vec::new(), &mut sent.signature));
        let ours = sent.verify(row).and_then(|asserted| match row.is_cloned(asserted.counter) {
            true => Err(PasskeyProblem::Cloned),
            false => Ok(asserted),
        });
        match (ours, oracle.authenticate(&sent, credential)) {
            (Ok(ours), Ok(theirs)) => {
                Verdicts::count(&verdicts.both_accept);
                prop_assert_eq!(ours.counter, i64::from(theirs.counter()));
                prop_assert_eq!(ours.backed_up, theirs.backup_state());
            }
            (Err(_), Err(_)) => Verdicts::count(&verdicts.both_refuse),
            (Ok(_), Err(error)) => {
                prop_assert!(sent.data[32] & WITH_EXTENSIONS != 0, "only we accept: {error:?} {changes:?}");
            }
            (Err(problem), Ok(_)) => {
                let reason = refusal_of_assertion(&problem, &sent);
                prop_assert!(reason.is_some(), "only we refuse: {problem:?} {changes:?}");
            }
        }
        Ok(())
    });
    done.expect("they are judged alike");
    verdicts.are_mixed();
}

#[test]
fn nothing_that_was_signed_can_be_changed_on_its_way() {
    let passkeys = [Authenticator::es256(), Authenticator::eddsa(), Authenticator::rs256()].map(|authenticator| {
        let row = row(&authenticator.register(VERIFIED).verify().expect("right"));
        (row, authenticator.assert(VERIFIED, 2))
    });
    let done = runner().run(&(0..passkeys.len(), Change::any()), |(which, change)| {
        let (row, whole) = &passkeys[which];
        let mut sent = whole.clone();
        change.make(&mut sent.client_data, &mut sent.data, &mut sent.signature);
        let is_whole = sent.json() == whole.json();
        prop_assert_eq!(sent.verify(row).is_ok(), is_whole, "{:?}", change);
        Ok(())
    });
    done.expect("it is refused");
}

/// Why only we refuse a registration.
fn refusal(problem: &PasskeyProblem, sent: &Registration, theirs: &Credential) -> Option<&'static str> {
    let data = authenticator_data_of(&sent.object);
    match problem {
        PasskeyProblem::Malformed if theirs.cred_id != sent.id => Some("the id is another than that of the credential"),
        PasskeyProblem::Malformed if !is_one_value(&sent.object) => Some("the object is no canonical CBOR"),
        PasskeyProblem::Malformed if !data.is_some_and(|data| ends_where_it_says(&data)) => {
            Some("the data goes on, or is no canonical CBOR")
        }
        PasskeyProblem::Malformed => refusal_of_client_data(problem, &sent.client_data).or_else(|| {
            let is_rsa = sent.object.windows(7).any(|bytes| bytes == [0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00]);
            is_rsa.then_some("an RSA key that is none, which would be noticed with its first signature")
        }),
        _ => refusal_of_client_data(problem, &sent.client_data),
    }
}

/// Why only we refuse an assertion.
fn refusal_of_assertion(problem: &PasskeyProblem, sent: &Assertion) -> Option<&'static str> {
    match problem {
        PasskeyProblem::Malformed if sent.data[32] & WITH_CREDENTIAL != 0 => Some("no credential is made here"),
        PasskeyProblem::Malformed if !ends_where_it_says(&sent.data) => Some("the data goes on"),
        _ => refusal_of_client_data(problem, &sent.client_data),
    }
}

fn refusal_of_client_data(problem: &PasskeyProblem, client_data: &[u8]) -> Option<&'static str> {
    let data: Value = serde_json::from_slice(client_data).expect("the other one has read it");
    match problem {
        PasskeyProblem::OtherSite if data["origin"] != ORIGIN => Some("the origin is spelled in another way"),
        PasskeyProblem::OtherSite if data["crossOrigin"] == true => Some("the page is in a frame"),
        PasskeyProblem::OtherSite if data["topOrigin"].is_string() => Some("the page is in a frame"),
        PasskeyProblem::Malformed if decode(data["challenge"].as_str()?).is_err() => Some("another alphabet"),
        _ => None,
    }
}

/// What an attestation object holds, in the eyes of another reader of CBOR.
fn authenticator_data_of(object: &[u8]) -> Option<Vec<u8>> {
    let read: cbor::Value = cbor::from_reader(object).ok()?;
    let members = read.into_map().ok()?;
    let data = members.into_iter().find(|(name, _)| name.as_text() == Some("authData"))?.1;
    data.into_bytes().ok()
}

/// Whether nothing follows what the flags announce, and all of it is canonical.
fn ends_where_it_says(data: &[u8]) -> bool {
    let mut rest = &data[37..];
    let mut values = usize::from(data[32] & WITH_EXTENSIONS != 0);
    if data[32] & WITH_CREDENTIAL != 0 {
        values += 1;
        rest = &rest[18 + usize::from(u16::from_be_bytes([rest[16], rest[17]]))..];
    }
    (0..values).all(|_| next_value(&mut rest)) && rest.is_empty()
}

fn is_one_value(mut bytes: &[u8]) -> bool {
    next_value(&mut bytes) && bytes.is_empty()
}

/// Whether the next value is as it would be written again, and no map in it names a member twice.
fn next_value(rest: &mut &[u8]) -> bool {
    let before = *rest;
    let Ok(value) = cbor::from_reader::<cbor::Value, _>(&mut *rest) else { return false };
    let mut again = Vec::new();
    cbor::into_writer(&value, &mut again).expect("it was read");
    let is_unique = value.as_map().is_none_or(|members| {
        members.iter().enumerate().all(|(at, (name, _))| members[..at].iter().all(|(other, _)| other != name))
    });
    is_unique && before[..before.len() - rest.len()] == again[..]
}
