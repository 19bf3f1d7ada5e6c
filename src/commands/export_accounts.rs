//! Accounts for another application, as it keeps them itself.

use std::fs::OpenOptions;
use std::io::{BufWriter, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::outcome::{Cause, Stopped};
use super::terminal::{note, say};
use crate::rfc3339::rfc3339;
use inside::context::Context;
use inside::oversight::Oversight;
use inside::secret::Secret;
use inside::state::Services;
use inside::users::{HashReader, Leaving, LeavingAccount, export_accounts, record_export};

/// For whom, and where to.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  vestibule export --for flask --out users.sql && sqlite3 database.db < users.sql\n  vestibule export --for django --out users.sql && psql app < users.sql\n  vestibule export --for csv --out users.csv"
)]
pub(crate) struct ExportCommand {
    /// Application that gets them: SQL for its table, or a CSV file
    #[arg(long = "for", value_enum)]
    application: Application,
    /// File to write, which only its owner can read; by default standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Table of the other application; by default `users_app` for Flask and `auth_user` for Django
    #[arg(long)]
    table: Option<String>,
    /// Column of that table with the hash, for Flask
    #[arg(long, default_value = "password", value_name = "COLUMN")]
    password_column: String,
    /// With the secrets of authenticator apps: a column of the CSV file, rows of django-allauth's `mfa_authenticator`
    #[arg(long)]
    with_totp: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Application {
    Flask,
    Django,
    Csv,
}

/// Accounts that are held at once.
const AT_ONCE: i64 = 500;

/// Writes them.
///
/// # Errors
/// One sentence that says what is in the way.
pub(crate) fn run(s: &Services, command: &ExportCommand) -> Result<(), Stopped> {
    let reader = match command.application {
        Application::Flask => HashReader::Flask,
        Application::Django => HashReader::Django,
        Application::Csv => HashReader::Csv,
    };
    let mut out = Out::open(command)?;
    for line in command.head() {
        out.line(line)?;
    }
    // First: whatever becomes of the lines, hashes may have left.
    let operator = Context::operator(&s.clock);
    let oversight = Oversight::of_operator(&operator)?;
    record_export(s, &operator)?;
    let (mut number, mut without) = (0, 0);
    let what = Leaving { reader, with_totp: command.with_totp, at_once: AT_ONCE };
    export_accounts(s, oversight, what, |accounts| {
        for account in accounts {
            number += 1;
            without += usize::from(command.hash(account).is_none());
            for line in command.lines(account) {
                out.line(&line)?;
            }
        }
        Ok::<_, Stopped>(())
    })?;
    for line in command.foot() {
        out.line(line)?;
    }
    out.close()?;
    note(format_args!("{number} accounts, {without} of them without a password that can be read there."));
    Ok(())
}

impl ExportCommand {
    fn head(&self) -> &[&str] {
        match (self.application, self.with_totp) {
            (Application::Csv, false) => &["id,username,email,password_hash,email_verified,disabled,admin,created_at"],
            (Application::Csv, true) => {
                &["id,username,email,password_hash,email_verified,disabled,admin,created_at,totp"]
            }
            (Application::Flask, _) => &["BEGIN;"],
            (Application::Django, _) => &[
                "-- settings.py has to name django.contrib.auth.hashers.BCryptPasswordHasher in PASSWORD_HASHERS.",
                "BEGIN;",
            ],
        }
    }

    fn foot(&self) -> &[&str] {
        if self.application == Application::Csv { &[] } else { &["COMMIT;"] }
    }

    fn lines(&self, account: &LeavingAccount) -> Vec<String> {
        match self.application {
            Application::Csv => vec![self.csv(account)],
            Application::Flask => self.flask(account),
            Application::Django => self.django(account),
        }
    }

    fn csv(&self, account: &LeavingAccount) -> String {
        let mut cells = vec![
            account.id.to_string(),
            account.username.clone(),
            account.email.clone(),
            exposed(account.hash.as_ref()).unwrap_or_default().to_owned(),
            account.email_verified.to_string(),
            account.is_disabled.to_string(),
            account.is_admin.to_string(),
            rfc3339(account.created_at),
        ];
        if self.with_totp {
            cells.push(exposed(account.totp.as_ref()).unwrap_or_default().to_owned());
        }
        let cell = |cell: &String| match cell.contains([',', '"', '\n', '\r']) {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell.clone(),
        };
        cells.iter().map(cell).collect::<Vec<_>>().join(",")
    }

    /// Flask's table can't say that an account is disabled: such a one leaves without its password.
    fn hash<'a>(&self, account: &'a LeavingAccount) -> Option<&'a str> {
        let is_locked = self.application == Application::Flask && account.is_disabled;
        exposed(account.hash.as_ref()).filter(|_| !is_locked)
    }

    /// The row of an account may be there already, under its name or, where that was changed here, its address.
    fn flask(&self, account: &LeavingAccount) -> Vec<String> {
        let (table, column) = (self.table("users_app"), name(&self.password_column));
        let (username, email) = (text(&account.username), text(&account.email));
        let hash = text(self.hash(account).unwrap_or("!"));
        vec![
            renamed(&table, &username, &email),
            format!(
                "INSERT INTO {table} (username, email, {column}) VALUES ({username}, {email}, {hash}) \
                 ON CONFLICT (username) DO UPDATE SET email = excluded.email, {column} = excluded.{column};"
            ),
        ]
    }

    fn django(&self, account: &LeavingAccount) -> Vec<String> {
        let table = self.table("auth_user");
        let (username, email) = (text(&account.username), text(&account.email));
        // Django's own mark of a password that opens nothing.
        let hash = text(exposed(account.hash.as_ref()).unwrap_or("!"));
        let (admin, active) = (boolean(account.is_admin), boolean(!account.is_disabled));
        let joined = text(rfc3339(account.created_at).trim_end_matches('Z'));
        let mut lines = vec![
            renamed(&table, &username, &email),
            format!(
                "INSERT INTO {table} (username, email, password, is_superuser, is_staff, is_active, first_name, last_name, \
                 date_joined) VALUES ({username}, {email}, {hash}, {admin}, {admin}, {active}, '', '', {joined}) \
                 ON CONFLICT (username) DO UPDATE SET email = excluded.email, password = excluded.password, \
                 is_active = excluded.is_active;"
            ),
        ];
        if let Some(secret) = exposed(account.totp.as_ref()) {
            lines.push(format!(
                "INSERT INTO mfa_authenticator (user_id, type, data, created_at) SELECT u.id, 'totp', {}, CURRENT_TIMESTAMP \
                 FROM {table} AS u WHERE u.username = {username} AND NOT EXISTS \
                 (SELECT 1 FROM mfa_authenticator AS m WHERE m.user_id = u.id AND m.type = 'totp');",
                text(&format!("{{\"secret\": \"{secret}\"}}"))
            ));
        }
        lines
    }

    fn table(&self, usual: &str) -> String {
        self.table.as_deref().unwrap_or(usual).split('.').map(name).collect::<Vec<_>>().join(".")
    }
}

/// An account with another name than it had there keeps its row.
fn renamed(table: &str, username: &str, email: &str) -> String {
    format!(
        "UPDATE {table} SET username = {username} WHERE lower(email) = lower({email}) \
         AND NOT EXISTS (SELECT 1 FROM {table} WHERE username = {username});"
    )
}

/// A name in SQL.
fn name(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text in SQL. Both databases take it as it is written: a backslash is nothing special.
fn text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn exposed(secret: Option<&Secret<String>>) -> Option<&str> {
    secret.map(|secret| secret.expose().as_str())
}

fn boolean(is: bool) -> &'static str {
    if is { "TRUE" } else { "FALSE" }
}

/// Where the lines go.
enum Out {
    Standard,
    File(BufWriter<std::fs::File>, PathBuf),
}

impl Out {
    fn open(command: &ExportCommand) -> Result<Out, Stopped> {
        let Some(path) = &command.out else { return Ok(Out::Standard) };
        // One that is there would keep its mode, and hashes are for its owner only.
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
        let file = file.map_err(|cause| match cause.kind() {
            ErrorKind::AlreadyExists => Stopped::new(
                Cause::Failed,
                format!("{} exists already. Name another file, or move this one away.", path.display()),
            ),
            _ => failed(path, &cause),
        })?;
        Ok(Out::File(BufWriter::new(file), path.clone()))
    }

    fn line(&mut self, line: &str) -> Result<(), Stopped> {
        match self {
            Out::Standard => say(line),
            Out::File(file, path) => writeln!(file, "{line}").map_err(|cause| failed(path, &cause)),
        }
    }

    fn close(self) -> Result<(), Stopped> {
        match self {
            Out::Standard => Ok(()),
            Out::File(mut file, path) => file.flush().map_err(|cause| failed(&path, &cause)),
        }
    }
}

fn failed(path: &std::path::Path, cause: &std::io::Error) -> Stopped {
    Stopped::new(Cause::Failed, format!("{}: {cause}", path.display()))
}
