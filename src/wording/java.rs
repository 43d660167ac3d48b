//! opentelemetry-java: OkHttp over JSSE. Captured from 1.65.0 on JDK 17, 2026-11-24, printed after
//! `SEVERE: Failed to export spans. The request could not be executed.`

use super::Value as V;
use super::{Wording, text};
use crate::finding::Code;

const ALL: &[&str] = &["java-grpc", "java-http"];
const GRPC: &[&str] = &["java-grpc"];
const HTTP: &[&str] = &["java-http"];

/// An answer that is none of gRPC, with a body.
const fn page(code: Code, needs: &'static [V]) -> Wording {
    let template =
        "Server responded with gRPC status code 13. Error message: Unsupported gRPC message encoding: null";
    text(GRPC, code, needs, template)
}

/// The same without a body.
const fn bare(code: Code, needs: &'static [V]) -> Wording {
    text(GRPC, code, needs, "Server responded with gRPC status code 2. Error message: ")
}

/// The path could be built and does not hold.
macro_rules! path {
    ($code:ident, $needs:expr, $phrase:literal) => {
        text(
            ALL,
            Code::$code,
            $needs,
            concat!("PKIX path validation failed: java.security.cert.CertPathValidatorException: ", $phrase),
        )
    };
}

const NO_PATH: &str = "PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target";

pub(super) const TEXTS: &[Wording] = &[
    // With `Caused by: ... Unable to generate key from supported algorithms: [RSA, EC]`.
    text(
        ALL,
        Code::UnreadableFile,
        &[],
        "Error creating X509KeyManager with provided certs. Are they valid X.509 in PEM format?",
    ),
    text(ALL, Code::UnsupportedSetting, &[], "Invalid endpoint, must start with http:// or https://: "),
    text(
        ALL,
        Code::ConnectionRefused,
        &[],
        "java.net.ConnectException: Failed to connect to {host}/{address}",
    ),
    text(ALL, Code::DnsFailure, &[], "java.net.UnknownHostException: {host}"),
    text(ALL, Code::ConnectionTimeout, &[], "java.io.InterruptedIOException: timeout"),
    text(ALL, Code::SilentServer, &[], "java.io.InterruptedIOException: timeout"),
    text(ALL, Code::NoAnswer, &[V::Closed], "java.io.IOException: unexpected end of stream on "),
    text(ALL, Code::NoAnswer, &[], "java.io.InterruptedIOException: timeout"),
    text(ALL, Code::ConnectionReset, &[], "java.net.SocketException: Connection reset by peer"),
    text(ALL, Code::ConnectionReset, &[], "java.net.SocketException: Connection reset"),
    text(
        ALL,
        Code::PlaintextServer,
        &[],
        "javax.net.ssl.SSLException: Unsupported or unrecognized SSL message",
    ),
    text(HTTP, Code::PlaintextClient, &[V::Answered], "Server responded with HTTP status code {http_status}"),
    text(ALL, Code::PlaintextClient, &[], "unexpected end of stream on "),
    page(Code::WrongProtocol, &[V::Http2, V::HttpStatus, V::Page]),
    bare(Code::WrongProtocol, &[V::Http2, V::HttpStatus]),
    text(GRPC, Code::WrongProtocol, &[], "FRAME_SIZE_ERROR: "),
    text(
        ALL,
        Code::BadHandshakeSignature,
        &[],
        "javax.net.ssl.SSLHandshakeException: Invalid CertificateVerify signature",
    ),
    text(
        ALL,
        Code::UnrecognizedName,
        &[],
        "javax.net.ssl.SSLHandshakeException: Received fatal alert: unrecognized_name",
    ),
    text(
        ALL,
        Code::VersionMismatch,
        &[],
        "javax.net.ssl.SSLHandshakeException: Received fatal alert: protocol_version",
    ),
    text(ALL, Code::VersionMismatch, &[], "The server selected protocol version"),
    text(
        ALL,
        Code::CipherMismatch,
        &[],
        "javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure",
    ),
    text(
        ALL,
        Code::HandshakeRefused,
        &[],
        "javax.net.ssl.SSLHandshakeException: Received fatal alert: {alert}",
    ),
    text(
        ALL,
        Code::HandshakeIntolerance,
        &[V::Alert],
        "javax.net.ssl.SSLHandshakeException: Received fatal alert: {alert}",
    ),
    text(ALL, Code::HandshakeIntolerance, &[], "java.io.EOFException: SSL peer shut down incorrectly"),
    path!(UnknownCa, &[V::OtherKeyId], "Path does not chain with any of the trust anchors"),
    path!(UnknownCa, &[V::Reissued], "signature check failed"),
    text(ALL, Code::UnknownCa, &[], NO_PATH),
    text(ALL, Code::SelfSigned, &[], NO_PATH),
    text(ALL, Code::IncompleteChain, &[], NO_PATH),
    path!(Expired, &[], "validity check failed"),
    path!(NotYetValid, &[], "validity check failed"),
    text(
        ALL,
        Code::NameMismatch,
        &[],
        "javax.net.ssl.SSLPeerUnverifiedException: Hostname {name_lower} not verified:",
    ),
    text(
        ALL,
        Code::NoSan,
        &[],
        "javax.net.ssl.SSLPeerUnverifiedException: Hostname {name_lower} not verified:",
    ),
    // JSSE's own check: the JDK's HttpClient and grpc-java.
    text(ALL, Code::NameMismatch, &[V::Ip], "No subject alternative names matching IP address {ip} found"),
    text(ALL, Code::NameMismatch, &[], "No subject alternative DNS name matching {name} found."),
    text(
        ALL,
        Code::WrongKeyUsage,
        &[V::ExtendedKeyUsage],
        "Extended key usage does not permit use for TLS server authentication",
    ),
    text(ALL, Code::WrongKeyUsage, &[V::KeyEncipherment], "KeyUsage does not allow key encipherment"),
    text(ALL, Code::WrongKeyUsage, &[], "KeyUsage does not allow digital signatures"),
    text(
        ALL,
        Code::WeakKey,
        &[V::HandshakeKey],
        "javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure",
    ),
    path!(WeakKey, &[], "Algorithm constraints check failed on keysize limits"),
    path!(WeakSignature, &[], "Algorithm constraints check failed on signature algorithm"),
    path!(NameConstraint, &[], "name constraints check failed"),
    text(
        ALL,
        Code::PathLength,
        &[V::PresentedCount],
        "javax.net.ssl.SSLProtocolException: The certificate chain length ({presented_count}) exceeds the maximum allowed length (10)",
    ),
    path!(
        PathLength,
        &[],
        "basic constraints check failed: pathLenConstraint violated - this cert must be the last cert in the certification path"
    ),
    text(ALL, Code::InvalidCa, &[V::Root], "ValidatorException: TrustAnchor with subject"),
    path!(InvalidCa, &[V::NoCertSign], "CA key usage check failed: keyCertSign bit is not set"),
    path!(InvalidCa, &[], "basic constraints check failed: this is not a CA certificate"),
    path!(UnsupportedExtension, &[], "unrecognized critical extension(s)"),
    text(
        ALL,
        Code::MalformedCertificate,
        &[V::LeafTrusted],
        "Error creating X509TrustManager with provided certs. Are they valid X.509 in PEM format?",
    ),
    text(
        ALL,
        Code::MalformedCertificate,
        &[],
        "javax.net.ssl.SSLHandshakeException: Failed to parse server certificates",
    ),
    text(
        GRPC,
        Code::ClientCertRequired,
        &[V::Answered],
        "Server responded with gRPC status code 13. Error message: Unsupported gRPC message encoding: null",
    ),
    text(
        GRPC,
        Code::ClientCertRejected,
        &[V::Answered],
        "Server responded with gRPC status code 13. Error message: Unsupported gRPC message encoding: null",
    ),
    text(
        HTTP,
        Code::ClientCertRejected,
        &[V::Answered],
        "Server responded with HTTP status code {http_status}",
    ),
    text(ALL, Code::ClientCertRejected, &[V::NoScheme], "javax.net.ssl.SSLHandshakeException: No "),
    text(GRPC, Code::ClientCertRequired, &[V::NoAlert], "Required SETTINGS preface not received"),
    text(GRPC, Code::ClientCertRejected, &[V::NoAlert], "Required SETTINGS preface not received"),
    text(
        ALL,
        Code::ClientCertRejected,
        &[V::Tls12],
        "javax.net.ssl.SSLHandshakeException: Received fatal alert: {alert}",
    ),
    text(
        HTTP,
        Code::ClientCertRequired,
        &[V::Answered],
        "Server responded with HTTP status code {http_status}",
    ),
    text(
        ALL,
        Code::ClientCertRequired,
        &[V::Tls12],
        "javax.net.ssl.SSLHandshakeException: Received fatal alert: {alert}",
    ),
    text(
        HTTP,
        Code::ClientCertRequired,
        &[V::Alert],
        "javax.net.ssl.SSLHandshakeException: Received fatal alert: {alert}",
    ),
    // OkHttp writes before it reads, so that the alert is lost.
    text(ALL, Code::ClientCertRequired, &[], "java.net.SocketException: Broken pipe"),
    text(ALL, Code::ClientCertRequired, &[], "Received fatal alert: certificate_required"),
    text(ALL, Code::ClientCertRequired, &[V::Tls12], "Received fatal alert: handshake_failure"),
    text(ALL, Code::ClientCertRequired, &[], "Received fatal alert: bad_certificate"),
    text(ALL, Code::ClientCertRejected, &[], "java.net.SocketException: Broken pipe"),
    text(ALL, Code::ClientCertRejected, &[], "Received fatal alert: {alert}"),
    text(GRPC, Code::AlpnMissing, &[V::Settings], "java.io.IOException: unexpected end of stream on "),
    text(
        GRPC,
        Code::AlpnMissing,
        &[],
        "Server responded with gRPC status code 13. Error message: Unsupported gRPC message encoding: null",
    ),
    text(GRPC, Code::AlpnMissing, &[], "Failed ALPN negotiation: Unable to find compatible protocol"),
    text(GRPC, Code::Unauthenticated, &[], "Server responded with gRPC status code 16"),
    text(GRPC, Code::PermissionDenied, &[], "Server responded with gRPC status code 7"),
    page(Code::BackendUnavailable, &[V::HttpStatus, V::Retryable, V::Page]),
    bare(Code::BackendUnavailable, &[V::HttpStatus, V::Retryable]),
    text(GRPC, Code::BackendUnavailable, &[V::GrpcUnavailable], "Server is UNAVAILABLE"),
    text(GRPC, Code::BackendUnavailable, &[], "Server responded with gRPC status code {grpc_status}"),
    text(GRPC, Code::OtlpRejected, &[], "Server responded with gRPC status code {grpc_status}"),
    page(Code::OtlpRejected, &[V::HttpStatus, V::Page]),
    bare(Code::OtlpRejected, &[V::HttpStatus]),
    text(HTTP, Code::Unauthenticated, &[], "Server responded with HTTP status code 401"),
    text(HTTP, Code::PermissionDenied, &[], "Server responded with HTTP status code 403"),
    text(HTTP, Code::BackendUnavailable, &[], "Server responded with HTTP status code {http_status}"),
    text(HTTP, Code::OtlpRejected, &[], "Server responded with HTTP status code {http_status}"),
    text(HTTP, Code::WrongProtocol, &[], "Server responded with HTTP status code {http_status}"),
];
