//! Passkeys that no page can use any more, and administrators without a second factor.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::HealthCheck;
use crate::config::SecondFactorPolicy;
use crate::error::Error;
use crate::schema::{passkeys, users};
use crate::state::Services;

/// Asks the database.
pub(crate) fn check(s: &Services) -> Vec<HealthCheck> {
    [lost_passkeys(s), admins(s)].into_iter().flat_map(Result::unwrap_or_default).collect()
}

fn lost_passkeys(s: &Services) -> Result<Vec<HealthCheck>, Error> {
    let lost: i64 = s.db.read(|c| {
        Ok(match &s.passkeys {
            Some(party) => passkeys::table.filter(passkeys::domain.ne(&party.domain)).count().get_result(c)?,
            None => passkeys::table.count().get_result(c)?,
        })
    })?;
    if lost == 0 {
        return Ok(vec![
            HealthCheck::ok("passkey_domain", "Every passkey belongs to PASSKEY_DOMAIN.").about("PASSKEY_DOMAIN"),
        ]);
    }
    let now = s.passkeys.as_ref().map_or("none", |party| party.domain.as_str());
    let finding = format!("{lost} passkeys were made for another domain than {now}, and can't be used.");
    let remedy =
        "Set PASSKEY_DOMAIN to the domain of then, if BASE_URL is still below it; else their owners add new ones.";
    Ok(vec![HealthCheck::failure("passkey_domain", finding, remedy).about("PASSKEY_DOMAIN")])
}

fn admins(s: &Services) -> Result<Vec<HealthCheck>, Error> {
    let (admins, without): (i64, i64) = s.db.read(|c| {
        // In the words of the index that has just these.
        let active = || {
            let admins = users::table.filter(sql::<Bool>("role <> 'user' AND role = 'admin'"));
            admins.filter(users::disabled_at.is_null())
        };
        let without = active().filter(users::second_factor_since.is_null());
        Ok((active().count().get_result(c)?, without.count().get_result(c)?))
    })?;
    let check = match (admins, without, s.config.require_second_factor) {
        (0, ..) => {
            HealthCheck::warning("admins", "There is no active administrator.", "`vestibule user promote ACCOUNT`.")
        }
        (_, 0, _) => HealthCheck::ok("admins", format!("Every administrator ({admins}) has a second factor.")),
        (_, without, SecondFactorPolicy::None) => HealthCheck::warning(
            "admins",
            format!("Administrators without a second factor: {without} of {admins}. A password that leaks is enough."),
            "Set REQUIRE_SECOND_FACTOR=admins.",
        ),
        (_, without, _) => HealthCheck::warning(
            "admins",
            format!(
                "Administrators without a second factor: {without} of {admins}. They have no rights until their next login has set one up."
            ),
            "Ask them to log in.",
        ),
    };
    Ok(vec![check.about("REQUIRE_SECOND_FACTOR")])
}
