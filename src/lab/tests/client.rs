//! A client that sees what a lab does.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use rustls::ClientConfig;
use rustls::DigitallySignedStruct;
use rustls::RootCertStore;
use rustls::SignatureScheme;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::HandshakeSignatureValid;
use rustls::client::danger::ServerCertVerified;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::ServerName;
use rustls::pki_types::UnixTime;
use rustls::pki_types::pem::PemObject;
use tokio::io::AsyncRead;
use tokio::io::AsyncReadExt;
use tokio::io::AsyncWrite;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::lab;
use crate::lab::Lab;
use crate::lab::Options;

/// When the labs of the tests are: 2027-01-15.
pub(super) const NOW: i64 = 1_800_000_000;

pub(super) async fn start(name: &str) -> Lab {
    let fault = lab::fault(name).unwrap_or_else(|| panic!("no fault `{name}`"));
    lab::start(fault, &Options::new(NOW)).await.unwrap()
}

/// Verifies as of [`NOW`], or accepts anything. Stapled answers that say revoked are refused by neither.
#[derive(Debug)]
struct Verifier(Option<Arc<WebPkiServerVerifier>>);

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let now = UnixTime::since_unix_epoch(Duration::from_secs(NOW.unsigned_abs()));
        match &self.0 {
            Some(verifier) => verifier.verify_server_cert(leaf, intermediates, name, ocsp, now),
            None => Ok(ServerCertVerified::assertion()),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        leaf: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        match &self.0 {
            Some(verifier) => verifier.verify_tls12_signature(message, leaf, signed),
            None => Ok(HandshakeSignatureValid::assertion()),
        }
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        leaf: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        match &self.0 {
            Some(verifier) => verifier.verify_tls13_signature(message, leaf, signed),
            None => Ok(HandshakeSignatureValid::assertion()),
        }
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        ring::default_provider().signature_verification_algorithms.supported_schemes()
    }
}

/// How a client connects.
#[derive(Clone, Copy)]
pub(super) struct As {
    /// Protocols offered.
    pub(super) alpn: &'static [&'static str],
    /// Whether the server's certificate is verified.
    pub(super) verifies: bool,
    /// Whether the client certificate of the lab is sent.
    pub(super) identified: bool,
    pub(super) name: &'static str,
}

/// Offers both, verifies nothing, sends no certificate.
pub(super) const ANYTHING: As =
    As { alpn: &["h2", "http/1.1"], verifies: false, identified: false, name: "localhost" };

/// A handshake with the lab.
pub(super) async fn tls(lab: &Lab, client: As) -> io::Result<TlsStream<TcpStream>> {
    let provider = Arc::new(ring::default_provider());
    let verifier = client.verifies.then(|| {
        let mut roots = RootCertStore::empty();
        if lab.fault().trust_ca {
            let ca = lab.ca_pem().unwrap();
            for ca in CertificateDer::pem_slice_iter(ca.as_bytes()) {
                roots.add(ca.unwrap()).unwrap();
            }
        } else {
            // Somebody else's: a store must not be empty.
            let other = crate::issue::Profile::ca("other", crate::issue::Validity::days(NOW, 1, 1));
            let other = crate::issue::Credential::self_signed(&other).unwrap();
            roots.add(CertificateDer::from(other.der().to_vec())).unwrap();
        }
        WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider)).build().unwrap()
    });
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Verifier(verifier)));
    let mut config = if client.identified {
        let certificate = CertificateDer::from_pem_slice(lab.client_cert_pem().unwrap().as_bytes()).unwrap();
        let key = PrivateKeyDer::from_pem_slice(lab.client_key_pem().unwrap().as_bytes()).unwrap();
        config.with_client_auth_cert(vec![certificate], key).unwrap()
    } else {
        config.with_no_client_auth()
    };
    config.alpn_protocols = client.alpn.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
    let stream = TcpStream::connect(lab.address()).await?;
    let name = ServerName::try_from(client.name).unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, stream).await
}

/// What rustls said.
pub(super) fn reason(error: &io::Error) -> String {
    error.get_ref().map_or_else(|| error.to_string(), |inner| format!("{inner:?}"))
}

/// Everything until the end, or the error; at most 64 KiB.
pub(super) async fn read_all(stream: &mut (impl AsyncRead + Unpin)) -> (Vec<u8>, Option<io::Error>) {
    let mut bytes = Vec::new();
    let result = stream.take(64 * 1024).read_to_end(&mut bytes).await;
    // rustls calls an end without close_notify unexpected.
    (bytes, result.err().filter(|error| error.kind() != io::ErrorKind::UnexpectedEof))
}

/// An empty export over HTTP/1.1; the answer as text.
pub(super) async fn http1(stream: &mut (impl AsyncRead + AsyncWrite + Unpin), path: &str) -> String {
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n\
         Content-Length: 0\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    String::from_utf8_lossy(&read_all(stream).await.0).into_owned()
}

/// The path of an export of this signal.
pub(super) const TRACES: &str = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
pub(super) const METRICS: &str = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

/// An empty export over gRPC: the HTTP status, the gRPC status from head or trailers, and the message.
pub(super) async fn grpc<S>(stream: S, path: &str) -> (u16, Option<String>, Option<String>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut client, connection) = h2::client::handshake(stream).await.unwrap();
    tokio::spawn(async move { connection.await.ok() });
    let request = http::Request::post(format!("https://localhost{path}"))
        .header("content-type", "application/grpc")
        .header("te", "trailers")
        .body(())
        .unwrap();
    let (response, mut body) = client.send_request(request, false).unwrap();
    body.send_data(Bytes::from_static(&[0; 5]), true).unwrap();
    let response = response.await.unwrap();
    let (head, mut body) = response.into_parts();
    let mut data = Vec::new();
    while let Some(part) = body.data().await {
        data.extend(part.unwrap());
    }
    let trailers = body.trailers().await.unwrap().unwrap_or_default();
    let text = |name: &str| {
        let value = head.headers.get(name).or_else(|| trailers.get(name));
        value.map(|value| value.to_str().unwrap().to_owned())
    };
    if text("grpc-status").as_deref() == Some("0") {
        assert_eq!(data, [0; 5], "an empty message");
    }
    (head.status.as_u16(), text("grpc-status"), text("grpc-message"))
}
