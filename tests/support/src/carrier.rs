//! What carries the requests of a server: plain connections, or TLS under an authority of the test's own.

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};

/// What carries the requests of a server.
#[derive(Clone, Debug)]
pub enum Carrier {
    /// HTTP/1.1 without TLS.
    Plain,
    /// HTTP/1.1 over TLS.
    Tls(Arc<ServerConfig>),
    /// HTTP/2 over TLS.
    Http2(Arc<ServerConfig>),
}

/// A certificate authority that lives as long as a test, and the certificate that it gives to 127.0.0.1.
#[derive(Debug)]
pub struct Authority {
    root: CertificateDer<'static>,
    config: ServerConfig,
}

impl Authority {
    /// A new authority, which nobody trusts yet.
    ///
    /// # Panics
    ///
    /// If the system has no randomness for its keys.
    #[expect(clippy::new_without_default, reason = "two authorities are not the same")]
    pub fn new() -> Self {
        let fault = "a certificate can be made";
        let mut authority = CertificateParams::default();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect(fault);
        let root = authority.self_signed(&key).expect(fault);
        let issuer = Issuer::new(authority, key);
        let key = KeyPair::generate().expect(fault);
        let params = CertificateParams::new(["127.0.0.1".to_owned()]).expect(fault);
        let certificate = params.signed_by(&key, &issuer).expect(fault);
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("the provider has TLS 1.3")
            .with_no_client_auth()
            .with_single_cert(vec![certificate.into()], PrivatePkcs8KeyDer::from(key.serialize_der()).into())
            .expect("the key is the certificate's");
        Self { root: root.into(), config }
    }

    /// Its own certificate in DER, for a client that is to trust it.
    pub fn root(&self) -> &[u8] {
        &self.root
    }

    /// HTTP/1.1 over TLS.
    pub fn tls(&self) -> Carrier {
        Carrier::Tls(self.config(b"http/1.1"))
    }

    /// HTTP/2 over TLS.
    pub fn http2(&self) -> Carrier {
        Carrier::Http2(self.config(b"h2"))
    }

    /// The server's settings, with the one protocol that it is to speak (RFC 7301).
    fn config(&self, protocol: &[u8]) -> Arc<ServerConfig> {
        let mut config = self.config.clone();
        config.alpn_protocols = vec![protocol.to_vec()];
        Arc::new(config)
    }
}
