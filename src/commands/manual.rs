//! What shells and `man` know of the command line.

use std::path::PathBuf;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::Cli;
use super::outcome::{Cause, Stopped};
use super::terminal::say;

/// Which shell.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  vestibule completions bash > /etc/bash_completion.d/vestibule")]
pub(crate) struct CompletionsCommand {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Where the pages go.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  vestibule man /usr/local/share/man/man1")]
pub(crate) struct ManCommand {
    /// The folder, which exists
    folder: PathBuf,
}

/// Prints the completions.
///
/// # Errors
/// When standard output can't be written.
pub(crate) fn completions(command: &CompletionsCommand) -> Result<(), Stopped> {
    let mut text = Vec::new();
    clap_complete::generate(command.shell, &mut Cli::command(), "vestibule", &mut text);
    String::from_utf8_lossy(&text).lines().try_for_each(say)
}

/// Writes a page for each command.
///
/// # Errors
/// When the folder can't be written.
pub(crate) fn man(command: &ManCommand) -> Result<(), Stopped> {
    let ManCommand { folder } = command;
    let written = clap_mangen::generate_to(Cli::command(), folder);
    written.map_err(|cause| Stopped::new(Cause::Failed, format!("{}: {cause}", folder.display())))?;
    say(format_args!("Wrote vestibule.1 and a page for each command to {}.", folder.display()))
}
