//! How old the last proved backup is.

use time::Duration;

use super::HealthCheck;
use crate::backups;
use crate::state::Services;

/// A week, and a day for the one that failed.
const OLD: Duration = Duration::days(8);

const REMEDY: &str = "`vestibule backup FILE --prove`, every day (docs/operations.md).";

/// Warns when there is none, or none of this week.
pub(crate) fn check(s: &Services) -> Vec<HealthCheck> {
    let Ok(proof) = s.read(backups::last_proof) else { return Vec::new() };
    let Some(proof) = proof else {
        return vec![HealthCheck::warning("backup", "No backup was ever proved.", REMEDY)];
    };
    let age = s.clock.now() - proof.proved_at;
    let finding =
        format!("The last proved backup is {} hours old and holds {} accounts.", age.whole_hours(), proof.accounts);
    vec![if age > OLD { HealthCheck::warning("backup", finding, REMEDY) } else { HealthCheck::ok("backup", finding) }]
}
