//! What is wrong here, and what to do about it.

use clap::Args;
use serde::Serialize;

use super::outcome::{Cause, Stopped};
use super::terminal::{json_line, say};
use inside::doctor::{self, CheckLevel, HealthCheck};
use inside::state::Services;

/// How much is looked at.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  vestibule doctor\n  vestibule doctor --mail-to ops@example.com\n  vestibule doctor --inside --json"
)]
pub(crate) struct DoctorCommand {
    /// Send a test email to this address through the queue, as the running server sends every email, and wait for what becomes of it
    #[arg(long, value_name = "ADDRESS")]
    mail_to: Option<String>,
    /// Look at nothing from outside: neither through BASE_URL nor at the mail server
    #[arg(long, conflicts_with = "mail_to")]
    inside: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report<'a> {
    level: CheckLevel,
    checks: &'a [HealthCheck],
}

/// Prints every check, the worst last.
///
/// # Errors
/// When a check found a failure: the exit code is then 6, and 7 where the worst is a warning.
pub(crate) fn run(s: &Services, command: &DoctorCommand) -> Result<(), Stopped> {
    let system = actix_web::rt::System::new();
    let mut checks = doctor::inside(s, true);
    checks.extend(system.block_on(doctor::import_on_login::reach(s)));
    if !command.inside {
        checks.extend(system.block_on(doctor::mail::reach(s)));
        checks.extend(command.mail_to.iter().flat_map(|to| doctor::mail::send_test(s, to)));
        checks.extend(doctor::outside::check(s));
        checks.extend(doctor::metrics::reach(s));
    }
    checks.sort_by_key(|check| check.level);
    let worst = doctor::worst(&checks);
    match command.json {
        true => json_line(&Report { level: worst, checks: &checks })?,
        false => checks.iter().try_for_each(print)?,
    }
    let number = |level, what: &str| match checks.iter().filter(|check| check.level == level).count() {
        0 => format!("no {what}s"),
        1 => format!("1 {what}"),
        many => format!("{many} {what}s"),
    };
    let (failures, warnings) = (number(CheckLevel::Failure, "failure"), number(CheckLevel::Warning, "warning"));
    match worst {
        CheckLevel::Ok => Ok(()),
        CheckLevel::Warning => Err(Stopped::new(Cause::Warned, format!("{warnings}, {failures}"))),
        CheckLevel::Failure => Err(Stopped::new(Cause::Unhealthy, format!("{failures}, {warnings}"))),
    }
}

fn print(check: &HealthCheck) -> Result<(), Stopped> {
    let mark = match check.level {
        CheckLevel::Ok => "ok     ",
        CheckLevel::Warning => "warning",
        CheckLevel::Failure => "FAILURE",
    };
    let setting = check.setting.map(|name| format!(" [{name}]")).unwrap_or_default();
    say(format_args!("{mark} {}: {}{setting}", check.code, check.finding))?;
    check.remedy.as_ref().map_or(Ok(()), |remedy| say(format_args!("          {remedy}")))
}
