//! The exporters: whom a finding stops. Pure: stored facts in, judgements out, the clock as an argument.
//!
//! A stack (`stack/`) is a [`crate::x509::Policy`]; an exporter is a row of `table`: policy, ClientHello, trust,
//! ALPN, client certificate, visibility, time to give up. `judge` puts the parts together: `negotiation`,
//! `trust` and `identity` each answer one question. Texts are in [`crate::wording`].

pub mod stack;

mod about;
mod alert;
mod answer;
mod certificate;
mod collector;
mod endpoint;
pub mod environment;
mod exporter;
mod found;
mod identity;
mod judge;
mod negotiation;
mod order;
mod signing;
mod table;
mod trust;
mod values;

#[cfg(test)]
mod tests;

pub use about::About;
pub use exporter::{Exporter, GivesUp};
pub use judge::{judge, judge_all};
pub use trust::proves_identity;

use crate::finding::Code;
use crate::finding::Held;
use crate::observation::Offer;
use crate::observation::StoreSeen;
use crate::observation::TlsSeen;
use crate::target::Summary;
use crate::x509::UnixSeconds;

/// Whether this exporter's export would be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Verdict {
    Connects,
    Fails,
    Unknown,
}

/// What the verdict rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The server itself answered so (it refused, or accepted an export).
    Observed,
    /// The model says so of what was presented.
    Modelled,
    /// The exporter's environment decides.
    Environment,
}

/// One exporter's judgement of one attempt.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// Who.
    pub exporter: &'static Exporter,
    /// The answer.
    pub verdict: Verdict,
    /// What stops it, by rank; the first it prints is `printed`.
    pub stops: Vec<Held>,
    /// The code whose text it prints; `None` when it connects or nothing is known.
    pub printed: Option<Code>,
    /// What the verdict rests on.
    pub basis: Basis,
    /// Why it is unknown; or what differs in other versions of the platform.
    pub reason: Option<String>,
    /// What this exporter prints, this run's names filled in.
    pub message: Option<String>,
    /// Whether anyone sees that by default; `None` when it connects.
    pub printed_by_default: Option<bool>,
    /// What makes it visible.
    pub show_with: Option<String>,
    /// When it stops trying.
    pub gives_up: GivesUp,
}

/// Every exporter, in the order of reports.
pub fn exporters() -> &'static [Exporter] {
    &table::EXPORTERS
}

/// The exporters that `--runtime` names: `go-grpc`, or `go` for all of a family. `None`: no such name.
pub fn named(name: &str) -> Option<Vec<&'static Exporter>> {
    let name = if name.eq_ignore_ascii_case(".net") { "dotnet" } else { name };
    let chosen: Vec<&'static Exporter> = exporters()
        .iter()
        .filter(|exporter| {
            exporter.name.eq_ignore_ascii_case(name) || exporter.family.eq_ignore_ascii_case(name)
        })
        .collect();
    (!chosen.is_empty()).then_some(chosen)
}

/// The distinct ClientHellos of these exporters to this target.
pub fn offers(exporters: &[&'static Exporter], target: &Summary) -> Vec<Offer> {
    let mut offers: Vec<Offer> = Vec::new();
    for exporter in exporters {
        let offer = exporter.offer_to(target);
        if !offers.contains(&offer) {
            offers.push(offer);
        }
    }
    offers
}

/// Whether at least one of these exporters would accept this server and send an export: certificate, negotiation.
/// An exporter of which that is not known counts as one that would.
pub fn admits(
    exporters: &[&'static Exporter],
    summary: &Summary,
    tls: &TlsSeen,
    stores: &[StoreSeen],
    at: UnixSeconds,
) -> bool {
    judge::admits(exporters, summary, tls, stores, at)
}
