//! What a rule found, with its place and whom it stops.

use crate::finding::Code;
use crate::finding::Confidence;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::Location;
use crate::finding::Severity;
use crate::yaml::Node;

/// One thing that a rule found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What, and where.
    pub held: Held,
    /// The exporters that it concerns; empty: not a matter of one exporter.
    pub affects: Vec<&'static str>,
}

impl From<Held> for Found {
    fn from(held: Held) -> Self {
        Self { held, affects: Vec::new() }
    }
}

impl Found {
    /// With a severity of its own.
    pub(super) fn weighing(mut self, severity: Severity) -> Self {
        self.held.severity = Some(severity);
        self
    }

    /// Something of it rests on what is not in the files.
    pub(super) fn likely(mut self) -> Self {
        self.held.confidence = Confidence::Medium;
        self
    }

    /// For these exporters only.
    pub(super) fn for_exporters(mut self, names: &[&'static str]) -> Self {
        self.affects = names.to_vec();
        self
    }

    /// What to write in its place.
    pub(super) fn instead(mut self, text: impl Into<String>) -> Self {
        if let Evidence::Setting { instead, .. } = &mut self.held.evidence {
            *instead = Some(text.into());
        }
        self
    }

    /// The settings that it does not go with.
    pub(super) fn with(mut self, names: &[&str]) -> Self {
        if let Evidence::Setting { others, .. } = &mut self.held.evidence {
            *others = names.iter().map(|name| (*name).to_owned()).collect();
        }
        self
    }
}

/// A setting in a file: what a rule looks at.
#[derive(Clone, Debug)]
pub(super) struct Setting<'a> {
    /// The file as it was named.
    pub(super) file: &'a str,
    /// `spec.exporter.tls.ca_file`.
    pub(super) path: String,
    /// The value, or the key where the key is what is wrong or where the value is a map.
    pub(super) node: &'a Node,
}

impl<'a> Setting<'a> {
    pub(super) fn new(file: &'a str, path: impl Into<String>, node: &'a Node) -> Self {
        Self { file, path: path.into(), node }
    }

    /// Something is wrong with it. Its value is shown as it is: only for settings that hold no secret.
    pub(super) fn found(&self, code: Code, message: impl Into<String>) -> Found {
        self.told(code, self.node.text().map(str::to_owned), message)
    }

    /// Something is wrong with it; its value is not told.
    pub(super) fn found_silent(&self, code: Code, message: impl Into<String>) -> Found {
        self.told(code, None, message)
    }

    pub(super) fn told(&self, code: Code, value: Option<String>, message: impl Into<String>) -> Found {
        let evidence =
            Evidence::Setting { setting: self.path.clone(), value, others: Vec::new(), instead: None };
        Held::certain(code, evidence, message).at(self.location()).into()
    }

    /// A file that it names cannot be used.
    pub(super) fn unreadable(&self, path: &str, problem: impl Into<String>, message: String) -> Found {
        let evidence =
            Evidence::File { path: path.to_owned(), source: self.path.clone(), problem: problem.into() };
        Held::certain(Code::UnreadableFile, evidence, message).at(self.location()).into()
    }

    fn location(&self) -> Location {
        location(self.file, &self.path, self.node)
    }
}

/// The place of a node; of one that spans lines, the first line.
pub(super) fn location(file: &str, path: &str, node: &Node) -> Location {
    let span = node.span;
    let length = (span.end_line == span.line).then(|| span.end_column.saturating_sub(span.column));
    Location {
        file: Some(file.to_owned()),
        line: Some(span.line),
        column: Some(span.column),
        length: length.filter(|length| *length > 0),
        path: Some(path.to_owned()),
    }
}
