//! Erlang and Elixir: what OTP's `ssl` finds, opentelemetry-erlang, Mint, Gun, hackney.

use crate::finding::Code::{self, *};
use crate::messages::entry::{Entry, ONE_HALF, Rank, entries, says};

const ERLANG: &[&str] = &["erlang"];

const HANDSHAKE: &str = "erlang/otp lib/ssl/src/ssl_handshake.erl";
const CERTIFICATE: &str = "erlang/otp lib/ssl/src/ssl_certificate.erl";
const SERVER_1_3: &str = "erlang/otp lib/ssl/src/tls_server_connection_1_3.erl";
const STATEM: &str = "erlang/otp lib/ssl/src/tls_dtls_connection.erl";
const CERTIFICATES: &str = "erlang/otp lib/public_key/src/pubkey_cert.erl";
const CONFIG: &str = "erlang/otp lib/ssl/src/ssl_config.erl";
const HTTPC: &str = "erlang/otp lib/inets/src/http_client/httpc_handler.erl";
const OTLP: &str =
    "open-telemetry/opentelemetry-erlang apps/opentelemetry_exporter/src/otel_exporter_otlp.erl";
const EXPORTER: &str = "open-telemetry/opentelemetry-erlang apps/opentelemetry/src/otel_exporter.erl";
const CONFIGURATION: &str =
    "open-telemetry/opentelemetry-erlang apps/opentelemetry/src/otel_configuration.erl";
const MINT: &str = "elixir-mint/mint lib/mint/transport_error.ex";
const MINT_SSL: &str = "elixir-mint/mint lib/mint/core/transport/ssl.ex";
const MINT_HTTP1: &str = "elixir-mint/mint lib/mint/http1.ex";
const MINT_HTTP2: &str = "elixir-mint/mint lib/mint/http2.ex";
const MINT_PROXY: &str = "elixir-mint/mint lib/mint/tunnel_proxy.ex";
const GUN: &str = "ninenines/gun src/gun.erl";
const GUN_HTTP2: &str = "ninenines/gun src/gun_http2.erl";
const HACKNEY: &str = "benoitc/hackney src/hackney_conn.erl, src/hackney_http_connect.erl";

const fn erlang(code: Code, literals: &'static [&'static str], source: &'static str) -> Entry {
    says(literals, ERLANG, source).is(code)
}

/// As Elixir prints what `public_key` finds wrong with a certificate.
const fn bad_cert(code: Code, literals: &'static [&'static str]) -> Entry {
    says(literals, ERLANG, CERTIFICATES).is(code)
}

/// What `ssl` says of an option, before any connection.
const fn option(code: Code, literals: &'static [&'static str]) -> Entry {
    says(literals, ERLANG, CONFIG).is(code).rank(Rank::Refusal)
}

/// As Elixir prints a file that is not readable.
const fn file(literals: &'static [&'static str]) -> Entry {
    says(literals, ERLANG, CONFIG).is(UnreadableFile)
}

/// Erlang.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    erlang(ConnectionReset, &["failed_connect,", "closed}"], HTTPC).or(&[PlaintextServer, ClientCertRequired]).rank(Rank::Network).line("{failed_connect,[{to_address,{\"otel\",4318}},{inet,[inet],closed}]}"),
    // OTP's ssl.
    erlang(BadHandshakeSignature, &["invalid_certificate_verify_message"], HANDSHAKE),
    erlang(WrongKeyUsage, &["invalid_ext_keyusage"], CERTIFICATE),
    erlang(WrongKeyUsage, &["{key_usage_mismatch,"], "erlang/otp issue 9208").note("the certificate's key usage and extended key usage contradict each other; OTP 27.1.3 to 27.2 are too strict").line("{key_usage_mismatch,{{'Extension',{2,5,29,15},true,[keyCertSign,cRLSign]}"),
    erlang(CipherMismatch, &["unable_to_supply_acceptable_cert"], SERVER_1_3).or(&[UnsupportedSetting]).server_only().note("the client takes no signature algorithm of the server's certificate"),
    erlang(TlsViolation, &["malformed_handshake_data"], STATEM).or(&[PlaintextServer]),
    erlang(ConnectionTimeout, &["failed_connect,", "timeout}"], HTTPC).or(&[SilentServer]).rank(Rank::Network).line("{failed_connect,[{to_address,{\"otel\",4318}},{inet,[inet],timeout}]}"),
    bad_cert(Expired, &["{:bad_cert, :cert_expired"]).or(&[NotYetValid]),
    bad_cert(UnknownCa, &["{:bad_cert, :unknown_ca"]).or(&[IncompleteChain]),
    bad_cert(UnknownCa, &["{:bad_cert, :invalid_issuer"]).or(&[IncompleteChain, ChainOrder]),
    bad_cert(UnknownCa, &["{:bad_cert, :invalid_signature"]).or(&[IncompleteChain]),
    bad_cert(NameConstraint, &["{:bad_cert, :name_not_permitted"]),
    bad_cert(UnsupportedExtension, &["{:bad_cert, :unknown_critical_extension"]),
    bad_cert(PathLength, &["{:bad_cert, :max_path_length_reached"]),
    bad_cert(InvalidCa, &["{:bad_cert, :missing_basic_constraint"]),
    bad_cert(WrongKeyUsage, &["{:bad_cert, :invalid_key_usage"]),
    bad_cert(Revoked, &["{:bad_cert, {:revoked"]),
    file(&["{:options, {:cacertfile"]),
    file(&["{:options, {:certfile"]),
    file(&["{:options, {:keyfile"]),
    erlang(UnknownCa, &["{:options, :incompatible, [verify: :verify_peer, cacerts: :undefined]"], CONFIG).or(&[UnreadableFile]).note("verification is on and no CA was given"),
    option(ConflictingSettings, &["{options,incompatible,"]),
    option(ConflictingSettings, &["{:options, :incompatible,"]),
    option(ConflictingSettings, &["{certs_keys,cert_and_key_required}"]).note(ONE_HALF),
    option(ConflictingSettings, &["{:certs_keys, :cert_and_key_required}"]).note(ONE_HALF),
    option(UnsupportedSetting, &["{options,missing_version,"]).or(&[VersionMismatch]),
    option(UnsupportedSetting, &["{:options, :missing_version,"]).or(&[VersionMismatch]),
    option(UnsupportedSetting, &["{error,{options,{"]).rank(Rank::Symptom),
    option(UnsupportedSetting, &["{:error, {:options, {"]).rank(Rank::Symptom),
    erlang(PlaintextClient, &["could_not_parse_as_http,", "<<21, 3,"], HTTPC).note("what came is a TLS alert: the port speaks TLS").line("{:error, {:could_not_parse_as_http, <<21, 3, 1, 0, 2, 2, 80>>}}"),
    erlang(PlaintextClient, &["could_not_parse_as_http,", "<<21,3,"], HTTPC).note("what came is a TLS alert: the port speaks TLS").line("{error,{could_not_parse_as_http,<<21,3,1,0,2,2,80>>}}"),
    erlang(WrongProtocol, &["could_not_parse_as_http"], HTTPC).or(&[PlaintextClient]).rank(Rank::Refusal),
    // opentelemetry-erlang.
    erlang(NoAnswer, &["client error exporting timeout"], OTLP).or(&[ConnectionTimeout, SilentServer]).rank(Rank::Symptom),
    erlang(NoAnswer, &["client error exporting :timeout"], OTLP).or(&[ConnectionTimeout, SilentServer]).rank(Rank::Symptom),
    erlang(UnsupportedSetting, &["unable to start grpc channel for exporting and falling back"], OTLP).note("`grpcbox` does not run: the exporter goes on over HTTP"),
    erlang(UnsupportedSetting, &["verify you have included the 'opentelemetry_exporter' dependency"], EXPORTER).note("the exporter's application is not in the release"),
    erlang(SchemeMismatch, &["failed to parse and ignoring exporter endpoint"], OTLP).or(&[UnsupportedSetting]),
    erlang(SchemeMismatch, &["error parsing endpoint uri:"], OTLP).or(&[UnsupportedSetting]),
    erlang(SchemeMismatch, &["unknown scheme ", "converting to existing atom"], OTLP).line("unknown scheme \"otel\", converting to existing atom, if possible, and using as is"),
    erlang(UnsupportedSetting, &["transport protocol is not supported by the otlp exporter"], CONFIGURATION),
    erlang(UnsupportedSetting, &["transport protocol, spans will not be exported"], CONFIGURATION).line("unknown thrift transport protocol, spans will not be exported."),
    erlang(UnsupportedSetting, &["falling back to default otlp"], CONFIGURATION).line("unknown exporter x. falling back to default otlp"),
    // Mint.
    erlang(AlpnMissing, &["alpn protocol not negotiated"], MINT),
    erlang(AlpnMissing, &["protocol_not_negotiated"], MINT),
    erlang(AlpnMissing, &["bad alpn protocol \""], MINT).line("bad ALPN protocol \"spdy/3\", supported protocols are \"http/1.1\" and \"h2\""),
    erlang(AlpnMissing, &["{:bad_alpn_protocol,"], MINT),
    erlang(DnsFailure, &["non-existing domain"], MINT).rank(Rank::Network),
    erlang(ConnectionTimeout, &["transporterror{reason: :timeout"], MINT).or(&[SilentServer, NoAnswer]).rank(Rank::Symptom),
    erlang(UnreadableFile, &["default ca trust store not available"], MINT_SSL).or(&[UnknownCa]).note("no CA was given and `castore` is not installed"),
    erlang(WrongProtocol, &[":invalid_status_line"], MINT_HTTP1).or(&[PlaintextClient]).rank(Rank::Refusal),
    erlang(BackendUnavailable, &["{:server_closed_connection,"], MINT_HTTP2).or(&[ConnectionReset, WrongProtocol]).rank(Rank::Symptom),
    erlang(BackendUnavailable, &["server closed connection with error code"], MINT_HTTP2).or(&[ConnectionReset, WrongProtocol]).rank(Rank::Symptom),
    erlang(ProxyFailure, &["expected tunnel proxy to return a status between 200 and 299"], MINT_PROXY).rank(Rank::Decisive),
    erlang(ProxyFailure, &["{:proxy, {:unexpected_status"], MINT_PROXY).rank(Rank::Decisive),
    erlang(ProxyFailure, &["{:proxy, :tunnel_timeout"], MINT_PROXY).rank(Rank::Decisive),
    erlang(ProxyFailure, &["error when establishing the tunnel proxy connection"], MINT_PROXY).rank(Rank::Decisive),
    // Gun.
    erlang(WrongProtocol, &["invalid connection preface received"], GUN_HTTP2).or(&[PlaintextClient]),
    erlang(BackendUnavailable, &["{stream_error,", "stream reset by server"], GUN_HTTP2).or(&[ConnectionReset, WrongProtocol]).rank(Rank::Symptom).line("{stream_error,{stream_error,internal_error,'Stream reset by server.'}}"),
    erlang(ConnectionReset, &["{down,{shutdown,closed}"], GUN).or(&[PlaintextServer, ClientCertRequired]).rank(Rank::Symptom),
    erlang(ConnectionTimeout, &["{down,{shutdown,timeout}"], GUN).or(&[SilentServer]).rank(Rank::Symptom),
    // hackney.
    erlang(ConnectionTimeout, &["{error,connect_timeout}"], HACKNEY).rank(Rank::Network),
    erlang(ConnectionTimeout, &["{:error, :connect_timeout}"], HACKNEY).rank(Rank::Network),
    erlang(ProxyFailure, &["{proxy_auth_error,"], HACKNEY).rank(Rank::Decisive),
    erlang(ProxyFailure, &["{:proxy_auth_error,"], HACKNEY).rank(Rank::Decisive),
};
