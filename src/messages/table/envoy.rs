//! More of what Envoy and Istio say: SDS, xDS, their own OTLP exporter, response code details.

use crate::finding::Code::{self, *};
use crate::messages::entry::{Entry, MUTE_ALERT, Rank, entries, says};

const ENVOY: &[&str] = &["envoy"];
const ISTIO: &[&str] = &["istio"];

const CONFIG: &str = "envoyproxy/envoy source/common/tls/context_config_impl.cc";
const CERTIFICATE: &str = "envoyproxy/envoy source/common/ssl/tls_certificate_config_impl.cc";
const CONTEXT: &str = "envoyproxy/envoy source/common/tls/context_impl.cc";
const VALIDATOR: &str = "envoyproxy/envoy source/common/tls/cert_validator/default_validator.cc";
const SDS: &str = "envoyproxy/envoy source/common/secret/sds_api.cc";
const SUBSCRIPTION: &str =
    "envoyproxy/envoy source/extensions/config_subscription/grpc/grpc_subscription_impl.cc";
const STREAM: &str = "envoyproxy/envoy source/extensions/config_subscription/grpc/grpc_stream.h";
const RESET: &str = "envoyproxy/envoy source/common/http/utility.cc";
const DETAILS: &str = "envoyproxy/envoy envoy/stream_info/stream_info.h";
const OTLP: &str = "envoyproxy/envoy source/extensions/tracers/opentelemetry/http_trace_exporter.cc";
const TRACER: &str = "envoyproxy/envoy source/extensions/tracers/opentelemetry/opentelemetry_tracer_impl.cc";
const AGENT: &str = "istio/istio pkg/istio-agent, security/pkg";
const PILOT: &str = "istio/istio pilot/pkg/xds, pilot/pkg/bootstrap";

const fn istio(code: Code, literals: &'static [&'static str]) -> Entry {
    says(literals, ISTIO, AGENT).is(code)
}

const fn reset(code: Code, literals: &'static [&'static str]) -> Entry {
    says(literals, ENVOY, RESET).is(code)
}

const fn detail(code: Code, literals: &'static [&'static str]) -> Entry {
    says(literals, ENVOY, DETAILS).is(code).rank(Rank::Refusal)
}

/// Envoy and Istio.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    // Certificates and secrets.
    says(&["verify cert failed: empty cert chain"], ENVOY, VALIDATOR).is(ClientCertRequired),
    says(&["unknown static secret: "], ENVOY, CONFIG).is(UnreadableFile).note("no static secret of Envoy's configuration has this name"),
    says(&["unknown static certificate validation context: "], ENVOY, CONFIG).is(UnreadableFile).note("no static secret of Envoy's configuration has this name"),
    says(&["certificate configuration can't have both pkcs12 and"], ENVOY, CERTIFICATE).is(ConflictingSettings),
    says(&["ocsp staple cannot be provided via inline_string"], ENVOY, CERTIFICATE).is(UnsupportedSetting),
    says(&["failed to initialize tls signature algorithms"], ENVOY, CONTEXT).is(UnsupportedSetting).note("a name in `signature_algorithms` is none that BoringSSL knows"),
    says(&["failed to get certificate validator factory for"], ENVOY, CONTEXT).is(UnsupportedSetting),
    says(&["missing sds resources for"], ENVOY, SDS).is(UnreadableFile).note("the SDS server does not have this secret"),
    says(&["unexpected sds secret (expecting"], ENVOY, SDS).is(UnreadableFile).note("the SDS server delivers a secret of another name"),
    says(&["initial fetch timed out for type.googleapis.com", "secret"], ENVOY, SUBSCRIPTION).is(UnreadableFile).or(&[ConnectionRefused]).note("Envoy waits for a certificate or CA that nobody delivers: the secret is missing or not readable")
        .line("gRPC config: initial fetch timed out for type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret"),
    says(&["initial fetch timed out for type.googleapis.com"], ENVOY, SUBSCRIPTION).is(BackendUnavailable).or(&[ConnectionRefused, ConnectionTimeout]).rank(Rank::Symptom).note("the configuration server does not deliver"),
    says(&["no tls certificates found for server context"], ENVOY, CONTEXT).is(UnreadableFile).server_only(),
    says(&["san-based verification of peer certificates without trusted ca"], ENVOY, VALIDATOR).is(ConflictingSettings).note("`match_typed_subject_alt_names` without `trusted_ca`"),
    says(&["invalid_argument: unknown enum value: '"], ENVOY, "envoyproxy/envoy source/common/protobuf/utility.cc").is(UnsupportedSetting).line("Protobuf message (type x reason INVALID_ARGUMENT: unknown enum value: 'TLSv1_9') has unknown fields"),
    says(&["|invalid path: /", ".pem"], ENVOY, "envoyproxy/envoy source/common/filesystem/posix/filesystem_impl.cc").is(UnreadableFile).line("error `Invalid path: /x.pem` initializing config"),
    says(&["bad_packet_length|", "decryption_failed_or_bad_record_mac"], ENVOY, "google/boringssl ssl/tls_record.cc").is(UnknownCa).or(&[TlsViolation]).server_only().note(MUTE_ALERT).line("TLS_error:|268435568:SSL_routines:OPENSSL_internal:BAD_PACKET_LENGTH|268435595:SSL_routines:OPENSSL_internal:DECRYPTION_FAILED_OR_BAD_RECORD_MAC:TLS_error_end"),
    // The stream to the configuration server.
    says(&["unable to establish new stream to configuration server"], ENVOY, STREAM).is(ConnectionRefused).or(&[DnsFailure, UnknownCa]).rank(Rank::Consequence),
    says(&["grpc config stream to", "closed", ": 16,"], ENVOY, STREAM).is(Unauthenticated).rank(Rank::Refusal).line("StreamAggregatedResources gRPC config stream to xds-grpc closed: 16, x"),
    says(&["grpc config stream to", "closed", ": 7,"], ENVOY, STREAM).is(PermissionDenied).rank(Rank::Refusal).line("StreamAggregatedResources gRPC config stream to xds-grpc closed: 7, x"),
    says(&["grpc config stream to", "closed", ": 14,"], ENVOY, STREAM).is(ConnectionRefused).or(&[UnknownCa, BackendUnavailable]).rank(Rank::Consequence).line("StreamSecrets gRPC config stream to sds-grpc closed: 14, connection failure"),
    // Why a request was reset or answered by Envoy itself.
    reset(ConnectionRefused, &["reset reason: remote connection failure"]).or(&[UnknownCa, PlaintextServer, ConnectionTimeout]).rank(Rank::Symptom),
    reset(ConnectionRefused, &["reset reason: local connection failure"]).or(&[NetworkUnreachable, UnknownCa, UnreadableFile]).rank(Rank::Symptom),
    reset(ProxyFailure, &["reset reason: remote error with connect request"]).rank(Rank::Refusal),
    detail(ConnectionTimeout, &["upstream_reset_before_response_started{connection_timeout"]).or(&[SilentServer]).note("`connect_timeout` counts TCP and the handshake"),
    detail(PlaintextServer, &["\" 400 dpe "]).or(&[WrongProtocol]).server_only().note("a client speaks TLS, or no HTTP, to this cleartext port").line("\"- - HTTP/1.1\" 400 DPE http1.codec_error"),
    detail(BackendUnavailable, &["upstream_reset_before_response_started{overflow"]),
    detail(BackendUnavailable, &["upstream_reset_before_response_started{remote_refused_stream_reset"]),
    detail(NoAnswer, &["ut response_timeout"]).or(&[BackendUnavailable]).line("\"POST /v1/traces HTTP/1.1\" 504 UT response_timeout - \"-\""),
    detail(NoAnswer, &["upstream_per_try_timeout"]).or(&[BackendUnavailable]),
    detail(BackendUnavailable, &["nc cluster_not_found"]).or(&[UnsupportedSetting]).note("Envoy has no cluster of the name that the route says").line("\"POST /v1/traces HTTP/1.1\" 503 NC cluster_not_found - \"-\""),
    detail(SilentServer, &["transport_socket_timeout"]).or(&[PlaintextServer]),
    // Its own OTLP exporter.
    says(&["otlp http exporter failed: [cluster"], ENVOY, OTLP).is(UnsupportedSetting).note("Envoy has no cluster of the name in `http_uri`").line("OTLP HTTP exporter failed: [cluster = otel] is not configured"),
    says(&["the otlp export request failed. reason"], ENVOY, OTLP).is(ConnectionRefused).or(&[NoAnswer, UnknownCa]).rank(Rank::Consequence).line("The OTLP export request failed. Reason 0"),
    says(&["tracer cannot have both grpc and http exporters configured"], ENVOY, TRACER).is(ConflictingSettings),
    // Istio.
    istio(ConnectionRefused, &["config not received from xds server"]).or(&[UnknownCa, Unauthenticated]).rank(Rank::Symptom).note("the sidecar has no configuration: it does not get through to istiod"),
    istio(ConnectionRefused, &["failed to dial xds"]).or(&[UnknownCa, UnreadableFile]).rank(Rank::Consequence),
    istio(UnreadableFile, &["os ca cert could not be found for agent"]),
    istio(UnreadableFile, &["root ca file for", "required but configured provider as none"]).line("root CA file for XDS required but configured provider as none"),
    istio(UnreadableFile, &["failed to append root certificates"]),
    istio(ClientKeyMismatch, &["the cert does not match the key: "]),
    istio(ClientKeyMismatch, &["the generated private", "key and cert doesn't match"]).line("the generated private EC key and cert doesn't match"),
    istio(NameMismatch, &["the certificate doesn't have the expected san for"]),
    istio(ClientCertRequired, &["no client certificate is presented"]).server_only(),
    istio(Expired, &["certificate is expired or not yet valid"]).or(&[NotYetValid, ClockSkew]),
    istio(BackendUnavailable, &["istio ca is not ready"]),
    istio(Unauthenticated, &["failed to verify the jwt token (error"]).rank(Rank::Refusal),
    istio(Unauthenticated, &["no bearer token exists in http authorization header"]).rank(Rank::Refusal),
    istio(UnreadableFile, &["no certificate returned for the csr"]),
    istio(UnreadableFile, &["incomplete signing ca bundle detected"]),
    istio(UnreadableFile, &["attempted to fetch secret, but ca client is nil"]),
    istio(UnreadableFile, &["failed to fetch key and certificate for"]).or(&[PermissionDenied]).rank(Rank::Refusal),
    istio(UnreadableFile, &["failed to fetch ca certificate for"]).or(&[PermissionDenied]).rank(Rank::Refusal),
    says(&["unauthorized xds: "], ISTIO, PILOT).is(Unauthenticated).or(&[PermissionDenied]).server_only().rank(Rank::Refusal),
    says(&["attempted to access unauthorized certificates"], ISTIO, PILOT).is(PermissionDenied).server_only(),
    says(&["ensure you are connecting over tls port and are authenticated"], ISTIO, PILOT).is(PermissionDenied).or(&[PlaintextServer, Unauthenticated]).server_only(),
};
