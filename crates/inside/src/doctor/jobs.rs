//! Emails that wait longer than they should, or were given up.

use time::Duration;

use super::HealthCheck;
use crate::error::Error;
use crate::jobs;
use crate::state::Services;

/// An email leaves within seconds.
const SLOW: Duration = Duration::minutes(15);

/// The oldest of both kinds.
pub(crate) fn check(s: &Services) -> Vec<HealthCheck> {
    found(s).unwrap_or_default()
}

fn found(s: &Services) -> Result<Vec<HealthCheck>, Error> {
    const MOST: i64 = 1_000;
    let mut checks = Vec::new();
    if let Some(oldest) = jobs::list(s, false, None, 1)?.first() {
        let age = s.clock.now() - oldest.created_at;
        if age > SLOW {
            let cause = oldest.cause.as_deref().unwrap_or("none has been attempted; is the server running?");
            checks.push(
                HealthCheck::warning(
                    "jobs_waiting",
                    format!("The oldest email has waited for {} minutes: {cause}", age.whole_minutes()),
                    "Check MAIL_URL; `vestibule jobs list` shows all of them.",
                )
                .about("MAIL_URL"),
            );
        }
    }
    let dead = jobs::list(s, true, None, MOST)?.len();
    if dead > 0 {
        checks.push(HealthCheck::warning(
            "jobs_dead",
            format!("{dead} emails were given up."),
            "`vestibule jobs list --dead` says why; `vestibule jobs retry --all` delivers them once that is mended.",
        ));
    }
    if checks.is_empty() {
        checks.push(HealthCheck::ok("jobs", "No email waits for long, and none was given up."));
    }
    Ok(checks)
}
