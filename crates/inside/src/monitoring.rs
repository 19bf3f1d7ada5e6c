//! Everything that a monitoring system reads about the inside, on one page.

use std::time::Duration;

use tokio::time::timeout;

use crate::backups;
use crate::jobs::{self, Counts, JobKind};
use crate::metrics::{Exposition, MetricKind};
use crate::state::State;

/// How long the page waits for the database. Monitoring systems wait ten seconds for a page by default.
const PATIENCE: Duration = Duration::from_secs(3);

/// Writes what was counted, how busy this process is, and what waits in the database. A database that does not answer in time is
/// said to be down, and the numbers that it would have to give are left out: a zero would look like good news.
pub async fn write(state: &State, out: &mut Exposition) {
    state.write_metrics(out);
    let asked = state.blocking(|s| {
        let counts = s.db.read(|c| jobs::count(c, JobKind::Email))?;
        let proof = s.read(backups::last_proof)?;
        Ok((counts, proof, s.clock.now()))
    });
    let answer = timeout(PATIENCE, asked).await.ok().and_then(Result::ok);
    let help = "Whether the database answered within three seconds when this page was made.";
    out.gauge("vestibule_database_up", help, u8::from(answer.is_some()));
    let Some((Counts { waiting, given_up, oldest }, proof, now)) = answer else { return };
    out.family("vestibule_emails", MetricKind::Gauge, "Emails that wait, and those that were given up.");
    out.sample("vestibule_emails", &[("state", "waiting")], waiting);
    out.sample("vestibule_emails", &[("state", "given_up")], given_up);
    let age = oldest.map_or(0.0, |oldest| (now - oldest).as_seconds_f64().max(0.0));
    out.gauge("vestibule_email_oldest_seconds", "How long the oldest email that waits has waited; 0 for none.", age);
    let proved = proof.map_or(0, |proof| proof.proved_at.assume_utc().unix_timestamp());
    let help = "When a backup was last proved, in seconds since 1970; 0 for never.";
    out.gauge("vestibule_backup_proved_timestamp_seconds", help, proved);
}
