//! Dates: expired, not yet valid, soon to expire, and a clock that is wrong.

use super::ExpiryThreshold;
use super::view::View;
use crate::finding::CertificateRef;
use crate::finding::Code;
use crate::finding::Confidence;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::certificate_ref;
use crate::finding::day;
use crate::finding::distance;
use crate::finding::rfc3339;
use crate::x509::Certificate;
use crate::x509::Facts;
use crate::x509::PathEnd;
use crate::x509::Role;
use crate::x509::UnixSeconds;
use crate::x509::ViolationKind;

/// 2026-11-01: no otls ran before it was written.
const WRITTEN: UnixSeconds = 1_793_491_200;

/// What holds of the dates.
pub(super) fn held(view: &View<'_>, threshold: &ExpiryThreshold) -> Vec<Held> {
    let mut held = view.violations(|violation| {
        matches!(violation.kind, ViolationKind::Expired { .. } | ViolationKind::NotYetValid { .. })
    });
    held.extend(clock_skew(view));
    for (facts, certificate) in on_path(view) {
        held.extend(expiring(&facts, certificate, view.at, threshold));
    }
    for der in view.observation.client_chain.iter().take(1) {
        let certificate = Certificate::new(&der.0);
        if let Ok(facts) = &certificate.facts {
            let point = certificate_ref(&certificate, None, "client");
            held.extend(expiring(facts, point, view.at, threshold));
        }
    }
    held
}

/// Every certificate of the path that can be read, leaf first.
fn on_path(view: &View<'_>) -> Vec<(Facts, CertificateRef)> {
    let Some(path) = &view.path else { return Vec::new() };
    let anchor = match path.evaluation.end {
        PathEnd::Anchor(index) => path.anchors.get(index),
        _ => None,
    };
    let mut certificates = Vec::new();
    for element in &path.evaluation.path {
        let role = match element.role {
            Role::Leaf => "leaf",
            Role::Intermediate => "intermediate",
            Role::Root => "root",
        };
        let presented = element.position.and_then(|position| view.chain.get(position).cloned());
        let certificate = presented
            .or_else(|| anchor.and_then(|anchor| anchor.certificate_der.as_deref()).map(Certificate::new));
        let Some(certificate) = certificate else { continue };
        let point = certificate_ref(&certificate, element.position, role);
        if let Ok(facts) = certificate.facts {
            certificates.push((facts, point));
        }
    }
    certificates
}

fn expiring(
    facts: &Facts,
    certificate: CertificateRef,
    at: UnixSeconds,
    threshold: &ExpiryThreshold,
) -> Option<Held> {
    if at > facts.not_after || !threshold.holds(facts.not_before, facts.not_after, at) {
        return None;
    }
    let message = format!(
        "the {} certificate `{}` expires {}, {}",
        certificate.role,
        certificate.subject,
        day(facts.not_after),
        distance(facts.not_after, at)
    );
    Some(Held::certain(Code::Expiring, Evidence::Certificate { certificate, detail: None }, message))
}

impl ExpiryThreshold {
    /// Whether a certificate with these dates is inside the threshold at `at`.
    pub fn holds(&self, not_before: UnixSeconds, not_after: UnixSeconds, at: UnixSeconds) -> bool {
        let left = not_after.saturating_sub(at);
        #[expect(clippy::cast_precision_loss, reason = "a share of a lifetime needs no single seconds")]
        let percent_left = {
            let lifetime = not_after.saturating_sub(not_before).max(1);
            left as f64 / lifetime as f64 * 100.0
        };
        let limited = self.seconds.is_some() || self.percent.is_some();
        limited
            && self.seconds.is_none_or(|limit| left <= limit)
            && self.percent.is_none_or(|limit| percent_left <= limit)
    }
}

/// Dates that make sense only if this machine's clock is behind.
///
/// A clock that is ahead looks like certificates that have expired, which is common; nothing is said of it.
fn clock_skew(view: &View<'_>) -> Option<Held> {
    let path = view.path.as_ref()?;
    let certificates = on_path(view);
    let early = certificates.iter().filter(|(facts, _)| view.at < facts.not_before).count();
    if early == 0 {
        return None;
    }
    // Judged as of another time on purpose (`--at`), the machine's clock does not matter.
    let now = view.observation.started_at_ms.div_euclid(1000);
    let live = view.at == now;
    // The whole path, root included, cannot have been made in the future.
    let whole_path = certificates.len() >= 2 && early == certificates.len();
    let before_otls = live && view.at < WRITTEN;
    if !whole_path && !before_otls {
        return None;
    }
    let trusted = path.trusted();
    let (facts, certificate) = certificates.into_iter().next_back()?;
    let message = if before_otls {
        format!("this machine's clock says {}: it is behind", day(view.at))
    } else {
        format!(
            "every certificate of the path begins after this machine's {}, the oldest {}",
            rfc3339(view.at),
            distance(facts.not_before, view.at)
        )
    };
    Some(Held {
        code: Code::ClockSkew,
        confidence: if before_otls && trusted { Confidence::Medium } else { Confidence::Low },
        evidence: Evidence::Certificate { certificate, detail: Some(format!("clock: {}", rfc3339(view.at))) },
        message,
    })
}
