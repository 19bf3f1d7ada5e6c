//! Talking to an operator: lines that no stored text can take over, and questions at a terminal or lines from a pipe.

use std::fmt::Display;
use std::io::{BufRead, ErrorKind, IsTerminal, Write};

use crate::application::StartError;
use crate::sentences;
use inside::error::Error;
use inside::printable::Printable;
use inside::texts::{Language, Texts};
use inside::users::Password;

/// Prints one line on standard output. Every command prints through here, so that names, addresses and notes reach the
/// terminal with their hidden characters spelled out. A reader that has seen enough (`| head`) is no failure.
///
/// # Errors
/// When standard output can't be written, to a full disk say.
pub(crate) fn say(line: impl Display) -> Result<(), StartError> {
    match writeln!(std::io::stdout().lock(), "{}", Printable(line)) {
        Err(cause) if cause.kind() != ErrorKind::BrokenPipe => Err(StartError(format!("standard output: {cause}"))),
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
pub(crate) fn new_password() -> Result<Password, StartError> {
    let failed = |cause: std::io::Error| StartError(format!("the password can't be read: {cause}"));
    if !std::io::stdin().is_terminal() {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).map_err(failed)?;
        return Ok(Password::new(line.strip_suffix('\n').map_or(line.as_str(), |l| l.strip_suffix('\r').unwrap_or(l))));
    }
    let first = rpassword::prompt_password("Password: ").map_err(failed)?;
    let second = rpassword::prompt_password("Confirm password: ").map_err(failed)?;
    if first != second {
        return Err(StartError("the passwords do not match; nothing was changed".to_owned()));
    }
    Ok(Password::new(&first))
}

/// What went wrong, as one sentence for the operator.
pub(crate) fn explain(error: Error) -> StartError {
    StartError(match error {
        Error::Invalid(fields) => {
            let sentences: Vec<_> = fields
                .0
                .iter()
                .map(|field| {
                    format!(
                        "{}: {}",
                        field.field.name(),
                        sentences::of_field(Texts::built_in(Language::En), &field.code)
                    )
                })
                .collect();
            sentences.join("; ")
        }
        Error::NotFound => "there is no such account".to_owned(),
        Error::LastAdmin => "this is the last active administrator; make another account an admin first".to_owned(),
        other => other.to_string(),
    })
}
