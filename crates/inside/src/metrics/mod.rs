//! What a monitoring system reads about this process: counters and histograms that any thread adds to without a lock, and the
//! text that they become. Nothing in here names a person, an address or a secret.
//!
//! A number is counted where the thing happens, by the verb that knows how it went. What can be asked for at any time (rows that
//! wait, connections that are idle) is not counted but looked up when somebody reads.

mod counters;
mod exposition;
mod histogram;
mod outcomes;
mod waits;

use time::PrimitiveDateTime;

pub use counters::{Counter, Counters, Table};
pub use exposition::{Exposition, MetricKind};
pub use histogram::Histogram;
pub(crate) use outcomes::{DeliveryOutcome, LimitKind, LoginMethod, LoginOutcome, SecondStepKind, SecondStepOutcome};
pub(crate) use waits::Waits;

/// What this process has counted since it started.
#[derive(Debug)]
pub struct Metrics {
    started: PrimitiveDateTime,
    /// Logins by password or passkey, by how they went.
    pub(crate) logins: Table<LoginMethod, LoginOutcome>,
    /// Second steps of logins.
    pub(crate) second_steps: Table<SecondStepKind, SecondStepOutcome>,
    /// Attempts that a rate limit refused.
    pub(crate) limits_reached: Counters<LimitKind>,
    /// Attempts to deliver an email.
    pub(crate) deliveries: Counters<DeliveryOutcome>,
    /// Verbs that wait for a place at the database's connections.
    pub(crate) database_waits: Waits,
}

impl Metrics {
    /// Nothing has happened yet, in a process that starts now.
    pub(crate) fn new(now: PrimitiveDateTime) -> Metrics {
        Metrics {
            started: now,
            logins: Table::new(),
            second_steps: Table::new(),
            limits_reached: Counters::new(),
            deliveries: Counters::new(),
            database_waits: Waits::new(),
        }
    }

    /// How many requests wait for their turn at the database.
    pub fn waiting_for_database(&self) -> u64 {
        self.database_waits.waiting()
    }

    /// Writes what was counted, and what this process is.
    pub(crate) fn write(&self, out: &mut Exposition) {
        out.family("vestibule_build_info", MetricKind::Gauge, "The version that runs; always 1.");
        out.sample("vestibule_build_info", &[("version", env!("CARGO_PKG_VERSION"))], 1);
        let started = self.started.assume_utc().unix_timestamp();
        out.family(
            "process_start_time_seconds",
            MetricKind::Gauge,
            "When this process started, in seconds since 1970.",
        );
        out.sample("process_start_time_seconds", &[], started);
        let help =
            "Logins by how the first step went. A succeeded one has a session; a second_step one waits for its second.";
        out.table("vestibule_logins_total", help, ["method", "outcome"], &self.logins);
        let help = "Second steps of logins, by what was sent and how it went.";
        out.table("vestibule_second_steps_total", help, ["kind", "outcome"], &self.second_steps);
        let help = "Attempts that a rate limit refused.";
        out.counters("vestibule_limits_reached_total", help, "limit", &self.limits_reached);
        let help = "Attempts to deliver an email.";
        out.counters("vestibule_email_attempts_total", help, "outcome", &self.deliveries);
        let help = "Verbs that wait for a place at the database's connections.";
        out.gauge("vestibule_database_waiting", help, self.waiting_for_database());
        let help = "How long verbs waited for a place at the database's connections.";
        out.histogram("vestibule_database_wait_seconds", help, self.database_waits.histogram());
    }
}
