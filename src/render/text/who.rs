//! Who connects and who does not, by exporter; who says nothing about it.

use std::io;

use super::Detail;
use super::Options;
use super::wrapped;
use crate::render::visible;
use crate::report::Report;
use crate::runtime::Judgement;
use crate::runtime::Verdict;

pub(super) fn write(out: &mut dyn io::Write, report: &Report, options: &Options) -> io::Result<()> {
    let of = |verdict| report.runtimes.iter().filter(move |judgement| judgement.verdict == verdict);
    let fails: Vec<&Judgement> = of(Verdict::Fails).collect();
    let unknown: Vec<&Judgement> = of(Verdict::Unknown).collect();
    let connects: Vec<&Judgement> = of(Verdict::Connects).collect();
    let detailed = report.runtimes_named || options.detail == Detail::More;
    if fails.is_empty() && unknown.is_empty() && !detailed {
        return Ok(());
    }
    let mut row = |word: &str, text: &str| {
        writeln!(out, "{}", wrapped(text, &format!("  {word:<9} "), "            ", options.width))
    };
    for (word, group) in [("connects", &connects), ("fails", &fails)] {
        let expected = word == "connects" && fails.is_empty() && !detailed;
        if !group.is_empty() && !expected {
            row(word, &families(group))?;
        }
    }
    if !unknown.is_empty() {
        let why = if detailed { String::new() } else { why(&unknown) };
        row("unknown", &format!("{}{why}", families(&unknown)))?;
    }
    let silent: Vec<&Judgement> =
        fails.iter().copied().filter(|judgement| judgement.printed_by_default == Some(false)).collect();
    if !silent.is_empty() && !detailed {
        let switches: Vec<String> = silent
            .iter()
            .filter_map(|judgement| {
                Some(format!("{}: {}", shown(judgement.exporter.family), judgement.show_with.as_deref()?))
            })
            .collect();
        let named = families(&silent);
        let verb = if named.contains(',') { "print" } else { "prints" };
        let mut text = format!("{named} {verb} nothing by default");
        if !switches.is_empty() {
            let mut switches = switches;
            switches.dedup();
            text = format!("{text}; {}", switches.join("; "));
        }
        row("silent", &text)?;
    }
    if detailed {
        for judgement in &report.runtimes {
            one(out, judgement, options)?;
        }
    }
    writeln!(out)
}

/// An exporter whose own text is worth a look; `None` when it is shown already, or nobody fails.
pub(super) fn example(report: &Report) -> Option<&'static str> {
    let fails = || report.runtimes.iter().filter(|judgement| judgement.verdict == Verdict::Fails);
    let with_text =
        fails().filter(|judgement| judgement.message.is_some()).map(|judgement| judgement.exporter.family);
    let families: Vec<&'static str> = with_text.filter(|family| *family != "collector").collect();
    let chosen = families.iter().find(|family| **family == "python").or_else(|| families.first()).copied();
    chosen.filter(|_| !report.runtimes_named)
}

/// Why it is unknown, if that is one reason; else where the reasons are.
fn why(unknown: &[&Judgement]) -> String {
    let mut reasons: Vec<&str> = unknown.iter().filter_map(|judgement| judgement.reason.as_deref()).collect();
    reasons.dedup();
    match reasons[..] {
        [] => String::new(),
        [reason] => format!(": {}", visible(reason)),
        _ => " (-v says why)".to_owned(),
    }
}

/// What one exporter does, in full.
fn one(out: &mut dyn io::Write, judgement: &Judgement, options: &Options) -> io::Result<()> {
    let mut lines = Vec::new();
    if let Some(reason) = &judgement.reason {
        lines.push(visible(reason).into_owned());
    }
    if let Some(message) = &judgement.message {
        lines.push(format!("prints: {}", visible(message)));
    }
    if judgement.printed_by_default == Some(false) {
        let how = judgement.show_with.as_deref().unwrap_or("no switch is known");
        lines.push(format!("prints nothing by default; to see it: {how}"));
    }
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "  {} {}", judgement.exporter.name, judgement.exporter.version)?;
    for line in lines {
        writeln!(out, "{}", wrapped(&line, "    ", "      ", options.width))?;
    }
    Ok(())
}

/// `go, java, .NET`: families, without repeating one.
fn families(group: &[&Judgement]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for judgement in group {
        let name = shown(judgement.exporter.family);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

fn shown(family: &'static str) -> &'static str {
    match family {
        "dotnet" => ".NET",
        "cpp" => "C++",
        "php" => "PHP",
        other => other,
    }
}
