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

/// Every problem in one form, an empty line between them.
fn each(
    out: &mut dyn Write,
    problems: &[Shown],
    one: impl Fn(&mut dyn Write, &Shown) -> std::io::Result<()>,
) -> std::io::Result<()> {
    if problems.is_empty() {
        return out.write_all(NO_MATCH.as_bytes());
    }
    for (at, shown) in problems.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        one(out, shown)?;
    }
    Ok(())
}

/// The call that would prove a problem: with what the text names, and placeholders.
fn probe(problem: &Explanation) -> String {
    let first = problem.matches.first();
    let exporters = first.map(Match::exporters).unwrap_or_default();
    let runtime = first.and_then(|found| found.runtime).filter(|_| !exporters.is_empty());
    let http = exporters.first().is_some_and(|name| name.ends_with("-http"));
    let endpoint = problem.endpoint.as_deref().unwrap_or(if http { "<HOST>:4318" } else { "<HOST>:4317" });
    call(first.and_then(Match::mended_as), runtime, endpoint)
}

/// The call that would prove a finding.
pub fn proof(code: Code) -> String {
    call(Some(code), None, "<HOST>:4317")
}

/// Codes about what is configured: proven by reading the configuration, then connecting as it says.
fn is_configured(code: Code) -> bool {
    matches!(
        code,
        Code::InsecureTransport
            | Code::VerificationDisabled
            | Code::IgnoredSetting
            | Code::ConflictingSettings
            | Code::UnknownSetting
            | Code::DeprecatedSetting
            | Code::UnsupportedSetting
            | Code::ClientCaMissing
            | Code::SchemeMismatch
            | Code::PortMismatch
            | Code::WrongVariable
    )
}

fn call(code: Option<Code>, runtime: Option<&str>, endpoint: &str) -> String {
    let configured = code.is_some_and(is_configured);
    match runtime {
        Some(runtime)
            if runtime.starts_with("collector") && (configured || code == Some(Code::UnreadableFile)) =>
        {
            return "otls probe --config collector.yaml".to_owned();
        }
        // The exporter's own variables are its configuration.
        Some(runtime) if configured => {
            return format!("otls probe --env-file <ENV_FILE> --runtime {runtime}");
        }
        None if configured => return "otls probe --config collector.yaml".to_owned(),
        _ => {}
    }
    let runtime = runtime.map(|runtime| format!("--runtime {runtime}"));
    let options = match code {
        Some(
            Code::ClientCertRequired
            | Code::ClientCertRejected
            | Code::ClientKeyMismatch
            | Code::ClientCertUnused,
        ) => "--cert <CLIENT_CERT_FILE> --key <CLIENT_KEY_FILE>",
        Some(
            Code::UnknownCa
            | Code::SelfSigned
            | Code::IncompleteChain
            | Code::Intercepted
            | Code::UnreadableFile
            | Code::CaAsLeaf,
        ) => "--cacert <CA_FILE>",
        Some(
            Code::VersionMismatch | Code::CipherMismatch | Code::OutdatedTls | Code::HandshakeIntolerance,
        ) => "--scan",
        Some(Code::ProxyFailure) => "--proxy <PROXY_URL>",
        Some(Code::Unauthenticated | Code::PermissionDenied) => "--header-file <HEADER_FILE>",
        Some(Code::Expiring) => "--expiry-threshold 30d",
        Some(Code::UnrecognizedName) => "--servername <NAME>",
        Some(Code::AddressDifference) => "--repeat 5",
        _ => "",
    };
    let words = ["otls probe", runtime.as_deref().unwrap_or_default(), options, endpoint];
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
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
