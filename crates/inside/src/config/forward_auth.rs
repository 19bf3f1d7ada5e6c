//! `FORWARD_AUTH_HOSTS`: hosts whose pages a proxy puts behind our login, and which role each of them needs.

use url::Url;

use super::{ConfigError, is_blank, origin, refuse};
use crate::role::Role;
use crate::stored::Word;

const VARIABLE: &str = "FORWARD_AUTH_HOSTS";

/// A host behind a proxy that asks us about each request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForwardAuthHost {
    /// Its name, in lower case, with a port that is the default of neither http nor https.
    pub authority: String,
    /// The least role that may see it.
    pub role: Role,
}

/// Every host behind such a proxy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForwardAuth {
    /// As listed, each once.
    pub hosts: Vec<ForwardAuthHost>,
    /// Whether their pages may be reached without TLS, as ours are.
    plain: bool,
}

impl ForwardAuth {
    /// Reads `HOST`, `HOST:PORT`, `HOST:ROLE` or `HOST:PORT:ROLE`.
    pub(super) fn read(texts: &[String], base_url: Option<&str>) -> Result<ForwardAuth, ConfigError> {
        let mut hosts: Vec<ForwardAuthHost> = Vec::new();
        for text in texts.iter().map(|text| text.trim()).filter(|text| !is_blank(text)) {
            let host = parse(text).map_err(|advice| refuse(VARIABLE, advice))?;
            match hosts.iter().find(|other| other.authority == host.authority) {
                None => hosts.push(host),
                Some(other) if other.role == host.role => {}
                Some(_) => {
                    return Err(refuse(VARIABLE, format!("{} is listed with two roles; keep one", host.authority)));
                }
            }
        }
        Ok(ForwardAuth { hosts, plain: !base_url.is_some_and(|url| url.starts_with("https://")) })
    }

    /// Whether browsers send the session's cookie to each of the hosts; a visitor would otherwise be sent to and fro between the
    /// host and the login page. Production refuses such a host, development gets a sentence for the log.
    pub(super) fn check_cookie(
        &self,
        base_url: Option<&str>,
        cookie_domain: Option<&str>,
        production: bool,
    ) -> Result<Option<String>, ConfigError> {
        let without = self.without_cookie(base_url, cookie_domain);
        let Some(left_out) = without.first() else { return Ok(None) };
        let advice = format!(
            "browsers don't send the session's cookie to {left_out}; set COOKIE_DOMAIN to a domain above it and the host of \
             BASE_URL"
        );
        if production { Err(refuse(VARIABLE, advice)) } else { Ok(Some(format!("{VARIABLE}: {advice}"))) }
    }

    /// The hosts to which browsers don't send the session's cookie.
    pub(crate) fn without_cookie(&self, base_url: Option<&str>, cookie_domain: Option<&str>) -> Vec<&str> {
        let own = base_url.and_then(|url| Url::parse(url).ok()?.host_str().map(str::to_owned));
        let gets_cookie = |host: &str| match (cookie_domain, own.as_deref()) {
            (Some(domain), _) => host == domain || host.ends_with(&format!(".{domain}")),
            (None, Some(own)) => host == own,
            (None, None) => true,
        };
        let names = self.hosts.iter().filter_map(|host| host.authority.split(':').next());
        names.filter(|host| !gets_cookie(host)).collect()
    }

    /// The host that a proxy names, with or without a port.
    pub fn find(&self, authority: &str) -> Option<&ForwardAuthHost> {
        let authority = normal(authority)?;
        self.hosts.iter().find(|host| host.authority == authority)
    }

    /// The role that a request for this host needs. Where the host is not listed, or not known, it is the highest of all: a client
    /// that makes up a host gains nothing by it.
    pub fn required_role(&self, host: Option<&ForwardAuthHost>) -> Role {
        let highest = || self.hosts.iter().map(|host| host.role).max().unwrap_or(Role::User);
        host.map_or_else(highest, |host| host.role)
    }

    /// The scheme of a page there: https, unless our own address is not encrypted either and the proxy says that the page's is not.
    pub fn scheme(&self, said: &str) -> &'static str {
        if self.plain && !matches!(said, "https" | "wss") { "http" } else { "https" }
    }

    /// The origins of the hosts, to which a login may lead back.
    pub(super) fn origins(&self) -> impl Iterator<Item = String> {
        let schemes: &[&str] = if self.plain { &["https", "http"] } else { &["https"] };
        self.hosts.iter().flat_map(move |host| schemes.iter().map(|scheme| format!("{scheme}://{}", host.authority)))
    }
}

fn parse(text: &str) -> Result<ForwardAuthHost, String> {
    let wrong = || format!("{text:?} is not a host; write it like wiki.example.com or grafana.example.com:admin");
    let (host, role) = match text.rsplit_once(':') {
        Some((host, word)) if !word.bytes().all(|byte| byte.is_ascii_digit()) => {
            let known = Role::ALL.iter().find(|role| role.word() == word);
            (host, *known.ok_or_else(|| format!("{text:?}: the role is one of user, moderator and admin"))?)
        }
        _ => (text, Role::User),
    };
    if host.contains('/') {
        return Err(wrong());
    }
    let url = origin::parse(&format!("https://{host}")).map_err(|_| wrong())?;
    let authority = url.origin().ascii_serialization().strip_prefix("https://").and_then(normal);
    authority.map(|authority| ForwardAuthHost { authority, role }).ok_or_else(wrong)
}

/// The one form in which hosts are compared: lower case, and without the port that belongs to http or https.
fn normal(authority: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
    if !authority.chars().all(is_part) {
        return None;
    }
    let url = Url::parse(&format!("https://{authority}")).ok()?;
    let host = url.host_str()?;
    Some(match url.port() {
        None | Some(80) => host.to_owned(),
        Some(port) => format!("{host}:{port}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(texts: &[&str], base_url: Option<&str>) -> Result<ForwardAuth, ConfigError> {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        ForwardAuth::read(&texts, base_url)
    }

    #[test]
    fn a_host_has_one_form_and_perhaps_a_role() {
        for (text, authority, role) in [
            ("wiki.example.com", "wiki.example.com", Role::User),
            (" Grafana.Example.com:admin ", "grafana.example.com", Role::Admin),
            ("grafana.example.com:443:moderator", "grafana.example.com", Role::Moderator),
            ("grafana.example.com:8443", "grafana.example.com:8443", Role::User),
            ("localhost:80", "localhost", Role::User),
            ("b\u{fc}cher.example:user", "xn--bcher-kva.example", Role::User),
        ] {
            let listed = read(&[text, "", text], None).expect(text).hosts;
            assert_eq!(listed, [ForwardAuthHost { authority: authority.to_owned(), role }], "{text}");
        }
        for wrong in [
            "https://wiki.example.com",
            "wiki.example.com/path",
            "*.example.com",
            "wiki.example.com:owner",
            "wiki.example.com:",
            ":admin",
            "a b",
            "x@wiki.example.com",
            "wiki.example.com:0",
            "[::1]:admin",
        ] {
            let refused = read(&[wrong], None).expect_err(wrong).to_string();
            assert!(refused.starts_with("FORWARD_AUTH_HOSTS: "), "{refused}");
        }
        assert!(read(&["a.example", "a.example:admin"], None).is_err());
    }

    #[test]
    fn a_host_that_is_not_listed_needs_the_highest_role_of_those_that_are() {
        let listed = read(&["wiki.example.com", "grafana.example.com:admin"], None).expect("valid");
        let role = |host: &str| listed.required_role(listed.find(host));
        for own in ["wiki.example.com", "WIKI.example.com:443", "wiki.example.com:80"] {
            assert_eq!(role(own), Role::User, "{own}");
        }
        for other in
            ["grafana.example.com", "evil.example", "wiki.example.com:8443", "wiki.example.com.", "", "a/b", "@"]
        {
            assert_eq!(role(other), Role::Admin, "{other}");
        }
        assert_eq!(ForwardAuth::default().required_role(None), Role::User);
    }

    #[test]
    fn a_login_leads_to_listed_hosts_and_encrypted_where_we_are() {
        let origins = |base| read(&["wiki.example.com:8443"], base).expect("valid").origins().collect::<Vec<_>>();
        assert_eq!(origins(Some("https://a.example.com")), ["https://wiki.example.com:8443"]);
        assert_eq!(
            origins(Some("http://a.example.com")),
            ["https://wiki.example.com:8443", "http://wiki.example.com:8443"]
        );
        let scheme = |base, said| read(&["a.example"], base).expect("valid").scheme(said);
        assert_eq!(scheme(Some("https://a.example.com"), "http"), "https");
        assert_eq!((scheme(None, "http"), scheme(None, "https"), scheme(None, "wss")), ("http", "https", "https"));
    }

    #[test]
    fn the_cookie_has_to_reach_every_host() {
        let listed = read(&["wiki.example.com", "grafana.example.com:8443:admin"], None).expect("valid");
        let check = |domain, production| listed.check_cookie(Some("https://accounts.example.com"), domain, production);
        assert_eq!(check(Some("example.com"), true), Ok(None));
        assert!(check(None, true).is_err() && check(Some("accounts.example.com"), true).is_err());
        assert!(check(None, false).is_ok_and(|warning| warning.is_some()));
        assert_eq!(listed.check_cookie(None, None, false), Ok(None));
        let same = read(&["localhost:3000"], None).expect("valid");
        assert_eq!(same.check_cookie(Some("http://localhost:5000"), None, true), Ok(None), "a port is no other host");
    }
}
