//! gRPC core: Python, C++ and PHP over gRPC. Captured from grpcio 1.85, 2026-11-24; the exporter puts
//! `failed to connect to all addresses; last error: UNKNOWN: ipv4:...: Tls handshake failed
//! (TSI_PROTOCOL_FAILURE):` before the TLS ones.

use super::Value as V;
use super::{Wording, text};
use crate::finding::Code;

const ALL: &[&str] = &["python-grpc", "cpp-grpc", "php-grpc"];

const fn core(code: Code, needs: &'static [V], template: &'static str) -> Wording {
    text(ALL, code, needs, template)
}

/// A certificate that BoringSSL's verifier refuses.
macro_rules! refused {
    ($code:ident, $needs:expr, $phrase:literal) => {
        core(
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
        core(
            Code::$code,
            $needs,
            concat!("SSL_ERROR_SSL: error:", $number, ":SSL routines:OPENSSL_internal:", $name),
        )
    };
}

pub(super) const TEXTS: &[Wording] = &[
    core(Code::ConnectionRefused, &[], "Failed to connect to remote host: Connection refused"),
    core(Code::DnsFailure, &[], "errors resolving {host}:{port}: "),
    core(Code::DnsFailure, &[], "Domain name not found"),
    core(Code::NetworkUnreachable, &[], "Failed to connect to remote host: No route to host"),
    core(Code::ConnectionTimeout, &[], "Deadline Exceeded"),
    core(Code::SilentServer, &[], "Deadline Exceeded"),
    core(Code::NoAnswer, &[], "Deadline Exceeded"),
    core(Code::ConnectionReset, &[], "Handshake read failed (recvmsg:Connection reset by peer (104))"),
    core(
        Code::PlaintextServer,
        &[],
        "SSL_ERROR_SSL: error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER",
    ),
    core(Code::PlaintextClient, &[V::Http1], "Trying to connect an http1.x server"),
    core(Code::PlaintextClient, &[], "Socket closed"),
    core(Code::PlaintextClient, &[], "connection attempt timed out before receiving SETTINGS frame"),
    core(Code::WrongProtocol, &[V::Http2, V::HttpStatus], "Received http2 header with status: {http_status}"),
    core(Code::WrongProtocol, &[], "Trying to connect an http1.x server"),
    alert!(UnrecognizedName, &[], "10000458", "TLSV1_UNRECOGNIZED_NAME"),
    alert!(VersionMismatch, &[], "1000042e", "TLSV1_ALERT_PROTOCOL_VERSION"),
    alert!(CipherMismatch, &[], "10000410", "SSLV3_ALERT_HANDSHAKE_FAILURE"),
    core(Code::HandshakeRefused, &[], "SSL_ERROR_SSL: {boring_alert}"),
    alert!(HandshakeRefused, &[], "10000410", "SSLV3_ALERT_HANDSHAKE_FAILURE"),
    alert!(WeakKey, &[V::HandshakeKey], "10000410", "SSLV3_ALERT_HANDSHAKE_FAILURE"),
    alert!(AlpnMissing, &[V::Refused], "10000460", "TLSV1_ALERT_NO_APPLICATION_PROTOCOL"),
    core(Code::AlpnMissing, &[], "Cannot check peer: missing selected ALPN property."),
    core(Code::HandshakeIntolerance, &[V::Alert], "SSL_ERROR_SSL: {boring_alert}"),
    core(Code::BadHandshakeSignature, &[], "OPENSSL_internal:BAD_SIGNATURE"),
    core(Code::HandshakeIntolerance, &[], "Handshake read failed"),
    refused!(UnknownCa, &[V::RootSent], "self signed certificate in certificate chain"),
    core(
        Code::UnknownCa,
        &[V::Reissued, V::OtherKeyKind],
        "OPENSSL_internal:WRONG_PUBLIC_KEY_TYPE: certificate signature failure",
    ),
    core(Code::UnknownCa, &[V::Reissued], "OPENSSL_internal:BAD_SIGNATURE: certificate signature failure"),
    refused!(UnknownCa, &[], "unable to get local issuer certificate"),
    refused!(SelfSigned, &[V::LeafIsCa], "self signed certificate"),
    refused!(SelfSigned, &[], "unable to get local issuer certificate"),
    refused!(IncompleteChain, &[], "unable to get local issuer certificate"),
    refused!(InvalidCa, &[V::NoCertSign], "unable to get local issuer certificate"),
    refused!(InvalidCa, &[], "invalid CA certificate"),
    core(Code::WeakKey, &[], "OPENSSL_internal:PUBLIC_KEY_DECODE_ERROR: unable to decode issuer public key"),
    refused!(Expired, &[], "certificate has expired"),
    refused!(NotYetValid, &[], "certificate is not yet valid"),
    core(
        Code::NameMismatch,
        &[],
        "Custom verification check failed with error: UNAUTHENTICATED: Hostname Verification Check failed.",
    ),
    core(
        Code::NoSan,
        &[],
        "Custom verification check failed with error: UNAUTHENTICATED: Hostname Verification Check failed.",
    ),
    core(Code::NameMismatch, &[], "is not in peer certificate"),
    refused!(WrongKeyUsage, &[V::ExtendedKeyUsage], "unsupported certificate purpose"),
    core(
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
    core(
        Code::MalformedCertificate,
        &[],
        "SSL_ERROR_SSL: error:10000110:SSL routines:OPENSSL_internal:CANNOT_PARSE_LEAF_CERT",
    ),
    core(Code::ClientCertRequired, &[V::Answered], "Received http2 header with status: {http_status}"),
    core(Code::ClientCertRejected, &[V::Answered], "Received http2 header with status: {http_status}"),
    core(
        Code::ClientCertRejected,
        &[V::NoScheme],
        "SSL_ERROR_SSL: error:10000096:SSL routines:OPENSSL_internal:NO_COMMON_SIGNATURE_ALGORITHMS",
    ),
    core(Code::ClientCertRequired, &[V::NoAlert], "Socket closed"),
    core(Code::ClientCertRejected, &[V::NoAlert], "Socket closed"),
    core(Code::ClientCertRequired, &[V::Tls12], "SSL_ERROR_SSL: {boring_alert}"),
    core(Code::ClientCertRejected, &[V::Tls12], "SSL_ERROR_SSL: {boring_alert}"),
    alert!(ClientCertRequired, &[V::Tls12], "10000410", "SSLV3_ALERT_HANDSHAKE_FAILURE"),
    core(Code::ClientCertRequired, &[], "Unwrap failed (TSI_DATA_CORRUPTED)"),
    core(Code::ClientCertRequired, &[], "OPENSSL_internal:TLSV1_ALERT_CERTIFICATE_REQUIRED"),
    core(Code::ClientCertRejected, &[], "Unwrap failed (TSI_DATA_CORRUPTED)"),
    core(Code::ClientCertRejected, &[], "OPENSSL_internal:TLSV1_ALERT_UNKNOWN_CA"),
    core(Code::ClientKeyMismatch, &[], "Failed to create security handshaker."),
    core(Code::Unauthenticated, &[], "StatusCode.UNAUTHENTICATED"),
    core(Code::PermissionDenied, &[], "StatusCode.PERMISSION_DENIED"),
    core(Code::BackendUnavailable, &[V::GrpcStatus], "StatusCode.{grpc_name}"),
    core(Code::BackendUnavailable, &[V::HttpStatus], "Received http2 header with status: {http_status}"),
    core(Code::BackendUnavailable, &[], "StatusCode.UNAVAILABLE"),
    core(Code::OtlpRejected, &[V::GrpcStatus], "StatusCode.{grpc_name}"),
    core(Code::OtlpRejected, &[], "Received http2 header with status: {http_status}"),
];
