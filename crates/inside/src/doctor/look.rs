//! The site's own look and texts.

use super::HealthCheck;
use crate::state::Services;
use crate::texts::Catalogues;

/// Whether a start would take them.
pub(crate) fn check(s: &Services) -> Vec<HealthCheck> {
    let look = s.config.branding.findings().into_iter().map(|finding| {
        HealthCheck::failure("look", finding.advice, "Choose a darker or a lighter colour.").about(finding.variable)
    });
    let mut checks: Vec<_> = look.collect();
    if let Err(cause) = Catalogues::with_own(&s.config.data_dir.join("texts")) {
        checks.push(
            HealthCheck::failure(
                "texts",
                cause,
                "Correct the file (docs/languages.md); the next start would refuse it.",
            )
            .about("DATA_DIR"),
        );
    }
    if checks.is_empty() {
        checks.push(HealthCheck::ok("look", "The site's look and its own texts can be used."));
    }
    checks
}
