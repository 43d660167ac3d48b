//! The exporters: whom a finding stops. Pure: stored facts in, judgements out, the clock as an argument.
//!
//! A stack (`stack/`) is a [`crate::x509::Policy`] and an [`crate::observation::Offer`]; an exporter is a row:
//! stack, trust, ALPN, wording, silence, time to give up.

pub mod stack;

use crate::finding::Code;
use crate::finding::Held;
use crate::observation::Attempt;
use crate::observation::Observation;
use crate::observation::Offer;
use crate::target::Protocol;
use crate::x509::UnixSeconds;

/// One exporter: a row of the table.
#[derive(Debug)]
pub struct Exporter {
    /// `go-grpc`.
    pub name: &'static str,
    /// `go`: the short name that selects all of a language, and that the text report prints.
    pub family: &'static str,
    /// The transport it exports over.
    pub protocol: Protocol,
    /// The version that the row models.
    pub version: &'static str,
}

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

/// When an exporter stops trying.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GivesUp {
    /// After that many seconds.
    After(f64),
    /// Never: the export hangs.
    Never,
    /// Not known.
    Unknown,
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
    /// Why it is unknown.
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
    todo!()
}

/// The exporters that `--runtime` names: `go-grpc`, or `go` for all of a family. `None`: no such name.
pub fn named(_name: &str) -> Option<Vec<&'static Exporter>> {
    todo!()
}

/// The distinct ClientHellos of these exporters.
pub fn offers(_exporters: &[&'static Exporter]) -> Vec<Offer> {
    todo!()
}

/// Judges one attempt for one exporter. `held` is what `classify` found of the attempt.
pub fn judge(
    _observation: &Observation,
    _attempt: &Attempt,
    _held: &[Held],
    _exporter: &'static Exporter,
    _at: UnixSeconds,
) -> Judgement {
    todo!()
}
