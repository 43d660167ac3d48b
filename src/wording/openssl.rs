//! OpenSSL 3 and what wraps it: Python's `ssl`, Ruby, libcurl (C++ and PHP over HTTP), Node. Captured from the
//! HTTP exporter 1.45.2 on Python 3.11, the Node exporters 0.223.1 on Node 20 and curl 7.88, 2026-11-24; Ruby's
//! frame from Net::HTTP.

use super::Value as V;
use super::Wording;
use crate::finding::Code;

const PYTHON: &[&str] = &["python-http"];
const RUBY: &[&str] = &["ruby-http"];
const CURL: &[&str] = &["cpp-http", "php-http"];
const NODE_HTTP: &[&str] = &["node-http"];
const NODE_GRPC: &[&str] = &["node-grpc"];
const BOTH_NODES: &[&str] = &["node-grpc", "node-http"];

const fn text(
    runtimes: &'static [&'static str],
    code: Code,
    needs: &'static [V],
    template: &'static str,
) -> Wording {
    Wording { runtimes, versions: "", code, needs, template }
}

/// A certificate that OpenSSL's verifier refuses, as Python prints it.
macro_rules! python {
    ($code:ident, $needs:expr, $phrase:literal) => {
        text(
            PYTHON,
            Code::$code,
            $needs,
            concat!("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: ", $phrase),
        )
    };
    ($versions:literal, $code:ident, $phrase:literal) => {
        Wording {
            versions: $versions,
            ..text(
                PYTHON,
                Code::$code,
                &[],
                concat!("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: ", $phrase),
            )
        }
    };
}

/// The same, as Ruby prints it.
macro_rules! ruby {
    ($code:ident, $needs:expr, $phrase:literal) => {
        text(RUBY, Code::$code, $needs, concat!("state=error: certificate verify failed (", $phrase, ")"))
    };
}

/// The same, as libcurl says it.
macro_rules! curl {
    ($code:ident, $needs:expr, $phrase:literal) => {
        text(CURL, Code::$code, $needs, concat!("SSL certificate problem: ", $phrase))
    };
}

/// The same, as grpc-js prints it.
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
    // Python.
    text(
        PYTHON,
        Code::ConnectionRefused,
        &[],
        "Failed to establish a new connection: [Errno 111] Connection refused",
    ),
    text(PYTHON, Code::DnsFailure, &[], "Failed to resolve '{host}'"),
    text(PYTHON, Code::DnsFailure, &[], "Name or service not known"),
    text(PYTHON, Code::NetworkUnreachable, &[], "[Errno 113] No route to host"),
    text(
        PYTHON,
        Code::ConnectionTimeout,
        &[],
        "Failed to export spans batch due to timeout, max retries or shutdown.",
    ),
    text(
        PYTHON,
        Code::SilentServer,
        &[],
        "Failed to export spans batch due to timeout, max retries or shutdown.",
    ),
    text(
        PYTHON,
        Code::NoAnswer,
        &[],
        "Failed to export spans batch due to timeout, max retries or shutdown.",
    ),
    text(
        PYTHON,
        Code::ConnectionReset,
        &[],
        "Failed to export spans batch due to timeout, max retries or shutdown.",
    ),
    text(PYTHON, Code::ConnectionReset, &[], "ConnectionResetError(104, 'Connection reset by peer')"),
    text(PYTHON, Code::PlaintextServer, &[], "[SSL: WRONG_VERSION_NUMBER] wrong version number"),
    text(PYTHON, Code::UnrecognizedName, &[], "[SSL: TLSV1_UNRECOGNIZED_NAME] tlsv1 unrecognized name"),
    text(
        PYTHON,
        Code::VersionMismatch,
        &[],
        "[SSL: TLSV1_ALERT_PROTOCOL_VERSION] tlsv1 alert protocol version",
    ),
    text(
        PYTHON,
        Code::CipherMismatch,
        &[],
        "[SSL: SSLV3_ALERT_HANDSHAKE_FAILURE] sslv3 alert handshake failure",
    ),
    text(
        PYTHON,
        Code::WeakKey,
        &[V::HandshakeKey],
        "[SSL: SSLV3_ALERT_HANDSHAKE_FAILURE] sslv3 alert handshake failure",
    ),
    text(
        PYTHON,
        Code::HandshakeRefused,
        &[],
        "[SSL: SSLV3_ALERT_HANDSHAKE_FAILURE] sslv3 alert handshake failure",
    ),
    text(PYTHON, Code::HandshakeIntolerance, &[], "EOF occurred in violation of protocol"),
    python!(UnknownCa, &[V::RootSent], "self-signed certificate in certificate chain"),
    python!(UnknownCa, &[V::Reissued], "certificate signature failure"),
    python!(UnknownCa, &[], "unable to get local issuer certificate"),
    python!("before OpenSSL 3.0", UnknownCa, "self signed certificate in certificate chain"),
    python!(SelfSigned, &[], "self-signed certificate"),
    python!("before OpenSSL 3.0", SelfSigned, "self signed certificate"),
    python!(IncompleteChain, &[], "unable to get local issuer certificate"),
    python!(Expired, &[], "certificate has expired"),
    python!(NotYetValid, &[], "certificate is not yet valid"),
    python!(NameMismatch, &[V::Ip], "IP address mismatch, certificate is not valid for '{ip}'."),
    python!(NameMismatch, &[], "Hostname mismatch, certificate is not valid for '{name}'."),
    python!(NoSan, &[V::Ip], "IP address mismatch, certificate is not valid for '{ip}'."),
    python!(NoSan, &[], "Hostname mismatch, certificate is not valid for '{name}'."),
    python!("Python 3.13 and later", CaAsLeaf, "CA cert does not include key usage extension"),
    python!("Python 3.13 and later", InvalidCa, "CA cert does not include key usage extension"),
    python!("Python 3.13 and later", InvalidCa, "Missing Authority Key Identifier"),
    python!(WrongKeyUsage, &[], "unsuitable certificate purpose"),
    python!(WeakKey, &[V::LeafKey], "EE certificate key too weak"),
    python!(WeakKey, &[], "CA certificate key too weak"),
    python!(WeakSignature, &[], "CA signature digest algorithm too weak"),
    python!(NameConstraint, &[], "permitted subtree violation"),
    python!(NameConstraint, &[], "excluded subtree violation"),
    python!(PathLength, &[], "path length constraint exceeded"),
    python!(InvalidCa, &[], "invalid CA certificate"),
    python!(UnsupportedExtension, &[], "unhandled critical extension"),
    text(PYTHON, Code::MalformedCertificate, &[], "[SSL] ASN1 lib"),
    text(
        PYTHON,
        Code::ClientCertRequired,
        &[V::Tls12],
        "[SSL: SSLV3_ALERT_HANDSHAKE_FAILURE] sslv3 alert handshake failure",
    ),
    text(
        PYTHON,
        Code::ClientCertRequired,
        &[],
        "[SSL: TLSV13_ALERT_CERTIFICATE_REQUIRED] tlsv13 alert certificate required",
    ),
    // The exporter writes before it reads, so that the alert may be lost.
    text(PYTHON, Code::ClientCertRequired, &[], "EOF occurred in violation of protocol"),
    text(PYTHON, Code::ClientCertRejected, &[V::Alert], "tlsv1 alert {alert_words}"),
    text(PYTHON, Code::ClientCertRejected, &[], "EOF occurred in violation of protocol"),
    text(PYTHON, Code::ClientKeyMismatch, &[], "[X509: KEY_VALUES_MISMATCH] key values mismatch"),
    text(PYTHON, Code::Unauthenticated, &[], "Failed to export spans batch code: 401"),
    text(PYTHON, Code::PermissionDenied, &[], "Failed to export spans batch code: 403"),
    text(PYTHON, Code::OtlpRejected, &[], "Failed to export spans batch code: {http_status}"),
    text(PYTHON, Code::WrongProtocol, &[], "Failed to export spans batch code: {http_status}"),
    // Ruby.
    text(RUBY, Code::UnreadableFile, &[], "OpenSSL::PKey::RSAError: incorrect pkey type: "),
    text(
        RUBY,
        Code::ConnectionRefused,
        &[],
        "Failed to open TCP connection to {host}:{port} (Connection refused",
    ),
    text(RUBY, Code::DnsFailure, &[], "Failed to open TCP connection to {host}:{port} (getaddrinfo"),
    text(RUBY, Code::ConnectionTimeout, &[], "Net::OpenTimeout"),
    text(RUBY, Code::SilentServer, &[], "Net::OpenTimeout"),
    text(RUBY, Code::ConnectionReset, &[], "Connection reset by peer"),
    text(RUBY, Code::PlaintextServer, &[], "state=error: wrong version number"),
    text(RUBY, Code::UnrecognizedName, &[], "state=error: tlsv1 unrecognized name"),
    text(RUBY, Code::VersionMismatch, &[], "state=error: tlsv1 alert protocol version"),
    text(RUBY, Code::CipherMismatch, &[], "state=error: sslv3 alert handshake failure"),
    text(RUBY, Code::WeakKey, &[V::HandshakeKey], "state=error: sslv3 alert handshake failure"),
    text(RUBY, Code::HandshakeRefused, &[], "state=error: sslv3 alert handshake failure"),
    text(RUBY, Code::HandshakeIntolerance, &[], "state=error: unexpected eof while reading"),
    ruby!(UnknownCa, &[V::RootSent], "self-signed certificate in certificate chain"),
    ruby!(UnknownCa, &[V::Reissued], "certificate signature failure"),
    ruby!(UnknownCa, &[], "unable to get local issuer certificate"),
    ruby!(SelfSigned, &[], "self-signed certificate"),
    ruby!(IncompleteChain, &[], "unable to get local issuer certificate"),
    ruby!(Expired, &[], "certificate has expired"),
    ruby!(NotYetValid, &[], "certificate is not yet valid"),
    ruby!(NameMismatch, &[], "hostname mismatch"),
    text(RUBY, Code::NameMismatch, &[], "hostname \"{name}\" does not match the server certificate"),
    ruby!(NoSan, &[], "hostname mismatch"),
    ruby!(WrongKeyUsage, &[], "unsuitable certificate purpose"),
    ruby!(WeakKey, &[V::LeafKey], "EE certificate key too weak"),
    ruby!(WeakKey, &[], "CA certificate key too weak"),
    ruby!(WeakSignature, &[], "CA signature digest algorithm too weak"),
    ruby!(NameConstraint, &[], "permitted subtree violation"),
    ruby!(PathLength, &[], "path length constraint exceeded"),
    ruby!(InvalidCa, &[], "invalid CA certificate"),
    ruby!(UnsupportedExtension, &[], "unhandled critical extension"),
    text(RUBY, Code::ClientCertRequired, &[V::Tls12], "state=error: sslv3 alert handshake failure"),
    text(RUBY, Code::ClientCertRequired, &[], "SSL_read: tlsv13 alert certificate required"),
    text(RUBY, Code::ClientKeyMismatch, &[], "SSL_CTX_use_PrivateKey: key values mismatch"),
    // libcurl.
    text(CURL, Code::ConnectionRefused, &[], "Failed to connect to {host} port {port}"),
    text(CURL, Code::DnsFailure, &[], "Could not resolve host: {host}"),
    text(CURL, Code::ConnectionTimeout, &[], "Connection timed out"),
    text(CURL, Code::SilentServer, &[], "SSL connection timeout"),
    text(CURL, Code::ConnectionReset, &[], "Connection reset by peer"),
    text(CURL, Code::PlaintextServer, &[], "error:0A00010B:SSL routines::wrong version number"),
    text(CURL, Code::PlaintextClient, &[], "Empty reply from server"),
    text(CURL, Code::ProxyFailure, &[], "CONNECT tunnel failed, response "),
    text(CURL, Code::UnrecognizedName, &[], "error:0A000458:SSL routines::tlsv1 unrecognized name"),
    text(CURL, Code::VersionMismatch, &[], "error:0A00042E:SSL routines::tlsv1 alert protocol version"),
    text(CURL, Code::CipherMismatch, &[], "error:0A000410:SSL routines::sslv3 alert handshake failure"),
    text(
        CURL,
        Code::WeakKey,
        &[V::HandshakeKey],
        "error:0A000410:SSL routines::sslv3 alert handshake failure",
    ),
    text(CURL, Code::HandshakeRefused, &[], "error:0A000410:SSL routines::sslv3 alert handshake failure"),
    text(CURL, Code::HandshakeIntolerance, &[], "error:0A000126:SSL routines::unexpected eof while reading"),
    curl!(UnknownCa, &[V::RootSent], "self-signed certificate in certificate chain"),
    curl!(UnknownCa, &[V::Reissued], "certificate signature failure"),
    curl!(UnknownCa, &[], "unable to get local issuer certificate"),
    curl!(SelfSigned, &[], "self-signed certificate"),
    curl!(IncompleteChain, &[], "unable to get local issuer certificate"),
    curl!(Expired, &[], "certificate has expired"),
    curl!(NotYetValid, &[], "certificate is not yet valid"),
    text(
        CURL,
        Code::NameMismatch,
        &[V::NoNames],
        "SSL: certificate subject name '{common_name}' does not match target host name '{name}'",
    ),
    text(
        CURL,
        Code::NoSan,
        &[],
        "SSL: certificate subject name '{common_name}' does not match target host name '{name}'",
    ),
    text(
        CURL,
        Code::NameMismatch,
        &[],
        "SSL: no alternative certificate subject name matches target host name '{name}'",
    ),
    curl!(WrongKeyUsage, &[], "unsuitable certificate purpose"),
    curl!(WeakKey, &[V::LeafKey], "EE certificate key too weak"),
    curl!(WeakKey, &[], "CA certificate key too weak"),
    curl!(WeakSignature, &[], "CA signature digest algorithm too weak"),
    curl!(NameConstraint, &[], "permitted subtree violation"),
    curl!(PathLength, &[], "path length constraint exceeded"),
    curl!(InvalidCa, &[], "invalid CA certificate"),
    curl!(UnsupportedExtension, &[], "unhandled critical extension"),
    text(CURL, Code::MalformedCertificate, &[], "error:0680009B:asn1 encoding routines::too long"),
    text(
        CURL,
        Code::ClientCertRequired,
        &[V::Tls12],
        "error:0A000410:SSL routines::sslv3 alert handshake failure",
    ),
    text(
        CURL,
        Code::ClientCertRequired,
        &[],
        "error:0A00045C:SSL routines::tlsv13 alert certificate required",
    ),
    text(CURL, Code::ClientCertRejected, &[V::Alert], "alert {alert_words}"),
    text(CURL, Code::ClientKeyMismatch, &[], "unable to set private key file: '{key_path}'"),
];

pub(super) const NODE: &[Wording] = &[
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
        &[],
        "14 UNAVAILABLE: No connection established. Last error: Failed to connect",
    ),
    text(NODE_HTTP, Code::PlaintextClient, &[], "socket hang up"),
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
        "error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:",
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
    node_grpc!(InvalidCa, &[], "key usage does not include certificate signing"),
    node_grpc!(InvalidCa, &[], "invalid CA certificate"),
    node_grpc!(UnsupportedExtension, &[], "unhandled critical extension"),
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
    node_http!(InvalidCa, &[], "key usage does not include certificate signing", "UNSPECIFIED"),
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
    text(
        BOTH_NODES,
        Code::ClientCertRejected,
        &[V::Alert],
        "SSL routines:ssl3_read_bytes:tlsv1 alert {alert_words}:",
    ),
    text(BOTH_NODES, Code::ClientCertRejected, &[], "ERR_SSL_TLSV1_ALERT_UNKNOWN_CA"),
    text(NODE_GRPC, Code::Unauthenticated, &[], "16 UNAUTHENTICATED: "),
    text(NODE_GRPC, Code::PermissionDenied, &[], "7 PERMISSION_DENIED: "),
    text(NODE_GRPC, Code::BackendUnavailable, &[], "14 UNAVAILABLE: "),
    text(NODE_HTTP, Code::Unauthenticated, &[], "OTLPExporterError: Unauthorized"),
    text(NODE_HTTP, Code::PermissionDenied, &[], "OTLPExporterError: Forbidden"),
];
