//! The vocabulary: every code with its rank, usual severity and meaning, and the typed evidence.
//!
//! Nothing here looks at anything; `classify` decides what holds, `report` weighs it.

mod code;
pub mod date;
mod evidence;
mod violation;

pub use code::{Code, Effect, Meta, Reach};
pub use date::{day, distance, rfc3339};
pub use evidence::{AddressAnswer, CertificateRef, Evidence, RuntimeNote};
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

/// One thing that holds of a target, before it is weighed.
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
}

impl Held {
    /// A finding that the protocol itself showed.
    pub fn certain(code: Code, evidence: Evidence, message: impl Into<String>) -> Self {
        Self { code, confidence: Confidence::High, evidence, message: message.into() }
    }
}
