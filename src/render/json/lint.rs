//! `otls.lint.v1`: one object per file.

use std::io;

use serde::Serialize;

use super::v1::FindingLine;
use super::v1::finding_line;
use crate::finding::Code;
use crate::lint::Document;
use crate::lint::Fix;
use crate::report::Verdict;
use crate::report::configuration::Configuration;

const SCHEMA: &str = "otls.lint.v1";

#[derive(Serialize)]
struct Line<'a> {
    schema: &'static str,
    otls: &'static str,
    file: Option<&'a str>,
    verdict: &'static str,
    diagnosis: Option<Code>,
    documents: Vec<DocumentLine<'a>>,
    findings: Vec<FindingLine<'a>>,
    fixes: Vec<FixLine<'a>>,
}

#[derive(Serialize)]
struct DocumentLine<'a> {
    kind: &'a str,
    name: Option<&'a str>,
    namespace: Option<&'a str>,
    line: Option<u32>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct FixLine<'a> {
    code: Code,
    line: u32,
    column: u32,
    what: &'a str,
    made: bool,
}

/// Writes one file's result on one line.
///
/// # Errors
/// When the writer fails.
pub fn write(out: &mut dyn io::Write, configuration: &Configuration) -> io::Result<()> {
    let line = Line {
        schema: SCHEMA,
        otls: env!("CARGO_PKG_VERSION"),
        file: configuration.file.as_deref(),
        verdict: match configuration.verdict {
            Verdict::Ok => "ok",
            Verdict::Warning => "warning",
            Verdict::Failed | Verdict::Unreachable => "failed",
        },
        diagnosis: configuration.diagnosis,
        documents: configuration.documents.iter().map(document).collect(),
        findings: configuration.findings.iter().map(|(finding, _)| finding_line(finding)).collect(),
        fixes: configuration
            .made
            .iter()
            .map(|one| fix(one, true))
            .chain(configuration.fixes.iter().map(|one| fix(one, false)))
            .collect(),
    };
    serde_json::to_writer(&mut *out, &line)?;
    out.write_all(b"\n")
}

fn document(document: &Document) -> DocumentLine<'_> {
    DocumentLine {
        kind: &document.kind,
        name: document.name.as_deref(),
        namespace: document.namespace.as_deref(),
        line: Some(document.line),
        note: document.note.as_deref(),
    }
}

fn fix(fix: &Fix, made: bool) -> FixLine<'_> {
    FixLine { code: fix.code, line: fix.line, column: fix.column, what: &fix.what, made }
}
