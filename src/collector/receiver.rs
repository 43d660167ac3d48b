//! The OTLP receivers: one server for each protocol that is on.

use super::Pipeline;
use super::component_type;
use super::normal_id;
use super::problem::Fault;
use super::problem::Problems;
use super::value::Entry;
use super::value::Value;
use crate::target::Protocol;

/// One protocol of a receiver.
#[derive(Clone, Debug)]
pub struct Server {
    /// `otlp/agents`.
    pub id: String,
    /// Which.
    pub protocol: Protocol,
    /// `grpc` or `http`, and its settings; null settings are the defaults.
    pub entry: Entry,
    /// The pipelines that use the receiver; none: the Collector does not start it.
    pub pipelines: Vec<Pipeline>,
}

/// What `tls` of a server says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerTls {
    /// Not there, or null: cleartext.
    Off,
    /// `enabled: false`: cleartext, the other settings are kept for later.
    Disabled,
    /// There: a certificate and key are required.
    On,
}

impl Server {
    /// `receivers.otlp.protocols.grpc`.
    pub fn path(&self) -> String {
        format!("receivers.{}.protocols.{}", self.id, self.entry.key)
    }

    /// The setting at these keys.
    pub fn at(&self, keys: &[&str]) -> Option<&Value> {
        self.entry.value.at(keys)
    }

    /// A text setting under `tls`; an empty one is none.
    pub fn tls_text(&self, key: &str) -> Option<&str> {
        self.at(&["tls", key]).and_then(Value::as_text).filter(|text| !text.is_empty())
    }

    /// Whether a switch under `tls` is on.
    pub fn tls_switch(&self, key: &str) -> bool {
        self.at(&["tls", key]).and_then(Value::as_bool).unwrap_or(false)
    }

    /// Whether it speaks TLS.
    pub fn tls(&self) -> ServerTls {
        match self.at(&["tls"]) {
            None => ServerTls::Off,
            Some(tls) if tls.is_null() => ServerTls::Off,
            Some(tls) => match tls.get("enabled").and_then(Value::as_bool) {
                Some(false) => ServerTls::Disabled,
                _ => ServerTls::On,
            },
        }
    }

    /// Where it listens.
    pub fn endpoint(&self) -> &str {
        let default = match self.protocol {
            Protocol::Grpc => "localhost:4317",
            Protocol::HttpProtobuf => "localhost:4318",
        };
        self.at(&["endpoint"]).and_then(Value::as_text).filter(|text| !text.is_empty()).unwrap_or(default)
    }
}

pub(super) fn of(root: &Value, pipelines: &[Pipeline], problems: &mut Problems) -> Vec<Server> {
    let mut servers = Vec::new();
    for receiver in root.get("receivers").map_or(&[][..], Value::entries) {
        let id = normal_id(&receiver.key);
        if component_type(&id) != "otlp" {
            continue;
        }
        let used: Vec<Pipeline> =
            pipelines.iter().filter(|pipeline| pipeline.receivers.contains(&id)).cloned().collect();
        for entry in receiver.value.get("protocols").map_or(&[][..], Value::entries) {
            let protocol = match entry.key.as_str() {
                "grpc" => Protocol::Grpc,
                "http" => Protocol::HttpProtobuf,
                _ => continue,
            };
            if entry.value.unresolved {
                continue;
            }
            if !entry.value.is_map() && !entry.value.is_null() {
                let path = format!("receivers.{id}.protocols.{}", entry.key);
                problems.add(
                    Fault::NotAMap,
                    &entry.value,
                    &path,
                    "the settings of a protocol are a map".into(),
                );
                continue;
            }
            if entry.value.get("enabled").and_then(Value::as_bool) == Some(false) {
                continue;
            }
            servers.push(Server { id: id.clone(), protocol, entry: entry.clone(), pipelines: used.clone() });
        }
    }
    servers
}
