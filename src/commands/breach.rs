//! `vestibule breach`: lists of leaked passwords.

use std::fs::File;
use std::io::{BufReader, IsTerminal};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Subcommand;

use super::outcome::{Cause, Stopped};
use super::terminal::{note, say};
use inside::breached::{self, BreachFilter};

/// What can be done with lists of leaked passwords.
#[derive(Debug, Subcommand)]
pub(crate) enum BreachCommand {
    /// Make a filter for BREACHED_PASSWORDS_FILE from a list: one password a line, or SHA-1:COUNT as Have I Been Pwned has them
    #[command(after_help = "Examples:\n  vestibule breach build leaked.txt leaked.filter\n  \
        BREACHED_PASSWORDS_FILE=leaked.filter vestibule\n\n\
        The list is read once, and the memory that this takes does not grow with it; OUT and what is kept beside it\n\
        meanwhile take 10 bytes a password. OUT is replaced when the new filter is whole.")]
    Build {
        /// The list
        list: PathBuf,
        /// The filter
        out: PathBuf,
    },
    /// Read a filter whole and compare its check sum
    Verify {
        /// The filter
        filter: PathBuf,
    },
}

/// Runs one of them. Neither needs settings or a database.
///
/// # Errors
/// One sentence that says what is in the way.
pub(crate) fn run(command: &BreachCommand) -> Result<(), Stopped> {
    match command {
        BreachCommand::Build { list, out } => build(list, out),
        BreachCommand::Verify { filter } => verify(filter),
    }
}

fn build(list: &Path, out: &Path) -> Result<(), Stopped> {
    let failed = |sentence: String| Stopped::new(Cause::Failed, sentence);
    let file = File::open(list).map_err(|cause| match cause.kind() {
        std::io::ErrorKind::NotFound => Stopped::not_found(format!("{}: there is no such file", list.display())),
        _ => failed(format!("{}: {cause}", list.display())),
    })?;
    let (started, is_watched) = (Instant::now(), std::io::stderr().is_terminal());
    let mut told = |lines: u64| {
        let rate = lines as f64 / started.elapsed().as_secs_f64().max(0.001) / 1e6;
        if is_watched {
            note(format_args!("{} million lines read, {rate:.1} million a second", lines >> 20));
        }
    };
    let built = breached::build(&mut BufReader::with_capacity(1 << 16, file), out, &mut told).map_err(failed)?;
    say(format_args!(
        "{} lines, {} passwords: {} has {} bytes. Set BREACHED_PASSWORDS_FILE to it.",
        built.lines,
        built.passwords,
        out.display(),
        built.size
    ))
}

fn verify(path: &Path) -> Result<(), Stopped> {
    let failed = |sentence: String| Stopped::new(Cause::Failed, sentence);
    let filter = BreachFilter::open(path).map_err(failed)?;
    if !filter.verify().map_err(failed)? {
        return Err(failed(format!("{}: it is damaged; make it again with `vestibule breach build`", path.display())));
    }
    say(format_args!("{} is whole and has {} passwords.", path.display(), filter.len()))
}
