//! Kubernetes objects: workloads, cert-manager's and the Operator's resources, and configurations that objects hold.
//!
//! An object is judged by itself and with the others of the same files; what is not in the files is not guessed.

mod certificate;
mod collector;
mod content;
mod duration;
mod instrumentation;
mod issuer;
mod mount;
mod names;
mod object;
mod usage;
mod workload;

#[cfg(test)]
mod tests;

pub(super) use collector::Embedded;
pub(super) use object::Object;
pub(super) use object::Objects;
pub(super) use workload::Variable;

use super::Around;
use super::document::Kind;
use super::found::Found;
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::Location;
use crate::yaml::Node;

/// What is in the objects of all files, each finding with the number of its object.
pub(super) struct Checked {
    pub(super) embedded: Vec<Embedded>,
    pub(super) found: Vec<(usize, Found)>,
}

/// Looks at every object.
pub(super) fn check(objects: &Objects<'_>, around: &Around<'_>) -> Checked {
    let runtimes = around.runtimes;
    let mut embedded = Vec::new();
    let mut found = Vec::new();
    for (number, object) in objects.list.iter().enumerate() {
        let (inside, broken) = collector::embedded(object, number);
        embedded.extend(inside);
        found.extend(broken.into_iter().map(|broken| (number, no_yaml(object, broken))));
    }
    let asks_java = runtimes.iter().any(|exporter| exporter.family == "java");
    let uses = usage::all(objects, &embedded);
    for (number, object) in objects.list.iter().enumerate() {
        let mut own = workload::check(objects, object);
        match (object.group, object.kind) {
            ("opentelemetry.io", "Instrumentation") => own.extend(instrumentation::check(objects, object)),
            ("cert-manager.io", "Certificate") => {
                own.extend(certificate::check(objects, object, &uses, asks_java));
                own.extend(issuer::reference(objects, object));
            }
            ("cert-manager.io", "Issuer" | "ClusterIssuer") => own.extend(issuer::check(objects, object)),
            _ => {}
        }
        found.extend(own.into_iter().map(|found| (number, found)));
    }
    for one in embedded.iter().filter(|one| one.kind == Kind::Collector) {
        let object = &objects.list[one.object];
        let own = collector::check(objects, object, &one.root);
        found.extend(own.into_iter().map(|found| (one.object, found)));
    }
    found.extend(content::check(objects, &embedded, around));
    Checked { embedded, found }
}

/// The variables of an object's containers, container by container; whether more come from elsewhere (`envFrom`).
pub(super) fn variables<'a>(object: &Object<'a>) -> Vec<(Vec<Variable<'a>>, bool)> {
    let mut all: Vec<(Vec<Variable<'a>>, bool)> = workload::containers(object)
        .iter()
        .map(|container| {
            let more = container.node.get("envFrom").is_some_and(|from| !from.items().is_empty());
            (workload::variables(items(container.node.get("env"))), more)
        })
        .collect();
    if object.kind == "Instrumentation" {
        // Each language's list adds to the common one.
        let spec = object.node.get("spec");
        let lists = spec.into_iter().flat_map(|spec| {
            let languages = spec.entries().iter().map(|entry| entry.value.get("env"));
            std::iter::once(spec.get("env")).chain(languages)
        });
        all.extend(lists.flatten().map(|list| (workload::variables(list.items()), true)));
    }
    all
}

/// The variables of a list `env`.
pub(super) fn variables_of(list: &Node) -> Vec<Variable<'_>> {
    variables_among(list.items())
}

/// As [`variables_of`], of the items of such a list.
pub(super) fn variables_among(items: &[Node]) -> Vec<Variable<'_>> {
    workload::variables(items)
}

/// The configurations that an object holds.
pub(super) fn embedded(object: &Object<'_>) -> Vec<Embedded> {
    collector::embedded(object, 0).0
}

/// What is wrong with an `Instrumentation` by itself.
pub(super) fn check_instrumentation(file: &str, text: &str, node: &Node) -> Vec<Found> {
    let (kind, group) = ("Instrumentation", "opentelemetry.io");
    let object = Object { file, text, node, kind, group, name: None, namespace: None };
    instrumentation::check(&Objects::default(), &object)
}

fn items(list: Option<&Node>) -> &[Node] {
    list.map_or(&[], Node::items)
}

fn no_yaml(object: &Object<'_>, broken: collector::Broken) -> Found {
    let evidence =
        Evidence::Setting { setting: broken.path.clone(), value: None, others: Vec::new(), instead: None };
    let message = format!("the configuration in it is not YAML: {}", broken.problem.problem);
    let location = Location {
        file: Some(object.file.to_owned()),
        line: Some(broken.problem.line),
        column: Some(broken.problem.column),
        length: None,
        path: Some(broken.path),
    };
    Held::certain(Code::UnsupportedSetting, evidence, message).at(location).into()
}
