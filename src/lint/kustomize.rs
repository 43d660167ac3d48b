//! What a Kustomization lays over other manifests, where it is written in the file itself: `patches[].patch`,
//! `patchesStrategicMerge` and `patchesJson6902[].patch`.
//!
//! A patch is a part of an object, so that what is not in it is not missing.
//! Source: <https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/>.

use super::document::Kind;
use super::file;
use super::found::Found;
use super::found::Setting;
use super::inner;
use super::manifest;
use super::manifest::Object;
use super::values;
use super::variables;
use super::variables::Known;
use crate::finding::Code;
use crate::runtime::Exporter;
use crate::yaml::Node;

const LISTS: [&str; 3] = ["patches", "patchesStrategicMerge", "patchesJson6902"];

/// Whether a document has patches.
pub(super) fn has_patches(document: &Node) -> bool {
    LISTS.iter().any(|list| document.get(list).is_some_and(Node::is_sequence))
}

/// The texts of the patches, with their settings.
fn texts(document: &Node) -> impl Iterator<Item = (String, &Node)> {
    LISTS.into_iter().flat_map(move |list| {
        let items = document.get(list).map_or(&[][..], Node::items);
        items.iter().enumerate().filter_map(move |(number, item)| match item.get("patch") {
            Some(patch) => Some((format!("{list}[{number}].patch"), patch)),
            // A single line is the path of a file.
            None => {
                item.as_str().filter(|text| text.contains('\n')).map(|_| (format!("{list}[{number}]"), item))
            }
        })
    })
}

/// The documents of all patches, with the places that they have in the file.
pub(super) fn patches(text: &str, document: &Node) -> Vec<Node> {
    if !has_patches(document) {
        return Vec::new();
    }
    let parsed = texts(document).filter_map(|(_, patch)| inner::parse(text, patch).ok());
    parsed.flatten().filter(|patch| !patch.is_null()).collect()
}

/// Patches that are no YAML.
pub(super) fn broken(name: &str, text: &str, document: &Node) -> Vec<Found> {
    let tried =
        texts(document).filter_map(|(path, patch)| Some((path, patch, inner::parse(text, patch).err()?)));
    tried
        .map(|(path, patch, problem)| {
            let message = format!("the patch is not YAML: {}", problem.problem);
            let mut found = Setting::new(name, path, patch).found_silent(Code::UnsupportedSetting, message);
            if let Some(place) = &mut found.held.location {
                (place.line, place.column, place.length) = (Some(problem.line), Some(problem.column), None);
            }
            found
        })
        .collect()
}

/// What holds of a patch, and the configurations in it.
pub(super) fn check(
    name: &str,
    text: &str,
    patch: &Node,
    runtimes: &[&'static Exporter],
) -> (Vec<Found>, Vec<Node>) {
    let mut found = Vec::new();
    let mut inside = Vec::new();
    let mut objects = Vec::new();
    Object::all(name, text, patch, &mut objects);
    for object in &objects {
        for (variables, _) in manifest::variables(object) {
            found.extend(check_variables(name, variables, runtimes));
        }
        for one in manifest::embedded(object) {
            found.extend(values::without_what_may_come(file::of_configuration(name, one.kind, &one.root)));
            if !one.is_part {
                inside.push(one.root);
            }
        }
    }
    // Operations: `{op: add, path: ..., value: ...}`.
    for value in patch.items().iter().filter_map(|operation| operation.get("value")) {
        let list = if value.is_sequence() { value.items() } else { std::slice::from_ref(value) };
        found.extend(check_variables(name, manifest::variables_among(list), runtimes));
        let Ok(documents) = inner::parse(text, value) else { continue };
        for root in documents.into_iter().filter(super::document::is_collector) {
            found.extend(values::without_what_may_come(file::of_configuration(name, Kind::Collector, &root)));
            inside.push(root);
        }
    }
    (found, inside)
}

/// Others come from what the patch is laid over.
fn check_variables(
    name: &str,
    variables: Vec<manifest::Variable<'_>>,
    runtimes: &[&'static Exporter],
) -> Vec<Found> {
    let known: Vec<Known<'_>> = variables.into_iter().map(Known::from).collect();
    variables::check_known(name, &known, true, runtimes)
}
