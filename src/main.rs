//! The program: see [`vestibule::commands`].

use std::process::ExitCode;

fn main() -> ExitCode {
    vestibule::commands::run()
}
