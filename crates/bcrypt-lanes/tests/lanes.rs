//! Hashes that come and go while others are running.

use bcrypt_lanes::{BcryptHash, Cost, Job, LANES, Lanes};

fn job(number: u8, cost: u32) -> Job {
    Job::hash(&[number], Cost::new(cost).expect("a cost"), [number; 16])
}

fn is_right(number: u8, hash: &BcryptHash) -> bool {
    let expected = bcrypt::hash_with_salt([number], hash.cost().get(), [number; 16]).expect("the crate hashes it");
    hash.to_string() == expected.to_string()
}

#[test]
fn a_hash_joins_and_leaves_while_another_runs() {
    let mut lanes = Lanes::new();
    lanes.start(job(1, 8), 1);
    assert!(lanes.advance().is_empty(), "it has just begun");

    lanes.start(job(2, 4), 2);
    let done = lanes.advance();
    let [(2, hash)] = &done[..] else { panic!("only the cheap one: {done:?}") };
    assert!(is_right(2, hash));
    assert!(!lanes.is_empty());

    let mut rest = Vec::new();
    while !lanes.is_empty() {
        rest.extend(lanes.advance());
    }
    let [(1, hash)] = &rest[..] else { panic!("the one that was there first: {rest:?}") };
    assert!(is_right(1, hash));
}

#[test]
fn full_lanes_are_filled_again_as_hashes_leave() {
    let mut waiting = (0..40).map(|number| (job(number, 4 + u32::from(number % 4)), number));
    let mut lanes = Lanes::new();
    let mut answered = [false; 40];
    loop {
        while lanes.has_room()
            && let Some((job, number)) = waiting.next()
        {
            lanes.start(job, number);
        }
        if lanes.is_empty() {
            break;
        }
        for (number, hash) in lanes.advance() {
            assert!(is_right(number, &hash), "{number}");
            assert!(!std::mem::replace(&mut answered[usize::from(number)], true), "{number} was answered twice");
        }
    }
    assert_eq!(answered, [true; 40]);
}

#[test]
fn idle_lanes_have_nothing_to_do() {
    let mut lanes = Lanes::<()>::default();
    assert!(lanes.is_empty() && lanes.has_room());
    assert!(lanes.advance().is_empty());
}

#[test]
#[should_panic(expected = "lanes are taken")]
fn one_more_than_there_are_lanes_is_refused() {
    let mut lanes = Lanes::new();
    for number in 0..=LANES {
        assert_eq!(lanes.has_room(), number < LANES);
        lanes.start(job(0, 4), ());
    }
}

#[test]
fn passwords_are_not_printed() {
    assert_eq!(format!("{:?}", Job::hash(b"secret", Cost::LOWEST, [0; 16])), "Job { cost: Cost(4), .. }");
}
