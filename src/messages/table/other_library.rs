//! The rest of what Vector, Ruby, PHP, opentelemetry-cpp, Linkerd, SwiftNIO and Envoy say, read off their sources.

use crate::finding::Code::{self, *};
use crate::messages::entry::{Entry, Rank, entries, says};

const VECTOR: &[&str] = &["vector"];
const RUBY: &[&str] = &["ruby-http"];
const PHP: &[&str] = &["php-http"];
const CPP: &[&str] = &["cpp-http"];
const CPP_GRPC: &[&str] = &["cpp-grpc"];
const LINKERD: &[&str] = &["linkerd"];
const SWIFT: &[&str] = &["swift"];
const ENVOY: &[&str] = &["envoy"];

const VECTOR_TLS: &str = "vectordotdev/vector lib/vector-core/src/tls/mod.rs";
const RUBY_SSL: &str =
    "ruby/openssl lib/openssl/ssl.rb, ext/openssl/ossl_ssl.c, ossl_pkey.c, ossl_x509cert.c, ossl_pkcs12.c";
const NET_HTTP: &str = "ruby/net-http lib/net/http/response.rb, generic_request.rb";
const OTEL_RUBY: &str = "open-telemetry/opentelemetry-ruby exporter/otlp/lib/opentelemetry/exporter/otlp/exporter.rb, exporter/otlp-http/lib/opentelemetry/exporter/otlp/http/trace_exporter.rb, exporter/otlp-metrics/lib/opentelemetry/exporter/otlp/metrics/metrics_exporter.rb, exporter/otlp-logs/lib/opentelemetry/exporter/otlp/logs/logs_exporter.rb, sdk/lib/opentelemetry/sdk/trace/export/batch_span_processor.rb";
const GUZZLE: &str = "guzzle/guzzle src/Handler/CurlFactory.php, StreamHandler.php";
const PHP_SSL: &str = "php/php-src ext/openssl/xp_ssl.c";
const OTEL_PHP: &str = "open-telemetry/opentelemetry-php src/Contrib/Otlp/HttpEndpointResolver.php, SpanExporter.php, OtlpUtil.php, src/SDK/Common/Configuration/Parser/MapParser.php, src/SDK/Trace/SpanProcessor/BatchSpanProcessor.php";
const GRPC_FACTORY: &str = "open-telemetry/opentelemetry-php src/Contrib/Grpc/GrpcTransportFactory.php";
const CPP_CLIENT: &str = "open-telemetry/opentelemetry-cpp exporters/otlp/src/otlp_grpc_client.cc";
const OTEL_CPP: &str = "open-telemetry/opentelemetry-cpp exporters/otlp/src/otlp_http_client.cc, otlp_grpc_exporter.cc, otlp_grpc_client.cc, ext/src/http/client/curl/http_operation_curl.cc";
const PROXY: &str = "linkerd/linkerd2-proxy linkerd/stack/src/failfast.rs, linkerd/proxy/balance/queue/src/worker.rs, linkerd/app/inbound/src/policy.rs, policy/http.rs, direct.rs, lib.rs, linkerd/meshtls/src/creds.rs, linkerd/tls/src/server/required_sni.rs";
const NIOSSL: &str =
    "apple/swift-nio-ssl Sources/NIOSSL/SSLCertificate.swift, SSLPKCS12Bundle.swift, SSLContext.swift";
const ENVOY_TLS: &str = "envoyproxy/envoy source/common/tls/cert_validator/default_validator.cc";

const fn vector(code: Code, literals: &'static [&'static str]) -> Entry {
    says(literals, VECTOR, VECTOR_TLS).is(code).rank(Rank::Refusal)
}

const fn ruby(code: Code, literals: &'static [&'static str]) -> Entry {
    says(literals, RUBY, OTEL_RUBY).is(code)
}

const fn php(code: Code, literals: &'static [&'static str]) -> Entry {
    says(literals, PHP, PHP_SSL).is(code)
}

const fn session(code: Code, literals: &'static [&'static str]) -> Entry {
    says(literals, CPP, OTEL_CPP).is(code).rank(Rank::Consequence)
}

const fn linkerd(code: Code, literals: &'static [&'static str]) -> Entry {
    says(literals, LINKERD, PROXY).is(code).rank(Rank::Symptom)
}

const fn swift(code: Code, literals: &'static [&'static str]) -> Entry {
    says(literals, SWIFT, NIOSSL).is(code)
}

/// The remaining libraries.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    // Vector.
    vector(UnreadableFile, &["could not open", "file \"", ".crt\""]).line("Could not open certificate file \"/x/ca.crt\": No such file or directory"),
    vector(UnreadableFile, &["could not open", "file \"", ".pem\""]).line("Could not open certificate file \"/x/ca.pem\": No such file or directory"),
    vector(UnreadableFile, &["could not open", "file \"", ".key\""]).line("Could not open certificate file \"/x/ca.key\": No such file or directory"),
    vector(UnreadableFile, &["could not build tls connector"]),
    vector(UnreadableFile, &["could not set tcp tls identity"]).or(&[ClientKeyMismatch]),
    vector(UnreadableFile, &["identity certificate is missing a key"]),
    vector(UnreadableFile, &["certificate file contains no certificates"]),
    vector(UnreadableFile, &["could not parse x509 certificate in"]).or(&[MalformedCertificate]),
    vector(UnreadableFile, &["could not parse identity in"]),
    vector(UnreadableFile, &["could not build pkcs#12 archive for identity"]).or(&[ClientKeyMismatch]),
    vector(UnreadableFile, &["pkcs#12 parse failed"]),
    vector(UnreadableFile, &["could not export identity to der"]),
    vector(UnreadableFile, &["error building ssl context:"]).or(&[UnsupportedSetting]),
    vector(ConflictingSettings, &["tls configuration requires a certificate when enabled"]),
    vector(UnknownCa, &["tls handshake failed:"]).or(&[PlaintextServer, NameMismatch, HandshakeRefused]).rank(Rank::Consequence),
    vector(UnreadableFile, &["creating the tls acceptor failed"]).server_only(),
    vector(UnreadableFile, &["error setting up the tls certificate"]),
    vector(UnreadableFile, &["error setting up the tls private key"]).or(&[ClientKeyMismatch]),
    vector(UnreadableFile, &["error setting up the tls chain certificates"]),
    vector(UnreadableFile, &["error setting up the verification certificate"]),
    vector(UnreadableFile, &["error adding a certificate to a store"]),
    vector(VersionMismatch, &["error setting the tls protocol version"]).or(&[UnsupportedSetting]),
    vector(ConflictingSettings, &["must not be greater than 'max_tls_version'"]).or(&[VersionMismatch]).line("`min_tls_version` (1.3) must not be greater than `max_tls_version` (1.2)"),
    vector(UnsupportedSetting, &["error setting sni:"]).or(&[UnrecognizedName]),
    vector(AlpnMissing, &["error setting alpn protocols"]).or(&[UnsupportedSetting]),
    // Ruby.
    says(&["verify_hostname requires hostname to be set"], RUBY, RUBY_SSL).is(UnsupportedSetting).or(&[NameMismatch]),
    says(&["could not detect format of certificate data"], RUBY, RUBY_SSL).is(UnreadableFile),
    says(&["could not parse pkey"], RUBY, RUBY_SSL).is(UnreadableFile),
    says(&["certificate does not contain public key"], RUBY, RUBY_SSL).is(MalformedCertificate),
    ruby(UnknownCa, &["ssl error in otlp::exporter#send_bytes"]).or(&[PlaintextServer, NameMismatch, HandshakeRefused]).rank(Rank::Consequence),
    ruby(ConnectionRefused, &["unexpected error in otlp::exporter#send_bytes"]).or(&[UnknownCa, ConnectionReset]).rank(Rank::Consequence),
    ruby(ConnectionRefused, &["unexpected error in otlp::metricsexporter#send_bytes"]).or(&[UnknownCa, ConnectionReset]).rank(Rank::Consequence),
    ruby(DnsFailure, &["|socketerror in metricsexporter#send_bytes"]).or(&[ConnectionRefused]).rank(Rank::Network),
    ruby(ConnectionRefused, &["systemcallerror in metricsexporter#send_bytes"]).or(&[ConnectionReset, NetworkUnreachable]).rank(Rank::Symptom),
    ruby(ConnectionReset, &["eoferror in metricsexporter#send_bytes"]).or(&[PlaintextClient]).rank(Rank::Symptom),
    ruby(BackendUnavailable, &["net::httpserviceunavailable/net::httptoomanyrequests in"]),
    ruby(BackendUnavailable, &["net::httprequesttimeout/net::httpgatewaytimeout/net::httpbadgateway in"]),
    ruby(OtlpRejected, &["net::httpbadrequest/net::httpclienterror/net::httpservererror in"]).or(&[WrongProtocol, Unauthenticated]).rank(Rank::Symptom),
    ruby(OtlpRejected, &["received rpc.status{"]).rank(Rank::Refusal).line("OTLP exporter received rpc.Status{message=x, details=[]}"),
    ruby(WrongProtocol, &["otlp metrics_exporter received http.code=404"]).or(&[SignalNotServed]),
    ruby(BackendUnavailable, &["otlp exporter backing off due to:"]).or(&[ConnectionTimeout, ConnectionRefused]).rank(Rank::Consequence),
    ruby(SchemeMismatch, &["invalid url for otlp::"]).or(&[UnsupportedSetting]).line("invalid url for OTLP::Exporter otel:4318"),
    ruby(UnsupportedSetting, &["unsupported compression key"]),
    ruby(UnsupportedSetting, &["does not appear to be a valid exporter"]).line("exporter x does not appear to be a valid exporter"),
    says(&["wrong status line", "\\x15\\x03"], RUBY, NET_HTTP).is(PlaintextClient).note("what came is a TLS alert: the port speaks TLS").line("wrong status line: \"\\x15\\x03\\x01\\x00\\x02\\x02\\x16\""),
    says(&["|wrong header line format"], RUBY, NET_HTTP).is(WrongProtocol).or(&[ProxyFailure]).rank(Rank::Refusal).line("Net::HTTPBadResponse: wrong header line format"),
    says(&["|wrong chunk size line"], RUBY, NET_HTTP).is(WrongProtocol).or(&[ProxyFailure]).rank(Rank::Refusal).line("Net::HTTPBadResponse: wrong chunk size line: x"),
    says(&["|not an http uri"], RUBY, NET_HTTP).is(SchemeMismatch).line("ArgumentError: not an HTTP URI"),
    says(&["no host component for uri"], RUBY, NET_HTTP).is(SchemeMismatch),
    says(&["unknown ssl method '"], RUBY, RUBY_SSL).is(UnsupportedSetting).or(&[VersionMismatch]).line("unknown SSL method `TLSv9'"),
    says(&["pkcs12error: pkcs12_parse"], RUBY, RUBY_SSL).is(UnreadableFile).note("the password of the PKCS#12 file is another one"),
    says(&["storeerror: system lib"], RUBY, "ruby/openssl ext/openssl/ossl_x509store.c").is(UnreadableFile).note("the CA file is not there"),
    says(&["state=error: http request"], RUBY, RUBY_SSL).is(PlaintextClient).server_only(),
    ruby(UnsupportedSetting, &["headers must be a string with comma-separated url encoded"]).note("OTEL_EXPORTER_OTLP_HEADERS is not `key=value,key=value`"),
    // PHP.
    says(&["|ssl certificate not found: "], PHP, GUZZLE).is(UnreadableFile).line("SSL certificate not found: /x/client.crt"),
    says(&["|ssl private key not found: "], PHP, GUZZLE).is(UnreadableFile).line("SSL private key not found: /x/client.key"),
    says(&["invalid crypto_method request option"], PHP, GUZZLE).is(UnsupportedSetting).or(&[VersionMismatch]),
    says(&["could not resolve ipv4 address for"], PHP, GUZZLE).is(DnsFailure).rank(Rank::Network),
    says(&["could not resolve ipv6 address for"], PHP, GUZZLE).is(DnsFailure).rank(Rank::Network),
    says(&["|the scheme '", "is not supported"], PHP, GUZZLE).is(SchemeMismatch).line("The scheme 'grpc' is not supported."),
    says(&["will not follow more than ", "redirects"], PHP, "guzzle/guzzle src/RedirectMiddleware.php").is(WrongProtocol).or(&[ProxyFailure, Unauthenticated]).rank(Rank::Refusal).line("Will not follow more than 5 redirects"),
    says(&["guzzlehttp requires curl, the allow_url_fopen"], PHP, "guzzle/guzzle src/Utils.php").is(UnsupportedSetting),
    says(&["no system ca bundle could be found"], PHP, "guzzle/guzzle src/Utils.php").is(UnreadableFile).or(&[UnknownCa]),
    says(&["endpoint has to contain scheme, host and path"], &["php-grpc"], GRPC_FACTORY).is(SchemeMismatch),
    says(&["endpoint contains not supported scheme"], &["php-grpc"], GRPC_FACTORY).is(SchemeMismatch),
    says(&["endpoint path is not a valid grpc method"], &["php-grpc"], GRPC_FACTORY).is(UnsupportedSetting).or(&[SchemeMismatch]),
    says(&["|invalid endpoint url \""], PHP, "open-telemetry/opentelemetry-php src/SDK/Common/Export/Http/PsrTransportFactory.php").is(SchemeMismatch).or(&[UnsupportedSetting]).line("Invalid endpoint url \"otel\""),
    says(&["|failed to parse endpoint \""], PHP, "open-telemetry/opentelemetry-php src/Contrib/Otlp/HttpEndpointResolver.php").is(SchemeMismatch).or(&[UnsupportedSetting]).line("Failed to parse endpoint \"http:///\""),
    php(UnknownCa, &["could not verify peer: code:"]).or(&[SelfSigned, Expired]).rank(Rank::Symptom),
    php(UnknownCa, &["peer_fingerprint match failure"]).or(&[StaleCertificate]),
    php(UnknownCa, &["could not get peer certificate"]).or(&[HandshakeRefused]).rank(Rank::Symptom),
    php(UnreadableFile, &["no valid certs found cafile stream"]),
    php(UnreadableFile, &["remote cafile streams are disabled"]),
    php(UnreadableFile, &["failed loading ca names from cafile"]),
    php(UnknownCa, &["unable to set default verify locations and no ca settings specified"]).or(&[UnreadableFile]),
    php(UnreadableFile, &["unable to get real path of certificate file"]),
    php(UnreadableFile, &["unable to get real path of private key file"]),
    php(ClientKeyMismatch, &["private key does not match certificate!"]),
    php(SilentServer, &["ssl: handshake timed out"]).or(&[PlaintextServer, ConnectionTimeout]),
    says(&["expected protocol to be http or https, given"], &["php"], OTEL_PHP).is(SchemeMismatch),
    says(&["no protobuf implementation found"], &["php"], OTEL_PHP).is(UnsupportedSetting).note("PHP has neither ext-protobuf nor google/protobuf"),
    says(&["grpc method not defined for signal"], &["php"], OTEL_PHP).is(UnsupportedSetting),
    says(&["grpc transport supports only"], &["php"], GRPC_FACTORY).is(UnsupportedSetting),
    says(&["key-value pair", "does not contain separator"], &["php"], OTEL_PHP).is(UnsupportedSetting).or(&[IgnoredSetting]).note("OTEL_EXPORTER_OTLP_HEADERS is not `key=value,key=value`"),
    says(&["export success with warnings/suggestions"], &["php"], OTEL_PHP).is(OtlpRejected).rank(Rank::Symptom),
    says(&["unhandled export error"], &["php"], OTEL_PHP).is(BackendUnavailable).or(&[ConnectionRefused, UnknownCa]).rank(Rank::Consequence),
    // opentelemetry-cpp.
    session(ConnectionRefused, &["session state: session create failed"]).or(&[UnreadableFile, UnsupportedSetting]),
    session(ConnectionReset, &["session state: request send failed"]).or(&[UnknownCa, ConnectionRefused]),
    session(ConnectionReset, &["session state: error reading response"]).or(&[NoAnswer]),
    session(ConnectionReset, &["session state: error writing request"]),
    session(ConnectionTimeout, &["session state: request time out"]).or(&[NoAnswer, SilentServer]),
    session(UnsupportedSetting, &["export failed, invalid url"]).or(&[SchemeMismatch]).rank(Rank::Cause),
    session(WrongProtocol, &["[otlp http client] failed to parse"]).or(&[ProxyFailure]).rank(Rank::Symptom),
    session(UnsupportedSetting, &["unknown min tls version"]).or(&[VersionMismatch]).rank(Rank::Cause),
    session(UnsupportedSetting, &["unknown max tls version"]).or(&[VersionMismatch]).rank(Rank::Cause),
    session(UnsupportedSetting, &["required for ca cert string"]).or(&[UnreadableFile]).rank(Rank::Cause),
    session(UnsupportedSetting, &["required for client key string"]).or(&[UnreadableFile]).rank(Rank::Cause),
    session(UnsupportedSetting, &["required for client cert string"]).or(&[UnreadableFile]).rank(Rank::Cause),
    says(&["failed, service stub unavailable"], CPP_GRPC, OTEL_CPP).is(ConnectionRefused).or(&[UnreadableFile]).rank(Rank::Consequence).line("Exporting 3 span(s) failed, service stub unavailable"),
    says(&["exporter] export partial success"], &["cpp"], OTEL_CPP).is(OtlpRejected).rank(Rank::Refusal).line("[OTLP TRACE GRPC Exporter] Export partial success: 3 span(s) rejected"),
    says(&["both 'credentials' and 'use_ssl_credentials' options are set"], CPP_GRPC, OTEL_CPP).is(ConflictingSettings),
    says(&["[otlp grpc client] invalid endpoint:"], CPP_GRPC, CPP_CLIENT).is(SchemeMismatch).or(&[UnsupportedSetting]),
    says(&["[otlp grpc client] empty endpoint"], CPP_GRPC, CPP_CLIENT).is(UnsupportedSetting),
    says(&["set otelcpp_with_otlp_http_compression=on"], CPP, "open-telemetry/opentelemetry-cpp ext/src/http/client/curl/http_client_curl.cc").is(UnsupportedSetting).note("this build has no compression"),
    says(&["no default http client backend is compiled in"], CPP, "open-telemetry/opentelemetry-cpp ext/include/opentelemetry/ext/http/client/detail/default_factory.h").is(UnsupportedSetting),
    says(&["environment variable <otel_", "> is deprecated, use <"], &["cpp"], "open-telemetry/opentelemetry-cpp exporters/otlp/src/otlp_environment.cc").is(DeprecatedSetting).rank(Rank::Refusal)
        .line("Environment variable <OTEL_EXPORTER_OTLP_SPAN_INSECURE> is deprecated, use <OTEL_EXPORTER_OTLP_TRACES_INSECURE> instead"),
    says(&["found invalid key/value pair in headers_list"], &["cpp"], "open-telemetry/opentelemetry-cpp exporters/otlp/src/otlp_builder_utils.cc").is(IgnoredSetting).or(&[UnsupportedSetting]),
    // Linkerd.
    linkerd(BackendUnavailable, &["service entering failfast after"]).or(&[ConnectionRefused]).line("Service entering failfast after 3s"),
    linkerd(BackendUnavailable, &["unavailable; entering failfast"]).or(&[ConnectionRefused]),
    linkerd(PermissionDenied, &["unauthorized connection on"]).rank(Rank::Refusal).or(&[ClientCertRequired]).note("Linkerd's policy: the client is in no mesh, or its identity is not allowed"),
    linkerd(PermissionDenied, &["unauthorized request on route"]).rank(Rank::Refusal),
    linkerd(ClientCertRequired, &["direct connections must be mutually authenticated"]).rank(Rank::Refusal),
    linkerd(UnreadableFile, &["no valid certs in trust anchors file"]).rank(Rank::Cause),
    linkerd(SilentServer, &["sni detection timed out"]).or(&[PlaintextServer]).server_only(),
    linkerd(WrongProtocol, &["gateway loop detected"]).or(&[ProxyFailure]),
    // SwiftNIO.
    swift(UnreadableFile, &["failed to create a bio handle to read a pem file"]),
    swift(UnreadableFile, &["failed to obtain cert and pkey from a pkc12 file"]),
    swift(UnreadableFile, &["failed to map bytes from a certificate"]),
    swift(UnreadableFile, &["failed to add certificate to chain"]),
    swift(UnreadableFile, &["failed to get bytes from private key"]),
    swift(UnreadableFile, &["failed to create new boringssl context"]).or(&[UnsupportedSetting]),
    swift(MalformedCertificate, &["failed to extract a public key reference"]),
    // Envoy.
    says(&["failed to load private key from"], ENVOY, ENVOY_TLS).is(UnreadableFile).or(&[ClientKeyMismatch]),
    says(&["failed to load certificate chain from"], ENVOY, ENVOY_TLS).is(UnreadableFile).or(&[MalformedCertificate]),
    says(&["was configured without configuring a trusted ca"], ENVOY, ENVOY_TLS).is(ConflictingSettings).or(&[VerificationDisabled]).line("'auto_sni_san_validation' was configured without configuring a trusted CA"),
    says(&["invalid hex-encoded sha-256"], ENVOY, ENVOY_TLS).is(UnsupportedSetting),
    says(&["invalid base64-encoded sha-256"], ENVOY, ENVOY_TLS).is(UnsupportedSetting),
};
