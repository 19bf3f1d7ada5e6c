//! Logs: readable in development, JSON in production, never a secret, and never a control character from outside.

use std::env::VarError;
use std::error::Error;
use std::fmt::{self, Write as _};
use std::io::{self, Stderr, Write};

use tracing::field::Field;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::field::MakeExt;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::format::{Writer, debug_fn};

use inside::printable::{Printable, is_hidden};

/// Writes logs to standard error. `RUST_LOG` chooses what; by default everything of ours from `info` on.
///
/// # Errors
/// One sentence when `RUST_LOG` can't be read: the operator who set it is about to search the log for something.
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
    let builder = tracing_subscriber::fmt().with_env_filter(filter);
    if json {
        let builder = builder.with_writer(|| JsonLines(io::stderr()));
        builder.json().flatten_event(true).with_span_list(false).init();
    } else {
        let colours = io::IsTerminal::is_terminal(&io::stderr());
        let builder = builder.with_writer(io::stderr).with_ansi(colours).compact().with_target(false);
        builder.fmt_fields(debug_fn(field).delimited(" ")).init();
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
