//! The command line: which command, then run it.

use std::process::ExitCode;

use clap::Parser;
use vestibule::commands::{Cli, run};

fn main() -> ExitCode {
    match dotenvy::dotenv() {
        Ok(_) => {}
        Err(error) if error.not_found() => {}
        Err(dotenvy::Error::LineParse(line, at)) => {
            // The line may hold a secret: say where, not what.
            eprintln!(
                "vestibule: .env can't be read at character {at} of the line that starts with {:?}; write NAME=value",
                name_of(&line)
            );
            return ExitCode::FAILURE;
        }
        Err(error) => {
            eprintln!("vestibule: .env can't be read: {error}");
            return ExitCode::FAILURE;
        }
    }
    run(Cli::parse())
}

fn name_of(line: &str) -> &str {
    line.split('=').next().unwrap_or("").trim()
}
