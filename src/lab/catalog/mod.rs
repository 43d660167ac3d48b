//! Every fault, a row each, by group.

mod certificate;
mod cleartext;
mod client;
mod handshake;
mod network;
mod otlp;

use std::sync::LazyLock;

use super::chain;
use super::fault::Alpn;
use super::fault::Answer;
use super::fault::Application;
use super::fault::ClientCertificate;
use super::fault::Dial;
use super::fault::Fault;
use super::fault::Gate;
use super::fault::Group;
use super::fault::Identity;
use super::fault::Peer;
use super::fault::Protocol;
use super::fault::Tls;
use super::fault::Versions;

static FAULTS: LazyLock<Vec<Fault>> = LazyLock::new(|| {
    [
        HEALTHY,
        certificate::FAULTS,
        handshake::FAULTS,
        client::FAULTS,
        cleartext::FAULTS,
        network::FAULTS,
        otlp::FAULTS,
    ]
    .concat()
});

/// Every fault, by group; the healthy servers come first.
pub fn faults() -> &'static [Fault] {
    &FAULTS
}

/// The fault of this name.
pub fn fault(name: &str) -> Option<&'static Fault> {
    FAULTS.iter().find(|fault| fault.name == name)
}

/// TLS 1.2 and 1.3, both forms of OTLP, no client certificate.
const TLS: Tls = Tls {
    versions: Versions::Both,
    alpn: Alpn::Both,
    client: ClientCertificate::NotAsked,
    gate: Gate::Open,
    application: Application::Otlp(Answer::Accept),
};

/// A row of a healthy TLS server; the others change what they are about.
const fn row(name: &'static str, summary: &'static str) -> Fault {
    Fault {
        name,
        summary,
        group: Group::Healthy,
        diagnosis: None,
        protocol: Protocol::Both,
        trust_ca: true,
        send_identity: false,
        needs: &[],
        dial: Dial::Https,
        peer: Peer::Tls(TLS),
        certificate: chain::healthy,
        alternate: None,
        identity: Identity::Absent,
    }
}

/// Nothing is wrong, and nothing is about client certificates or cleartext.
const HEALTHY: &[Fault] = &[
    row("ok", "a healthy server: OTLP over gRPC and over HTTP on one port"),
    Fault {
        peer: Peer::Tls(Tls { versions: Versions::Tls12, ..TLS }),
        ..row("tls12-only", "a healthy server that speaks TLS 1.2 alone")
    },
    Fault {
        peer: Peer::Tls(Tls { versions: Versions::Tls13, ..TLS }),
        ..row("tls13-only", "a healthy server that speaks TLS 1.3 alone")
    },
    Fault {
        certificate: chain::self_signed,
        ..row(
            "self-signed-trusted-leaf",
            "a self-signed CA:FALSE certificate, given as the CA: every exporter accepts it",
        )
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique_and_well_formed() {
        let mut names = BTreeSet::new();
        for fault in faults() {
            assert!(names.insert(fault.name), "{} twice", fault.name);
            assert!(
                fault.name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
                "{}",
                fault.name
            );
            let summary = fault.summary;
            assert!(!summary.is_empty() && !summary.ends_with('.') && summary.len() < 100, "{summary}");
        }
        assert!(fault("ok").is_some_and(|fault| fault.group == Group::Healthy && fault.diagnosis.is_none()));
        assert!(fault("OK").is_none());
    }

    #[test]
    fn what_is_healthy_has_no_diagnosis() {
        for fault in faults() {
            assert!(fault.group != Group::Healthy || fault.diagnosis.is_none(), "{}", fault.name);
            if let Some(code) = fault.diagnosis {
                // Two whose other faults weigh more than the one they are named after.
                let other = ["multiple", "self-signed-trusted", "expiring-client"].contains(&fault.name);
                let named = fault.name.starts_with(code) || fault.group == Group::Hostile;
                assert!(other || named, "{}: {code}", fault.name);
            }
        }
    }

    #[test]
    fn an_identity_that_is_to_be_sent_exists() {
        for fault in faults() {
            assert!(!fault.send_identity || fault.identity != Identity::Absent, "{}", fault.name);
        }
    }
}
