//! The same installation as a visitor meets it, through `BASE_URL` and whatever stands in front.

use std::net::IpAddr;

use diesel::prelude::*;
use time::format_description::well_known::Rfc2822;
use time::{Duration, OffsetDateTime, PrimitiveDateTime};
use url::{Host, Url};

use super::HealthCheck;
use super::http::{AnswerHead, ask};
use crate::error::Error;
use crate::schema::events;
use crate::state::Services;

/// An address for documentation (RFC 5737): nobody comes from there.
const FORGED: &str = "203.0.113.77";

const APART: Duration = Duration::seconds(30);

/// Whether a URL names this machine.
pub(super) fn is_this_machine(url: &str) -> bool {
    let url = Url::parse(url).ok();
    match url.as_ref().and_then(Url::host) {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Everything that can be seen from outside. One of the requests is a login that fails: its event tells how the server saw us.
pub fn check(s: &Services) -> Vec<HealthCheck> {
    let Some(base) = s.config.base_url.as_deref().and_then(|url| Url::parse(url).ok()) else { return Vec::new() };
    let mut checks = same_site(s, &base);
    let at = |path: &str| {
        let mut url = base.clone();
        url.set_path(path);
        url
    };
    let alive = match ask("GET", &at("/healthz"), &[], "") {
        Ok(head) if head.status == 200 => head,
        Ok(head) => {
            let finding = format!("{base} answers /healthz with {}.", head.status);
            let remedy = "Check that the proxy in front leads every path to this server, and that it runs.";
            checks.push(HealthCheck::failure("reachable", finding, remedy).about("BASE_URL"));
            return checks;
        }
        Err(cause) => {
            let finding = format!("{base} can't be reached from here: {cause}.");
            let remedy = "Check the name, the certificate and the proxy, and that the server runs.";
            checks.push(HealthCheck::failure("reachable", finding, remedy).about("BASE_URL"));
            return checks;
        }
    };
    checks.push(HealthCheck::ok("reachable", format!("{base} is reached.")).about("BASE_URL"));
    checks.extend(encryption(s.clock.now(), &base, &alive));
    checks.extend(cookie(s, &base, &at("/language")));
    checks.extend(address(s, &at("/auth/login")));
    checks
}

fn encryption(now: PrimitiveDateTime, base: &Url, alive: &AnswerHead) -> Vec<HealthCheck> {
    if base.scheme() != "https" {
        if is_this_machine(base.as_str()) {
            return Vec::new();
        }
        let finding = "BASE_URL is http: passwords and cookies cross the network in clear.";
        let remedy = "Put a proxy with a certificate in front (docs/proxies.md), and write https in BASE_URL.";
        return vec![HealthCheck::failure("https", finding, remedy).about("BASE_URL")];
    }
    let mut checks = vec![HealthCheck::ok("https", "The certificate is trusted.").about("BASE_URL")];
    checks.push(match alive.all("Strict-Transport-Security").next() {
        Some(_) => HealthCheck::ok("hsts", "Browsers are told to come back by HTTPS only."),
        None => HealthCheck::warning(
            "hsts",
            "No Strict-Transport-Security comes through.",
            "Set APP_ENV=production, and let the proxy pass the header on.",
        )
        .about("APP_ENV"),
    });
    let date = alive.all("Date").next().map(|text| text.replace("GMT", "+0000"));
    if let Some(date) = date.and_then(|text| OffsetDateTime::parse(&text, &Rfc2822).ok()) {
        let apart = (date - now.assume_utc()).abs();
        let finding = format!("The clock that answers and ours are {} s apart.", apart.whole_seconds());
        checks.push(if apart > APART {
            HealthCheck::warning("clock_outside", finding, "Run a time service on both machines.")
        } else {
            HealthCheck::ok("clock_outside", finding)
        });
    }
    checks
}

/// A cookie of ours, as it arrives.
fn cookie(s: &Services, base: &Url, language: &Url) -> Vec<HealthCheck> {
    let body = format!("language={}&next=/", s.config.languages.default.tag());
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let Ok(head) = ask("POST", language, &form, &body) else { return Vec::new() };
    let Some(cookie) = head.all("Set-Cookie").next() else {
        let finding = format!("No cookie comes through ({}).", head.status);
        return vec![HealthCheck::failure("cookie", finding, "Let the proxy pass Set-Cookie and POST on.")];
    };
    let has = |flag: &str| cookie.split(';').any(|part| part.trim().eq_ignore_ascii_case(flag));
    let mut missing = Vec::new();
    if !has("HttpOnly") {
        missing.push("HttpOnly");
    }
    if !has("SameSite=Lax") {
        missing.push("SameSite=Lax");
    }
    if base.scheme() == "https" && !has("Secure") {
        missing.push("Secure");
    }
    vec![if missing.is_empty() {
        HealthCheck::ok("cookie", "Cookies arrive with their flags.")
    } else {
        let finding = format!("Cookies arrive without {}.", missing.join(", "));
        let remedy = "Set APP_ENV=production, and take rules that rewrite Set-Cookie out of the proxy.";
        HealthCheck::failure("cookie", finding, remedy).about("APP_ENV")
    }]
}

/// Tries a login that must fail, with an address that is a lie, and reads in the audit log where the server thinks it came from.
fn address(s: &Services, login: &Url) -> Vec<HealthCheck> {
    let name = format!("doctor{}", &crate::random::id()[..20]);
    let agent = format!("vestibule doctor {name}");
    let body = format!("{{\"username\":\"{name}\",\"password\":\"{}\"}}", crate::random::id());
    let headers = [
        ("Content-Type", "application/json"),
        ("User-Agent", agent.as_str()),
        ("X-Forwarded-For", FORGED),
        ("Forwarded", "for=203.0.113.77"),
        ("X-Real-IP", FORGED),
    ];
    let head = match ask("POST", login, &headers, &body) {
        Ok(head) if head.status == 401 => head,
        Ok(head) if head.status == 429 => {
            let finding = "Too many logins from here failed; how the server sees our address is unknown.";
            return vec![HealthCheck::warning("client_address", finding, "Try again in a minute.")];
        }
        Ok(head) => {
            let finding = format!("A login through BASE_URL is answered with {}.", head.status);
            return vec![
                HealthCheck::failure("client_address", finding, "Check the proxy in front.").about("BASE_URL"),
            ];
        }
        Err(cause) => {
            return vec![HealthCheck::failure("client_address", format!("{cause}."), "Check the proxy in front.")];
        }
    };
    let seen = match seen_as(s, &agent) {
        Ok(Some(seen)) => seen,
        Ok(None) | Err(_) => {
            let finding = "The login that was tried through BASE_URL is not in this database.";
            let remedy = "BASE_URL leads to another installation: check it, and DATABASE_URL.";
            return vec![HealthCheck::failure("client_address", finding, remedy).about("BASE_URL")];
        }
    };
    vec![judge(&seen, head.from).about("TRUSTED_PROXIES")]
}

fn judge(seen: &str, ours: IpAddr) -> HealthCheck {
    if seen == FORGED {
        let finding =
            "A visitor can write any address into X-Forwarded-For and is believed: limits and bans count for nothing.";
        let remedy = "Name in TRUSTED_PROXIES only addresses of proxies, and let the proxy in front replace or append the header.";
        return HealthCheck::failure("client_address", finding, remedy);
    }
    let address = seen.parse::<IpAddr>();
    if address.is_ok_and(|address| address != ours && is_internal(address)) && !is_internal(ours) {
        let finding = format!("Every visitor seems to come from {seen}: they share one rate limit.");
        let remedy = format!("Add {seen} to TRUSTED_PROXIES, if that is the proxy in front (docs/proxies.md).");
        return HealthCheck::failure("client_address", finding, remedy);
    }
    HealthCheck::ok(
        "client_address",
        format!("A login from here is seen to come from {seen}, and a forged header changes nothing."),
    )
}

pub(super) fn is_internal(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_loopback() || address.is_private() || address.is_link_local(),
        IpAddr::V6(address) => address.is_loopback() || (address.segments()[0] & 0xfe00) == 0xfc00,
    }
}

fn seen_as(s: &Services, agent: &str) -> Result<Option<String>, Error> {
    // Of the newest rows: there is no index on what a client calls itself.
    let rows: Vec<(String, String)> = s.db.read(|c| {
        let newest = events::table.order((events::at.desc(), events::id.desc())).limit(200);
        Ok(newest.select((events::user_agent, events::address)).load(c)?)
    })?;
    Ok(rows.into_iter().find(|(own, _)| own == agent).map(|(_, address)| address))
}

/// Front ends on another site never get the cookie: it is `SameSite=Lax`.
fn same_site(s: &Services, base: &Url) -> Vec<HealthCheck> {
    let site = |url: &Url| (url.scheme().to_owned(), url.host_str().map(site_of).unwrap_or_default());
    let own = site(base);
    let foreign =
        s.config.allowed_origins.iter().filter(|origin| Url::parse(origin).is_ok_and(|origin| site(&origin) != own));
    let foreign: Vec<_> = foreign.cloned().collect();
    if foreign.is_empty() {
        return Vec::new();
    }
    let finding = format!("{} is on another site than {base}: browsers send it no cookie of ours.", foreign.join(", "));
    let remedy =
        "Serve the front end and this service below one domain and by the same scheme, or let it use the token API.";
    vec![HealthCheck::warning("same_site", finding, remedy).about("ALLOWED_ORIGINS")]
}

/// The registrable domain, nearly: two labels, or three where the last but one is short, as in `example.co.uk`.
fn site_of(host: &str) -> String {
    if host.parse::<IpAddr>().is_ok() || host.starts_with('[') {
        return host.to_owned();
    }
    let labels: Vec<&str> = host.split('.').collect();
    let is_short = labels.len() > 2 && labels[labels.len() - 2].len() <= 3 && labels[labels.len() - 1].len() == 2;
    let kept = if is_short { 3 } else { 2 };
    labels[labels.len().saturating_sub(kept)..].join(".")
}

#[cfg(test)]
mod tests {
    use super::super::CheckLevel;
    use super::*;

    #[test]
    fn what_the_server_saw_is_judged() {
        let judge = |seen, ours: &str| judge(seen, ours.parse().expect("an address")).level;
        assert_eq!(judge(FORGED, "198.51.100.7"), CheckLevel::Failure);
        assert_eq!(judge("127.0.0.1", "198.51.100.7"), CheckLevel::Failure);
        assert_eq!(judge("10.0.0.3", "198.51.100.7"), CheckLevel::Failure);
        assert_eq!(judge("198.51.100.7", "198.51.100.7"), CheckLevel::Ok);
        assert_eq!(judge("127.0.0.1", "127.0.0.1"), CheckLevel::Ok);
    }

    /// The levels of what an answer to `/healthz` says about the way there, by code.
    fn seen(base: &str, headers: &[(&str, &str)]) -> Vec<(&'static str, CheckLevel)> {
        let now = time::macros::datetime!(2026-11-27 08:00:00);
        let head = AnswerHead::of(200, headers);
        let checks = encryption(now, &Url::parse(base).expect("a URL"), &head);
        assert!(checks.iter().all(|check| (check.level == CheckLevel::Ok) == check.remedy.is_none()), "{checks:?}");
        checks.into_iter().map(|check| (check.code, check.level)).collect()
    }

    #[test]
    fn passwords_in_clear_are_a_failure_unless_nobody_else_can_come() {
        assert_eq!(seen("http://accounts.example.com", &[]), [("https", CheckLevel::Failure)]);
        assert_eq!(seen("http://192.0.2.7:5000", &[]), [("https", CheckLevel::Failure)]);
        assert_eq!(seen("http://localhost:5000", &[]), []);
        assert_eq!(seen("http://127.0.0.1:5000", &[]), []);
    }

    #[test]
    fn a_missing_hsts_and_a_wrong_clock_are_warnings() {
        let base = "https://accounts.example.com";
        let hsts = ("strict-transport-security", "max-age=63072000");
        let date = |text| ("date", text);
        let (ok, warning) = (CheckLevel::Ok, CheckLevel::Warning);
        assert_eq!(
            seen(base, &[hsts, date("Fri, 27 Nov 2026 08:00:29 GMT")]),
            [("https", ok), ("hsts", ok), ("clock_outside", ok)]
        );
        assert_eq!(
            seen(base, &[date("Fri, 27 Nov 2026 07:59:29 GMT")]),
            [("https", ok), ("hsts", warning), ("clock_outside", warning)]
        );
        // No date, or none that can be read, says nothing.
        assert_eq!(seen(base, &[hsts]), [("https", ok), ("hsts", ok)]);
        assert_eq!(seen(base, &[hsts, date("yesterday")]), [("https", ok), ("hsts", ok)]);
    }

    #[test]
    fn a_site_is_what_cookies_are_shared_in() {
        for (host, site) in [
            ("accounts.example.com", "example.com"),
            ("app.accounts.example.co.uk", "example.co.uk"),
            ("localhost", "localhost"),
            ("127.0.0.1", "127.0.0.1"),
        ] {
            assert_eq!(site_of(host), site);
        }
    }
}
