//! Talking to an operator: lines that no stored text can take over, and questions at a terminal or lines from a pipe.

use std::fmt::Display;
use std::io::{BufRead, ErrorKind, IsTerminal, Write};

use serde::Serialize;

use super::outcome::{Cause, Stopped};
use inside::printable::Printable;
use inside::users::Password;

/// Prints one line on standard output. Every command prints through here, so that names, addresses and notes reach the
/// terminal with their hidden characters spelled out. A reader that has seen enough (`| head`) is no failure.
///
/// # Errors
/// When standard output can't be written, to a full disk say.
pub(crate) fn say(line: impl Display) -> Result<(), Stopped> {
    match writeln!(std::io::stdout().lock(), "{}", Printable(line)) {
        Err(cause) if cause.kind() != ErrorKind::BrokenPipe => {
            Err(Stopped::new(Cause::Failed, format!("standard output: {cause}")))
        }
        _ => Ok(()),
    }
}

/// Prints one line on standard error, in the same way. There is no other place to report that it can't be written.
pub(crate) fn note(line: impl Display) {
    let _ = writeln!(std::io::stderr().lock(), "{}", Printable(line));
}

/// A new password: asked for twice without echo at a terminal, one line from standard input otherwise. Never from the
/// arguments, which every user of the machine can read.
///
/// # Errors
/// When the two differ or nothing comes.
pub(crate) fn new_password() -> Result<Password, Stopped> {
    let failed = |cause: std::io::Error| Stopped::new(Cause::Failed, format!("the password can't be read: {cause}"));
    if !std::io::stdin().is_terminal() {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).map_err(failed)?;
        return Ok(Password::new(line.strip_suffix('\n').map_or(line.as_str(), |l| l.strip_suffix('\r').unwrap_or(l))));
    }
    let first = rpassword::prompt_password("Password: ").map_err(failed)?;
    let second = rpassword::prompt_password("Confirm password: ").map_err(failed)?;
    if first != second {
        return Err(Stopped::new(Cause::Refused, "the passwords do not match; nothing was changed"));
    }
    Ok(Password::new(&first))
}

/// Prints a value as one line of JSON. Nothing in it is hidden: JSON spells out what a terminal would act on.
///
/// # Errors
/// As [`say`].
pub(crate) fn json_line(value: &impl Serialize) -> Result<(), Stopped> {
    say(serde_json::to_string(value).map_err(|cause| Stopped::new(Cause::Failed, cause.to_string()))?)
}

/// Asks for a text to be typed before something that can't be undone: at a terminal, or one line from standard input. Says whether
/// it was this one.
///
/// # Errors
/// When nothing can be read.
pub(crate) fn confirmed(question: &str, expected: &str) -> Result<bool, Stopped> {
    let failed = |cause: std::io::Error| Stopped::new(Cause::Failed, format!("the answer can't be read: {cause}"));
    if std::io::stdin().is_terminal() {
        let mut error = std::io::stderr().lock();
        write!(error, "{}", Printable(question)).and_then(|()| error.flush()).map_err(failed)?;
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(failed)?;
    Ok(line.trim() == expected)
}
