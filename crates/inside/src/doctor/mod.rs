//! What is wrong with an installation, and what to do about it: plain functions, for the command and for a page.
//!
//! Each family of checks is a file. A check says one thing in one sentence, names the setting, and never shows a secret.

mod backups;
pub mod database;
mod factors;
mod files;
mod forward_auth;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
pub mod import_on_login;
mod jobs;
mod look;
pub mod mail;
pub mod metrics;
pub mod outside;
mod passwords;
mod settings;

mod http;

use serde::Serialize;

use crate::state::Services;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckLevel {
    /// Nothing is to be done.
    Ok,
    /// It works, and should be changed.
    Warning,
    /// It does not work, or protects nobody.
    Failure,
}

/// What one check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HealthCheck {
    /// Which check, for scripts.
    pub code: &'static str,
    /// How bad it is.
    pub level: CheckLevel,
    /// The setting that it is about.
    pub setting: Option<&'static str>,
    /// What was found.
    pub finding: String,
    /// What to do; nothing where all is well.
    pub remedy: Option<String>,
}

impl HealthCheck {
    fn ok(code: &'static str, finding: impl Into<String>) -> HealthCheck {
        HealthCheck { code, level: CheckLevel::Ok, setting: None, finding: finding.into(), remedy: None }
    }

    fn warning(code: &'static str, finding: impl Into<String>, remedy: impl Into<String>) -> HealthCheck {
        let remedy = Some(remedy.into());
        HealthCheck { code, level: CheckLevel::Warning, setting: None, finding: finding.into(), remedy }
    }

    fn failure(code: &'static str, finding: impl Into<String>, remedy: impl Into<String>) -> HealthCheck {
        HealthCheck { level: CheckLevel::Failure, ..HealthCheck::warning(code, finding, remedy) }
    }

    fn about(self, setting: &'static str) -> HealthCheck {
        HealthCheck { setting: Some(setting), ..self }
    }
}

/// Everything that can be seen from inside without calling anybody but the database. `thorough` also reads all of it and of the
/// list of leaked passwords, and asks the database that accounts move here from.
pub fn inside(s: &Services, thorough: bool) -> Vec<HealthCheck> {
    [
        settings::check(s),
        files::check(s),
        database::check(s, thorough),
        mail::check(s),
        jobs::check(s),
        backups::check(s),
        factors::check(s),
        passwords::check(s, thorough),
        forward_auth::check(s),
        metrics::check(s),
        look::check(s),
    ]
    .concat()
}

/// The worst of them.
pub fn worst(checks: &[HealthCheck]) -> CheckLevel {
    checks.iter().map(|check| check.level).max().unwrap_or(CheckLevel::Ok)
}
