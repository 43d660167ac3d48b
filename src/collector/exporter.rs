//! The OTLP exporters.

use std::collections::HashMap;

use super::Pipeline;
use super::component_type;
use super::exporter_protocol;
use super::normal_id;
use super::problem::Fault;
use super::problem::Problems;
use super::value::Entry;
use super::value::Value;
use crate::target::Protocol;

/// One exporter of the configuration, or what of an extension connects as one does.
#[derive(Clone, Debug)]
pub struct Exporter {
    /// Where it is configured: `exporters`, `extensions`.
    pub section: &'static str,
    /// `otlp_grpc/backend`.
    pub id: String,
    /// By its type.
    pub protocol: Protocol,
    /// Key and settings; null settings are an empty map to the Collector.
    pub entry: Entry,
    /// The pipelines that use it; none: the Collector does not start it.
    pub pipelines: Vec<Pipeline>,
}

impl Exporter {
    /// `exporters.otlp_grpc/backend`.
    pub fn path(&self) -> String {
        format!("{}.{}", self.section, self.id)
    }

    /// The type is an old name: `otlp`, `otlphttp`.
    pub fn has_old_name(&self) -> bool {
        matches!(component_type(&self.id), "otlp" | "otlphttp")
    }

    /// The setting at these keys.
    pub fn at(&self, keys: &[&str]) -> Option<&Value> {
        self.entry.value.at(keys)
    }

    /// The setting under `tls`.
    pub fn tls(&self, key: &str) -> Option<&Value> {
        self.at(&["tls", key])
    }

    /// A text setting under `tls`; an empty one is none.
    pub fn tls_text(&self, key: &str) -> Option<&str> {
        self.tls(key).and_then(Value::as_text).filter(|text| !text.is_empty())
    }

    /// Whether a switch under `tls` is on.
    pub fn tls_switch(&self, key: &str) -> bool {
        self.tls(key).and_then(Value::as_bool).unwrap_or(false)
    }

    /// A CA is set: TLS is then spoken whatever `insecure` says, over gRPC.
    pub fn has_ca(&self) -> bool {
        self.tls_text("ca_file").is_some() || self.tls_text("ca_pem").is_some()
    }

    /// The endpoint as written; an empty one is none.
    pub fn endpoint(&self) -> Option<&str> {
        self.at(&["endpoint"]).and_then(Value::as_text).filter(|text| !text.is_empty())
    }

    /// Signals of the pipelines that use it, each once.
    pub fn signals(&self) -> Vec<&str> {
        let mut signals: Vec<&str> = Vec::new();
        for pipeline in &self.pipelines {
            if !signals.contains(&pipeline.signal()) {
                signals.push(pipeline.signal());
            }
        }
        signals
    }
}

pub(super) fn of(root: &Value, pipelines: &[Pipeline], problems: &mut Problems) -> Vec<Exporter> {
    let mut users: HashMap<&str, Vec<Pipeline>> = HashMap::new();
    for pipeline in pipelines {
        for id in &pipeline.exporters {
            let of_id = users.entry(id).or_default();
            if of_id.last().is_none_or(|last| last.id != pipeline.id) {
                of_id.push(pipeline.clone());
            }
        }
    }
    let mut exporters = Vec::new();
    for entry in root.get("exporters").map_or(&[][..], Value::entries) {
        let id = normal_id(&entry.key);
        let Some(protocol) = exporter_protocol(component_type(&id)) else { continue };
        // What a reference brings is where the Collector runs.
        if entry.value.unresolved {
            continue;
        }
        if !entry.value.is_map() && !entry.value.is_null() {
            let message = format!("the settings of `{id}` are no map");
            problems.add(Fault::NotAMap, &entry.value, &format!("exporters.{id}"), message);
            continue;
        }
        let used = users.get(id.as_str()).cloned().unwrap_or_default();
        exporters.push(Exporter {
            section: "exporters",
            id,
            protocol,
            entry: entry.clone(),
            pipelines: used,
        });
    }
    exporters
}
