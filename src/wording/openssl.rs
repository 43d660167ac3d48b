//! OpenSSL 3 and what wraps it: Python's `ssl`, Ruby, libcurl (C++ and PHP over HTTP). Captured from the HTTP
//! exporter 1.45.2 on Python 3.11 and curl 7.88, 2026-11-24; Ruby's frame is that of Net::HTTP.

use super::Value as V;
use super::{Wording, text};
use crate::finding::Code;

const PYTHON: &[&str] = &["python-http"];
const RUBY: &[&str] = &["ruby-http"];
const CURL: &[&str] = &["cpp-http", "php-http"];

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
    text(
        PYTHON,
        Code::ClientCertRequired,
        &[V::Answered],
        "Failed to export spans batch code: {http_status}, reason: {http_reason}",
    ),
    text(
        PYTHON,
        Code::ClientCertRejected,
        &[V::Answered],
        "Failed to export spans batch code: {http_status}, reason: {http_reason}",
    ),
    text(
        PYTHON,
        Code::BackendUnavailable,
        &[V::Retryable],
        "Transient error {http_reason} encountered while exporting spans batch",
    ),
    text(
        PYTHON,
        Code::PlaintextClient,
        &[V::Answered],
        "Failed to export spans batch code: {http_status}, reason: {http_reason}",
    ),
    text(PYTHON, Code::PlaintextClient, &[], "Remote end closed connection without response"),
    text(PYTHON, Code::HandshakeIntolerance, &[V::Alert], "[SSL: {openssl_name}] {openssl_alert}"),
    text(PYTHON, Code::BadHandshakeSignature, &[], "[SSL: BAD_SIGNATURE] bad signature"),
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
    text(PYTHON, Code::HandshakeRefused, &[], "[SSL: {openssl_name}] {openssl_alert}"),
    text(
        PYTHON,
        Code::HandshakeRefused,
        &[],
        "[SSL: SSLV3_ALERT_HANDSHAKE_FAILURE] sslv3 alert handshake failure",
    ),
    text(PYTHON, Code::HandshakeIntolerance, &[], "EOF occurred in violation of protocol"),
    python!(UnknownCa, &[V::IssuerInStore], "unable to get issuer certificate"),
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
    python!(NameMismatch, &[], "Hostname mismatch, certificate is not valid for '{name_lower}'."),
    python!(NoSan, &[V::Ip], "IP address mismatch, certificate is not valid for '{ip}'."),
    python!(NoSan, &[], "Hostname mismatch, certificate is not valid for '{name_lower}'."),
    python!(InvalidCa, &[], "invalid CA certificate"),
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
    python!(UnsupportedExtension, &[], "unhandled critical extension"),
    text(PYTHON, Code::MalformedCertificate, &[], "[SSL] ASN1 lib"),
    text(PYTHON, Code::ClientCertRequired, &[V::NoAlert], "EOF occurred in violation of protocol"),
    text(PYTHON, Code::ClientCertRejected, &[V::NoAlert], "EOF occurred in violation of protocol"),
    text(PYTHON, Code::ClientCertRequired, &[V::Tls12], "[SSL: {openssl_name}] {openssl_alert}"),
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
    text(PYTHON, Code::ClientCertRejected, &[V::Alert], "[SSL: {openssl_name}] {openssl_alert}"),
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
