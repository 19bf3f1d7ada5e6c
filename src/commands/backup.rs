//! Backups from the command line: made, proved, put back, and moved to another database.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::outcome::{Cause, Stopped};
use super::terminal::{note, say};
use inside::backups::{self, BackupError, Manifest, Proved, Restore};
use inside::clock::Clock;
use inside::config::Config;
use inside::context::Context;
use inside::secret::Secret;
use inside::state::Services;

/// Where the backup goes.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  vestibule backup /var/backups/vestibule.backup --prove")]
pub(crate) struct BackupCommand {
    /// The file; a backup that is there is replaced once the new one is whole
    file: PathBuf,
    /// Restore it to a scratch place and check everything in it; a backup that is not good replaces none
    #[arg(long)]
    prove: bool,
}

/// Which backup, and what is allowed.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  vestibule restore /var/backups/vestibule.backup --check\n  vestibule restore /var/backups/vestibule.backup --force"
)]
pub(crate) struct RestoreCommand {
    /// The backup
    file: PathBuf,
    /// Replace the database that is there
    #[arg(long)]
    force: bool,
    /// Only prove the backup, at a scratch place
    #[arg(long, conflicts_with_all = ["force", "other_key", "keep_sessions"])]
    check: bool,
    /// Take a backup that was made under another SECRET_KEY: authenticator apps and waiting emails in it are lost
    #[arg(long)]
    other_key: bool,
    /// Keep the sessions, remembered browsers and links of then, also those that have ended since
    #[arg(long)]
    keep_sessions: bool,
}

/// Where to.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  vestibule copy --to postgres://vestibule@db.example.com/vestibule\n  COPY_TO=postgres://… vestibule copy"
)]
pub(crate) struct CopyCommand {
    /// The other database, as DATABASE_URL would name it; a password in it is better kept in the variable
    #[arg(long, env = "COPY_TO", hide_env_values = true, value_name = "DATABASE_URL")]
    to: Secret<String>,
    /// Replace the accounts that are there
    #[arg(long)]
    force: bool,
}

/// Makes a backup.
///
/// # Errors
/// One sentence that says what is in the way.
pub(crate) fn backup(s: &Arc<Services>, command: &BackupCommand) -> Result<(), Stopped> {
    let made = backups::backup(s, &command.file, command.prove, &Context::operator(&s.clock))?;
    let (file, bytes) = (command.file.display(), made.bytes);
    say(format_args!("Wrote {file}: {}, {bytes} bytes.", described(&made.manifest)))?;
    if let Some(cause) = &made.unrecorded {
        note(format_args!("The audit log says nothing of it: {cause}."));
    }
    made.proved.as_ref().map_or(Ok(()), say_proved)
}

/// Restores one, or only proves it.
///
/// # Errors
/// One sentence that says what is in the way, and what is wrong with the backup.
pub(crate) fn restore(config: &Config, command: &RestoreCommand) -> Result<(), Stopped> {
    let (file, clock) = (&command.file, Clock::default());
    if command.check {
        let proved = backups::prove(config, &clock, file)?;
        say(format_args!("{}: {}, made {}.", file.display(), described(&proved.manifest), proved.manifest.made_at))?;
        return say_proved(&proved);
    }
    let RestoreCommand { force, other_key, keep_sessions, .. } = *command;
    let allowed = Restore { overwrite: force, other_key, keep_sessions };
    let restored = backups::restore(config, file, allowed, &Context::operator(&clock))?;
    let made_at = &restored.manifest.made_at;
    say(format_args!("Restored {} of {made_at} to {}.", described(&restored.manifest), config.database_url))?;
    if let Some(before) = restored.before {
        say(format_args!("The database from before is {}; delete it once it is not needed.", before.display()))?;
    }
    if !keep_sessions {
        say("Everybody has to log in again, and links in emails from before have ended.")?;
    }
    say("Start the server: it applies the migrations that are missing.")
}

/// Copies everything.
///
/// # Errors
/// One sentence that says what is in the way. Also when something has changed here meanwhile: the copy is then an old one.
pub(crate) fn copy(s: &Services, command: &CopyCommand) -> Result<(), Stopped> {
    let copied = backups::copy(s, command.to.expose(), command.force, &Context::operator(&s.clock))?;
    let (accounts, rows) = (copied.accounts, copied.rows);
    say(format_args!("Copied {accounts} accounts, {rows} rows in all, to {}; counts and sums agree.", copied.target))?;
    if copied.changed_since.is_empty() {
        return say("Set DATABASE_URL to it and start the server.");
    }
    let tables = copied.changed_since.join(", ");
    let sentence = format!(
        "these tables have changed since the copy began: {tables}; stop the server and copy again with --force"
    );
    Err(Stopped::new(Cause::Failed, sentence))
}

fn described(manifest: &Manifest) -> String {
    let Manifest { server, app_version, .. } = manifest;
    let accounts = match manifest.accounts() {
        1 => "1 account".to_owned(),
        number => format!("{number} accounts"),
    };
    format!("{accounts}, {server}, Vestibule {app_version}, schema {}", manifest.schema_version())
}

fn say_proved(proved: &Proved) -> Result<(), Stopped> {
    say("Proved: it was restored to a scratch place, and holds what was backed up.")?;
    match proved.pending_migrations {
        0 => say("Every migration is applied in it.")?,
        number => say(format_args!("Its {number} missing migrations were rehearsed."))?,
    }
    match proved.opened {
        0 => {
            note("There is no authenticator app in it whose secret could be opened; the key was checked all the same.")
        }
        number => say(format_args!("SECRET_KEY opens the secrets of its {number} authenticator apps."))?,
    }
    say("A new account logged in.")
}

impl From<BackupError> for Stopped {
    fn from(error: BackupError) -> Stopped {
        match error {
            BackupError::Failed(error) => error.into(),
            refused => Stopped::new(Cause::Refused, refused.to_string()),
        }
    }
}
