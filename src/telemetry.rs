//! Logs: readable in development, JSON in production, never a secret, and never a control character from outside.

use std::fmt::{self, Write as _};
use std::io::{self, Stderr, Write};

use tracing::field::Field;
use tracing_subscriber::field::MakeExt;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::format::{JsonFields, Writer, debug_fn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::log_line::LogLine;
use inside::config::dotenv;
use inside::printable::{Printable, is_hidden};

/// What is logged unless `RUST_LOG` chooses. actix-session warns of every cookie that is not ours, which anybody can send.
const BY_DEFAULT: &str = "info,actix_session=error,actix_server=warn";

/// Writes logs to standard error. `RUST_LOG` chooses what; by default everything of ours from `info` on.
///
/// # Errors
/// One sentence when `RUST_LOG` can't be read: the operator who set it is about to search the log for something.
pub(crate) fn start(json: bool) -> Result<(), String> {
    let chosen = dotenv::rust_log().and_then(|chosen| {
        let levels = chosen.as_deref().unwrap_or(BY_DEFAULT);
        levels.parse::<Targets>().map_err(|cause| cause.to_string())
    });
    let levels = chosen.map_err(|cause| {
        format!("RUST_LOG: {cause}; write a level or targets with levels, like info,vestibule=debug")
    })?;
    // The levels alone decide what is logged.
    let builder = tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE);
    if json {
        let builder = builder.with_writer(|| JsonLines(io::stderr()));
        builder.fmt_fields(JsonFields::new()).event_format(LogLine).finish().with(levels).init();
    } else {
        let colours = io::IsTerminal::is_terminal(&io::stderr());
        let builder = builder.with_writer(io::stderr).with_ansi(colours).compact().with_target(false);
        builder.fmt_fields(debug_fn(field).delimited(" ")).finish().with(levels).init();
    }
    Ok(())
}

/// Writes one field of a line of text; a message and a value shown with `%` would otherwise go out as they are.
fn field(writer: &mut Writer<'_>, field: &Field, value: &dyn fmt::Debug) -> fmt::Result {
    match field.name() {
        "message" => write!(writer, "{}", Printable(format_args!("{value:?}"))),
        name => write!(writer, "{name}={}", Printable(format_args!("{value:?}"))),
    }
}

/// JSON escapes the control characters below U+0020 only. The others can stand nowhere but inside its strings, so there
/// they are escaped the same way (RFC 8259 section 7).
struct JsonLines(Stderr);

impl Write for JsonLines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if line.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
            return self.0.lock().write_all(line).map(|()| line.len());
        }
        let text = String::from_utf8_lossy(line);
        let mut escaped = String::with_capacity(text.len());
        for c in text.chars() {
            if c == '\n' || !is_hidden(c) {
                escaped.push(c);
                continue;
            }
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(escaped, "\\u{unit:04x}").expect("a string takes everything");
            }
        }
        self.0.lock().write_all(escaped.as_bytes()).map(|()| line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
