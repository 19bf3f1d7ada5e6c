//! The old table that logins are asked about, while accounts move one by one.

use super::HealthCheck;
use crate::sources::SourceError;
use crate::state::Services;

/// Opens it as a login would, and waits no longer than one.
pub async fn reach(s: &Services) -> Vec<HealthCheck> {
    let Some(trickle) = &s.trickle else { return Vec::new() };
    let check = match trickle.examine().await {
        Ok(found) if found.unasked.is_empty() => {
            HealthCheck::ok("import_on_login", format!("Logins are asked of {} ({}).", found.name, found.application))
        }
        Ok(found) => {
            let columns = found.unasked.join(" and ");
            let finding = format!(
                "{} has many rows and no index that finds one by {columns}: nobody who logs in with that moves.",
                found.name
            );
            HealthCheck::warning("import_on_login", finding, format!("Create an index there on {columns}."))
        }
        Err(SourceError(cause)) => {
            let finding = format!("Logins can't be asked of the old table: {cause}.");
            let remedy = "Check that the database answers, and say with IMPORT_ON_LOGIN_TABLE and IMPORT_ON_LOGIN_MAP where its accounts are; unset IMPORT_ON_LOGIN once everybody has moved.";
            HealthCheck::failure("import_on_login", finding, remedy)
        }
    };
    vec![check.about("IMPORT_ON_LOGIN")]
}
