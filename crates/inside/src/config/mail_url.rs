//! Where emails go: `MAIL_URL`.

use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;
use url::Url;

use crate::secret::Secret;

/// A parsed `MAIL_URL`. `Debug` and `Display` leave the password out.
#[derive(Clone)]
pub(crate) enum MailUrl {
    /// Files in a folder.
    Folder(PathBuf),
    /// A mail server.
    Smtp(SmtpUrl),
}

/// How to talk to a mail server.
#[derive(Clone)]
pub(crate) struct SmtpUrl {
    /// A name or an address.
    pub(crate) host: String,
    /// 587, 465 or 25 unless it says otherwise.
    pub(crate) port: u16,
    /// Encryption.
    pub(crate) tls: Tls,
    /// Name and password.
    pub(crate) credentials: Option<(String, Secret<String>)>,
    /// A file with more certificates to trust, for a server with one of its own making.
    pub(crate) ca: Option<PathBuf>,
}

/// Encryption on the way to the mail server. There is no "if the server happens to offer it": an attacker who stands between
/// could take the offer away (RFC 8314 section 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tls {
    /// In clear.
    None,
    /// In clear until STARTTLS; nothing is said to a server that does not offer it.
    Starttls,
    /// From the first byte.
    Implicit,
}

const SPELLING: &str = "write it as folder:PATH, smtp://USER:PASSWORD@HOST:PORT or smtps://USER:PASSWORD@HOST:PORT";

impl MailUrl {
    /// Understands `folder:`, `folder:PATH`, `smtp://…` and `smtps://…`. `folder:` alone is the folder `mail` in `data_dir`.
    ///
    /// `smtp://` demands STARTTLS, except where a server on this machine is talked to without a password; `?tls=none`
    /// and `?tls=required` say which. A password never goes over a network in clear. `?ca=FILE` trusts more certificates.
    ///
    /// # Errors
    /// Says what is accepted, and never repeats what was written: it may hold a password.
    pub(crate) fn parse(text: &str, data_dir: &Path) -> Result<MailUrl, String> {
        if let Some(path) = text.strip_prefix("folder:") {
            return match path {
                "" => Ok(MailUrl::Folder(data_dir.join("mail"))),
                path if path.starts_with("//") => Err(format!("a folder has no host; {SPELLING}")),
                path => Ok(MailUrl::Folder(path.into())),
            };
        }
        let url = Url::parse(text).map_err(|cause| format!("this is not an address ({cause}); {SPELLING}"))?;
        match url.scheme() {
            "smtp" | "smtps" => SmtpUrl::parse(&url).map(MailUrl::Smtp),
            _ => Err(SPELLING.to_owned()),
        }
    }
}

impl SmtpUrl {
    fn parse(url: &Url) -> Result<SmtpUrl, String> {
        let host = url.host_str().unwrap_or("").trim_start_matches('[').trim_end_matches(']').to_owned();
        if host.is_empty() {
            return Err(format!("the mail server's name is missing; {SPELLING}"));
        }
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(format!("nothing may stand behind the port but ?tls= and ?ca=; {SPELLING}"));
        }
        let credentials = credentials(url)?;
        let local = is_this_machine(&host);
        let implicit = url.scheme() == "smtps";
        let mut tls = match implicit {
            true => Tls::Implicit,
            false if local && credentials.is_none() => Tls::None,
            false => Tls::Starttls,
        };
        let mut ca = None;
        for (name, value) in url.query_pairs() {
            match (name.as_ref(), value.as_ref()) {
                ("tls", "required") if implicit => {}
                ("tls", "required") => tls = Tls::Starttls,
                ("tls", "none") if implicit => return Err("smtps:// is always encrypted; write smtp://".to_owned()),
                ("tls", "none") if credentials.is_some() && !local => {
                    return Err("?tls=none would send the password over the network in clear; leave it out".to_owned());
                }
                ("tls", "none") => tls = Tls::None,
                ("tls", _) => return Err("?tls= is `required` or `none`".to_owned()),
                ("ca", file) if !file.is_empty() => ca = Some(PathBuf::from(file)),
                (name, _) => return Err(format!("there is no option {name:?}; only ?tls= and ?ca= are known")),
            }
        }
        let usual = match tls {
            Tls::Implicit => 465,
            Tls::Starttls => 587,
            Tls::None => 25,
        };
        match url.port() {
            Some(0) => Err(format!("no server listens on port 0; {SPELLING}")),
            port => Ok(SmtpUrl { host, port: port.unwrap_or(usual), tls, credentials, ca }),
        }
    }
}

fn credentials(url: &Url) -> Result<Option<(String, Secret<String>)>, String> {
    let decode = |text: &str| {
        let decoded = percent_decode_str(text).decode_utf8();
        decoded.map(|text| text.into_owned()).map_err(|_| "the user or the password is not UTF-8".to_owned())
    };
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        ("", Some(_)) | (_, None) => {
            Err(format!("a user and a password go together, with a colon between them; {SPELLING}"))
        }
        (user, Some(password)) => Ok(Some((decode(user)?, Secret::new(decode(password)?)))),
    }
}

fn is_this_machine(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

impl fmt::Display for MailUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MailUrl::Folder(path) => write!(f, "files in {}", path.display()),
            MailUrl::Smtp(smtp) => {
                let with = match smtp.tls {
                    Tls::None => "in clear",
                    Tls::Starttls => "with STARTTLS",
                    Tls::Implicit => "with TLS",
                };
                write!(f, "{} port {}, {with}", smtp.host, smtp.port)
            }
        }
    }
}

impl fmt::Debug for MailUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn smtp(text: &str) -> SmtpUrl {
        match MailUrl::parse(text, Path::new("data")) {
            Ok(MailUrl::Smtp(smtp)) => smtp,
            Ok(_) => panic!("{text} is no folder"),
            Err(cause) => panic!("{text}: {cause}"),
        }
    }

    fn refusal(text: &str) -> String {
        MailUrl::parse(text, Path::new("data")).expect_err(text)
    }

    #[test]
    fn a_folder_is_in_the_data_folder_unless_it_says_where() {
        let folder = |text: &str| match MailUrl::parse(text, Path::new("data")) {
            Ok(MailUrl::Folder(path)) => path,
            _ => panic!("{text} is a folder"),
        };
        assert_eq!(folder("folder:"), Path::new("data/mail"));
        assert_eq!(folder("folder:/var/mail/out"), Path::new("/var/mail/out"));
        assert!(refusal("folder://x/y").contains("no host"));
    }

    #[test]
    fn encryption_is_required_except_on_the_way_to_this_machine() {
        let seen = |text: &str| {
            let smtp = smtp(text);
            (smtp.port, smtp.tls)
        };
        assert_eq!(seen("smtp://mail.example"), (587, Tls::Starttls));
        assert_eq!(seen("smtp://mail.example:2525?tls=required"), (2525, Tls::Starttls));
        assert_eq!(seen("smtps://mail.example"), (465, Tls::Implicit));
        assert_eq!(seen("smtp://localhost"), (25, Tls::None));
        assert_eq!(seen("smtp://[::1]:1025"), (1025, Tls::None));
        assert_eq!(seen("smtp://127.0.0.1?tls=required"), (587, Tls::Starttls));
        assert_eq!(seen("smtp://u:p@localhost"), (587, Tls::Starttls));
        assert_eq!(seen("smtp://mailpit:1025?tls=none"), (1025, Tls::None));
        assert!(refusal("smtp://u:p@mail.example?tls=none").contains("in clear"));
        assert!(refusal("smtps://mail.example?tls=none").contains("always encrypted"));
    }

    #[test]
    fn a_password_may_hold_any_character_and_is_never_printed() {
        let url = MailUrl::parse("smtp://me%40a.example:p%3A%2F%40ss@mail.example", Path::new("data")).expect("a URL");
        assert!(!format!("{url} {url:?}").contains("ss"), "{url}");
        let (user, password) = smtp("smtp://me%40a.example:p%3A%2F%40ss@mail.example").credentials.expect("both");
        assert_eq!((user.as_str(), password.expose().as_str()), ("me@a.example", "p:/@ss"));
    }

    #[test]
    fn anything_else_is_refused_without_repeating_it() {
        for wrong in [
            "",
            "mail.example",
            "http://u:hunter2@mail.example",
            "smtp://u:hunter2@",
            "smtp://u:hunter2@mail.example/path",
            "smtp://hunter2@mail.example",
            "smtp://:hunter2@mail.example",
            "smtp://u:hunter2@mail.example:port",
            "smtp://u:hunter2@mail.example:0",
            "smtp://u:hunter2@mail.example?tls=maybe",
            "smtp://u:hunter2@mail.example?verify=no",
        ] {
            let sentence = refusal(wrong);
            assert!(!sentence.contains("hunter2"), "{wrong}: {sentence}");
        }
    }
}
