//! Findings as rustc prints them: what is wrong, what was seen, what to do.

use std::io;

use super::Detail;
use super::Options;
use super::wrapped;
use crate::finding::Evidence;
use crate::finding::LeafRef;
use crate::finding::Location;
use crate::finding::Severity;
use crate::remedy;
use crate::render::visible;
use crate::report::Finding;
use crate::report::Report;

/// Snippet lines are indented so much, and never wrapped.
pub(super) const SNIPPET: &str = "            ";

/// A snippet of more lines is shown only where it comes first.
const LONG: usize = 8;

pub(super) fn write(out: &mut dyn io::Write, report: &Report, options: &Options) -> io::Result<()> {
    let mut helped = Vec::new();
    for finding in report.findings.iter().filter(|finding| !finding.ignored) {
        // A note about exporters that nothing stops is for those who ask for more.
        if finding.severity == Severity::Note && options.detail == Detail::Quiet {
            continue;
        }
        one(out, report, finding, options, &mut helped)?;
        writeln!(out)?;
    }
    let ignored: Vec<&str> =
        report.findings.iter().filter(|finding| finding.ignored).map(|finding| finding.code.slug()).collect();
    if !ignored.is_empty() {
        writeln!(out, "{}\n", wrapped(&format!("ignored: {}", ignored.join(", ")), "", "  ", options.width))?;
    }
    Ok(())
}

/// The word that a finding begins with.
pub(super) fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn one(
    out: &mut dyn io::Write,
    report: &Report,
    finding: &Finding,
    options: &Options,
    helped: &mut Vec<&'static str>,
) -> io::Result<()> {
    let style = options.palette.of(finding.severity);
    let head = format!("{}[{}]", word(finding.severity), finding.code);
    let text = wrapped(&format!("{head}: {}", visible(&finding.message)), "", "  ", options.width);
    writeln!(out, "{}", text.replacen(&head, &format!("{style}{head}{style:#}"), 1))?;
    if let Some(place) = finding.location.as_ref().map(place).filter(|place| !place.is_empty()) {
        writeln!(out, "  --> {}", visible(&place))?;
    }
    for note in notes(finding) {
        writeln!(out, "{}", wrapped(&note, "  note: ", "        ", options.width))?;
    }
    if finding.severity == Severity::Note && options.detail != Detail::More {
        return Ok(());
    }
    let context = report.remedy_context();
    // The same change is told once, at the first finding that it mends.
    let mut folded = false;
    for remedy in remedy::most_fitting(&finding.remedies, context) {
        if helped.contains(&remedy.action) {
            continue;
        }
        // A recipe of many lines is worth its room where it is the first thing to do.
        let long =
            remedy.snippet.lines().count() > LONG && !helped.is_empty() && options.detail != Detail::More;
        folded |= long;
        helped.push(remedy.action);
        writeln!(out, "{}", wrapped(&remedy.summary, "  help: ", "        ", options.width))?;
        for line in remedy.snippet.lines().filter(|_| !long) {
            writeln!(out, "{}", format!("{SNIPPET}{line}").trim_end())?;
        }
    }
    if folded {
        let how = format!("        (`otls explain {}` or -v shows how)", finding.code);
        writeln!(out, "{how}")?;
    }
    Ok(())
}

/// `collector.yaml:12:7: exporters.otlp_grpc.tls.ca_file`, as far as it is known.
fn place(location: &Location) -> String {
    let mut place = location.file.clone().unwrap_or_default();
    for number in [location.line, location.column].into_iter().flatten() {
        place.push_str(&format!(":{number}"));
    }
    match (&location.path, place.is_empty()) {
        (Some(path), true) => path.clone(),
        (Some(path), false) => format!("{place}: {path}"),
        (None, _) => place,
    }
}

/// `CN=otel, 2026-01-01T00:00:00Z to 2026-05-03T00:00:00Z, SHA-256 1f2e3d4c5b6a7988`.
fn leaf(leaf: &LeafRef) -> String {
    let shown = |value: &Option<String>| {
        value.as_deref().map_or_else(|| "?".into(), |value| visible(value).into_owned())
    };
    let digest = leaf.sha256.get(..16).unwrap_or(&leaf.sha256);
    format!(
        "{}, {} to {}, SHA-256 {digest}",
        shown(&leaf.subject),
        shown(&leaf.not_before),
        shown(&leaf.not_after)
    )
}

/// What was seen, in sentences.
fn notes(finding: &Finding) -> Vec<String> {
    let list = |values: &[String]| {
        let shown: Vec<String> = values.iter().take(8).map(|value| format!("`{}`", visible(value))).collect();
        let more = values.len().saturating_sub(8);
        let text = shown.join(", ");
        if more > 0 { format!("{text} and {more} more") } else { text }
    };
    let mut notes = Vec::new();
    match &finding.evidence {
        Evidence::Names { presented, nearest, common_name, .. } => {
            if !presented.is_empty() {
                let others = presented.iter().filter(|name| Some(*name) != nearest.as_ref());
                let nearest_first: Vec<String> = nearest.iter().chain(others).cloned().collect();
                notes.push(format!("it is valid for {}", list(&nearest_first)));
            }
            if let Some(name) = common_name.as_ref().filter(|_| presented.is_empty()) {
                notes.push(format!(
                    "its common name is `{}`, which most exporters do not look at",
                    visible(name)
                ));
            }
        }
        Evidence::Network { error: Some(error), .. } if !finding.message.contains(error.as_str()) => {
            notes.push(visible(error).into_owned());
        }
        Evidence::Wire { banner: Some(banner), .. } => notes.push(format!("it says `{}`", visible(banner))),
        Evidence::Negotiation { offered, server, possible_causes, .. } => {
            if !offered.is_empty() {
                notes.push(format!("offered: {}", offered.join(", ")));
            }
            if !server.is_empty() {
                notes.push(format!("the server speaks: {}", server.join(", ")));
            }
            if !possible_causes.is_empty() {
                let causes: Vec<&str> = possible_causes.iter().map(|code| code.slug()).collect();
                notes.push(format!("possible causes, likeliest first: {}", causes.join(", ")));
            }
        }
        Evidence::Certificate { certificate, detail } => {
            if certificate.role != "leaf" {
                notes.push(format!("it is the {} `{}`", certificate.role, visible(&certificate.subject)));
            }
            if let Some(detail) = detail {
                notes.push(visible(detail).into_owned());
            }
        }
        Evidence::Trust { ca_issuers, trusted_by, product, .. } => {
            if let Some(product) = product {
                notes.push(format!("it looks like {}", visible(product)));
            }
            if !trusted_by.is_empty() {
                notes.push(format!("the same chain is trusted by: {}", trusted_by.join(", ")));
            }
            if !ca_issuers.is_empty() {
                notes.push(format!("the certificate says that its issuer is at {}", list(ca_issuers)));
            }
        }
        Evidence::ClientCertificate { acceptable_issuers, alert, does_not_fit, .. } => {
            if !acceptable_issuers.is_empty() {
                notes.push(format!("it accepts certificates issued by {}", list(acceptable_issuers)));
            }
            if let Some(alert) = alert.as_ref().filter(|alert| !finding.message.contains(alert.as_str())) {
                notes.push(format!("the server sent alert {alert}"));
            }
            if !does_not_fit.is_empty() {
                notes.push(format!("what does not fit: {}", does_not_fit.join(", ")));
            }
        }
        Evidence::Otlp { message, headers_sent, answering, .. } => {
            if let Some(message) = message.as_ref().filter(|message| !message.is_empty()) {
                notes.push(format!("it says `{}`", visible(message)));
            }
            if !answering.is_empty() {
                notes.push(format!("it does answer: {}", answering.join(", ")));
            }
            if !headers_sent.is_empty() {
                notes.push(format!("headers sent: {}", list(headers_sent)));
            }
        }
        Evidence::Stale { presented, expected, .. } => {
            notes.push(format!("presented: {}", leaf(presented)));
            notes.push(format!("expected: {}", leaf(expected)));
        }
        Evidence::Addresses { answers } => {
            for answer in answers {
                notes.push(format!("{}: {}", visible(&answer.address), answer.outcome));
            }
        }
        Evidence::File { path, problem, .. } if !finding.message.contains(problem.as_str()) => {
            notes.push(format!("{}: {problem}", visible(path)));
        }
        Evidence::Alpn { .. }
        | Evidence::Runtimes { .. }
        | Evidence::Nothing {}
        | Evidence::Setting { .. }
        | Evidence::File { .. }
        | Evidence::Network { .. }
        | Evidence::Wire { .. } => {}
    }
    notes
}
