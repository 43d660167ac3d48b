//! The result of one configuration file: what was found, weighed and ordered, with what to change.

use super::Finding;
use super::Options;
use super::Verdict;
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::Severity;
use crate::lint::Document;
use crate::lint::Excerpt;
use crate::lint::Fix;
use crate::lint::Found;
use crate::lint::Linted;
use crate::remedy;
use crate::remedy::Audience;
use crate::remedy::Remedy;

/// One file's result.
#[derive(Clone, Debug)]
pub struct Configuration {
    /// The file as it was named; `None`: the environment of a process.
    pub file: Option<String>,
    /// What is in it.
    pub documents: Vec<Document>,
    /// The overall answer; never [`Verdict::Unreachable`].
    pub verdict: Verdict,
    /// The first finding's code when the verdict is not ok.
    pub diagnosis: Option<Code>,
    /// What was found: errors first, then by place.
    pub findings: Vec<(Finding, Option<Excerpt>)>,
    /// Changes that are safe to make.
    pub fixes: Vec<Fix>,
    /// Changes that were made.
    pub made: Vec<Fix>,
    context: remedy::Context,
}

impl Configuration {
    /// This run's values, for the snippets.
    pub fn remedy_context(&self) -> &remedy::Context {
        &self.context
    }
}

/// Weighs what was found in a file. `made`: the changes that were made before it was looked at.
pub fn build(linted: Linted, made: Vec<Fix>, options: &Options) -> Configuration {
    let whole = weigh(linted.found, options);
    let (documents, fixes) = (linted.documents, linted.fixes);
    Configuration { file: Some(linted.file), documents, fixes, made, ..whole }
}

/// Weighs what holds of the environment of a process.
pub fn of_environment(held: Vec<Held>, options: &Options) -> Configuration {
    weigh(held.into_iter().map(|held| (held.into(), None)).collect(), options)
}

fn weigh(found: Vec<(Found, Option<Excerpt>)>, options: &Options) -> Configuration {
    let context = remedy::Context {
        runtimes: options.runtimes.iter().map(|exporter| exporter.name).collect(),
        ..remedy::Context::default()
    };
    let asked = |affects: &[&'static str]| {
        affects.is_empty()
            || options.runtimes.is_empty()
            || options.runtimes.iter().any(|exporter| affects.contains(&exporter.name))
    };
    let mut findings: Vec<(Finding, Option<Excerpt>)> = found
        .into_iter()
        .filter(|(found, _)| asked(&found.affects))
        .map(|(found, excerpt)| (finding(found.held, found.affects, &context, options), excerpt))
        .collect();
    findings.sort_by_key(|(finding, _)| (finding.ignored, std::cmp::Reverse(finding.severity)));
    let counted = || findings.iter().map(|(finding, _)| finding).filter(|finding| !finding.ignored);
    let verdict = match counted().map(|finding| finding.severity).max() {
        Some(Severity::Error) => Verdict::Failed,
        Some(Severity::Warning) => Verdict::Warning,
        Some(Severity::Note) | None => Verdict::Ok,
    };
    let diagnosis = counted().next().map(|finding| finding.code).filter(|_| verdict != Verdict::Ok);
    Configuration {
        file: None,
        documents: Vec::new(),
        verdict,
        diagnosis,
        findings,
        fixes: Vec::new(),
        made: Vec::new(),
        context,
    }
}

fn finding(held: Held, affects: Vec<&'static str>, context: &remedy::Context, options: &Options) -> Finding {
    let meta = held.code.meta();
    Finding {
        code: held.code,
        severity: held.severity.unwrap_or(meta.severity),
        confidence: held.confidence,
        stage: meta.stage,
        affects,
        ignored: options.ignore.contains(&held.code),
        remedies: remedies(&held, context),
        message: held.message,
        evidence: held.evidence,
        location: held.location,
    }
}

/// What to change, where the setting is: a file tells nobody to change another program.
fn remedies(held: &Held, context: &remedy::Context) -> Vec<Remedy> {
    let (name, instead) = match &held.evidence {
        Evidence::Setting { setting, instead, .. } => (setting, instead),
        Evidence::File { source, .. } => (source, &None),
        _ => return remedy::remedies(held.code, context),
    };
    let setting = remedy::Setting { name: name.clone(), instead: instead.clone() };
    let places: &[Audience] = match setting.audience() {
        Audience::Kubernetes => &[Audience::Kubernetes, Audience::CertManager],
        Audience::CollectorReceiver => &[Audience::CollectorReceiver],
        Audience::CollectorExporter => &[Audience::CollectorExporter],
        _ => &[Audience::Environment],
    };
    let context = remedy::Context { setting: Some(setting), ..context.clone() };
    let mut all = remedy::remedies(held.code, &context);
    let to_fix = |remedy: &Remedy| remedy.action == "fix-setting";
    // Without a value to write there is only taking it out, and that is not always meant.
    let may_go = instead.is_some() || held.code == Code::IgnoredSetting;
    all.retain(|remedy| places.contains(&remedy.audience) && (may_go || !to_fix(remedy)));
    if instead.is_some() && !all.iter().any(to_fix) {
        all.splice(0..0, remedy::change_of_setting(held.code, &context));
    }
    all
}
