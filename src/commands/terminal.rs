//! Talking to an operator: lines that no stored text can take over, and questions at a terminal or lines from a pipe.

use std::fmt::Display;
use std::io::{BufRead, ErrorKind, IsTerminal, Write};

use serde::Serialize;

use super::outcome::{Cause, Stopped};
use inside::printable::{Printable, is_hidden};
use inside::users::Password;

/// Prints one line on standard output. Every command prints through here, so that names, addresses and notes reach the
/// terminal with their hidden characters spelled out.
///
/// # Errors
/// When standard output can't be written, to a full disk say. A reader that has seen enough (`| head`) ends the command too, as
/// [`Cause::ReaderGone`]: it would otherwise go on for nobody, and one that follows something without an end.
pub(crate) fn say(line: impl Display) -> Result<(), Stopped> {
    writeln!(std::io::stdout().lock(), "{}", Printable(line)).map_err(|cause| match cause.kind() {
        ErrorKind::BrokenPipe => Stopped::new(Cause::ReaderGone, "nobody reads standard output"),
        _ => Stopped::new(Cause::Failed, format!("standard output: {cause}")),
    })
}

/// Prints one line on standard error, in the same way. There is no other place to report that it can't be written.
pub(crate) fn note(line: impl Display) {
    let _ = writeln!(std::io::stderr().lock(), "{}", Printable(line));
}

/// Replaces what stands in the last line of standard error, which is a terminal.
pub(crate) fn progress(line: &str) {
    let mut error = std::io::stderr().lock();
    let _ = write!(error, "\r{}\x1b[K", Printable(line)).and_then(|()| error.flush());
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

/// Prints a value as one line of JSON, with hidden characters as JSON spells them out.
///
/// # Errors
/// As [`say`].
pub(crate) fn json_line(value: &impl Serialize) -> Result<(), Stopped> {
    say(json(value).map_err(|cause| Stopped::new(Cause::Failed, cause.to_string()))?)
}

/// JSON in which no character acts on a terminal or hides from its reader: serde escapes the control characters below the space
/// and no others. All that it leaves stands within texts, where each may be written as its code units in UTF-16 (RFC 8259 section 7).
fn json(value: &impl Serialize) -> serde_json::Result<String> {
    let text = serde_json::to_string(value)?;
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match is_hidden(c) {
            true => escaped.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}"))),
            false => escaped.push(c),
        }
    }
    Ok(escaped)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Every character, alone and between others.
    #[test]
    fn what_is_printed_as_json_is_read_back_as_it_was_and_hides_nothing() {
        let all: Vec<char> = ('\0'..=char::MAX).collect();
        for some in all.chunks(997) {
            let text: String = some.iter().flat_map(|c| [*c, 'x', '"', '\\', *c]).collect();
            let shown = json(&[&text]).expect("JSON");
            assert!(!shown.contains(is_hidden), "{some:?}");
            assert_eq!(Printable(&shown).to_string(), shown);
            assert_eq!(serde_json::from_str::<[String; 1]>(&shown).expect("JSON"), [text]);
        }
        assert_eq!(json(&"a\u{200d}b\u{e0041}\u{9b}").expect("JSON"), r#""a\u200db\udb40\udc41\u009b""#);
    }
}
