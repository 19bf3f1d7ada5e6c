//! The conversation with a mail server.

use std::time::Duration;

use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls as Encryption, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::mailer::Failure;
use super::url::{SmtpUrl, Tls};

/// How long the server may take for one answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// Connections at a time; as many emails are on their way at once.
pub const CONNECTIONS: u32 = 4;

/// Prepares a pool of connections; none is opened yet. `host` is how we introduce ourselves.
///
/// # Errors
/// A sentence about the file of certificates.
pub fn transport(url: &SmtpUrl, host: &str) -> Result<AsyncSmtpTransport<Tokio1Executor>, String> {
    let encryption = match url.tls {
        Tls::None => Encryption::None,
        Tls::Starttls => Encryption::Required(parameters(url)?),
        Tls::Implicit => Encryption::Wrapper(parameters(url)?),
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&url.host)
        .port(url.port)
        .tls(encryption)
        .timeout(Some(PATIENCE))
        .hello_name(ClientId::Domain(host.to_owned()))
        .pool_config(PoolConfig::new().max_size(CONNECTIONS).idle_timeout(Duration::from_secs(30)));
    if let Some((user, password)) = &url.credentials {
        builder = builder.credentials(Credentials::new(user.clone(), password.expose().clone()));
    }
    Ok(builder.build())
}

fn parameters(url: &SmtpUrl) -> Result<TlsParameters, String> {
    let mut builder = TlsParameters::builder(url.host.clone());
    if let Some(file) = &url.ca {
        let wrong = |cause: &dyn std::fmt::Display| {
            format!("?ca= names {}, which is no file of PEM certificates ({cause})", file.display())
        };
        let pem = std::fs::read(file).map_err(|cause| wrong(&cause))?;
        builder = builder.add_root_certificate(Certificate::from_pem(&pem).map_err(|cause| wrong(&cause))?);
    }
    builder.build().map_err(|cause| format!("TLS can't be set up: {cause}"))
}

/// Sends one mail.
///
/// # Errors
/// [`Failure::Never`] only when the server refused this mail for good (RFC 5321 section 4.2.1). A server that can't be
/// reached, does not greet us, offers no encryption or knows our password no more says nothing about the mail: the
/// operator can mend that, and the email waits.
pub async fn send(transport: &AsyncSmtpTransport<Tokio1Executor>, mail: Message) -> Result<(), Failure> {
    let later = |cause: &dyn std::fmt::Display| Failure::Later(readable(cause));
    match transport.test_connection().await {
        Ok(true) => {}
        Ok(false) => return Err(Failure::Later("the mail server does not answer".to_owned())),
        Err(cause) => return Err(later(&cause)),
    }
    match transport.send(mail).await {
        Ok(_) => Ok(()),
        Err(cause) if cause.is_permanent() && !is_about_us(&cause) => Err(Failure::Never(readable(&cause))),
        Err(cause) => Err(later(&cause)),
    }
}

/// Refusals of who we are or how we speak, not of the mail: syntax (50x), service (521), authentication (53x).
fn is_about_us(cause: &lettre::transport::smtp::Error) -> bool {
    cause.status().map(u16::from).is_some_and(|code| matches!(code, 500..=504 | 521 | 523 | 530..=539))
}

/// What a foreign server wrote ends up in our log: one line of it, and not a long one. Servers like to quote whom or what
/// they refuse, so addresses and links are left out.
fn readable(cause: &dyn std::fmt::Display) -> String {
    let line = super::one_line(&cause.to_string());
    let words = line.split_whitespace().map(|word| if word.contains('@') || word.contains("://") { "…" } else { word });
    words.collect::<Vec<_>>().join(" ").chars().take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn what_a_server_wrote_is_one_short_line_without_addresses_and_links() {
        let wrote = "permanent error (550): 5.1.1 <john@example.com>: unknown\r\nsaw http://a.example/verify/abc,\x1b[31m 5.7.1";
        assert_eq!(readable(&wrote), "permanent error (550): 5.1.1 … unknown saw … [31m 5.7.1");
        assert_eq!(readable(&"x".repeat(1_000)).len(), 300);
    }
}
