//! Findings of a configuration, as rustc prints them: the place, the line with a mark under it, notes, help.

use std::io;

use super::Detail;
use super::Options;
use super::findings::SNIPPET;
use super::findings::word;
use super::wrapped;
use crate::finding::Confidence;
use crate::finding::Evidence;
use crate::finding::Severity;
use crate::lint::Excerpt;
use crate::remedy;
use crate::render::visible;
use crate::report::Finding;
use crate::report::configuration::Configuration;

/// Writes one file's result; without the count, which is of all files.
///
/// # Errors
/// When the writer fails.
pub fn write(out: &mut dyn io::Write, configuration: &Configuration, options: &Options) -> io::Result<()> {
    let name = configuration.file.as_deref().unwrap_or("the environment");
    for fix in &configuration.made {
        writeln!(out, "fixed {}:{}:{}: {}", visible(name), fix.line, fix.column, visible(&fix.what))?;
    }
    if !configuration.made.is_empty() {
        writeln!(out)?;
    }
    if options.detail == Detail::More {
        for document in &configuration.documents {
            let place = format!("{}:{}", visible(name), document.line);
            let name = match (&document.namespace, &document.name) {
                (Some(namespace), Some(name)) => format!(" {}/{}", visible(namespace), visible(name)),
                (None, Some(name)) => format!(" {}", visible(name)),
                _ => String::new(),
            };
            writeln!(out, "{place}  {}{name}", visible(&document.kind))?;
        }
        writeln!(out)?;
    }
    for document in configuration.documents.iter().filter(|_| options.detail != Detail::Quiet) {
        if let Some(note) = &document.note {
            let name = document.name.as_deref().unwrap_or_default();
            let note = format!("{} {}: {note}", document.kind, name);
            writeln!(out, "{}\n", wrapped(&visible(&note), "note: ", "      ", options.width))?;
        }
    }
    let shown = |finding: &Finding| {
        !finding.ignored && (finding.severity > Severity::Note || options.detail != Detail::Quiet)
    };
    let mut told: Vec<&str> = Vec::new();
    for (finding, excerpt) in configuration.findings.iter().filter(|(finding, _)| shown(finding)) {
        one(out, configuration, finding, excerpt.as_ref(), &mut told, options)?;
        writeln!(out)?;
    }
    Ok(())
}

fn one<'a>(
    out: &mut dyn io::Write,
    configuration: &'a Configuration,
    finding: &'a Finding,
    excerpt: Option<&Excerpt>,
    told: &mut Vec<&'a str>,
    options: &Options,
) -> io::Result<()> {
    let style = options.palette.of(finding.severity);
    let head = format!("{}[{}]", word(finding.severity), finding.code);
    let text = wrapped(&format!("{head}: {}", visible(&finding.message)), "", "  ", options.width);
    writeln!(out, "{}", text.replacen(&head, &format!("{style}{head}{style:#}"), 1))?;
    place(out, finding, excerpt, options)?;
    for note in notes(finding) {
        writeln!(out, "{}", wrapped(&note, "  note: ", "        ", options.width))?;
    }
    if finding.severity == Severity::Note && options.detail != Detail::More {
        return Ok(());
    }
    for remedy in remedy::most_fitting(&finding.remedies, configuration.remedy_context()) {
        writeln!(out, "{}", wrapped(&remedy.summary, "  help: ", "        ", options.width))?;
        // The same lines are not told twice in a row of like findings.
        if remedy.snippet.is_empty() || told.contains(&remedy.snippet.as_str()) {
            continue;
        }
        told.push(&remedy.snippet);
        for line in remedy.snippet.lines() {
            writeln!(out, "{}", format!("{SNIPPET}{line}").trim_end())?;
        }
    }
    Ok(())
}

/// `--> file:line:column`, and the line with the place marked.
fn place(
    out: &mut dyn io::Write,
    finding: &Finding,
    excerpt: Option<&Excerpt>,
    options: &Options,
) -> io::Result<()> {
    let Some(location) = &finding.location else { return Ok(()) };
    let mut place = location.file.clone().unwrap_or_default();
    for number in [location.line, location.column].into_iter().flatten() {
        place.push_str(&format!(":{number}"));
    }
    if place.is_empty() {
        place = location.path.clone().unwrap_or_default();
    }
    let Some(excerpt) = excerpt else { return writeln!(out, "  --> {}", visible(&place)) };
    let style = options.palette.of(finding.severity);
    let gutter = " ".repeat(excerpt.line.to_string().len());
    let part = |from: usize, to: usize| {
        let text: String = excerpt.text.chars().skip(from).take(to.saturating_sub(from)).collect();
        visible(&text).into_owned()
    };
    let width = |text: &str| textwrap::core::display_width(text);
    let before = part(0, excerpt.before);
    let marked = part(excerpt.before, excerpt.before + excerpt.length);
    let caret = format!("{}{}", " ".repeat(width(&before)), "^".repeat(width(&marked).max(1)));
    let (blanks, caret) = caret.split_at(caret.len() - caret.trim_start().len());
    writeln!(out, "{gutter}--> {}", visible(&place))?;
    writeln!(out, "{gutter} |")?;
    writeln!(out, "{} | {}", excerpt.line, visible(&excerpt.text))?;
    writeln!(out, "{gutter} | {blanks}{style}{caret}{style:#}")
}

/// What goes with it, in sentences.
fn notes(finding: &Finding) -> Vec<String> {
    let mut notes = Vec::new();
    let list = |names: &[String]| {
        let names: Vec<String> = names.iter().map(|name| format!("`{}`", visible(name))).collect();
        names.join(", ")
    };
    if let Evidence::Setting { setting, others, .. } = &finding.evidence {
        if setting.contains('.') {
            notes.push(format!("the setting is `{}`", visible(setting)));
        }
        if !others.is_empty() {
            notes.push(format!("it does not go with {}", list(others)));
        }
    }
    if let Evidence::File { source, .. } = &finding.evidence {
        notes.push(format!("`{}` names it", visible(source)));
    }
    if !finding.affects.is_empty() {
        notes.push(format!("it concerns {}", finding.affects.join(", ")));
    }
    if finding.confidence != Confidence::High {
        notes.push("it rests on what is not in these files".to_owned());
    }
    notes
}

/// One line at the end: how much there is of what.
pub fn last_line(configurations: &[&Configuration]) -> String {
    let findings = || configurations.iter().flat_map(|one| &one.findings).map(|(finding, _)| finding);
    let count =
        |severity| findings().filter(|finding| !finding.ignored && finding.severity == severity).count();
    let mut counts = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        match count(severity) {
            0 => {}
            1 => counts.push(format!("1 {}", word(severity))),
            n => counts.push(format!("{n} {}s", word(severity))),
        }
    }
    let files = match configurations {
        [one] => one.file.clone().unwrap_or_else(|| "the environment".to_owned()),
        many => format!("{} files", many.len()),
    };
    let mut line = match counts.is_empty() {
        true => format!("ok: nothing stands against {}", visible(&files)),
        false => format!("{} in {}", counts.join(", "), visible(&files)),
    };
    let ignored = findings().filter(|finding| finding.ignored).count();
    if ignored > 0 {
        line.push_str(&format!("; {ignored} ignored"));
    }
    let fixes: usize = configurations.iter().map(|one| one.fixes.len()).sum();
    if fixes > 0 {
        line.push_str(&format!("; `--fix` mends {fixes}"));
    }
    let worst = findings().filter(|finding| !finding.ignored && finding.severity > Severity::Note);
    if let Some(first) = worst.max_by_key(|finding| (finding.severity, std::cmp::Reverse(finding.code))) {
        line.push_str(&format!(". `otls explain {}` tells more", first.code));
    }
    line
}
