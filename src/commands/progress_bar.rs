//! How far a long command is, on a terminal.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use super::terminal::progress;
use inside::sources::ReadingProgress;

/// How far the import is, on a terminal.
pub(crate) struct ProgressBar {
    started: Instant,
    shown: Option<Instant>,
    accounts: u64,
    is_seen: bool,
}

impl ProgressBar {
    /// Begins now.
    pub(crate) fn new() -> ProgressBar {
        ProgressBar { started: Instant::now(), shown: None, accounts: 0, is_seen: std::io::stderr().is_terminal() }
    }

    /// One more account was read. Draws it, five times a second at most.
    pub(crate) fn show(&mut self, done: ReadingProgress) {
        self.accounts += 1;
        let is_due = self.shown.is_none_or(|at| at.elapsed() > Duration::from_millis(200));
        if !self.is_seen || !is_due || done.total == 0 {
            return;
        }
        self.shown = Some(Instant::now());
        progress(&line(done, self.accounts, self.started.elapsed()));
    }

    /// Takes it away, for a line that stays.
    pub(crate) fn clear(&mut self) {
        if self.shown.take().is_some() {
            progress("");
        }
    }
}

/// `[###---]  50 %, 3300 accounts a second, 15 s left`. How much is left of a file is known in bytes.
fn line(done: ReadingProgress, accounts: u64, elapsed: Duration) -> String {
    let part = done.done as f64 / done.total as f64;
    let filled = ((part * 30.0) as usize).min(30);
    let seconds = elapsed.as_secs_f64().max(0.001);
    let left = if part > 0.0 { seconds / part - seconds } else { 0.0 };
    let rate = accounts as f64 / seconds;
    format!(
        "[{}{}] {:3.0} %, {rate:.0} accounts a second, {left:.0} s left",
        "#".repeat(filled),
        "-".repeat(30 - filled),
        part * 100.0
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_how_much_how_fast_and_how_long() {
        let done = ReadingProgress { done: 500, total: 1_000 };
        let said = line(done, 6_600, Duration::from_secs(2));
        assert_eq!(said, "[###############---------------]  50 %, 3300 accounts a second, 2 s left");
    }
}
