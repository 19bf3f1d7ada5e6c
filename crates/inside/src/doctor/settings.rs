//! Settings that start a server and still protect nobody, or nobody well.

use super::HealthCheck;
use crate::state::Services;

const KEY_RECIPE: &str = "Set it to the output of `openssl rand -hex 32`";

/// What production would refuse, and what an installation that others can reach should not have.
pub(crate) fn check(s: &Services) -> Vec<HealthCheck> {
    let config = &s.config;
    let mut checks = Vec::new();
    let is_reachable = config.base_url.as_deref().is_some_and(|url| !super::outside::is_this_machine(url));
    if config.production {
        checks.push(HealthCheck::ok("environment", "APP_ENV is production.").about("APP_ENV"));
    } else if is_reachable {
        checks.push(
            HealthCheck::failure(
                "environment",
                "BASE_URL is an address that others can reach, and APP_ENV is development: cookies are sent in clear, and weak secrets are accepted.",
                "Set APP_ENV=production.",
            )
            .about("APP_ENV"),
        );
    } else {
        checks.push(
            HealthCheck::warning(
                "environment",
                "APP_ENV is development.",
                "Set APP_ENV=production before others use it.",
            )
            .about("APP_ENV"),
        );
    }
    match &config.base_url {
        Some(url) => checks.push(HealthCheck::ok("base_url", format!("BASE_URL is {url}.")).about("BASE_URL")),
        None => checks.push(
            HealthCheck::warning(
                "base_url",
                "BASE_URL is not set: links in emails lead to this machine.",
                "Set it to the public address, like https://accounts.example.com.",
            )
            .about("BASE_URL"),
        ),
    }
    let mut weak = false;
    // Hosts without the cookie have a check of their own.
    for warning in config.warnings.iter().filter(|warning| !warning.starts_with("FORWARD_AUTH_HOSTS:")) {
        // Each names its variable first.
        let setting = ["SECRET_KEY_PREVIOUS", "JWT_SECRET_KEY_PREVIOUS", "JWT_SECRET_KEY", "SECRET_KEY"];
        let setting = setting.into_iter().find(|name| warning.starts_with(&format!("{name}:")));
        checks.push(match setting {
            Some(setting) => {
                weak = true;
                HealthCheck::failure("secret", warning.clone(), format!("{KEY_RECIPE}.")).about(setting)
            }
            None => HealthCheck::warning("setting", warning.clone(), "Change the setting that it names."),
        });
    }
    if !weak {
        checks.push(HealthCheck::ok("secret", "The secrets can't be guessed.").about("SECRET_KEY"));
    }
    checks
}
