//! The bcrypt crate is the judge: the same password, salt and cost give the same hash, whatever runs beside it.

use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use bcrypt_lanes::{BcryptHash, Cost, Job, LANES, Version, hash_all};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

#[derive(Clone, Debug)]
struct Case {
    password: Vec<u8>,
    cost: u32,
    salt: [u8; 16],
    version: Version,
}

/// Any bytes, and, since they are rare among those, NULs and text. Up to a bit more than bcrypt reads.
fn passwords() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => vec(any::<u8>(), 0..=72),
        2 => vec(prop_oneof![Just(0), any::<u8>()], 0..=72),
        2 => "\\PC{0,24}".prop_map(String::into_bytes),
        1 => vec(any::<u8>(), 70..=76),
    ]
}

fn cases(costs: RangeInclusive<u32>) -> impl Strategy<Value = Case> {
    let versions = prop_oneof![Just(Version::A), Just(Version::B), Just(Version::X), Just(Version::Y)];
    (passwords(), costs, any::<[u8; 16]>(), versions).prop_map(|(password, cost, salt, version)| Case {
        password,
        cost,
        salt,
        version,
    })
}

fn job(case: &Case) -> Job {
    Job::hash(&case.password, Cost::new(case.cost).expect("a cost"), case.salt)
}

/// What the crate makes of it, written for the case's version.
fn expected(case: &Case) -> String {
    let version = match case.version {
        Version::A => bcrypt::Version::TwoA,
        Version::B => bcrypt::Version::TwoB,
        Version::X => bcrypt::Version::TwoX,
        Version::Y => bcrypt::Version::TwoY,
    };
    let parts = bcrypt::hash_with_salt(&case.password, case.cost, case.salt).expect("the crate hashes it");
    parts.format_for_version(version)
}

/// As new hashes, and as checks of the crate's hash, in one batch each.
fn agree(cases: &[Case]) {
    let hashes = hash_all(cases.iter().map(job));
    assert_eq!(hashes.len(), cases.len());
    for (case, hash) in cases.iter().zip(hashes) {
        let expected = expected(case);
        assert_eq!(hash.to_string()[4..], expected[4..], "{case:?}");
        assert_eq!(hash.version(), Version::B);
        let stored: BcryptHash = expected.parse().expect("the crate's hash");
        assert_eq!(stored.version(), case.version);
        assert!(stored.matches(&hash), "{case:?}");
        assert_eq!(stored.to_string(), expected);
    }
}

proptest! {
    #![proptest_config(Config::with_cases(40))]

    #[test]
    fn batches_of_any_size_and_mixed_costs_give_the_crates_hashes(cases in vec(cases(4..=6), 1..=2 * LANES + 1)) {
        agree(&cases);
    }

    #[test]
    fn a_changed_password_matches_as_it_does_with_the_crate(case in cases(4..=4), place in any::<prop::sample::Index>()) {
        let stored = expected(&case);
        let mut changed = case.password.clone();
        if !changed.is_empty() {
            changed[place.index(case.password.len())] ^= 1;
        }
        let longer = [&case.password[..], b"x"].concat();
        let parsed: BcryptHash = stored.parse().expect("the crate's hash");
        let computed = hash_all([&changed, &longer].map(|password| Job::check(password, &parsed)));
        for (password, computed) in [changed, longer].iter().zip(computed) {
            prop_assert_eq!(parsed.matches(&computed), bcrypt::verify(password, &stored).expect("it can be checked"));
        }
    }
}

#[test]
fn every_batch_size_gives_the_crates_hashes() {
    let mut runner = TestRunner::deterministic();
    for size in 0..=2 * LANES + 1 {
        let batch = vec(cases(4..=4), size).new_tree(&mut runner).expect("cases").current();
        agree(&batch);
    }
}

#[test]
fn a_wrong_password_disturbs_no_neighbour() {
    for wrong in 0..LANES {
        let passwords: [Vec<u8>; LANES] = std::array::from_fn(|i| format!("password {i}").into_bytes());
        let stored = hash_all((0..LANES).map(|i| Job::hash(&passwords[i], Cost::LOWEST, [i as u8; 16])));
        let checks = (0..LANES).map(|i| {
            let password: &[u8] = if i == wrong { b"another" } else { &passwords[i] };
            Job::check(password, &stored[i])
        });
        for (i, computed) in hash_all(checks).iter().enumerate() {
            assert_eq!(stored[i].matches(computed), i != wrong);
        }
    }
}

/// `cargo test -p bcrypt-lanes --test oracle -- --ignored`: some minutes, on all cores. Both are optimised in every build.
#[test]
#[ignore = "takes minutes"]
fn a_hundred_thousand_random_hashes_are_the_crates() {
    let compared = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                let mut runner = TestRunner::new(Config::default());
                // Costs above the lowest take most of the time and say little more: one batch of ten has them.
                let batches = prop_oneof![
                    9 => vec(cases(4..=4), 1..=2 * LANES),
                    1 => vec(cases(4..=7), 1..=2 * LANES),
                ];
                while compared.load(Ordering::Relaxed) < 100_000 {
                    let batch = batches.new_tree(&mut runner).expect("cases").current();
                    agree(&batch);
                    compared.fetch_add(batch.len(), Ordering::Relaxed);
                }
            });
        }
    });
    println!("{} hashes compared", compared.into_inner());
}
