//! Variables beside `OTEL_EXPORTER_OTLP_*` that change whom an exporter trusts, or the way it takes.

use super::Environment;

/// What a variable changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Which roots are trusted, or how a chain is judged.
    Trust,
    /// Whether the server's certificate is verified at all.
    Verification,
    /// The way to the endpoint.
    Proxy,
    /// How TLS is spoken.
    Protocol,
}

/// One variable and what it does.
#[derive(Debug)]
pub struct Ambient {
    /// Its name.
    pub name: &'static str,
    /// What it changes.
    pub kind: Effect,
    /// What it does, as it stands behind the name.
    pub effect: &'static str,
    /// The exporters that read it.
    pub runtimes: &'static [&'static str],
}

impl Ambient {
    /// Whether its value is the URL of a proxy.
    pub fn is_proxy(&self) -> bool {
        self.kind == Effect::Proxy && !self.name.to_ascii_lowercase().starts_with("no_")
    }
}

/// One that is set.
#[derive(Clone, Debug)]
pub struct AmbientSeen<'a> {
    /// Which.
    pub variable: &'static Ambient,
    /// Its value, masked.
    pub value: &'a str,
}

const fn entry(
    name: &'static str,
    kind: Effect,
    effect: &'static str,
    runtimes: &'static [&'static str],
) -> Ambient {
    Ambient { name, kind, effect, runtimes }
}

const GO: &[&str] = &["collector-grpc", "collector-http", "go-grpc", "go-http"];
const GRPC_CORE: &[&str] = &["python-grpc", "cpp-grpc", "php-grpc"];
const ROOTS_FILE: &[&str] = &["python-grpc", "node-grpc", "cpp-grpc", "php-grpc"];
const NODE: &[&str] = &["node-grpc", "node-http"];
const JAVA: &[&str] = &["java-grpc", "java-http"];
const RUBY: &[&str] = &["ruby-http"];
const PYTHON_HTTP: &[&str] = &["python-http"];
/// gRPC core and grpc-js read lower case only.
const LOWER: &[&str] = &[
    "collector-grpc",
    "collector-http",
    "go-grpc",
    "go-http",
    "python-grpc",
    "python-http",
    "node-grpc",
    "cpp-grpc",
    "rust-http",
];
const UPPER: &[&str] =
    &["collector-grpc", "collector-http", "go-grpc", "go-http", "python-http", "rust-http"];
const GRPC_PROXY: &[&str] = &["python-grpc", "node-grpc", "cpp-grpc"];

const PROXY: &str = "the proxy for https:// endpoints";
const CLEAR_PROXY: &str = "the proxy for http:// endpoints";
const NO_PROXY: &str = "hosts that are reached without a proxy";

/// Every one that is known, in the order of reports.
pub const AMBIENT: &[Ambient] = &[
    entry(
        "SSL_CERT_FILE",
        Effect::Trust,
        "replaces the system's roots",
        &["collector-grpc", "collector-http", "go-grpc", "go-http", "rust-http", "ruby-http"],
    ),
    entry(
        "SSL_CERT_DIR",
        Effect::Trust,
        "replaces the system's folder of roots",
        &["collector-grpc", "collector-http", "go-grpc", "go-http", "ruby-http"],
    ),
    entry(
        "REQUESTS_CA_BUNDLE",
        Effect::Trust,
        "is used instead of OTEL_EXPORTER_OTLP_CERTIFICATE",
        PYTHON_HTTP,
    ),
    entry("CURL_CA_BUNDLE", Effect::Trust, "is used instead of OTEL_EXPORTER_OTLP_CERTIFICATE", PYTHON_HTTP),
    entry("NODE_EXTRA_CA_CERTS", Effect::Trust, "adds to Node's bundled roots", NODE),
    entry("NODE_USE_SYSTEM_CA", Effect::Trust, "asks for the system's roots, where Node knows it", NODE),
    entry(
        "NODE_TLS_REJECT_UNAUTHORIZED",
        Effect::Verification,
        "0 switches verification off",
        &["node-http"],
    ),
    entry("NODE_OPTIONS", Effect::Trust, "may change roots and TLS versions", NODE),
    entry("GRPC_DEFAULT_SSL_ROOTS_FILE_PATH", Effect::Trust, "replaces gRPC's default roots", ROOTS_FILE),
    entry(
        "GRPC_USE_SYSTEM_ROOTS_OVER_LANGUAGE_CALLBACK",
        Effect::Trust,
        "asks for the system's roots",
        GRPC_CORE,
    ),
    entry("GRPC_SYSTEM_SSL_ROOTS_DIR", Effect::Trust, "says where gRPC finds the system's roots", GRPC_CORE),
    entry("GRPC_NOT_USE_SYSTEM_SSL_ROOTS", Effect::Trust, "leaves the system's roots out", GRPC_CORE),
    entry(
        "GRPC_ENFORCE_ALPN_ENABLED",
        Effect::Protocol,
        "false accepts servers that select no ALPN",
        &["collector-grpc", "go-grpc"],
    ),
    entry("JAVA_TOOL_OPTIONS", Effect::Trust, "may name another trust store or proxy", JAVA),
    entry("JDK_JAVA_OPTIONS", Effect::Trust, "may name another trust store or proxy", JAVA),
    entry("_JAVA_OPTIONS", Effect::Trust, "may name another trust store or proxy", JAVA),
    entry("GODEBUG", Effect::Protocol, "may change Go's TLS defaults", GO),
    entry("OTEL_RUBY_EXPORTER_OTLP_SSL_VERIFY_NONE", Effect::Verification, "switches verification off", RUBY),
    entry("OTEL_RUBY_EXPORTER_OTLP_SSL_VERIFY_PEER", Effect::Verification, "keeps verification on", RUBY),
    entry("OTEL_EXPORTER_SSL_OPTIONS", Effect::Trust, "TLS options of the Erlang exporter", &[]),
    entry("https_proxy", Effect::Proxy, PROXY, LOWER),
    entry("HTTPS_PROXY", Effect::Proxy, PROXY, UPPER),
    entry("http_proxy", Effect::Proxy, CLEAR_PROXY, LOWER),
    entry("HTTP_PROXY", Effect::Proxy, CLEAR_PROXY, UPPER),
    entry("grpc_proxy", Effect::Proxy, "the proxy for gRPC", GRPC_PROXY),
    entry("all_proxy", Effect::Proxy, "the proxy where no other is named", &["python-http", "rust-http"]),
    entry("ALL_PROXY", Effect::Proxy, "the proxy where no other is named", &["python-http", "rust-http"]),
    entry("no_proxy", Effect::Proxy, NO_PROXY, LOWER),
    entry("NO_PROXY", Effect::Proxy, NO_PROXY, UPPER),
    entry("no_grpc_proxy", Effect::Proxy, NO_PROXY, GRPC_PROXY),
];

impl Environment {
    /// Those that are set, in the order of reports.
    pub fn ambient(&self) -> Vec<AmbientSeen<'_>> {
        AMBIENT
            .iter()
            .filter_map(|variable| Some(AmbientSeen { variable, value: self.get(variable.name)? }))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_is_listed_in_order() {
        let set = Environment::new(
            "the environment",
            [("HTTPS_PROXY", "http://u:p@h:1"), ("SSL_CERT_FILE", "/a.pem"), ("GODEBUG", "")]
                .map(|(name, value)| (name.to_owned(), value.to_owned())),
        );
        let seen: Vec<(&str, &str)> =
            set.ambient().iter().map(|seen| (seen.variable.name, seen.value)).collect();
        assert_eq!(seen, [("SSL_CERT_FILE", "/a.pem"), ("HTTPS_PROXY", "http://h:1")]);
    }

    #[test]
    fn no_name_twice() {
        for (index, one) in AMBIENT.iter().enumerate() {
            assert!(AMBIENT[..index].iter().all(|other| other.name != one.name), "{}", one.name);
        }
    }
}
