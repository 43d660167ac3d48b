//! What each exporter makes of the variables, as data. Rows say where an exporter departs from the specification.
//!
//! Go 1.45, Python 1.45.2, Node 0.223, Java 1.65 and Rust 0.33.1 were run with these variables
//! (`fixtures/environments`); .NET, C++, Ruby and PHP are read in their sources.

/// Whether a variable is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reads {
    /// The signal's own, else the generic one.
    Both,
    /// The generic one only.
    Generic,
    /// Neither.
    Never,
}

/// What `INSECURE` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Insecure {
    /// As specified: without a scheme only.
    Specified,
    /// Nothing.
    Never,
    /// Go: it beats the scheme, in both directions, for traces and metrics.
    Overrides,
    /// Python gRPC: anything but `true` makes `http://` TLS.
    FalseIsTls,
}

/// What an endpoint without a scheme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoScheme {
    /// The form of gRPC libraries.
    Target,
    /// Refused, with this text; `{value}` is the endpoint.
    Refused(&'static str),
    /// Go: an address with a port cannot be parsed and is replaced by the default endpoint; a name is refused with
    /// this text.
    AddressIsDefault(&'static str),
    /// Node over HTTP: what has no scheme in the sense of a URL (`10.0.0.1:4318`, `collector`) is replaced by the
    /// default endpoint; `collector:4318` is refused with this text.
    NoUrlIsDefault(&'static str),
    /// Cleartext HTTP.
    Cleartext,
    /// Not known.
    Unknown,
}

/// What an unusable file leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Falls {
    /// As if the variable were not set.
    Open,
    /// No server is accepted; with this text, where one is known.
    Closed(Option<&'static str>),
    /// There is no exporter; with this text. `{path}` is the file.
    Refused(&'static str),
    /// Not known.
    Unknown,
}

/// What a certificate without key, or a key without certificate, leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    /// No client certificate.
    Ignored,
    /// Python gRPC: where `CERTIFICATE` is set too, the process is aborted.
    Aborts,
    /// Java: there is no exporter.
    Refused,
    /// requests: a certificate alone must hold the key as well; a key alone does nothing.
    CertificateHoldsKey,
    /// Not known.
    Unknown,
}

/// What a path in a gRPC endpoint leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GrpcPath {
    /// Nothing.
    Ignored,
    /// Refused with this text; `{path}` is the path, `{port}` the port.
    Refused(&'static str),
    /// PHP: the signal's own endpoint must have the path of the gRPC method.
    Wanted,
}

/// Which port a missing one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MissingPort {
    /// 80 for cleartext, 443 for TLS.
    Scheme,
    /// 443 in any case: the default of gRPC's name resolver.
    Https,
}

/// How a variable changes the roots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RootsVariable {
    /// Instead of the default roots, where no CA is given.
    Default(&'static str),
    /// Added to the default roots, where no CA is given.
    Adds(&'static str),
    /// Instead of everything, also of the CA given.
    Beats(&'static str),
}

/// One exporter's rules.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rules {
    pub(super) ca: Reads,
    pub(super) identity: Reads,
    /// The client's pair is dropped where no CA is given.
    pub(super) identity_needs_ca: bool,
    pub(super) insecure: Insecure,
    pub(super) no_scheme: NoScheme,
    /// The default endpoint is `https://`.
    pub(super) default_is_tls: bool,
    /// A CA or client pair makes the connection TLS, whatever the scheme.
    pub(super) files_make_tls: bool,
    /// A CA or client pair is refused in cleartext, with this text.
    pub(super) refuses_files_in_clear: Option<&'static str>,
    pub(super) missing_port: MissingPort,
    pub(super) ca_missing: Falls,
    pub(super) ca_empty: Falls,
    pub(super) ca_content: Falls,
    pub(super) half: Half,
    pub(super) pair_unusable: Falls,
    pub(super) path: GrpcPath,
    /// Spaces around the endpoint are no part of it.
    pub(super) trims: bool,
    /// An endpoint that is set and empty is taken at its word; with this text.
    pub(super) empty_endpoint: Option<&'static str>,
    /// `CERTIFICATE` that is set and empty is taken for a path; with this text.
    pub(super) empty_file: Option<&'static str>,
    /// `HTTP://` is not known as `http://`.
    pub(super) scheme_in_lower_case: bool,
    pub(super) roots: &'static [RootsVariable],
    /// A variable that switches verification off, and its value; `None`: any.
    pub(super) unverified: Option<(&'static str, Option<&'static str>)>,
    /// Proxy variables for TLS, for cleartext, and those that exempt hosts.
    pub(super) proxies: [&'static [&'static str]; 3],
    /// Whether the proxy variables are known.
    pub(super) proxies_known: bool,
    /// What names its proxy, where no variable does.
    pub(super) proxy_property: Option<&'static str>,
}

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
const GRPC_LOWER: [&[&str]; 3] = [
    &["grpc_proxy", "https_proxy", "http_proxy"],
    &["grpc_proxy", "https_proxy", "http_proxy"],
    &["no_grpc_proxy", "no_proxy"],
];

const GRPC_ROOTS: &[RootsVariable] = &[RootsVariable::Default("GRPC_DEFAULT_SSL_ROOTS_FILE_PATH")];

/// The specification, where a file cannot be used by nobody knows what.
const SPECIFIED: Rules = Rules {
    ca: Reads::Both,
    identity: Reads::Both,
    identity_needs_ca: false,
    insecure: Insecure::Specified,
    no_scheme: NoScheme::Target,
    default_is_tls: false,
    files_make_tls: false,
    refuses_files_in_clear: None,
    missing_port: MissingPort::Scheme,
    ca_missing: Falls::Unknown,
    ca_empty: Falls::Unknown,
    ca_content: Falls::Unknown,
    half: Half::Unknown,
    pair_unusable: Falls::Unknown,
    path: GrpcPath::Ignored,
    trims: true,
    empty_endpoint: None,
    empty_file: None,
    scheme_in_lower_case: false,
    roots: &[],
    unverified: None,
    proxies: NO_PROXY,
    proxies_known: true,
    proxy_property: None,
};

const GO_GRPC: Rules = Rules {
    insecure: Insecure::Overrides,
    no_scheme: NoScheme::AddressIsDefault(
        "delegating_resolver: invalid target address \"\": missing address",
    ),
    default_is_tls: true,
    files_make_tls: true,
    missing_port: MissingPort::Https,
    ca_missing: Falls::Open,
    ca_empty: Falls::Open,
    ca_content: Falls::Open,
    half: Half::Ignored,
    pair_unusable: Falls::Open,
    path: GrpcPath::Refused("dial tcp: lookup tcp/{port}{path}: unknown port"),
    proxies: GRPC_GO,
    ..SPECIFIED
};

const GO_HTTP: Rules = Rules {
    no_scheme: NoScheme::AddressIsDefault("http: no Host in request URL"),
    files_make_tls: false,
    refuses_files_in_clear: Some("insecure HTTP endpoint cannot use TLS client configuration"),
    missing_port: MissingPort::Scheme,
    path: GrpcPath::Ignored,
    proxies: BOTH_CASES,
    ..GO_GRPC
};

const JAVA_HTTP: Rules = Rules {
    insecure: Insecure::Never,
    no_scheme: NoScheme::Refused("OTLP endpoint must be a valid URL: {value}"),
    ca_missing: Falls::Refused("Invalid OTLP certificate/key path: {path}"),
    ca_empty: Falls::Closed(None),
    ca_content: Falls::Refused("Unexpected configuration error"),
    half: Half::Refused,
    pair_unusable: Falls::Refused("Invalid OTLP certificate/key path: {path}"),
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

const PYTHON_GRPC: Rules = Rules {
    identity_needs_ca: true,
    insecure: Insecure::FalseIsTls,
    missing_port: MissingPort::Https,
    ca_missing: Falls::Open,
    ca_empty: Falls::Open,
    ca_content: Falls::Closed(Some("Failed to create security handshaker.")),
    half: Half::Aborts,
    pair_unusable: Falls::Refused("Check failed: private_key != nullptr ((null) vs. (null))"),
    empty_endpoint: Some("the target uri is not valid: dns:///"),
    roots: GRPC_ROOTS,
    proxies: GRPC_LOWER,
    ..SPECIFIED
};

const NO_FILE: &str = "Could not find a suitable TLS CA certificate bundle, invalid path: {path}";

const PYTHON_HTTP: Rules = Rules {
    insecure: Insecure::Never,
    no_scheme: NoScheme::Refused("No connection adapters were found for '{value}/v1/traces'"),
    ca_missing: Falls::Refused(NO_FILE),
    ca_empty: Falls::Closed(Some("[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found")),
    ca_content: Falls::Closed(Some("[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found")),
    half: Half::CertificateHoldsKey,
    pair_unusable: Falls::Refused("Could not find the TLS key file, invalid path: {path}"),
    trims: false,
    roots: &[RootsVariable::Beats("REQUESTS_CA_BUNDLE"), RootsVariable::Beats("CURL_CA_BUNDLE")],
    proxies: REQUESTS,
    ..SPECIFIED
};

const NODE_GRPC: Rules = Rules {
    missing_port: MissingPort::Https,
    ca_missing: Falls::Open,
    ca_empty: Falls::Closed(None),
    ca_content: Falls::Closed(None),
    half: Half::Ignored,
    pair_unusable: Falls::Open,
    scheme_in_lower_case: true,
    roots: &[
        RootsVariable::Default("GRPC_DEFAULT_SSL_ROOTS_FILE_PATH"),
        RootsVariable::Adds("NODE_EXTRA_CA_CERTS"),
    ],
    proxies: GRPC_LOWER,
    ..SPECIFIED
};

const NODE_HTTP: Rules = Rules {
    insecure: Insecure::Never,
    no_scheme: NoScheme::NoUrlIsDefault("Protocol \"{scheme}:\" not supported. Expected \"https:\""),
    missing_port: MissingPort::Scheme,
    scheme_in_lower_case: false,
    roots: &[RootsVariable::Adds("NODE_EXTRA_CA_CERTS")],
    unverified: Some(("NODE_TLS_REJECT_UNAUTHORIZED", Some("0"))),
    proxies: NO_PROXY,
    ..NODE_GRPC
};

const RUST_GRPC: Rules = Rules { ca: Reads::Never, identity: Reads::Never, trims: false, ..SPECIFIED };

const RUST_HTTP: Rules = Rules {
    insecure: Insecure::Never,
    no_scheme: NoScheme::Refused("invalid endpoint '{value}': invalid format"),
    proxies: REQUESTS,
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
pub(super) fn of(exporter: &str) -> Option<&'static Rules> {
    Some(match exporter {
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
