//! How much a finding matters, and in which order findings are told.
//!
//! The rules are design rules, not taste: a certificate or negotiation finding is an error if no exporter
//! asked about connects, a warning if it stops some, a note if it stops none.

use super::Finding;
use crate::finding::Code;
use crate::finding::Effect;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::Severity;
use crate::runtime::Judgement;
use crate::runtime::Verdict;

/// What severities are weighed with.
pub(super) struct Scales<'a> {
    /// Every exporter asked about.
    pub(super) runtimes: &'a [Judgement],
    /// The user gave an expiry threshold.
    pub(super) expiry_threshold_given: bool,
    /// The connection is to this machine.
    pub(super) on_loopback: bool,
}

impl Scales<'_> {
    /// The severity of one finding.
    pub(super) fn severity(&self, held: &Held) -> Severity {
        let meta = held.code.meta();
        match held.code {
            Code::Expiring if self.expiry_threshold_given => Severity::Error,
            Code::AddressDifference if self.on_loopback => Severity::Note,
            Code::Unauthenticated | Code::PermissionDenied if sent_no_credential(&held.evidence) => {
                Severity::Warning
            }
            _ if meta.effect == Effect::Table => meta.severity,
            code => self.by_effect(code).unwrap_or(meta.severity),
        }
    }

    /// `None` where no exporter's verdict is known.
    fn by_effect(&self, code: Code) -> Option<Severity> {
        let known = || self.runtimes.iter().filter(|judgement| judgement.verdict != Verdict::Unknown);
        known().next()?;
        let stops_some = known().any(|judgement| judgement.stops.iter().any(|stop| stop.code == code));
        let nobody_connects = known().all(|judgement| judgement.verdict == Verdict::Fails);
        Some(match (stops_some, nobody_connects) {
            (true, true) => Severity::Error,
            (true, false) => Severity::Warning,
            (false, _) => Severity::Note,
        })
    }

    /// The exporters that a code stops.
    pub(super) fn affects(&self, code: Code) -> Vec<&'static str> {
        self.runtimes
            .iter()
            .filter(|judgement| judgement.verdict == Verdict::Fails)
            .filter(|judgement| judgement.stops.iter().any(|stop| stop.code == code))
            .map(|judgement| judgement.exporter.name)
            .collect()
    }
}

/// A refusal says little about an exporter's credentials when otls sent none.
fn sent_no_credential(evidence: &Evidence) -> bool {
    matches!(evidence, Evidence::Otlp { headers_sent, .. } if headers_sent.is_empty())
}

/// Errors before warnings before notes, by rank within; ignored ones last. `clock-skew` is the cause of what
/// follows it, so it comes first whatever its severity, and `intercepted` explains every trust finding.
/// What compares runtimes or addresses comes last of its severity; `address-difference` never first.
pub(super) fn order(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| {
        let severity = match finding.code {
            Code::ClockSkew => Severity::Error,
            _ => finding.severity,
        };
        let place = match finding.code {
            Code::ClockSkew => 0,
            Code::AddressDifference => 2,
            Code::RuntimeMismatch => 3,
            _ => 1,
        };
        (finding.ignored, std::cmp::Reverse(severity), place, finding.code)
    });
    // Never first: when it is the only one of the highest severity, the next finding explains more.
    if findings.len() > 1 && findings[0].code == Code::AddressDifference && !findings[1].ignored {
        findings.swap(0, 1);
    }
}
