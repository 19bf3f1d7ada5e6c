//! The operator's door: what can be done from the command line.

pub mod demo;
pub mod invite;
pub mod terminal;
pub mod user;

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::application::{Application, StartError};
use crate::clock::Clock;
use crate::config::{Config, Settings};
use crate::db::Db;
use crate::state::Services;
use crate::telemetry;

/// The entrance hall of a web app: sign-up, sign-in, profile, recovery, sessions and tokens in one binary.
#[derive(Parser)]
#[command(name = "vestibule", version, about, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the doors (what happens without a command)
    Serve,
    /// Apply the database migrations that are missing, and say which
    Migrate,
    /// Look after accounts
    #[command(subcommand)]
    User(user::Command),
    /// Look after invitations, for REGISTRATION=invite
    #[command(subcommand)]
    Invite(invite::Command),
    /// Print the contract of both APIs (OpenAPI 3.1, JSON)
    Openapi,
    /// Create the two test users `test` and `ab` (refused in production)
    Demo,
}

/// Runs the command; anything that goes wrong is one sentence on standard error and an exit code that is not 0.
pub fn run(cli: Cli) -> ExitCode {
    let result = match cli.command {
        None | Some(Command::Serve) => serve(cli.settings),
        Some(Command::Migrate) => migrate(cli.settings),
        Some(Command::User(command)) => with_services(cli.settings, |s| user::run(s, &command)),
        Some(Command::Invite(command)) => with_services(cli.settings, |s| invite::run(s, &command)),
        Some(Command::Openapi) => openapi(),
        Some(Command::Demo) => with_services(cli.settings, demo::run),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(StartError(sentence)) => {
            eprintln!("vestibule: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn load(settings: Settings) -> Result<Config, StartError> {
    Config::load(settings).map_err(|error| StartError(error.to_string()))
}

fn serve(settings: Settings) -> Result<(), StartError> {
    let config = load(settings)?;
    telemetry::start(config.production).map_err(StartError)?;
    let open_to_all = config.base_url.is_none() && config.host.is_unspecified();
    let system = actix_web::rt::System::new();
    system.block_on(async {
        let application = Application::build(config, Clock::default())?;
        if open_to_all {
            let links = application.base_url();
            tracing::warn!("set BASE_URL: links in emails lead to {links}, which is no address on any other machine");
        }
        println!("Vestibule listens on http://{} ({})", application.address(), application.services().db.name());
        application.run().await.map_err(|cause| StartError(cause.to_string()))
    })
}

/// Lends a command the migrated database and the rest of the inside.
fn with_services(
    settings: Settings,
    command: impl FnOnce(&Services) -> Result<(), StartError>,
) -> Result<(), StartError> {
    let config = load(settings)?;
    let db = Db::open(&config.database_url, 1).map_err(StartError)?;
    db.migrate().map_err(|cause| StartError(format!("{}: {cause}", db.name())))?;
    let base_url = config.base_url.clone().unwrap_or_else(|| format!("http://{}:{}", config.host, config.port));
    command(&Services::new(config, db, Clock::default(), base_url))
}

/// Needs neither settings nor a database. A reader that has seen enough (`| head`) is no fault.
fn openapi() -> Result<(), StartError> {
    match std::io::stdout().write_all(format!("{}\n", Application::openapi()).as_bytes()) {
        Err(cause) if cause.kind() != ErrorKind::BrokenPipe => Err(StartError(cause.to_string())),
        _ => Ok(()),
    }
}

fn migrate(settings: Settings) -> Result<(), StartError> {
    let config = load(settings)?;
    let db = Db::open(&config.database_url, 1).map_err(StartError)?;
    let applied = db.migrate().map_err(|cause| StartError(format!("{}: {cause}", db.name())))?;
    match applied.as_slice() {
        [] => println!("{}: nothing to do, every migration is applied", db.name()),
        applied => println!("{}: applied {}", db.name(), applied.join(", ")),
    }
    Ok(())
}
