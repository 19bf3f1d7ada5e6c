//! One conversation with a mail server: how it begins, and what its refusals mean.

use std::fmt::Display;
use std::time::Duration;

use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::{self, extension::ClientId};

use super::certificates::TrustedCertificates;
use crate::config::mail_url::{SmtpUrl, Tls};
use crate::jobs::Failure;

/// How long a TCP connection may take to be made.
const CONNECTING: Duration = Duration::from_secs(10);

const TOO_LONG: &str = "the mail server took too long";
const CHECK_ADDRESS: &str =
    "check the host and port of MAIL_URL, and that this machine may connect there (docs/mail.md)";
const CHECK_CERTIFICATE: &str = "name the server in MAIL_URL as its certificate does, and give its certificate with ?ca=FILE \
     if no public authority issued it (docs/mail.md)";
const CHECK_STARTTLS: &str =
    "the server offers no encryption at this port: use its other port, smtps://, or ?tls=none (docs/mail.md)";
const CHECK_PASSWORD: &str = "check the user and the password in MAIL_URL (docs/mail.md)";
const CHECK_SENDER: &str =
    "the server does not accept email from us: check MAIL_FROM, and the user and password in MAIL_URL (docs/mail.md)";

/// Where and how to reach the server.
pub(crate) struct Server {
    host: String,
    port: u16,
    tls: Tls,
    encryption: Option<Encryption>,
    credentials: Option<Credentials>,
    hello: ClientId,
}

struct Encryption {
    parameters: TlsParameters,
    /// Judges the certificate in place of `parameters`, where `?ca=` names a file.
    trust: Option<TrustedCertificates>,
}

/// Why an email was not accepted.
pub(crate) enum SmtpRefusal {
    /// 421: the server takes no further connection, or no further email on this one.
    TooManyConnections(String),
    /// The server was not reached, or did not let us come to the first email.
    NoConnection {
        /// What happened.
        cause: String,
        /// What to do about it.
        advice: &'static str,
    },
    /// Something that the operator has to fix before this email can leave.
    Setup {
        /// What happened.
        cause: String,
        /// What to do about it.
        advice: &'static str,
    },
    /// The server can't take this email now.
    Later(String),
    /// The server will never take this email.
    Never(String),
}

impl Server {
    /// Reads the certificates.
    ///
    /// # Errors
    /// A sentence about the file of certificates.
    pub(crate) fn new(url: &SmtpUrl, hello: &str) -> Result<Server, String> {
        Ok(Server {
            host: url.host.clone(),
            port: url.port,
            tls: url.tls,
            encryption: if url.tls == Tls::None { None } else { Some(Encryption::new(url)?) },
            credentials: url
                .credentials
                .as_ref()
                .map(|(user, password)| Credentials::new(user.clone(), password.expose().clone())),
            hello: ClientId::Domain(hello.to_owned()),
        })
    }

    /// Connects, encrypts as `MAIL_URL` says, checks the certificate, and only then logs in.
    ///
    /// # Errors
    /// [`SmtpRefusal::TooManyConnections`] or [`SmtpRefusal::NoConnection`].
    pub(crate) async fn connect(&self) -> Result<AsyncSmtpConnection, SmtpRefusal> {
        let implicit = self.encryption.as_ref().filter(|_| self.tls == Tls::Implicit).map(|e| e.parameters.clone());
        let address = (self.host.as_str(), self.port);
        let connection = AsyncSmtpConnection::connect_tokio1(address, Some(CONNECTING), &self.hello, implicit, None);
        let mut connection = connection.await.map_err(|cause| SmtpRefusal::of_setup(&cause, CHECK_ADDRESS))?;
        if let Some(encryption) = self.encryption.as_ref().filter(|_| self.tls == Tls::Starttls) {
            if !connection.can_starttls() {
                connection.abort().await;
                let cause = "the mail server does not offer STARTTLS".to_owned();
                return Err(SmtpRefusal::NoConnection { cause, advice: CHECK_STARTTLS });
            }
            // A connection whose handshake failed is of no use even for QUIT.
            let upgrade = connection.starttls(encryption.parameters.clone(), &self.hello);
            upgrade.await.map_err(|cause| SmtpRefusal::of_setup(&cause, CHECK_STARTTLS))?;
        }
        match self.introduce(&mut connection).await {
            Ok(()) => Ok(connection),
            Err(refusal) => {
                connection.abort().await;
                Err(refusal)
            }
        }
    }

    /// Checks who the server is, and only then tells it who we are.
    async fn introduce(&self, connection: &mut AsyncSmtpConnection) -> Result<(), SmtpRefusal> {
        if let Some(trust) = self.encryption.as_ref().and_then(|encryption| encryption.trust.as_ref()) {
            let chain =
                connection.certificate_chain().map_err(|cause| SmtpRefusal::of_setup(&cause, CHECK_CERTIFICATE))?;
            let refuse =
                |cause: String| SmtpRefusal::NoConnection { cause: readable(&cause), advice: CHECK_CERTIFICATE };
            trust.check(&chain).map_err(refuse)?;
        }
        if let Some(credentials) = &self.credentials {
            let login = connection.auth(DEFAULT_MECHANISMS, credentials).await;
            login.map_err(|cause| SmtpRefusal::of_setup(&cause, CHECK_PASSWORD))?;
        }
        Ok(())
    }
}

impl Encryption {
    fn new(url: &SmtpUrl) -> Result<Encryption, String> {
        let mut builder = TlsParameters::builder(url.host.clone());
        let trust = url.ca.as_deref().map(|file| {
            let wrong = |cause: &dyn Display| {
                format!("?ca= names {}, which is not a file of PEM certificates ({cause})", file.display())
            };
            let pem = std::fs::read(file).map_err(|cause| wrong(&cause))?;
            TrustedCertificates::new(&url.host, &pem).map_err(|cause| wrong(&cause))
        });
        let trust = trust.transpose()?;
        if trust.is_some() {
            // lettre takes no verifier of ours, so its own accepts every certificate whose key the server proves to hold,
            // and `Server::introduce` judges the certificate before anything but EHLO is said.
            builder = builder.dangerous_accept_invalid_certs(true).dangerous_accept_invalid_hostnames(true);
        }
        let parameters = builder.build().map_err(|cause| format!("TLS can't be set up: {cause}"))?;
        Ok(Encryption { parameters, trust })
    }
}

impl SmtpRefusal {
    /// The server did not answer in time.
    pub(crate) fn silent() -> SmtpRefusal {
        SmtpRefusal::NoConnection { cause: TOO_LONG.to_owned(), advice: CHECK_ADDRESS }
    }

    /// The server took too long over an email. Another one may go faster.
    pub(crate) fn slow() -> SmtpRefusal {
        SmtpRefusal::Setup { cause: TOO_LONG.to_owned(), advice: CHECK_ADDRESS }
    }

    /// Before the first email.
    fn of_setup(cause: &smtp::Error, advice: &'static str) -> SmtpRefusal {
        let text = readable(cause);
        if code(cause) == Some(421) {
            return SmtpRefusal::TooManyConnections(text);
        }
        let advice = if text.contains("certificate") { CHECK_CERTIFICATE } else { advice };
        SmtpRefusal::NoConnection { cause: text, advice }
    }

    /// To an email. Only a 5xx about the email itself is final (RFC 5321 section 4.2.1): syntax (50x), service (521) and
    /// authentication (53x) are about us.
    pub(crate) fn of_email(cause: smtp::Error) -> SmtpRefusal {
        let text = readable(&cause);
        match code(&cause) {
            Some(421) => SmtpRefusal::TooManyConnections(text),
            Some(500..=504 | 521 | 523 | 530..=539) => SmtpRefusal::Setup { cause: text, advice: CHECK_SENDER },
            Some(_) if cause.is_permanent() => SmtpRefusal::Never(text),
            _ => SmtpRefusal::Later(text),
        }
    }
}

impl From<SmtpRefusal> for Failure {
    fn from(refusal: SmtpRefusal) -> Failure {
        match refusal {
            SmtpRefusal::TooManyConnections(cause) | SmtpRefusal::Later(cause) => Failure::Later(cause),
            SmtpRefusal::NoConnection { cause, advice } => Failure::Target { cause, advice },
            SmtpRefusal::Setup { cause, advice } => Failure::Setup { cause, advice },
            SmtpRefusal::Never(cause) => Failure::Never(cause),
        }
    }
}

fn code(cause: &smtp::Error) -> Option<u16> {
    cause.status().map(u16::from)
}

/// What a foreign server wrote ends up in our log: one line of it, and not a long one. Servers quote whom or what they
/// refuse, so addresses and links are left out.
fn readable(cause: &dyn Display) -> String {
    let line = super::one_line(&cause.to_string());
    let words = line.split_whitespace().map(|word| if word.contains('@') || word.contains("://") { "…" } else { word });
    words.collect::<Vec<_>>().join(" ").chars().take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn a_server_s_answer_becomes_one_short_line_without_addresses_and_links() {
        let wrote = "permanent error (550): 5.1.1 <john@example.com>: unknown\r\nsaw http://a.example/verify/abc,\x1b[31m 5.7.1";
        assert_eq!(readable(&wrote), "permanent error (550): 5.1.1 … unknown saw … [31m 5.7.1");
        assert_eq!(readable(&"x".repeat(1_000)).len(), 300);
    }
}
