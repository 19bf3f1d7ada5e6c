//! Logs: readable in development, JSON in production, never a secret.

use tracing_subscriber::EnvFilter;

/// Writes logs to standard error. `RUST_LOG` chooses what; by default everything of ours from `info` on.
pub fn start(json: bool) {
    // actix-session warns of every cookie that is not ours, which anybody can send.
    let by_default = || EnvFilter::new("info,actix_session=error,actix_server=warn");
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| by_default());
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let colours = std::io::IsTerminal::is_terminal(&std::io::stderr());
    if json {
        builder.json().flatten_event(true).with_span_list(false).init();
    } else {
        builder.compact().with_target(false).with_ansi(colours).init();
    }
}
