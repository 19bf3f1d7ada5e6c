//! What the settings say about proxies in front.

use clap::Args;

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
