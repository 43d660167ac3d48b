//! Kubernetes objects of the files, and how they name each other.

use crate::lint::found::Setting;
use crate::yaml::Node;

/// One object of a file.
#[derive(Clone, Copy, Debug)]
pub(in crate::lint) struct Object<'a> {
    /// The file as it was named.
    pub(in crate::lint) file: &'a str,
    /// The text of the file.
    pub(in crate::lint) text: &'a str,
    /// The object.
    pub(in crate::lint) node: &'a Node,
    pub(in crate::lint) kind: &'a str,
    /// Without the version: `cert-manager.io`, `apps`, empty for the core.
    pub(in crate::lint) group: &'a str,

    pub(in crate::lint) name: Option<&'a str>,
    /// As written. `None`: decided when it is applied.
    pub(in crate::lint) namespace: Option<&'a str>,
}

impl<'a> Object<'a> {
    /// The objects of a document: itself, or the items of a list.
    pub(in crate::lint) fn all(file: &'a str, text: &'a str, document: &'a Node, into: &mut Vec<Self>) {
        let Some(kind) = document.get("kind").and_then(Node::as_str) else { return };
        if kind.ends_with("List") && document.get("items").is_some_and(Node::is_sequence) {
            for item in document.get("items").map_or(&[][..], Node::items) {
                Self::all(file, text, item, into);
            }
            return;
        }
        let api = document.get("apiVersion").and_then(Node::as_str).unwrap_or_default();
        let (group, _) = api.split_once('/').unwrap_or(("", api));
        let metadata = |key| document.at(&["metadata", key]).and_then(Node::as_str);
        into.push(Self {
            file,
            text,
            node: document,
            kind,
            group,

            name: metadata("name"),
            namespace: metadata("namespace"),
        });
    }

    /// A setting of it; null and empty are as good as none.
    pub(in crate::lint) fn setting(&self, keys: &[&str]) -> Option<Setting<'a>> {
        let node = self.node.at(keys)?;
        let empty = node.is_null() || node.text().is_some_and(str::is_empty);
        (!empty).then(|| Setting::new(self.file, keys.join("."), node))
    }

    /// The text of a setting that is a string.
    pub(in crate::lint) fn text_at(&self, keys: &[&str]) -> Option<&'a str> {
        self.node.at(keys).and_then(Node::as_str).filter(|text| !text.is_empty())
    }

    /// The place of its name, or of the whole where it has none.
    pub(in crate::lint) fn named(&self, path: &str) -> Setting<'a> {
        Setting::new(self.file, path, self.node.at(&["metadata", "name"]).unwrap_or(self.node))
    }

    /// Whether both are surely, or by what is written, in one namespace: two that say nothing go together.
    pub(in crate::lint) fn is_beside(&self, other: &Object<'_>) -> bool {
        self.namespace == other.namespace
    }

    /// Whether the two are surely in different namespaces.
    pub(in crate::lint) fn is_apart(&self, other: &Object<'_>) -> bool {
        matches!((self.namespace, other.namespace), (Some(a), Some(b)) if a != b)
    }

    /// Some controller fills it in, so that what is written is not all of it.
    pub(in crate::lint) fn is_filled_elsewhere(&self) -> bool {
        self.node
            .at(&["metadata", "annotations"])
            .map_or(&[][..], Node::entries)
            .iter()
            .filter_map(|entry| entry.key.text())
            .any(|key| key.contains("inject") || key.contains("reflector") || key.contains("replicat"))
    }
}

/// All objects of all files.
#[derive(Debug, Default)]
pub(in crate::lint) struct Objects<'a> {
    pub(in crate::lint) list: Vec<Object<'a>>,
}

impl<'a> Objects<'a> {
    /// The objects of a kind.
    pub(in crate::lint) fn of(&self, group: &str, kind: &str) -> impl Iterator<Item = &Object<'a>> {
        self.list.iter().filter(move |object| object.group == group && object.kind == kind)
    }

    /// The one of this name in the same namespace as `beside`.
    pub(in crate::lint) fn named(
        &self,
        group: &str,
        kind: &str,
        name: &str,
        beside: &Object<'_>,
    ) -> Option<&Object<'a>> {
        self.of(group, kind).find(|object| object.name == Some(name) && object.is_beside(beside))
    }

    /// The cert-manager Certificate that writes a Secret.
    pub(in crate::lint) fn certificate_of(&self, secret: &str, beside: &Object<'_>) -> Option<&Object<'a>> {
        self.of("cert-manager.io", "Certificate").find(|object| {
            object.text_at(&["spec", "secretName"]) == Some(secret) && object.is_beside(beside)
        })
    }
}
