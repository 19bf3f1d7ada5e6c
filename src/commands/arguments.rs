//! From the words of the command line and the environment to a command and its settings.

use std::ffi::{OsStr, OsString};
use std::process::ExitCode;

use clap::builder::Resettable;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory, Error, FromArgMatches};

use super::Cli;
use super::terminal::note;
use inside::config::{dotenv, is_blank};

/// Settings that were renamed: the old variable and flag, and the variable that replaced them.
const RENAMED: &[(&str, &str, &str)] = &[
    ("LIMIT_LETTER_ADDRESS", "limit-letter-address", "LIMIT_EMAIL_ADDRESS"),
    ("LIMIT_LETTER_NETWORK", "limit-letter-network", "LIMIT_EMAIL_NETWORK"),
];

/// Reads the arguments. A setting that is set to nothing, as a flag or in the environment, counts as not set: that is
/// what `NAME=` in a file and an empty substitution mean.
///
/// # Errors
/// What clap says; [`report`] prints it.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, UsageError> {
    let arguments = without_blank_flags(&command(), arguments.into_iter().collect());
    let matches = command().mut_args(without_blank_variable).try_get_matches_from(&arguments);
    let error = match matches.and_then(|mut matches| Cli::from_arg_matches_mut(&mut matches)) {
        Ok(cli) => return Ok(cli),
        Err(error) => error,
    };
    // The help also names the variables that are set to nothing.
    let error = match error.use_stderr() {
        true => error,
        false => command().try_get_matches_from(&arguments).err().unwrap_or(error),
    };
    Err(UsageError { error, arguments })
}

/// Why there is no command to run, or the help that was asked for. It has no `Debug`: an argument may hold a password.
pub(crate) struct UsageError {
    error: Error,
    arguments: Vec<OsString>,
}

/// Prints it and returns the exit code: 0 for the help, 2 for arguments and variables that can't be used.
///
/// An error names the variable where the value came from one. A quoted value may hold a password where it was meant for
/// another setting, so what stands before an @ of a URL is left out.
pub(crate) fn report(failure: &UsageError) -> ExitCode {
    let error = &failure.error;
    if !error.use_stderr() || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = error.print();
    } else {
        let mut text = without_credentials(&error.render().to_string());
        if let Some((flag, variable)) = source(failure) {
            text = text.replace(&format!("'{flag}'"), &variable);
        }
        text.trim_end().lines().for_each(note);
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// The flag as clap spells it and the variable that its value was read from, unless the flag was given.
fn source(UsageError { error, arguments }: &UsageError) -> Option<(String, String)> {
    let ContextValue::String(flag) = error.get(ContextKind::InvalidArg)? else { return None };
    let name = flag.strip_prefix("--")?.split([' ', '=', '[']).next()?;
    let was_given = arguments.iter().any(|argument| {
        let own = argument.to_str().and_then(|text| text.strip_prefix("--"));
        own.is_some_and(|own| own.split('=').next() == Some(name))
    });
    let command = command();
    let argument = command.get_arguments().find(|argument| argument.get_long() == Some(name))?;
    let variable = argument.get_env().filter(|_| !was_given)?;
    Some((flag.clone(), variable.to_string_lossy().into_owned()))
}

/// The command line with every setting. The help shows no value of a variable: any of them may hold a password.
fn command() -> Command {
    let command = Cli::command().mut_args(|argument| argument.hide_env_values(true));
    RENAMED.iter().fold(command, |command, (variable, flag, new)| {
        let refuse = move |_: &str| Err::<String, _>(format!("this setting is called {new} now"));
        let argument = Arg::new(*variable).long(*flag).env(*variable).hide(true).hide_env_values(true);
        command.arg(argument.global(true).value_parser(refuse))
    })
}

fn without_blank_variable(argument: Arg) -> Arg {
    if argument.get_env().is_some_and(dotenv::is_set_to_nothing) {
        return argument.env(Resettable::<clap::builder::OsStr>::Reset);
    }
    argument
}

/// Leaves `--name=` and `--name ''` out, for every name of a setting.
fn without_blank_flags(command: &Command, arguments: Vec<OsString>) -> Vec<OsString> {
    let is_setting = |flag: &str| {
        let name = flag.strip_prefix("--");
        name.is_some_and(|name| {
            command.get_arguments().any(|own| own.get_env().is_some() && own.get_long() == Some(name))
        })
    };
    let mut kept = Vec::new();
    let mut rest = arguments.into_iter().peekable();
    while let Some(argument) = rest.next() {
        if argument == "--" {
            kept.push(argument);
            kept.extend(rest);
            break;
        }
        match argument
            .to_str()
            .map(|text| text.split_once('=').map_or((text, None), |(name, value)| (name, Some(value))))
        {
            Some((name, Some(value))) if is_blank(value) && is_setting(name) => {}
            Some((name, None)) if is_setting(name) && rest.peek().is_some_and(|next| is_blank_text(next)) => {
                rest.next();
            }
            _ => kept.push(argument),
        }
    }
    kept
}

fn is_blank_text(text: &OsStr) -> bool {
    text.to_str().is_some_and(is_blank)
}

/// Replaces what stands between `://` and `@`.
fn without_credentials(text: &str) -> String {
    let mut parts = text.split("://");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |shown, part| match part.rsplit_once('@') {
        Some((_, host)) => format!("{shown}://***@{host}"),
        None => format!("{shown}://{part}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Vec<OsString> {
        ["vestibule"].iter().chain(words).map(OsString::from).collect()
    }

    #[test]
    fn a_flag_that_is_set_to_nothing_is_left_out_and_the_words_of_a_command_stay() {
        let kept = |given: &[&str]| without_blank_flags(&command(), words(given));
        assert_eq!(kept(&["--port=", "user", "--port", " ", "list", ""]), words(&["user", "list", ""]));
        assert_eq!(kept(&["--port", "1", "--", "--port="]), words(&["--port", "1", "--", "--port="]));
        assert_eq!(kept(&["invite", "create", "--email="]), words(&["invite", "create", "--email="]));
    }

    #[test]
    fn every_setting_can_be_set_to_nothing_as_a_flag() {
        let command = command();
        let settings = command.get_arguments().filter(|argument| argument.get_env().is_some());
        for flag in settings.filter_map(Arg::get_long) {
            for given in [vec![format!("--{flag}=")], vec![format!("--{flag}"), String::new()]] {
                let given: Vec<_> = given.iter().map(String::as_str).collect();
                assert!(parse(words(&given)).is_ok(), "{flag}");
            }
        }
    }

    #[test]
    fn an_error_shows_no_password() {
        let shown =
            without_credentials("invalid value 'postgres://u:hunter2@h/n' for '--port <PORT>': see https://a.example");
        assert_eq!(shown, "invalid value 'postgres://***@h/n' for '--port <PORT>': see https://a.example");
    }
}
