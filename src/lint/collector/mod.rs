//! The rules for a Collector's OTLP exporters and receivers (v0.159). Pure: a configuration in, findings with
//! places out.
//!
//! What the Collector says to each of these was seen with a real one: `tests/conformance/collector`.

mod chain;
mod client;
mod endpoint;
mod files;
mod keys;
mod server;
mod setting;
mod tls;

#[cfg(test)]
mod tests;

pub use files::Files;
pub use files::Named;
pub use files::Read;
pub(super) use files::Reader;
pub use files::check_files;
pub(super) use files::check_named;
pub use files::named;

use std::collections::HashSet;

use crate::collector::Configuration;
use crate::collector::Exporter;
use crate::collector::Fault;
use crate::collector::UnfitKind;
use crate::collector::Value;
use crate::collector::component_type;
use crate::collector::exporter_protocol;
use crate::finding::Code;
use crate::finding::Confidence;
use crate::finding::Held;
use crate::finding::Severity;
use crate::lint::file::Elsewhere;
use setting::Setting;

/// Everything that the rules find, in the order of the components.
pub fn check(configuration: &Configuration) -> Vec<Held> {
    let mut found = problems(configuration);
    found.extend(pipelines(configuration));
    for exporter in &configuration.exporters {
        found.extend(client::check(exporter, has_pipelines(configuration)));
        found.extend(authenticator(configuration, exporter));
    }
    found.extend(server::check(configuration));
    found
}

/// An authenticator with which the Collector does not start.
fn authenticator(configuration: &Configuration, exporter: &Exporter) -> Option<Held> {
    // A Collector starts what a pipeline uses.
    if has_pipelines(configuration) && exporter.pipelines.is_empty() {
        return None;
    }
    let connections = exporter.connections();
    let connection = connections.iter().find_map(|connection| connection.as_ref().ok())?;
    let unfit = configuration.authentication(exporter, connection, &Elsewhere).err()?;
    let code = match unfit.kind {
        UnfitKind::Missing => Code::UnknownSetting,
        UnfitKind::NeedsTls => Code::ConflictingSettings,
        UnfitKind::OfServers | UnfitKind::Incomplete => Code::UnsupportedSetting,
        UnfitKind::File { .. } => return None,
    };
    Some(Setting::new(&unfit.place, unfit.path).held(code, unfit.message))
}

/// A part of a configuration may have none.
fn has_pipelines(configuration: &Configuration) -> bool {
    !configuration.pipelines.is_empty()
}

fn problems(configuration: &Configuration) -> Vec<Held> {
    let mut found = Vec::new();
    for problem in &configuration.problems {
        let setting = Setting::new(&problem.place, problem.path.clone());
        let held = match problem.fault {
            Fault::DuplicateKey => setting.held(Code::ConflictingSettings, &problem.message),
            Fault::Reference | Fault::NotAMap => setting.held(Code::UnsupportedSetting, &problem.message),
            // The Collector runs elsewhere, with other variables and files.
            Fault::UnfollowedReference | Fault::UnsetVariable => Held {
                confidence: Confidence::Low,
                ..setting.held(Code::UnsupportedSetting, &problem.message).weighing(Severity::Note)
            },
        };
        found.push(held);
    }
    found
}

/// An OTLP exporter that a pipeline names and nothing defines.
fn pipelines(configuration: &Configuration) -> Vec<Held> {
    let root = &configuration.root;
    if root.get("exporters").is_none() {
        return Vec::new();
    }
    let mut defined: HashSet<&str> =
        configuration.exporters.iter().map(|exporter| exporter.id.as_str()).collect();
    for section in ["exporters", "connectors"] {
        let entries = root.get(section).map_or(&[][..], Value::entries);
        defined.extend(entries.iter().map(|entry| entry.key.as_str()));
    }
    let is_defined = |id: &str| defined.contains(id);
    let mut found = Vec::new();
    for entry in root.at(&["service", "pipelines"]).map_or(&[][..], Value::entries) {
        let Some(exporters) = entry.value.get("exporters") else { continue };
        for item in exporters.items() {
            let Some(id) = item.as_text().map(str::trim).filter(|_| !item.unresolved) else { continue };
            if exporter_protocol(component_type(id)).is_none() || is_defined(id) {
                continue;
            }
            let path = format!("service.pipelines.{}.exporters", entry.key);
            let message = format!(
                "the pipeline `{}` names the exporter `{}`, which is not configured; the Collector does not start",
                entry.key.escape_debug(),
                id.escape_debug()
            );
            found.push(Setting::new(&item.place, path).value(id).held(Code::UnknownSetting, message));
        }
    }
    found
}
