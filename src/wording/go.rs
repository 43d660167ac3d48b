//! Go and the Collector: `crypto/tls`, `crypto/x509`, grpc-go. Captured from otlptracegrpc and otlptracehttp
//! 1.45.0 on Go 1.26, 2026-11-24. grpc-go puts `transport: authentication handshake failed:` before them.

use super::Value as V;
use super::{Wording, text};
use crate::finding::Code;

const ALL: &[&str] = &["go-grpc", "go-http", "collector-grpc", "collector-http"];
const GRPC: &[&str] = &["go-grpc", "collector-grpc"];
const HTTP: &[&str] = &["go-http", "collector-http"];

/// What otlptracehttp makes of an HTTP status.
const fn go_answer(code: Code) -> Wording {
    text(&["go-http"], code, &[], "failed to send to {url}: {http_status} {http_reason}")
}

/// What grpc-go makes of an answer that is none of gRPC.
const fn answered_grpc(code: Code, needs: &'static [V]) -> Wording {
    let template = "unexpected HTTP status code received from server: {http_status} ({http_reason})";
    text(GRPC, code, needs, template)
}

/// What the Collector's exporter makes of it.
const fn collector_answer(code: Code) -> Wording {
    text(&["collector-http"], code, &[], "request to {url} responded with HTTP Status Code {http_status}")
}

pub(super) const TEXTS: &[Wording] = &[
    text(
        GRPC,
        Code::ConnectionRefused,
        &[],
        "transport: Error while dialing: dial tcp {address}: connect: connection refused",
    ),
    text(HTTP, Code::ConnectionRefused, &[], "dial tcp {address}: connect: connection refused"),
    text(&["go-grpc"], Code::DnsFailure, &[], "name resolver error: produced zero addresses"),
    text(&["collector-grpc"], Code::DnsFailure, &[], "no children to pick from"),
    text(HTTP, Code::DnsFailure, &[], "dial tcp: lookup {host}"),
    text(ALL, Code::DnsFailure, &[], "lookup {host}: no such host"),
    text(ALL, Code::DnsFailure, &[], "no such host"),
    text(GRPC, Code::DnsFailure, &[], "produced zero addresses"),
    text(ALL, Code::NetworkUnreachable, &[], "dial tcp {address}: connect: no route to host"),
    text(ALL, Code::NetworkUnreachable, &[], "connect: network is unreachable"),
    text(
        GRPC,
        Code::ConnectionTimeout,
        &[],
        "context deadline exceeded while waiting for connections to become ready",
    ),
    text(HTTP, Code::ConnectionTimeout, &[], "context deadline exceeded"),
    text(
        GRPC,
        Code::SilentServer,
        &[],
        "context deadline exceeded while waiting for connections to become ready",
    ),
    text(HTTP, Code::SilentServer, &[], "context deadline exceeded"),
    text(
        GRPC,
        Code::NoAnswer,
        &[],
        "context deadline exceeded while waiting for connections to become ready",
    ),
    text(HTTP, Code::NoAnswer, &[V::Closed], "Post \"{url}\": EOF"),
    text(ALL, Code::ConnectionReset, &[], "connection reset by peer"),
    text(HTTP, Code::PlaintextServer, &[V::Http1], "http: server gave HTTP response to HTTPS client"),
    text(ALL, Code::PlaintextServer, &[], "tls: first record does not look like a TLS handshake"),
    text(
        GRPC,
        Code::PlaintextClient,
        &[V::Http1],
        "error reading server preface: http2: failed reading the frame payload: http2: frame too large, note that the frame header looked like an HTTP/1.1 header",
    ),
    text(GRPC, Code::PlaintextClient, &[], "error reading server preface: EOF"),
    text(GRPC, Code::PlaintextClient, &[], "error reading server preface: http2: frame too large"),
    text(
        &["go-http"],
        Code::PlaintextClient,
        &[V::Answered],
        "failed to send to {url}: {http_status} {http_reason}",
    ),
    text(
        &["collector-http"],
        Code::PlaintextClient,
        &[V::Answered],
        "request to {url} responded with HTTP Status Code {http_status}",
    ),
    text(HTTP, Code::PlaintextClient, &[], "Client sent an HTTP request to an HTTPS server."),
    text(
        GRPC,
        Code::WrongProtocol,
        &[V::Http2, V::HttpStatus],
        "unexpected HTTP status code received from server: {http_status} ({http_reason})",
    ),
    text(
        GRPC,
        Code::WrongProtocol,
        &[],
        "error reading server preface: http2: failed reading the frame payload: http2: frame too large, note that the frame header looked like an HTTP/1.1 header",
    ),
    text(HTTP, Code::ProxyFailure, &[], "proxyconnect tcp"),
    text(ALL, Code::UnrecognizedName, &[], "remote error: tls: unrecognized name"),
    text(ALL, Code::VersionMismatch, &[], "remote error: tls: protocol version not supported"),
    text(ALL, Code::VersionMismatch, &[], "tls: server selected unsupported protocol version"),
    text(ALL, Code::CipherMismatch, &[], "remote error: tls: handshake failure"),
    text(ALL, Code::HandshakeRefused, &[], "remote error: tls: {go_alert}"),
    text(ALL, Code::HandshakeRefused, &[], "remote error: tls: handshake failure"),
    text(ALL, Code::HandshakeIntolerance, &[V::Alert], "remote error: tls: {go_alert}"),
    text(ALL, Code::HandshakeIntolerance, &[V::Reset], "read: connection reset by peer"),
    text(ALL, Code::HandshakeIntolerance, &[], "EOF"),
    text(ALL, Code::BadHandshakeSignature, &[], "tls: invalid signature by the server certificate"),
    text(
        ALL,
        Code::UnknownCa,
        &[V::Reissued],
        "tls: failed to verify certificate: x509: certificate signed by unknown authority (possibly because of ",
    ),
    text(
        ALL,
        Code::UnknownCa,
        &[],
        "tls: failed to verify certificate: x509: certificate signed by unknown authority",
    ),
    text(
        ALL,
        Code::SelfSigned,
        &[],
        "tls: failed to verify certificate: x509: certificate signed by unknown authority",
    ),
    text(
        ALL,
        Code::IncompleteChain,
        &[],
        "tls: failed to verify certificate: x509: certificate signed by unknown authority",
    ),
    text(
        ALL,
        Code::InvalidCa,
        &[V::CaVersion1],
        "tls: failed to verify certificate: x509: certificate is not authorized to sign other certificates",
    ),
    text(
        ALL,
        Code::InvalidCa,
        &[],
        "tls: failed to verify certificate: x509: certificate signed by unknown authority (possibly because of ",
    ),
    text(
        ALL,
        Code::InvalidCa,
        &[],
        "x509: invalid signature: parent certificate cannot sign this kind of certificate",
    ),
    text(ALL, Code::InvalidCa, &[], "x509: certificate is not authorized to sign other certificates"),
    text(
        ALL,
        Code::Expired,
        &[],
        "tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time {now} is after {not_after}",
    ),
    text(
        ALL,
        Code::NotYetValid,
        &[],
        "tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time {now} is before {not_before}",
    ),
    text(
        ALL,
        Code::NameMismatch,
        &[V::Ip, V::NoIpNames],
        "tls: failed to verify certificate: x509: cannot validate certificate for {ip} because it doesn't contain any IP SANs",
    ),
    text(
        ALL,
        Code::NameMismatch,
        &[V::Ip],
        "tls: failed to verify certificate: x509: certificate is valid for {ip_names}, not {ip}",
    ),
    text(
        ALL,
        Code::NameMismatch,
        &[],
        "tls: failed to verify certificate: x509: certificate is valid for {dns_names}, not {name}",
    ),
    text(
        ALL,
        Code::NameMismatch,
        &[],
        "tls: failed to verify certificate: x509: certificate is not valid for any names, but wanted to match {name}",
    ),
    text(
        ALL,
        Code::NoSan,
        &[V::Ip],
        "tls: failed to verify certificate: x509: cannot validate certificate for {ip} because it doesn't contain any IP SANs",
    ),
    text(
        ALL,
        Code::NoSan,
        &[V::CommonNameFits],
        "tls: failed to verify certificate: x509: certificate relies on legacy Common Name field, use SANs instead",
    ),
    text(
        ALL,
        Code::NoSan,
        &[],
        "tls: failed to verify certificate: x509: certificate is not valid for any names, but wanted to match {name}",
    ),
    text(
        ALL,
        Code::WrongKeyUsage,
        &[],
        "tls: failed to verify certificate: x509: certificate specifies an incompatible key usage",
    ),
    // The transport's error is quoted once more.
    text(
        GRPC,
        Code::WeakSignature,
        &[],
        "tls: failed to verify certificate: x509: certificate signed by unknown authority (possibly because of \\\"x509: cannot verify signature: insecure algorithm {go_algorithm}\\\" while trying to verify candidate authority certificate \\\"{issuer_cn}\\\")",
    ),
    text(
        ALL,
        Code::WeakSignature,
        &[],
        "tls: failed to verify certificate: x509: certificate signed by unknown authority (possibly because of \"x509: cannot verify signature: insecure algorithm {go_algorithm}\" while trying to verify candidate authority certificate \"{issuer_cn}\")",
    ),
    text(ALL, Code::WeakSignature, &[], "x509: cannot verify signature: insecure algorithm "),
    text(ALL, Code::WeakKey, &[V::HandshakeKey], "remote error: tls: handshake failure"),
    text(ALL, Code::WeakKey, &[], "tls: server sent certificate containing RSA key larger than"),
    text(ALL, Code::WeakKey, &[], "crypto/rsa: verification error"),
    text(
        ALL,
        Code::NameConstraint,
        &[],
        "tls: failed to verify certificate: x509: a root or intermediate certificate is not authorized to sign for this name: ",
    ),
    text(
        ALL,
        Code::PathLength,
        &[],
        "tls: failed to verify certificate: x509: too many intermediates for path length constraint",
    ),
    text(
        ALL,
        Code::UnsupportedExtension,
        &[],
        "tls: failed to verify certificate: x509: unhandled critical extension",
    ),
    text(ALL, Code::MalformedCertificate, &[], "tls: failed to parse certificate from server: x509: "),
    text(
        &["go-http"],
        Code::ClientCertRequired,
        &[V::Answered],
        "failed to send to {url}: {http_status} {http_reason}",
    ),
    text(
        &["collector-http"],
        Code::ClientCertRequired,
        &[V::Answered],
        "request to {url} responded with HTTP Status Code {http_status}",
    ),
    answered_grpc(Code::ClientCertRequired, &[V::Answered]),
    answered_grpc(Code::ClientCertRejected, &[V::Answered]),
    text(
        &["go-http"],
        Code::ClientCertRejected,
        &[V::Answered],
        "failed to send to {url}: {http_status} {http_reason}",
    ),
    text(
        &["collector-http"],
        Code::ClientCertRejected,
        &[V::Answered],
        "request to {url} responded with HTTP Status Code {http_status}",
    ),
    text(
        &["collector-grpc", "collector-http"],
        Code::ClientCertRejected,
        &[V::NoScheme],
        "tls: peer doesn't support any of the certificate's signature algorithms",
    ),
    text(GRPC, Code::ClientCertRequired, &[V::NoAlert], "write: broken pipe"),
    text(GRPC, Code::ClientCertRejected, &[V::NoAlert], "write: broken pipe"),
    text(HTTP, Code::ClientCertRequired, &[V::NoAlert], "EOF"),
    text(HTTP, Code::ClientCertRejected, &[V::NoAlert], "EOF"),
    text(ALL, Code::ClientCertRequired, &[V::Tls12], "remote error: tls: {go_alert}"),
    text(ALL, Code::ClientCertRejected, &[V::Tls12], "remote error: tls: {go_alert}"),
    text(
        GRPC,
        Code::ClientCertRequired,
        &[],
        "error reading server preface: remote error: tls: certificate required",
    ),
    text(HTTP, Code::ClientCertRequired, &[], "remote error: tls: certificate required"),
    text(ALL, Code::ClientCertRequired, &[], "remote error: tls: bad certificate"),
    text(GRPC, Code::ClientCertRejected, &[], "error reading server preface: remote error: tls: {go_alert}"),
    text(HTTP, Code::ClientCertRejected, &[], "remote error: tls: {go_alert}"),
    text(ALL, Code::ClientCertRejected, &[], "remote error: tls: bad certificate"),
    text(ALL, Code::ClientKeyMismatch, &[], "tls: private key does not match public key"),
    text(GRPC, Code::AlpnMissing, &[V::Refused], "remote error: tls: no application protocol"),
    text(GRPC, Code::AlpnMissing, &[], "credentials: cannot check peer: missing selected ALPN property"),
    text(GRPC, Code::Unauthenticated, &[], "rpc error: code = Unauthenticated desc = "),
    text(GRPC, Code::PermissionDenied, &[], "rpc error: code = PermissionDenied desc = "),
    text(GRPC, Code::BackendUnavailable, &[], "rpc error: code = {grpc_go} desc = "),
    answered_grpc(Code::BackendUnavailable, &[V::HttpStatus]),
    text(GRPC, Code::BackendUnavailable, &[], "rpc error: code = Unavailable desc = "),
    text(GRPC, Code::OtlpRejected, &[], "rpc error: code = {grpc_go} desc = "),
    answered_grpc(Code::OtlpRejected, &[V::HttpStatus]),
    text(GRPC, Code::OtlpRejected, &[], "rpc error: code = "),
    text(&["go-http"], Code::BackendUnavailable, &[V::Retryable], "retry-able request failure"),
    go_answer(Code::WrongProtocol),
    go_answer(Code::Unauthenticated),
    go_answer(Code::PermissionDenied),
    go_answer(Code::BackendUnavailable),
    go_answer(Code::OtlpRejected),
    collector_answer(Code::WrongProtocol),
    collector_answer(Code::Unauthenticated),
    collector_answer(Code::PermissionDenied),
    collector_answer(Code::BackendUnavailable),
    collector_answer(Code::OtlpRejected),
    text(HTTP, Code::Unauthenticated, &[], "401 Unauthorized"),
    text(HTTP, Code::PermissionDenied, &[], "403 Forbidden"),
];
