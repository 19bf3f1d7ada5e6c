//! What the application logs, as text.

use std::cell::RefCell;
use std::io::Write;
use std::sync::Once;

use tracing_subscriber::filter::dynamic_filter_fn;
use tracing_subscriber::prelude::*;

thread_local! {
    /// What was logged on this thread, where somebody wants to know.
    static LINES: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

struct Lines;

impl Write for Lines {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        LINES.with_borrow_mut(|lines| lines.as_mut().map(|lines| lines.extend_from_slice(line)));
        Ok(line.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What is logged on this thread while `work` runs.
///
/// One subscriber hears all threads, and asks each time whether somebody wants to know. With one for this thread alone, a line that
/// another thread is the first to log would be switched off for good: tracing asks the subscriber of that thread, which is none.
pub fn logged(work: impl FnOnce()) -> String {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| {
        let is_wanted = dynamic_filter_fn(|_, _| LINES.with_borrow(Option::is_some));
        let lines = tracing_subscriber::fmt::layer().with_writer(|| Lines).with_ansi(false).with_filter(is_wanted);
        tracing::subscriber::set_global_default(tracing_subscriber::registry().with(lines)).expect("the only one");
        // What was logged for the first time while it was being set.
        tracing::callsite::rebuild_interest_cache();
    });
    LINES.set(Some(Vec::new()));
    work();
    String::from_utf8(LINES.take().expect("set above")).unwrap()
}
