//! A Collector's configuration inside of an object, and the files that it names, seen from its container.

use super::mount::Container;
use super::object::Object;
use super::object::Objects;
use super::workload;
use crate::lint::document;
use crate::lint::document::Kind;
use crate::lint::found::Found;
use crate::lint::found::Setting;
use crate::lint::inner;
use crate::yaml::Node;
use crate::yaml::Problem;

/// A configuration that an object holds.
#[derive(Debug)]
pub(in crate::lint) struct Embedded {
    /// Number of its object.
    pub(in crate::lint) object: usize,
    /// Of the Collector or of an SDK.
    pub(in crate::lint) kind: Kind,
    /// Its tree, with places of the outer file.
    pub(in crate::lint) root: Node,
    /// It is a part of the object's own tree, not a text in it.
    pub(in crate::lint) is_part: bool,
}

/// A configuration that is no YAML.
#[derive(Debug)]
pub(in crate::lint) struct Broken {
    pub(in crate::lint) path: String,
    pub(in crate::lint) problem: Problem,
}

/// The configurations of an object.
pub(in crate::lint) fn embedded(object: &Object<'_>, number: usize) -> (Vec<Embedded>, Vec<Broken>) {
    let mut found = Vec::new();
    let mut broken = Vec::new();
    let mut text = |path: String, scalar: &Node, sure: bool| {
        let written = scalar.as_str().unwrap_or_default();
        if !sure && !may_be_configuration(written) {
            return;
        }
        match inner::parse(object.text, scalar) {
            Ok(documents) => {
                let root = documents.into_iter().find(|document| !document.is_null());
                let kind = root.as_ref().and_then(document::kind).filter(|kind| *kind != Kind::Object);
                if let (Some(root), Some(kind)) = (root, kind) {
                    found.push(Embedded { object: number, kind, root, is_part: false });
                }
            }
            Err(problem) => broken.push(Broken { path, problem }),
        }
    };
    match (object.group, object.kind) {
        ("opentelemetry.io", "OpenTelemetryCollector") => match object.node.at(&["spec", "config"]) {
            Some(config) if config.as_str().is_some() => text("spec.config".to_owned(), config, true),
            Some(config) if document::is_collector(config) => {
                let root = config.clone();
                found.push(Embedded { object: number, kind: Kind::Collector, root, is_part: true })
            }
            _ => {}
        },
        ("", "ConfigMap" | "Secret") => {
            let field = if object.kind == "ConfigMap" { "data" } else { "stringData" };
            for entry in object.node.get(field).map_or(&[][..], Node::entries) {
                if let (Some(key), Some(_)) = (entry.key.text(), entry.value.as_str()) {
                    text(format!("{field}.{key}"), &entry.value, false);
                }
            }
        }
        _ => {}
    }
    (found, broken)
}

/// Cheap: a text with the sections of a Collector, or of an SDK, at the left edge. A text with a template in it is
/// made into YAML by something else.
fn may_be_configuration(text: &str) -> bool {
    let has = |key: &str| text.lines().any(|line| line.starts_with(key));
    !text.contains("{{")
        && (has("exporters:") && (has("receivers:") || has("service:"))
            || has("receivers:") && has("service:")
            || has("file_format:"))
}

/// A file that a `tls` block names.
#[derive(Debug)]
pub(in crate::lint) struct NamedFile<'a> {
    /// `receivers` or `exporters` or another section.
    pub(in crate::lint) section: &'static str,
    /// `ca_file`, `cert_file`, `key_file`, `client_ca_file`.
    pub(in crate::lint) key: &'static str,
    pub(in crate::lint) path: &'a str,
    pub(in crate::lint) setting: Setting<'a>,
}

/// The files that the `tls` blocks of a configuration name.
pub(in crate::lint) fn named_files<'a>(file: &'a str, root: &'a Node) -> Vec<NamedFile<'a>> {
    let mut all = Vec::new();
    for section in ["receivers", "exporters", "extensions", "connectors"] {
        let Some(node) = root.get(section) else { continue };
        let mut waiting = vec![(section.to_owned(), node)];
        while let Some((path, node)) = waiting.pop() {
            for entry in node.entries() {
                let Some(key) = entry.key.text() else { continue };
                let path = format!("{path}.{key}");
                if key == "tls" {
                    for key in ["ca_file", "cert_file", "key_file", "client_ca_file"] {
                        let Some(value) = entry.value.get(key) else { continue };
                        let Some(text) = value.as_str().filter(|text| !text.is_empty()) else { continue };
                        let setting = Setting::new(file, format!("{path}.{key}"), value);
                        all.push(NamedFile { section, key, path: text, setting });
                    }
                }
                waiting.push((path, &entry.value));
            }
        }
    }
    all.sort_by_key(|named| named.setting.node.span.start);
    all
}

/// The containers that run a configuration: that of the resource, or those that mount the ConfigMap.
pub(in crate::lint) fn run_by<'a>(objects: &Objects<'a>, object: &Object<'a>) -> Vec<Container<'a>> {
    if object.kind == "OpenTelemetryCollector" {
        return workload::containers(object);
    }
    let Some(name) = object.name else { return Vec::new() };
    let holds = |volume: &Node| {
        super::mount::parts(volume).is_some_and(|parts| {
            parts.iter().any(|part| part.name == name && part.is_secret == (object.kind == "Secret"))
        })
    };
    let mut all = Vec::new();
    for other in objects.list.iter().filter(|other| other.is_beside(object)) {
        for container in workload::containers(other) {
            let volumes = container.pod.get("volumes").map_or(&[][..], Node::items);
            let mounts = container.node.get("volumeMounts").map_or(&[][..], Node::items);
            let mounted = volumes.iter().filter(|volume| holds(volume)).any(|volume| {
                let name = volume.get("name").and_then(Node::as_str);
                mounts.iter().any(|mount| mount.get("name").and_then(Node::as_str) == name)
            });
            let is_init = || {
                let init = container.pod.get("initContainers").map_or(&[][..], Node::items);
                init.iter().any(|one| std::ptr::eq(one, container.node))
            };
            if mounted && !is_init() {
                all.push(container);
            }
        }
    }
    all
}

/// The files that a configuration names, seen from the containers that run it. What is right in one of them is right.
pub(in crate::lint) fn check<'a>(objects: &Objects<'a>, object: &Object<'a>, root: &'a Node) -> Vec<Found> {
    let files = named_files(object.file, root);
    if files.is_empty() {
        return Vec::new();
    }
    let containers = run_by(objects, object);
    let mut found = Vec::new();
    for named in files {
        let kind = match named.key {
            "ca_file" => "CA",
            "client_ca_file" => "CA of the clients",
            "key_file" => "key",
            _ => "certificate",
        };
        let mut best: Option<Vec<Found>> = None;
        for container in &containers {
            let problems = workload::file(objects, container, kind, named.path, &named.setting);
            if best.as_ref().is_none_or(|best| problems.len() < best.len()) {
                best = Some(problems);
            }
        }
        found.extend(best.unwrap_or_default());
    }
    found
}
