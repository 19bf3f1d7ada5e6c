//! What the settings say about proxies in front.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use clap::Args;

use super::{ConfigError, ForwardAuth, Settings, is_blank};

/// The settings about proxies as flags and environment variables.
#[derive(Args, Clone, Debug)]
pub(crate) struct ProxySettings {
    /// Addresses or networks of reverse proxies whose X-Forwarded-For is trusted; comma-separated
    #[arg(long, env = "TRUSTED_PROXIES", value_delimiter = ',', global = true)]
    pub(crate) trusted_proxies: Vec<String>,

    /// Hosts that a trusted proxy puts behind this login by /forward-auth, each with the role it needs if it needs one, like `grafana.example.com:admin`; comma-separated
    #[arg(long, env = "FORWARD_AUTH_HOSTS", value_delimiter = ',', global = true)]
    pub(crate) forward_auth_hosts: Vec<String>,

    /// How long an idle connection is kept open, in seconds; longer than the idle time-out of the load balancer in front
    #[arg(long, env = "KEEP_ALIVE", default_value_t = 75, value_parser = clap::value_parser!(u64).range(1..=3_600), global = true)]
    pub(crate) keep_alive: u64,
}

impl Settings {
    /// The address of the server for a program on the same machine.
    pub fn address_nearby(&self) -> String {
        let host = match self.host {
            IpAddr::V4(all) if all.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
            IpAddr::V6(all) if all.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
            one => one,
        };
        SocketAddr::from((host, self.port)).to_string()
    }

    /// The hosts in `FORWARD_AUTH_HOSTS`.
    ///
    /// # Errors
    /// For what is no host or no role, and for a `BASE_URL` that is no origin.
    pub fn forward_auth(&self) -> Result<ForwardAuth, ConfigError> {
        ForwardAuth::read(&self.proxies.forward_auth_hosts, Some(&self.public_address()?))
    }

    /// Whether any proxy is trusted.
    pub fn trusts_proxies(&self) -> bool {
        self.proxies.trusted_proxies.iter().any(|text| !is_blank(text))
    }
}
