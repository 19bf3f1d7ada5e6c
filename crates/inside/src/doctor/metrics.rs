//! Metrics have no password: who reaches their listener reads them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use url::Url;

use super::HealthCheck;
use super::http::ask;
use super::outside::is_internal;
use crate::state::Services;

/// Who can reach the address.
pub fn check(s: &Services) -> Vec<HealthCheck> {
    let Some(address) = s.config.operations.metrics_addr else { return Vec::new() };
    let remedy = "Set it to an address that only the monitoring system reaches, like 127.0.0.1:9464.";
    let check = match address.ip() {
        ip if ip.is_loopback() => {
            HealthCheck::ok("metrics", format!("Metrics can be read on this machine ({address})."))
        }
        ip if ip.is_unspecified() => {
            let finding = "Metrics have no password, and every network that this machine is in can read them.";
            HealthCheck::warning("metrics", finding, remedy)
        }
        ip if is_internal(ip) => {
            HealthCheck::ok("metrics", format!("Metrics can be read in the network of {address}."))
        }
        ip => {
            HealthCheck::failure("metrics", format!("Metrics have no password, and {ip} is a public address."), remedy)
        }
    };
    vec![check.about("METRICS_ADDR")]
}

/// Whether they can be read there, and not through `BASE_URL`.
pub fn reach(s: &Services) -> Vec<HealthCheck> {
    let Some(address) = s.config.operations.metrics_addr else { return Vec::new() };
    let mut checks = vec![listens(address)];
    let public = s.config.base_url.as_deref().and_then(|base| Url::parse(base).ok()?.join("/metrics").ok());
    if let Some(url) = public.filter(|url| ask("GET", url, &[], "").is_ok_and(|head| head.status == 200)) {
        let finding = format!("{url} answers everybody.");
        let remedy = "Let the proxy in front lead no path to METRICS_ADDR.";
        checks.push(HealthCheck::failure("metrics_public", finding, remedy).about("METRICS_ADDR"));
    }
    checks
}

fn listens(address: SocketAddr) -> HealthCheck {
    const CODE: &str = "metrics_listener";
    if address.port() == 0 {
        let finding = "Metrics are at another port after each start.";
        return HealthCheck::warning(CODE, finding, "Give METRICS_ADDR a port.").about("METRICS_ADDR");
    }
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    let url = format!("http://{}/metrics", SocketAddr::new(ip, address.port()));
    let answer = Url::parse(&url).map_err(|cause| cause.to_string()).and_then(|url| ask("GET", &url, &[], ""));
    let is_ours = |kind: &str| kind.starts_with("text/plain");
    match answer {
        Ok(head) if head.status == 200 && head.all("Content-Type").any(is_ours) => {
            HealthCheck::ok(CODE, format!("{url} answers."))
        }
        Ok(head) => {
            let finding = format!("{url} answers with {} and no metrics.", head.status);
            HealthCheck::failure(CODE, finding, "Another program listens there: choose another port.")
        }
        Err(cause) => {
            let finding = format!("Nothing answers at {url}: {cause}.");
            HealthCheck::failure(CODE, finding, "Start the server with this METRICS_ADDR.")
        }
    }
    .about("METRICS_ADDR")
}
