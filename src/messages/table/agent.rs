//! Agents that send or take telemetry: Telegraf, Fluentd, Vector, Elastic's, Prometheus and what shares its
//! configuration, Jaeger, New Relic's, Datadog's, syslog-ng; and clients of other protocols that meet the same proxies.

use crate::finding::Code::{self, *};
use crate::messages::entry::{Entry, ONE_HALF, Rank, entries, says};

const TELEGRAF_TLS: &str = "influxdata/telegraf plugins/common/tls/common.go";
const TELEGRAF_CLIENT: &str = "influxdata/telegraf plugins/common/tls/client.go";
const TELEGRAF_SERVER: &str = "influxdata/telegraf plugins/common/tls/server.go";
const TELEGRAF_PROXY: &str = "influxdata/telegraf plugins/common/proxy/proxy.go";
const HTTP_CONFIG: &str = "prometheus/common config/http_config.go";
const ALLOY: &str = "grafana/alloy internal/component/common/config/types.go";
const WEB: &str = "prometheus/exporter-toolkit web/tls_config.go";
const JAEGER: &str = "jaegertracing/jaeger internal/config/tlscfg/flags.go";
const JAEGER_1: &str = "jaegertracing/jaeger pkg/config/tlscfg/options.go";
const ALLOY_SYNTAX: &str = "grafana/alloy syntax/typecheck/typecheck.go";
const ELASTIC_TLS: &str = "elastic/elastic-agent-libs transport/tlscommon/tls.go";
const ELASTIC_TYPES: &str = "elastic/elastic-agent-libs transport/tlscommon/types.go";
const ELASTIC_CONFIG: &str = "elastic/elastic-agent-libs transport/tlscommon/tls_config.go";
const ELASTIC_KEYS: &str = "elastic/elastic-agent-libs transport/tlscommon/decrypt_block_nofips.go";
const APM_AUTH: &str = "elastic/apm-server internal/beater/auth/authenticator.go";
const APM_KEY: &str = "elastic/apm-server internal/beater/auth/apikey.go";
const BEATS: &str = "logstash-plugins/logstash-input-beats lib/logstash/inputs/beats.rb";
const BEATS_LISTENER: &str =
    "logstash-plugins/logstash-input-beats lib/logstash/inputs/beats/message_listener.rb";
const BEATS_PROTOCOL: &str =
    "logstash-plugins/logstash-input-beats src/main/java/org/logstash/beats/Protocol.java";
const ES_CLIENT: &str =
    "logstash-plugins/logstash-output-elasticsearch lib/logstash/outputs/elasticsearch/http_client.rb";
const FLUENTD_HTTP: &str = "fluent/fluentd lib/fluent/plugin/out_http.rb";
const FLUENTD_FORWARD: &str = "fluent/fluentd lib/fluent/plugin/out_forward.rb";
const FLUENTD_SOCKET: &str = "fluent/fluentd lib/fluent/plugin_helper/socket.rb";
const FLUENTD_SERVER: &str = "fluent/fluentd lib/fluent/plugin_helper/server.rb";
const FLUENTD_CERT: &str = "fluent/fluentd lib/fluent/plugin_helper/cert_option.rb";
const FLUENTD_TLS: &str = "fluent/fluentd lib/fluent/tls.rb";
const VECTOR_HTTP: &str = "vectordotdev/vector src/http.rs";
const VECTOR_NET: &str = "vectordotdev/vector src/sinks/util/service/net/mod.rs";
const VECTOR_URI: &str = "vectordotdev/vector src/sinks/util/uri.rs";
const VECTOR_SINK: &str = "vectordotdev/vector src/sinks/vector/mod.rs";
const NEW_RELIC: &str = "newrelic/newrelic-python-agent newrelic/core/agent_protocol.py";

const fn telegraf(code: Code, literals: &'static [&'static str], source: &'static str) -> Entry {
    says(literals, &["telegraf"], source).is(code)
}

/// Prometheus, its exporters, Alloy and others use the same package.
const fn prometheus(code: Code, literals: &'static [&'static str], source: &'static str) -> Entry {
    says(literals, &["go"], source).is(code)
}

const fn elastic(code: Code, literals: &'static [&'static str], source: &'static str) -> Entry {
    says(literals, &["elastic"], source).is(code)
}

const fn logstash(code: Code, literals: &'static [&'static str], source: &'static str) -> Entry {
    says(literals, &["logstash"], source).is(code)
}

const fn fluentd(code: Code, literals: &'static [&'static str], source: &'static str) -> Entry {
    says(literals, &["fluentd"], source).is(code)
}

const fn vector(code: Code, literals: &'static [&'static str], source: &'static str) -> Entry {
    says(literals, &["vector"], source).is(code)
}

/// Agents.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    says(&["problem setting tls options"], &["mosquitto"], "eclipse/mosquitto client/client_shared.c").is(UnreadableFile).or(&[UnsupportedSetting]),
    says(&["invalid ca certificate file/directory"], &["redis"], "redis/redis src/cli_common.c").is(UnreadableFile),
    says(&["protocol error, got \"", "as reply type byte"], &["redis"], "redis/hiredis read.c").is(WrongProtocol).or(&[PlaintextClient]).line("Protocol error, got \"H\" as reply type byte"),
    says(&["received invalid response to ssl negotiation"], &["postgres"], "postgres/postgres src/interfaces/libpq/fe-connect.c").is(WrongProtocol).or(&[ProxyFailure]),
    says(&["might be caused by incorrect security.protocol configuration"], &["rdkafka"], "confluentinc/librdkafka src/rdkafka_broker.c").is(PlaintextClient).or(&[WrongProtocol, ConnectionReset]),
    says(&["cert: subject checks failed"], &["stunnel"], "stunnel src/verify.c").is(NameMismatch),
    says(&["error setting up tls session context"], &["syslog-ng"], "syslog-ng/syslog-ng lib/transport/tls-context.c").is(UnreadableFile).or(&[UnsupportedSetting]),
    says(&["unknown peer-verify() argument"], &["syslog-ng"], "ovh/docs pull request 367").is(UnsupportedSetting),
    // Telegraf.
    telegraf(UnreadableFile, &["missing password for pkcs#8 encrypted private key"], TELEGRAF_TLS),
    telegraf(UnreadableFile, &["decrypted key is not a rsa private key"], TELEGRAF_TLS).or(&[UnsupportedSetting]),
    telegraf(UnreadableFile, &["password-protected keys in pkcs#1 format are not supported"], TELEGRAF_TLS),
    telegraf(UnsupportedSetting, &["could not parse tls m", "version "], TELEGRAF_CLIENT).or(&[VersionMismatch]).line("could not parse tls min version \"TLS14\": unsupported version \"TLS14\" (available: TLS12,TLS13)"),
    telegraf(UnsupportedSetting, &["could not parse client cipher suites"], TELEGRAF_CLIENT).or(&[CipherMismatch]),
    telegraf(UnsupportedSetting, &["could not parse server cipher suites"], TELEGRAF_SERVER).or(&[CipherMismatch]),
    telegraf(UnsupportedSetting, &["unrecognized renegotiation method"], TELEGRAF_CLIENT),
    telegraf(ConflictingSettings, &["tls min version ", "can't be greater than tls max version"], TELEGRAF_SERVER).or(&[VersionMismatch]),
    telegraf(ClientCertRejected, &["not in allowed dns name list"], TELEGRAF_SERVER).server_only().note("`tls_allowed_dns_names` does not have the client's name").line("peer certificate not in allowed DNS Name list: [client.example.com]"),
    telegraf(UnsupportedSetting, &["error parsing proxy url"], TELEGRAF_PROXY).or(&[ProxyFailure]).rank(Rank::Decisive).note("the URL of the proxy is none: write http://host:port"),
    // Prometheus and what shares its configuration.
    prometheus(UnreadableFile, &["unable to use specified ca cert"], HTTP_CONFIG),
    prometheus(ConflictingSettings, &["must be configured when a client certificate is configured"], HTTP_CONFIG).note(ONE_HALF),
    prometheus(ConflictingSettings, &["must be configured when a client key is configured"], HTTP_CONFIG).note(ONE_HALF),
    prometheus(ConflictingSettings, &["at most one of ", "must be configured"], ALLOY).line("at most one of ca_pem and ca_file must be configured"),
    prometheus(ConflictingSettings, &["tls_config.max_version must be greater than or equal to tls_config.min_version"], HTTP_CONFIG).or(&[VersionMismatch]),
    prometheus(UnsupportedSetting, &["unknown tls version: "], HTTP_CONFIG).or(&[VersionMismatch]),
    prometheus(ConflictingSettings, &["if proxy_from_environment is configured"], HTTP_CONFIG),
    prometheus(UnsupportedSetting, &["|unknown cipher: "], WEB).or(&[CipherMismatch]).line("unknown cipher: FOO"),
    prometheus(UnsupportedSetting, &["|unknown curve: "], WEB).or(&[CipherMismatch]).line("unknown curve: FOO"),
    prometheus(UnsupportedSetting, &["invalid clientauth: "], WEB),
    prometheus(ConflictingSettings, &["have been configured without a client auth policy"], WEB).note("a CA for clients is given and `client_auth_type` asks for no certificate"),
    prometheus(ConflictingSettings, &["missing one of cert or cert_file"], WEB).note(ONE_HALF),
    prometheus(ConflictingSettings, &["missing one of key or key_file"], WEB).note(ONE_HALF),
    prometheus(ClientCertRejected, &["could not find allowed sans in client cert"], WEB).server_only(),
    says(&["tls.* options cannot be used when"], &["go"], JAEGER).is(ConflictingSettings).or(&[IgnoredSetting]).line("collector.grpc.tls.* options cannot be used when collector.grpc.tls.enabled is false"),
    says(&["either both client certificate and key must be supplied, or neither"], &["go"], JAEGER_1).is(ConflictingSettings).note(ONE_HALF),
    says(&["minimum tls version can't be greater than maximum"], &["go"], JAEGER_1).is(ConflictingSettings).or(&[VersionMismatch]),
    // Names that an agent does not know.
    telegraf(UnknownSetting, &["configuration specified the fields", "but they were not used"], "influxdata/telegraf config/config.go").line("line 12: configuration specified the fields [\"tls_cafile\"], but they were not used"),
    says(&["unrecognized attribute name \""], &["alloy"], ALLOY_SYNTAX).is(UnknownSetting).line("unrecognized attribute name \"ca_fil\""),
    says(&["unrecognized block name \""], &["alloy"], ALLOY_SYNTAX).is(UnknownSetting).line("unrecognized block name \"tsl\""),
    says(&["missing required attribute \""], &["alloy"], ALLOY_SYNTAX).is(UnsupportedSetting).rank(Rank::Refusal).line("missing required attribute \"endpoint\""),
    says(&["missing required block \""], &["alloy"], ALLOY_SYNTAX).is(UnsupportedSetting).rank(Rank::Refusal).line("missing required block \"client\""),
    fluentd(UnknownSetting, &["parameter '", "' in <", "is not used"], "fluent/fluentd lib/fluent/engine.rb").rank(Rank::Refusal).line("parameter 'tls_verify_hostnam' in <match **> is not used."),
    // Beats, Elastic Agent, APM Server.
    elastic(UnknownCa, &["ca certificate pins doesn't match any of the certificate authorities"], "elastic/elastic-agent-libs transport/tlscommon/ca_pinning.go").or(&[Intercepted]),
    elastic(UnreadableFile, &["file is not a certificate"], ELASTIC_TYPES),
    elastic(ConflictingSettings, &["|key file not configured"], ELASTIC_TYPES).note(ONE_HALF).line("key file not configured accessing 'output.elasticsearch.ssl'"),
    elastic(ConflictingSettings, &["|certificate file not configured"], ELASTIC_TYPES).note(ONE_HALF).line("certificate file not configured accessing 'output.elasticsearch.ssl'"),
    elastic(UnreadableFile, &["|no pem blocks"], ELASTIC_TLS).line("no PEM blocks"),
    elastic(UnreadableFile, &["unable to read passphrase_file"], ELASTIC_TLS),
    elastic(UnreadableFile, &["encrypted pkcs#1 pem keys are not supported"], ELASTIC_TLS),
    elastic(UnreadableFile, &["|no passphrase available"], ELASTIC_KEYS).note("the key is encrypted and no `key_passphrase` is given").line("no passphrase available"),
    elastic(VersionMismatch, &["tls version tlsv1", "not configured"], "elastic/elastic-agent-libs transport/tls.go").line("tls version TLSv1.0 not configured"),
    elastic(UnsupportedSetting, &["invalid tls curve type '"], ELASTIC_TYPES).or(&[CipherMismatch]).line("invalid tls curve type 'P-1'"),
    elastic(UnsupportedSetting, &["unknown verification mode '"], ELASTIC_TYPES).line("unknown verification mode 'loose'"),
    elastic(NameMismatch, &["invalid hostname in cert"], ELASTIC_CONFIG),
    elastic(UnknownCa, &["does not match the fingerprint of any certificate authority present in the server's certificate chain"], ELASTIC_CONFIG).or(&[StaleCertificate, Intercepted]),
    elastic(IncompleteChain, &["certificate is presented without its certificate chain"], ELASTIC_CONFIG),
    elastic(VerificationDisabled, &["ssl/tls verifications disabled"], ELASTIC_CONFIG).rank(Rank::Refusal),
    elastic(Unauthenticated, &["missing or improperly formatted authorization header"], APM_AUTH).note("the header is `Authorization: Bearer TOKEN` or `Authorization: ApiKey KEY`"),
    elastic(Unauthenticated, &["improperly formatted apikey credentials"], APM_KEY),
    elastic(Unauthenticated, &["improperly encoded apikey credentials"], APM_KEY),
    elastic(PermissionDenied, &["api key not permitted action"], APM_KEY),
    elastic(PermissionDenied, &["anonymous access not permitted for"], "elastic/apm-server internal/beater/auth/anonymous.go").or(&[Unauthenticated]),
    elastic(WrongProtocol, &["this is the server information endpoint; did you mean to send data"], "elastic/apm-server internal/beater/api/root/handler.go").note("the path of the URL is missing"),
    // Logstash.
    logstash(UnreadableFile, &["looks like you either have a bad certificate, an invalid key"], BEATS_LISTENER).or(&[ClientKeyMismatch]).server_only(),
    logstash(ConflictingSettings, &["requires ssl_client_authentication => to be configured"], BEATS).note("a CA for clients is given and no certificate is asked for"),
    logstash(IgnoredSetting, &["configured ssl settings are not used when '"], BEATS).rank(Rank::Refusal).line("Configured SSL settings are not used when `ssl_enabled` is set to `false`: [\"ssl_certificate\"]"),
    logstash(PlaintextServer, &["invalid version of beats protocol: 22"], BEATS_PROTOCOL).server_only().note("a client speaks TLS to this cleartext port"),
    logstash(WrongProtocol, &["invalid version of beats protocol"], BEATS_PROTOCOL).or(&[PlaintextServer]).server_only(),
    logstash(WrongProtocol, &["lumberjack protocol error"], "elastic/go-lumber client/v2/client.go").or(&[PlaintextClient]).rank(Rank::Refusal),
    logstash(ConflictingSettings, &["ssl option was explicitly set to"], ES_CLIENT).or(&[SchemeMismatch]),
    logstash(SchemeMismatch, &["bad scheme '", "should be one of http/https"], ES_CLIENT).line("Bad scheme 'grpc' found should be one of http/https"),
    // Fluentd.
    fluentd(UnreadableFile, &["tls_", "_path is wrong:"], FLUENTD_HTTP).line("tls_ca_cert_path is wrong: /x/ca.pem"),
    fluentd(SchemeMismatch, &["|invalid endpoint uri:"], FLUENTD_HTTP).or(&[UnsupportedSetting]).line("Invalid endpoint URI: :otel"),
    fluentd(UnreadableFile, &["specified cert path is not readable"], FLUENTD_FORWARD),
    fluentd(VerificationDisabled, &["tls transport is configured in insecure way"], FLUENTD_FORWARD).rank(Rank::Refusal),
    fluentd(SilentServer, &["handshake timeout after"], FLUENTD_FORWARD).or(&[ConnectionTimeout]).rank(Rank::Network),
    fluentd(ConnectionReset, &["|disconnected by error host="], FLUENTD_FORWARD).or(&[PlaintextClient]).rank(Rank::Symptom).line("disconnected by error host=\"otel\" port=24224"),
    fluentd(WrongProtocol, &["received invalid helo message from"], FLUENTD_FORWARD).or(&[PlaintextClient]),
    fluentd(DnsFailure, &["failed to resolve node name"], FLUENTD_FORWARD).rank(Rank::Network),
    fluentd(ConnectionRefused, &["detached forwarding server"], FLUENTD_FORWARD).or(&[ConnectionTimeout, UnknownCa]).rank(Rank::Consequence),
    fluentd(ConnectionRefused, &["no nodes are available"], "fluent/fluentd lib/fluent/plugin/out_forward/load_balancer.rb").or(&[ConnectionTimeout, UnknownCa]).rank(Rank::Consequence),
    fluentd(Unauthenticated, &["shared key mismatch"], "fluent/fluentd lib/fluent/plugin/in_forward.rb").rank(Rank::Refusal),
    fluentd(SilentServer, &["timeout while connecting tls session"], FLUENTD_SOCKET).or(&[PlaintextServer]).rank(Rank::Network),
    fluentd(UnreadableFile, &["cert_path does not contain a valid certificate"], FLUENTD_CERT),
    fluentd(ConflictingSettings, &["no valid cert options configured"], FLUENTD_CERT),
    fluentd(ConflictingSettings, &["private_key_path is required when"], FLUENTD_CERT).note(ONE_HALF),
    fluentd(SelfSigned, &["insecure tls communication server is configured"], FLUENTD_CERT).server_only().rank(Rank::Refusal).note("Fluentd makes a self-signed certificate for itself"),
    fluentd(UnknownCa, &["close socket due to unexpected ssl error"], FLUENTD_SERVER).or(&[PlaintextClient, ClientCertRequired]).rank(Rank::Consequence).server_only(),
    fluentd(UnknownCa, &["unexpected error before accepting tls connection by openssl"], FLUENTD_SERVER).or(&[PlaintextClient, ClientCertRequired]).rank(Rank::Consequence).server_only(),
    fluentd(ConflictingSettings, &["when you set max_version, must set min_version together"], FLUENTD_TLS),
    fluentd(ConflictingSettings, &["when you set min_version, must set max_version together"], FLUENTD_TLS),
    // Vector.
    vector(UnreadableFile, &["failed to build tls connector"], VECTOR_HTTP).or(&[UnsupportedSetting]).rank(Rank::Refusal),
    vector(ConflictingSettings, &["two authorization credentials was provided"], VECTOR_HTTP),
    vector(NameMismatch, &["is not applied to proxied (tunneled) tls connections"], VECTOR_HTTP).or(&[IgnoredSetting]).rank(Rank::Refusal),
    vector(DnsFailure, &["|no addresses returned"], VECTOR_NET).rank(Rank::Network).line("No addresses returned."),
    vector(UnreadableFile, &["failed to configure tls: "], VECTOR_NET).or(&[UnsupportedSetting]).rank(Rank::Symptom),
    vector(SchemeMismatch, &["endpoint '", "is not a valid uri"], VECTOR_URI).or(&[UnsupportedSetting]).line("endpoint `otel` is not a valid URI: invalid format"),
    vector(UnsupportedSetting, &["endpoint '", "has an invalid port"], VECTOR_URI).line("endpoint `http://otel:99999` has an invalid port"),
    vector(SchemeMismatch, &["|url has no host"], VECTOR_SINK).line("URL has no host."),
    vector(BackendUnavailable, &["vector source unhealthy"], VECTOR_SINK).rank(Rank::Refusal),
    // New Relic, Datadog.
    says(&["dial unix ", "no such file or directory"], &["go"], "golang/go src/net/net.go").is(ConnectionRefused).rank(Rank::Network).note("there is no such socket: nobody listens there, or it is not mounted")
        .line("dial unix /var/run/datadog/apm.socket: connect: no such file or directory"),
    says(&["indicating that an incorrect license key has been supplied"], &["newrelic"], NEW_RELIC).is(Unauthenticated),
    says(&["data collector is indicating that a timeout has occurred"], &["newrelic"], NEW_RELIC).is(BackendUnavailable).or(&[NoAnswer]).rank(Rank::Refusal),
    says(&["received a 429 response from the data collector"], &["newrelic"], NEW_RELIC).is(BackendUnavailable).rank(Rank::Refusal),
    says(&["streaming rpc received unimplemented response code"], &["newrelic"], "newrelic/newrelic-python-agent newrelic/core/agent_streaming.py").is(WrongProtocol).or(&[SignalNotServed]).rank(Rank::Refusal)
        .line("Streaming RPC received UNIMPLEMENTED response code."),
    says(&["|certificate could not be appended"], &["newrelic"], "newrelic/infrastructure-agent pkg/backend/http/http_client.go").is(UnreadableFile).line("certificate could not be appended"),
    says(&["api key invalid, dropping transaction for"], &["datadog"], "DataDog/datadog-agent comp/forwarder/defaultforwarder/transaction/transaction.go").is(Unauthenticated).or(&[PermissionDenied]),
    says(&["unsupported protocol \"", "in agent url"], &["datadog"], "DataDog/dd-trace-go ddtrace/tracer/option.go").is(SchemeMismatch).line("Unsupported protocol \"grpc\" in Agent URL \"grpc://otel\". Must be one of: http, https, unix."),
};
