//! What needs the attention of those who run the site: the findings of `vestibule doctor` that cost a page little, kept for a minute.

use std::sync::{Arc, Mutex, PoisonError};

use time::{Duration, PrimitiveDateTime};

use inside::doctor::{self, CheckLevel, HealthCheck};
use inside::state::Services;

/// How long findings are shown before they are made anew.
const KEPT: Duration = Duration::MINUTE;

/// The findings of one worker.
#[derive(Default)]
pub(crate) struct Attention(Mutex<Option<Kept>>);

struct Kept {
    at: PrimitiveDateTime,
    findings: Arc<Vec<HealthCheck>>,
}

impl Attention {
    /// What is wrong, the worst first. Nothing is asked of anybody but the database.
    pub(crate) fn findings(&self, s: &Services) -> Arc<Vec<HealthCheck>> {
        let now = s.clock.now();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = kept.as_ref().filter(|kept| kept.at <= now && now - kept.at < KEPT) {
            return Arc::clone(&kept.findings);
        }
        let mut findings = doctor::inside(s, false);
        findings.retain(|check| check.level != CheckLevel::Ok);
        findings.sort_by_key(|check| std::cmp::Reverse(check.level));
        let findings = Arc::new(findings);
        *kept = Some(Kept { at: now, findings: Arc::clone(&findings) });
        findings
    }
}
