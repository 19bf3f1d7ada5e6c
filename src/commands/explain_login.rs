//! Why somebody can't log in, and what to do about it.

use std::net::IpAddr;

use clap::Args;
use serde::Serialize;

use super::outcome::Stopped;
use super::terminal::{json_line, say};
use inside::config::RegistrationMode;
use inside::context::Context;
use inside::factors::{Unusable, method};
use inside::oversight::Oversight;
use inside::state::Services;
use inside::users::{self, Obstacle, User};

/// Whose login.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  vestibule explain ada\n  vestibule explain ada@example.com --from 203.0.113.7")]
pub(crate) struct ExplainCommand {
    /// What is typed at the login: a username or an email address
    login: String,
    /// The network address of the one who can't log in: rate limits are by network. Without it, a network that is new to the account
    #[arg(long, value_name = "ADDRESS")]
    from: Option<IpAddr>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Explanation<'a> {
    login: &'a str,
    account: Option<i64>,
    can_log_in: bool,
    obstacles: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    code: &'static str,
    stops: bool,
    reason: String,
    remedy: String,
}

/// Prints every reason.
///
/// # Errors
/// One sentence that says what is in the way.
pub(crate) fn run(s: &Services, command: &ExplainCommand) -> Result<(), Stopped> {
    let from = command.from.map(|address| Context::visitor(&s.clock, address));
    let oversight = Oversight::of_operator(&Context::operator(&s.clock))?;
    let (user, obstacles) = users::explain_login(s, oversight, &command.login, from.as_ref())?;
    let lines: Vec<Line> = obstacles.iter().map(|obstacle| line(&command.login, user.as_ref(), obstacle)).collect();
    let can_log_in = !obstacles.iter().any(Obstacle::stops);
    if command.json {
        let account = user.map(|user| user.id);
        return json_line(&Explanation { login: &command.login, account, can_log_in, obstacles: lines });
    }
    match (&user, can_log_in) {
        (Some(user), true) => say(format_args!("{} can log in with the right password.", user.username))?,
        (Some(user), false) => say(format_args!("{} can't log in.", user.username))?,
        (None, _) => say(format_args!("Nobody can log in as {}.", command.login))?,
    }
    for Line { reason, remedy, .. } in &lines {
        say(format_args!("- {reason}"))?;
        say(format_args!("  {remedy}"))?;
    }
    if command.from.is_none() {
        say("Rate limits are by network: --from ADDRESS looks at those of one, not at those of a new one.")?;
    }
    Ok(())
}

fn line(login: &str, user: Option<&User>, obstacle: &Obstacle) -> Line {
    let name = user.map_or(login, |user| user.username.as_str());
    let (reason, remedy) = match obstacle {
        Obstacle::Unknown { registration } => (
            format!("No account has the name or address {login}."),
            match registration {
                RegistrationMode::Open => "Look for a slip with `vestibule user list`, or let them sign up.".to_owned(),
                RegistrationMode::Invite => {
                    "Sign-up needs an invitation (REGISTRATION=invite): `vestibule invite create`.".to_owned()
                }
                RegistrationMode::Closed => {
                    "Sign-up is closed (REGISTRATION=closed): `vestibule user create`.".to_owned()
                }
            },
        ),
        Obstacle::Disabled => ("The account is disabled.".to_owned(), format!("`vestibule user enable {name}`.")),
        Obstacle::EmailNotVerified => (
            "The email address is not confirmed, which REQUIRE_VERIFIED_EMAIL demands.".to_owned(),
            format!(
                "The login page offers to send the link again; `vestibule user verify-email {name}` takes it as confirmed."
            ),
        ),
        Obstacle::NoPassword => (
            "The account has no password that works: \"This wasn't me\" or \"Undo this change\" turned it off, or the account came here \
             without one."
                .to_owned(),
            format!("\"Forgot your password?\" sets a new one; `vestibule user reset-password {name}` sends the link."),
        ),
        Obstacle::TooManyFailures { most } => (
            format!("There were {most} wrong passwords in a row (LIMIT_LOGIN_EVERYWHERE)."),
            "Networks and browsers that logged in before still can; a reset by email clears it.".to_owned(),
        ),
        Obstacle::Limited { wait } => (
            format!(
                "Too many wrong passwords or codes came from this network; the next attempt counts in {} s.",
                wait.as_secs()
            ),
            "Wait, or reset the password by email.".to_owned(),
        ),
        Obstacle::TooManyLogins { wait } => (
            format!(
                "There were too many logins from this network (LIMIT_LOGIN_SUCCESSES); the next counts in {} s.",
                wait.as_secs()
            ),
            "Wait. A program that logs in for each of its tasks should keep its session.".to_owned(),
        ),
        Obstacle::TooManyCodes { wait } => (
            format!(
                "Too many wrong codes were tried (LIMIT_CODES_ACCOUNT); the next counts in {} s.",
                wait.as_secs()
            ),
            "Wait, or log in with a passkey instead of the password. Somebody knows the password: it should be changed."
                .to_owned(),
        ),
        Obstacle::SecondFactorNeeded { methods, unusable } => (
            match methods.is_empty() {
                true => format!("The password alone is not enough, and no second factor works.{}", useless(*unusable)),
                false => format!(
                    "The password alone is not enough; one of these finishes the login: {}.{}",
                    method::words(methods).join(", "),
                    useless(*unusable)
                ),
            },
            format!(
                "Everything lost? The login page offers a recovery; `vestibule user reset-factors {name}` is at once."
            ),
        ),
        Obstacle::SecondFactorMissing => (
            "The account must have a second factor (REQUIRE_SECOND_FACTOR) and has none.".to_owned(),
            "The next login in a browser sets one up.".to_owned(),
        ),
    };
    Line { code: obstacle.word(), stops: obstacle.stops(), reason, remedy }
}

/// Which second factors don't count, and why.
fn useless(unusable: Unusable) -> String {
    let mut said = String::new();
    if unusable.suspended > 0 {
        said += &format!(" Suspended by \"This wasn't me\": {}.", unusable.suspended);
    }
    if unusable.elsewhere > 0 {
        said += &format!(" Passkeys for another PASSKEY_DOMAIN: {}.", unusable.elsewhere);
    }
    said
}
