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
use crate::finding::Stage;
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
        if let Some(severity) = held.severity {
            return severity;
        }
        match held.code {
            Code::Expiring if self.expiry_threshold_given => Severity::Error,
            Code::AddressDifference if self.on_loopback => Severity::Note,
            Code::Unauthenticated | Code::PermissionDenied if sent_no_credential(&held.evidence) => {
                Severity::Warning
            }
            // A value that one exporter cannot use; in a configuration it stands for itself.
            Code::UnsupportedSetting if !self.affects(held.code).is_empty() => {
                self.by_effect(held.code).unwrap_or(meta.severity)
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

/// otls itself got no further than `stage`. Where the models say that everybody else does (a key or suite that this
/// build cannot use), nothing has shown it: what stopped otls is a warning at least.
pub(super) fn no_false_green(findings: &mut [Finding], stage: Stage) {
    if findings.iter().any(|finding| finding.severity > Severity::Note) {
        return;
    }
    for finding in findings.iter_mut().filter(|finding| finding.stage == stage) {
        finding.severity = Severity::Warning;
    }
}

/// Errors before warnings before notes, by rank within; ignored ones last. `clock-skew` is the cause of what
/// follows it, so it comes first whatever its severity, and `intercepted` explains every trust finding.
/// What compares runtimes or addresses comes last of its severity; `address-difference` never first.
pub(super) fn order(findings: &mut [Finding]) {
    let widest = findings.iter().map(|finding| finding.affects.len()).max().unwrap_or(0);
    findings.sort_by_key(|finding| {
        let severity = match finding.code {
            Code::ClockSkew => Severity::Error,
            _ => finding.severity,
        };
        let place = match finding.code {
            Code::ClockSkew => 0,
            // A file that one exporter cannot read is not the cause of what stops the others.
            Code::UnreadableFile | Code::UnsupportedSetting
                if finding.location.is_none() && finding.affects.len() < widest =>
            {
                2
            }
            Code::AddressDifference => 3,
            Code::RuntimeMismatch => 4,
            _ => 1,
        };
        (finding.ignored, std::cmp::Reverse(severity), place, finding.code)
    });
    // Never first: when it is the only one of the highest severity, the next finding explains more.
    if findings.len() > 1 && findings[0].code == Code::AddressDifference && !findings[1].ignored {
        findings.swap(0, 1);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::finding::Confidence;
    use crate::finding::Reach;
    use crate::runtime::Basis;
    use crate::runtime::GivesUp;
    use crate::runtime::exporters;

    /// Codes whose severity follows their effect.
    fn by_runtime() -> Vec<Code> {
        Code::ALL.iter().copied().filter(|code| code.meta().effect == Effect::ByRuntime).collect()
    }

    fn held(code: Code) -> Held {
        Held::certain(code, Evidence::Nothing {}, "x")
    }

    /// `None`: its verdict is unknown. `Some(codes)`: what stops it.
    fn judgements(stops: &[Option<Vec<Code>>]) -> Vec<Judgement> {
        stops
            .iter()
            .zip(exporters())
            .map(|(stops, exporter)| Judgement {
                exporter,
                verdict: match stops {
                    None => Verdict::Unknown,
                    Some(codes) if codes.is_empty() => Verdict::Connects,
                    Some(_) => Verdict::Fails,
                },
                stops: stops.iter().flatten().copied().map(held).collect(),
                printed: None,
                basis: Basis::Modelled,
                reason: None,
                message: None,
                printed_by_default: None,
                show_with: None,
                gives_up: GivesUp::Unknown,
            })
            .collect()
    }

    fn severity(runtimes: &[Judgement], code: Code) -> Severity {
        Scales { runtimes, expiry_threshold_given: false, on_loopback: false }.severity(&held(code))
    }

    fn some_stops() -> impl Strategy<Value = Vec<Option<Vec<Code>>>> {
        let codes = proptest::sample::subsequence(by_runtime(), 0..3);
        proptest::collection::vec(proptest::option::weighted(0.9, codes), 1..8)
    }

    proptest! {
        /// One exporter more that connects never makes anything worse.
        #[test]
        fn a_friend_more_never_raises_a_severity(stops in some_stops(), code in proptest::sample::select(by_runtime())) {
            prop_assume!(stops.iter().any(Option::is_some));
            let before = severity(&judgements(&stops), code);
            let mut more = stops.clone();
            more.push(Some(Vec::new()));
            let after = severity(&judgements(&more), code);
            prop_assert!(after <= before);
            prop_assert!(after < Severity::Error);
        }

        /// Exporters whose verdict is unknown count neither way.
        #[test]
        fn the_unknown_do_not_count(stops in some_stops(), code in proptest::sample::select(by_runtime())) {
            let known: Vec<_> = stops.iter().filter(|stop| stop.is_some()).cloned().collect();
            prop_assume!(!known.is_empty());
            prop_assert_eq!(severity(&judgements(&stops), code), severity(&judgements(&known), code));
        }

        /// When nobody connects, everything that stops anybody is an error; what stops nobody is a note.
        #[test]
        fn together_they_leave_nobody(stops in some_stops()) {
            let all_stopped: Vec<_> = stops.into_iter().filter(|s| s.as_ref().is_some_and(|s| !s.is_empty())).collect();
            prop_assume!(!all_stopped.is_empty());
            let runtimes = judgements(&all_stopped);
            for code in by_runtime() {
                let stops_somebody = all_stopped.iter().flatten().any(|codes| codes.contains(&code));
                let expected = if stops_somebody { Severity::Error } else { Severity::Note };
                prop_assert_eq!(severity(&runtimes, code), expected);
            }
        }

        /// The order is total: ignored last, then by severity, and within one by rank.
        #[test]
        fn order_is_by_severity_then_rank(
            codes in proptest::sample::subsequence(Code::ALL.to_vec(), 1..12),
            ignored in proptest::collection::vec(any::<bool>(), 12),
            severities in proptest::collection::vec(0..3_u8, 12),
        ) {
            let mut findings: Vec<Finding> = codes.iter().enumerate().map(|(index, &code)| Finding {
                code,
                severity: [Severity::Note, Severity::Warning, Severity::Error][usize::from(severities[index])],
                confidence: Confidence::High,
                stage: code.meta().stage,
                affects: Vec::new(),
                ignored: ignored[index],
                message: String::new(),
                evidence: Evidence::Nothing {}, location: None,
                remedies: Vec::new(),
            }).collect();
            order(&mut findings);
            let plain = |finding: &Finding| !matches!(
                finding.code,
                Code::ClockSkew | Code::UnreadableFile | Code::AddressDifference | Code::RuntimeMismatch
            );
            for pair in findings.windows(2) {
                prop_assert!(pair[0].ignored <= pair[1].ignored);
                if plain(&pair[0]) && plain(&pair[1]) && pair[0].ignored == pair[1].ignored {
                    prop_assert!(pair[0].severity >= pair[1].severity);
                    if pair[0].severity == pair[1].severity {
                        prop_assert!(pair[0].code < pair[1].code);
                    }
                }
            }
            let counted = findings.iter().filter(|finding| !finding.ignored).count();
            prop_assert!(counted < 2 || findings[0].code != Code::AddressDifference);
        }
    }

    #[test]
    fn safety_codes_are_errors_whoever_connects() {
        let everybody_connects = judgements(&[Some(Vec::new()), Some(Vec::new())]);
        for code in [Code::Revoked, Code::BadHandshakeSignature] {
            assert_eq!(severity(&everybody_connects, code), Severity::Error);
        }
    }

    #[test]
    fn where_nothing_is_known_the_table_holds() {
        let nothing = judgements(&[None, None]);
        for &code in Code::ALL {
            assert_eq!(severity(&nothing, code), code.meta().severity, "{code}");
        }
    }

    #[test]
    fn what_stops_everyone_is_not_weighed_by_effect() {
        for &code in Code::ALL {
            let meta = code.meta();
            if meta.reach == Reach::Everyone {
                assert_eq!(meta.effect, Effect::Table, "{code}");
            }
        }
    }

    #[test]
    fn a_refusal_without_credentials_is_a_warning() {
        let answer = |headers_sent: Vec<String>| Held {
            evidence: Evidence::Otlp {
                protocol: "grpc".into(),
                signal: "traces".into(),
                http_status: Some(200),
                grpc_status: Some(16),
                message: None,
                content_type: None,
                answering: Vec::new(),
                headers_sent,
            },
            ..held(Code::Unauthenticated)
        };
        let scales = Scales { runtimes: &[], expiry_threshold_given: false, on_loopback: false };
        assert_eq!(scales.severity(&answer(Vec::new())), Severity::Warning);
        assert_eq!(scales.severity(&answer(vec!["api-key".into()])), Severity::Error);
    }
}
