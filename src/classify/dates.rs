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

pub(super) fn expiring(
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
    Some(Held::new(
        Code::ClockSkew,
        if before_otls && trusted { Confidence::Medium } else { Confidence::Low },
        Evidence::Certificate { certificate, detail: Some(format!("clock: {}", rfc3339(view.at))) },
        message,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::classify;
    use crate::classify::scene::*;
    use crate::issue::Credential;
    use crate::issue::Profile;
    use crate::issue::Validity;
    use crate::observation::Observation;

    fn leaf_valid(validity: Validity) -> Observation {
        let root = ca("otel-ca");
        let leaf = root.issue(&Profile { validity, ..server() }).unwrap();
        presenting(&[&leaf], &[&root])
    }

    fn role(held: &Held) -> &str {
        let Evidence::Certificate { certificate, .. } = &held.evidence else { panic!("{held:?}") };
        &certificate.role
    }

    #[test]
    fn every_expired_certificate_of_the_path_is_named() {
        let past = Validity::days(AT, 200, -2);
        let root = Credential::self_signed(&Profile::ca("old-ca", past)).unwrap();
        let middle = root.issue(&Profile::ca("middle", past)).unwrap();
        let leaf = middle.issue(&Profile { validity: past, ..server() }).unwrap();
        let all = found(&presenting(&[&leaf, &middle], &[&root]));
        assert!(all.iter().all(|one| one.code == Code::Expired), "{all:?}");
        assert_eq!(all.iter().map(role).collect::<Vec<_>>(), ["leaf", "intermediate", "root"]);
        assert_eq!(
            all[0].message,
            format!("the leaf certificate `CN={HOST}` expired {}, 2 days ago", day(AT - 2 * 86_400))
        );
    }

    #[test]
    fn not_valid_yet() {
        let one = only(&leaf_valid(Validity::days(AT, -3, 300)));
        assert_eq!(one.code, Code::NotYetValid);
        assert!(one.message.ends_with("in 3 days"), "{}", one.message);
    }

    #[test]
    fn a_path_that_begins_in_the_future_as_a_whole_accuses_the_clock() {
        let future = Validity::days(AT, -1, 300);
        let root = Credential::self_signed(&Profile::ca("otel-ca", future)).unwrap();
        let leaf = root.issue(&Profile { validity: future, ..server() }).unwrap();
        let all = found(&presenting(&[&leaf], &[&root]));
        let seen: Vec<Code> = all.iter().map(|one| one.code).collect();
        assert_eq!(seen, [Code::ClockSkew, Code::NotYetValid, Code::NotYetValid]);
        assert_eq!(all[0].confidence, Confidence::Low);
    }

    #[test]
    fn a_clock_before_otls_was_written_is_wrong_unless_asked_for() {
        let early = WRITTEN - 400 * 86_400;
        let mut seen = leaf_valid(Validity { not_before: early + 86_400, not_after: AT });
        let at = |seen: &Observation| {
            classify(seen, &seen.attempts[0], early, &ExpiryThreshold::default())[0].code
        };
        seen.started_at_ms = early * 1000;
        assert_eq!(at(&seen), Code::ClockSkew);
        // `--at` on a newer observation; the root is older than that.
        seen.started_at_ms = AT * 1000;
        seen.stores = Vec::new();
        assert_eq!(at(&seen), Code::NotYetValid);
    }

    #[test]
    fn expiring_means_both_limits_by_default() {
        assert_eq!(codes(&leaf_valid(Validity::days(AT, 70, 20))), [Code::Expiring]);
        // Short-lived certificates are renewed late: 20 of 24 days left is no news.
        assert_eq!(codes(&leaf_valid(Validity::days(AT, 4, 20))), []);
        // A third of a long life is left: nothing to do yet.
        assert_eq!(codes(&leaf_valid(Validity::days(AT, 700, 300))), []);
        // What has expired does not expire soon.
        assert_eq!(codes(&leaf_valid(Validity::days(AT, 90, -1))), [Code::Expired]);
    }

    #[test]
    fn the_threshold_given() {
        let only_days = ExpiryThreshold { seconds: Some(86_400), percent: None };
        assert!(only_days.holds(0, 100 * 86_400, 99 * 86_400));
        assert!(!only_days.holds(0, 100 * 86_400, 98 * 86_400));
        let only_percent = ExpiryThreshold { seconds: None, percent: Some(20.0) };
        assert!(only_percent.holds(0, 100, 80));
        assert!(!only_percent.holds(0, 100, 79));
        assert!(!ExpiryThreshold { seconds: None, percent: None }.holds(0, 100, 99));
        // Dates that make no sense must not panic.
        only_percent.holds(i64::MAX, i64::MIN, 0);
    }

    #[test]
    fn roots_and_client_certificates_expire_as_well() {
        let soon = Validity::days(AT, 300, 10);
        let root = Credential::self_signed(&Profile::ca("otel-ca", soon)).unwrap();
        let leaf = root.issue(&server()).unwrap();
        let mut seen = presenting(&[&leaf], &[&root]);
        assert_eq!(role(&only(&seen)), "root");
        let client = root.issue(&Profile::client("agent", soon)).unwrap();
        asked_for_certificate(&mut seen, &[&client], &[&root]);
        let all = found(&seen);
        assert_eq!(all.iter().map(role).collect::<Vec<_>>(), ["root", "client"]);
    }
}
