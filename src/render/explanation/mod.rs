//! What a pasted text means -> bytes: text, JSON (`otls.explanation.v1`), Markdown for a ticket.

pub mod exporter;
mod markdown;
mod text;

pub use markdown::markdown;
pub use text::text;

use std::io::Write;

use serde::Serialize;

use crate::finding::Code;
use crate::messages::Alternative;
use crate::messages::Confidence;
use crate::messages::Explanation;
use crate::messages::Match;
use crate::messages::Side;
use crate::remedy::Remedy;

/// One problem with the remedies of each of its readings.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The readings.
    pub explanation: Explanation,
    /// Of each reading, in the same order.
    pub remedies: Vec<Vec<Remedy>>,
}

/// What to do when nothing matches.
const NO_MATCH: &str = "\
no match: this is no error text about connecting that otls knows.
help: paste the whole message with what follows `Caused by`, or a whole log: otls explain - < app.log
help: many exporters print nothing by default: `otls explain no-telemetry`
help: ask the endpoint itself: otls probe <HOST>:4317
";

/// The call that would prove it: with what the text names, and placeholders.
fn probe(problem: &Explanation) -> String {
    let mut words = vec!["otls probe".to_owned()];
    let first = problem.matches.first();
    let exporters = first.map(Match::exporters).unwrap_or_default();
    if let (false, Some(runtime)) = (exporters.is_empty(), first.and_then(|found| found.runtime)) {
        words.push(format!("--runtime {runtime}"));
    }
    match first.and_then(|found| found.code) {
        Some(Code::ClientCertRequired | Code::ClientCertRejected | Code::ClientKeyMismatch) => {
            words.push("--cert <CLIENT_CERT_FILE> --key <CLIENT_KEY_FILE>".to_owned());
        }
        Some(Code::UnknownCa | Code::SelfSigned | Code::IncompleteChain | Code::Intercepted) => {
            words.push("--cacert <CA_FILE>".to_owned());
        }
        _ => {}
    }
    let http = exporters.first().is_some_and(|name| name.ends_with("-http"));
    let placeholder = if http { "<HOST>:4318" } else { "<HOST>:4317" };
    words.push(problem.endpoint.clone().unwrap_or_else(|| placeholder.to_owned()));
    words.join(" ")
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    line: Option<u64>,
    count: u64,
    matches: Vec<Reading<'a>>,
    probe: Option<String>,
}

#[derive(Serialize)]
struct Reading<'a> {
    code: Option<Code>,
    confidence: Confidence,
    runtime: Option<&'a str>,
    versions: Option<&'a str>,
    side: Option<Side>,
    matched: &'a str,
    meaning: &'a str,
    alternatives: &'a [Alternative],
    remedies: &'a [Remedy],
}

const SCHEMA: &str = "otls.explanation.v1";

/// One object per distinct problem, one line each; without a match one object without matches.
pub fn json(out: &mut dyn Write, problems: &[Shown]) -> std::io::Result<()> {
    let mut documents: Vec<Document<'_>> = problems.iter().map(document).collect();
    if documents.is_empty() {
        documents.push(Document { schema: SCHEMA, line: None, count: 0, matches: Vec::new(), probe: None });
    }
    for document in documents {
        serde_json::to_writer(&mut *out, &document)?;
        writeln!(out)?;
    }
    Ok(())
}

fn document(shown: &Shown) -> Document<'_> {
    let problem = &shown.explanation;
    let matches = problem.matches.iter().zip(&shown.remedies);
    Document {
        schema: SCHEMA,
        line: Some(problem.line),
        count: problem.count,
        matches: matches
            .map(|(found, remedies)| Reading {
                code: found.code,
                confidence: found.confidence,
                runtime: found.runtime,
                versions: (!found.versions.is_empty()).then_some(found.versions),
                side: found.side,
                matched: &found.matched,
                meaning: &found.meaning,
                alternatives: &found.alternatives,
                remedies,
            })
            .collect(),
        probe: Some(probe(problem)),
    }
}
