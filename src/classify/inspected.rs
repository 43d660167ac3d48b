//! Certificates and keys in files: the same findings, without a connection.

use super::ExpiryThreshold;
use super::chain;
use super::client_certificate;
use super::dates;
use super::names;
use super::revocation;
use super::usage;
use super::view::View;
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::certificate_ref;
use crate::finding::day;
use crate::finding::distance;
use crate::finding::rfc3339;
use crate::observation::Inspected;

/// What holds of the file.
pub(super) fn held(view: &View<'_>, inspected: &Inspected, threshold: &ExpiryThreshold) -> Vec<Held> {
    if inspected.bundle {
        return bundle(view, threshold);
    }
    let mut held: Vec<Held> = unreadable(view, inspected).into_iter().collect();
    if !inspected.without_trust {
        held.extend(chain::held(view));
        held.extend(chain::trusted_placeholder(view));
    }
    held.extend(leaf_not_first(view, inspected));
    held.extend(revocation::held(view));
    held.extend(names::held(view));
    held.extend(usage::held(view));
    held.extend(dates::held(view, threshold));
    held.extend(client_certificate::key_mismatch(view));
    held
}

fn unreadable(view: &View<'_>, inspected: &Inspected) -> Option<Held> {
    let file = inspected.unreadable.as_ref()?;
    let evidence = Evidence::File {
        path: file.path.clone(),
        source: view.observation.target.sources.get("endpoint").cloned().unwrap_or_default(),
        problem: file.problem.clone(),
    };
    Some(Held::certain(Code::UnreadableFile, evidence, format!("`{}`: {}", file.path, file.problem)))
}

/// Servers and clients take the first certificate for their own, whatever follows.
fn leaf_not_first(view: &View<'_>, inspected: &Inspected) -> Option<Held> {
    let leaf = view.chain.first().filter(|_| inspected.leaf_position > 0)?;
    let number = inspected.leaf_position + 1;
    let target = &view.observation.target;
    Some(match &target.key_path {
        Some(key) => {
            let message = format!(
                "the key in `{key}` belongs to certificate {number} of `{}`; the first is the one that is used",
                target.input
            );
            Held::certain(
                Code::ClientKeyMismatch,
                client_certificate::evidence(view, None, None, Vec::new()),
                message,
            )
        }
        None => {
            let certificate = certificate_ref(leaf, Some(0), "leaf");
            let message =
                format!("the leaf certificate `{}` comes {number}. in the file", certificate.subject);
            Held::certain(Code::ChainOrder, Evidence::Certificate { certificate, detail: None }, message)
        }
    })
}

/// CA certificates are judged each by itself: there is no path.
fn bundle(view: &View<'_>, threshold: &ExpiryThreshold) -> Vec<Held> {
    let mut held = Vec::new();
    for (position, certificate) in view.chain.iter().enumerate() {
        let facts = match &certificate.facts {
            Ok(facts) => facts,
            Err(failure) => {
                held.push(Held::certain(
                    Code::MalformedCertificate,
                    Evidence::Certificate {
                        certificate: certificate_ref(certificate, Some(position), "root"),
                        detail: Some(failure.reason.clone()),
                    },
                    format!("certificate {} of the file cannot be read: {}", position + 1, failure.reason),
                ));
                continue;
            }
        };
        let role = if facts.is_self_issued() { "root" } else { "intermediate" };
        let point = certificate_ref(certificate, Some(position), role);
        let (code, message) = if view.at > facts.not_after {
            let (when, ago) = (day(facts.not_after), distance(facts.not_after, view.at));
            (Code::Expired, format!("the {role} certificate `{}` expired {when}, {ago}", facts.subject))
        } else if view.at < facts.not_before {
            let (when, until) = (rfc3339(facts.not_before), distance(facts.not_before, view.at));
            let message =
                format!("the {role} certificate `{}` is not valid before {when}, {until}", facts.subject);
            (Code::NotYetValid, message)
        } else {
            held.extend(dates::expiring(facts, point, view.at, threshold));
            continue;
        };
        held.push(Held::certain(code, Evidence::Certificate { certificate: point, detail: None }, message));
    }
    held
}
