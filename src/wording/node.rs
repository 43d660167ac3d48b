//! Node: its own OpenSSL, below grpc-js and `https`. Captured from the exporters 0.223.1 on Node 20, 2026-11-24;
//! printed only with `OTEL_LOG_LEVEL=error` or a diag logger.

use super::Value as V;
use super::{Wording, text};
use crate::finding::Code;

const NODE_HTTP: &[&str] = &["node-http"];
const NODE_GRPC: &[&str] = &["node-grpc"];
const BOTH_NODES: &[&str] = &["node-grpc", "node-http"];

/// A certificate that OpenSSL's verifier refuses, as grpc-js prints it.
macro_rules! node_grpc {
    ($code:ident, $needs:expr, $phrase:literal) => {
        text(
            NODE_GRPC,
            Code::$code,
            $needs,
            concat!(
                "14 UNAVAILABLE: No connection established. Last error: Error: ",
                $phrase,
                ". Resolution note: "
            ),
        )
    };
}

/// The same, as Node's HTTP exporter logs it.
macro_rules! node_http {
    ($code:ident, $needs:expr, $phrase:literal, $name:literal) => {
        text(
            NODE_HTTP,
            Code::$code,
            $needs,
            concat!("\"message\":\"", $phrase, "\",\"code\":\"", $name, "\""),
        )
    };
    ($code:ident, $name:literal) => {
        text(BOTH_NODES, Code::$code, &[], $name)
    };
}

pub(super) const TEXTS: &[Wording] = &[
    text(NODE_HTTP, Code::WrongProtocol, &[], "\"message\":\"{http_reason}\",\"code\":\"{http_status}\""),
    text(NODE_HTTP, Code::Unauthenticated, &[], "\"message\":\"{http_reason}\",\"code\":\"{http_status}\""),
    text(NODE_HTTP, Code::PermissionDenied, &[], "\"message\":\"{http_reason}\",\"code\":\"{http_status}\""),
    text(NODE_HTTP, Code::BackendUnavailable, &[V::Retryable], "Export failed with retryable status"),
    text(
        NODE_HTTP,
        Code::BackendUnavailable,
        &[],
        "\"message\":\"{http_reason}\",\"code\":\"{http_status}\"",
    ),
    text(NODE_HTTP, Code::OtlpRejected, &[], "\"message\":\"{http_reason}\",\"code\":\"{http_status}\""),
    text(
        NODE_GRPC,
        Code::ConnectionRefused,
        &[],
        "14 UNAVAILABLE: No connection established. Last error: Error: connect ECONNREFUSED {address}",
    ),
    text(NODE_HTTP, Code::ConnectionRefused, &[], "connect ECONNREFUSED {address}"),
    text(BOTH_NODES, Code::ConnectionRefused, &[], "ECONNREFUSED"),
    text(NODE_GRPC, Code::DnsFailure, &[], "Name resolution failed for target dns:{host}:{port}"),
    text(NODE_HTTP, Code::DnsFailure, &[], "getaddrinfo ENOTFOUND {host}"),
    text(NODE_GRPC, Code::ConnectionTimeout, &[], "4 DEADLINE_EXCEEDED: Deadline exceeded after "),
    text(NODE_HTTP, Code::ConnectionTimeout, &[], "Request timed out"),
    text(NODE_GRPC, Code::NoAnswer, &[], "4 DEADLINE_EXCEEDED: Deadline exceeded after "),
    text(NODE_HTTP, Code::NoAnswer, &[V::Closed], "\"message\":\"socket hang up\",\"code\":\"ECONNRESET\""),
    text(NODE_GRPC, Code::SilentServer, &[], "4 DEADLINE_EXCEEDED: Deadline exceeded after "),
    text(NODE_HTTP, Code::SilentServer, &[], "Request timed out"),
    text(NODE_GRPC, Code::ConnectionReset, &[], "14 UNAVAILABLE: No connection established. Last error: "),
    text(NODE_HTTP, Code::ConnectionReset, &[], "ECONNRESET"),
    text(
        BOTH_NODES,
        Code::PlaintextServer,
        &[],
        "error:0A00010B:SSL routines:ssl3_get_record:wrong version number:",
    ),
    text(
        NODE_GRPC,
        Code::PlaintextClient,
        &[V::Http1],
        "14 UNAVAILABLE: No connection established. Last error: Protocol error",
    ),
    text(
        NODE_GRPC,
        Code::PlaintextClient,
        &[],
        "14 UNAVAILABLE: No connection established. Last error: Failed to connect",
    ),
    text(
        NODE_HTTP,
        Code::PlaintextClient,
        &[V::Answered],
        "\"message\":\"{http_reason}\",\"code\":\"{http_status}\"",
    ),
    text(NODE_HTTP, Code::PlaintextClient, &[], "socket hang up"),
    text(
        NODE_GRPC,
        Code::WrongProtocol,
        &[V::Http2, V::HttpStatus],
        "Received HTTP status code {http_status}",
    ),
    text(
        NODE_GRPC,
        Code::WrongProtocol,
        &[],
        "14 UNAVAILABLE: No connection established. Last error: Protocol error",
    ),
    text(NODE_HTTP, Code::WrongProtocol, &[], "Parse Error: Expected HTTP/, RTSP/ or ICE/"),
    text(
        BOTH_NODES,
        Code::UnrecognizedName,
        &[],
        "error:0A000458:SSL routines:ssl3_read_bytes:tlsv1 unrecognized name:",
    ),
    text(
        BOTH_NODES,
        Code::VersionMismatch,
        &[],
        "error:0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:",
    ),
    text(
        BOTH_NODES,
        Code::CipherMismatch,
        &[],
        "error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:",
    ),
    text(
        BOTH_NODES,
        Code::WeakKey,
        &[V::HandshakeKey],
        "error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:",
    ),
    text(
        BOTH_NODES,
        Code::HandshakeRefused,
        &[],
        "error:{openssl_code}:SSL routines:ssl3_read_bytes:{openssl_alert}:",
    ),
    text(
        BOTH_NODES,
        Code::HandshakeRefused,
        &[],
        "error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:",
    ),
    text(
        BOTH_NODES,
        Code::HandshakeIntolerance,
        &[V::Alert],
        "SSL routines:ssl3_read_bytes:{openssl_alert}:",
    ),
    text(
        BOTH_NODES,
        Code::BadHandshakeSignature,
        &[],
        "error:0A00007B:SSL routines:tls_process_cert_verify:bad signature:",
    ),
    text(
        BOTH_NODES,
        Code::HandshakeIntolerance,
        &[],
        "Client network socket disconnected before secure TLS connection was established",
    ),
    text(
        NODE_GRPC,
        Code::AlpnMissing,
        &[V::Refused],
        "error:0A000460:SSL routines:ssl3_read_bytes:tlsv1 alert no application protocol:",
    ),
    text(
        NODE_GRPC,
        Code::AlpnMissing,
        &[],
        "14 UNAVAILABLE: No connection established. Last error: Protocol error",
    ),
    node_grpc!(UnknownCa, &[V::IssuerInStore], "unable to get issuer certificate"),
    node_grpc!(UnknownCa, &[V::RootSent], "self-signed certificate in certificate chain"),
    node_grpc!(UnknownCa, &[V::Reissued], "certificate signature failure"),
    node_grpc!(UnknownCa, &[V::IntermediateSent], "unable to get local issuer certificate"),
    node_grpc!(UnknownCa, &[], "unable to verify the first certificate"),
    node_grpc!(SelfSigned, &[], "self-signed certificate"),
    node_grpc!(IncompleteChain, &[V::IntermediateSent], "unable to get local issuer certificate"),
    node_grpc!(IncompleteChain, &[], "unable to verify the first certificate"),
    node_grpc!(Expired, &[], "certificate has expired"),
    node_grpc!(NotYetValid, &[], "certificate is not yet valid"),
    text(
        NODE_GRPC,
        Code::NameMismatch,
        &[V::NoNames],
        "Error [ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames: Host: {name}. is not cert's CN: {common_name}",
    ),
    text(
        NODE_GRPC,
        Code::NameMismatch,
        &[V::Ip, V::NoIpNames],
        "Error [ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames: IP: {ip} is not in the cert's list: ",
    ),
    text(
        NODE_GRPC,
        Code::NameMismatch,
        &[V::Ip],
        "Error [ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames: IP: {ip} is not in the cert's list: {ip_names}",
    ),
    text(
        NODE_GRPC,
        Code::NameMismatch,
        &[],
        "Error [ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames: Host: {name}. is not in the cert's altnames: {dns_names_node}",
    ),
    text(
        NODE_GRPC,
        Code::NoSan,
        &[],
        "Error [ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames: Host: {name}. is not cert's CN: {common_name}",
    ),
    text(
        NODE_HTTP,
        Code::NameMismatch,
        &[V::NoNames],
        "Hostname/IP does not match certificate's altnames: Host: {name}. is not cert's CN: {common_name}",
    ),
    text(
        NODE_HTTP,
        Code::NameMismatch,
        &[V::Ip, V::NoIpNames],
        "Hostname/IP does not match certificate's altnames: IP: {ip} is not in the cert's list: ",
    ),
    text(
        NODE_HTTP,
        Code::NameMismatch,
        &[V::Ip],
        "Hostname/IP does not match certificate's altnames: IP: {ip} is not in the cert's list: {ip_names}",
    ),
    text(
        NODE_HTTP,
        Code::NameMismatch,
        &[],
        "Hostname/IP does not match certificate's altnames: Host: {name}. is not in the cert's altnames: {dns_names_node}",
    ),
    text(
        NODE_HTTP,
        Code::NoSan,
        &[],
        "Hostname/IP does not match certificate's altnames: Host: {name}. is not cert's CN: {common_name}",
    ),
    text(BOTH_NODES, Code::NameMismatch, &[], "Hostname/IP does not match certificate's altnames: "),
    node_grpc!(WrongKeyUsage, &[], "unsuitable certificate purpose"),
    node_grpc!(WeakKey, &[V::LeafKey], "EE certificate key too weak"),
    node_grpc!(WeakKey, &[], "CA certificate key too weak"),
    node_grpc!(WeakSignature, &[], "CA signature digest algorithm too weak"),
    node_grpc!(NameConstraint, &[], "permitted subtree violation"),
    node_grpc!(PathLength, &[], "path length constraint exceeded"),
    node_grpc!(InvalidCa, &[V::NoCertSign], "key usage does not include certificate signing"),
    node_grpc!(InvalidCa, &[], "unsuitable certificate purpose"),
    node_grpc!(InvalidCa, &[], "invalid CA certificate"),
    node_grpc!(UnsupportedExtension, &[], "unhandled critical extension"),
    node_http!(
        UnknownCa,
        &[V::IssuerInStore],
        "unable to get issuer certificate",
        "UNABLE_TO_GET_ISSUER_CERT"
    ),
    node_http!(
        UnknownCa,
        &[V::RootSent],
        "self-signed certificate in certificate chain",
        "SELF_SIGNED_CERT_IN_CHAIN"
    ),
    node_http!(UnknownCa, &[V::Reissued], "certificate signature failure", "CERT_SIGNATURE_FAILURE"),
    node_http!(
        UnknownCa,
        &[V::IntermediateSent],
        "unable to get local issuer certificate",
        "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"
    ),
    node_http!(UnknownCa, &[], "unable to verify the first certificate", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"),
    node_http!(SelfSigned, &[], "self-signed certificate", "DEPTH_ZERO_SELF_SIGNED_CERT"),
    node_http!(
        IncompleteChain,
        &[V::IntermediateSent],
        "unable to get local issuer certificate",
        "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"
    ),
    node_http!(
        IncompleteChain,
        &[],
        "unable to verify the first certificate",
        "UNABLE_TO_VERIFY_LEAF_SIGNATURE"
    ),
    node_http!(Expired, &[], "certificate has expired", "CERT_HAS_EXPIRED"),
    node_http!(NotYetValid, &[], "certificate is not yet valid", "CERT_NOT_YET_VALID"),
    node_http!(WrongKeyUsage, &[], "unsuitable certificate purpose", "INVALID_PURPOSE"),
    node_http!(WeakKey, &[V::LeafKey], "EE certificate key too weak", "UNSPECIFIED"),
    node_http!(WeakKey, &[], "CA certificate key too weak", "UNSPECIFIED"),
    node_http!(WeakSignature, &[], "CA signature digest algorithm too weak", "UNSPECIFIED"),
    node_http!(NameConstraint, &[], "permitted subtree violation", "UNSPECIFIED"),
    node_http!(PathLength, &[], "path length constraint exceeded", "PATH_LENGTH_EXCEEDED"),
    node_http!(InvalidCa, &[V::NoCertSign], "key usage does not include certificate signing", "UNSPECIFIED"),
    node_http!(InvalidCa, &[], "unsuitable certificate purpose", "INVALID_PURPOSE"),
    node_http!(InvalidCa, &[], "invalid CA certificate", "INVALID_CA"),
    node_http!(UnsupportedExtension, &[], "unhandled critical extension", "UNSPECIFIED"),
    node_http!(UnknownCa, "SELF_SIGNED_CERT_IN_CHAIN"),
    node_http!(UnknownCa, "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"),
    node_http!(UnknownCa, "UNABLE_TO_GET_ISSUER_CERT"),
    node_http!(IncompleteChain, "UNABLE_TO_VERIFY_LEAF_SIGNATURE"),
    node_http!(SelfSigned, "DEPTH_ZERO_SELF_SIGNED_CERT"),
    node_http!(Expired, "CERT_HAS_EXPIRED"),
    node_http!(NotYetValid, "CERT_NOT_YET_VALID"),
    node_http!(NameMismatch, "ERR_TLS_CERT_ALTNAME_INVALID"),
    node_http!(WrongKeyUsage, "INVALID_PURPOSE"),
    text(
        BOTH_NODES,
        Code::MalformedCertificate,
        &[],
        "error:0680009B:asn1 encoding routines:ASN1_get_object:too long:",
    ),
    text(
        NODE_HTTP,
        Code::ClientCertRequired,
        &[V::Answered],
        "\"message\":\"{http_reason}\",\"code\":\"{http_status}\"",
    ),
    text(NODE_GRPC, Code::ClientCertRequired, &[V::Answered], "Received HTTP status code {http_status}"),
    text(
        NODE_HTTP,
        Code::ClientCertRejected,
        &[V::Answered],
        "\"message\":\"{http_reason}\",\"code\":\"{http_status}\"",
    ),
    text(NODE_GRPC, Code::ClientCertRejected, &[V::Answered], "Received HTTP status code {http_status}"),
    text(
        NODE_GRPC,
        Code::ClientCertRequired,
        &[V::NoAlert],
        "14 UNAVAILABLE: No connection established. Last error: Failed to connect",
    ),
    text(
        NODE_GRPC,
        Code::ClientCertRejected,
        &[V::NoAlert],
        "14 UNAVAILABLE: No connection established. Last error: Failed to connect",
    ),
    text(NODE_HTTP, Code::ClientCertRequired, &[V::NoAlert], "socket hang up"),
    text(NODE_HTTP, Code::ClientCertRejected, &[V::NoAlert], "socket hang up"),
    text(
        BOTH_NODES,
        Code::ClientCertRequired,
        &[V::Tls12, V::Alert],
        "SSL routines:ssl3_read_bytes:{openssl_alert}:",
    ),
    text(
        BOTH_NODES,
        Code::ClientCertRequired,
        &[V::Tls12],
        "error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:",
    ),
    text(
        BOTH_NODES,
        Code::ClientCertRequired,
        &[],
        "error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required:",
    ),
    text(BOTH_NODES, Code::ClientCertRequired, &[], "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED"),
    text(BOTH_NODES, Code::ClientCertRejected, &[V::Alert], "SSL routines:ssl3_read_bytes:{openssl_alert}:"),
    text(BOTH_NODES, Code::ClientCertRejected, &[], "ERR_SSL_TLSV1_ALERT_UNKNOWN_CA"),
    text(NODE_GRPC, Code::Unauthenticated, &[], "16 UNAUTHENTICATED: "),
    text(NODE_GRPC, Code::PermissionDenied, &[], "7 PERMISSION_DENIED: "),
    text(NODE_GRPC, Code::BackendUnavailable, &[], "{grpc_status} {grpc_name}: "),
    text(NODE_GRPC, Code::BackendUnavailable, &[V::HttpStatus], "Received HTTP status code {http_status}"),
    text(NODE_GRPC, Code::BackendUnavailable, &[], "14 UNAVAILABLE: "),
    text(NODE_GRPC, Code::OtlpRejected, &[], "{grpc_status} {grpc_name}: "),
    text(NODE_GRPC, Code::OtlpRejected, &[V::HttpStatus], "Received HTTP status code {http_status}"),
    text(NODE_HTTP, Code::Unauthenticated, &[], "OTLPExporterError: Unauthorized"),
    text(NODE_HTTP, Code::PermissionDenied, &[], "OTLPExporterError: Forbidden"),
];
