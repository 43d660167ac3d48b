//! Node: libuv's and its own error codes, and the texts of the OTLP exporters over HTTP.

use crate::finding::Code::*;
use crate::messages::entry::{Entry, Rank, entries, says};

const NODE: &[&str] = &["node"];
const HTTP: &[&str] = &["node-http"];

const TLS: &str = "nodejs/node lib/tls.js, lib/_tls_wrap.js, lib/internal/errors.js; src/crypto";
const NET: &str = "nodejs/node lib/net.js; libuv/libuv include/uv/errno.h";
const JS: &str = "open-telemetry/opentelemetry-js experimental/packages/otlp-exporter-base";

/// Node.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    says(&["err_tls_cert_altname_invalid"], NODE, TLS).is(NameMismatch).or(&[NoSan]),
    says(&["hostname/ip does not match certificate's altnames"], NODE, TLS).is(NameMismatch).or(&[NoSan]),
    says(&["hostname/ip does not match certificate's altnames", "is not cert's cn"], NODE, TLS).is(NameMismatch).or(&[NoSan]),
    says(&["hostname/ip doesn't match certificate's altnames"], NODE, TLS).is(NameMismatch).or(&[NoSan]).since("Node 8 and earlier"),
    says(&["cert does not contain a dns name"], NODE, TLS).is(NoSan).or(&[NameMismatch]).line("Cert does not contain a DNS name"),
    says(&["err_tls_cert_altname_format"], NODE, TLS).is(MalformedCertificate),
    says(&["err_tls_handshake_timeout"], NODE, TLS).is(SilentServer).or(&[PlaintextServer]),
    says(&["err_tls_protocol_version_conflict"], NODE, TLS).is(VersionMismatch),
    says(&["err_tls_invalid_protocol_version"], NODE, TLS).is(UnsupportedSetting).or(&[VersionMismatch]),
    says(&["err_tls_dh_param_size"], NODE, TLS).is(WeakKey),
    says(&["err_tls_required_server_name"], NODE, TLS).is(UnrecognizedName),
    says(&["err_ssl_wrong_version_number"], NODE, TLS).is(PlaintextServer).or(&[ProxyFailure, WrongProtocol]),
    says(&["err_ssl_unexpected_eof_while_reading"], NODE, TLS).is(ConnectionReset).or(&[UnrecognizedName, HandshakeIntolerance]).rank(Rank::Network),
    says(&["err_ossl_x509_key_values_mismatch"], NODE, TLS).is(ClientKeyMismatch),
    says(&["err_ossl_unsupported"], NODE, TLS).is(UnreadableFile).rank(Rank::Refusal),
    says(&["err_ossl_pem_no_start_line"], NODE, TLS).is(UnreadableFile),
    says(&["err_ossl_evp_"], NODE, TLS).is(UnreadableFile).rank(Rank::Refusal).line("code: 'ERR_OSSL_EVP_BAD_DECRYPT'"),
    says(&["client network socket disconnected before secure tls connection was established"], NODE, TLS)
        .is(ConnectionReset).or(&[PlaintextServer, ProxyFailure, UnrecognizedName, HandshakeIntolerance]).rank(Rank::Network)
        .note("the peer closed the connection in the middle of the handshake"),
    says(&["socket disconnected before secure tls connection"], NODE, TLS).is(ConnectionReset).or(&[PlaintextServer, ProxyFailure, HandshakeIntolerance]).rank(Rank::Network),
    says(&["socket hang up"], HTTP, "nodejs/node lib/_http_client.js").is(ConnectionReset).or(&[PlaintextClient, ClientCertRequired, NoAnswer, ProxyFailure, ClientCertRejected]).rank(Rank::Symptom)
        .note("the server closed the connection without an answer"),
    says(&["socket hang up", "\"http://"], HTTP, "nodejs/node lib/_http_client.js").is(PlaintextClient).or(&[ConnectionReset]).rank(Rank::Symptom).line("socket hang up \"http://otel:4318\""),
    says(&["parse error: expected http/"], HTTP, "nodejs/llhttp").is(WrongProtocol).or(&[PlaintextClient])
        .note("the answer is not HTTP/1: a gRPC port, or TLS"),
    says(&["hpe_invalid_constant"], HTTP, "nodejs/llhttp").is(WrongProtocol).or(&[PlaintextClient]),
    says(&["hpe_invalid_version"], HTTP, "nodejs/llhttp").is(WrongProtocol).or(&[PlaintextClient]),
    says(&["hpe_invalid_method"], HTTP, "nodejs/llhttp").is(WrongProtocol).or(&[PlaintextClient]),
    says(&["parse error: invalid http version"], HTTP, "nodejs/llhttp").is(WrongProtocol).or(&[PlaintextClient]),
    says(&["econnrefused"], &[], NET).is(ConnectionRefused).rank(Rank::Network),
    says(&["getaddrinfo enotfound"], NODE, NET).is(DnsFailure).rank(Rank::Network),
    says(&["enotfound"], NODE, NET).is(DnsFailure).rank(Rank::Network).line("code: 'ENOTFOUND'"),
    says(&["eai_again"], NODE, NET).is(DnsFailure).rank(Rank::Network),
    says(&["econnreset"], &[], NET).is(ConnectionReset).or(&[PlaintextClient, PlaintextServer, ClientCertRequired, NoAnswer]).rank(Rank::Symptom),
    says(&["etimedout"], &[], NET).is(ConnectionTimeout).rank(Rank::Network),
    says(&["ehostunreach"], &[], NET).is(NetworkUnreachable).rank(Rank::Network),
    says(&["enetunreach"], &[], NET).is(NetworkUnreachable).rank(Rank::Network),
    says(&["epipe"], NODE, NET).is(ConnectionReset).or(&[ClientCertRequired, ClientCertRejected]).rank(Rank::Symptom).line("write EPIPE"),
    says(&["eproto"], NODE, NET).is(HandshakeRefused).or(&[PlaintextServer]).rank(Rank::Consequence).line("write EPROTO"),
    says(&["err_http2_error: protocol error"], NODE, "nodejs/node lib/internal/http2").is(WrongProtocol).or(&[AlpnMissing, PlaintextClient]),
    says(&["nghttp2_err_proto"], NODE, "nodejs/node lib/internal/http2").is(WrongProtocol).or(&[AlpnMissing, PlaintextClient]),
    says(&["err_http2_session_error"], NODE, "nodejs/node lib/internal/http2").is(WrongProtocol).or(&[ConnectionReset]).rank(Rank::Symptom),
    says(&["err_invalid_protocol"], HTTP, "nodejs/node lib/_http_client.js").is(SchemeMismatch).note("the endpoint has no scheme, or the wrong one for its agent: write https://host:port"),
    says(&["protocol \"", "not supported. expected \"https:\""], HTTP, "nodejs/node lib/_http_client.js").is(SchemeMismatch).note("the endpoint has no scheme, or the wrong one for its agent: write https://host:port")
        .line("Protocol \"localhost:\" not supported. Expected \"https:\""),
    says(&["extra certs from", "failed"], NODE, TLS).is(UnreadableFile).line("Warning: Ignoring extra certs from `/x.pem`, load failed"),
    says(&["failed to read root certificate file"], NODE, JS).is(UnreadableFile),
    says(&["failed to read client certificate"], NODE, JS).is(UnreadableFile),
    says(&["unable to get local issuer certificate", "depth"], NODE, TLS).is(UnknownCa).or(&[IncompleteChain]),
    says(&["tunneling socket could not be established"], NODE, "tunnel-agent").is(ProxyFailure).rank(Rank::Decisive),
    says(&["otlpexportererror: unauthorized"], HTTP, JS).is(Unauthenticated).rank(Rank::Refusal),
    says(&["otlpexportererror: forbidden"], HTTP, JS).is(Unauthenticated).or(&[PermissionDenied]).rank(Rank::Refusal),
    says(&["otlpexportererror: not found"], HTTP, JS).is(WrongProtocol).or(&[SignalNotServed]).rank(Rank::Refusal),
    says(&["otlpexportererror: bad request"], HTTP, JS).is(OtlpRejected).or(&[PlaintextClient, WrongProtocol]).rank(Rank::Refusal),
    says(&["otlpexportererror: service unavailable"], HTTP, JS).is(BackendUnavailable).rank(Rank::Refusal),
    says(&["otlpexportererror: bad gateway"], HTTP, JS).is(BackendUnavailable).rank(Rank::Refusal),
    says(&["otlpexportererror: method not allowed"], HTTP, JS).is(WrongProtocol).rank(Rank::Refusal),
    says(&["otlpexportererror: internal server error"], HTTP, JS).is(BackendUnavailable).or(&[OtlpRejected]).rank(Rank::Refusal),
    says(&["otlpexportererror", "\"code\":\"401\""], HTTP, JS).is(Unauthenticated).rank(Rank::Refusal),
    says(&["otlpexportererror: request timed out"], HTTP, JS).is(ConnectionTimeout).or(&[SilentServer, NoAnswer]).rank(Rank::Symptom),
    says(&["request timed out", "otlpexportererror"], HTTP, JS).is(ConnectionTimeout).or(&[SilentServer, NoAnswer]).rank(Rank::Symptom).line("Request timed out OTLPExporterError"),
    says(&["export failed with retryable status"], HTTP, JS).is(BackendUnavailable).rank(Rank::Symptom),
    says(&["und_err_connect_timeout"], NODE, "nodejs/undici").is(ConnectionTimeout).or(&[SilentServer]).rank(Rank::Network),
    says(&["connect timeout error"], NODE, "nodejs/undici").is(ConnectionTimeout).or(&[SilentServer]).rank(Rank::Network),
    says(&["und_err_socket"], NODE, "nodejs/undici").is(ConnectionReset).or(&[PlaintextClient, ClientCertRequired]).rank(Rank::Symptom),
    says(&["|other side closed"], NODE, "nodejs/undici").is(ConnectionReset).or(&[PlaintextClient, ClientCertRequired]).rank(Rank::Symptom).line("SocketError: other side closed"),
    says(&["typeerror: fetch failed"], NODE, "nodejs/undici").is(ConnectionRefused).or(&[UnknownCa, DnsFailure]).rank(Rank::Consequence),
    says(&["unknown_certificate_verification_error"], NODE, "oven-sh/bun").is(UnknownCa).or(&[SelfSigned, NameMismatch]).since("Bun"),
    says(&["unknown certificate verification error"], NODE, "oven-sh/bun").is(UnknownCa).or(&[SelfSigned, NameMismatch]).since("Bun"),
    says(&["invalid pem formatted message"], NODE, "digitalbazaar/forge lib/pem.js").is(UnreadableFile),
    says(&["no connection established. last error: error: self"], &["node-grpc"], "grpc/grpc-node packages/grpc-js/src").is(SelfSigned).or(&[UnknownCa]).rank(Rank::Refusal),
    says(&["failed to read client certificate private key file"], NODE, JS).is(UnreadableFile),
    says(&["failed to read client certificate chain file"], NODE, JS).is(UnreadableFile),
    says(&["is not in the cert's altnames"], NODE, TLS).is(NameMismatch).or(&[NoSan]),
    says(&["is not in the cert's list"], NODE, TLS).is(NameMismatch).or(&[NoSan]),
    says(&["is not cert's cn"], NODE, TLS).is(NameMismatch).or(&[NoSan]),
};
