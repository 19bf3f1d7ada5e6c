//! The command line: which command, then run it.

use std::process::ExitCode;

use clap::Parser;
use vestibule::commands::{Cli, run};

fn main() -> ExitCode {
    match dotenvy::dotenv() {
        Ok(_) => {}
        Err(error) if error.not_found() => {}
        Err(dotenvy::Error::LineParse(line, at)) => {
            eprintln!("vestibule: .env can't be read at character {at} of {}; write NAME=value", whereabouts(&line));
            return ExitCode::FAILURE;
        }
        Err(error) => {
            eprintln!("vestibule: .env can't be read: {error}");
            return ExitCode::FAILURE;
        }
    }
    run(Cli::parse())
}

/// Names the line without what it may hold: only a variable's name is safe to print, and a stray line of a key has none.
fn whereabouts(line: &str) -> String {
    let is_name = |name: &&str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    match line.split_once('=').map(|(name, _)| name.trim()).filter(is_name) {
        Some(name) => format!("the line of {name}"),
        None => "a line without a name".to_owned(),
    }
}
