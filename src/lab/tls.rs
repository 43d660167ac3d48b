//! rustls servers: configuration and the handshake.

use std::sync::Arc;

use rustls::RootCertStore;
use rustls::ServerConfig;
use rustls::SupportedProtocolVersion;
use rustls::crypto::CryptoProvider;
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::pki_types::UnixTime;
use rustls::server::Acceptor;
use rustls::server::ClientHello;
use rustls::server::ResolvesServerCert;
use rustls::server::WebPkiClientVerifier;
use rustls::server::danger::ClientCertVerifier;
use rustls::sign::CertifiedKey;
use rustls::time_provider::TimeProvider;
use rustls::version;
use tokio_rustls::LazyConfigAcceptor;
use tokio_rustls::server::TlsStream;

use super::chain::Key;
use super::chain::Served;
use super::fault::Alpn;
use super::fault::ClientCertificate;
use super::fault::Tls;
use super::fault::Versions;
use super::rsa1024::Rsa1024;
use super::wire::Wire;
use crate::error::Error;

/// The configurations of one server.
#[derive(Clone, Debug)]
pub(super) struct Configs {
    usual: Arc<ServerConfig>,
    /// For clients that offer `http/1.1` alone to a server that speaks `h2` alone.
    without_alpn: Option<Arc<ServerConfig>>,
}

/// Presents one chain, whatever was asked and whether or not it parses.
#[derive(Debug)]
struct Always(Arc<CertifiedKey>);

impl ResolvesServerCert for Always {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0))
    }
}

/// The time that the lab was given: client certificates are judged as of it.
#[derive(Debug)]
struct Fixed(UnixTime);

impl TimeProvider for Fixed {
    fn current_time(&self) -> Option<UnixTime> {
        Some(self.0)
    }
}

/// Configures a server. `now` is in seconds since 1970.
pub(super) fn configure(tls: &Tls, served: &Served, client_ca: &[u8], now: i64) -> Result<Configs, Error> {
    let usual = config(tls, served, client_ca, now, false)?;
    let without_alpn = match tls.alpn {
        Alpn::Http2 => Some(config(tls, served, client_ca, now, true)?),
        _ => None,
    };
    Ok(Configs { usual, without_alpn })
}

fn config(
    tls: &Tls,
    served: &Served,
    client_ca: &[u8],
    now: i64,
    without_alpn: bool,
) -> Result<Arc<ServerConfig>, Error> {
    let provider = Arc::new(ring::default_provider());
    let key = match &served.key {
        Key::Pkcs8(der) => {
            let key = PrivatePkcs8KeyDer::from(der.clone()).into();
            provider.key_provider.load_private_key(key).map_err(failed)?
        }
        Key::Rsa1024 => Arc::new(Rsa1024),
    };
    let chain = served.chain.iter().cloned().map(CertificateDer::from).collect();
    let mut certified = CertifiedKey::new(chain, key);
    certified.ocsp = served.ocsp.clone();
    let versions: &[&SupportedProtocolVersion] = match tls.versions {
        Versions::Both => &[&version::TLS13, &version::TLS12],
        Versions::Tls12 => &[&version::TLS12],
        Versions::Tls13 => &[&version::TLS13],
    };
    let time = UnixTime::since_unix_epoch(std::time::Duration::from_secs(now.unsigned_abs()));
    let mut config = ServerConfig::builder_with_details(Arc::clone(&provider), Arc::new(Fixed(time)))
        .with_protocol_versions(versions)
        .map_err(failed)?
        .with_client_cert_verifier(verifier(tls.client, client_ca, provider)?)
        .with_cert_resolver(Arc::new(Always(Arc::new(certified))));
    let alpn: &[&[u8]] = match tls.alpn {
        _ if without_alpn => &[],
        Alpn::Both => &[b"h2", b"http/1.1"],
        Alpn::Http2 => &[b"h2"],
        Alpn::Http1 => &[b"http/1.1"],
        Alpn::Absent => &[],
    };
    config.alpn_protocols = alpn.iter().map(|protocol| protocol.to_vec()).collect();
    if tls.client == ClientCertificate::RequiredSilently {
        // A ticket would tell the client that it was accepted.
        config.send_tls13_tickets = 0;
    }
    Ok(Arc::new(config))
}

fn verifier(
    client: ClientCertificate,
    ca: &[u8],
    provider: Arc<CryptoProvider>,
) -> Result<Arc<dyn ClientCertVerifier>, Error> {
    if client == ClientCertificate::NotAsked {
        return Ok(WebPkiClientVerifier::no_client_auth());
    }
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(ca.to_vec())).map_err(failed)?;
    let builder = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
    let builder = match client {
        ClientCertificate::Required | ClientCertificate::RequiredHandshakeFailure => builder,
        _ => builder.allow_unauthenticated(),
    };
    builder.build().map_err(failed)
}

fn failed(why: impl std::fmt::Display) -> Error {
    let source = std::io::Error::other(why.to_string());
    Error::System { what: "configure a TLS server".to_owned(), source }
}

/// Does the handshake. `None` where it failed: the alert is sent and the connection ended.
pub(super) async fn accept(configs: &Configs, wire: Wire) -> Option<TlsStream<Wire>> {
    let mut acceptor = LazyConfigAcceptor::new(Acceptor::default(), wire);
    let Ok(start) = (&mut acceptor).await else {
        if let Some(wire) = acceptor.take_io() {
            wire.linger().await;
        }
        return None;
    };
    let http1_alone = match start.client_hello().alpn() {
        Some(mut offered) => offered.all(|protocol| protocol == b"http/1.1"),
        None => false,
    };
    let config = match &configs.without_alpn {
        Some(config) if http1_alone => config,
        _ => &configs.usual,
    };
    match start.into_stream(Arc::clone(config)).into_fallible().await {
        Ok(stream) => Some(stream),
        Err((_, wire)) => {
            wire.linger().await;
            None
        }
    }
}
