//! Peers of the tests: rustls servers with made certificates, and raw TCP peers that say canned bytes.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use rustls::ServerConfig;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use tokio::io::AsyncReadExt;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

use crate::observation::Attempt;
use crate::observation::Observation;
use crate::observation::Offer;
use crate::probe::Admit;
use crate::probe::Plan;
use crate::probe::Presented;
use crate::probe::Scan;
use crate::probe::Stores;
use crate::probe::probe;
use crate::secret::Secret;
use crate::target::AddressFamily;
use crate::target::ClientIdentity;
use crate::target::Endpoint;
use crate::target::GivenCa;
use crate::target::Host;
use crate::target::Protocol;
use crate::target::Scheme;
use crate::target::Settings;

/// A certificate and its key.
pub(super) struct Issued {
    pub(super) der: Vec<u8>,
    pub(super) key: Vec<u8>,
}

/// A CA with a server and a client certificate.
pub(super) struct Pki {
    pub(super) ca: Vec<u8>,
    pub(super) server: Issued,
    pub(super) client: Issued,
}

impl Pki {
    pub(super) fn new() -> Self {
        let ca_key = rcgen::KeyPair::generate().unwrap();
        let mut ca = rcgen::CertificateParams::new(vec![]).unwrap();
        ca.distinguished_name.push(rcgen::DnType::CommonName, "probe test ca");
        ca.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let root = ca.self_signed(&ca_key).unwrap();
        let issuer = rcgen::Issuer::new(ca, ca_key);
        let issue = |usage: rcgen::ExtendedKeyUsagePurpose| {
            let key = rcgen::KeyPair::generate().unwrap();
            let mut params = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
            params.extended_key_usages = vec![usage];
            let der = params.signed_by(&key, &issuer).unwrap().der().to_vec();
            Issued { der, key: key.serialize_der() }
        };
        Self {
            server: issue(rcgen::ExtendedKeyUsagePurpose::ServerAuth),
            client: issue(rcgen::ExtendedKeyUsagePurpose::ClientAuth),
            ca: root.der().to_vec(),
        }
    }

    pub(super) fn identity(&self) -> ClientIdentity {
        ClientIdentity {
            cert_path: "client.pem".to_owned(),
            key_path: "client.key".to_owned(),
            chain: vec![self.client.der.clone()],
            key: Secret::new(self.client.key.clone()),
            key_format: "pkcs8".to_owned(),
        }
    }

    pub(super) fn server_config(&self, alpn: &[&str], mutual: bool, tls12: bool) -> Arc<ServerConfig> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let version = if tls12 { &rustls::version::TLS12 } else { &rustls::version::TLS13 };
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_protocol_versions(&[version])
            .unwrap();
        let builder = if mutual {
            let mut roots = rustls::RootCertStore::empty();
            roots.add(CertificateDer::from(self.ca.clone())).unwrap();
            let verifier =
                WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build().unwrap();
            builder.with_client_cert_verifier(verifier)
        } else {
            builder.with_no_client_auth()
        };
        let chain = vec![CertificateDer::from(self.server.der.clone())];
        let key = PrivateKeyDer::try_from(self.server.key.clone()).unwrap();
        let mut config = builder.with_single_cert(chain, key).unwrap();
        config.alpn_protocols = alpn.iter().map(|name| name.as_bytes().to_vec()).collect();
        Arc::new(config)
    }
}

/// How a server behaves above TLS.
#[derive(Clone, Copy)]
pub(super) enum Service {
    /// gRPC that answers with this status in trailers.
    Grpc(&'static str),
    /// HTTP/1.1 with this answer.
    Http(&'static str),
    /// The same, and tells the first line of each request.
    Heard(&'static str, &'static std::sync::mpsc::Sender<String>),
    /// The same, and closes after one answer.
    HttpOnce(&'static str),
    /// Reads and says nothing.
    Silent,
}

/// Starts a TLS server.
pub(super) async fn tls_server(config: Arc<ServerConfig>, service: Service) -> SocketAddr {
    let acceptor = TlsAcceptor::from(config);
    serve(move |stream| {
        let acceptor = acceptor.clone();
        async move {
            if let Ok(stream) = acceptor.accept(stream).await {
                above(stream, service).await;
            }
        }
    })
    .await
}

/// Starts a server without TLS.
pub(super) async fn clear_server(service: Service) -> SocketAddr {
    serve(move |stream| above(stream, service)).await
}

/// Starts a peer that does anything with a connection.
pub(super) async fn serve<F, W>(handle: F) -> SocketAddr
where
    F: Fn(TcpStream) -> W + Send + 'static,
    W: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(handle(stream));
        }
    });
    address
}

async fn above<S>(stream: S, service: Service)
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
{
    match service {
        Service::Grpc(status) => grpc(stream, status).await,
        Service::Http(answer) => http(stream, answer, usize::MAX, None).await,
        Service::Heard(answer, told) => http(stream, answer, usize::MAX, Some(told)).await,
        Service::HttpOnce(answer) => http(stream, answer, 1, None).await,
        Service::Silent => {
            let mut stream = stream;
            let mut room = [0; 1024];
            while matches!(stream.read(&mut room).await, Ok(1..)) {}
        }
    }
}

async fn grpc<S>(stream: S, status: &'static str)
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
{
    let Ok(mut connection) = h2::server::handshake(stream).await else { return };
    while let Some(Ok((_, mut respond))) = connection.accept().await {
        let response = http::Response::builder().header("content-type", "application/grpc").body(()).unwrap();
        let Ok(mut body) = respond.send_response(response, false) else { return };
        let _ = body.send_data(Bytes::from_static(&[0; 5]), false);
        let mut trailers = http::HeaderMap::new();
        trailers.insert("grpc-status", status.parse().unwrap());
        trailers.insert("grpc-message", "no%20such".parse().unwrap());
        let _ = body.send_trailers(trailers);
    }
}

async fn http<S>(
    mut stream: S,
    answer: &'static str,
    mut left: usize,
    told: Option<&'static std::sync::mpsc::Sender<String>>,
) where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
{
    let mut seen = Vec::new();
    let mut room = [0; 1024];
    loop {
        match stream.read(&mut room).await {
            Ok(count @ 1..) => seen.extend_from_slice(&room[..count]),
            _ => return,
        }
        if seen.windows(4).any(|window| window == b"\r\n\r\n") {
            let line = String::from_utf8_lossy(&seen).lines().next().unwrap_or_default().to_owned();
            told.map(|told| told.send(line));
            seen.clear();
            if stream.write_all(answer.as_bytes()).await.is_err() || stream.flush().await.is_err() {
                return;
            }
            left -= 1;
            if left == 0 {
                return;
            }
        }
    }
}

/// For as long as the test runs.
pub(super) fn leaked<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// Settings for `address`, with short limits.
pub(super) fn settings(address: SocketAddr, protocol: Option<Protocol>) -> Settings {
    Settings {
        endpoint: Endpoint {
            scheme: Scheme::None,
            extra: None,
            host: Host::Address(address.ip(), address.ip().to_string()),
            trailing_dot: false,
            port: address.port(),
            port_given: true,
            path: None,
            path_kind: crate::target::PathKind::ByEnding,
        },
        protocol,
        signal: None,
        cleartext: false,
        server_name: "localhost".to_owned(),
        verify_name: "localhost".to_owned(),
        ca: vec![],
        system_roots: false,
        mozilla_roots: false,
        every_store: false,
        identity: None,
        headers: vec![],
        proxy: None,
        connect_to: None,
        family: AddressFamily::Any,
        connect_timeout: Duration::from_secs(10),
        timeout: Duration::from_secs(10),
        export: true,
        input: address.to_string(),
        sources: BTreeMap::new(),
        labels: BTreeMap::new(),
        environment: None,
        collector: None,
    }
}

/// As `--cacert`.
pub(super) fn trusting(mut settings: Settings, pki: &Pki) -> Settings {
    settings.ca = vec![GivenCa { path: "ca.pem".to_owned(), certificates: vec![pki.ca.clone()] }];
    settings
}

/// Probes, exporting whatever is presented.
pub(super) async fn look(settings: &Settings) -> Observation {
    look_with(settings, &|_| Admit::Export).await
}

/// Probes with this rule.
pub(super) async fn look_with(
    settings: &Settings,
    admit: &(dyn Fn(&Presented<'_>) -> Admit + Sync),
) -> Observation {
    look_by(settings, Scan::AsNeeded, vec![], admit).await
}

/// Probes with all that a plan has.
pub(super) async fn look_by(
    settings: &Settings,
    scan: Scan,
    offers: Vec<Offer>,
    admit: &(dyn Fn(&Presented<'_>) -> Admit + Sync),
) -> Observation {
    let plan = Plan { offers, scan, admit, started_at_ms: 0 };
    probe(settings, &plan, &Stores::default()).await
}

/// The only attempt.
pub(super) fn only(observation: &Observation) -> &Attempt {
    assert_eq!(observation.attempts.len(), 1);
    &observation.attempts[0]
}
