//! Pages behind a proxy that asks us about each request: whether their visitors can ever be let in.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::HealthCheck;
use crate::error::Error;
use crate::role::Role;
use crate::schema::users;
use crate::state::Services;

/// The hosts in `FORWARD_AUTH_HOSTS`, if there are any.
pub(crate) fn check(s: &Services) -> Vec<HealthCheck> {
    let listed = &s.config.forward_auth;
    if listed.hosts.is_empty() {
        return Vec::new();
    }
    let mut checks = Vec::new();
    let without = listed.without_cookie(s.config.base_url.as_deref(), s.config.cookie_domain.as_deref());
    if !without.is_empty() {
        let finding = format!(
            "Browsers don't send the session's cookie to {}: visitors are sent to and fro between there and the login.",
            without.join(", ")
        );
        let remedy = "Set COOKIE_DOMAIN to a domain above these hosts and that of BASE_URL.";
        checks.push(HealthCheck::failure("forward_auth_cookie", finding, remedy).about("COOKIE_DOMAIN"));
    }
    if s.config.trusted_proxies.is_empty() {
        let finding = "No proxy is trusted, so none can say which host a request is for: each needs the highest role.";
        let remedy = "Name the proxy's address in TRUSTED_PROXIES (docs/proxies.md).";
        checks.push(HealthCheck::failure("forward_auth_proxy", finding, remedy).about("TRUSTED_PROXIES"));
    }
    checks.extend(roles(s).unwrap_or_default());
    if checks.is_empty() {
        let hosts: Vec<_> = listed.hosts.iter().map(|host| format!("{} ({})", host.authority, host.role)).collect();
        let finding = format!("Hosts behind the login, each with the role it needs: {}.", hosts.join(", "));
        checks.push(HealthCheck::ok("forward_auth", finding).about("FORWARD_AUTH_HOSTS"));
    }
    checks
}

/// Hosts that nobody may see.
fn roles(s: &Services) -> Result<Vec<HealthCheck>, Error> {
    let has = |words: &'static str| {
        s.db.read(|c| {
            let active = users::table.filter(sql::<Bool>(words)).filter(users::disabled_at.is_null());
            Ok(active.count().get_result::<i64>(c)? > 0)
        })
    };
    // In the words of the index that has just these.
    let highest = if has("role <> 'user' AND role = 'admin'")? {
        Role::Admin
    } else if has("role <> 'user' AND role = 'moderator'")? {
        Role::Moderator
    } else {
        Role::User
    };
    let closed = s.config.forward_auth.hosts.iter().filter(|host| host.role > highest);
    let check = |host: &crate::config::ForwardAuthHost| {
        let (host, role) = (&host.authority, host.role);
        let finding = format!("{host} needs the role {role}, and no active account has it.");
        let remedy = format!("`vestibule user promote ACCOUNT --role {role}`, or another role for {host}.");
        HealthCheck::warning("forward_auth_roles", finding, remedy).about("FORWARD_AUTH_HOSTS")
    };
    Ok(closed.map(check).collect())
}
