//! What holds of an observation: codes and evidence, by the RFCs. Pure; the clock is an argument.
//!
//! One file per stage. How much a finding matters is decided in `report`, whom it stops in `runtime`.

mod across;
mod chain;
mod cipher;
mod client_certificate;
mod configured;
mod dates;
mod inspected;
mod intolerance;
mod names;
mod negotiation;
mod network;
mod otlp;
mod product;
mod protocol;
mod revocation;
#[cfg(test)]
mod scene;
mod stale;
mod transport;
mod usage;
mod view;

pub use across::across;

use view::View;

use crate::finding::Evidence;
use crate::finding::Held;
use crate::observation::Attempt;
use crate::observation::Observation;
use crate::x509::UnixSeconds;

/// A certificate is `expiring` inside this.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpiryThreshold {
    /// Seconds left; `None`: no limit of this kind.
    pub seconds: Option<i64>,
    /// Per cent of the lifetime left; `None`: no limit of this kind. With both, both must hold.
    pub percent: Option<f64>,
}

impl Default for ExpiryThreshold {
    /// 30 days, and at most a third of the lifetime.
    fn default() -> Self {
        Self { seconds: Some(30 * 86_400), percent: Some(100.0 / 3.0) }
    }
}

/// What holds of one attempt, by rank.
pub fn classify(
    observation: &Observation,
    attempt: &Attempt,
    at: UnixSeconds,
    threshold: &ExpiryThreshold,
) -> Vec<Held> {
    let view = View::new(observation, attempt, at);
    let mut held = configured::held(&view);
    if let Some(inspected) = &observation.inspected {
        held.extend(inspected::held(&view, inspected, threshold));
        return by_rank(held);
    }
    if let Some(stopped) = network::held(&view) {
        held.push(stopped);
        return by_rank(held);
    }
    // A port that answers the other form of OTLP is not reset, silent or closed.
    let other_form = protocol::other_form(&view);
    if let Some(stopped) = transport::held(&view).filter(|_| other_form.is_none()) {
        held.push(stopped);
    } else {
        held.extend(transport::insecure(&view));
        held.extend(negotiation::held(&view));
        // Without the CA of the configuration nobody knows whom it would trust.
        if observation.target.collector.as_ref().is_none_or(|seen| !seen.lacks_ca()) {
            held.extend(chain::held(&view));
            held.extend(chain::trusted_placeholder(&view));
        }
        held.extend(revocation::held(&view));
        held.extend(names::held(&view));
        held.extend(usage::held(&view));
        held.extend(other_form.or_else(|| otlp::held(&view)));
    }
    held.extend(dates::held(&view, threshold));
    held.extend(stale::held(&view));
    held.extend(client_certificate::held(&view));
    by_rank(held)
}

/// In order of rank; of findings that say the same, the first.
fn by_rank(mut held: Vec<Held>) -> Vec<Held> {
    held.sort_by_key(|one| one.code);
    let mut kept: Vec<Held> = Vec::new();
    for one in held {
        if !kept.iter().any(|other| other.code == one.code && repeats(&one.evidence, &other.evidence)) {
            kept.push(one);
        }
    }
    kept
}

/// A code may hold of several certificates; of the connection it holds once.
fn repeats(one: &Evidence, other: &Evidence) -> bool {
    match (one, other) {
        (Evidence::Certificate { .. }, Evidence::Certificate { .. })
        | (Evidence::File { .. }, Evidence::File { .. })
        | (Evidence::Setting { .. }, Evidence::Setting { .. }) => one == other,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::scene::*;
    use crate::finding::Code;
    use crate::finding::Severity;
    use crate::issue::Profile;
    use crate::issue::Validity;

    #[test]
    fn a_healthy_endpoint_yields_nothing() {
        assert_eq!(codes(&healthy()), []);
        assert_eq!(codes(&healthy_http()), []);
    }

    #[test]
    fn every_fault_is_found_in_one_run_cause_before_consequence() {
        let other = ca("Other CA");
        let stranger = ca("stranger");
        let profile = Profile::server(&["otel.example.com".to_owned()], &[], Validity::days(AT, 100, -2));
        let leaf = other.issue(&profile).unwrap();
        let seen = presenting(&[&leaf], &[&stranger]);
        assert_eq!(codes(&seen), [Code::UnknownCa, Code::Expired, Code::NameMismatch]);
    }

    #[test]
    fn what_works_has_no_error() {
        // Notes and warnings may hold of a chain that everybody accepts.
        let mut seen = healthy();
        let client_ca = ca("clients");
        let client = client_ca.issue(&Profile::client("agent", year())).unwrap();
        seen.client_chain = vec![der(&client)];
        seen.client_key_matches = Some(true);
        let all = found(&seen);
        assert!(all.iter().all(|one| one.code.meta().severity < Severity::Error), "{all:?}");
        assert_eq!(codes(&seen), [Code::ClientCertUnused]);
    }
}
