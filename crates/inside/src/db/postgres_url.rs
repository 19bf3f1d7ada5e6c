//! The address of a PostgreSQL server, read once: libpq is given its parts and never the text.

use std::fmt;

use percent_encoding::percent_decode_str;

use super::pooler::Pooler;
use crate::secret::Secret;

const SPELLING: &str = "write it as postgres://USER:PASSWORD@HOST:PORT/NAME";

/// The parts of `postgres://user:password@host:port,host:port/name?option=value`, decoded.
///
/// Two readers of one text would disagree about a password with a `@` in it: one asks the name server for the half that
/// the other takes for the password. So only this module reads it, and refuses whatever could be read in two ways.
#[derive(Clone)]
pub struct PostgresUrl {
    hosts: Vec<(String, Option<u16>)>,
    user: Option<String>,
    password: Option<Secret<String>>,
    database: String,
    options: Vec<(String, Secret<String>)>,
    pooler: Pooler,
}

impl PostgresUrl {
    /// Reads what stands behind `postgres://`.
    ///
    /// # Errors
    /// What to write instead. No part of the text is repeated, since any could be one of the password.
    pub(super) fn parse(text: &str) -> Result<PostgresUrl, String> {
        for (mark, code) in [('#', "%23"), (' ', "%20")] {
            if text.contains(mark) {
                return Err(spell(&format!("{mark:?}"), code));
            }
        }
        if text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
            return Err(format!("there is white space, a \\ or a control character in it; {SPELLING}"));
        }
        if has_stray_percent(text) {
            return Err(spell("%", "%25"));
        }
        let (address, query) = text.split_once('?').map_or((text, None), |(address, query)| (address, Some(query)));
        let (authority, path) = address.split_once('/').map_or((address, None), |(left, path)| (left, Some(path)));
        if authority.matches('@').count() > 1 {
            return Err(spell("@", "%40"));
        }
        // Behind the host there is no @, so the user, the password or the name holds a / or a ? that ended them early.
        if path.is_some_and(|path| path.contains('@')) {
            return Err(format!("{}, and @ as %40", spell("/", "%2F")));
        }
        if query.is_some_and(|query| query.contains('@')) {
            return Err(format!("{}, and @ as %40", spell("?", "%3F")));
        }
        let (user, password, hosts) = match authority.split_once('@') {
            Some((who, hosts)) => match who.split_once(':') {
                Some((_, password)) if password.contains(':') => return Err(spell(":", "%3A")),
                Some((user, password)) => (Some(user), Some(password), hosts),
                None => (Some(who), None, hosts),
            },
            None => (None, None, authority),
        };
        let options = query.map(options).transpose()?.unwrap_or_default();
        if let Some((_, sought)) = options.iter().rfind(|(name, _)| name == "target_session_attrs") {
            takes_writes(sought.expose())?;
        }
        let hosts = match hosts {
            "" => Vec::new(),
            hosts => hosts.split(',').map(host).collect::<Result<_, _>>()?,
        };
        let named = options.iter().any(|(name, _)| name == "dbname");
        let database = match path.unwrap_or_default() {
            "" if !named => return Err(format!("the database's name is missing; {SPELLING}")),
            name if name.contains('/') => return Err(spell("/", "%2F")),
            name => decode(name)?,
        };
        Ok(PostgresUrl {
            hosts,
            user: user.filter(|user| !user.is_empty()).map(decode).transpose()?,
            password: password.filter(|password| !password.is_empty()).map(decode).transpose()?.map(Secret::new),
            database,
            options,
            pooler: Pooler::None,
        })
    }

    /// The name of the database.
    pub fn database(&self) -> &str {
        self.option("dbname").unwrap_or(&self.database)
    }

    /// The same server behind a pooler.
    pub(super) fn behind(self, pooler: Pooler) -> PostgresUrl {
        PostgresUrl { pooler, ..self }
    }

    /// What is between us and the server.
    pub(super) fn pooler(&self) -> Pooler {
        self.pooler
    }

    /// The same with these settings of the server from the first moment on; those of the address win.
    pub(super) fn with_settings(&self, settings: &[(&str, &str)]) -> PostgresUrl {
        let mut set: Vec<_> = settings.iter().map(|(name, value)| format!("-c {name}={value}")).collect();
        set.extend(self.option("options").map(str::to_owned));
        let mut options: Vec<_> = self.options.iter().filter(|(name, _)| name != "options").cloned().collect();
        options.push(("options".to_owned(), Secret::new(set.join(" "))));
        PostgresUrl { options, ..self.clone() }
    }

    /// The same server with another database.
    pub(super) fn with_database(&self, name: &str) -> PostgresUrl {
        let options = self.options.iter().filter(|(own, _)| own != "dbname").cloned().collect();
        PostgresUrl { database: name.to_owned(), options, ..self.clone() }
    }

    /// What a program of PostgreSQL is given as an argument, which everybody on this machine can read, and the password, which
    /// goes into its environment.
    pub(super) fn for_programs(&self) -> (String, Option<Secret<String>>) {
        let named = self.options.iter().rev().find(|(name, _)| name == "password").map(|(_, value)| value.clone());
        let options = self.options.iter().filter(|(name, _)| name != "password").cloned().collect();
        let open = PostgresUrl { password: None, options, ..self.clone() };
        (open.conninfo(&[("connect_timeout", "10")]).expose().clone(), named.or_else(|| self.password.clone()))
    }

    /// The value of an option.
    fn option(&self, name: &str) -> Option<&str> {
        self.options.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value.expose().as_str())
    }

    /// Whether libpq has to choose among several servers.
    fn has_several_hosts(&self) -> bool {
        self.option("host").map_or(self.hosts.len() > 1, |hosts| hosts.contains(','))
    }

    /// A connection string for libpq with these options where the address does not say otherwise. Its values are quoted,
    /// so that none can become another option.
    pub(super) fn conninfo(&self, defaults: &[(&str, &str)]) -> Secret<String> {
        let hosts: Vec<_> = self.hosts.iter().map(|(host, _)| host.as_str()).collect();
        let ports: Vec<_> = self.hosts.iter().map(|(_, port)| port.map_or(String::new(), |p| p.to_string())).collect();
        let mut pairs: Vec<(&str, String)> = Vec::new();
        if !hosts.is_empty() {
            pairs.push(("host", hosts.join(",")));
        }
        if self.hosts.iter().any(|(_, port)| port.is_some()) {
            pairs.push(("port", ports.join(",")));
        }
        pairs.extend(self.user.iter().map(|user| ("user", user.clone())));
        pairs.extend(self.password.iter().map(|password| ("password", password.expose().clone())));
        if !self.database.is_empty() {
            pairs.push(("dbname", self.database.clone()));
        }
        let mut defaults: Vec<_> = defaults.to_vec();
        if self.has_several_hosts() {
            // The first that answers may be a standby. And the second is tried before a visitor has left.
            defaults.retain(|(name, _)| *name != "connect_timeout");
            defaults.extend([("connect_timeout", "2"), ("target_session_attrs", "read-write")]);
        }
        let missing = defaults.iter().filter(|(name, _)| self.option(name).is_none());
        pairs.extend(missing.map(|(name, value)| (*name, (*value).to_owned())));
        // Of two that have one name, libpq takes the later.
        pairs.extend(self.options.iter().map(|(name, value)| (name.as_str(), value.expose().clone())));
        let quoted =
            |(name, value): &(&str, String)| format!("{name}='{}'", value.replace('\\', "\\\\").replace('\'', "\\'"));
        Secret::new(pairs.iter().map(quoted).collect::<Vec<_>>().join(" "))
    }
}

/// The server and the database, without user, password and options.
impl fmt::Display for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own: Vec<_> = self.hosts.iter().map(|(host, _)| host.as_str()).filter(|host| !host.is_empty()).collect();
        let host = self.option("host").map_or(own.join(","), str::to_owned);
        let host = if host.is_empty() { "the local socket" } else { &host };
        write!(f, "{host}/{}", self.database())
    }
}

fn spell(mark: &str, code: &str) -> String {
    format!("write {mark} as {code} in the user's name, the password or the database's name")
}

/// Whether it is a kind of server that takes writes (libpq, "target_session_attrs").
fn takes_writes(sought: &str) -> Result<(), String> {
    match sought {
        "read-write" | "primary" | "any" => Ok(()),
        "read-only" | "standby" | "prefer-standby" => {
            Err("target_session_attrs asks for a server that takes no writes; write read-write".to_owned())
        }
        _ => Err("target_session_attrs is read-write, primary or any".to_owned()),
    }
}

/// `host`, `host:port` or `[address]:port`.
fn host(text: &str) -> Result<(String, Option<u16>), String> {
    let wrong = || format!("this is not a host with a port; {SPELLING}");
    let (host, port) = match text.strip_prefix('[') {
        Some(rest) => {
            let (address, port) = rest.split_once(']').ok_or_else(wrong)?;
            address.parse::<std::net::Ipv6Addr>().map_err(|_| wrong())?;
            (address.to_owned(), port.strip_prefix(':').or(port.is_empty().then_some("")).ok_or_else(wrong)?)
        }
        None => {
            let (host, port) = text.split_once(':').unwrap_or((text, ""));
            let host = decode(host)?;
            let is_socket = host.starts_with('/');
            let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
            if !is_socket && !host.chars().all(is_part) {
                return Err(wrong());
            }
            (host, port)
        }
    };
    let port = if port.is_empty() { None } else { Some(port.parse::<u16>().map_err(|_| wrong())?) };
    if port == Some(0) {
        return Err("no server listens on port 0".to_owned());
    }
    Ok((host, port))
}

fn options(query: &str) -> Result<Vec<(String, Secret<String>)>, String> {
    let pair = |text: &str| {
        let wrong = || format!("what follows the ? is not a list of option=value; {SPELLING}?sslmode=require");
        let (name, value) = text.split_once('=').ok_or_else(wrong)?;
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
            return Err(wrong());
        }
        match (name, decode(value)?) {
            // As libpq reads it in an address (libpq, "Connection URIs").
            ("ssl", value) if value == "true" => Ok(("sslmode".to_owned(), Secret::new("require".to_owned()))),
            (name, value) => Ok((name.to_owned(), Secret::new(value))),
        }
    };
    query.split('&').filter(|text| !text.is_empty()).map(pair).collect()
}

fn decode(text: &str) -> Result<String, String> {
    let decoded = percent_decode_str(text).decode_utf8().map_err(|_| format!("it is not UTF-8; {SPELLING}"))?;
    if decoded.contains('\0') {
        return Err(format!("there is a NUL in it; {SPELLING}"));
    }
    Ok(decoded.into_owned())
}

/// A `%` that no two hexadecimal digits follow.
fn has_stray_percent(text: &str) -> bool {
    text.split('%').skip(1).any(|rest| rest.as_bytes().iter().take(2).filter(|b| b.is_ascii_hexdigit()).count() != 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conninfo(text: &str) -> String {
        PostgresUrl::parse(text).unwrap_or_else(|cause| panic!("{text}: {cause}")).conninfo(&[]).expose().clone()
    }

    #[test]
    fn libpq_is_given_the_parts() {
        for (text, parts) in [
            ("u:p@h/n", "host='h' user='u' password='p' dbname='n'"),
            ("u:p%40%2F%3A%23%27%5C@h:5433/n", "host='h' port='5433' user='u' password='p@/:#\\'\\\\' dbname='n'"),
            (
                "h1:1,h2/n?target_session_attrs=read-write",
                "host='h1,h2' port='1,' dbname='n' connect_timeout='2' target_session_attrs='read-write'",
            ),
            ("h1,h2/n", "host='h1,h2' dbname='n' connect_timeout='2' target_session_attrs='read-write'"),
            (
                "/n?host=/a,/b&target_session_attrs=any",
                "dbname='n' connect_timeout='2' host='/a,/b' target_session_attrs='any'",
            ),
            ("[2001:db8::1]:5432/n", "host='2001:db8::1' port='5432' dbname='n'"),
            ("/n", "dbname='n'"),
            ("%2Frun%2Fpostgresql/n", "host='/run/postgresql' dbname='n'"),
            ("u@/n?host=/run/postgresql&ssl=true", "user='u' dbname='n' host='/run/postgresql' sslmode='require'"),
            ("/?dbname=n&options=-c%20work_mem%3D4MB", "dbname='n' options='-c work_mem=4MB'"),
        ] {
            assert_eq!(conninfo(text), parts, "{text}");
        }
    }

    #[test]
    fn an_option_of_the_address_wins_over_a_default() {
        let url = PostgresUrl::parse("h/n?connect_timeout=20").expect("an address");
        let text = url.conninfo(&[("connect_timeout", "3"), ("keepalives_idle", "5")]).expose().clone();
        assert_eq!(text, "host='h' dbname='n' keepalives_idle='5' connect_timeout='20'");
    }

    #[test]
    fn settings_of_the_address_come_after_ours() {
        let url = PostgresUrl::parse("h/n?options=-c%20lock_timeout%3D1s").expect("an address");
        let text =
            url.with_settings(&[("statement_timeout", "15s"), ("lock_timeout", "5s")]).conninfo(&[]).expose().clone();
        assert_eq!(
            text,
            "host='h' dbname='n' options='-c statement_timeout=15s -c lock_timeout=5s -c lock_timeout=1s'"
        );
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused_with_the_right_spelling_and_nothing_of_it() {
        for (text, words) in [
            ("app:Super@Secret99word@h/n", "write @ as %40"),
            ("app:Super/Secret99word@h/n", "write / as %2F"),
            ("app:Super?Secret99word@h/n", "write ? as %3F"),
            ("app:Super#Secret99word@h/n", "as %23"),
            ("app:Super:Secret99word@h/n", "write : as %3A"),
            ("app:Super%Secret99word@h/n", "write % as %25"),
            ("app:Super Secret99word@h/n", "as %20"),
            ("app:Super\\Secret99word@h/n", "a \\"),
            ("Secret99word:x/n", "not a host"),
            ("u:p@Secret99word;x/n", "not a host"),
            ("u:p@h/n?Secret99word", "option=value"),
            ("u:p@h/n/Secret99word", "write / as %2F"),
            ("u:Secret99word@h", "name is missing"),
            ("u:Secret99word@h:0/n", "port 0"),
            ("u:Secret99word@h1,h2/n?target_session_attrs=standby", "takes no writes"),
            ("u:Secret99word@h1,h2/n?target_session_attrs=read_write", "read-write, primary or any"),
        ] {
            let sentence = PostgresUrl::parse(text).map(|_| ()).expect_err(text);
            assert!(sentence.contains(words) && !sentence.contains("Secret99word"), "{text}: {sentence}");
        }
    }
}
