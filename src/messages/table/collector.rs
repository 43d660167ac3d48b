//! The rest of what the Collector and opentelemetry-go say, read off their sources as a whole.

use crate::finding::Code::{self, *};
use crate::messages::entry::{Entry, Rank, entries, says};

const COLLECTOR: &[&str] = &["collector"];
const GO: &[&str] = &["go", "collector"];
const CONFIGTLS: &str = "open-telemetry/opentelemetry-collector config/configtls/configtls.go";
const CONFIGAUTH: &str = "open-telemetry/opentelemetry-collector config/configauth/configauth.go, config/configmiddleware/configmiddleware.go, config/configgrpc/configgrpc.go, config/confighttp/client.go, server.go";
const CONFIGNET: &str = "open-telemetry/opentelemetry-collector config/confignet/confignet.go, config/configgrpc/configgrpc.go, config/confighttp/client.go, server.go, compressor.go, compression.go, config/configcompression/compressiontype.go";
const HELPER: &str = "open-telemetry/opentelemetry-collector exporter/exporterhelper/internal/retry_sender.go, timeout_sender.go, base_exporter.go, queue_sender.go, queue/memory_queue.go";
const OTLP: &str = "open-telemetry/opentelemetry-collector exporter/otlpexporter/otlp.go, exporter/otlphttpexporter/otlp.go, config.go, receiver/otlpreceiver/config.go";
const CONFMAP: &str = "open-telemetry/opentelemetry-collector confmap/resolver.go, provider.go, expand.go, confmap/provider/envprovider/provider.go, fileprovider/provider.go, internal/configurablehttpprovider/provider.go";
const SERVICE: &str = "open-telemetry/opentelemetry-collector otelcol/config.go, service/internal/builders/connector.go, exporter.go, extension.go, service/pipelines/config.go, service/service.go";
const OTEL: &str = "open-telemetry/opentelemetry-go exporters/otlp/otlptrace/otlptracehttp/client.go, otlptracegrpc/client.go, exporters/otlp/otlpmetric/otlpmetrichttp/client.go, otlpmetricgrpc/client.go, exporters/otlp/otlplog/otlploghttp/client.go, config.go, otlploggrpc/client.go, config.go";
const ENVCONFIG: &str = "open-telemetry/opentelemetry-go exporters/otlp/otlptrace/otlptracegrpc/internal/envconfig, otlploggrpc/config.go";

/// The configuration has a value that the Collector refuses.
const fn refused(code: Code, literals: &'static [&'static str], source: &'static str) -> Entry {
    says(literals, COLLECTOR, source).is(code).rank(Rank::Refusal)
}

/// The export failed, and why stands elsewhere.
const fn dropped(literals: &'static [&'static str], source: &'static str) -> Entry {
    says(literals, COLLECTOR, source)
        .is(BackendUnavailable)
        .or(&[ConnectionRefused, ConnectionTimeout, UnknownCa])
        .rank(Rank::Consequence)
}

/// Collector and opentelemetry-go.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    says(&["transient_failure"], GO, "grpc/grpc-go connectivity/connectivity.go").is(ConnectionRefused).or(&[UnknownCa, PlaintextServer, DnsFailure]).rank(Rank::Consequence).note("the connection fails and is tried again; another line says why"),
    says(&["request failed", "\"reason\": \"eof\""], COLLECTOR, "open-telemetry/opentelemetry-collector-contrib exporter/elasticsearchexporter").is(ConnectionReset).or(&[PlaintextClient, ProxyFailure]).rank(Rank::Consequence).line("Request failed. {\"kind\": \"exporter\", \"reason\": \"EOF\"}"),
    refused(UnknownSetting, &["requested authenticator is not a"], CONFIGAUTH).note("the extension named under `auth` is no authenticator of this kind"),
    refused(UnsupportedSetting, &["authentication was configured but this component or its host does not support extensions"], CONFIGAUTH),
    refused(UnsupportedSetting, &["middlewares were configured but this component or its host does not support extensions"], CONFIGAUTH),
    refused(UnknownSetting, &["failed to resolve middleware"], CONFIGAUTH),
    refused(UnsupportedSetting, &["unsupported compression type"], CONFIGNET),
    refused(UnsupportedSetting, &["unsupported parameters", "for compression type"], CONFIGNET),
    refused(UnsupportedSetting, &["invalid max_recv_msg_size_mib value"], CONFIGNET),
    refused(UnsupportedSetting, &["invalid transport type \""], CONFIGNET),
    refused(UnsupportedSetting, &["unsupported transport type \""], CONFIGNET),
    refused(UnsupportedSetting, &["failed to configure http2 transport"], CONFIGNET).or(&[AlpnMissing]),
    refused(IgnoredSetting, &["cors configuration specifies allowed headers but no allowed origins"], CONFIGNET),
    refused(UnsupportedSetting, &["'timeout' must be non-negative"], HELPER),
    refused(UnsupportedSetting, &["'max_elapsed_time' must not be less than"], HELPER),
    refused(UnsupportedSetting, &["invalid encoding type"], OTLP).note("`encoding` of otlp_http takes `proto` or `json`"),
    refused(UnsupportedSetting, &["invalid http url path set for signal"], OTLP),
    refused(UnsupportedSetting, &["must specify at least one protocol when using the otlp receiver"], OTLP),
    says(&["snappy: decoded size exceeds max request body size"], COLLECTOR, CONFIGNET).is(OtlpRejected).rank(Rank::Refusal).server_only(),
    says(&["failed to load cert "], COLLECTOR, CONFIGTLS).is(UnreadableFile),
    says(&["for auth via tls, provide either a"], COLLECTOR, CONFIGTLS).is(ConflictingSettings).note("`cert_file` and `cert_pem`, or `key_file` and `key_pem`, exclude each other")
        .line("for auth via TLS, provide either a certificate or the PEM-encoded string, but not both"),
    says(&["failed to load ca "], COLLECTOR, CONFIGTLS).is(UnreadableFile),
    says(&["failed to load tls config"], COLLECTOR, CONFIGTLS).is(UnreadableFile).or(&[ConflictingSettings, UnsupportedSetting, ClientKeyMismatch]).rank(Rank::Symptom),
    says(&["failed to load tpm"], COLLECTOR, CONFIGTLS).is(UnreadableFile).line("failed to load TPM key: x"),
    says(&["failed to open tpm"], COLLECTOR, CONFIGTLS).is(UnreadableFile),
    says(&["tpm is not supported on this platform"], COLLECTOR, CONFIGTLS).is(UnsupportedSetting),
    dropped(&["failed to make an http request"], OTLP),
    dropped(&["exporting failed. rejecting data"], HELPER),
    dropped(&["exporting failed. dropping data"], HELPER),
    dropped(&["exporting failed. will retry the request after interval"], HELPER),
    dropped(&["no more retries left"], HELPER),
    dropped(&["request will be cancelled before next retry"], HELPER),
    dropped(&["request is cancelled or timed out"], HELPER).is(ConnectionTimeout).or(&[BackendUnavailable, NoAnswer]),
    dropped(&["not retryable error:"], HELPER).is(OtlpRejected).or(&[UnknownCa, WrongProtocol]),
    dropped(&["interrupted due to shutdown:"], HELPER),
    says(&["one log record size is greater than max size, dropping items"], COLLECTOR, HELPER).is(OtlpRejected).rank(Rank::Refusal),
    says(&["one span size is greater than max size, dropping items"], COLLECTOR, HELPER).is(OtlpRejected).rank(Rank::Refusal),
    says(&["one datapoint size is greater than max size, dropping items"], COLLECTOR, HELPER).is(OtlpRejected).rank(Rank::Refusal),
    says(&["element size too large"], COLLECTOR, HELPER).is(OtlpRejected).rank(Rank::Refusal),
    says(&["error parsing protobuf response"], COLLECTOR, OTLP).is(WrongProtocol).or(&[ProxyFailure]).note("the answer is no OTLP: a login page, a proxy, or another service"),
    says(&["error parsing json response"], COLLECTOR, OTLP).is(WrongProtocol).or(&[ProxyFailure]).note("the answer is no OTLP: a login page, a proxy, or another service"),
    says(&["partial success response"], COLLECTOR, OTLP).is(OtlpRejected).rank(Rank::Refusal),
    says(&["otlp partial success:"], GO, OTEL).is(OtlpRejected).rank(Rank::Refusal).line("OTLP partial success: empty message (3 spans rejected)"),
    refused(UnknownSetting, &["has invalid name: must match regex"], CONFMAP).note("`${env:NAME}` names no environment variable"),
    refused(UnsupportedSetting, &["configuration references unset environment variable"], CONFMAP).note("a `${env:NAME}` of the configuration is not set and becomes empty"),
    refused(UnsupportedSetting, &["configuration references empty environment variable"], CONFMAP).note("a `${env:NAME}` of the configuration is empty"),
    says(&["unable to read the file", "no such file"], COLLECTOR, CONFMAP).is(UnreadableFile).line("unable to read the file file:x.yaml: open x.yaml: no such file or directory"),
    says(&["unable to read the file"], COLLECTOR, CONFMAP).is(UnreadableFile).rank(Rank::Refusal),
    says(&["unable to create a cert pool"], COLLECTOR, CONFMAP).is(UnreadableFile),
    says(&["unable to read ca from"], COLLECTOR, CONFMAP).is(UnreadableFile),
    says(&["unable to add ca from uri"], COLLECTOR, CONFMAP).is(UnreadableFile),
    says(&["unable to download the file via http get for uri"], COLLECTOR, CONFMAP).is(ConnectionRefused).or(&[DnsFailure, UnknownCa]).rank(Rank::Consequence),
    refused(UnsupportedSetting, &["retrieved value (type=", "cannot be used as a conf"], CONFMAP),
    refused(UnsupportedSetting, &["retrieved value does not have unambiguous string representation"], CONFMAP).note("a value from the environment is read as YAML: quote it"),
    refused(UnsupportedSetting, &["contains unsupported characters ("], CONFMAP).note("write `${env:NAME}`, and `$$` for a dollar sign"),
    refused(UnsupportedSetting, &["scheme \"", "is not supported for uri"], CONFMAP).line("scheme \"x\" is not supported for uri \"x:y\""),
    refused(UnsupportedSetting, &["unsupported scheme on uri"], CONFMAP),
    refused(UnsupportedSetting, &["cannot retrieve the configuration:"], CONFMAP).or(&[UnreadableFile]),
    refused(UnsupportedSetting, &["cannot resolve the configuration"], CONFMAP).or(&[UnreadableFile]),
    refused(UnknownSetting, &["factory not available for: \""], SERVICE).line("exporter factory not available for: \"x\"").note("this build of the Collector has no such component"),
    refused(UnknownSetting, &["exporter \"", "\" is not configured"], SERVICE),
    refused(UnknownSetting, &["receiver \"", "\" is not configured"], SERVICE),
    refused(UnknownSetting, &["processor \"", "\" is not configured"], SERVICE),
    refused(UnknownSetting, &["extension \"", "\" is not configured"], SERVICE),
    refused(UnknownSetting, &["references extension \"", "which is not configured"], SERVICE),
    refused(UnknownSetting, &["references processor \"", "which is not configured"], SERVICE),
    refused(UnsupportedSetting, &["for data type \"", "\" is not supported"], SERVICE).line("error creating exporter \"x\" for data type \"logs\" is not supported"),
    refused(UnsupportedSetting, &["no exporter configuration specified in config"], SERVICE),
    refused(UnsupportedSetting, &["no receiver configuration specified in config"], SERVICE),
    refused(UnsupportedSetting, &["service must have at least one pipeline"], SERVICE),
    refused(UnsupportedSetting, &["must have at least one exporter"], SERVICE),
    refused(UnsupportedSetting, &["must have at least one receiver"], SERVICE),
    refused(UnsupportedSetting, &["empty configuration file"], SERVICE),
    refused(UnsupportedSetting, &["at least one config flag must be provided"], SERVICE),
    refused(UnsupportedSetting, &["telemetry logs configuration is using the deprecated"], SERVICE).is(DeprecatedSetting),
    refused(UnsupportedSetting, &["telemetry metrics configuration is using the deprecated"], SERVICE).is(DeprecatedSetting),
    refused(UnsupportedSetting, &["telemetry traces configuration is using the deprecated"], SERVICE).is(DeprecatedSetting),
    refused(DeprecatedSetting, &["the logging exporter has been deprecated"], SERVICE),
    refused(UnsupportedSetting, &["failed to build pipelines:"], SERVICE).or(&[UnreadableFile]).rank(Rank::Consequence),
    refused(UnsupportedSetting, &["cannot start pipelines:"], SERVICE).or(&[UnreadableFile]).rank(Rank::Consequence),
    // opentelemetry-go.
    says(&["exporter export timeout"], &["go-grpc"], OTEL).is(ConnectionTimeout).or(&[SilentServer, NoAnswer, UnknownCa]).rank(Rank::Consequence),
    says(&["processor export timeout"], &["go"], OTEL).is(ConnectionTimeout).or(&[SilentServer, NoAnswer]).rank(Rank::Consequence),
    says(&["max retry time elapsed"], &["go"], OTEL).is(BackendUnavailable).or(&[ConnectionTimeout, ConnectionRefused]).rank(Rank::Consequence),
    says(&["max retry time would elapse"], &["go"], OTEL).is(BackendUnavailable).or(&[ConnectionTimeout, ConnectionRefused]).rank(Rank::Consequence),
    says(&["failed to upload metrics:"], &["go"], OTEL).is(BackendUnavailable).or(&[ConnectionRefused, UnknownCa]).rank(Rank::Consequence),
    says(&["traces export: "], &["go"], OTEL).is(BackendUnavailable).or(&[ConnectionRefused, UnknownCa]).rank(Rank::Consequence),
    says(&["failed to send logs to "], &["go-http"], OTEL).is(BackendUnavailable).or(&[OtlpRejected, WrongProtocol]).rank(Rank::Consequence),
    says(&["failed to send metrics to "], &["go-http"], OTEL).is(BackendUnavailable).or(&[OtlpRejected, WrongProtocol]).rank(Rank::Consequence),
    says(&["request message too large: exceeded"], &["go-grpc"], OTEL).is(OtlpRejected).rank(Rank::Refusal),
    says(&["request body too large: exceeded"], &["go-http"], OTEL).is(OtlpRejected).rank(Rank::Refusal),
    says(&["response body too large: exceeded"], &["go-http"], OTEL).is(WrongProtocol).rank(Rank::Refusal).note("the answer is no OTLP: another service, or a page"),
    says(&["failed to load tls:"], &["go"], ENVCONFIG).is(UnreadableFile).or(&[ClientKeyMismatch]).rank(Rank::Refusal),
    says(&["|certificate not added"], &["go"], ENVCONFIG).is(UnreadableFile).note("OTEL_EXPORTER_OTLP_CERTIFICATE names a file without a certificate").line("failed to load TLS: certificate not added"),
    says(&["read tls ca cert file"], &["go"], ENVCONFIG).is(UnreadableFile),
    says(&["read tls client cert"], &["go"], ENVCONFIG).is(UnreadableFile),
    says(&["read tls client key"], &["go"], ENVCONFIG).is(UnreadableFile),
    says(&["create tls client key pair"], &["go"], ENVCONFIG).is(UnreadableFile).or(&[ClientKeyMismatch]).rank(Rank::Refusal),
    says(&["parse endpoint url"], &["go"], OTEL).is(UnsupportedSetting).or(&[SchemeMismatch]).line("otlptrace: parse endpoint url"),
    says(&["invalid target \"", "missing scheme"], &["go"], OTEL).is(SchemeMismatch),
    says(&["unknown compression: "], &["go"], OTEL).is(UnsupportedSetting).rank(Rank::Refusal),
    says(&["invalid compression type: '"], &["go"], OTEL).is(UnsupportedSetting).rank(Rank::Refusal).line("invalid compression type: 'x', using no compression as default"),
    says(&["invalid header key"], &["go"], OTEL).is(UnsupportedSetting).or(&[IgnoredSetting, Unauthenticated]).rank(Rank::Refusal).note("OTEL_EXPORTER_OTLP_HEADERS is not `key=value,key=value` with percent-encoded values"),
    says(&["escape header value"], &["go"], OTEL).is(UnsupportedSetting).or(&[IgnoredSetting, Unauthenticated]).rank(Rank::Refusal).note("a value of OTEL_EXPORTER_OTLP_HEADERS has a `%` that is no percent-encoding"),
    says(&["exporter is shutdown"], &["go"], OTEL).note("the exporter was shut down before this export").line("gRPC exporter is shutdown"),
    says(&["temporality_preference is set to an invalid value"], &["go"], OTEL).is(UnsupportedSetting).rank(Rank::Refusal),
    says(&["default_histogram_aggregation is set to an invalid value"], &["go"], OTEL).is(UnsupportedSetting).rank(Rank::Refusal),
};
