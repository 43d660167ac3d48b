//! Kubernetes Secrets and ConfigMaps, as YAML or JSON (which is YAML), alone or in a `List`.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::pem::Problem;
use crate::yaml;
use crate::yaml::Node;

/// One value of an object.
pub(super) struct Entry {
    /// `Secret telemetry/otel-tls: tls.crt`.
    pub(super) label: String,
    /// Number of the object in the file.
    pub(super) object: usize,
    /// Its value.
    pub(super) bytes: Result<Vec<u8>, Problem>,
}

/// The entries that may hold certificates or keys. `None`: the file is no such object.
pub(super) fn entries(bytes: &[u8]) -> Option<Vec<Entry>> {
    let text = std::str::from_utf8(bytes).ok()?;
    // Cheap, and keeps the YAML parser away from everything else.
    if !text.contains("kind") || !(text.contains("Secret") || text.contains("ConfigMap")) {
        return None;
    }
    let documents = yaml::parse(text).ok()?;
    let mut objects = Vec::new();
    for document in &documents {
        collect(document, &mut objects);
    }
    if objects.is_empty() {
        return None;
    }
    let mut entries = Vec::new();
    for (number, object) in objects.into_iter().enumerate() {
        of_object(object, number, &mut entries);
    }
    Some(entries)
}

fn collect<'a>(document: &'a Node, objects: &mut Vec<&'a Node>) {
    match text(document, "kind") {
        Some("Secret" | "ConfigMap") => objects.push(document),
        Some("List" | "SecretList" | "ConfigMapList") => {
            let items = document.get("items").map_or(&[][..], Node::items);
            for item in items.iter().filter(|item| text(item, "kind") != Some("List")) {
                collect(item, objects);
            }
        }
        _ => {}
    }
}

fn text<'a>(node: &'a Node, key: &str) -> Option<&'a str> {
    node.get(key).and_then(Node::as_str)
}

fn of_object(object: &Node, number: usize, entries: &mut Vec<Entry>) {
    let kind = text(object, "kind").unwrap_or("object");
    let metadata = object.get("metadata");
    let name = metadata.and_then(|metadata| text(metadata, "name")).unwrap_or("without name");
    let name = match metadata.and_then(|metadata| text(metadata, "namespace")) {
        Some(namespace) => format!("{kind} {namespace}/{name}"),
        None => format!("{kind} {name}"),
    };
    // A Secret's `data` and a ConfigMap's `binaryData` are base64.
    for (field, encoded) in [("data", kind == "Secret"), ("stringData", false), ("binaryData", true)] {
        for entry in object.get(field).map_or(&[][..], Node::entries) {
            let (Some(key), Some(value)) = (entry.key.as_str(), entry.value.as_str()) else { continue };
            let bytes = if encoded { decoded(value) } else { Ok(value.as_bytes().to_vec()) };
            if bytes.as_ref().is_ok_and(|bytes| !may_matter(key, bytes)) || (bytes.is_err() && !is_named(key))
            {
                continue;
            }
            entries.push(Entry { label: format!("{name}: {key}"), object: number, bytes });
        }
    }
}

fn decoded(value: &str) -> Result<Vec<u8>, Problem> {
    let compact: String = value.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    BASE64_STANDARD.decode(compact).map_err(|_| Problem {
        problem: "the value under `data` is not base64".to_owned(),
        help: Some("encode it with `base64 -w0`, or write it under `stringData` as it is".to_owned()),
    })
}

/// Settings and passwords stand beside certificates.
fn may_matter(key: &str, bytes: &[u8]) -> bool {
    is_named(key) || bytes.windows(11).any(|window| window == b"-----BEGIN ")
}

/// The usual names and endings.
fn is_named(key: &str) -> bool {
    [".crt", ".key", ".pem", ".cer", ".der", ".p12", ".pfx", ".crl", "ca-bundle"]
        .iter()
        .any(|ending| key.to_ascii_lowercase().ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Vec<String> {
        entries(text.as_bytes()).unwrap().into_iter().map(|entry| entry.label).collect()
    }

    #[test]
    fn secrets_and_config_maps() {
        let yaml = "apiVersion: v1\nkind: Secret\nmetadata: {name: otel-tls, namespace: telemetry}\ndata:\n  tls.crt: aGVsbG8=\n  password: c2VjcmV0\n---\nkind: ConfigMap\nmetadata: {name: ca}\ndata:\n  ca.crt: |\n    -----BEGIN CERTIFICATE-----\n  settings.yaml: 'a: 1'\n";
        assert_eq!(labels(yaml), ["Secret telemetry/otel-tls: tls.crt", "ConfigMap ca: ca.crt"]);
        let first = entries(yaml.as_bytes()).unwrap().remove(0);
        assert_eq!(first.bytes.unwrap(), b"hello");
        let json =
            r#"{"kind":"List","items":[{"kind":"Secret","metadata":{"name":"a"},"data":{"tls.key":"!"}}]}"#;
        let entry = entries(json.as_bytes()).unwrap().remove(0);
        assert_eq!(entry.label, "Secret a: tls.key");
        assert!(entry.bytes.unwrap_err().problem.contains("base64"));
    }

    #[test]
    fn anything_else_is_none() {
        for text in
            ["", "kind: Deployment # Secret", "kind: [Secret", "Secret kind of text", "\u{0}kind Secret"]
        {
            assert!(entries(text.as_bytes()).is_none(), "{text}");
        }
    }
}
