//! gRPC core: Python, C++ and PHP over gRPC. Captured from grpcio 1.85, 2026-11-24; the exporter puts
//! `failed to connect to all addresses; last error: UNKNOWN: ipv4:...: Tls handshake failed
//! (TSI_PROTOCOL_FAILURE):` before the TLS ones.

use super::Value as V;
use super::Wording;
use crate::finding::Code;

const ALL: &[&str] = &["python-grpc", "cpp-grpc", "php-grpc"];

const fn text(code: Code, needs: &'static [V], template: &'static str) -> Wording {
    Wording { runtimes: ALL, versions: "", code, needs, template }
}

/// A certificate that BoringSSL's verifier refuses.
macro_rules! refused {
    ($code:ident, $needs:expr, $phrase:literal) => {
        text(
            Code::$code,
            $needs,
            concat!(
                "SSL_ERROR_SSL: error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED: ",
                $phrase
            ),
        )
    };
}

/// An alert of the server.
macro_rules! alert {
    ($code:ident, $needs:expr, $number:literal, $name:literal) => {
        text(
            Code::$code,
            $needs,
            concat!("SSL_ERROR_SSL: error:", $number, ":SSL routines:OPENSSL_internal:", $name),
        )
    };
}

pub(super) const TEXTS: &[Wording] = &[
    text(Code::ConnectionRefused, &[], "Failed to connect to remote host: Connection refused"),
    text(Code::DnsFailure, &[], "errors resolving {host}:{port}: "),
    text(Code::DnsFailure, &[], "Domain name not found"),
    text(Code::NetworkUnreachable, &[], "Failed to connect to remote host: No route to host"),
    text(Code::ConnectionTimeout, &[], "Deadline Exceeded"),
    text(Code::SilentServer, &[], "Deadline Exceeded"),
    text(Code::NoAnswer, &[], "Deadline Exceeded"),
    text(Code::ConnectionReset, &[], "Handshake read failed (recvmsg:Connection reset by peer (104))"),
    text(
        Code::PlaintextServer,
        &[],
        "SSL_ERROR_SSL: error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER",
    ),
    text(Code::PlaintextClient, &[V::Http1], "Trying to connect an http1.x server"),
    text(Code::PlaintextClient, &[], "Socket closed"),
    text(Code::PlaintextClient, &[], "connection attempt timed out before receiving SETTINGS frame"),
    text(Code::WrongProtocol, &[V::Http2, V::HttpStatus], "Received http2 header with status: {http_status}"),
    text(Code::WrongProtocol, &[], "Trying to connect an http1.x server"),
    alert!(UnrecognizedName, &[], "10000458", "TLSV1_UNRECOGNIZED_NAME"),
    alert!(VersionMismatch, &[], "1000042e", "TLSV1_ALERT_PROTOCOL_VERSION"),
    alert!(CipherMismatch, &[], "10000410", "SSLV3_ALERT_HANDSHAKE_FAILURE"),
    text(Code::HandshakeRefused, &[], "SSL_ERROR_SSL: {boring_alert}"),
    alert!(HandshakeRefused, &[], "10000410", "SSLV3_ALERT_HANDSHAKE_FAILURE"),
    alert!(WeakKey, &[V::HandshakeKey], "10000410", "SSLV3_ALERT_HANDSHAKE_FAILURE"),
    alert!(AlpnMissing, &[V::Refused], "10000460", "TLSV1_ALERT_NO_APPLICATION_PROTOCOL"),
    text(Code::AlpnMissing, &[], "Cannot check peer: missing selected ALPN property."),
    text(Code::HandshakeIntolerance, &[V::Alert], "SSL_ERROR_SSL: {boring_alert}"),
    text(Code::BadHandshakeSignature, &[], "OPENSSL_internal:BAD_SIGNATURE"),
    text(Code::HandshakeIntolerance, &[], "Handshake read failed"),
    refused!(UnknownCa, &[V::RootSent], "self signed certificate in certificate chain"),
    text(
        Code::UnknownCa,
        &[V::Reissued, V::OtherKeyKind],
        "OPENSSL_internal:WRONG_PUBLIC_KEY_TYPE: certificate signature failure",
    ),
    text(Code::UnknownCa, &[V::Reissued], "OPENSSL_internal:BAD_SIGNATURE: certificate signature failure"),
    refused!(UnknownCa, &[], "unable to get local issuer certificate"),
    refused!(SelfSigned, &[V::LeafIsCa], "self signed certificate"),
    refused!(SelfSigned, &[], "unable to get local issuer certificate"),
    refused!(IncompleteChain, &[], "unable to get local issuer certificate"),
    refused!(InvalidCa, &[V::NoCertSign], "unable to get local issuer certificate"),
    refused!(InvalidCa, &[], "invalid CA certificate"),
    text(Code::WeakKey, &[], "OPENSSL_internal:PUBLIC_KEY_DECODE_ERROR: unable to decode issuer public key"),
    refused!(Expired, &[], "certificate has expired"),
    refused!(NotYetValid, &[], "certificate is not yet valid"),
    text(
        Code::NameMismatch,
        &[],
        "Custom verification check failed with error: UNAUTHENTICATED: Hostname Verification Check failed.",
    ),
    text(
        Code::NoSan,
        &[],
        "Custom verification check failed with error: UNAUTHENTICATED: Hostname Verification Check failed.",
    ),
    text(Code::NameMismatch, &[], "is not in peer certificate"),
    refused!(WrongKeyUsage, &[V::ExtendedKeyUsage], "unsupported certificate purpose"),
    text(
        Code::WrongKeyUsage,
        &[],
        "SSL_ERROR_SSL: error:1000012e:SSL routines:OPENSSL_internal:KEY_USAGE_BIT_INCORRECT",
    ),
    refused!(WeakSignature, &[], "certificate signature failure"),
    refused!(NameConstraint, &[V::Ip], "unsupported name constraint type"),
    refused!(NameConstraint, &[], "permitted subtree violation"),
    refused!(NameConstraint, &[], "excluded subtree violation"),
    refused!(PathLength, &[], "path length constraint exceeded"),
    refused!(UnsupportedExtension, &[], "unhandled critical extension"),
    text(
        Code::MalformedCertificate,
        &[],
        "SSL_ERROR_SSL: error:10000110:SSL routines:OPENSSL_internal:CANNOT_PARSE_LEAF_CERT",
    ),
    text(Code::ClientCertRequired, &[V::Answered], "Received http2 header with status: {http_status}"),
    text(Code::ClientCertRejected, &[V::Answered], "Received http2 header with status: {http_status}"),
    text(
        Code::ClientCertRejected,
        &[V::NoScheme],
        "SSL_ERROR_SSL: error:10000096:SSL routines:OPENSSL_internal:NO_COMMON_SIGNATURE_ALGORITHMS",
    ),
    text(Code::ClientCertRequired, &[V::NoAlert], "Socket closed"),
    text(Code::ClientCertRejected, &[V::NoAlert], "Socket closed"),
    text(Code::ClientCertRequired, &[V::Tls12], "SSL_ERROR_SSL: {boring_alert}"),
    text(Code::ClientCertRejected, &[V::Tls12], "SSL_ERROR_SSL: {boring_alert}"),
    alert!(ClientCertRequired, &[V::Tls12], "10000410", "SSLV3_ALERT_HANDSHAKE_FAILURE"),
    text(Code::ClientCertRequired, &[], "Unwrap failed (TSI_DATA_CORRUPTED)"),
    text(Code::ClientCertRequired, &[], "OPENSSL_internal:TLSV1_ALERT_CERTIFICATE_REQUIRED"),
    text(Code::ClientCertRejected, &[], "Unwrap failed (TSI_DATA_CORRUPTED)"),
    text(Code::ClientCertRejected, &[], "OPENSSL_internal:TLSV1_ALERT_UNKNOWN_CA"),
    text(Code::ClientKeyMismatch, &[], "Failed to create security handshaker."),
    text(Code::Unauthenticated, &[], "StatusCode.UNAUTHENTICATED"),
    text(Code::PermissionDenied, &[], "StatusCode.PERMISSION_DENIED"),
    text(Code::BackendUnavailable, &[V::GrpcStatus], "StatusCode.{grpc_name}"),
    text(Code::BackendUnavailable, &[V::HttpStatus], "Received http2 header with status: {http_status}"),
    text(Code::BackendUnavailable, &[], "StatusCode.UNAVAILABLE"),
    text(Code::OtlpRejected, &[V::GrpcStatus], "StatusCode.{grpc_name}"),
    text(Code::OtlpRejected, &[], "Received http2 header with status: {http_status}"),
];
