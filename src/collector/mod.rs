//! A Collector's configuration, read as the Collector reads it (v0.159).
//!
//! Files are merged and `${...}` is expanded as confmap does; every value keeps the place where it is written.
//! [`Exporter::connections`] says where and how each OTLP exporter connects. Nothing is judged here: what cannot
//! be read is a [`Problem`] with a place, for `lint`.

mod authenticator;
mod connection;
mod expand;
mod exporter;
mod problem;
mod receiver;
mod value;

pub mod schema;

#[cfg(test)]
mod tests;

pub use authenticator::Authentication;
pub use authenticator::Unfit;
pub use authenticator::UnfitKind;
pub use connection::Connection;
pub use connection::Content;
pub use connection::Material;
pub use connection::Refusal;
pub use connection::Tls;
pub use connection::Transport;
pub(crate) use connection::grpc_target;
pub(crate) use connection::url_problem;
pub use expand::Lookup;
pub use exporter::Exporter;
pub use problem::Fault;
pub use problem::Problem;
pub use receiver::Server;
pub use receiver::ServerTls;
pub use value::Entry;
pub use value::Kind;
pub use value::Place;
pub use value::Value;

use std::sync::Arc;

use crate::target::Protocol;
#[cfg(test)]
use crate::target::Signal;
use crate::yaml;
use problem::Problems;

/// One file of a configuration.
#[derive(Clone)]
pub struct Source {
    /// The file as it was named.
    pub name: String,
    /// Its content.
    pub text: String,
}

/// A file that is no YAML, or holds no map.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct Unreadable {
    /// The file as it was named.
    pub file: String,
    /// Where and why.
    pub problem: yaml::Problem,
}

/// A pipeline of `service.pipelines`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipeline {
    /// `traces/backend`.
    pub id: String,
    /// Its receivers.
    pub receivers: Vec<String>,
    /// Its exporters.
    pub exporters: Vec<String>,
}

impl Pipeline {
    /// `traces`, `metrics`, `logs`, `profiles`.
    pub fn signal(&self) -> &str {
        self.id.split('/').next().unwrap_or_default().trim()
    }
}

/// A configuration after merging and expansion.
#[derive(Clone, Debug)]
pub struct Configuration {
    /// The files, in the order of merging.
    pub files: Vec<String>,
    /// The whole of it.
    pub root: Value,
    /// The OTLP exporters, in the order of the files.
    pub exporters: Vec<Exporter>,
    /// The protocols of the OTLP receivers, in the order of the files.
    pub servers: Vec<Server>,
    /// The pipelines.
    pub pipelines: Vec<Pipeline>,
    /// What cannot be read.
    pub problems: Vec<Problem>,
}

/// Reads a configuration: the files are merged, the later over the earlier.
///
/// # Errors
///
/// A file that is not YAML, or whose document is no map.
pub fn read(sources: &[Source], lookup: &dyn Lookup) -> Result<Configuration, Unreadable> {
    let mut problems = Problems::default();
    let mut root = Value::empty();
    for source in sources {
        let wrong = |problem| Unreadable { file: source.name.clone(), problem };
        let documents = yaml::parse(&source.text).map_err(wrong)?;
        // The Collector reads the first document only; an empty one is an empty configuration.
        let Some(document) = documents.first().filter(|document| !document.is_null()) else { continue };
        if !document.is_mapping() {
            let (line, column) = (document.span.line, document.span.column);
            let problem = format!("a configuration is a map; this is a {}", document.type_name());
            return Err(wrong(yaml::Problem { line, column, problem }));
        }
        let file: Arc<str> = Arc::from(source.name.as_str());
        duplicates(document, &file, "", &mut problems);
        let value = value::of_yaml(document, &file);
        root.merge(value);
    }
    let files = sources.iter().map(|source| source.name.clone()).collect();
    Ok(finish(files, root, lookup, problems))
}

/// Reads a configuration that stands in another file, where its nodes have their places.
pub fn read_document(file: &str, document: &yaml::Node, lookup: &dyn Lookup) -> Configuration {
    let mut problems = Problems::default();
    let name: Arc<str> = Arc::from(file);
    duplicates(document, &name, "", &mut problems);
    finish(vec![file.to_owned()], value::of_yaml(document, &name), lookup, problems)
}

fn finish(files: Vec<String>, mut root: Value, lookup: &dyn Lookup, mut problems: Problems) -> Configuration {
    expand::expand(&mut root, lookup, &mut problems);
    let pipelines = pipelines(&root);
    let exporters = exporter::of(&root, &pipelines, &mut problems);
    let servers = receiver::of(&root, &pipelines, &mut problems);
    Configuration { files, root, exporters, servers, pipelines, problems: problems.list }
}

/// Whether these files, taken together, look like a configuration of the Collector.
pub fn is_configuration(document: &yaml::Node) -> bool {
    let has = |key: &str| document.get(key).is_some_and(|value| value.is_mapping() || value.is_null());
    !document.entries().is_empty()
        && document.get("kind").is_none()
        && (document.at(&["service", "pipelines"]).is_some()
            || (has("exporters") && has("receivers"))
            || (has("service") && (has("exporters") || has("receivers"))))
}

/// The protocol of an exporter by its type.
pub fn exporter_protocol(component: &str) -> Option<Protocol> {
    match component {
        "otlp" | "otlp_grpc" => Some(Protocol::Grpc),
        "otlphttp" | "otlp_http" => Some(Protocol::HttpProtobuf),
        _ => None,
    }
}

/// The type in a component's id: `otlp_grpc` of `otlp_grpc/backend`.
pub fn component_type(id: &str) -> &str {
    id.split('/').next().unwrap_or(id).trim()
}

/// An id with blanks around its parts taken out, as `component.ID` reads it.
fn normal_id(id: &str) -> String {
    match id.split_once('/') {
        Some((kind, name)) => format!("{}/{}", kind.trim(), name.trim()),
        None => id.trim().to_owned(),
    }
}

fn pipelines(root: &Value) -> Vec<Pipeline> {
    let ids = |pipeline: &Value, key: &str| -> Vec<String> {
        let list = pipeline.get(key).and_then(Value::as_texts).unwrap_or_default();
        list.into_iter().map(normal_id).collect()
    };
    let entries = root.at(&["service", "pipelines"]).map_or(&[][..], Value::entries);
    entries
        .iter()
        .map(|entry| Pipeline {
            id: normal_id(&entry.key),
            receivers: ids(&entry.value, "receivers"),
            exporters: ids(&entry.value, "exporters"),
        })
        .collect()
}

/// yaml.v3 refuses a key that is written twice.
fn duplicates(node: &yaml::Node, file: &Arc<str>, path: &str, problems: &mut Problems) {
    if let Some((first, second)) = node.duplicate_key() {
        let key = second.text().unwrap_or_default();
        problems.push(Problem {
            fault: Fault::DuplicateKey,
            place: Place { file: Arc::clone(file), span: second.span },
            path: join(path, key),
            message: format!(
                "the key `{key}` is written twice, the first time in line {}; the Collector does not start",
                first.span.line
            ),
        });
    }
    for entry in node.entries() {
        duplicates(&entry.value, file, &join(path, entry.key.text().unwrap_or("?")), problems);
    }
    for item in node.items() {
        duplicates(item, file, path, problems);
    }
}

/// A path of keys and one more.
pub(crate) fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
