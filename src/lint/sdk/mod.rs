//! An SDK's declarative configuration (`OTEL_CONFIG_FILE`): its OTLP exporters.
//!
//! Source: <https://github.com/open-telemetry/opentelemetry-configuration>, schema 1.1 (`OtlpHttpExporter`,
//! `OtlpGrpcExporter`, `HttpTls`, `GrpcTls`). Versions that are not known are judged by what all have in common.

mod exporter;

use std::sync::Arc;

use super::collector::Named;
use super::endpoint::has_reference;
use super::found::Found;
use super::found::Setting;
use crate::collector::Place;
use crate::finding::Code;
use crate::finding::Severity;
use crate::target::Signal;
use crate::yaml::Node;
use crate::yaml::Value;

/// How far the keys of a version are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// 1.x, and 1.0-rc.3: `tls` with `ca_file`, `cert_file`, `key_file`.
    One,
    /// 0.4 to 1.0-rc.2: `otlp_http`, `otlp_grpc`; `certificate_file` and its like beside `endpoint`.
    Middle,
    /// Anything else, or none written.
    Other,
}

impl Version {
    fn of(text: &str) -> Self {
        match text.split_once('-') {
            Some(("1.0", "rc.1" | "rc.2")) => Self::Middle,
            Some(("1.0", "rc.3")) => Self::One,
            None if text == "0.4" => Self::Middle,
            None if text.strip_prefix("1.").is_some_and(|minor| minor.parse::<u32>().is_ok()) => Self::One,
            _ => Self::Other,
        }
    }
}

/// One OTLP exporter of the configuration.
pub(super) struct Exporter<'a> {
    pub(super) file: &'a str,
    /// `tracer_provider.processors[0].batch.exporter.otlp_grpc`.
    pub(super) path: String,
    /// `otlp_http`, `otlp_grpc`, and until 0.3 `otlp`.
    pub(super) kind: &'a Node,
    pub(super) settings: &'a Node,
    pub(super) signal: Signal,
    pub(super) version: Version,
}

impl<'a> Exporter<'a> {
    /// A setting of it; null and empty are as good as none.
    pub(super) fn setting(&self, keys: &[&str]) -> Option<Setting<'a>> {
        let node = self.settings.at(keys)?;
        let empty = node.is_null() || node.text().is_some_and(str::is_empty);
        (!empty).then(|| Setting::new(self.file, self.path_of(keys), node))
    }

    pub(super) fn path_of(&self, keys: &[&str]) -> String {
        format!("{}.{}", self.path, keys.join("."))
    }
}

/// What is wrong with a document.
pub(super) fn check(file: &str, root: &Node) -> Vec<Found> {
    let mut found = Vec::new();
    let version = match root.get("file_format") {
        Some(node) => {
            found.extend(unquoted(file, node));
            Version::of(node.text().unwrap_or_default())
        }
        None => Version::Other,
    };
    for exporter in exporters(file, root, version) {
        found.extend(exporter::check(&exporter));
    }
    found
}

/// The files that the exporters of a document name.
pub(super) fn named_files(file: &str, root: &Node) -> Vec<Named> {
    let version = root.get("file_format").and_then(Node::text).map_or(Version::Other, Version::of);
    let mut found = Vec::new();
    for exporter in exporters(file, root, version) {
        for role in ["ca_file", "cert_file", "key_file"] {
            let Some(setting) = exporter.setting(&["tls", role]) else { continue };
            let Some(path) = setting.node.as_str().filter(|path| !has_reference(path)) else { continue };
            found.push(Named {
                path: path.to_owned(),
                setting: setting.path.clone(),
                place: Place { file: Arc::from(file), span: setting.node.span },
                role,
                is_server: false,
            });
        }
    }
    found
}

/// `file_format: 1.0` is a number; the schema wants a string.
fn unquoted(file: &str, node: &Node) -> Option<Found> {
    let scalar = node.as_scalar()?;
    if !matches!(scalar.value, Value::Float(_) | Value::Int(_)) {
        return None;
    }
    let message = format!("`file_format` is a string; {} without quotes is a number", scalar.text);
    let setting = Setting::new(file, "file_format", node);
    let found = setting.found(Code::UnsupportedSetting, message).weighing(Severity::Warning);
    Some(found.instead(format!("\"{}\"", scalar.text)))
}

fn exporters<'a>(file: &'a str, root: &'a Node, version: Version) -> Vec<Exporter<'a>> {
    let mut all = Vec::new();
    for (provider, list, signal) in [
        ("tracer_provider", "processors", Signal::Traces),
        ("meter_provider", "readers", Signal::Metrics),
        ("logger_provider", "processors", Signal::Logs),
    ] {
        let items = root.at(&[provider, list]).map_or(&[][..], Node::items);
        for (index, item) in items.iter().enumerate() {
            for processor in item.entries() {
                let Some(name) = processor.key.text() else { continue };
                let exporters = processor.value.get("exporter").map_or(&[][..], Node::entries);
                for exporter in exporters {
                    let Some(kind @ ("otlp" | "otlp_http" | "otlp_grpc")) = exporter.key.text() else {
                        continue;
                    };
                    all.push(Exporter {
                        file,
                        path: format!("{provider}.{list}[{index}].{name}.exporter.{kind}"),
                        kind: &exporter.key,
                        settings: &exporter.value,
                        signal,
                        version,
                    });
                }
            }
        }
    }
    all
}

#[cfg(test)]
mod tests;
