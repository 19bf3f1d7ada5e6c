//! Which certificate of a mail server is trusted, when `?ca=FILE` names more than the public ones.

use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, RootCertStore};

/// The public certificate authorities, and the certificates of a file: as authorities, and each as it is.
///
/// `openssl req -x509` marks a self-signed certificate as that of an authority (CA:TRUE), and the usual check of a chain
/// refuses such a certificate for a server. A server that shows a certificate of the file byte for byte is therefore
/// trusted: the handshake has proved that it holds the key.
pub(crate) struct TrustedCertificates {
    server: ServerName<'static>,
    pinned: Vec<CertificateDer<'static>>,
    chains: Arc<WebPkiServerVerifier>,
}

impl TrustedCertificates {
    /// Trusts the certificates in this PEM text for the server of that name or address.
    ///
    /// # Errors
    /// Says what is wrong with the text or the name.
    pub(crate) fn new(host: &str, pem: &[u8]) -> Result<TrustedCertificates, String> {
        let pinned: Vec<_> =
            CertificateDer::pem_slice_iter(pem).collect::<Result<_, _>>().map_err(|c| c.to_string())?;
        if pinned.is_empty() {
            return Err("it holds none".to_owned());
        }
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        for certificate in &pinned {
            roots.add(certificate.clone()).map_err(|cause| cause.to_string())?;
        }
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let chains = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider).build();
        Ok(TrustedCertificates {
            server: ServerName::try_from(host.to_owned()).map_err(|cause| cause.to_string())?,
            pinned,
            chains: chains.map_err(|cause| cause.to_string())?,
        })
    }

    /// Whether the server that showed this chain, its own certificate first, is the one we want to talk to.
    ///
    /// # Errors
    /// Why not.
    pub(crate) fn check(&self, chain: &[Vec<u8>]) -> Result<(), String> {
        let chain: Vec<CertificateDer<'_>> = chain.iter().map(|der| CertificateDer::from(der.as_slice())).collect();
        let Some((own, others)) = chain.split_first() else {
            return Err("the server showed no certificate".to_owned());
        };
        let verdict = match self.pinned.contains(own) {
            true => self.has_right_name(own),
            false => self.chains.verify_server_cert(own, others, &self.server, &[], UnixTime::now()).map(drop),
        };
        verdict.map_err(|cause| cause.to_string())
    }

    /// A pinned certificate may name no host at all: `openssl req -x509` writes none unless it is told to. One that names
    /// hosts is good for those.
    fn has_right_name(&self, own: &CertificateDer<'_>) -> Result<(), rustls::Error> {
        match rustls::client::verify_server_name(&ParsedCertificate::try_from(own)?, &self.server) {
            Err(rustls::Error::InvalidCertificate(CertificateError::NotValidForNameContext { presented, .. }))
                if presented.is_empty() =>
            {
                Ok(())
            }
            verdict => verdict,
        }
    }
}
