//! Findings that come from beside the connection: what exporters print, what variables say, what nothing explains.

use super::Options;
use crate::finding::Code;
use crate::finding::Confidence;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::RuntimeNote;
use crate::finding::Stage;
use crate::lint;
use crate::observation::Observation;
use crate::runtime::Judgement;
use crate::runtime::Verdict as RuntimeVerdict;

/// A stage failed and nothing that is known explains it: that is never `ok`.
pub(super) fn unexplained(stage: Stage) -> Held {
    let code = match stage {
        Stage::Dns => Code::DnsFailure,
        Stage::Tcp => Code::NetworkUnreachable,
        Stage::Tls => Code::HandshakeRefused,
        Stage::Otlp => Code::NoAnswer,
    };
    let message = format!("it stopped at {} for a reason that otls does not know", stage.as_str());
    Held::new(code, Confidence::Low, Evidence::Nothing {}, message)
}

/// A variable that an exporter takes otherwise than specified is not mended by taking it out.
pub(super) fn is_mended_elsewhere(held: &Held) -> bool {
    let no_value = matches!(&held.evidence, Evidence::Setting { instead: None, .. });
    no_value
        && matches!(
            held.code,
            Code::WrongVariable | Code::SchemeMismatch | Code::UnsupportedSetting | Code::UnreadableFile
        )
        && held.location.as_ref().is_some_and(|location| location.file.is_none() && location.line.is_none())
}

/// What the variables say, as far as it concerns the signals of this target.
pub(super) fn add_environment_findings(own: &mut Vec<Held>, observation: &Observation, options: &Options) {
    let Some(seen) = observation.target.asked_environment() else { return };
    for held in lint::environment_of(&seen.environment, &options.runtimes, &seen.signals) {
        let told = held.code == Code::InsecureTransport && own.iter().any(|one| one.code == held.code);
        // An endpoint that was typed stands in the variable's place; its form is no fault of the variable.
        let typed = observation
            .target
            .sources
            .get("endpoint")
            .is_some_and(|source| source == "argument" || source == "flag:--file");
        let about_endpoint = held
            .location
            .as_ref()
            .and_then(|location| location.path.as_deref())
            .is_some_and(|name| name.ends_with("_ENDPOINT"));
        if typed && about_endpoint {
            continue;
        }
        if lint::concerns(&held, &seen.signals) && !told {
            own.push(held);
        }
    }
}

/// Every code that a runtime prints is among the findings.
pub(super) fn add_runtime_findings(own: &mut Vec<Held>, runtimes: &[Judgement]) {
    for stop in runtimes.iter().flat_map(|judgement| &judgement.stops) {
        if !own.iter().any(|held| held.code == stop.code) {
            own.push(stop.clone());
        }
    }
    let connects: Vec<String> = names(runtimes, RuntimeVerdict::Connects);
    let fails: Vec<RuntimeNote> = runtimes
        .iter()
        .filter(|judgement| judgement.verdict == RuntimeVerdict::Fails)
        .filter_map(|judgement| {
            let code = judgement.printed.or_else(|| judgement.stops.first().map(|stop| stop.code))?;
            Some(RuntimeNote { runtime: judgement.exporter.name.to_owned(), code })
        })
        .collect();
    if !connects.is_empty() && !fails.is_empty() {
        let message = format!("{} of {} exporters do not connect", fails.len(), fails.len() + connects.len());
        own.push(Held::certain(Code::RuntimeMismatch, Evidence::Runtimes { connects, fails }, message));
    }
}

fn names(runtimes: &[Judgement], verdict: RuntimeVerdict) -> Vec<String> {
    runtimes.iter().filter(|j| j.verdict == verdict).map(|j| j.exporter.name.to_owned()).collect()
}
