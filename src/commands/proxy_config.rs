//! `vestibule proxy-config`: what a proxy's configuration has to say so that Vestibule stands in front of other apps.
//!
//! `tests/proxies` starts each proxy with what is printed here.

use clap::{Args, ValueEnum};

use super::outcome::{Cause, Stopped};
use super::terminal::{note, say};
use inside::config::{ForwardAuth, Settings};

/// `vestibule proxy-config`.
#[derive(Args, Debug)]
pub(crate) struct ProxyConfigCommand {
    /// The proxy
    #[arg(value_enum)]
    proxy: Proxy,

    /// Address of the apps behind the proxy; where they differ, change it in what is printed
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    app: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Proxy {
    /// nginx, with auth_request
    Nginx,
    /// Caddy 2, with forward_auth
    Caddy,
    /// Traefik 3, with forwardAuth
    Traefik,
    /// Apache 2.4, with mod_lua
    Apache,
    /// The script that Apache's configuration names
    ApacheLua,
}

/// Prints the configuration. It needs no database and no secrets.
pub(crate) fn run(settings: &Settings, command: &ProxyConfigCommand) -> Result<(), Stopped> {
    let (own, vestibule) = (settings.public_address()?, settings.address_nearby());
    let hosts = settings.forward_auth()?;
    if hosts.hosts.is_empty() && command.proxy != Proxy::ApacheLua {
        let advice =
            "FORWARD_AUTH_HOSTS: set it to the hosts of the apps, like wiki.example.com,grafana.example.com:admin";
        return Err(Stopped::new(Cause::Usage, advice));
    }
    if !settings.trusts_proxies() {
        note("vestibule: set TRUSTED_PROXIES to the address of the proxy; it is not believed otherwise");
    }
    let app = command.app.trim_end_matches('/');
    text(command.proxy, &own, &hosts, &vestibule, app).lines().try_for_each(say)
}

fn text(proxy: Proxy, own: &str, hosts: &ForwardAuth, vestibule: &str, app: &str) -> String {
    let (head, host, tls) = match proxy {
        Proxy::Nginx => (
            include_str!("proxy_config/nginx.conf"),
            include_str!("proxy_config/nginx_host.conf"),
            include_str!("proxy_config/nginx_tls.conf"),
        ),
        Proxy::Caddy => (include_str!("proxy_config/Caddyfile"), include_str!("proxy_config/Caddyfile_host"), ""),
        Proxy::Traefik => {
            (include_str!("proxy_config/traefik.yml"), include_str!("proxy_config/traefik_host.yml"), "      tls: {}\n")
        }
        Proxy::Apache => (
            include_str!("proxy_config/apache.conf"),
            include_str!("proxy_config/apache_host.conf"),
            include_str!("proxy_config/apache_tls.conf"),
        ),
        Proxy::ApacheLua => (include_str!("proxy_config/apache.lua"), "", ""),
    };
    let origins: Vec<String> =
        hosts.hosts.iter().map(|host| format!("{}://{}", hosts.scheme("http"), host.authority)).collect();
    let fill = |part: &str, origin: &str| filled(part, origin, tls, vestibule, app);
    let services: String =
        origins.iter().map(|origin| fill(include_str!("proxy_config/traefik_service.yml"), origin)).collect();
    let blocks = origins.iter().map(|origin| fill(host, origin));
    std::iter::once(fill(&head.replace("@SERVICES@\n", &services), own)).chain(blocks).collect()
}

/// One part of a configuration, for the server at `origin`.
fn filled(part: &str, origin: &str, tls: &str, vestibule: &str, app: &str) -> String {
    let (scheme, authority) = origin.split_once("://").unwrap_or_default();
    let encrypted = scheme == "https";
    let (name, port) = authority.split_once(':').unwrap_or((authority, if encrypted { "443" } else { "80" }));
    let listen = if encrypted { format!("{port} ssl") } else { port.to_owned() };
    let id: String = authority.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let tls = if encrypted { tls } else { "" };
    part.replace("@TLS@\n", tls)
        .replace("@SSLMOD@", if encrypted { " ssl" } else { "" })
        .replace("@LISTEN@", &listen)
        .replace("@ENTRY@", if encrypted { "websecure" } else { "web" })
        .replace("@NAME@", name)
        .replace("@PORT@", port)
        .replace("@SCHEME@", scheme)
        .replace("@AUTHORITY@", authority)
        .replace("@ORIGIN@", origin)
        .replace("@ID@", &id)
        .replace("@VESTIBULE@", vestibule)
        .replace("@APP@", app)
}
