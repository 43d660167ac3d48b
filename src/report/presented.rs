//! What was presented, whom it leads to, and what of it expires first.

use super::Expiry;
use super::Presented;
use super::Trust;
use crate::observation::Attempt;
use crate::observation::Observation;
use crate::observation::Store;
use crate::x509::Anchor;
use crate::x509::Certificate;
use crate::x509::Evaluation;
use crate::x509::PathEnd;
use crate::x509::Policy;
use crate::x509::Role;
use crate::x509::UnixSeconds;
use crate::x509::evaluate;

/// The chain of an attempt: of the first handshake, else of a further one, else of a raw answer in clear.
pub(super) fn chain_of(attempt: &Attempt) -> Vec<Certificate> {
    attempt.presented_chain().iter().map(|der| Certificate::new(&der.0)).collect()
}

/// The anchors of the store that this run used.
fn anchors_used(observation: &Observation) -> Vec<Anchor> {
    observation.stores_used().into_iter().flat_map(|store| store.anchors.iter().cloned()).collect()
}

/// The path from the leaf to an anchor of the store that this run used, or as far as it goes.
pub(super) fn path_in_store_used(
    observation: &Observation,
    chain: &[Certificate],
    at: UnixSeconds,
) -> Evaluation {
    evaluate(chain, &anchors_used(observation), None, at, &Policy::rfc5280(observation.purpose()))
}

/// A server's chain, each certificate with its part in the path.
pub(super) fn of_chain(chain: Vec<Certificate>, evaluation: Option<&Evaluation>) -> Vec<Presented> {
    chain
        .into_iter()
        .enumerate()
        .map(|(position, certificate)| {
            let role = evaluation
                .and_then(|e| e.path.iter().find(|element| element.position == Some(position)))
                .map_or(if position == 0 { "leaf" } else { "unrelated" }, |element| role(element.role));
            Presented { certificate, role }
        })
        .collect()
}

/// A file of CA certificates: nobody's chain.
pub(super) fn of_bundle(chain: Vec<Certificate>) -> Vec<Presented> {
    let role = |certificate: &Certificate| match &certificate.facts {
        Ok(facts) if !facts.is_self_issued() => "intermediate",
        _ => "root",
    };
    chain.into_iter().map(|certificate| Presented { role: role(&certificate), certificate }).collect()
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Leaf => "leaf",
        Role::Intermediate => "intermediate",
        Role::Root => "root",
    }
}

pub(super) fn trust(observation: &Observation, certificates: &[Presented], at: UnixSeconds) -> Vec<Trust> {
    let chain: Vec<Certificate> =
        certificates.iter().map(|presented| presented.certificate.clone()).collect();
    [Store::Given, Store::System, Store::Mozilla]
        .into_iter()
        .map(|store| {
            let trusted = observation
                .store(store)
                .filter(|_| !chain.is_empty() && !observation.is_bundle())
                .map(|seen| {
                    let policy = Policy::rfc5280(observation.purpose());
                    let evaluation = evaluate(&chain, &seen.anchors, None, at, &policy);
                    matches!(evaluation.end, PathEnd::Anchor(_))
                });
            Trust { store, trusted }
        })
        .collect()
}

/// What expires first: of the path, including an anchor whose dates are known.
pub(super) fn expiry(
    certificates: &[Presented],
    evaluation: Option<&Evaluation>,
    observation: &Observation,
    at: UnixSeconds,
) -> Option<Expiry> {
    let sent =
        certificates.iter().filter(|presented| presented.role != "unrelated").filter_map(|presented| {
            let facts = presented.certificate.facts.as_ref().ok()?;
            Some((facts.not_after, presented.role, facts.subject.clone()))
        });
    let anchor = evaluation.and_then(|evaluation| match evaluation.end {
        PathEnd::Anchor(index) => anchors_used(observation).into_iter().nth(index),
        _ => None,
    });
    let anchor = anchor.and_then(|anchor| Certificate::new(anchor.certificate_der.as_deref()?).facts.ok());
    let anchor = anchor.map(|facts| (facts.not_after, "root", facts.subject));
    let (not_after, role, subject) = sent.chain(anchor).min_by_key(|(not_after, ..)| *not_after)?;
    Some(Expiry { not_after, seconds_left: not_after.saturating_sub(at), role, subject })
}
