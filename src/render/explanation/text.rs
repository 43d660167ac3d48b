//! An explanation for people.

use std::io::Write;

use super::Shown;
use super::probe;
use crate::messages::Match;
use crate::messages::Side;
use crate::render::visible;

/// Alternatives that are shown; the rest is in JSON.
const ALTERNATIVES: usize = 5;
/// Remedies that are shown with their snippet.
const REMEDIES: usize = 3;

/// Every problem, the likeliest reading in full.
pub fn text(out: &mut dyn Write, problems: &[Shown]) -> std::io::Result<()> {
    super::each(out, problems, one)
}

fn one(out: &mut dyn Write, shown: &Shown) -> std::io::Result<()> {
    let problem = &shown.explanation;
    let mut readings = problem.matches.iter().zip(&shown.remedies);
    let Some((best, remedies)) = readings.next() else { return Ok(()) };
    paragraph(out, "", &format!("{}: {}", name(best), visible(&best.meaning)))?;
    paragraph(out, "  said by: ", &format!("\"{}\"{}", visible(&best.matched), whose(best)))?;
    if problem.count > 1 {
        writeln!(out, "  seen {} times, first on line {}", problem.count, problem.line)?;
    } else if problem.line > 1 {
        writeln!(out, "  on line {}", problem.line)?;
    }
    if !best.alternatives.is_empty() {
        writeln!(out, "  it may also be, likeliest first:")?;
        for other in best.alternatives.iter().take(ALTERNATIVES) {
            paragraph(out, "    ", &format!("{}: {}", other.code, other.why))?;
        }
        let more = best.alternatives.len().saturating_sub(ALTERNATIVES);
        if more > 0 {
            writeln!(out, "    and {more} more (-o json has them)")?;
        }
    }
    for (other, _) in readings {
        let which = format!("{}: {} (\"{}\")", name(other), visible(&other.meaning), visible(&other.matched));
        paragraph(out, "  it says as well: ", &which)?;
    }
    for remedy in remedies.iter().take(REMEDIES) {
        paragraph(out, "  help: ", &format!("{} ({})", remedy.summary, remedy.audience.as_str()))?;
        for line in remedy.snippet.trim_end().lines() {
            writeln!(out, "{}{line}", if line.is_empty() { "" } else { "            " })?;
        }
    }
    if let (Some(code), true) = (best.mended_as(), remedies.len() > REMEDIES) {
        writeln!(out, "  `otls explain {code}` has every change, by place")?;
    }
    writeln!(out, "\nto prove it:\n    {}", probe(problem))
}

/// The code, or that there is none.
fn name(found: &Match) -> String {
    found.code.map_or_else(|| "not a finding of otls".to_owned(), |code| code.to_string())
}

fn whose(found: &Match) -> String {
    let side = match found.side {
        Some(Side::Client) => "the client's side",
        Some(Side::Server) => "the server's side",
        None => "side not told, read as the client's",
    };
    let versions = if found.versions.is_empty() { String::new() } else { format!(", {}", found.versions) };
    match found.runtime {
        Some(runtime) => format!(" ({runtime}{versions}; {side})"),
        None if versions.is_empty() => format!(" ({side})"),
        None => format!(" ({}; {side})", found.versions),
    }
}

fn paragraph(out: &mut dyn Write, head: &str, text: &str) -> std::io::Result<()> {
    let options = textwrap::Options::new(80)
        .initial_indent(head)
        .subsequent_indent("        ")
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    writeln!(out, "{}", textwrap::fill(text, options))
}
