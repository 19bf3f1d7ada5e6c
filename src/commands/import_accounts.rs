//! Accounts of another application, from its database or an export.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::outcome::{Cause, Stopped};
use super::progress_bar::ProgressBar;
use super::terminal::{json_line, say};
use inside::context::Context;
use inside::secret::Secret;
use inside::sources::{FirebaseProject, Source, SourceChoice, SourceError, TotpProblem};
use inside::state::Services;
use inside::stored::Word;
use inside::users::{Found, HashProblem, Import, ImportFinding, ImportOptions, ImportRefusal, ImportReport, Pepper};

/// What to take over, and how.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  vestibule import database.db --dry-run\n  vestibule import postgres://app@127.0.0.1/app --rename-invalid\n  vestibule import users.csv --map username=login,email=mail,password=hash\n  vestibule import users.json --firebase-config hash_config.txt"
)]
pub(crate) struct ImportCommand {
    /// Database of the other application (an SQLite file or postgres://…), or an export: a CSV or JSON file
    source: Secret<String>,
    /// Table with the accounts, where it is not recognised
    #[arg(long)]
    table: Option<String>,
    /// Which column is what: `username=login,email=mail,password=hash`
    #[arg(long, value_name = "WHAT=COLUMN", value_delimiter = ',', value_parser = SourceChoice::pair)]
    map: Vec<(String, String)>,
    /// Name of the source, which tells its accounts from those of another; by default that of the file or server, and the table
    #[arg(long, value_name = "NAME")]
    label: Option<String>,
    /// Give accounts another name where theirs breaks a rule here or is taken
    #[arg(long)]
    rename_invalid: bool,
    /// Take every email address as confirmed
    #[arg(long)]
    assume_verified: bool,
    /// Make the administrators of the other application administrators here
    #[arg(long)]
    keep_admins: bool,
    /// File with the secret that the other application mixes into passwords: Devise's pepper, SECURITY_PASSWORD_SALT of Flask-Security
    #[arg(long, value_name = "FILE")]
    pepper_file: Option<PathBuf>,
    /// File with the password hash parameters of a Firebase project, as its console shows them
    #[arg(long, value_name = "FILE")]
    firebase_config: Option<PathBuf>,
    /// Say what would happen, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Print JSON, one object a line; the last one is the summary
    #[arg(long)]
    json: bool,
}

/// Takes them over.
///
/// # Errors
/// One sentence; also when some accounts could not come, after the others have.
pub(crate) fn run(s: &Services, command: &ImportCommand) -> Result<(), Stopped> {
    let firebase = command.firebase_config.as_deref().map(firebase).transpose()?;
    let choice = SourceChoice { table: command.table.clone(), map: command.map.clone(), firebase };
    let mut source = Source::open(command.source.expose(), &choice)?;
    let options = ImportOptions {
        source: command.label.clone().unwrap_or_else(|| source.name().to_owned()),
        pepper: pepper(command, &source)?,
        rename_invalid: command.rename_invalid,
        assume_verified: command.assume_verified,
        keep_admins: command.keep_admins,
        dry_run: command.dry_run,
    };
    if !command.json {
        let doing = if command.dry_run { "A rehearsal, which changes nothing" } else { "Importing" };
        say(format_args!("{doing}: {} from {}.", source.application_name(), options.source))?;
    }
    let mut import = Import::new(s, options, Context::operator(&s.clock));
    let mut bar = ProgressBar::new();
    source.each(&mut |account, done| {
        let findings = import.add(account)?;
        bar.show(done);
        report(&mut bar, &findings, command.json)
    })?;
    let findings = import.finish()?;
    report(&mut bar, &findings, command.json)?;
    bar.clear();
    finish(command, source.application_name(), import.report())
}

impl From<SourceError> for Stopped {
    fn from(SourceError(sentence): SourceError) -> Stopped {
        Stopped::new(Cause::Failed, sentence)
    }
}

fn read(path: &Path) -> Result<String, Stopped> {
    let failed = |cause| Stopped::new(Cause::Failed, format!("{}: {cause}", path.display()));
    std::fs::read_to_string(path).map_err(failed)
}

fn firebase(path: &Path) -> Result<FirebaseProject, Stopped> {
    let missing = |name| Stopped::new(Cause::Usage, format!("{}: {name} is not in it", path.display()));
    FirebaseProject::parse(&read(path)?).map_err(missing)
}

fn pepper(command: &ImportCommand, source: &Source) -> Result<Pepper, Stopped> {
    let Some(path) = &command.pepper_file else { return Ok(Pepper::None) };
    let bytes = Secret::new(read(path)?.trim_end_matches(['\n', '\r']).as_bytes().to_vec());
    Ok(if source.has_hmac_pepper() { Pepper::HmacSha512(bytes) } else { Pepper::Suffix(bytes) })
}

#[derive(Serialize)]
struct FindingLine<'a> {
    account: &'a str,
    key: &'a str,
    finding: &'static str,
    reason: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    new_name: Option<&'a str>,
    sentence: String,
}

fn report(bar: &mut ProgressBar, findings: &[ImportFinding], json: bool) -> Result<(), Stopped> {
    for finding in findings {
        bar.clear();
        let sentence = sentence(&finding.what);
        if !json {
            say(format_args!("{} ({}): {sentence}", finding.shown, finding.key))?;
            continue;
        }
        let (kind, reason) = words(&finding.what);
        let new_name = match &finding.what {
            Found::Renamed(name) => Some(name.as_str()),
            _ => None,
        };
        let (account, key) = (finding.shown.as_str(), finding.key.as_str());
        json_line(&FindingLine { account, key, finding: kind, reason, new_name, sentence })?;
    }
    Ok(())
}

fn words(found: &Found) -> (&'static str, &'static str) {
    match found {
        Found::Refused(refusal) => ("refused", refusal.word()),
        Found::Renamed(_) => ("renamed", "name"),
        Found::NoPassword(HashProblem::Missing) => ("no_password", "missing"),
        Found::NoPassword(HashProblem::Unknown) => ("no_password", "unknown_hash"),
        Found::NoPassword(HashProblem::TooExpensive) => ("no_password", "too_expensive"),
        Found::NoTotp(TotpProblem::Unreadable) => ("no_totp", "unreadable"),
        Found::NoTotp(TotpProblem::OtherCodes) => ("no_totp", "other_codes"),
    }
}

fn sentence(found: &Found) -> String {
    let sentence = match found {
        Found::Refused(ImportRefusal::Empty) => "does not come: the row has no id, name or address",
        Found::Refused(ImportRefusal::Deleted) => "does not come: it was deleted there",
        Found::Refused(ImportRefusal::NoEmail) => "does not come: it has no email address",
        Found::Refused(ImportRefusal::InvalidEmail) => {
            "does not come: its email address is none that email can be sent to"
        }
        Found::Refused(ImportRefusal::EmailTaken) => {
            "does not come: an account here, or an earlier row, has its email address"
        }
        Found::Refused(ImportRefusal::InvalidName) => {
            "does not come: its name breaks a rule (USERNAME_STYLE); --rename-invalid gives it another one"
        }
        Found::Refused(ImportRefusal::ReservedName) => {
            "does not come: its name is reserved; --rename-invalid gives it another one"
        }
        Found::Refused(ImportRefusal::NameTaken) => {
            "does not come: an account here, or an earlier row, has its name; --rename-invalid gives it another one"
        }
        Found::Renamed(name) => return format!("is called {name} here"),
        Found::NoPassword(HashProblem::Missing) => "comes without a password: it has none",
        Found::NoPassword(HashProblem::Unknown) => {
            "comes without a password: its hash is of no kind that is read here; a reset by email sets one"
        }
        Found::NoPassword(HashProblem::TooExpensive) => {
            "comes without a password: its hash takes too long or too much memory; a reset by email sets one"
        }
        Found::NoTotp(TotpProblem::Unreadable) => {
            "comes without its authenticator app: the secret is encrypted, or is none"
        }
        Found::NoTotp(TotpProblem::OtherCodes) => {
            "comes without its authenticator app: its codes are not the usual ones (six digits, 30 seconds, SHA-1)"
        }
    };
    sentence.to_owned()
}

#[derive(Serialize)]
struct Summary<'a> {
    summary: bool,
    shape: &'a str,
    dry_run: bool,
    read: u64,
    imported: u64,
    already: u64,
    refused: u64,
    renamed: u64,
    named: u64,
    without_password: u64,
    with_totp: u64,
    lost_totp: u64,
    disabled: u64,
    admins: u64,
}

fn finish(command: &ImportCommand, application: &str, report: &ImportReport) -> Result<(), Stopped> {
    let ImportReport { read, imported, already, refused, renamed, named, without_password, .. } = *report;
    let ImportReport { with_totp, lost_totp, disabled, admins, .. } = *report;
    if command.json {
        let dry_run = command.dry_run;
        json_line(&Summary {
            summary: true,
            shape: application,
            dry_run,
            read,
            imported,
            already,
            refused,
            renamed,
            named,
            without_password,
            with_totp,
            lost_totp,
            disabled,
            admins,
        })?;
    } else {
        let come = if command.dry_run { "would come" } else { "came" };
        say(format_args!("{read} read: {imported} {come}, {already} came before, {refused} can't come."))?;
        let details = [
            (renamed, "with another name"),
            (named, "with a name made from their address"),
            (without_password, "without a password, which a reset by email sets"),
            (with_totp, "with their authenticator app"),
            (lost_totp, "without their authenticator app"),
            (disabled, "disabled, as they were"),
            (admins, "as administrators"),
        ];
        for (number, what) in details.into_iter().filter(|detail| detail.0 > 0) {
            say(format_args!("  {number} {what}"))?;
        }
    }
    match refused {
        0 => Ok(()),
        _ => Err(Stopped::new(
            Cause::Refused,
            format!("{refused} of {read} accounts can't come; the lines above say why"),
        )),
    }
}
