//! The vocabulary: every code with its rank, usual severity and meaning, and the typed evidence.
//!
//! Nothing here looks at anything; `classify` decides what holds, `report` weighs it.

mod code;
pub mod date;
mod evidence;
mod violation;

pub use code::{Code, Effect, Meta, Reach};
pub use date::{day, distance, rfc3339};
pub use evidence::{AddressAnswer, CertificateRef, Evidence, LeafRef, RuntimeNote};
pub use violation::{Judged, certificate_ref, code_of, held_of, presented_names};

use serde::{Deserialize, Serialize};

/// How much a finding matters. Ordered: `Note < Warning < Error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Works now, will break or is unsafe; or stops some exporters.
    Warning,
    /// Telemetry does not get through, or would go to the wrong peer.
    Error,
}

/// How sure otls is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// One of several causes.
    Low,
    /// Fits best.
    Medium,
    /// The protocol said so.
    High,
}

/// How far a connection gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the stages")]
pub enum Stage {
    Dns,
    Tcp,
    Tls,
    Otlp,
}

impl Stage {
    /// As printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Tcp => "tcp",
            Self::Tls => "tls",
            Self::Otlp => "otlp",
        }
    }
}

/// One thing that holds of a target or of a configuration, before it is weighed.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// What.
    pub code: Code,
    /// How sure.
    pub confidence: Confidence,
    /// What shows it.
    pub evidence: Evidence,
    /// What is wrong, with the values of this run: lower case, no full stop, values in backticks. Values of
    /// the peer are raw; renderers escape them.
    pub message: String,
    /// What the rule itself makes of it, where the same code weighs differently from case to case (a setting that
    /// stops the Collector, and one that it passes over); `None`: as the registry says.
    pub severity: Option<Severity>,
    /// Where it is written, for what a configuration says.
    pub location: Option<Location>,
}

/// A place in a configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Location {
    /// The file as it was named; null for the environment of a process.
    pub file: Option<String>,
    /// Line, from 1; null where lines have no meaning.
    pub line: Option<u32>,
    /// Column, from 1, in characters.
    pub column: Option<u32>,
    /// How many characters from there on it is about, on that line.
    pub length: Option<u32>,
    /// The setting: a path (`exporters.otlp_grpc/backend.tls.ca_file`) or the name of a variable.
    pub path: Option<String>,
}

impl Held {
    /// A finding as sure as `confidence`.
    pub fn new(code: Code, confidence: Confidence, evidence: Evidence, message: impl Into<String>) -> Self {
        Self { code, confidence, evidence, message: message.into(), severity: None, location: None }
    }

    /// A finding that the protocol itself showed, or that is written in a configuration.
    pub fn certain(code: Code, evidence: Evidence, message: impl Into<String>) -> Self {
        Self::new(code, Confidence::High, evidence, message)
    }

    /// With a severity of its own.
    #[must_use]
    pub fn weighing(self, severity: Severity) -> Self {
        Self { severity: Some(severity), ..self }
    }

    /// With the place where it is written.
    #[must_use]
    pub fn at(self, location: Location) -> Self {
        Self { location: Some(location), ..self }
    }
}
