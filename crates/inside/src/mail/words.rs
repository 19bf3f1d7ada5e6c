//! Times, lifetimes and devices of an email in words.

use time::Duration;

use super::email::{EmailLink, FactorChange, Occasion};
use crate::texts::Texts;
use crate::user_agent;

/// How long a link works, in the unit that suits its email. Never rounded up: the link would be dead before its time.
impl EmailLink {
    /// `in 30 minutes`; 60 minutes are `in 1 hour`.
    pub(super) fn in_minutes(&self, t: Texts) -> String {
        match self.lifetime.whole_minutes() {
            minutes if minutes > 0 && minutes % 60 == 0 => t.in_hours(minutes / 60),
            minutes => t.in_minutes(minutes),
        }
    }

    /// `in 24 hours`, at least one.
    pub(super) fn in_hours(&self, t: Texts) -> String {
        t.in_hours(self.lifetime.max(Duration::HOUR).whole_hours())
    }

    /// `in 7 days`, at least one.
    pub(super) fn in_days(&self, t: Texts) -> String {
        t.in_days(self.lifetime.max(Duration::DAY).whole_days())
    }
}

impl Occasion {
    /// `21 November 2026, 08:00 UTC`. An email can't know its reader's zone, so it names its own.
    pub(super) fn when(&self, t: Texts) -> String {
        t.date_time(self.at)
    }

    /// `Chrome on Windows`.
    pub(super) fn device(&self, t: Texts) -> String {
        user_agent::name(t, &self.user_agent)
    }
}

impl FactorChange {
    /// "Authenticator app removed".
    pub(super) fn heading(self, t: Texts) -> &'static str {
        match self {
            FactorChange::TotpAdded => t.email_totp_added_heading(),
            FactorChange::TotpRemoved => t.email_totp_removed_heading(),
            FactorChange::PasskeyAdded => t.email_passkey_added_heading(),
            FactorChange::PasskeyRemoved => t.email_passkey_removed_heading(),
            FactorChange::PasskeyRefused => t.email_passkey_refused_heading(),
            FactorChange::RecoveryCodesRenewed => t.email_codes_renewed_heading(),
            FactorChange::RecoveryCodeUsed { .. } => t.email_code_used_heading(),
            FactorChange::Reset => t.email_factors_reset_heading(),
            FactorChange::Recovered => t.email_factors_recovered_heading(),
        }
    }

    /// What follows from it.
    pub(super) fn text(self, t: Texts, app: &str) -> String {
        match self {
            FactorChange::TotpAdded => t.email_totp_added(app),
            FactorChange::TotpRemoved => t.email_totp_removed(app),
            FactorChange::PasskeyAdded => t.email_passkey_added(app),
            FactorChange::PasskeyRemoved => t.email_passkey_removed(app),
            FactorChange::PasskeyRefused => t.email_passkey_refused(app),
            FactorChange::RecoveryCodesRenewed => t.email_codes_renewed(app),
            FactorChange::RecoveryCodeUsed { left } => t.email_code_used(left, app),
            FactorChange::Reset => t.email_factors_reset(app),
            FactorChange::Recovered => t.email_factors_recovered(app),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Language;

    #[test]
    fn a_lifetime_is_counted_in_the_unit_of_its_email() {
        let t = Texts::built_in(Language::En);
        let link = |lifetime| EmailLink::new(String::new(), lifetime);
        assert_eq!(link(Duration::minutes(1)).in_minutes(t), "in 1 minute");
        assert_eq!(link(Duration::minutes(90)).in_minutes(t), "in 90 minutes");
        assert_eq!(link(Duration::minutes(60)).in_minutes(t), "in 1 hour");
        assert_eq!(link(Duration::minutes(120)).in_minutes(t), "in 2 hours");
        assert_eq!(link(Duration::hours(24)).in_hours(t), "in 24 hours");
        assert_eq!(link(Duration::minutes(10)).in_hours(t), "in 1 hour");
        assert_eq!(link(Duration::days(7)).in_days(t), "in 7 days");
        assert_eq!(link(Duration::hours(30)).in_days(t), "in 1 day");
    }
}
