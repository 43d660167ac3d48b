//! One setting, and findings about it.

use crate::collector::Entry;
use crate::collector::Place;
use crate::collector::Value;
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::Location;

/// A setting that a finding is about.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    location: Location,
    path: String,
    value: Option<String>,
    others: Vec<String>,
    instead: Option<String>,
}

impl Setting {
    /// The setting at this place.
    pub(super) fn new(place: &Place, path: String) -> Self {
        let span = place.span;
        let same_line = span.line == span.end_line && span.end_column > span.column;
        let location = Location {
            file: (!place.file.is_empty()).then(|| place.file.to_string()),
            line: (span.line > 0).then_some(span.line),
            column: (span.column > 0).then_some(span.column),
            length: same_line.then(|| span.end_column - span.column),
            path: Some(path.clone()),
        };
        Self { location, path, value: None, others: Vec::new(), instead: None }
    }

    /// The value of a key that holds no secret, with its text.
    pub(super) fn of(value: &Value, path: String) -> Self {
        let setting = Self::new(&value.place, path);
        match value.as_text() {
            // What came from the environment is not repeated.
            Some(text) if !value.has_reference => setting.value(text),
            None if !value.text.is_empty() && !value.has_reference => setting.value(&value.text),
            _ => setting,
        }
    }

    /// A key, where the key is what is wrong.
    pub(super) fn key(entry: &Entry, path: String) -> Self {
        Self::new(&entry.place, path)
    }

    /// The value as it may be shown.
    pub(super) fn value(self, text: &str) -> Self {
        Self { value: Some(text.escape_debug().to_string().replace("\\'", "'")), ..self }
    }

    /// The settings that it does not go with.
    pub(super) fn with(self, others: &[String]) -> Self {
        Self { others: others.to_vec(), ..self }
    }

    /// What to write in its place.
    pub(super) fn instead(self, text: impl Into<String>) -> Self {
        Self { instead: Some(text.into()), ..self }
    }

    /// The finding.
    pub(super) fn held(self, code: Code, message: impl Into<String>) -> Held {
        let evidence = Evidence::Setting {
            setting: self.path,
            value: self.value,
            others: self.others,
            instead: self.instead,
        };
        Held::certain(code, evidence, message).at(self.location)
    }
}
