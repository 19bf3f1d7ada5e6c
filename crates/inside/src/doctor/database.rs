//! The database: whether it answers, has our tables, keeps what it was told, and agrees about the time.

use time::{Duration, PrimitiveDateTime};

use super::HealthCheck;
use crate::db::{Pooler, Readiness, Schema};
use crate::events;
use crate::state::Services;

/// Clocks that differ by more end sessions and links too early or too late.
const APART: Duration = Duration::seconds(5);

/// Codes of authenticator apps count for 30 seconds before and after.
const FAR_APART: Duration = Duration::seconds(30);

/// Asks the database. `thorough` reads all of it where it is a file.
pub fn check(s: &Services, thorough: bool) -> Vec<HealthCheck> {
    let name = s.db.name();
    let mut checks = match s.db.readiness() {
        Ok(Readiness::Ready) => {
            vec![HealthCheck::ok("database", format!("{name} answers, takes writes and has every migration."))]
        }
        Ok(Readiness::Behind(missing)) => vec![HealthCheck::failure(
            "migrations",
            format!("{} migrations are not applied.", missing.len()),
            "`vestibule migrate`, or start the server.",
        )],
        Ok(Readiness::ReadyOnNewer(unknown)) => {
            let newer = Schema::Newer(unknown);
            vec![HealthCheck::failure("migrations", format!("{newer}."), "Start the newer version.")]
        }
        Ok(Readiness::TakesNoWrites(cause)) => vec![HealthCheck::failure(
            "database",
            format!("{name} takes no writes: {cause}."),
            "Look for a full disk, a standby, or a program that holds it locked.",
        )],
        Err(cause) => {
            vec![HealthCheck::failure(
                "database",
                format!("{name}: {cause}."),
                "Check DATABASE_URL, and the server that it names.",
            )]
        }
    };
    checks.iter_mut().for_each(|check| check.setting = Some("DATABASE_URL"));
    let Ok(vitals) = s.db.vitals(thorough) else { return checks };
    if let Some(damage) = vitals.damage {
        checks.push(HealthCheck::failure(
            "integrity",
            format!("The file is damaged: {damage}."),
            "Stop the server and restore the last proved backup: `vestibule restore FILE --force`.",
        ));
    } else if thorough {
        checks.push(HealthCheck::ok("integrity", format!("{}: nothing is damaged.", vitals.server)));
    }
    if vitals.without_wal {
        checks.push(HealthCheck::warning(
            "journal_mode",
            "The file is not in WAL mode: readers and writers wait for each other.",
            "Keep the database on a local disk, and restart the server.",
        ));
    }
    if vitals.not_synchronous {
        checks.push(HealthCheck::failure(
            "synchronous",
            "A power cut can lose what was acknowledged.",
            "Turn synchronous_commit on for this user and database.",
        ));
    }
    checks.extend(vitals.pooler.and_then(|(said, is_shared)| pooler(said, is_shared)));
    checks.extend(vitals.messages.as_deref().and_then(messages));
    match vitals.now {
        Some(now) => checks.push(server_clock(now, s.clock.now())),
        None => checks.extend(clock_of_events(s)),
    }
    checks
}

fn pooler(said: Pooler, is_shared: bool) -> Option<HealthCheck> {
    let check = match (said, is_shared) {
        (Pooler::Transaction, true) => HealthCheck::ok(
            "pooler",
            "A pooler in transaction mode is in front of the server, as DATABASE_POOLER says. `vestibule backup` needs the server's own address.",
        ),
        (_, true) => HealthCheck::failure(
            "pooler",
            "A pooler lends one connection to several clients in turn: prepared statements and settings of a session get lost.",
            "DATABASE_POOLER=transaction, or the server's own address in DATABASE_URL.",
        ),
        (Pooler::Transaction, false) => HealthCheck::warning(
            "pooler",
            "DATABASE_POOLER is transaction, and no pooler lends connections for one transaction: each read costs two questions more than it has to.",
            "DATABASE_POOLER=none, or session behind a pooler in that mode.",
        ),
        (Pooler::None | Pooler::Session, false) => return None,
    };
    Some(check.about("DATABASE_POOLER"))
}

/// Outages and deadlocks are told from faults by the server's words, since Diesel hands on SQLSTATE for a few errors only.
fn messages(language: &str) -> Option<HealthCheck> {
    let is_english = ["", "C", "POSIX"].contains(&language) || language.starts_with("C.") || language.starts_with("en");
    let finding = format!(
        "The server's messages are in another language than English (lc_messages = {language}): an outage can be taken for a fault of ours, \
         and answered with 500 instead of 503."
    );
    let remedy = "As a superuser: ALTER ROLE … SET lc_messages = 'C' for the user of DATABASE_URL; then restart.";
    (!is_english).then(|| HealthCheck::warning("messages", finding, remedy).about("DATABASE_URL"))
}

/// The server's clock beside ours.
fn server_clock(theirs: PrimitiveDateTime, ours: PrimitiveDateTime) -> HealthCheck {
    let apart = (theirs - ours).abs();
    let finding = format!("The database's clock and ours are {:.1} s apart.", apart.as_seconds_f64());
    let remedy = "Run a time service (chrony, systemd-timesyncd) on both machines.";
    match apart {
        apart if apart > FAR_APART => HealthCheck::failure("clock", finding, remedy),
        apart if apart > APART => HealthCheck::warning("clock", finding, remedy),
        _ => HealthCheck::ok("clock", finding),
    }
}

/// A file has no clock, but events that were recorded by ours: none is of a time to come, unless ours was ahead or is behind.
fn clock_of_events(s: &Services) -> Option<HealthCheck> {
    let newest = s.db.read(events::last_at).ok()??;
    let ahead = newest - s.clock.now();
    Some(match ahead {
        ahead if ahead > APART => HealthCheck::warning(
            "clock",
            format!("An event is dated {} s ahead: the clock was ahead then, or is behind now.", ahead.whole_seconds()),
            "Run a time service (chrony, systemd-timesyncd). Sessions and links from then end that much later.",
        ),
        _ => HealthCheck::ok("clock", "No event is dated ahead of the clock."),
    })
}

#[cfg(test)]
mod tests {
    use super::messages;

    #[test]
    fn only_messages_in_english_can_be_told_apart() {
        for english in ["", "C", "POSIX", "C.UTF-8", "en_US.UTF-8", "en_GB.utf8"] {
            assert!(messages(english).is_none(), "{english}");
        }
        for other in ["de_DE.UTF-8", "fr_FR.UTF-8", "es_ES", "he_IL.UTF-8", "ca_ES.UTF-8"] {
            assert!(messages(other).is_some_and(|check| check.finding.contains(other)), "{other}");
        }
    }
}
