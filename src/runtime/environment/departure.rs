//! Where an exporter departs from the specification.

use crate::finding::Code;

/// One departure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// The finding that it makes.
    pub code: Code,
    /// The variable that does not do what it says.
    pub variable: String,
    /// Variables that it depends on.
    pub others: Vec<String>,
    /// What happens, behind the exporter's name: `does not read it`.
    pub does: String,
}

impl Departure {
    pub(super) fn new(code: Code, variable: impl Into<String>, does: impl Into<String>) -> Self {
        Self { code, variable: variable.into(), others: Vec::new(), does: does.into() }
    }

    pub(super) fn with(mut self, other: impl Into<String>) -> Self {
        self.others.push(other.into());
        self
    }
}
