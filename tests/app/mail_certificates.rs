//! Which certificates of a mail server are trusted. A password and an email go to no other.

use std::path::Path;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::harness::App;
use crate::harness::mail_server::MailServer;
use crate::harness::promised::{JOHN, promise};
use crate::harness::waiting::until;

/// How a server uses a certificate and its key.
fn served(chain: Vec<CertificateDer<'static>>, key: &KeyPair) -> Arc<ServerConfig> {
    let key = PrivateKeyDer::try_from(key.serialize_der()).expect("a key");
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().expect("TLS");
    Arc::new(builder.with_no_client_auth().with_single_cert(chain, key).expect("a usable certificate"))
}

/// Writes a certificate as the PEM file that `?ca=` names.
fn write(file: &Path, certificate: &CertificateDer<'_>) {
    let base64 = data_encoding::BASE64_MIME.encode(certificate);
    let pem = format!("-----BEGIN CERTIFICATE-----\r\n{base64}-----END CERTIFICATE-----\r\n");
    std::fs::write(file, pem).expect("a file");
}

/// What `openssl req -x509` makes: self-signed, of an authority (CA:TRUE), for the names of `-addext subjectAltName`, none
/// by default.
fn like_openssl(names: &[&str]) -> (CertificateDer<'static>, KeyPair) {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut parameters = CertificateParams::new(names).expect("names");
    parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    parameters.distinguished_name.push(DnType::CommonName, "mail.example");
    let key = KeyPair::generate().expect("a key");
    (parameters.self_signed(&key).expect("a certificate").der().clone(), key)
}

/// How a server for this name uses a certificate that nobody has issued.
pub fn self_signed(name: &str) -> Arc<ServerConfig> {
    let (certificate, key) = like_openssl(&[name]);
    served(vec![certificate], &key)
}

/// A server's certificate that the authority in the file has issued.
fn issued(file: &Path) -> Arc<ServerConfig> {
    let mut parameters = CertificateParams::new(Vec::new()).expect("no names");
    parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority =
        CertifiedIssuer::self_signed(parameters, KeyPair::generate().expect("a key")).expect("an authority");
    write(file, authority.der());
    let key = KeyPair::generate().expect("a key");
    let parameters = CertificateParams::new(["127.0.0.1".to_owned()]).expect("a name");
    served(vec![parameters.signed_by(&key, &authority).expect("a certificate").der().clone()], &key)
}

/// Whether an email arrives, over STARTTLS and over TLS from the first byte.
fn arrives(certificate: &Arc<ServerConfig>, file: Option<&Path>) -> bool {
    let starttls = MailServer::start_with_starttls(Arc::clone(certificate));
    let implicit = MailServer::start_with_tls(Arc::clone(certificate));
    let arrived = one_arrives(&starttls, "smtp:", file);
    assert_eq!(one_arrives(&implicit, "smtps:", file), arrived);
    arrived
}

/// Sends an email and a password. Neither is said to a server that is not trusted, nor before the line is encrypted.
fn one_arrives(server: &MailServer, scheme: &str, file: Option<&Path>) -> bool {
    let query = file.map(|file| format!("?ca={}", file.display())).unwrap_or_default();
    let flag = server.flag("me:secret@", &query).replace("smtp:", scheme);
    App::test_with(&[&flag], async |app| {
        promise(&app.services, JOHN, "john");
        until("delivered or put back", || app.waiting_emails() == 0 || app.was_tried()).await;
    });
    let (commands, arrived) = (server.commands(), !server.mails().is_empty());
    let place = |word: &str| commands.iter().position(|line| line.starts_with(word));
    if !arrived {
        assert!(place("AUTH").is_none() && place("MAIL").is_none(), "{commands:?}");
        return false;
    }
    assert!(place("AUTH").is_some() && place("AUTH") < place("MAIL"), "{commands:?}");
    assert!(scheme == "smtps:" || (place("STARTTLS").is_some() && place("STARTTLS") < place("AUTH")), "{commands:?}");
    true
}

#[test]
fn a_self_signed_certificate_is_trusted_where_its_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a certificate");
    let server = served(vec![made.cert.der().clone()], &made.signing_key);
    write(&file, made.cert.der());
    assert!(arrives(&server, Some(&file)));
    assert!(!arrives(&server, None), "without its file it is a stranger's");
}

#[test]
fn the_certificate_that_openssl_makes_is_trusted_and_no_other_of_its_kind() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    for (names, is_trusted) in [(&["127.0.0.1"][..], true), (&[], true), (&["mail.example"], false)] {
        let (certificate, key) = like_openssl(names);
        write(&file, &certificate);
        assert_eq!(arrives(&served(vec![certificate], &key), Some(&file)), is_trusted, "{names:?}");
    }
    let (certificate, key) = like_openssl(&["127.0.0.1"]);
    assert!(!arrives(&served(vec![certificate], &key), Some(&file)), "the file holds another one");
}

#[test]
fn a_certificate_that_an_authority_in_the_file_has_issued_is_trusted() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    let server = issued(&file);
    assert!(arrives(&server, Some(&file)));
    let another = folder.path().join("another.pem");
    write(&another, &like_openssl(&["127.0.0.1"]).0);
    assert!(!arrives(&server, Some(&another)));
}
