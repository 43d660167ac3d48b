//! What one exporter says to the certificate, by its policy and its roots.

use super::exporter::{Certainty, Exporter};
use super::found::{Findings, Stop};
use super::order;
use super::stack::boringssl;
use super::stack::go;
use super::stack::jsse;
use super::stack::openssl;
use super::stack::openssl_strict;
use super::stack::rustls;
use super::trust;
use super::trust::{Counted, Evaluations, Roots};
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::Judged;
use crate::finding::certificate_ref;
use crate::finding::held_of;
use crate::observation::StoreSeen;
use crate::target::Summary;
use crate::x509::Certificate;
use crate::x509::UnixSeconds;
use crate::x509::{KeyKind, LeafKeyUsage, Policy};

/// How the certificate's key is used.
#[derive(Clone, Copy, Debug)]
pub(super) struct Exchange {
    /// The exporter would speak TLS 1.2 with this server.
    pub(super) tls12: bool,
    /// By RSA encryption, not by a signature.
    pub(super) encrypts: bool,
}

/// What this exporter says to the certificate.
pub(super) fn certificate(
    exporter: &Exporter,
    summary: &Summary,
    stores: &[StoreSeen],
    held: &[Held],
    exchange: Exchange,
    at: UnixSeconds,
    evaluations: &mut Evaluations<'_>,
) -> Findings {
    let configured = summary.collector.as_ref().filter(|_| exporter.is_collector());
    if configured.is_some_and(|seen| seen.skip_verify.is_some()) {
        return Findings::default();
    }
    // Without its CA nobody knows whom it would trust.
    let trust_known = configured.is_none_or(|seen| !seen.lacks_ca());
    let leaf = evaluations.chain().first();
    // JSSE looks no further at a certificate that is itself trusted.
    let trusted = |leaf: &&Certificate| {
        let mut anchors = stores.iter().flat_map(|store| &store.anchors);
        anchors.any(|anchor| anchor.certificate_der.as_ref() == Some(&leaf.der))
    };
    let no_encipherment = no_encipherment(exporter, exchange, leaf.filter(|leaf| !trusted(leaf)));
    let mut ask = |policy: &Policy, roots: &Roots| {
        let policy = &adapted(policy.clone(), exchange, leaf);
        let mut stops = judged(policy, roots, summary, held, at, evaluations);
        stops.retain(|stop| trust_known || !order::is_trust(stop.held.code));
        stops
    };
    let policy = (exporter.policy)();
    let mut findings = by_roots(exporter, summary, stores, &policy, &mut ask);
    // src: BoringSSL `check_chain_extensions` looks at what is not trusted (run: a critical extension, another usage).
    if policy.name == "boringssl" && leaf.is_some_and(|leaf| trusted(&leaf)) {
        findings.stops.retain(|stop| !is_of_extensions(&stop.held));
    }
    findings.stops.extend(no_encipherment.map(Stop::from));
    findings
}

/// What `check_chain_extensions` finds.
fn is_of_extensions(held: &Held) -> bool {
    match (&held.evidence, held.code) {
        (_, Code::UnsupportedExtension) => true,
        (Evidence::Certificate { detail: Some(detail), .. }, Code::WrongKeyUsage) => {
            detail.starts_with("extendedKeyUsage")
        }
        _ => false,
    }
}

/// The policy for this way to use the key.
fn adapted(mut policy: Policy, exchange: Exchange, leaf: Option<&Certificate>) -> Policy {
    policy.p521 |= exchange.tls12 && policy.p521_in_tls12;
    let facts = leaf.and_then(|leaf| leaf.facts.as_ref().ok());
    let ec = facts.is_some_and(|facts| {
        matches!(facts.key.kind, KeyKind::EcP256 | KeyKind::EcP384 | KeyKind::EcP521 | KeyKind::EcOther(_))
    });
    match policy.leaf_key_usage {
        // src: OpenSSL `ssl_check_srvr_ecc_cert_and_alg`.
        LeafKeyUsage::AnyOfTls if exchange.tls12 && ec => {
            policy.leaf_key_usage = LeafKeyUsage::DigitalSignature
        }
        // Another bit is wanted, see `no_encipherment`.
        LeafKeyUsage::DigitalSignature if exchange.encrypts => policy.leaf_key_usage = LeafKeyUsage::Ignored,
        _ => {}
    }
    policy
}

/// src: JSSE `EndEntityChecker.checkTLSServer`, KU_SERVER_ENCRYPTION; others that encrypt do not look.
fn no_encipherment(exporter: &Exporter, exchange: Exchange, leaf: Option<&Certificate>) -> Option<Held> {
    let wanted = (exporter.policy)().leaf_key_usage == LeafKeyUsage::DigitalSignature;
    let leaf = leaf.filter(|_| exchange.encrypts && wanted)?;
    let usage = leaf.facts.as_ref().ok()?.key_usage?;
    let evidence = Evidence::Certificate {
        certificate: certificate_ref(leaf, Some(0), "leaf"),
        detail: Some("keyUsage lacks keyEncipherment".to_owned()),
    };
    let message =
        "the server picks a key exchange by RSA encryption, and its certificate lacks `keyEncipherment`";
    (!usage.key_encipherment).then(|| Held::certain(Code::WrongKeyUsage, evidence, message))
}

fn by_roots(
    exporter: &Exporter,
    summary: &Summary,
    stores: &[StoreSeen],
    policy: &Policy,
    ask: &mut impl FnMut(&Policy, &Roots) -> Vec<Stop>,
) -> Findings {
    match trust::counted(exporter, summary, stores) {
        Counted::NotSeen(reason) => Findings { unknown: vec![reason.to_owned()], ..Findings::default() },
        Counted::Known(roots) if exporter.certainty == Certainty::Agreement => agreed(policy, &roots, ask),
        Counted::Known(roots) => {
            let stops = ask(policy, &roots);
            let notes = exporter
                .variants
                .iter()
                .filter_map(|variant| difference(variant.which, &stops, &ask(&(variant.policy)(), &roots)))
                .collect();
            Findings { stops, notes, ..Findings::default() }
        }
        Counted::Either(system, mozilla) => {
            let both = common(ask(policy, &system), &ask(policy, &mozilla));
            match both {
                Common::Neither => Findings::default(),
                Common::Stops(stops) => Findings { stops, ..Findings::default() },
                Common::Differ => Findings {
                    unknown: vec![
                        "the JDK has its own roots; the system's and Mozilla's differ on this chain"
                            .to_owned(),
                    ],
                    ..Findings::default()
                },
            }
        }
        Counted::UnlessEnabled(system, mozilla) => {
            match common(ask(policy, &system), &ask(policy, &mozilla)) {
                Common::Stops(stops) => Findings { stops, ..Findings::default() },
                Common::Neither | Common::Differ => Findings {
                    unknown: vec![
                        "it trusts nothing unless the code enables roots (`with_enabled_roots()`)".to_owned(),
                    ],
                    ..Findings::default()
                },
            }
        }
    }
}

/// What one policy says with these roots, as findings; one per code and place.
fn judged(
    policy: &Policy,
    roots: &Roots,
    summary: &Summary,
    held: &[Held],
    at: UnixSeconds,
    evaluations: &mut Evaluations<'_>,
) -> Vec<Stop> {
    let in_file = summary.endpoint.is_empty();
    let evaluation = evaluations.get(policy, roots);
    let context = Judged {
        chain: evaluations.chain(),
        anchors: &roots.anchors,
        name: &summary.verify_name,
        at,
        store: &roots.store,
        store_label: &roots.label,
        trusted_by: &[],
        in_file,
    };
    evaluation
        .violations
        .iter()
        .map(|violation| absorbed(held_of(violation, &evaluation, &context), held))
        .collect()
}

/// `intercepted` and `placeholder-certificate` stand for the trust finding that they explain.
fn absorbed(own: Held, held: &[Held]) -> Stop {
    let text = own.code;
    if !order::is_trust(own.code) || held.iter().any(|held| held.code == own.code) {
        return own.into();
    }
    let explained = held
        .iter()
        .find(|held| matches!(held.code, Code::Intercepted | Code::PlaceholderCertificate))
        .cloned();
    Stop { held: explained.unwrap_or(own), text }
}

/// What two evaluations have in common.
enum Common {
    /// Both accept.
    Neither,
    /// Both refuse, for these reasons.
    Stops(Vec<Stop>),
    /// They differ.
    Differ,
}

fn common(mut first: Vec<Stop>, second: &[Stop]) -> Common {
    if first.is_empty() && second.is_empty() {
        return Common::Neither;
    }
    first.retain(|stop| second.iter().any(|other| same(stop, other)));
    if first.is_empty() { Common::Differ } else { Common::Stops(first) }
}

/// The same fault: trust is one, however it is called.
fn same(one: &Stop, other: &Stop) -> bool {
    one.held.code == other.held.code || (order::is_trust(one.held.code) && order::is_trust(other.held.code))
}

/// For a verifier that was not run: what all that were run agree on.
fn agreed(policy: &Policy, roots: &Roots, ask: &mut impl FnMut(&Policy, &Roots) -> Vec<Stop>) -> Findings {
    let measured = [
        go::policy(),
        rustls::policy(),
        boringssl::policy(),
        jsse::policy(),
        openssl_strict::policy(),
        openssl::policy(),
    ];
    let mut stops = ask(policy, roots);
    let mut disputed: Vec<Code> = Vec::new();
    for other in &measured {
        let theirs = ask(other, roots);
        let (kept, dropped): (Vec<Stop>, Vec<Stop>) =
            stops.into_iter().partition(|stop| theirs.iter().any(|other| same(stop, other)));
        disputed.extend(dropped.iter().map(|stop| stop.held.code));
        disputed.extend(
            theirs.iter().filter(|stop| !kept.iter().any(|own| same(own, stop))).map(|stop| stop.held.code),
        );
        stops = kept;
    }
    if !stops.is_empty() || disputed.is_empty() {
        return Findings { stops, ..Findings::default() };
    }
    disputed.sort_unstable();
    disputed.dedup();
    let codes: Vec<&str> = disputed.iter().map(|code| code.slug()).collect();
    Findings {
        unknown: vec![format!("this verifier was not run, and others differ over {}", codes.join(", "))],
        ..Findings::default()
    }
}

/// How another version of the platform differs, as a sentence; `None` when it does not.
fn difference(which: &str, modelled: &[Stop], other: &[Stop]) -> Option<String> {
    let mut codes: Vec<&str> = other.iter().map(|stop| stop.held.code.slug()).collect();
    codes.dedup();
    match (modelled.is_empty(), other.is_empty()) {
        (true, false) => Some(format!("refused {which}: {}", codes.join(", "))),
        (false, true) => Some(format!("accepted {which}")),
        _ => None,
    }
}
