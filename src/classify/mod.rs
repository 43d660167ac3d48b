//! What holds of an observation: codes and evidence, by the RFCs. Pure; the clock is an argument.
//!
//! One file per stage. How much a finding matters is decided in `report`, whom it stops in `runtime`.

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
    _observation: &Observation,
    _attempt: &Attempt,
    _at: UnixSeconds,
    _threshold: &ExpiryThreshold,
) -> Vec<Held> {
    todo!()
}

/// `address-difference`: what the addresses of one name answered, where it is not the same.
pub fn across(_observation: &Observation, _held: &[Vec<Held>]) -> Option<Held> {
    todo!()
}
