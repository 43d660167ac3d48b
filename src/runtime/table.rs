//! The rows: every exporter, in the order of reports.

use super::exporter::{
    AlpnRule, Certainty, Exporter, GivesUp, IdentityRule, Redirects, Timing, Trust, Variant,
};
use super::order;
use super::stack::boringssl;
use super::stack::go;
use super::stack::jsse;
use super::stack::offer;
use super::stack::openssl;
use super::stack::openssl_strict;
use super::stack::rustls;
use crate::target::Protocol;
use crate::x509::{CommonName, Policy};

/// OkHttp compares host names itself and knows no common name.
fn okhttp() -> Policy {
    Policy {
        common_name: CommonName::Never,
        partial_wildcards: false,
        wildcards_anywhere: false,
        underscore_in_host: true,
        // src: `OkHostnameVerifier` turns both names into absolute ones.
        trailing_dot: true,
        ..jsse::policy()
    }
}

/// CPython up to 3.12 with urllib3: `hostname_checks_common_name` is off, as are partial wildcards.
fn python() -> Policy {
    Policy { common_name: CommonName::Never, partial_wildcards: false, ..openssl::policy() }
}

/// Node 20: its own OpenSSL at security level 1. It compares host names itself (`tls.checkServerIdentity`, which
/// strips a last dot).
fn node() -> Policy {
    Policy {
        min_rsa_leaf: 1024,
        min_rsa_ca: 1024,
        trailing_dot: true,
        wildcard_covers_underscore: true,
        ..openssl::policy()
    }
}

/// Node 24 and later: security level 2.
fn node_24() -> Policy {
    Policy { trailing_dot: true, wildcard_covers_underscore: true, ..openssl::policy() }
}

/// libcurl sets the partial-chain flag: any certificate of the CA file ends a path.
fn curl() -> Policy {
    Policy { partial_chain: true, leaf_as_anchor: true, ..openssl::policy() }
}

/// reqwest builds rustls with aws-lc-rs, which can verify with P-521 keys.
fn rustls_aws_lc() -> Policy {
    Policy { p521: true, ca_p521: true, ecdsa_sha512: true, ..rustls::policy() }
}

const UNKNOWN: Timing =
    Timing { refused: GivesUp::Unknown, closed: GivesUp::Unknown, silent: GivesUp::Unknown };

/// The Collector's `retry_on_failure.max_elapsed_time`, five minutes.
const COLLECTOR: Timing =
    Timing { refused: GivesUp::After(300.0), closed: GivesUp::After(300.0), silent: GivesUp::After(300.0) };

const PYTHON: Timing =
    Timing { refused: GivesUp::After(7.0), closed: GivesUp::After(7.0), silent: GivesUp::After(10.0) };

const PYTHON_313: &[Variant] =
    &[Variant { which: "on Python 3.13 and later", policy: openssl_strict::policy }];
const NODE_24: &[Variant] = &[Variant { which: "on Node 24 and later", policy: node_24 }];

const NODE_SWITCH: Option<&str> = Some("OTEL_LOG_LEVEL=error (zero-code), or diag.setLogger in code");
const RUST_SWITCH: Option<&str> =
    Some("a `tracing` subscriber with RUST_LOG=opentelemetry=debug,tonic=debug");
const DOTNET_SWITCH: Option<&str> = Some("OTEL_DIAGNOSTICS.json in the working directory");

/// The first row of each language; its other rows change what differs.
const GO_GRPC: Exporter = Exporter {
    name: "go-grpc",
    family: "go",
    protocol: Protocol::Grpc,
    version: "1.45",
    platform: Some("Go 1.26"),
    policy: go::policy,
    variants: &[],
    certainty: Certainty::Measured,
    order: order::GO,
    hello: &offer::GO_GRPC,
    trust: Trust::System,
    alpn: AlpnRule::Required,
    redirects: Redirects::Followed,
    identity: IdentityRule::WithheldFromStrangers,
    printed_by_default: true,
    show_with: None,
    timing: Timing {
        refused: GivesUp::After(10.0),
        closed: GivesUp::After(10.0),
        silent: GivesUp::After(10.0),
    },
};

const GO_HTTP: Exporter = Exporter {
    name: "go-http",
    protocol: Protocol::HttpProtobuf,
    hello: &offer::GO_HTTP,
    alpn: AlpnRule::Any,
    timing: Timing {
        refused: GivesUp::After(0.3),
        closed: GivesUp::After(0.3),
        silent: GivesUp::After(30.0),
    },
    ..GO_GRPC
};

const JAVA_GRPC: Exporter = Exporter {
    name: "java-grpc",
    family: "java",
    protocol: Protocol::Grpc,
    version: "1.65",
    platform: Some("JDK 17"),
    policy: okhttp,
    variants: &[],
    certainty: Certainty::Measured,
    order: order::JSSE,
    hello: &offer::OKHTTP,
    trust: Trust::Jdk,
    alpn: AlpnRule::FallsBack,
    redirects: Redirects::Followed,
    identity: IdentityRule::Pkcs8,
    printed_by_default: true,
    show_with: None,
    timing: UNKNOWN,
};

const PYTHON_GRPC: Exporter = Exporter {
    name: "python-grpc",
    family: "python",
    protocol: Protocol::Grpc,
    version: "1.45.2",
    platform: Some("grpcio 1.85"),
    policy: boringssl::policy,
    variants: &[],
    certainty: Certainty::Measured,
    order: order::GRPC_CORE,
    hello: &offer::GRPC_CORE,
    trust: Trust::Mozilla,
    alpn: AlpnRule::Required,
    redirects: Redirects::Failure,
    identity: IdentityRule::Sent,
    printed_by_default: true,
    show_with: None,
    timing: PYTHON,
};

const NODE_GRPC: Exporter = Exporter {
    name: "node-grpc",
    family: "node",
    protocol: Protocol::Grpc,
    version: "0.223",
    platform: Some("Node 20"),
    policy: node,
    variants: NODE_24,
    certainty: Certainty::Measured,
    order: order::NODE,
    hello: &offer::NODE_GRPC,
    trust: Trust::Mozilla,
    alpn: AlpnRule::NotEnforced,
    redirects: Redirects::Failure,
    identity: IdentityRule::Sent,
    printed_by_default: false,
    show_with: NODE_SWITCH,
    timing: Timing {
        refused: GivesUp::After(0.3),
        closed: GivesUp::After(0.3),
        silent: GivesUp::After(10.0),
    },
};

const DOTNET_GRPC: Exporter = Exporter {
    name: "dotnet-grpc",
    family: "dotnet",
    protocol: Protocol::Grpc,
    version: "1.18",
    platform: None,
    policy: openssl::policy,
    variants: &[],
    certainty: Certainty::Agreement,
    order: order::OPENSSL,
    hello: &offer::DOTNET_GRPC,
    trust: Trust::System,
    alpn: AlpnRule::Required,
    redirects: Redirects::NotKnown,
    identity: IdentityRule::Sent,
    printed_by_default: false,
    show_with: DOTNET_SWITCH,
    timing: UNKNOWN,
};

const RUST_GRPC: Exporter = Exporter {
    name: "rust-grpc",
    family: "rust",
    protocol: Protocol::Grpc,
    version: "0.33.1",
    platform: Some("tonic 0.14, tls-ring"),
    policy: rustls::policy,
    variants: &[],
    certainty: Certainty::Measured,
    order: order::WEBPKI,
    hello: &offer::RUSTLS_RING,
    trust: Trust::Code,
    alpn: AlpnRule::Required,
    redirects: Redirects::Followed,
    identity: IdentityRule::Sent,
    printed_by_default: false,
    show_with: RUST_SWITCH,
    timing: Timing { refused: GivesUp::After(0.9), closed: GivesUp::After(0.9), silent: GivesUp::Never },
};

const CPP_HTTP: Exporter = Exporter {
    name: "cpp-http",
    family: "cpp",
    protocol: Protocol::HttpProtobuf,
    version: "1.28",
    platform: Some("libcurl with OpenSSL 3"),
    policy: curl,
    variants: &[],
    certainty: Certainty::Measured,
    order: order::CURL,
    hello: &offer::CURL,
    trust: Trust::System,
    alpn: AlpnRule::Any,
    redirects: Redirects::NotKnown,
    identity: IdentityRule::Sent,
    printed_by_default: true,
    show_with: None,
    timing: UNKNOWN,
};

/// Every exporter, in the order of reports.
pub(super) static EXPORTERS: [Exporter; 19] = [
    Exporter {
        name: "collector-grpc",
        family: "collector",
        version: "0.159",
        identity: IdentityRule::Sent,
        timing: COLLECTOR,
        ..GO_GRPC
    },
    Exporter {
        name: "collector-http",
        family: "collector",
        version: "0.159",
        identity: IdentityRule::Sent,
        timing: COLLECTOR,
        ..GO_HTTP
    },
    GO_GRPC,
    GO_HTTP,
    JAVA_GRPC,
    Exporter { name: "java-http", protocol: Protocol::HttpProtobuf, alpn: AlpnRule::Any, ..JAVA_GRPC },
    PYTHON_GRPC,
    Exporter {
        name: "python-http",
        protocol: Protocol::HttpProtobuf,
        platform: Some("Python 3.11"),
        policy: python,
        variants: PYTHON_313,
        redirects: Redirects::TakenForSuccess,
        order: order::OPENSSL,
        hello: &offer::PYTHON,
        alpn: AlpnRule::Any,
        // The ERROR line names no cause; the WARNING lines before it do.
        show_with: Some("logging at WARNING or below"),
        ..PYTHON_GRPC
    },
    NODE_GRPC,
    Exporter {
        name: "node-http",
        protocol: Protocol::HttpProtobuf,
        hello: &offer::NODE_HTTP,
        alpn: AlpnRule::Any,
        timing: Timing {
            refused: GivesUp::After(0.3),
            closed: GivesUp::After(8.0),
            silent: GivesUp::After(20.0),
        },
        ..NODE_GRPC
    },
    DOTNET_GRPC,
    Exporter {
        name: "dotnet-http",
        protocol: Protocol::HttpProtobuf,
        hello: &offer::DOTNET_HTTP,
        alpn: AlpnRule::Any,
        ..DOTNET_GRPC
    },
    RUST_GRPC,
    Exporter {
        name: "rust-http",
        protocol: Protocol::HttpProtobuf,
        platform: Some("reqwest 0.13, aws-lc-rs"),
        policy: rustls_aws_lc,
        hello: &offer::RUSTLS_AWS_LC,
        trust: Trust::System,
        alpn: AlpnRule::Any,
        timing: Timing {
            refused: GivesUp::After(0.9),
            closed: GivesUp::After(0.9),
            silent: GivesUp::After(30.0),
        },
        ..RUST_GRPC
    },
    Exporter {
        name: "cpp-grpc",
        family: "cpp",
        version: "1.28",
        platform: None,
        trust: Trust::System,
        timing: UNKNOWN,
        ..PYTHON_GRPC
    },
    CPP_HTTP,
    Exporter {
        name: "ruby-http",
        family: "ruby",
        version: "0.34.1",
        platform: Some("OpenSSL 3"),
        policy: openssl::policy,
        order: order::OPENSSL_NAME_LAST,
        hello: &offer::RUBY,
        identity: IdentityRule::Rsa,
        ..CPP_HTTP
    },
    Exporter {
        name: "php-grpc",
        family: "php",
        version: "HEAD 2026-08",
        platform: None,
        timing: UNKNOWN,
        ..PYTHON_GRPC
    },
    Exporter {
        name: "php-http",
        family: "php",
        version: "HEAD 2026-08",
        hello: &offer::CURL_HTTP1,
        ..CPP_HTTP
    },
];
