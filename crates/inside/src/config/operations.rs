//! How a server is watched, how long it waits for its clients, and how it stops.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use clap::Args;

/// The settings of operations as flags and environment variables.
#[derive(Args, Clone, Debug)]
pub(crate) struct OperationSettings {
    /// Address and port for metrics in the format of Prometheus, like `127.0.0.1:9464`; off by default
    #[arg(long, env = "METRICS_ADDR", value_parser = parse_listener, global = true)]
    metrics_addr: Option<SocketAddr>,

    /// How long a client may take to send the head of a request, in seconds
    #[arg(long, env = "REQUEST_HEAD_TIMEOUT", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=300), global = true)]
    request_head_timeout: u64,

    /// How long a client may take to send the body of a request, in seconds
    #[arg(long, env = "REQUEST_BODY_TIMEOUT", default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..=300), global = true)]
    request_body_timeout: u64,

    /// How long /readyz says no before the server stops after SIGTERM, in seconds; longer than a load balancer takes to notice
    #[arg(long, env = "SHUTDOWN_DELAY", default_value_t = 0, value_parser = clap::value_parser!(u64).range(0..=300), global = true)]
    shutdown_delay: u64,

    /// How long requests in progress may take after that, in seconds
    #[arg(long, env = "SHUTDOWN_TIMEOUT", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=300), global = true)]
    shutdown_timeout: u64,
}

/// The checked settings of operations.
#[derive(Clone, Copy, Debug)]
pub struct Operations {
    /// Where metrics are read, if anywhere.
    pub metrics_addr: Option<SocketAddr>,
    /// How long a client may take to send the head of a request.
    pub head_timeout: Duration,
    /// How long a client may take to send the body of a request.
    pub body_timeout: Duration,
    /// How long a server that was asked to stop goes on.
    pub shutdown_delay: Duration,
    /// How long requests in progress may take after that.
    pub shutdown_timeout: Duration,
}

impl Operations {
    pub(super) fn read(settings: &OperationSettings) -> Operations {
        Operations {
            metrics_addr: settings.metrics_addr,
            head_timeout: Duration::from_secs(settings.request_head_timeout),
            body_timeout: Duration::from_secs(settings.request_body_timeout),
            shutdown_delay: Duration::from_secs(settings.shutdown_delay),
            shutdown_timeout: Duration::from_secs(settings.shutdown_timeout),
        }
    }
}

/// An address with a port. `localhost` is the one name that always means an address.
fn parse_listener(text: &str) -> Result<SocketAddr, String> {
    let text = text.trim();
    let local = text.strip_prefix("localhost:").and_then(|port| port.parse().ok());
    let local = local.map(|port| SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port));
    local.or_else(|| text.parse().ok()).ok_or_else(|| {
        "write an IP address and a port: 127.0.0.1:9464 for this machine only, 0.0.0.0:9464 for every network it is in"
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::parse_listener;

    #[test]
    fn a_listener_is_an_address_with_a_port() {
        for (text, address) in
            [("127.0.0.1:9464", "127.0.0.1:9464"), (" localhost:0 ", "127.0.0.1:0"), ("[::1]:9464", "[::1]:9464")]
        {
            assert_eq!(parse_listener(text).map(|listener| listener.to_string()).as_deref(), Ok(address), "{text}");
        }
        for wrong in
            ["9464", ":9464", "127.0.0.1", "example.com:9464", "http://127.0.0.1:9464", "127.0.0.1:99999", "::1:9464x"]
        {
            assert!(parse_listener(wrong).is_err(), "{wrong}");
        }
    }
}
