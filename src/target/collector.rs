//! What a Collector's configuration adds to a target that was taken from it.

use serde::{Deserialize, Serialize};

use super::Signal;
use super::limits::OfferLimits;

/// Where a setting is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingPlace {
    /// The file as it was named.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in characters.
    pub column: u32,
    /// The path of keys: `exporters.otlp_grpc/backend.tls.ca_file`.
    pub path: String,
}

/// What the configuration says beyond the settings of the connection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectorSeen {
    /// The component.
    pub component: SettingPlace,
    /// `insecure_skip_verify: true`, where it has effect: the exporter takes any certificate.
    pub skip_verify: Option<SettingPlace>,
    /// Files that cannot be used; with one of them the Collector does not start.
    pub unusable: Vec<UnusableFile>,
    /// Settings with which the Collector does not start or cannot connect, and why.
    pub refused: Option<RefusedSetting>,
    /// No pipeline uses the exporter: the Collector does not start it.
    pub unused: bool,
    /// It is no exporter's: tokens come from there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gives_tokens: bool,
    /// Signals that the pipelines send there beside the one of the target; each is asked on its connection.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<Signal>,
    /// What the configuration offers to the server.
    #[serde(default, skip_serializing_if = "OfferLimits::is_none")]
    pub limits: OfferLimits,
}

/// A setting that the Collector refuses, or cannot connect with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedSetting {
    /// The setting.
    pub setting: SettingPlace,
    /// Why: one clause.
    pub problem: String,
    /// What to write in its place, where there is one answer.
    pub instead: Option<String>,
}

/// A file that a setting names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnusableFile {
    /// The setting.
    pub setting: SettingPlace,
    /// The path as written.
    pub path: String,
    /// Why.
    pub reason: Unusable,
    /// Why, in words: one phrase, never a part of its content.
    pub problem: String,
}

/// Why a file cannot be used, as far as the Collector's message differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unusable {
    /// It is not there, or may not be read.
    Missing,
    /// It holds something else.
    Content,
    /// The key does not belong to the certificate.
    Mismatch,
}

impl CollectorSeen {
    /// Whether a CA file is among the unusable: then nothing can be said about trust.
    pub fn lacks_ca(&self) -> bool {
        self.unusable.iter().any(|file| file.setting.path.ends_with(".ca_file"))
    }

    /// Whether the Collector would not start.
    pub fn does_not_start(&self) -> bool {
        !self.unusable.is_empty() || self.refused.is_some()
    }
}
