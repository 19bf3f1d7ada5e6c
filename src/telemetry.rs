//! Logs: readable in development, JSON in production, never a secret.

use std::env::VarError;
use std::error::Error;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

/// Writes logs to standard error. `RUST_LOG` chooses what; by default everything of ours from `info` on.
///
/// # Errors
/// One sentence when `RUST_LOG` can't be read: whoever wrote it is about to look for something, and would look in vain.
pub fn start(json: bool) -> Result<(), String> {
    // actix-session warns of every cookie that is not ours, which anybody can send.
    let by_default = || EnvFilter::new("info,actix_session=error,actix_server=warn");
    let not_set = |cause: &(dyn Error + 'static)| matches!(cause.downcast_ref(), Some(VarError::NotPresent));
    // The level is for a variable that is set to nothing, which would otherwise mean errors only.
    let filter = match EnvFilter::builder().with_default_directive(LevelFilter::INFO.into()).try_from_env() {
        Ok(filter) => filter,
        Err(cause) if cause.source().is_some_and(not_set) => by_default(),
        Err(cause) => {
            return Err(format!("RUST_LOG: {cause}; write a level or targets with levels, like info,vestibule=debug"));
        }
    };
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let colours = std::io::IsTerminal::is_terminal(&std::io::stderr());
    if json {
        builder.json().flatten_event(true).with_span_list(false).init();
    } else {
        builder.compact().with_target(false).with_ansi(colours).init();
    }
    Ok(())
}
