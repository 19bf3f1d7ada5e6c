//! Settings as an operator would give them.

use clap::Parser;
use inside::config::Settings;

/// What production does not start without.
pub const PRODUCTION: &[&str] = &[
    "--app-env=production",
    "--base-url=https://accounts.example.com",
    "--secret-key=0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21",
    "--jwt-secret-key=6b2e90f71c3d84a5e6f7081923b4c5d6e7f8091a2b3c4d5e",
];

#[derive(Parser)]
struct Flags {
    #[command(flatten)]
    settings: Settings,
}

/// Settings as an operator would write them, as flags; nothing is taken from the environment of the tests.
pub fn settings(data_dir: &std::path::Path, database_url: &str, flags: &[&str]) -> Settings {
    let data_dir = data_dir.to_string_lossy().into_owned();
    // bcrypt at its lowest cost: these tests log in hundreds of times. A few connections: to open one costs a server as much as
    // many a test.
    let pooler = format!("--database-pooler={}", super::process::pooler_of(database_url));
    let base = [
        "test",
        "--port=0",
        "--bcrypt-cost=4",
        "--database-pool=4",
        &pooler,
        "--data-dir",
        &data_dir,
        "--database-url",
        database_url,
    ];
    let wanted = |flag: &&str| !flags.iter().any(|own| own.split('=').next() == flag.split('=').next());
    let arguments: Vec<&str> =
        base.into_iter().filter(|flag| !flag.contains('=') || wanted(flag)).chain(flags.iter().copied()).collect();
    Flags::try_parse_from(arguments).expect("the flags are known").settings
}
