//! Fuzz targets for everything of Vestibule that parses outside input: one program each in `bin/`, with the property that it
//! checks. `scripts/fuzz` builds and runs them. Here is what several of them make of their bytes.
//!
//! A target takes any bytes and never panics. What it accepts obeys the rule of its parser, and is read back the same where it
//! can be written again.

use std::path::PathBuf;
use std::sync::LazyLock;

use clap::Parser;
use inside::config::{Config, Settings};
use ipnet::IpNet;

/// The bytes as a text, if they are one.
pub fn text(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data).ok()
}

/// Lines of the input: parts that may hold any byte but the line feed.
pub fn lines(data: &[u8]) -> Vec<&[u8]> {
    data.split(|byte| *byte == b'\n').collect()
}

/// The first byte, which chooses, and the rest.
pub fn choice(data: &[u8]) -> (u8, &[u8]) {
    data.split_first().map_or((0, data), |(first, rest)| (*first, rest))
}

/// A file for this process, in the temporary folder, which `scripts/fuzz` makes for a run and removes.
pub fn file(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("{name}-{}", std::process::id()))
}

/// Where our pages are.
pub const OURS: &str = "https://accounts.example.com";

/// Proxies that are believed.
pub static TRUSTED: LazyLock<Vec<IpNet>> =
    LazyLock::new(|| ["10.0.0.0/8", "fd00::/8"].map(|net| net.parse().expect("a network")).to_vec());

#[derive(Parser)]
struct Flags {
    #[command(flatten)]
    settings: Settings,
}

/// Settings as in production, with forward-auth.
pub static CONFIG: LazyLock<Config> = LazyLock::new(|| {
    let data_dir = format!("--data-dir={}", std::env::temp_dir().display());
    let flags = [
        "fuzz",
        &data_dir,
        "--app-env=production",
        "--base-url=https://accounts.example.com",
        "--cookie-domain=example.com",
        "--forward-auth-hosts=wiki.example.com,grafana.example.com:admin",
        "--secret-key=0f6a41c9d27be8355aa1c04d9e7fb26310c5d8e94b7a3f21",
        "--secret-key-previous=17c0a44e5bd3f29868e1d7a02c9f3b5d4e6a8071c2d3f4a5",
        "--jwt-secret-key=6b2e90f71c3d84a5e6f7081923b4c5d6e7f8091a2b3c4d5e",
    ];
    let settings = Flags::try_parse_from(flags).expect("the flags are known").settings;
    Config::load(settings).expect("the settings are right")
});
