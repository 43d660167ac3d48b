//! Versions, cipher suites, groups, ALPN, and handshakes that fail for other reasons.

use super::TLS;
use super::row;
use crate::lab::chain;
use crate::lab::fault::Alpn;
use crate::lab::fault::Answer;
use crate::lab::fault::Application;
use crate::lab::fault::Fault;
use crate::lab::fault::Gate;
use crate::lab::fault::Group;
use crate::lab::fault::Peer;
use crate::lab::fault::Protocol;
use crate::lab::fault::Raw;
use crate::lab::fault::Tls;
use crate::lab::flight;

/// TLS_RSA_WITH_AES_128_CBC_SHA and TLS_RSA_WITH_AES_256_CBC_SHA.
const STATIC_RSA: &[u16] = &[0x002f, 0x0035];
/// TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA and TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA.
const ECDHE_CBC: &[u16] = &[0xc013, 0xc014];
/// x448.
const X448: u16 = 0x001e;

/// No handshake is finished, so the certificate is one that fits the suites: RSA.
const fn raw(name: &'static str, code: &'static str, summary: &'static str, raw: Raw) -> Fault {
    Fault {
        group: Group::Version,
        diagnosis: Some(code),
        peer: Peer::Raw(raw),
        certificate: chain::rsa_2048,
        ..row(name, summary)
    }
}

const fn tls(name: &'static str, code: &'static str, summary: &'static str, tls: Tls) -> Fault {
    Fault { group: Group::Version, diagnosis: Some(code), peer: Peer::Tls(tls), ..row(name, summary) }
}

/// Without ALPN too, a client that begins with HTTP/2 is understood.
const GRPC: Tls = Tls { application: Application::Otlp(Answer::GrpcOnly), ..TLS };

const fn gated(gate: Gate) -> Tls {
    Tls { gate, ..TLS }
}

pub(super) const FAULTS: &[Fault] = &[
    raw(
        "version-mismatch",
        "version-mismatch",
        "TLS 1.0 and 1.1 alone; others are refused with an alert",
        Raw::Outdated { answers_lower: false },
    ),
    raw(
        "version-mismatch-answers-lower",
        "version-mismatch",
        "TLS 1.0 and 1.1 alone; others are answered with TLS 1.1, as old servers do",
        Raw::Outdated { answers_lower: true },
    ),
    raw(
        "cipher-mismatch",
        "cipher-mismatch",
        "TLS 1.2 with static RSA cipher suites alone",
        Raw::CipherSuites(STATIC_RSA),
    ),
    raw(
        "cipher-mismatch-cbc",
        "cipher-mismatch",
        "TLS 1.2 with ECDHE and CBC alone: gRPC core and rustls do not offer it",
        Raw::CipherSuites(ECDHE_CBC),
    ),
    raw(
        "cipher-mismatch-group",
        "cipher-mismatch",
        "TLS 1.3 with the group X448 alone",
        Raw::NamedGroup(X448),
    ),
    Fault {
        needs: &["--scan"],
        ..tls("outdated-tls", "outdated-tls", "TLS 1.0 to 1.3", gated(Gate::Outdated))
    },
    Fault {
        protocol: Protocol::Grpc,
        ..tls(
            "alpn-missing",
            "alpn-missing",
            "gRPC behind a TLS listener without ALPN: Node alone accepts it",
            Tls { alpn: Alpn::Absent, ..GRPC },
        )
    },
    Fault {
        protocol: Protocol::Grpc,
        ..tls(
            "alpn-missing-refused",
            "alpn-missing",
            "gRPC behind a TLS listener whose ALPN knows http/1.1 alone",
            Tls { alpn: Alpn::Http1, ..GRPC },
        )
    },
    tls(
        "unrecognized-name",
        "unrecognized-name",
        "an alert to every server name but collector.internal",
        gated(Gate::ServerName("collector.internal")),
    ),
    raw(
        "handshake-refused",
        "handshake-refused",
        "the alert handshake_failure to everything",
        Raw::Alert(flight::HANDSHAKE_FAILURE),
    ),
    raw(
        "handshake-refused-internal-error",
        "handshake-refused",
        "the alert internal_error to everything",
        Raw::Alert(flight::INTERNAL_ERROR),
    ),
    raw("tls-violation", "tls-violation", "a handshake record with no handshake in it", Raw::Garbage),
    Fault {
        needs: &["--scan"],
        ..tls(
            "handshake-intolerance",
            "handshake-intolerance",
            "a reset where the ClientHello is large or has a post-quantum key share",
            gated(Gate::NoLargeHello),
        )
    },
    tls(
        "handshake-intolerance-sni",
        "handshake-intolerance",
        "an alert where the ClientHello has a server name",
        gated(Gate::NoServerName),
    ),
];
