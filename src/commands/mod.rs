//! The operator's door: what can be done from the command line.

pub(crate) mod arguments;
pub(crate) mod backup;
pub(crate) mod breach;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod events;
pub(crate) mod explain_login;
pub(crate) mod export_accounts;
pub(crate) mod health;
pub(crate) mod import_accounts;
pub(crate) mod invite;
pub(crate) mod jobs;
pub(crate) mod manual;
pub(crate) mod outcome;
pub(crate) mod progress_bar;
pub(crate) mod proxy_config;
pub(crate) mod session;
pub(crate) mod supervision;
pub(crate) mod terminal;
pub(crate) mod user;
pub(crate) mod user_rows;

use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};

use crate::application::Application;
use crate::telemetry;
use inside::clock::Clock;
use inside::config::{Config, ServiceManager, Settings, dotenv};
use inside::db::{Db, Schema};
use inside::state::Services;
use outcome::{Cause, Stopped};
use supervision::Supervised;
use terminal::{note, say};

/// Accounts for web apps: sign-up, login, profile, recovery, sessions and tokens in one binary
#[derive(Debug, Parser)]
#[command(name = "vestibule", version, about, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the server (the default without a command)
    Serve,
    /// Apply pending database migrations and list them
    Migrate,
    /// Manage accounts
    #[command(subcommand)]
    User(user::UserCommand),
    /// Manage sessions: who is logged in where
    #[command(subcommand)]
    Session(session::SessionCommand),
    /// Print the audit log: who did what, when and from where
    Events(events::EventsCommand),
    /// Say why somebody can't log in, and what to do about it
    Explain(explain_login::ExplainCommand),
    /// Take accounts over from another application, with their password hashes and authenticator apps
    Import(import_accounts::ImportCommand),
    /// Give accounts to another application, as it keeps them itself
    Export(export_accounts::ExportCommand),
    /// Manage invitations, for REGISTRATION=invite
    #[command(subcommand)]
    Invite(invite::InviteCommand),
    /// List the emails that wait or were given up, and retry them
    #[command(subcommand)]
    Jobs(jobs::JobsCommand),
    /// Say what is wrong with this installation, from inside and from outside, and what to do about it
    Doctor(doctor::DoctorCommand),
    /// Back everything up into one file, while the server runs
    Backup(backup::BackupCommand),
    /// Put a backup in the place of the database, or only prove it
    Restore(backup::RestoreCommand),
    /// Copy everything to another database: from SQLite to PostgreSQL, or back
    Copy(backup::CopyCommand),
    /// Ask the running server whether it is well, for health checks
    Health(health::HealthCommand),
    /// Print the configuration of a proxy that puts Vestibule in front of other apps (forward-auth)
    ProxyConfig(proxy_config::ProxyConfigCommand),
    /// Make and check filters of leaked passwords, for BREACHED_PASSWORDS_FILE
    #[command(subcommand)]
    Breach(breach::BreachCommand),
    /// Print what a shell needs to complete this command line
    Completions(manual::CompletionsCommand),
    /// Write the man pages into a folder
    Man(manual::ManCommand),
    /// Print the OpenAPI 3.1 document of both APIs, as JSON
    Openapi,
    /// Create the two test users `test` and `ab`; refused in production
    Demo,
}

/// Reads `.env`, the environment and the arguments, then runs the command. Anything that goes wrong is one sentence on
/// standard error and an exit code that is not 0.
pub fn run() -> ExitCode {
    if let Err(error) = dotenv::load() {
        note(format_args!("vestibule: {error}"));
        return ExitCode::FAILURE;
    }
    match arguments::parse(std::env::args_os()) {
        Ok(cli) => finish(dispatch(cli)),
        Err(failure) => arguments::report(&failure),
    }
}

fn dispatch(cli: Cli) -> Result<(), Stopped> {
    match cli.command {
        None | Some(Command::Serve) => serve(cli.settings),
        Some(Command::Migrate) => migrate(cli.settings),
        Some(Command::User(command)) => with_services(cli.settings, |s| user::run(s, &command)),
        Some(Command::Session(command)) => with_services(cli.settings, |s| session::run(s, &command)),
        Some(Command::Events(command)) => with_services(cli.settings, |s| events::run(s, &command)),
        Some(Command::Explain(command)) => with_services(cli.settings, |s| explain_login::run(s, &command)),
        Some(Command::Import(command)) => with_services(cli.settings, |s| import_accounts::run(s, &command)),
        Some(Command::Export(command)) => with_services(cli.settings, |s| export_accounts::run(s, &command)),
        Some(Command::Invite(command)) => with_services(cli.settings, |s| invite::run(s, &command)),
        Some(Command::Jobs(command)) => with_services(cli.settings, |s| jobs::run(s, &command)),
        Some(Command::Doctor(command)) => examine(cli.settings, &command),
        Some(Command::Backup(command)) => with_services(cli.settings, |s| backup::backup(s, &command)),
        Some(Command::Restore(command)) => backup::restore(&Config::of_existing(cli.settings)?, &command),
        Some(Command::Copy(command)) => with_services(cli.settings, |s| backup::copy(s, &command)),
        Some(Command::Health(command)) => health::run(&cli.settings, &command),
        Some(Command::ProxyConfig(command)) => proxy_config::run(&cli.settings, &command),
        Some(Command::Breach(command)) => breach::run(&command),
        Some(Command::Completions(command)) => manual::completions(&command),
        Some(Command::Man(command)) => manual::man(&command),
        Some(Command::Openapi) => openapi(&cli.settings),
        Some(Command::Demo) => demo(cli.settings),
    }
}

fn finish(result: Result<(), Stopped>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(stopped) if stopped.is_unread() => stopped.exit_code(),
        Err(stopped) => {
            note(format_args!("vestibule: {}", stopped.sentence));
            stopped.exit_code()
        }
    }
}

fn load(settings: Settings) -> Result<Config, Stopped> {
    Ok(Config::load(settings)?)
}

fn of_database(sentence: String) -> Stopped {
    Stopped::new(Cause::Database, sentence)
}

fn serve(settings: Settings) -> Result<(), Stopped> {
    let config = load(settings)?;
    telemetry::start(config.production).map_err(|sentence| Stopped::new(Cause::Failed, sentence))?;
    config.warnings.iter().for_each(|warning| tracing::warn!("{warning}"));
    let open_to_all = config.base_url.is_none() && config.host.is_unspecified();
    let system = actix_web::rt::System::new();
    system.block_on(async {
        let application = Application::build(config, Clock::default())?;
        if open_to_all {
            let links = application.base_url();
            tracing::warn!("set BASE_URL: links in emails lead to {links}, which no other machine can open");
        }
        let line = say(format_args!(
            "Vestibule listens on http://{} ({})",
            application.address(),
            application.services().db.name()
        ));
        // A server works whether or not somebody reads that.
        line.or_else(|stopped| if stopped.is_unread() { Ok(()) } else { Err(stopped) })?;
        let manager = ServiceManager::of_environment();
        let supervised = manager.map(|manager| Supervised::begin(manager, application.address()));
        let ended = application.run().await.map_err(|cause| Stopped::new(Cause::Failed, cause.to_string()));
        if let Some(supervised) = supervised {
            supervised.stop();
        }
        ended
    })
}

/// Lends a command the services of an installation that exists. It creates nothing: run in the wrong folder, it would
/// otherwise answer from a new, empty database.
fn with_services(
    settings: Settings,
    command: impl FnOnce(&Arc<Services>) -> Result<(), Stopped>,
) -> Result<(), Stopped> {
    let config = Config::of_existing(settings)?;
    let db = Db::open_existing(&config.database_url, 1).map_err(of_database)?;
    match db.schema().map_err(|cause| of_database(format!("{}: {cause}", db.name())))? {
        Schema::Current => command(&services(config, db)),
        state => Err(of_database(format!("{}: {state}", db.name()))),
    }
}

/// Lends the doctor what there is, also where migrations are missing: it says so itself.
fn examine(settings: Settings, command: &doctor::DoctorCommand) -> Result<(), Stopped> {
    let config = Config::of_existing(settings)?;
    let db = Db::open_existing(&config.database_url, 2).map_err(of_database)?;
    doctor::run(&services(config, db), command)
}

/// Creates the data folder and the database where there are none, but not for a refusal.
fn demo(settings: Settings) -> Result<(), Stopped> {
    demo::is_allowed(settings.app_env)?;
    let (config, db, _) = migrated(settings)?;
    demo::run(&services(config, db))
}

fn services(config: Config, db: Db) -> Arc<Services> {
    let base_url = config.base_url.clone().unwrap_or_else(|| format!("http://{}:{}", config.host, config.port));
    Arc::new(Services::new(config, db, Clock::default(), base_url))
}

/// Opens the database, creates it if it is a file that does not exist, and applies the pending migrations.
fn migrated(settings: Settings) -> Result<(Config, Db, Vec<String>), Stopped> {
    let config = load(settings)?;
    let db = Db::open(&config.database_url, 1).map_err(of_database)?;
    let applied = db.migrate_within(config.migration_wait, &|message| note(format_args!("{}: {message}", db.name())));
    let applied = applied.map_err(|cause| of_database(format!("{}: {cause}", db.name())))?;
    Ok((config, db, applied))
}

/// Needs no database and no secrets, only the address of the server.
fn openapi(settings: &Settings) -> Result<(), Stopped> {
    let address = settings.public_address()?;
    Application::openapi(&address).lines().try_for_each(say)
}

fn migrate(settings: Settings) -> Result<(), Stopped> {
    let (_, db, applied) = migrated(settings)?;
    match applied.as_slice() {
        [] => say(format_args!("{}: nothing to do, every migration is applied", db.name())),
        applied => say(format_args!("{}: applied {}", db.name(), applied.join(", "))),
    }
}
