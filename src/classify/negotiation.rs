//! Version, suites, groups, schemes, server name, ALPN: what client and server could not agree on.

use super::cipher;
use super::client_certificate;
use super::intolerance;
use super::view::View;
use crate::finding::Code;
use crate::finding::Confidence;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::observation::Answer;
use crate::observation::By;
use crate::observation::Failure;
use crate::observation::FailureKind;
use crate::observation::KeyProof;
use crate::observation::RetryWithout;
use crate::observation::alert_name;
use crate::observation::version_name;
use crate::target::Protocol;

pub(super) const HANDSHAKE_FAILURE: u8 = 40;
const PROTOCOL_VERSION: u8 = 70;
pub(super) const INSUFFICIENT_SECURITY: u8 = 71;
const INTERNAL_ERROR: u8 = 80;
const UNRECOGNIZED_NAME: u8 = 112;
pub(super) const NO_APPLICATION_PROTOCOL: u8 = 120;

const TLS12: u16 = 0x0303;

/// What holds of the negotiation.
pub(super) fn held(view: &View<'_>) -> Vec<Held> {
    let mut held = Vec::new();
    held.extend(key_proof(view));
    held.extend(outdated(view));
    held.extend(alpn_not_selected(view));
    match view.handshake_failure() {
        Some(_) if client_certificate::refused(view) => {}
        // An alert after the handshake: what was negotiated is not the cause.
        Some(failure) if view.tls.is_some_and(|tls| tls.finished) => held.push(unproved(failure)),
        Some(failure) => {
            let cause = server_name(view, failure)
                .or_else(|| alpn_refused(view, failure))
                .or_else(|| version(view, failure))
                .or_else(|| broken(failure))
                .or_else(|| cipher::mismatch(view, failure))
                .or_else(|| intolerance::server_name(view, failure))
                .or_else(|| intolerance::post_quantum(view))
                .unwrap_or_else(|| unproved(failure));
            held.push(cause);
        }
        None => held.extend(intolerance::post_quantum(view)),
    }
    held
}

/// Evidence of this stage; the rest is added by struct update where it is known.
pub(super) fn evidence(
    about: Option<&str>,
    offered: Vec<String>,
    server: Vec<String>,
    alert: Option<u8>,
) -> Evidence {
    Evidence::Negotiation {
        about: about.map(str::to_owned),
        offered,
        server,
        alert: alert.map(alert_name),
        possible_causes: Vec::new(),
    }
}

/// The alert that the peer sent.
pub(super) fn peer_alert(failure: &Failure) -> Option<u8> {
    failure.alert.filter(|_| failure.by == By::Peer)
}

/// How the peer ended it, as the predicate of a sentence.
pub(super) fn ended(failure: &Failure) -> String {
    match (peer_alert(failure), failure.kind) {
        (Some(alert), _) => format!("the server sent alert {}", alert_name(alert)),
        (None, FailureKind::Reset) => "the server reset the connection".to_owned(),
        (None, FailureKind::Closed) => "the server closed the connection".to_owned(),
        (None, FailureKind::Timeout) => "the server stopped answering".to_owned(),
        (None, _) => "the handshake failed".to_owned(),
    }
}

/// Every version that the server was seen to speak, lowest first.
pub(super) fn versions(view: &View<'_>) -> Vec<u16> {
    let answers = view.attempt.offers.iter().filter_map(|seen| match seen.answer {
        Answer::ServerHello { version, .. } => Some(version),
        _ => None,
    });
    let scanned = view.attempt.supported.iter().flat_map(|supported| supported.versions.iter().copied());
    let first = view.tls.and_then(|tls| tls.hello.as_ref()).map(|hello| hello.version);
    let mut versions: Vec<u16> = answers.chain(scanned).chain(first).collect();
    versions.sort_unstable();
    versions.dedup();
    versions
}

fn key_proof(view: &View<'_>) -> Option<Held> {
    let wrong = view.tls.is_some_and(|tls| tls.key_proof == Some(KeyProof::Wrong));
    wrong.then(|| {
        let leaf = view.chain.first().map(|leaf| crate::finding::certificate_ref(leaf, Some(0), "leaf"));
        Held::certain(
            Code::BadHandshakeSignature,
            Evidence::Certificate { certificate: leaf.unwrap_or_default(), detail: None },
            "the server's handshake signature does not verify with the key of its certificate",
        )
    })
}

fn outdated(view: &View<'_>) -> Option<Held> {
    let versions = versions(view);
    let old: Vec<String> =
        versions.iter().filter(|version| **version < TLS12).copied().map(version_name).collect();
    let modern = versions.iter().any(|version| *version >= TLS12);
    (modern && !old.is_empty()).then(|| {
        let message = format!("the server also speaks {}", old.join(" and "));
        let names = versions.iter().copied().map(version_name).collect();
        Held::certain(Code::OutdatedTls, evidence(Some("version"), Vec::new(), names, None), message)
    })
}

fn server_name(view: &View<'_>, failure: &Failure) -> Option<Held> {
    if peer_alert(failure) != Some(UNRECOGNIZED_NAME) {
        return None;
    }
    let name = &view.observation.target.server_name;
    // Without a name the server may show whom it serves by default.
    let retry = view.retry(RetryWithout::ServerName);
    let default = retry.and_then(|retry| retry.tls.chain.first());
    let names = default
        .and_then(|der| crate::x509::Certificate::new(&der.0).facts.ok())
        .map(|facts| crate::finding::presented_names(&facts))
        .unwrap_or_default();
    Some(Held::certain(
        Code::UnrecognizedName,
        evidence(Some("server-name"), vec![name.clone()], names, failure.alert),
        format!("the server knows no such name as `{name}`: it sent alert unrecognized_name"),
    ))
}

fn version(view: &View<'_>, failure: &Failure) -> Option<Held> {
    let versions = versions(view);
    let modern = versions.iter().any(|version| *version >= TLS12);
    // By whomever: rustls sends the alert itself when the server answers with an older version.
    let said = failure.alert == Some(PROTOCOL_VERSION);
    if modern || (versions.is_empty() && !said) {
        return None;
    }
    let names: Vec<String> = versions.into_iter().map(version_name).collect();
    let message = if names.is_empty() {
        "the server speaks neither TLS 1.2 nor TLS 1.3: it sent alert protocol_version".to_owned()
    } else {
        format!("the server speaks {} only", names.join(" and "))
    };
    let offered = vec![version_name(TLS12), version_name(0x0304)];
    let alert = peer_alert(failure);
    Some(Held::certain(Code::VersionMismatch, evidence(Some("version"), offered, names, alert), message))
}

/// Whether HTTP/2 was wanted: the exporter asked about speaks gRPC.
fn wants_h2(view: &View<'_>) -> bool {
    view.observation.target.protocol == Some(Protocol::Grpc)
}

fn alpn_not_selected(view: &View<'_>) -> Option<Held> {
    let tls = view.tls?;
    let hello = tls.hello.as_ref()?;
    let offered = tls.offered_alpn.iter().any(|protocol| protocol == "h2");
    // In TLS 1.3 the answer comes after the ServerHello, just before the certificate.
    let answered = tls.finished || (!tls.chain.is_empty() && client_certificate::refused(view));
    if !wants_h2(view) || !offered || !answered || hello.alpn.as_deref() == Some("h2") {
        return None;
    }
    let message = match &hello.alpn {
        Some(other) => format!("the server selects `{other}`, not `h2`, by ALPN"),
        None => "the server selects no protocol by ALPN; gRPC needs `h2`".to_owned(),
    };
    let evidence =
        Evidence::Alpn { offered: tls.offered_alpn.clone(), selected: hello.alpn.clone(), refused: false };
    Some(Held::certain(Code::AlpnMissing, evidence, message))
}

fn alpn_refused(view: &View<'_>, failure: &Failure) -> Option<Held> {
    // By whomever: rustls sends it when the server selects what was not offered.
    let said = failure.alert == Some(NO_APPLICATION_PROTOCOL);
    // Some servers have no word for it (grpcio closes): the same ClientHello without ALPN is accepted.
    let shown = view.retry(RetryWithout::Alpn).is_some_and(|retry| retry.tls.finished);
    if !said && !shown {
        return None;
    }
    let offered = view.tls.map(|tls| tls.offered_alpn.clone()).filter(|offered| !offered.is_empty());
    let offered = offered.unwrap_or_else(|| match view.observation.target.protocol {
        Some(Protocol::Grpc) => vec!["h2".to_owned()],
        Some(Protocol::HttpProtobuf) => vec!["http/1.1".to_owned()],
        None => vec!["h2".to_owned(), "http/1.1".to_owned()],
    });
    let list = offered.iter().map(|protocol| format!("`{protocol}`")).collect::<Vec<_>>().join(", ");
    let message = format!("the server does not speak {list} by ALPN: {}", why_alpn(failure));
    let other = view.retry(RetryWithout::OtherAlpn).and_then(|retry| retry.tls.hello.as_ref());
    let selected = other.and_then(|hello| hello.alpn.clone());
    let evidence = Evidence::Alpn { offered, selected, refused: true };
    let confidence = if said { Confidence::High } else { Confidence::Medium };
    Some(Held::new(Code::AlpnMissing, confidence, evidence, message))
}

fn why_alpn(failure: &Failure) -> String {
    match peer_alert(failure) {
        Some(alert) => format!("it sent alert {}", alert_name(alert)),
        None => "it accepts the handshake only without ALPN".to_owned(),
    }
}

fn broken(failure: &Failure) -> Option<Held> {
    matches!(failure.kind, FailureKind::Violation | FailureKind::NotTls).then(|| {
        let message = "the peer's messages break the TLS protocol";
        Held::certain(
            Code::TlsViolation,
            evidence(None, Vec::new(), Vec::new(), failure.alert),
            match &failure.detail {
                Some(detail) => format!("{message}: `{detail}`"),
                None => message.to_owned(),
            },
        )
    })
}

/// `handshake-refused`: no cause is proved; the likeliest come first.
pub(super) fn unproved(failure: &Failure) -> Held {
    let causes = match peer_alert(failure) {
        Some(HANDSHAKE_FAILURE) => {
            vec![Code::CipherMismatch, Code::ClientCertRequired, Code::UnrecognizedName]
        }
        // Go and OpenSSL: no certificate for that name, or none at all.
        Some(INTERNAL_ERROR) => vec![Code::UnrecognizedName, Code::CipherMismatch, Code::BackendUnavailable],
        // The family of certificate alerts: without a request seen, still the likeliest.
        Some(41..=49 | 116) => vec![Code::ClientCertRequired, Code::ClientCertRejected],
        Some(_) => vec![Code::HandshakeIntolerance, Code::CipherMismatch],
        None => vec![Code::UnrecognizedName, Code::CipherMismatch, Code::ClientCertRequired],
    };
    Held::new(
        Code::HandshakeRefused,
        Confidence::Low,
        Evidence::Negotiation {
            about: None,
            offered: Vec::new(),
            server: Vec::new(),
            alert: peer_alert(failure).map(alert_name),
            possible_causes: causes,
        },
        format!("the handshake was refused: {}", ended(failure)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::scene::*;
    use crate::observation::Hello;
    use crate::observation::Offer;
    use crate::observation::Supported;
    use crate::observation::TlsSeen;

    fn shown(evidence: &Evidence) -> (Option<&str>, &[String], Option<&str>) {
        let Evidence::Negotiation { about, server, alert, .. } = evidence else { panic!("{evidence:?}") };
        (about.as_deref(), server, alert.as_deref())
    }

    #[test]
    fn an_old_server_is_named_by_its_versions() {
        let mut seen = without_tls(alert(70));
        offered(&mut seen, Offer { versions: vec![0x0302], ..ordinary() }, hello(0x0302, 0x002f, None));
        let one = only(&seen);
        assert_eq!(
            (one.code, one.message.as_str()),
            (Code::VersionMismatch, "the server speaks TLS 1.1 only")
        );
        assert_eq!(
            shown(&one.evidence),
            (Some("version"), &["TLS 1.1".to_owned()][..], Some("protocol_version"))
        );
    }

    #[test]
    fn protocol_version_alone_is_enough() {
        assert_eq!(only(&without_tls(alert(70))).code, Code::VersionMismatch);
        // rustls itself sends the alert when a server answers with TLS 1.1.
        let ours = Failure { by: By::Otls, kind: FailureKind::Violation, ..alert(70) };
        let mut seen = without_tls(ours);
        tls(&mut seen).hello = None;
        offered(&mut seen, ordinary(), hello(0x0302, 0x002f, None));
        assert_eq!(only(&seen).code, Code::VersionMismatch);
    }

    #[test]
    fn protocol_version_from_a_server_with_a_modern_version_is_about_suites() {
        // OpenSSL: the version is on, but no suite of it can be used.
        let mut seen = without_tls(alert(70));
        let broad = Offer { cipher_suites: vec![0xc014], ..ordinary() };
        offered(&mut seen, broad, hello(0x0303, 0xc014, Some(0x0017)));
        assert_eq!(only(&seen).code, Code::CipherMismatch);
    }

    #[test]
    fn old_versions_beside_new_ones_are_a_warning() {
        let mut seen = healthy();
        seen.attempts[0].supported =
            Some(Supported { versions: vec![0x0301, 0x0302, 0x0303, 0x0304], ..Supported::default() });
        let one = only(&seen);
        assert_eq!(one.code, Code::OutdatedTls);
        assert_eq!(one.message, "the server also speaks TLS 1.0 and TLS 1.1");
    }

    #[test]
    fn an_unknown_name_shows_the_names_that_are_served() {
        let mut seen = without_tls(alert(112));
        let chain = healthy().attempts[0].tls.seen.clone().unwrap().chain;
        seen.attempts[0].retries = vec![retry(
            RetryWithout::ServerName,
            TlsSeen { chain, finished: true, ..TlsSeen::default() },
            None,
        )];
        let one = only(&seen);
        assert_eq!(one.code, Code::UnrecognizedName);
        assert_eq!(shown(&one.evidence).1, [HOST]);
    }

    #[test]
    fn no_application_protocol() {
        let one = only(&without_tls(alert(120)));
        assert_eq!(one.code, Code::AlpnMissing);
        let Evidence::Alpn { refused, offered, .. } = one.evidence else { panic!() };
        assert!(refused);
        assert_eq!(offered, ["h2"]);
    }

    #[test]
    fn a_close_that_vanishes_without_alpn_is_about_alpn() {
        let mut seen = without_tls(alert(40));
        let tls = TlsSeen { finished: true, ..TlsSeen::default() };
        seen.attempts[0].retries = vec![retry(RetryWithout::Alpn, tls, None)];
        let one = only(&seen);
        assert_eq!((one.code, one.confidence), (Code::AlpnMissing, Confidence::Medium));
    }

    #[test]
    fn a_server_that_selects_no_protocol_is_held_although_the_export_was_accepted() {
        let mut seen = healthy();
        tls(&mut seen).hello.as_mut().unwrap().alpn = None;
        assert_eq!(codes(&seen), [Code::AlpnMissing]);
        // OTLP over HTTP does not need it.
        let mut seen = healthy_http();
        tls(&mut seen).hello.as_mut().unwrap().alpn = None;
        assert_eq!(codes(&seen), []);
    }

    #[test]
    fn a_wrong_key_proof_is_never_mistaken_for_a_key_that_could_not_be_checked() {
        let mut seen = healthy();
        tls(&mut seen).key_proof = Some(KeyProof::Unchecked);
        assert_eq!(codes(&seen), []);
        tls(&mut seen).key_proof = Some(KeyProof::Wrong);
        assert_eq!(codes(&seen), [Code::BadHandshakeSignature]);
    }

    #[test]
    fn broken_messages() {
        let broken = Failure { by: By::Otls, ..failure(FailureKind::Violation) };
        let mut seen = without_tls(broken);
        tls(&mut seen).hello = Some(Hello { version: 0x0304, ..Hello::default() });
        // Whatever is offered is answered with the same broken messages.
        let mut again = tls(&mut seen).clone();
        again.finished = false;
        seen.attempts[0].retries = vec![retry(RetryWithout::SchemeLimit, again, None)];
        offered(&mut seen, ordinary(), hello(0x0303, 0xc02b, None));
        assert_eq!(codes(&seen), [Code::TlsViolation]);
    }

    #[test]
    fn a_refusal_without_proof_keeps_its_doubt() {
        let one = only(&without_tls(alert(40)));
        assert_eq!((one.code, one.confidence), (Code::HandshakeRefused, Confidence::Low));
        let Evidence::Negotiation { possible_causes, alert, .. } = one.evidence else { panic!() };
        assert_eq!(possible_causes.first(), Some(&Code::CipherMismatch));
        assert_eq!(alert.as_deref(), Some("handshake_failure"));
        assert!(one.message.contains("the server sent alert handshake_failure"));
    }
}
