//! The "Connect" box of `/docs`: how to connect an app, in code that has this server's address filled in.

use std::net::IpAddr;

use askama::Template;

use inside::config::Config;
use inside::error::Error;

/// A way to connect an app.
pub(crate) struct Connection {
    /// Part of the element's id.
    pub(crate) id: &'static str,
    /// The framework or platform.
    pub(crate) name: &'static str,
    /// What the code does.
    pub(crate) about: &'static str,
    /// Ready to be copied.
    pub(crate) code: String,
}

#[derive(Template)]
#[template(path = "connect/react.txt")]
struct React<'a> {
    base: &'a str,
}

#[derive(Template)]
#[template(path = "connect/flask.txt")]
struct Flask<'a> {
    base: &'a str,
}

#[derive(Template)]
#[template(path = "connect/fastapi.txt")]
struct FastApi<'a> {
    base: &'a str,
}

#[derive(Template)]
#[template(path = "connect/mobile.txt")]
struct Mobile<'a> {
    base: &'a str,
}

#[derive(Template)]
#[template(path = "connect/nginx.txt")]
struct Nginx<'a> {
    host: &'a str,
    listener: &'a str,
}

/// Every connection, for the server with this public address.
///
/// # Errors
/// When a template can't be rendered, which would be a bug of ours.
pub(crate) fn connections(base: &str, config: &Config) -> Result<Vec<Connection>, Error> {
    // A front end in development is at localhost. For a browser 127.0.0.1 is another site, to which it sends no cookie.
    let same_site = base.replacen("//127.0.0.1", "//localhost", 1);
    let (listener, host) = (listener(base, config.host, config.port), public_host(base));
    let connection = |id, name, about, code: askama::Result<String>| {
        code.map(|code| Connection { id, name, about, code }).map_err(Error::internal)
    };
    Ok(vec![
        connection(
            "react",
            "React",
            "The session cookie, in a front end on another origin.",
            React { base: &same_site }.render(),
        )?,
        connection("flask", "Flask", "Accepts access tokens without asking this server.", Flask { base }.render())?,
        connection(
            "fastapi",
            "FastAPI",
            "Asks this server, so an ended session counts at once.",
            FastApi { base }.render(),
        )?,
        connection(
            "mobile",
            "Mobile",
            "Refreshes the tokens when the access token has expired.",
            Mobile { base }.render(),
        )?,
        connection(
            "nginx",
            "nginx",
            "Puts this server behind a reverse proxy.",
            Nginx { host, listener: &listener }.render(),
        )?,
    ])
}

/// Where a proxy on the same machine reaches this server.
fn listener(base: &str, host: IpAddr, port: u16) -> String {
    if port == 0 {
        // The port was picked at the start; without BASE_URL the public address has it.
        return base.to_owned();
    }
    let host = match host {
        IpAddr::V4(host) if host.is_unspecified() => "127.0.0.1".to_owned(),
        IpAddr::V4(host) => host.to_string(),
        IpAddr::V6(host) if host.is_unspecified() => "[::1]".to_owned(),
        IpAddr::V6(host) => format!("[{host}]"),
    };
    format!("http://{host}:{port}")
}

/// The name in the public address, or an example where that is this machine's own.
fn public_host(base: &str) -> &str {
    let authority = base.split_once("//").map_or(base, |(_, rest)| rest);
    let host = authority.rsplit_once(':').filter(|_| !authority.ends_with(']')).map_or(authority, |(host, _)| host);
    let is_name = host.contains('.') && !host.starts_with('[') && host.parse::<IpAddr>().is_err();
    if is_name { host } else { "accounts.example.com" }
}

#[cfg(test)]
mod tests {
    use super::{listener, public_host};

    #[test]
    fn the_proxy_reaches_a_server_that_listens_everywhere_on_its_own_machine() {
        for (host, address) in [
            ("127.0.0.1", "http://127.0.0.1:5000"),
            ("0.0.0.0", "http://127.0.0.1:5000"),
            ("10.0.0.7", "http://10.0.0.7:5000"),
            ("::", "http://[::1]:5000"),
        ] {
            assert_eq!(listener("https://accounts.example.com", host.parse().unwrap(), 5000), address, "{host}");
        }
        let own = "http://127.0.0.1:43210";
        assert_eq!(listener(own, "127.0.0.1".parse().unwrap(), 0), own);
    }

    #[test]
    fn the_proxy_gets_the_public_name() {
        assert_eq!(public_host("https://accounts.acme.example"), "accounts.acme.example");
        assert_eq!(public_host("https://accounts.acme.example:8443"), "accounts.acme.example");
        for own in ["http://127.0.0.1:5000", "http://localhost:5000", "http://[::1]:5000", "http://[::1]"] {
            assert_eq!(public_host(own), "accounts.example.com", "{own}");
        }
    }
}
