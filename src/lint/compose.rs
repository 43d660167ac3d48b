//! Compose files: the variables of services, with `env_file`, `.env` and interpolation as Docker Compose reads them, and
//! configurations under `configs`.
//!
//! Source: the Compose specification, `services` (`environment`, `env_file`) and interpolation. What the shell sets is
//! not here: where it may count, a value is taken from `.env`, or from the default that is written.

use std::collections::BTreeMap;
use std::path::Path;

use super::document::Kind;
use super::inner;
use super::variables::Known;
use super::variables::last_of_each;
use crate::target::environment::parse_variables;
use crate::yaml::Node;

/// Contents of files beside the ones that were named, by path.
pub type Side = BTreeMap<String, String>;

/// A service.
pub(super) struct Service<'a> {
    /// Its variables, the last of a name.
    pub(super) variables: Vec<Known<'a>>,
    /// Some come from a file or a service that is not here.
    pub(super) more: bool,
}

/// What a service has, at least one of it.
const SERVICE_KEYS: [&str; 9] =
    ["image", "build", "environment", "env_file", "command", "ports", "volumes", "extends", "depends_on"];

/// Longest value that is put together, in bytes.
const LONGEST: usize = 64 * 1024;

/// Whether a document is a Compose file.
pub(super) fn is_compose(document: &Node) -> bool {
    let services = document.get("services").map_or(&[][..], Node::entries);
    document.get("kind").is_none()
        && !services.is_empty()
        && services.iter().all(|service| service.value.is_mapping() || service.value.is_null())
        && services.iter().any(|service| SERVICE_KEYS.iter().any(|key| service.value.get(key).is_some()))
}

/// The files that a Compose file reads variables from, as paths from here.
pub(super) fn side_files(name: &str, document: &Node) -> Vec<String> {
    let mut paths = vec![beside(name, ".env")];
    for service in document.get("services").map_or(&[][..], Node::entries) {
        for (path, _, _) in env_files(&service.value) {
            paths.push(beside(name, path));
        }
    }
    paths
}

/// A path as it is written in a file, from here.
fn beside(name: &str, path: &str) -> String {
    Path::new(name).parent().unwrap_or(Path::new("")).join(path).display().to_string()
}

/// `env_file`: a path, a list of paths, or of `{path, required}`.
fn env_files(service: &Node) -> Vec<(&str, bool, &Node)> {
    let one = |node| match Node::as_str(node) {
        Some(path) => Some((path, true, node)),
        None => {
            let path = node.get("path").and_then(Node::as_str)?;
            Some((path, node.get("required").and_then(Node::as_bool) != Some(false), node))
        }
    };
    match service.get("env_file") {
        Some(list) if list.is_sequence() => list.items().iter().filter_map(one).collect(),
        Some(node) => one(node).into_iter().collect(),
        None => Vec::new(),
    }
}

/// The services of a Compose file.
pub(super) fn services<'a>(name: &str, document: &'a Node, side: &Side) -> Vec<Service<'a>> {
    let project = project(name, side);
    let services = document.get("services").map_or(&[][..], Node::entries);
    services.iter().map(|service| read(name, &service.value, side, &project)).collect()
}

/// `.env`; a value may refer to those before it.
fn project(name: &str, side: &Side) -> BTreeMap<String, String> {
    let text = side.get(&beside(name, ".env")).map_or("", String::as_str);
    known(parse_variables(text.as_bytes()).unwrap_or_default()).0
}

/// The variables of a file, each of which may refer to those before it; whether some are not known.
pub(super) fn known(variables: Vec<(String, String)>) -> (BTreeMap<String, String>, bool) {
    let mut known = BTreeMap::new();
    let mut more = false;
    for (name, value) in variables {
        match interpolated(&value, &known) {
            Some(value) => {
                known.insert(name, value);
            }
            None => {
                known.remove(&name);
                more |= name.starts_with("OTEL_");
            }
        }
    }
    (known, more)
}

fn read<'a>(name: &str, service: &'a Node, side: &Side, project: &BTreeMap<String, String>) -> Service<'a> {
    let mut made = Service { variables: Vec::new(), more: service.get("extends").is_some() };
    for (path, required, node) in env_files(service) {
        match side.get(&beside(name, path)).map(|text| parse_variables(text.as_bytes())) {
            Some(Ok(variables)) => {
                for (name, value) in variables {
                    let value = interpolated(&value, project);
                    made.variables.push(Known { name, value, node });
                }
            }
            Some(Err(_)) => made.more = true,
            None => made.more |= required,
        }
    }
    let environment = service.get("environment");
    for entry in environment.map_or(&[][..], Node::entries) {
        let Some(name) = entry.key.text().map(str::to_owned) else { continue };
        let value = if entry.value.is_null() {
            project.get(&name).cloned()
        } else {
            entry.value.text().and_then(|text| interpolated(text, project))
        };
        let node = if entry.value.is_null() { &entry.key } else { &entry.value };
        made.variables.push(Known { name, value, node });
    }
    for node in environment.map_or(&[][..], Node::items) {
        let Some(text) = node.text() else { continue };
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, interpolated(value, project)),
            None => (text, project.get(text).cloned()),
        };
        made.variables.push(Known { name: name.to_owned(), value, node });
    }
    made.variables = last_of_each(made.variables, |variable| &variable.name);
    made
}

/// `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `$$`; `None`: something in it is not known.
fn interpolated(text: &str, known: &BTreeMap<String, String>) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        // One that doubles itself at every step is no endpoint.
        if out.len() > LONGEST {
            return None;
        }
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('$') {
            out.push('$');
            rest = after;
        } else if let Some(after) = rest.strip_prefix('{') {
            let (inside, after) = after.split_once('}')?;
            let end = inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(inside.len());
            let (name, form) = inside.split_at(end);
            let value = known.get(name).filter(|value| !(value.is_empty() && form.starts_with(":-")));
            match (value, form.strip_prefix(":-").or_else(|| form.strip_prefix('-'))) {
                (Some(value), _) => out.push_str(value),
                (None, Some(default)) if !default.contains('$') => out.push_str(default),
                _ => return None,
            }
            rest = after;
        } else {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            out.push_str(known.get(name)?);
            rest = after;
        }
    }
    out.push_str(rest);
    Some(out)
}

/// Configurations that are written under `configs.*.content`. One with a `$` is made by interpolation first.
pub(super) fn configurations(text: &str, document: &Node) -> Vec<(Kind, Node)> {
    let configs = document.get("configs").map_or(&[][..], Node::entries);
    let contents = configs.iter().filter_map(|config| config.value.get("content"));
    let plain = contents.filter(|content| content.as_str().is_some_and(|text| !text.contains('$')));
    let roots = plain.filter_map(|content| inner::parse(text, content).ok()?.into_iter().next());
    roots
        .filter_map(|root| {
            let kind = super::document::kind(&root)?;
            matches!(kind, Kind::Collector | Kind::Sdk).then_some((kind, root))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml;

    fn values(text: &str, side: &[(&str, &str)]) -> Vec<(String, Option<String>)> {
        let document = yaml::parse(text).unwrap().remove(0);
        assert!(is_compose(&document));
        let side = side.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let services = services("dir/compose.yaml", &document, &side);
        services.into_iter().flat_map(|one| one.variables).map(|one| (one.name, one.value)).collect()
    }

    #[test]
    fn both_forms_files_and_interpolation() {
        let text = "services:\n  a:\n    image: x\n    env_file: [a.env, {path: none.env, required: false}]\n    environment:\n      A: http://${HOST}:${PORT:-4317}\n      B: 1\n      C:\n      E: $HOST$$x\n      F: ${NONE}\n  b:\n    image: x\n    environment: [A=b=c, C, 'D=${EMPTY:-d}']\n";
        let side =
            [("dir/.env", "HOST=otel\nC=${HOST}c\nEMPTY=\n"), ("dir/a.env", "A=overridden\nG=$HOST\n")];
        let expected = [
            ("G", Some("otel")),
            ("A", Some("http://otel:4317")),
            ("B", Some("1")),
            ("C", Some("otelc")),
            ("E", Some("otel$x")),
            ("F", None),
            ("A", Some("b=c")),
            ("C", Some("otelc")),
            ("D", Some("d")),
        ];
        let expected: Vec<(String, Option<String>)> =
            expected.map(|(name, value)| (name.to_owned(), value.map(str::to_owned))).to_vec();
        assert_eq!(values(text, &side), expected);
    }

    #[test]
    fn what_is_a_compose_file() {
        let is = |text: &str| is_compose(&yaml::parse(text).unwrap()[0]);
        assert!(is("services: {a: {image: x}}") && is("services: {a: {build: .}, b: null}"));
        for other in [
            "services: {a: 1}",
            "services: [a]",
            "services: {}",
            "services: {a: {port: 1}}",
            "kind: x\nservices: {a: {image: x}}",
        ] {
            assert!(!is(other), "{other}");
        }
    }
}
