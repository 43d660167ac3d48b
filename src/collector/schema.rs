//! The keys of the OTLP exporters and the OTLP receiver with their types, and the values that Go knows: v0.159.
//!
//! Sources: `mapstructure` tags of `configtls`, `configgrpc`, `confighttp`, `confignet`, `configretry`,
//! `exporterhelper`, `otlpexporter`, `otlphttpexporter`, `otlpreceiver`; `crypto/tls` of Go 1.26 and 1.27.

use crate::target::Protocol;

/// What the decoder wants for a key. It converts nothing: a text is no number, a number no text.
#[derive(Clone, Copy, Debug)]
pub enum Type {
    /// A text.
    Text,
    /// `true` or `false`.
    Switch,
    /// A number.
    Number,
    /// A text like `10s`; a bare number counts nanoseconds.
    Duration,
    /// A list of texts, or one text with commas.
    Texts,
    /// Names and texts: a map, or a list of `name` and `value`.
    Headers,
    /// A map of these keys.
    Map(&'static [Field]),
    /// A map of these keys and `enabled`.
    Optional(&'static [Field]),
    /// Not looked into.
    Any,
}

/// A key and its type.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The key, case-sensitive.
    pub key: &'static str,
    /// What it takes.
    pub kind: Type,
}

const fn field(key: &'static str, kind: Type) -> Field {
    Field { key, kind }
}

const TPM: &[Field] = &[
    field("enabled", Type::Switch),
    field("path", Type::Text),
    field("owner_auth", Type::Text),
    field("auth", Type::Text),
];

macro_rules! tls {
    ($($more:expr),+) => {
        &[
            field("ca_file", Type::Text),
            field("ca_pem", Type::Text),
            field("include_system_ca_certs_pool", Type::Switch),
            field("cert_file", Type::Text),
            field("cert_pem", Type::Text),
            field("key_file", Type::Text),
            field("key_pem", Type::Text),
            field("min_version", Type::Text),
            field("max_version", Type::Text),
            field("cipher_suites", Type::Texts),
            field("include_insecure_cipher_suites", Type::Switch),
            field("curve_preferences", Type::Texts),
            field("reload_interval", Type::Duration),
            field("tpm", Type::Map(TPM)),
            $($more),+
        ]
    };
}

/// `tls` of an exporter.
pub const CLIENT_TLS: &[Field] = tls![
    field("insecure", Type::Switch),
    field("insecure_skip_verify", Type::Switch),
    field("server_name_override", Type::Text)
];

/// `tls` of a receiver.
pub const SERVER_TLS: &[Field] =
    tls![field("client_ca_file", Type::Text), field("client_ca_file_reload", Type::Switch)];

const AUTH: &[Field] = &[field("authenticator", Type::Text)];
const SERVER_AUTH: &[Field] = &[field("authenticator", Type::Text), field("request_params", Type::Texts)];
const CLIENT_KEEPALIVE: &[Field] = &[
    field("time", Type::Duration),
    field("timeout", Type::Duration),
    field("permit_without_stream", Type::Switch),
];
const SERVER_PARAMETERS: &[Field] = &[
    field("max_connection_idle", Type::Duration),
    field("max_connection_age", Type::Duration),
    field("max_connection_age_grace", Type::Duration),
    field("time", Type::Duration),
    field("timeout", Type::Duration),
];
const ENFORCEMENT: &[Field] =
    &[field("min_time", Type::Duration), field("permit_without_stream", Type::Switch)];
const SERVER_KEEPALIVE: &[Field] = &[
    field("server_parameters", Type::Optional(SERVER_PARAMETERS)),
    field("enforcement_policy", Type::Optional(ENFORCEMENT)),
];
const RETRY: &[Field] = &[
    field("enabled", Type::Switch),
    field("initial_interval", Type::Duration),
    field("randomization_factor", Type::Number),
    field("multiplier", Type::Number),
    field("max_interval", Type::Duration),
    field("max_elapsed_time", Type::Duration),
];
const BATCH: &[Field] = &[
    field("flush_timeout", Type::Duration),
    field("sizer", Type::Text),
    field("min_size", Type::Number),
    field("max_size", Type::Number),
    field("partition", Type::Map(&[field("metadata_keys", Type::Texts)])),
];
const QUEUE: &[Field] = &[
    field("wait_for_result", Type::Switch),
    field("sizer", Type::Text),
    field("queue_size", Type::Number),
    field("block_on_overflow", Type::Switch),
    field("storage", Type::Text),
    field("num_consumers", Type::Number),
    field("batch", Type::Optional(BATCH)),
];
const DIALER: &[Field] = &[field("timeout", Type::Duration)];
const CORS: &[Field] = &[
    field("allowed_origins", Type::Texts),
    field("allowed_headers", Type::Texts),
    field("exposed_headers", Type::Texts),
    field("max_age", Type::Number),
];

/// An `otlp_grpc` exporter.
const GRPC_EXPORTER: &[Field] = &[
    field("endpoint", Type::Text),
    field("tls", Type::Map(CLIENT_TLS)),
    field("headers", Type::Headers),
    field("authority", Type::Text),
    field("auth", Type::Optional(AUTH)),
    field("compression", Type::Text),
    field("timeout", Type::Duration),
    field("keepalive", Type::Optional(CLIENT_KEEPALIVE)),
    field("read_buffer_size", Type::Number),
    field("write_buffer_size", Type::Number),
    field("wait_for_ready", Type::Switch),
    field("user_agent", Type::Text),
    field("balancer_name", Type::Text),
    field("middlewares", Type::Any),
    field("sending_queue", Type::Optional(QUEUE)),
    field("retry_on_failure", Type::Map(RETRY)),
];

/// An `otlp_http` exporter.
const HTTP_EXPORTER: &[Field] = &[
    field("endpoint", Type::Text),
    field("traces_endpoint", Type::Text),
    field("metrics_endpoint", Type::Text),
    field("logs_endpoint", Type::Text),
    field("profiles_endpoint", Type::Text),
    field("proxy_url", Type::Text),
    field("tls", Type::Map(CLIENT_TLS)),
    field("headers", Type::Headers),
    field("auth", Type::Optional(AUTH)),
    field("compression", Type::Text),
    field("compression_params", Type::Map(&[field("level", Type::Number)])),
    field("encoding", Type::Text),
    field("timeout", Type::Duration),
    field("read_buffer_size", Type::Number),
    field("write_buffer_size", Type::Number),
    field("max_idle_conns", Type::Number),
    field("max_idle_conns_per_host", Type::Number),
    field("max_conns_per_host", Type::Number),
    field("idle_conn_timeout", Type::Duration),
    field("disable_keep_alives", Type::Switch),
    field("http2_read_idle_timeout", Type::Duration),
    field("http2_ping_timeout", Type::Duration),
    field("cookies", Type::Optional(&[])),
    field("force_attempt_http2", Type::Switch),
    field("middlewares", Type::Any),
    field("sending_queue", Type::Optional(QUEUE)),
    field("retry_on_failure", Type::Map(RETRY)),
];

const GRPC_SERVER: &[Field] = &[
    field("endpoint", Type::Text),
    field("transport", Type::Text),
    field("dialer", Type::Map(DIALER)),
    field("tls", Type::Optional(SERVER_TLS)),
    field("max_recv_msg_size_mib", Type::Number),
    field("max_concurrent_streams", Type::Number),
    field("read_buffer_size", Type::Number),
    field("write_buffer_size", Type::Number),
    field("keepalive", Type::Optional(SERVER_KEEPALIVE)),
    field("auth", Type::Optional(AUTH)),
    field("include_metadata", Type::Switch),
    field("middlewares", Type::Any),
];

const HTTP_SERVER: &[Field] = &[
    field("endpoint", Type::Text),
    field("transport", Type::Text),
    field("dialer", Type::Map(DIALER)),
    field("tls", Type::Optional(SERVER_TLS)),
    field("cors", Type::Optional(CORS)),
    field("auth", Type::Optional(SERVER_AUTH)),
    field("max_request_body_size", Type::Number),
    field("include_metadata", Type::Switch),
    field("response_headers", Type::Headers),
    field("compression_algorithms", Type::Texts),
    field("read_timeout", Type::Duration),
    field("read_header_timeout", Type::Duration),
    field("write_timeout", Type::Duration),
    field("idle_timeout", Type::Duration),
    field("middlewares", Type::Any),
    field("keep_alives_enabled", Type::Switch),
    field("traces_url_path", Type::Text),
    field("metrics_url_path", Type::Text),
    field("logs_url_path", Type::Text),
];

/// The OTLP receiver.
pub const RECEIVER: &[Field] = &[field(
    "protocols",
    Type::Map(&[field("grpc", Type::Optional(GRPC_SERVER)), field("http", Type::Optional(HTTP_SERVER))]),
)];

/// An exporter.
pub fn exporter(protocol: Protocol) -> &'static [Field] {
    match protocol {
        Protocol::Grpc => GRPC_EXPORTER,
        Protocol::HttpProtobuf => HTTP_EXPORTER,
    }
}

/// A version of TLS by the only texts that are taken.
pub fn tls_version(text: &str) -> Option<u16> {
    match text {
        "1.0" => Some(0x0301),
        "1.1" => Some(0x0302),
        "1.2" => Some(0x0303),
        "1.3" => Some(0x0304),
        _ => None,
    }
}

/// A cipher suite that Go knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CipherSuite {
    /// Go's name of the constant; no other is taken.
    pub name: &'static str,
    /// In the IANA registry.
    pub number: u16,
    /// Taken with `include_insecure_cipher_suites` only.
    pub insecure: bool,
}

impl CipherSuite {
    /// Go does not let TLS 1.3 suites be chosen.
    pub fn is_tls13(&self) -> bool {
        self.number >> 8 == 0x13
    }
}

/// The cipher suite of this name.
pub fn cipher_suite(name: &str) -> Option<CipherSuite> {
    CIPHER_SUITES.iter().copied().find(|suite| suite.name == name)
}

const fn secure(name: &'static str, number: u16) -> CipherSuite {
    CipherSuite { name, number, insecure: false }
}

const fn insecure(name: &'static str, number: u16) -> CipherSuite {
    CipherSuite { name, number, insecure: true }
}

/// Every suite that Go knows.
pub const CIPHER_SUITES: &[CipherSuite] = &[
    secure("TLS_AES_128_GCM_SHA256", 0x1301),
    secure("TLS_AES_256_GCM_SHA384", 0x1302),
    secure("TLS_CHACHA20_POLY1305_SHA256", 0x1303),
    secure("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", 0xc009),
    secure("TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", 0xc00a),
    secure("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", 0xc013),
    secure("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", 0xc014),
    secure("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", 0xc02b),
    secure("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", 0xc02c),
    secure("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", 0xc02f),
    secure("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", 0xc030),
    secure("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", 0xcca8),
    secure("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", 0xcca9),
    insecure("TLS_RSA_WITH_RC4_128_SHA", 0x0005),
    insecure("TLS_RSA_WITH_3DES_EDE_CBC_SHA", 0x000a),
    insecure("TLS_RSA_WITH_AES_128_CBC_SHA", 0x002f),
    insecure("TLS_RSA_WITH_AES_256_CBC_SHA", 0x0035),
    insecure("TLS_RSA_WITH_AES_128_CBC_SHA256", 0x003c),
    insecure("TLS_RSA_WITH_AES_128_GCM_SHA256", 0x009c),
    insecure("TLS_RSA_WITH_AES_256_GCM_SHA384", 0x009d),
    insecure("TLS_ECDHE_ECDSA_WITH_RC4_128_SHA", 0xc007),
    insecure("TLS_ECDHE_RSA_WITH_RC4_128_SHA", 0xc011),
    insecure("TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA", 0xc012),
    insecure("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", 0xc023),
    insecure("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", 0xc027),
];

/// The names of groups that are taken.
pub const CURVES: &[(&str, u16)] =
    &[("X25519MLKEM768", 0x11ec), ("X25519", 0x001d), ("P256", 0x0017), ("P384", 0x0018), ("P521", 0x0019)];

/// The group of this name.
pub fn curve(name: &str) -> Option<u16> {
    CURVES.iter().find(|(known, _)| *known == name).map(|(_, number)| *number)
}
