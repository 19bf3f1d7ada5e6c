//! A line of the log as JSON, for programs that collect it.
//!
//! It is what `tracing_subscriber`'s own format writes with `flatten_event`, member for member. That one reads the fields of the
//! span back from JSON for each line, to write them as JSON again: half of what a line costs.

use std::fmt::{self, Debug};
use std::io::{self, Write};

use serde::Serialize;
use tracing::field::{Field, Visit};
use tracing::{Event, Metadata, Subscriber};
use tracing_log::NormalizeEvent;
use tracing_subscriber::fmt::format::{JsonFields, Writer};
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormattedFields};
use tracing_subscriber::registry::LookupSpan;

/// A line about a request has 400 to 500 bytes.
const USUAL_LENGTH: usize = 512;

/// The format of events. Spans keep their fields as [`JsonFields`].
pub(crate) struct LogLine;

impl<S: Subscriber + for<'a> LookupSpan<'a>> FormatEvent<S, JsonFields> for LogLine {
    fn format_event(
        &self,
        context: &FmtContext<'_, S, JsonFields>,
        mut out: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let normalized = event.normalized_metadata();
        let metadata = normalized.as_ref().unwrap_or_else(|| event.metadata());
        out.write_str("{\"timestamp\":\"")?;
        SystemTime.format_time(&mut out)?;
        let mut rest = Vec::with_capacity(USUAL_LENGTH);
        write_rest(&mut rest, context, metadata, event).map_err(|_| fmt::Error)?;
        out.write_str(str::from_utf8(&rest).map_err(|_| fmt::Error)?)
    }
}

/// What stands behind the time, in bytes: text would be looked through again with each piece that serde_json writes.
fn write_rest<S: Subscriber + for<'a> LookupSpan<'a>>(
    out: &mut Vec<u8>,
    context: &FmtContext<'_, S, JsonFields>,
    metadata: &Metadata<'_>,
    event: &Event<'_>,
) -> io::Result<()> {
    write!(out, "\",\"level\":\"{}\"", metadata.level())?;
    let mut members = Members { out, written: Ok(()) };
    event.record(&mut members);
    members.written?;
    out.extend(b",\"target\":");
    serde_json::to_writer(&mut *out, metadata.target())?;
    let span = event.parent().and_then(|id| context.span(id)).or_else(|| context.lookup_current());
    if let Some(span) = span {
        out.extend(b",\"span\":{");
        let extensions = span.extensions();
        let fields = extensions.get::<FormattedFields<JsonFields>>().map_or("", |fields| fields.as_str());
        // An object of JSON, as the span has kept it.
        let members = fields.strip_prefix('{').and_then(|fields| fields.strip_suffix('}')).unwrap_or_default();
        out.extend(members.as_bytes());
        out.extend(if members.is_empty() { "\"name\":" } else { ",\"name\":" }.as_bytes());
        serde_json::to_writer(&mut *out, span.name())?;
        out.push(b'}');
    }
    out.extend(b"}\n");
    Ok(())
}

/// Writes the fields of an event, each behind a comma.
struct Members<'a> {
    out: &'a mut Vec<u8>,
    written: io::Result<()>,
}

impl Members<'_> {
    fn write(&mut self, field: &Field, value: &(impl Serialize + ?Sized)) {
        // What the `log` crate says of an event stands in its metadata.
        if field.name().starts_with("log.") || self.written.is_err() {
            return;
        }
        for piece in [",\"", field.name(), "\":"] {
            self.out.extend(piece.as_bytes());
        }
        self.written = serde_json::to_writer(&mut *self.out, value).map_err(io::Error::from);
    }
}

impl Visit for Members<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.write(field, &format_args!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.write(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.write(field, &value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.write(field, &value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.write(field, &value);
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.write(field, &value);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use tracing::field::Empty;
    use tracing_subscriber::fmt;

    use super::*;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("one writer").extend(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Kept {
        /// The lines without the time, which no two of them share.
        fn lines(&self) -> Vec<String> {
            let text = String::from_utf8(self.0.lock().expect("one writer").clone()).expect("text");
            let (start, end) = ("{\"timestamp\":\"".len(), "{\"timestamp\":\"2026-11-27T08:04:05.123456Z".len());
            let lines = text.lines().map(|line| {
                assert!(line[start..end].ends_with('Z') && line[start..end].contains('T'), "{line}");
                line[..start].to_owned() + &line[end..]
            });
            lines.collect()
        }
    }

    fn say_all_kinds() {
        tracing::info!("alone");
        tracing::warn!(cause = %"a \"quoted\"\nline", number = -7, size = 7_u64, share = 0.25, none = f64::NAN, so = true, "é {}", 1);
        tracing::error!(text = "plain", debug = ?Some("x"), error = &std::fmt::Error as &dyn std::error::Error);
        tracing::info!(target: "another::target", message = "as a field");
        let span = tracing::info_span!("request", request_id = %"4bf92f", trace_id = Empty, count = 3);
        span.in_scope(|| tracing::info!("inside"));
        span.record("trace_id", "00\"7");
        span.in_scope(|| {
            tracing::info!(status = 200, "recorded later");
            tracing::info_span!("inner").in_scope(|| tracing::info!("the innermost span, which has no fields"));
        });
        tracing::info!(parent: &span, "a parent of its own");
    }

    #[test]
    fn a_line_is_what_the_library_would_write() {
        let (ours, theirs) = (Kept::default(), Kept::default());
        let (one, another) = (ours.clone(), theirs.clone());
        let subscriber = fmt().fmt_fields(JsonFields::new()).event_format(LogLine);
        tracing::subscriber::with_default(subscriber.with_writer(move || one.clone()).finish(), say_all_kinds);
        let subscriber = fmt().json().flatten_event(true).with_span_list(false);
        tracing::subscriber::with_default(subscriber.with_writer(move || another.clone()).finish(), say_all_kinds);
        assert_eq!(ours.lines().len(), 8);
        assert_eq!(ours.lines(), theirs.lines());
    }
}
