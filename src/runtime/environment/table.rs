//! What each exporter makes of the variables, as data. Rows say where an exporter departs from the specification.
//!
//! Go 1.45, Python 1.45.2, Node 0.223, Java 1.65 and Rust 0.33.1 were run with these variables
//! (`fixtures/environments`); .NET, C++, Ruby and PHP are read in their sources.

use super::rules::{
    Exempts, Extra, Falls, GrpcPath, Half, Insecure, Levels, Mismatch, MissingPort, NoScheme, OtherScheme,
    Protocols, Reads, RootsVariable, Rules, Slashes, Unfollowed, UserInUrl, Values,
};
use crate::target::Signal;
use crate::target::environment::HeaderReading;

const NO_PROXY: [&[&str]; 3] = [&[], &[], &[]];
const BOTH_CASES: [&[&str]; 3] =
    [&["HTTPS_PROXY", "https_proxy"], &["HTTP_PROXY", "http_proxy"], &["NO_PROXY", "no_proxy"]];
/// grpc-go asks for the proxy of an https URL whatever the transport.
const GRPC_GO: [&[&str]; 3] =
    [&["HTTPS_PROXY", "https_proxy"], &["HTTPS_PROXY", "https_proxy"], &["NO_PROXY", "no_proxy"]];
const REQUESTS: [&[&str]; 3] = [
    &["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"],
    &["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"],
    &["no_proxy", "NO_PROXY"],
];
const REQWEST: [&[&str]; 3] = [
    &["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"],
    &["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"],
    &["NO_PROXY", "no_proxy"],
];
const GRPC_LOWER: [&[&str]; 3] = [
    &["grpc_proxy", "https_proxy", "http_proxy"],
    &["grpc_proxy", "https_proxy", "http_proxy"],
    &["no_grpc_proxy", "no_proxy"],
];

const GRPC_ROOTS: &[RootsVariable] = &[RootsVariable::Default("GRPC_DEFAULT_SSL_ROOTS_FILE_PATH")];

const CORE_ROOTS: &[Unfollowed] =
    &[Unfollowed { name: "GRPC_USE_SYSTEM_ROOTS_OVER_LANGUAGE_CALLBACK", words: &["true"], of_roots: true }];
const NODE_ROOTS: &[Unfollowed] =
    &[Unfollowed { name: "NODE_OPTIONS", words: &["--use-system-ca"], of_roots: true }];
const fn jvm(name: &'static str) -> Unfollowed {
    Unfollowed { name, words: &["-DsocksProxyHost", "-Djava.net.useSystemProxies"], of_roots: false }
}
/// `JDK_JAVA_OPTIONS` is read by the `java` launcher, the others by every JVM.
const JVM: &[Unfollowed] = &[jvm("JAVA_TOOL_OPTIONS"), jvm("JDK_JAVA_OPTIONS"), jvm("_JAVA_OPTIONS")];

const AS_SPECIFIED: HeaderReading = HeaderReading {
    merged: false,
    wants_escapes: false,
    wants_value: false,
    plus_is_space: false,
    cut_at_semicolon: false,
    without: "",
};

/// The specification, where a file cannot be used by nobody knows what.
pub(super) const SPECIFIED: Rules = Rules {
    levels: Levels::Each,
    trims_paths: true,
    slashes: Slashes::Taken,
    files_in_clear: true,
    values: Values::Lenient,
    protocols: None,
    headers: AS_SPECIFIED,
    user: UserInUrl::Dropped,
    user_is_host: None,
    exempts: Exempts::Go,
    empty_proxy_counts: false,
    proxy_wants_scheme: false,
    ca: Reads::Both,
    identity: Reads::Both,
    identity_needs_ca: false,
    insecure: Insecure::Specified,
    no_scheme: NoScheme::Target,
    other_scheme: OtherScheme::Unknown,
    dns: false,
    extra: Extra::Unknown,
    default_is_tls: false,
    files_make_tls: false,
    refuses_files_in_clear: None,
    missing_port: MissingPort::Scheme,
    ca_missing: Falls::Unknown,
    looks_into_folders: false,
    ca_folder: None,
    ca_empty: Falls::Unknown,
    takes_der: false,
    ca_content: Falls::Unknown,
    half: Half::Unknown,
    pair_missing: Falls::Unknown,
    pair_content: Falls::Unknown,
    pair_mismatch: Mismatch::Stops,
    path: GrpcPath::Ignored,
    trims: true,
    empty_endpoint: None,
    reads_on: false,
    empty_file: None,
    scheme_in_lower_case: false,
    roots: &[],
    roots_missing: None,
    roots_content: None,
    openssl_switch: false,
    unfollowed: &[],
    unverified: None,
    proxies: NO_PROXY,
    proxies_known: true,
    proxy_property: None,
};

/// What grpc-go says of a target that is empty.
const NO_TARGET: &str = "delegating_resolver: invalid target address \"\": missing address";

const GO_GRPC: Rules = Rules {
    headers: HeaderReading { wants_escapes: true, ..AS_SPECIFIED },
    levels: Levels::Layers,
    insecure: Insecure::Overrides,
    no_scheme: NoScheme::LoneHostIsTarget(NO_TARGET),
    other_scheme: OtherScheme::Tls,
    extra: Extra::Dropped,
    default_is_tls: true,
    files_make_tls: true,
    missing_port: MissingPort::Https,
    ca_missing: Falls::Open,
    ca_empty: Falls::Open,
    ca_content: Falls::Open,
    half: Half::Ignored,
    pair_missing: Falls::Open,
    pair_content: Falls::Open,
    pair_mismatch: Mismatch::Ignored,
    path: GrpcPath::Refused("dial tcp: lookup tcp/{port}{path}: unknown port"),
    proxies: GRPC_GO,
    ..SPECIFIED
};

const GO_HTTP: Rules = Rules {
    no_scheme: NoScheme::Refused("http: no Host in request URL"),
    files_make_tls: false,
    refuses_files_in_clear: Some("insecure HTTP endpoint cannot use TLS client configuration"),
    missing_port: MissingPort::Scheme,
    path: GrpcPath::Ignored,
    proxies: BOTH_CASES,
    ..GO_GRPC
};

/// The logs exporters are programs of their own.
const GO_GRPC_LOGS: Rules = Rules {
    levels: Levels::AllOrNothing,
    trims: false,
    trims_paths: false,
    insecure: Insecure::WithoutEndpoint,
    no_scheme: NoScheme::Refused(NO_TARGET),
    other_scheme: OtherScheme::Cleartext,
    path: GrpcPath::Ignored,
    ..GO_GRPC
};

const GO_HTTP_LOGS: Rules = Rules {
    levels: Levels::AllOrNothing,
    trims: false,
    trims_paths: false,
    insecure: Insecure::WithoutEndpoint,
    other_scheme: OtherScheme::Cleartext,
    slashes: Slashes::Kept,
    ..GO_HTTP
};

/// What a JVM says whose trust store has no certificate.
const NO_ANCHORS: Falls = Falls::Closed(Some("the trustAnchors parameter must be non-empty"));

const JAVA_HTTP: Rules = Rules {
    headers: HeaderReading { wants_value: true, plus_is_space: true, ..AS_SPECIFIED },
    trims_paths: false,
    values: Values::Checked,
    protocols: Some(Protocols { known: &["grpc", "http/protobuf"], trimmed: false }),
    takes_der: true,
    pair_mismatch: Mismatch::IgnoredIfOfAnotherKind,
    insecure: Insecure::Never,
    no_scheme: NoScheme::Refused("OTLP endpoint must be a valid URL: {value}"),
    other_scheme: OtherScheme::Refused("OTLP endpoint scheme must be http or https: {scheme}"),
    extra: Extra::Refused([
        "OTLP endpoint must not have a query string: ",
        "OTLP endpoint must not have a fragment: ",
    ]),
    roots: &[RootsVariable::TrustStore],
    roots_missing: Some(NO_ANCHORS),
    roots_content: Some(NO_ANCHORS),
    ca_missing: Falls::Refused("Invalid OTLP certificate/key path: {path}"),
    ca_empty: Falls::Closed(None),
    ca_content: Falls::Refused("Unexpected configuration error"),
    half: Half::Refused,
    pair_missing: Falls::Refused("Invalid OTLP certificate/key path: {path}"),
    pair_content: Falls::Refused("Unexpected configuration error"),
    unfollowed: JVM,
    empty_endpoint: Some("OTLP endpoint must be a valid URL: "),
    empty_file: Some("Invalid OTLP certificate/key path: "),
    proxy_property: Some("-Dhttps.proxyHost"),
    ..SPECIFIED
};

const JAVA_GRPC: Rules = Rules {
    identity_needs_ca: true,
    path: GrpcPath::Refused("OTLP endpoint must not have a path: {path}"),
    ..JAVA_HTTP
};

/// What the regular expression of `opentelemetry.util.re` leaves out.
const PYTHON_HEADERS: HeaderReading = HeaderReading { without: "\";\\", ..AS_SPECIFIED };

const PYTHON_GRPC: Rules = Rules {
    headers: PYTHON_HEADERS,
    levels: Levels::OfTheCa,
    trims_paths: false,
    files_in_clear: false,
    values: Values::Raised,
    protocols: Some(Protocols { known: &["grpc", "http/protobuf"], trimmed: true }),
    user_is_host: Some("errors resolving {authority}: [field:hostname lookup error:address lookup failed"),
    exempts: Exempts::Ending,
    proxy_wants_scheme: true,
    identity_needs_ca: true,
    insecure: Insecure::FalseIsTls,
    no_scheme: NoScheme::TargetAsWritten("Failed to parse port in name: {value}"),
    other_scheme: OtherScheme::ByInsecure,
    dns: true,
    extra: Extra::Dropped,
    missing_port: MissingPort::Https,
    ca_missing: Falls::Open,
    ca_empty: Falls::Open,
    ca_folder: Some(Falls::Refused("Is a directory: '{path}'")),
    ca_content: Falls::Closed(Some("Failed to create security handshaker.")),
    half: Half::Aborts,
    pair_missing: Falls::Refused("Check failed: private_key != nullptr ((null) vs. (null))"),
    pair_content: Falls::Closed(Some("Failed to create security handshaker.")),
    pair_mismatch: Mismatch::Refused,
    empty_endpoint: Some("the target uri is not valid: dns:///"),
    reads_on: true,
    roots: GRPC_ROOTS,
    roots_content: Some(Falls::Closed(None)),
    unfollowed: CORE_ROOTS,
    proxies: GRPC_LOWER,
    ..SPECIFIED
};

const NO_FILE: &str = "Could not find a suitable TLS CA certificate bundle, invalid path: {path}";

const PYTHON_HTTP: Rules = Rules {
    headers: PYTHON_HEADERS,
    user: UserInUrl::BeforeHeader,
    slashes: Slashes::OneTaken,
    trims_paths: false,
    files_in_clear: false,
    values: Values::Positive(Some(
        "Attempted to set connect timeout to {value}, but the timeout cannot be set to a value less than or equal to 0.",
    )),
    protocols: Some(Protocols { known: &["grpc", "http/protobuf"], trimmed: true }),
    exempts: Exempts::Requests,
    insecure: Insecure::Never,
    no_scheme: NoScheme::Refused("No connection adapters were found for '{value}/v1/traces'"),
    other_scheme: OtherScheme::Refused("No connection adapters were found for '{value}/v1/traces'"),
    extra: Extra::Extended,
    ca_missing: Falls::Refused(NO_FILE),
    looks_into_folders: true,
    ca_folder: Some(Falls::Closed(Some("unable to get local issuer certificate"))),
    ca_empty: Falls::Closed(Some("[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found")),
    ca_content: Falls::Closed(Some("[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found")),
    half: Half::CertificateHoldsKey,
    pair_missing: Falls::Refused("Could not find the TLS key file, invalid path: {path}"),
    pair_content: Falls::Closed(Some("[SSL] PEM lib")),
    trims: false,
    roots: &[RootsVariable::Beats("REQUESTS_CA_BUNDLE"), RootsVariable::Beats("CURL_CA_BUNDLE")],
    roots_missing: Some(Falls::Refused(NO_FILE)),
    roots_content: Some(Falls::Closed(Some(
        "[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found",
    ))),
    proxies: REQUESTS,
    empty_proxy_counts: true,
    ..SPECIFIED
};

const NODE_GRPC: Rules = Rules {
    headers: HeaderReading {
        merged: true,
        wants_escapes: true,
        wants_value: true,
        cut_at_semicolon: true,
        ..AS_SPECIFIED
    },
    files_in_clear: false,
    exempts: Exempts::EndingAsWritten,
    proxy_wants_scheme: true,
    ca_missing: Falls::Open,
    ca_empty: Falls::Closed(None),
    ca_content: Falls::Closed(None),
    half: Half::Ignored,
    pair_missing: Falls::Open,
    pair_content: Falls::Closed(None),
    pair_mismatch: Mismatch::IgnoredIfOfAnotherKind,
    missing_port: MissingPort::HttpsOrWritten,
    openssl_switch: true,
    unfollowed: NODE_ROOTS,
    other_scheme: OtherScheme::ByInsecure,
    extra: Extra::Dropped,
    scheme_in_lower_case: true,
    roots: &[
        RootsVariable::Default("GRPC_DEFAULT_SSL_ROOTS_FILE_PATH"),
        RootsVariable::Adds("NODE_EXTRA_CA_CERTS"),
    ],
    roots_missing: Some(Falls::Refused("ENOENT: no such file or directory, open '{path}'")),
    proxies: GRPC_LOWER,
    ..SPECIFIED
};

const NODE_HTTP: Rules = Rules {
    user: UserInUrl::BehindHeader,
    trims_paths: false,
    slashes: Slashes::OneTaken,
    insecure: Insecure::Never,
    no_scheme: NoScheme::Refused("Protocol \"{scheme}:\" not supported. Expected \"https:\""),
    other_scheme: OtherScheme::Refused("Protocol \"{scheme}:\" not supported. Expected \"https:\""),
    extra: Extra::Extended,
    missing_port: MissingPort::Scheme,
    scheme_in_lower_case: false,
    roots: &[RootsVariable::Adds("NODE_EXTRA_CA_CERTS")],
    unverified: Some(("NODE_TLS_REJECT_UNAUTHORIZED", Some("0"))),
    proxies: NO_PROXY,
    ..NODE_GRPC
};

const RUST_GRPC: Rules = Rules {
    headers: HeaderReading { wants_value: true, ..AS_SPECIFIED },
    ca: Reads::Never,
    identity: Reads::Never,
    insecure: Insecure::AsWritten,
    extra: Extra::Dropped,
    trims: false,
    ..SPECIFIED
};

const RUST_HTTP: Rules = Rules {
    slashes: Slashes::OneTaken,
    values: Values::Positive(None),
    insecure: Insecure::Never,
    no_scheme: NoScheme::Refused("invalid endpoint '{value}': invalid format"),
    other_scheme: OtherScheme::Refused("URL scheme is not allowed"),
    extra: Extra::Extended,
    proxies: REQWEST,
    empty_proxy_counts: true,
    exempts: Exempts::Reqwest,
    ..RUST_GRPC
};

const DOTNET: Rules = Rules {
    ca: Reads::Generic,
    identity: Reads::Generic,
    insecure: Insecure::Never,
    no_scheme: NoScheme::Refused("Invalid URI: The format of the URI could not be determined."),
    ca_missing: Falls::Refused("Failed to load CA certificate from '{path}'"),
    ca_empty: Falls::Refused("Failed to load CA certificate from '{path}'"),
    ca_content: Falls::Refused("Failed to load CA certificate from '{path}'"),
    proxies_known: false,
    ..SPECIFIED
};

const CPP_GRPC: Rules = Rules { roots: GRPC_ROOTS, proxies: GRPC_LOWER, ..SPECIFIED };

const CPP_HTTP: Rules =
    Rules { insecure: Insecure::Never, no_scheme: NoScheme::Cleartext, proxies_known: false, ..SPECIFIED };

const RUBY: Rules = Rules {
    insecure: Insecure::Never,
    no_scheme: NoScheme::Refused("invalid url for OTLP::Exporter {value}"),
    unverified: Some(("OTEL_RUBY_EXPORTER_OTLP_SSL_VERIFY_NONE", None)),
    proxies: [&["http_proxy"], &["http_proxy"], &["no_proxy"]],
    ..SPECIFIED
};

const PHP_GRPC: Rules = Rules {
    ca: Reads::Never,
    identity: Reads::Never,
    insecure: Insecure::Never,
    no_scheme: NoScheme::Refused("Endpoint has to contain scheme, host and path"),
    path: GrpcPath::Wanted,
    roots: GRPC_ROOTS,
    proxies_known: false,
    ..SPECIFIED
};

const PHP_HTTP: Rules =
    Rules { no_scheme: NoScheme::Unknown, path: GrpcPath::Ignored, roots: &[], ..PHP_GRPC };

/// The rules of an exporter; `None`: it reads none of these variables.
pub(super) fn of(exporter: &str, signal: Signal) -> Option<&'static Rules> {
    Some(match exporter {
        "go-grpc" if signal == Signal::Logs => &GO_GRPC_LOGS,
        "go-http" if signal == Signal::Logs => &GO_HTTP_LOGS,
        "go-grpc" => &GO_GRPC,
        "go-http" => &GO_HTTP,
        "java-grpc" => &JAVA_GRPC,
        "java-http" => &JAVA_HTTP,
        "python-grpc" => &PYTHON_GRPC,
        "python-http" => &PYTHON_HTTP,
        "node-grpc" => &NODE_GRPC,
        "node-http" => &NODE_HTTP,
        "rust-grpc" => &RUST_GRPC,
        "rust-http" => &RUST_HTTP,
        "dotnet-grpc" | "dotnet-http" => &DOTNET,
        "cpp-grpc" => &CPP_GRPC,
        "cpp-http" => &CPP_HTTP,
        "ruby-http" => &RUBY,
        "php-grpc" => &PHP_GRPC,
        "php-http" => &PHP_HTTP,
        _ => return None,
    })
}
