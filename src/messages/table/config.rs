//! What the Collector, the SDKs and agents say of a configuration that they refuse, ignore or warn about.

use crate::finding::Code::*;
use crate::messages::entry::{Entry, Rank, entries, says};

const COLLECTOR: &[&str] = &["collector"];
const GO: &[&str] = &["go"];
const JAVA: &[&str] = &["java"];
const NODE: &[&str] = &["node"];
const DOTNET: &[&str] = &["dotnet"];
const RUST: &[&str] = &["rust"];
const SWIFT: &[&str] = &["swift"];
const FLUENT: &[&str] = &["fluent-bit"];
const ENVOY: &[&str] = &["envoy"];

const NO_SUCH_COMPONENT: &str = "this build of the Collector has no such component";
const CONFIG: &str = "open-telemetry/opentelemetry-collector config/configunmarshaler/defaultunmarshaler.go";
const CONFMAP: &str = "go-viper/mapstructure mapstructure.go, errors.go; open-telemetry/opentelemetry-collector confmap/internal/decoder.go, confmap/provider/fileprovider/provider.go, otelcol/configprovider.go";
const CONFIGTLS: &str = "open-telemetry/opentelemetry-collector config/configtls/configtls.go";
const CONFIGGRPC: &str = "open-telemetry/opentelemetry-collector config/configgrpc/configgrpc.go";
const OTLPHTTP: &str =
    "open-telemetry/opentelemetry-collector exporter/otlphttpexporter/config.go, factory.go";
const SERVICE: &str =
    "open-telemetry/opentelemetry-collector otelcol/config.go, service/internal/builders/builders.go";
const OTEL_GO: &str = "open-telemetry/opentelemetry-go exporters/otlp/otlptrace/otlptracehttp/client.go";
const OTEL_JAVA: &str = "open-telemetry/opentelemetry-java exporters/otlp/all/src/main/java/io/opentelemetry/exporter/otlp/internal/OtlpConfigUtil.java, OtlpSpanExporterProvider.java, exporters/common/src/main/java/io/opentelemetry/exporter/internal/SenderUtil.java, sdk-extensions/autoconfigure/src/main/java/io/opentelemetry/sdk/autoconfigure/LogRecordExporterConfiguration.java";
const OTEL_JS: &str = "open-telemetry/opentelemetry-js experimental/packages/otlp-exporter-base/src/configuration/otlp-http-configuration.ts, otlp-node-http-env-configuration.ts, experimental/packages/otlp-grpc-exporter-base/src/configuration/otlp-grpc-configuration.ts";
const OTEL_RUST: &str = "open-telemetry/opentelemetry-rust opentelemetry-otlp/src/exporter/mod.rs";
const OTEL_DOTNET: &str = "open-telemetry/opentelemetry-dotnet src/OpenTelemetry.Exporter.OpenTelemetryProtocol/Implementation/OtlpCertificateManager.cs";
const GRPC_GO: &str = "grpc/grpc-go clientconn.go";
const GRPC_JS: &str =
    "grpc/grpc-node packages/grpc-js/src/channel-credentials.ts, channel.ts, internal-channel.ts";
const NO_SCHEME: &str = "the endpoint has no scheme: write https://host:port";
const ONE_HALF: &str = "only one half of the client's certificate and key is set";

/// Configuration.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    // The Collector.
    says(&["has invalid keys: "], COLLECTOR, CONFMAP).is(UnknownSetting).or(&[DeprecatedSetting]).note("the Collector does not know this key here").rank(Rank::Refusal).line("* 'protocols.grpc' has invalid keys: tls_settings"),
    says(&["error decoding '"], COLLECTOR, CONFMAP).is(UnsupportedSetting).or(&[UnknownSetting]).rank(Rank::Symptom).line("error decoding 'exporters': x"),
    says(&["error(s) decoding:"], COLLECTOR, CONFMAP).is(UnsupportedSetting).or(&[UnknownSetting]).rank(Rank::Symptom).line("1 error(s) decoding:"),
    says(&["decoding failed due to the following error"], COLLECTOR, CONFMAP).is(UnsupportedSetting).or(&[UnknownSetting]).rank(Rank::Symptom),
    says(&["cannot unmarshal the configuration"], COLLECTOR, CONFMAP).is(UnsupportedSetting).or(&[UnknownSetting]).rank(Rank::Consequence),
    says(&["unknown type: \"", "for id: \""], COLLECTOR, CONFMAP).is(UnknownSetting).or(&[DeprecatedSetting]).note(NO_SUCH_COMPONENT).line("unknown type: \"jaeger\" for id: \"jaeger\""),
    says(&["unknown exporters type \""], COLLECTOR, CONFIG).is(UnknownSetting).or(&[DeprecatedSetting]).note(NO_SUCH_COMPONENT).since("before v0.60").line("unknown exporters type \"jaeger\" for jaeger"),
    says(&["unknown receivers type \""], COLLECTOR, CONFIG).is(UnknownSetting).or(&[DeprecatedSetting]).note(NO_SUCH_COMPONENT).since("before v0.60").line("unknown receivers type \"jaeger\" for jaeger"),
    says(&["unknown extensions type \""], COLLECTOR, CONFIG).is(UnknownSetting).or(&[DeprecatedSetting]).note(NO_SUCH_COMPONENT).since("before v0.60").line("unknown extensions type \"x\" for x"),
    says(&["source data must be an array or slice"], COLLECTOR, CONFMAP).is(UnsupportedSetting).rank(Rank::Refusal),
    says(&["expected type '", "got unconvertible type"], COLLECTOR, CONFMAP).is(UnsupportedSetting).rank(Rank::Refusal).line("'tls.insecure' expected type 'bool', got unconvertible type 'string'"),
    says(&["expected a map", "got '"], COLLECTOR, CONFMAP).is(UnsupportedSetting).rank(Rank::Refusal).line("'tls' expected a map, got 'string'"),
    says(&["references exporter \"", "which is not configured"], COLLECTOR, SERVICE).is(UnknownSetting).note("a pipeline names an exporter that is not configured").line("service::pipelines::traces: references exporter \"otlp\" which is not configured"),
    says(&["references receiver \"", "which is not configured"], COLLECTOR, SERVICE).is(UnknownSetting).note("a pipeline names a receiver that is not configured").line("service::pipelines::traces: references receiver \"otlp\" which is not configured"),
    says(&["tls configuration must include both certificate and key for server"], COLLECTOR, CONFIGTLS).is(ConflictingSettings).or(&[UnsupportedSetting]).note(ONE_HALF),
    says(&["provide both certificate and key, or neither"], COLLECTOR, CONFIGTLS).is(ConflictingSettings).note(ONE_HALF),
    says(&["invalid tls version"], COLLECTOR, CONFIGTLS).is(UnsupportedSetting).or(&[VersionMismatch]),
    says(&["invalid port \"", "4317/"], COLLECTOR, CONFIGGRPC).is(SchemeMismatch).or(&[UnsupportedSetting]).note("a gRPC endpoint has no path: write host:4317").line("invalid port \"4317/v1/traces\""),
    says(&["invalid port \""], COLLECTOR, CONFIGGRPC).is(UnsupportedSetting).or(&[SchemeMismatch]).rank(Rank::Refusal).line("exporters::otlp_grpc: invalid port \"port\""),
    says(&["invalid balancer_name"], COLLECTOR, CONFIGGRPC).is(UnsupportedSetting),
    says(&["unix socket path cannot be empty"], COLLECTOR, CONFIGGRPC).is(UnsupportedSetting),
    says(&["_endpoint must be specified"], COLLECTOR, OTLPHTTP).is(UnsupportedSetting).note("the exporter has no endpoint").line("either endpoint or traces_endpoint must be specified"),
    says(&["_endpoint must be a valid url"], COLLECTOR, OTLPHTTP).is(SchemeMismatch).line("traces_endpoint must be a valid URL"),
    says(&["endpoint must be a valid url"], &[], OTLPHTTP).is(SchemeMismatch).note(NO_SCHEME),
    says(&["endpoint must have a valid scheme"], &[], OTLPHTTP).is(SchemeMismatch).note(NO_SCHEME),
    says(&["alias is deprecated"], COLLECTOR, SERVICE).is(DeprecatedSetting).rank(Rank::Refusal).line("\"otlphttp\" alias is deprecated; use \"otlp_http\" instead"),
    says(&["failed to resolve authenticator"], COLLECTOR, "open-telemetry/opentelemetry-collector config/configauth/configauth.go").is(UnknownSetting).or(&[Unauthenticated]).note("`auth` names an extension that is not configured or not listed under `service`"),
    says(&["authenticator not found"], COLLECTOR, "open-telemetry/opentelemetry-collector config/configauth/configauth.go").is(UnknownSetting).or(&[Unauthenticated]),
    says(&["field ", "not found in type"], COLLECTOR, "go-yaml/yaml decode.go").is(UnknownSetting).line("field tls_settings not found in type config.TLS"),
    // Go.
    says(&["invalid otlp protocol value"], GO, OTEL_GO).is(UnsupportedSetting),
    says(&["unrecognized protocol"], GO, OTEL_GO).is(UnsupportedSetting).or(&[WrongVariable]).rank(Rank::Refusal),
    says(&["parse url", "first path segment in url cannot contain colon"], GO, OTEL_GO).is(SchemeMismatch).note(NO_SCHEME).line("parse url: first path segment in URL cannot contain colon"),
    says(&["missing protocol scheme"], GO, "golang/go src/net/url/url.go").is(SchemeMismatch).note(NO_SCHEME),
    says(&["unknown scheme: "], GO, GRPC_GO).is(SchemeMismatch).rank(Rank::Refusal).line("failed to build resolver: unknown scheme: grpc"),
    says(&["transport credentials and insecure"], GO, GRPC_GO).is(ConflictingSettings).rank(Rank::Refusal),
    says(&["no transport security set"], GO, GRPC_GO).is(UnsupportedSetting).or(&[ConflictingSettings]).note("the client was given neither TLS nor cleartext credentials"),
    says(&["insecure http endpoint cannot use tls"], GO, OTEL_GO).is(ConflictingSettings).or(&[SchemeMismatch]),
    // Java.
    says(&["otlp endpoint must not have a path"], JAVA, OTEL_JAVA).is(SchemeMismatch).or(&[PortMismatch]).note("an OTLP/gRPC endpoint has no path"),
    says(&["otlp exporter endpoint port is likely incorrect"], JAVA, OTEL_JAVA).is(PortMismatch).note("4317 is gRPC's port, 4318 is HTTP's"),
    says(&["unsupported otlp", "protocol"], JAVA, OTEL_JAVA).is(UnsupportedSetting).line("Unsupported OTLP traces protocol: http/json"),
    says(&["unrecognized value for otel.", "exporter"], JAVA, OTEL_JAVA).is(UnsupportedSetting).line("Unrecognized value for otel.traces.exporter: x"),
    says(&["invalid endpoint: must not contain"], JAVA, OTEL_JAVA).is(SchemeMismatch),
    says(&["no grpcsenderprovider found"], JAVA, OTEL_JAVA).is(UnsupportedSetting).note("the sender is not on the class path: opentelemetry-exporter-sender-okhttp or -grpc-managed-channel"),
    says(&["no httpsenderprovider found"], JAVA, OTEL_JAVA).is(UnsupportedSetting).note("the sender is not on the class path: opentelemetry-exporter-sender-okhttp or -jdk"),
    says(&["expected url scheme 'http' or 'https'"], JAVA, "square/okhttp okhttp/src/commonJvmAndroid/kotlin/okhttp3/HttpUrl.kt").is(SchemeMismatch).note(NO_SCHEME),
    says(&["no functional channel service provider found"], JAVA, "grpc/grpc-java api/src/main/java/io/grpc/ManagedChannelProvider.java").is(UnsupportedSetting).note("grpc-netty or grpc-okhttp is not on the class path"),
    says(&["jetty alpn/npn has not been properly configured"], JAVA, "grpc/grpc-java SECURITY.md, netty GrpcSslContexts.java").is(AlpnMissing).or(&[UnsupportedSetting]).note("this Java has no ALPN for gRPC: netty-tcnative or Conscrypt is missing"),
    says(&["tls is not supported by this", "netty"], JAVA, "grpc/grpc-java netty").is(UnsupportedSetting).line("TLS is not supported by this netty build"),
    // JavaScript.
    says(&["invalid url: "], NODE, "nodejs/node lib/internal/url.js").is(SchemeMismatch).note(NO_SCHEME).rank(Rank::Refusal).line("TypeError: Invalid URL: localhost:4318"),
    says(&["typeerror: invalid url"], NODE, "nodejs/node lib/internal/url.js").is(SchemeMismatch).note(NO_SCHEME).rank(Rank::Refusal),
    says(&["err_invalid_url"], NODE, "nodejs/node lib/internal/errors.js").is(SchemeMismatch).note(NO_SCHEME).rank(Rank::Refusal),
    says(&["could not parse export url"], NODE, OTEL_JS).is(SchemeMismatch).note(NO_SCHEME),
    says(&["could not parse user-provided export url"], NODE, OTEL_JS).is(SchemeMismatch).note(NO_SCHEME),
    says(&["configuration: could not parse environment-provided export url"], NODE, OTEL_JS).is(SchemeMismatch).note(NO_SCHEME),
    says(&["url path should not be set when using grpc"], NODE, OTEL_JS).is(SchemeMismatch).or(&[IgnoredSetting]).note("a gRPC endpoint has no path: it is cut off"),
    says(&["headers cannot be set when using grpc"], NODE, OTEL_JS).is(IgnoredSetting).note("use `metadata` with the gRPC exporter"),
    says(&["unsupported otlp traces protocol"], NODE, "open-telemetry/opentelemetry-js experimental/packages/opentelemetry-sdk-node/src/utils.ts").is(UnsupportedSetting),
    says(&["certificate chain must be given with accompanying private key"], NODE, GRPC_JS).is(ConflictingSettings).note(ONE_HALF),
    says(&["private key must be given with accompanying certificate chain"], NODE, GRPC_JS).is(ConflictingSettings).note(ONE_HALF),
    says(&["must give a private key"], NODE, GRPC_JS).is(ConflictingSettings).rank(Rank::Refusal).line("must give a private key with accompanying certificate chain"),
    says(&["root certificate, if provided, must be a buffer"], NODE, GRPC_JS).is(UnreadableFile),
    says(&["could not find a load balancer for address"], NODE, GRPC_JS).is(SchemeMismatch).rank(Rank::Refusal),
    says(&["could not parse target name"], NODE, GRPC_JS).is(SchemeMismatch).or(&[DnsFailure]),
    says(&["no resolver could be created for target"], NODE, "grpc/grpc-node packages/grpc-js/src/resolver.ts").is(SchemeMismatch).note("the endpoint's scheme is none that gRPC knows: write https://host:port"),
    says(&["channel credentials must be a channelcredentials object"], NODE, GRPC_JS).is(UnsupportedSetting),
    // .NET.
    says(&["requires the endpoint to be", "scheme"], DOTNET, OTEL_DOTNET).is(SchemeMismatch).line("requires the endpoint to be set with scheme"),
    says(&["endpoint uri scheme", "is not supported"], DOTNET, OTEL_DOTNET).is(SchemeMismatch).line("Endpoint URI scheme (grpc) is not supported. Currently only \"http\" and \"https\" are supported."),
    says(&["invalid uri: the format of the uri could not be determined"], DOTNET, "dotnet/runtime System.Private.Uri").is(SchemeMismatch).note(NO_SCHEME),
    says(&["invalid uri: the uri scheme is not valid"], DOTNET, "dotnet/runtime System.Private.Uri").is(SchemeMismatch).note(NO_SCHEME),
    says(&["only 'http' and 'https' schemes are allowed"], DOTNET, "dotnet/runtime System.Net.Http Strings.resx").is(SchemeMismatch).note(NO_SCHEME),
    says(&["the 'localhost' scheme is not supported"], DOTNET, "dotnet/runtime System.Net.Http Strings.resx").is(SchemeMismatch).note(NO_SCHEME),
    says(&["scheme is not supported", "requesturi"], DOTNET, "dotnet/runtime System.Net.Http Strings.resx").is(SchemeMismatch).line("The 'localhost' scheme is not supported. requestUri"),
    says(&["failed to load ca certificate from"], DOTNET, OTEL_DOTNET).is(UnreadableFile).or(&[UnsupportedSetting]).note("1.15.0 to 1.18.0 also say this of a good CA file without a private key in it"),
    says(&["failed to load client certificate"], DOTNET, OTEL_DOTNET).is(UnreadableFile).or(&[ClientKeyMismatch]),
    says(&["address '", "doesn't have a host"], DOTNET, "grpc/grpc-dotnet src/Grpc.Net.Client/GrpcChannel.cs").is(SchemeMismatch).line("Address 'localhost:4317' doesn't have a host. Address should include a scheme, host, and optional port."),
    says(&["callcredentials can't be composed with insecurecredentials"], DOTNET, "grpc/grpc-dotnet src/Grpc.Net.Client/GrpcChannel.cs").is(InsecureTransport).or(&[ConflictingSettings]),
    says(&["the channel is configured with insecure channel credentials and can't use a secure"], DOTNET, "grpc/grpc-dotnet src/Grpc.Net.Client/GrpcChannel.cs").is(ConflictingSettings).or(&[SchemeMismatch]),
    says(&["channel is configured with secure channel credentials and can't use a httpclient with a 'http' scheme"], DOTNET, "grpc/grpc-dotnet src/Grpc.Net.Client/GrpcChannel.cs").is(ConflictingSettings).or(&[SchemeMismatch]),
    says(&["unable to determine the tls configuration of the channel from address"], DOTNET, "grpc/grpc-dotnet src/Grpc.Net.Client/GrpcChannel.cs").is(SchemeMismatch),
    // Rust.
    says(&["invalid endpoint '"], RUST, OTEL_RUST).is(SchemeMismatch).note(NO_SCHEME).rank(Rank::Refusal).line("invalid endpoint 'localhost:4318': invalid format"),
    says(&["no http client"], RUST, OTEL_RUST).is(UnsupportedSetting).rank(Rank::Refusal).line("no http client specified"),
    says(&["feature", "is required to use the compression"], RUST, OTEL_RUST).is(UnsupportedSetting).line("feature 'gzip-tonic' is required to use the compression algorithm 'gzip'"),
    says(&["invalid uri"], RUST, "hyperium/http src/uri/mod.rs").is(SchemeMismatch).note(NO_SCHEME).rank(Rank::Symptom).line("Error(InvalidUri): invalid uri character, invalid URI"),
    says(&["builder error for url"], RUST, "seanmonstar/reqwest src/error.rs").is(SchemeMismatch).or(&[UnsupportedSetting]).rank(Rank::Refusal),
    says(&["url scheme is not allowed"], RUST, "seanmonstar/reqwest src/error.rs").is(SchemeMismatch),
    says(&["invalid url, scheme is not http"], RUST, "hyperium/hyper-util src/client/legacy/connect/http.rs").is(SchemeMismatch).or(&[UnsupportedSetting]).note("an https endpoint, and the client was built without TLS"),
    says(&["httpsuriwithouttlssupport"], RUST, "hyperium/tonic tonic/src/transport/channel/service/connector.rs").is(UnsupportedSetting).note("tonic was built without a TLS feature: switch `tls-ring` and `tls-roots` on").line("tonic::transport::Error(Transport, HttpsUriWithoutTlsSupport(()))"),
    // Python.
    says(&["missingschema"], &["python-http"], "psf/requests src/requests/exceptions.py").is(SchemeMismatch).note(NO_SCHEME).line("requests.exceptions.MissingSchema: x"),
    says(&["invalidschema"], &["python-http"], "psf/requests src/requests/exceptions.py").is(SchemeMismatch).note(NO_SCHEME).line("requests.exceptions.InvalidSchema: x"),
    says(&["header format invalid! header values in environment variables must be url encoded"], &["python-http", "python-grpc"], "open-telemetry/opentelemetry-python opentelemetry-api util/re.py").is(UnsupportedSetting).or(&[Unauthenticated]).note("a value of OTEL_EXPORTER_OTLP_HEADERS is not percent-encoded: the header is dropped"),
    says(&["illegal header key"], &["python-grpc", "cpp-grpc"], "grpc/grpc src/core").is(UnsupportedSetting).note("gRPC takes header names in lower case only"),
    says(&["metadata was invalid"], &["python-grpc"], "grpc/grpc src/python/grpcio/grpc/_channel.py").is(UnsupportedSetting).note("gRPC takes header names in lower case only"),
    says(&["cannot set verify_mode to cert_none when check_hostname is enabled"], &["python-http"], "python/cpython Lib/ssl.py").is(ConflictingSettings).note("switch `check_hostname` off before `verify_mode`"),
    says(&["insecurerequestwarning"], &["python-http"], "urllib3/urllib3 src/urllib3/connectionpool.py").is(VerificationDisabled).rank(Rank::Symptom).line("InsecureRequestWarning: Unverified HTTPS request is being made to host 'otel'."),
    says(&["unverified https request is being made"], &["python-http"], "urllib3/urllib3 src/urllib3/connectionpool.py").is(VerificationDisabled).rank(Rank::Symptom),
    says(&["setting the node_tls_reject_unauthorized environment variable to '0'"], NODE, "nodejs/node lib/_tls_wrap.js").is(VerificationDisabled).rank(Rank::Symptom),
    says(&["otlp grpc export failed with error: :no_endpoints"], &["erlang"], "open-telemetry/opentelemetry-erlang apps/opentelemetry_exporter/src/otel_exporter_otlp.erl").is(UnsupportedSetting).or(&[DnsFailure]),
    says(&["otlp grpc export failed with error: no_endpoints"], &["erlang"], "open-telemetry/opentelemetry-erlang apps/opentelemetry_exporter/src/otel_exporter_otlp.erl").is(UnsupportedSetting).or(&[DnsFailure]),
    says(&["export failed with error: ", "undefined_channel"], &["erlang"], "open-telemetry/opentelemetry-erlang apps/opentelemetry_exporter/src/otel_exporter_otlp.erl").is(UnsupportedSetting).or(&[DnsFailure]).line("OTLP grpc export failed with error: :undefined_channel"),
    says(&["otlp exporter failed to initialize"], &["erlang"], "open-telemetry/opentelemetry-erlang apps/opentelemetry/src/otel_exporter.erl").is(UnsupportedSetting).or(&[UnreadableFile, SchemeMismatch]).rank(Rank::Symptom),
    says(&["option {verify, verify_peer} and cacertfile/cacerts is missing"], &["erlang"], "erlang/otp lib/ssl/src/ssl.erl").is(VerificationDisabled).or(&[UnknownCa]),
    says(&["option {verify,verify_peer} and cacertfile/cacerts is missing"], &["erlang"], "erlang/otp lib/ssl/src/ssl.erl").is(VerificationDisabled).or(&[UnknownCa]),
    // Swift.
    says(&["cannotuseipaddressinsni"], SWIFT, "apple/swift-nio-ssl Sources/NIOSSL/SSLErrors.swift").is(UnsupportedSetting).or(&[NameMismatch]).note("an IP address was given as server name: SNI takes names only"),
    says(&["ip addresses cannot validly be used for server name indication"], SWIFT, "apple/swift-nio-ssl Sources/NIOSSL/SSLErrors.swift").is(UnsupportedSetting).or(&[NameMismatch]).note("an IP address was given as server name: SNI takes names only"),
    says(&["invalidsnihostname"], SWIFT, "apple/swift-nio-ssl Sources/NIOSSL/SSLErrors.swift").is(UnsupportedSetting),
    // Agents and proxies.
    says(&["unknown configuration property 'tls."], FLUENT, "fluent/fluent-bit src/flb_config_map.c").is(UnknownSetting).line("[config] opentelemetry: unknown configuration property 'tls.cert_file'."),
    says(&["unknown configuration property"], FLUENT, "fluent/fluent-bit src/flb_config_map.c").is(UnknownSetting).rank(Rank::Refusal),
    says(&["unknown field '", "expected one of '"], &["vector"], "serde-rs/serde serde/src/de/mod.rs").is(UnknownSetting).rank(Rank::Refusal).line("unknown field `ca_path`, expected one of `ca_file`, `crt_file`"),
    says(&["no such field: '"], ENVOY, "envoyproxy/envoy source/common/protobuf").is(UnknownSetting).rank(Rank::Refusal).line("no such field: 'tls_contxt'"),
    says(&["unable to parse json as proto"], ENVOY, "envoyproxy/envoy source/common/protobuf").is(UnsupportedSetting).or(&[UnknownSetting]).rank(Rank::Symptom),
    says(&["proto constraint validation failed"], ENVOY, "envoyproxy/envoy source/common/protobuf").is(UnsupportedSetting).rank(Rank::Refusal),
    says(&["unable to read the file", "no such file or directory"], COLLECTOR, CONFMAP).is(UnreadableFile).note("the configuration file is not where the Collector looks for it").line("unable to read the file file:/etc/otelcol/config.yaml: open /etc/otelcol/config.yaml: no such file or directory"),
    says(&["unable to read the file", "permission denied"], COLLECTOR, CONFMAP).is(UnreadableFile).note("the Collector may not read its configuration file").line("unable to read the file file:/etc/otelcol/config.yaml: open /etc/otelcol/config.yaml: permission denied"),
};
