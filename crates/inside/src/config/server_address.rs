//! What commands ask of the settings of a server that they are not: where it is, and what is in front of it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use super::addresses::parse_base_url;
use super::{AppEnv, ConfigError, ForwardAuth, Settings, is_blank};

impl Settings {
    /// The address of the server that would start with these settings: `BASE_URL`, or host and port.
    ///
    /// # Errors
    /// For a `BASE_URL` that is no origin.
    pub fn public_address(&self) -> Result<String, ConfigError> {
        match self.base_url.as_deref().filter(|text| !text.trim().is_empty()) {
            Some(text) => parse_base_url(text, self.app_env == AppEnv::Production),
            None => Ok(format!("http://{}", SocketAddr::from((self.host, self.port)))),
        }
    }

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
