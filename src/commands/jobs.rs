//! The queue of emails from the command line.

use clap::Subcommand;
use serde::Serialize;
use time::PrimitiveDateTime;

use super::outcome::Stopped;
use super::terminal::{json_line, say};
use crate::rfc3339::rfc3339;
use inside::context::Context;
use inside::error::Error;
use inside::jobs::{self, Listed};
use inside::state::Services;

/// What can be done with jobs.
#[derive(Debug, Subcommand)]
pub(crate) enum JobsCommand {
    /// List the emails that wait for delivery
    List {
        /// List those that were given up instead
        #[arg(long)]
        dead: bool,
        /// Print JSON, one email a line
        #[arg(long)]
        json: bool,
    },
    /// Deliver emails that were given up
    Retry {
        /// Id of one email in the list
        #[arg(required_unless_present = "all", conflicts_with = "all")]
        id: Option<String>,
        /// Retry all of them
        #[arg(long)]
        all: bool,
    },
}

/// Rows that are read and held at once.
const AT_ONCE: i64 = 500;

/// Runs one of them.
///
/// # Errors
/// One sentence that says what is in the way.
pub(crate) fn run(s: &Services, command: &JobsCommand) -> Result<(), Stopped> {
    match command {
        JobsCommand::List { dead, json } => list(s, *dead, *json),
        JobsCommand::Retry { id: Some(id), .. } => retry(s, id),
        JobsCommand::Retry { id: None, .. } => retry_all(s),
    }
}

/// A job in JSON. What it says is sealed, and not shown.
#[derive(Serialize)]
struct JobLine<'a> {
    id: &'a str,
    topic: &'a str,
    target: &'a str,
    attempts: i32,
    due_at: Option<String>,
    dead_at: Option<String>,
    cause: Option<&'a str>,
}

fn list(s: &Services, dead: bool, json: bool) -> Result<(), Stopped> {
    let next = |after: Option<&Listed>| jobs::list(s, dead, after, AT_ONCE);
    let mut page = next(None)?;
    if json {
        while let Some(last) = page.last() {
            page.iter().try_for_each(|job| json_line(&JobLine::of(job)))?;
            page = next(Some(last))?;
        }
        return Ok(());
    }
    if page.is_empty() {
        return say(if dead { "No jobs were given up." } else { "No jobs wait." });
    }
    let moment = if dead { "given up (UTC)" } else { "next (UTC)" };
    say(format_args!("{:<32}  {:<18}  {:<6}  {:>8}  {moment:<19}  cause", "id", "topic", "target", "attempts"))?;
    while let Some(last) = page.last() {
        page.iter().try_for_each(print)?;
        page = next(Some(last))?;
    }
    Ok(())
}

impl JobLine<'_> {
    fn of(job: &Listed) -> JobLine<'_> {
        JobLine {
            id: &job.id,
            topic: job.topic.word(),
            target: &job.target,
            attempts: job.attempts,
            due_at: job.dead_at.is_none().then(|| rfc3339(job.due_at)),
            dead_at: job.dead_at.map(rfc3339),
            cause: job.cause.as_deref(),
        }
    }
}

fn print(job: &Listed) -> Result<(), Stopped> {
    let Listed { id, target, attempts, .. } = job;
    let topic = job.topic.word();
    let (moment, cause) = (seconds(job.dead_at.unwrap_or(job.due_at)), job.cause.as_deref().unwrap_or("-"));
    say(format_args!("{id:<32}  {topic:<18}  {target:<6}  {attempts:>8}  {moment:<19}  {cause}"))
}

fn seconds(at: PrimitiveDateTime) -> String {
    let (hour, minute, second) = at.time().as_hms();
    format!("{} {hour:02}:{minute:02}:{second:02}", at.date())
}

fn retry(s: &Services, id: &str) -> Result<(), Stopped> {
    jobs::retry(s, id, &Context::operator(&s.clock)).map_err(|error| match error {
        Error::NotFound => {
            Stopped::not_found(format!("no job {id} was given up; `vestibule jobs list --dead` shows those that were"))
        }
        other => other.into(),
    })?;
    say(format_args!("Job {id} will be attempted again."))
}

fn retry_all(s: &Services) -> Result<(), Stopped> {
    match jobs::retry_all(s, &Context::operator(&s.clock))? {
        0 => say("No jobs were given up."),
        1 => say("1 job will be attempted again."),
        count => say(format_args!("{count} jobs will be attempted again.")),
    }
}
