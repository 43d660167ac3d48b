//! Trust: whose certificates are these, and does the path end at an anchor of the store in use.

use super::product;
use super::view::JudgedPath;
use super::view::View;
use crate::finding::Code;
use crate::finding::Confidence;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::certificate_ref;
use crate::x509::ViolationKind;
use crate::x509::chain_facts;

/// What holds of the chain as a whole.
pub(super) fn held(view: &View<'_>) -> Vec<Held> {
    let Some(path) = &view.path else { return Vec::new() };
    let mut held = trust(view, path);
    held.extend(view.violations(|violation| matches!(violation.kind, ViolationKind::Malformed { .. })));
    held.extend(unreadable_issuers(view));
    held.extend(order(view, path));
    held
}

/// Whether this violation says that nobody trusted vouches for the certificate.
fn is_trust(kind: &ViolationKind) -> bool {
    matches!(
        kind,
        ViolationKind::UnknownCa { .. }
            | ViolationKind::SelfSigned
            | ViolationKind::IncompleteChain { .. }
            | ViolationKind::BadSignature
    )
}

fn trust(view: &View<'_>, path: &JudgedPath) -> Vec<Held> {
    if !path.store_seen {
        return Vec::new();
    }
    let mut held = view.violations(|violation| is_trust(&violation.kind));
    if held.is_empty() {
        return held;
    }
    // A known origin says more than that nobody vouches for it, and takes its place.
    let found = product::inspecting(view, path)
        .map(|found| (Code::Intercepted, found))
        .or_else(|| product::placeholder(view).map(|found| (Code::PlaceholderCertificate, found)));
    let Some((code, found)) = found else { return held };
    held.truncate(1);
    for one in &mut held {
        one.code = code;
        one.confidence = found.confidence;
        one.message.clone_from(&found.message);
        if let Evidence::Trust { product, .. } = &mut one.evidence {
            product.clone_from(&found.product);
        }
    }
    held
}

/// A default certificate that somebody put into the trust store is still a default certificate.
pub(super) fn trusted_placeholder(view: &View<'_>) -> Option<Held> {
    let path = view.path.as_ref().filter(|path| path.trusted())?;
    let found = product::placeholder(view)?;
    let certificate = certificate_ref(view.chain.first()?, Some(0), "leaf");
    let judged = view.judged(path);
    Some(Held {
        code: Code::PlaceholderCertificate,
        confidence: Confidence::Medium,
        evidence: Evidence::Trust {
            missing_issuer: None,
            certificate,
            ca_issuers: Vec::new(),
            same_name_other_key: false,
            store: judged.store.to_owned(),
            trusted_by: Vec::new(),
            product: found.product,
        },
        message: found.message,
    })
}

/// Certificates after the leaf that do not parse.
fn unreadable_issuers(view: &View<'_>) -> Vec<Held> {
    let issuers = view.chain.iter().enumerate().skip(1);
    issuers
        .filter_map(|(position, certificate)| {
            let failure = certificate.facts.as_ref().err()?;
            Some(Held::certain(
                Code::MalformedCertificate,
                Evidence::Certificate {
                    certificate: certificate_ref(certificate, Some(position), "intermediate"),
                    detail: Some(failure.reason.clone()),
                },
                format!("certificate {position} of the chain cannot be read: {}", failure.reason),
            ))
        })
        .collect()
}

fn order(view: &View<'_>, path: &JudgedPath) -> Vec<Held> {
    let mut held = Vec::new();
    let facts = chain_facts(&view.chain);
    let point = |position: usize| {
        let certificate = view.chain.get(position)?;
        let role = if position == 0 { "leaf" } else { "intermediate" };
        Some(certificate_ref(certificate, Some(position), role))
    };
    let positions: Vec<usize> = path.evaluation.path.iter().filter_map(|element| element.position).collect();
    let misplaced = positions.windows(2).find(|pair| matches!(pair, [a, b] if b < a));
    if let (false, Some([_, position])) = (facts.in_order, misplaced)
        && let Some(certificate) = point(*position)
    {
        let message = format!("the server sends `{}` out of order", certificate.subject);
        let evidence = Evidence::Certificate { certificate, detail: None };
        held.push(Held::certain(Code::ChainOrder, evidence, message));
    }
    // What cannot be read has its own finding.
    let readable = |position: &&usize| view.chain.get(**position).is_some_and(|one| one.facts.is_ok());
    let strangers: Vec<usize> = facts.unrelated.iter().filter(readable).copied().collect();
    if let Some(certificate) = strangers.first().copied().and_then(point) {
        let message = match strangers.len() {
            1 => format!("the server sends `{}`, which is not part of the path", certificate.subject),
            count => format!("the server sends {count} certificates that are not part of the path"),
        };
        let detail = (strangers.len() > 1).then(|| format!("{} certificates", strangers.len()));
        let evidence = Evidence::Certificate { certificate, detail };
        held.push(Held::certain(Code::ExtraCertificates, evidence, message));
    }
    held
}
