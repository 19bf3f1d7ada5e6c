//! Talking to an operator: questions at a terminal, lines from a pipe, and answers that no stored text can take over.

use std::io::{BufRead, IsTerminal};

use crate::application::StartError;
use crate::error::Error;
use crate::users::Password;

/// A new password: asked for twice without echo at a terminal, one line from standard input otherwise. Never from the
/// arguments, which every user of the machine can read.
///
/// # Errors
/// When the two differ or nothing comes.
pub fn new_password() -> Result<Password, StartError> {
    let failed = |cause: std::io::Error| StartError(format!("the password can't be read: {cause}"));
    if !std::io::stdin().is_terminal() {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).map_err(failed)?;
        return Ok(Password::new(line.strip_suffix('\n').map_or(line.as_str(), |l| l.strip_suffix('\r').unwrap_or(l))));
    }
    let first = rpassword::prompt_password("Password: ").map_err(failed)?;
    let second = rpassword::prompt_password("The same again: ").map_err(failed)?;
    if first != second {
        return Err(StartError("the passwords do not match; nothing was changed".to_owned()));
    }
    Ok(Password::new(&first))
}

/// What went wrong, as one sentence for the operator.
pub fn explain(error: Error) -> StartError {
    StartError(match error {
        Error::Invalid(fields) => {
            let sentences: Vec<_> =
                fields.0.iter().map(|field| format!("{}: {}", field.field, field.message)).collect();
            sentences.join("; ")
        }
        Error::NotFound => "there is no such account".to_owned(),
        Error::LastAdmin => "this is the last admin; make somebody else an admin first".to_owned(),
        other => other.to_string(),
    })
}
