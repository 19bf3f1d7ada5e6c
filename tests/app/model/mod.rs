//! A model of the accounts, beside the application: people walk at random through sign-ups, logins, second steps, changes, links and
//! deletions at three doors, and after each step both must agree about the answer, the emails, and who is logged in with what.
//!
//! A difference is shrunk to the shortest story that still has it, and printed line by line. A short walk runs with the other tests;
//! `./scripts/test model` takes a long one. `MODEL_STEPS` says how many steps, `MODEL_SEED` which walk.

mod accounts;
mod answers;
mod players;
mod story;

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::harness::App;
use accounts::{Outcome, World};
use players::{Players, Seen};
use story::Step;

/// Limits would be another model; nothing is deleted by age but what a link or a session is.
const FLAGS: &[&str] = &[
    "--limit-login-account=0",
    "--limit-login-network=0",
    "--limit-login-everywhere=0",
    "--limit-codes-account=0",
    "--limit-login-successes=0",
    "--limit-signup-network=0",
    "--limit-signup-errors=0",
    "--limit-changes-account=0",
    "--limit-email-address=0",
    "--limit-email-network=0",
    "--unverified-retention=0",
];

/// The longest story.
const STEPS: usize = 60;
/// How often a story is told again to shorten it.
const RETOLD: usize = 400;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// Tells a story, and says where the application and the model differ.
async fn tell(app: &App, chapter: usize, steps: &[Step]) -> Result<(), String> {
    // Codes of apps change every half minute: every story begins with one.
    let beyond = app.clock.now().assume_utc().unix_timestamp() % 30;
    app.clock.advance(time::Duration::seconds(30 - beyond));
    let start = app.clock.now().assume_utc().unix_timestamp();
    let mut world = World::new(start, format!("s{chapter}"));
    let mut players = Players::new(app);
    for (number, step) in steps.iter().enumerate() {
        app.clock.advance(time::Duration::SECOND);
        world.now += 1;
        let told = AssertUnwindSafe(take(&mut world, &mut players, step)).catch_unwind().await;
        let told = told.unwrap_or_else(|panic| {
            let said = panic.downcast_ref::<String>().cloned();
            Err(said.unwrap_or_else(|| "a panic".to_owned()))
        });
        told.map_err(|cause| format!("after step {number}, {step}: {cause}"))?;
    }
    players.settle(&mut world).await;
    players.look(&mut world, 20).await.map_err(|cause| format!("at the end: {cause}"))
}

async fn take(world: &mut World, players: &mut Players<'_>, step: &Step) -> Result<(), String> {
    players.settle(world).await;
    let before = world.clone();
    let seen = players.act(&before, step).await;
    let outcome = world.take(step);
    if let Step::Wait { seconds } = step {
        world.now += seconds;
    }
    answers::compare(step, outcome, &seen)?;
    players.read_mail(&before, world).await?;
    players.keep_secrets(world, step, &seen)?;
    players.settle(world).await;
    players.glance(world).await
}

/// A story, line by line.
fn written(steps: &[Step], cause: &str) -> String {
    let lines: Vec<String> = steps.iter().enumerate().map(|(at, step)| format!("{at:3}  {step}")).collect();
    format!("the application and the model differ\n{}\n     {cause}", lines.join("\n"))
}

async fn walk(app: &App, most: usize, seed: u64) {
    app.at_noon();
    Players::prepare(app).await;
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = proptest::collection::vec(story::any_step(), 1..=STEPS);
    let (mut steps, mut chapter, mut outcomes) = (0, 0, 0);
    while steps < most {
        let mut tree = strategy.new_tree(&mut runner).expect("a story");
        let story = tree.current();
        chapter += 1;
        outcomes += 1;
        let Err(cause) = tell(app, chapter, &story).await else {
            steps += story.len();
            if outcomes % 20 == 0 && most > 10_000 {
                eprintln!("{steps} steps in {outcomes} stories");
            }
            continue;
        };
        let mut shortest = (story, cause);
        let mut is_left = tree.simplify();
        for _ in 0..RETOLD {
            if !is_left {
                break;
            }
            chapter += 1;
            let story = tree.current();
            is_left = match tell(app, chapter, &story).await {
                Ok(()) => tree.complicate(),
                Err(cause) => {
                    shortest = (story, cause);
                    tree.simplify()
                }
            };
        }
        panic!("seed {seed}, after {steps} steps: {}", written(&shortest.0, &shortest.1));
    }
    eprintln!("seed {seed}: {steps} steps in {outcomes} stories, no difference");
}

#[test]
fn the_application_and_a_model_of_the_accounts_agree_on_a_random_walk() {
    let steps = number("MODEL_STEPS").and_then(|steps| usize::try_from(steps).ok()).unwrap_or(400);
    let seed = number("MODEL_SEED").unwrap_or(1);
    App::test_with(FLAGS, async |app| walk(app, steps, seed).await);
}

/// The walk can fail: a step that the model has another opinion of is found.
#[test]
fn another_opinion_is_noticed() {
    let at = story::At { door: story::Door::Pages, device: 0 };
    let name = story::Name { person: 0, upper: false };
    let step = Step::Register { at, name, address: name, password: 0 };
    assert!(answers::compare(&step, Outcome::NameTaken, &Seen::Called(true)).is_err());
    App::test_with(FLAGS, async |app| {
        app.at_noon();
        Players::prepare(app).await;
        app.browser().sign_in("adas1", "correct horse battery").await;
        let cause = tell(app, 1, &[step]).await.expect_err("the name is taken, and the model knows nothing of it");
        assert!(cause.contains("register ada"), "{cause}");
    });
}
