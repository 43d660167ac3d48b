//! The rest of what Node, undici, grpc-js and opentelemetry-js say, read off their sources as a whole.

use crate::finding::Code::*;
use crate::messages::entry::{Entry, Rank, entries, says};

const NODE: &[&str] = &["node"];
const JS: &[&str] = &["node-grpc"];
const HTTP: &[&str] = &["node-http"];

const ERRORS: &str =
    "nodejs/node lib/internal/errors.js, lib/internal/tls/wrap.js, lib/internal/http2/core.js";
const UV: &str = "libuv/libuv include/uv.h (util.getSystemErrorMap)";
const UNDICI: &str = "nodejs/undici lib";
const GRPC_JS: &str = "grpc/grpc-node packages/grpc-js/src";
const OTEL: &str = "open-telemetry/opentelemetry-js experimental/packages/otlp-exporter-base";

const fn ended(
    literals: &'static [&'static str],
    by: &'static [&'static str],
    source: &'static str,
) -> Entry {
    says(literals, by, source)
        .is(ConnectionReset)
        .or(&[BackendUnavailable, ClientCertRequired, PlaintextClient])
        .rank(Rank::Symptom)
}

const fn dns(literals: &'static [&'static str]) -> Entry {
    says(literals, NODE, UV).is(DnsFailure).rank(Rank::Network)
}

/// Node, grpc-js, opentelemetry-js.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    says(&["|protocol not secure enough"], JS, "grpc/grpc-node packages/grpc-js/src/subchannel-call.ts").is(CipherMismatch).or(&[VersionMismatch]).line("8 RESOURCE_EXHAUSTED: Protocol not secure enough"),
    says(&["fetch failed", "unknown scheme"], NODE, "nodejs/undici lib/web/fetch/index.js").is(SchemeMismatch).line("TypeError: fetch failed [cause]: Error: unknown scheme"),
    dns(&["eai_addrfamily"]),
    dns(&["eai_fail"]),
    dns(&["eai_nodata"]),
    dns(&["eai_noname"]),
    dns(&["eai_service"]),
    says(&["enetdown"], NODE, UV).is(NetworkUnreachable).rank(Rank::Network),
    says(&["ehostdown"], NODE, UV).is(NetworkUnreachable).rank(Rank::Network),
    says(&["enonet"], NODE, UV).is(NetworkUnreachable).rank(Rank::Network),
    says(&["connect eacces"], NODE, UV).is(NetworkUnreachable).or(&[ConnectionRefused]).rank(Rank::Network).note("this host does not allow the connection: a sandbox, a network policy, a local firewall"),
    says(&["connect eperm"], NODE, UV).is(NetworkUnreachable).or(&[ConnectionRefused]).rank(Rank::Network).note("this host does not allow the connection: a sandbox, a network policy, a local firewall"),
    says(&["connect einval"], NODE, UV).is(NetworkUnreachable).or(&[UnsupportedSetting]).rank(Rank::Network),
    says(&["enotconn"], NODE, UV).is(ConnectionReset).rank(Rank::Symptom),
    says(&["eshutdown"], NODE, UV).is(ConnectionReset).rank(Rank::Symptom),
    says(&["enoent: no such file or directory, open"], NODE, UV).is(UnreadableFile).rank(Rank::Refusal),
    says(&["eacces: permission denied, open"], NODE, UV).is(UnreadableFile).rank(Rank::Refusal),
    says(&["eisdir: illegal operation on a directory"], NODE, UV).is(UnreadableFile).rank(Rank::Refusal),
    says(&["err_socket_connection_timeout"], NODE, ERRORS).is(ConnectionTimeout).rank(Rank::Network),
    ended(&["err_socket_closed"], NODE, ERRORS),
    says(&["err_socket_bad_port"], NODE, ERRORS).is(UnsupportedSetting),
    says(&["should be >= 0 and < 65536"], NODE, ERRORS).is(UnsupportedSetting).line("Port should be >= 0 and < 65536. Received type number (70000)."),
    says(&["err_http_invalid_header_value"], NODE, ERRORS).is(UnsupportedSetting).or(&[Unauthenticated]),
    says(&["err_invalid_char"], NODE, ERRORS).is(UnsupportedSetting).or(&[Unauthenticated]).note("a header has a character that HTTP does not allow: often the final newline of a token file"),
    says(&["invalid character in header content"], NODE, ERRORS).is(UnsupportedSetting).or(&[Unauthenticated]).note("a header has a character that HTTP does not allow: often the final newline of a token file"),
    says(&["err_http2_goaway_session"], NODE, ERRORS).is(BackendUnavailable).or(&[ConnectionReset]).rank(Rank::Symptom),
    says(&["new streams cannot be created after receiving a goaway"], NODE, ERRORS).is(BackendUnavailable).or(&[ConnectionReset]).rank(Rank::Symptom),
    ended(&["err_http2_invalid_session"], NODE, ERRORS),
    ended(&["err_http2_stream_cancel"], NODE, ERRORS),
    ended(&["err_http2_ping_cancel"], NODE, ERRORS),
    ended(&["the session has been destroyed"], NODE, ERRORS),
    ended(&["the pending stream has been canceled"], NODE, ERRORS),
    says(&["err_http2_stream_error"], NODE, ERRORS).is(WrongProtocol).or(&[BackendUnavailable, ProxyFailure]).rank(Rank::Symptom),
    says(&["stream closed with error code nghttp2_"], NODE, ERRORS).is(WrongProtocol).or(&[BackendUnavailable, ProxyFailure]).rank(Rank::Symptom).line("Stream closed with error code NGHTTP2_INTERNAL_ERROR"),
    says(&["stream closed with error code nghttp2_refused_stream"], NODE, ERRORS).is(BackendUnavailable).rank(Rank::Refusal),
    says(&["stream closed with error code nghttp2_enhance_your_calm"], NODE, ERRORS).is(BackendUnavailable).rank(Rank::Refusal),
    says(&["nghttp2_http_1_1_required"], NODE, ERRORS).is(WrongProtocol).or(&[ClientCertRequired]),
    says(&["nghttp2_inadequate_security"], NODE, ERRORS).is(CipherMismatch),
    says(&["session closed with error code"], NODE, ERRORS).is(WrongProtocol).or(&[BackendUnavailable, ConnectionReset]).rank(Rank::Symptom),
    says(&["err_http2_unsupported_protocol"], NODE, ERRORS).is(SchemeMismatch),
    says(&["err_http2_too_many_invalid_frames"], NODE, ERRORS).is(WrongProtocol),
    says(&["too many invalid http/2 frames"], NODE, ERRORS).is(WrongProtocol),
    says(&["err_tls_renegotiation_disabled"], NODE, ERRORS).is(TlsViolation).or(&[ClientCertRequired]),
    says(&["err_tls_session_attack"], NODE, ERRORS).is(TlsViolation),
    says(&["err_tls_invalid_context"], NODE, ERRORS).is(UnreadableFile),
    says(&["err_tls_invalid_state"], NODE, ERRORS).is(TlsViolation).rank(Rank::Symptom),
    says(&["err_tls_alpn_callback_invalid_result"], NODE, ERRORS).is(AlpnMissing).server_only(),
    says(&["err_crypto_"], NODE, ERRORS).is(UnreadableFile).or(&[UnsupportedSetting]).rank(Rank::Symptom).line("code: 'ERR_CRYPTO_INVALID_KEYLEN'"),
    // undici.
    says(&["headers timeout error"], NODE, UNDICI).is(NoAnswer).or(&[BackendUnavailable]),
    says(&["und_err_headers_timeout"], NODE, UNDICI).is(NoAnswer).or(&[BackendUnavailable]),
    says(&["body timeout error"], NODE, UNDICI).is(NoAnswer).or(&[BackendUnavailable]),
    says(&["und_err_body_timeout"], NODE, UNDICI).is(NoAnswer).or(&[BackendUnavailable]),
    says(&["und_err_headers_overflow"], NODE, UNDICI).is(WrongProtocol).or(&[ProxyFailure]),
    ended(&["und_err_closed"], NODE, UNDICI),
    ended(&["und_err_destroyed"], NODE, UNDICI),
    ended(&["socketerror: other side closed"], NODE, UNDICI),
    ended(&["informationalerror: socket idle timeout"], NODE, UNDICI),
    says(&["response does not match the http/1.1 protocol"], NODE, UNDICI).is(WrongProtocol).or(&[PlaintextClient]),
    says(&["secure proxy connection failed"], NODE, UNDICI).is(ProxyFailure).rank(Rank::Decisive),
    says(&["proxy response (", "when http tunneling"], NODE, UNDICI).is(ProxyFailure).rank(Rank::Decisive).line("Proxy response (403) !== 200 when HTTP Tunneling"),
    says(&["und_err_prx_tls"], NODE, UNDICI).is(ProxyFailure).rank(Rank::Decisive),
    says(&["redirect count exceeded"], NODE, UNDICI).is(WrongProtocol).or(&[ProxyFailure]),
    says(&["unexpected redirect"], NODE, UNDICI).is(WrongProtocol).or(&[ProxyFailure]).rank(Rank::Refusal),
    says(&["failed to parse url from"], NODE, UNDICI).is(UnsupportedSetting).or(&[SchemeMismatch]),
    says(&["invalid url protocol: the url must start with"], NODE, UNDICI).is(SchemeMismatch),
    says(&["cannot be constructed from a url that includes credentials"], NODE, UNDICI).is(UnsupportedSetting).or(&[Unauthenticated]),
    says(&["http/2: \"goaway\" frame received with code"], NODE, UNDICI).is(BackendUnavailable).or(&[ConnectionReset]).rank(Rank::Symptom),
    says(&["http/2: \"frameerror\" received"], NODE, UNDICI).is(WrongProtocol),
    // grpc-js.
    says(&["failed to parse dns address"], JS, GRPC_JS).is(UnsupportedSetting).or(&[DnsFailure]),
    says(&["could not find a default scheme for target name"], JS, GRPC_JS).is(SchemeMismatch),
    says(&["unrecognized scheme", "in ip resolver"], JS, GRPC_JS).is(SchemeMismatch),
    says(&["resolution error for target"], JS, GRPC_JS).is(DnsFailure).rank(Rank::Network),
    says(&["failed to connect to", "through proxy"], JS, GRPC_JS).is(ProxyFailure).rank(Rank::Decisive).line("Failed to connect to otel:4317 through proxy 10.0.0.1:3128 with status 403"),
    says(&["response message parsing error:"], JS, GRPC_JS).is(WrongProtocol).or(&[OtlpRejected]),
    says(&["received message compressed with unsupported compression method"], JS, GRPC_JS).is(OtlpRejected).or(&[UnsupportedSetting]),
    says(&["compression method not supported:"], JS, GRPC_JS).is(OtlpRejected).or(&[UnsupportedSetting]),
    says(&["received message that decompresses to a size larger than"], JS, GRPC_JS).is(OtlpRejected).rank(Rank::Refusal),
    says(&["attempted to send message with a size larger than"], JS, GRPC_JS).is(OtlpRejected).rank(Rank::Refusal),
    says(&["received message larger than max ("], JS, GRPC_JS).is(OtlpRejected).rank(Rank::Refusal),
    says(&["metadata string value \"", "contains illegal characters"], JS, GRPC_JS).is(UnsupportedSetting).or(&[Unauthenticated]).note("a header has a character that gRPC does not allow: often the final newline of a token file"),
    says(&["metadata key \"", "contains illegal characters"], JS, GRPC_JS).is(UnsupportedSetting),
    says(&["failed to add metadata entry"], JS, GRPC_JS).is(UnsupportedSetting).rank(Rank::Symptom),
    says(&["cannot compose insecure credentials"], JS, GRPC_JS).is(ConflictingSettings).or(&[InsecureTransport]),
    says(&["failed to load credentials"], JS, GRPC_JS).is(UnreadableFile).or(&[ConflictingSettings]),
    says(&["failed to start call on picked subchannel"], JS, GRPC_JS).is(ConnectionReset).or(&[BackendUnavailable]).rank(Rank::Consequence),
    says(&["failed to start http/2 stream with error"], JS, GRPC_JS).is(ConnectionReset).or(&[BackendUnavailable]).rank(Rank::Consequence),
    ended(&["subchannel not ready"], JS, GRPC_JS),
    ended(&["stream closed before sending status"], JS, GRPC_JS),
    ended(&["unavailable: session closed"], JS, GRPC_JS).line("14 UNAVAILABLE: session closed"),
    ended(&["connection closed by goaway"], JS, GRPC_JS).is(BackendUnavailable).or(&[ConnectionReset]),
    says(&["rejected by server because of excess pings"], JS, GRPC_JS).is(BackendUnavailable).note("the exporter's keepalive is more frequent than the server allows"),
    says(&["connection dropped by keepalive timeout"], JS, GRPC_JS).is(NetworkUnreachable).or(&[NoAnswer, ConnectionReset]).rank(Rank::Network),
    says(&["http/2 stream closed with code"], JS, GRPC_JS).is(WrongProtocol).or(&[BackendUnavailable]).rank(Rank::Symptom),
    says(&["dropped connection from", "due to unloaded credentials"], JS, GRPC_JS).is(UnreadableFile).server_only(),
    says(&["an incoming tls connection closed with error"], JS, GRPC_JS).is(UnknownCa).or(&[ConnectionReset]).rank(Rank::Consequence).server_only(),
    says(&["failed to set secure context with error"], JS, GRPC_JS).is(UnreadableFile).or(&[ClientKeyMismatch]).server_only(),
    // opentelemetry-js.
    says(&["metadata cannot be set when using http"], NODE, OTEL).is(IgnoredSetting),
    says(&["configuration: provided url appended with"], HTTP, OTEL).is(UnsupportedSetting).or(&[SchemeMismatch]),
    says(&["configuration: could not parse user-provided export url"], HTTP, OTEL).is(UnsupportedSetting).or(&[SchemeMismatch]),
    says(&["configuration: ", "is invalid, expected"], NODE, OTEL).is(UnsupportedSetting).line("Configuration: OTEL_EXPORTER_OTLP_COMPRESSION is invalid, expected 'none' or 'gzip' (actual: 'br')"),
    says(&["url protocol should be http(s)://"], NODE, OTEL).is(SchemeMismatch),
    says(&["header \"", "and will be ignored"], NODE, OTEL).is(IgnoredSetting).or(&[Unauthenticated]).line("Header \"x\" has invalid value (y) and will be ignored"),
    says(&["export failed after maximum retry attempts"], NODE, OTEL).is(BackendUnavailable).or(&[ConnectionTimeout, ConnectionRefused]).rank(Rank::Consequence),
    says(&["export failed with non-retryable error"], NODE, OTEL).is(UnknownCa).or(&[OtlpRejected, ConnectionRefused, WrongProtocol]).rank(Rank::Consequence),
    says(&["export failed with unknown error"], NODE, OTEL).is(BackendUnavailable).or(&[ConnectionRefused, UnknownCa]).rank(Rank::Consequence),
    says(&["fetch request failed with non-retryable status"], NODE, OTEL).is(OtlpRejected).or(&[WrongProtocol, Unauthenticated]).rank(Rank::Symptom),
    says(&["fetch request encountered a network error"], NODE, OTEL).is(ConnectionRefused).or(&[DnsFailure, UnknownCa]).rank(Rank::Consequence),
    says(&["concurrent export limit reached"], NODE, OTEL).is(BackendUnavailable).or(&[ConnectionTimeout, NoAnswer]).rank(Rank::Consequence).note("exports pile up because none of them ends"),
    says(&["export succeeded but could not deserialize response"], NODE, OTEL).is(WrongProtocol).or(&[ProxyFailure]),
    says(&["otlp export response body exceeded size limit"], NODE, OTEL).is(WrongProtocol),
    says(&["received partial success response"], NODE, OTEL).is(OtlpRejected).rank(Rank::Refusal),
};
