//! The report for people: a stage ladder, findings as rustc prints them, who connects, one line.
//!
//! No banner, no boxes; status is a word, so that it survives pipes, tickets and missing colour.
//! Everything that a peer sent goes through [`visible`].

pub mod lint;

mod findings;
mod ladder;
mod style;
mod surroundings;
mod who;

use std::io;

use crate::finding::Severity;
use crate::observation::Exchange;
use crate::render::visible;
use crate::report::Report;
use crate::report::Verdict;
use crate::target::Protocol;

pub use style::Palette;

/// How much is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Detail {
    /// Findings only.
    Quiet,
    /// The usual.
    #[default]
    Normal,
    /// Certificates, connections, every runtime's own text.
    More,
}

/// How to print.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Colours; [`Palette::plain`] for none.
    pub palette: Palette,
    /// How much.
    pub detail: Detail,
    /// Columns; commands are never wrapped.
    pub width: usize,
}

/// Writes one report.
///
/// # Errors
/// When the writer fails.
pub fn write(out: &mut dyn io::Write, report: &Report, options: &Options) -> io::Result<()> {
    if options.detail != Detail::Quiet {
        match &report.observation.inspected {
            Some(inspected) => {
                writeln!(
                    out,
                    "{}  ({})",
                    visible(&report.observation.target.input),
                    visible(&inspected.holds)
                )?;
                writeln!(out)?;
                ladder::facts(out, report, options)?;
            }
            None => {
                let target = &report.observation.target;
                if target.collector.is_some() {
                    writeln!(out, "{}", visible(&target.input))?;
                }
                writeln!(out, "{}  ({})", visible(&target.endpoint), speaks(report))?;
                surroundings::head(out, report, options)?;
                writeln!(out)?;
                ladder::write(out, report, options)?;
                surroundings::ambient(out, report, options)?;
            }
        }
        writeln!(out)?;
    }
    findings::write(out, report, options)?;
    if options.detail != Detail::Quiet {
        who::write(out, report, options)?;
        writeln!(out, "{}", wrapped(&last_line(report), "", "", options.width))?;
    }
    Ok(())
}

fn speaks(report: &Report) -> String {
    let transport = if report.observation.target.cleartext { ", cleartext" } else { "" };
    match report.protocol {
        Some(Protocol::Grpc) => format!("OTLP over gRPC{transport}"),
        Some(Protocol::HttpProtobuf) => format!("OTLP over HTTP{transport}"),
        None => format!("OTLP over gRPC or HTTP{transport}"),
    }
}

/// One line: how it ended, and where to read on.
fn last_line(report: &Report) -> String {
    let count = |severity| {
        report.findings.iter().filter(|finding| !finding.ignored && finding.severity == severity).count()
    };
    let mut counts = Vec::new();
    for (severity, word) in [(Severity::Error, "error"), (Severity::Warning, "warning")] {
        match count(severity) {
            0 => {}
            1 => counts.push(format!("1 {word}")),
            n => counts.push(format!("{n} {word}s")),
        }
    }
    let counts = counts.join(", ");
    let mut more =
        report.diagnosis.map(|code| format!(" `otls explain {code}` tells more")).unwrap_or_default();
    match who::example(report) {
        Some(family) => more.push_str(&format!("; `--runtime {family}` shows what yours prints.")),
        None if more.is_empty() => {}
        None => more.push('.'),
    }
    if report.observation.inspected.is_some() {
        return match report.verdict {
            Verdict::Ok if report.certificates.is_empty() => "ok: it can be read".to_owned(),
            Verdict::Ok => "ok: nothing stands against it".to_owned(),
            _ => format!("{counts}.{more}"),
        };
    }
    match report.verdict {
        Verdict::Ok => ok_line(report),
        Verdict::Warning => match report.stopped_at {
            Some(stage) => format!("otls stopped at {}: {counts}.{more}", stage.as_str()),
            None => format!("It works, with {counts}.{more}"),
        },
        Verdict::Failed => match report.stopped_at {
            Some(stage) => format!("It stopped at {}: {counts}.{more}", stage.as_str()),
            None if does_not_start(report) => format!("The Collector does not start: {counts}.{more}"),
            None => format!("It got through, but not safely: {counts}.{more}"),
        },
        Verdict::Unreachable => {
            let stage = report.stopped_at.map_or("tcp", |stage| stage.as_str());
            format!("Not tested: it stopped at {stage}.{more}")
        }
    }
}

/// The configuration keeps the Collector from starting.
pub(super) fn does_not_start(report: &Report) -> bool {
    report.observation.target.collector.as_ref().is_some_and(|seen| seen.does_not_start())
}

fn ok_line(report: &Report) -> String {
    if report.observation.target.no_export {
        return "ok: the handshake is fine; no export was sent (--no-export)".to_owned();
    }
    let attempt = report.attempt.and_then(|index| report.observation.attempts.get(index));
    let accepted = attempt
        .and_then(|attempt| attempt.otlp.seen.as_ref())
        .filter(|otlp| otlp.exchanges.iter().any(Exchange::accepted));
    accepted.map_or_else(|| "ok".to_owned(), |otlp| format!("ok: {}", self::accepted(&otlp.exchanges)))
}

/// Which exports were accepted.
fn accepted(exchanges: &[Exchange]) -> String {
    let mut signals: Vec<&str> = Vec::new();
    for exchange in exchanges.iter().filter(|exchange| exchange.accepted()) {
        signals.push(exchange.signal.as_str());
    }
    match signals.split_last() {
        Some((last, [])) => format!("an empty {last} export was accepted"),
        Some((last, others)) => format!("empty {} and {last} exports were accepted", others.join(", ")),
        None => String::new(),
    }
}

/// Wraps prose. `first` starts the first line, `rest` every other.
pub(super) fn wrapped(text: &str, first: &str, rest: &str, width: usize) -> String {
    // Dates, names and flags keep their hyphens together.
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(text, options)
}
