//! Which volume brings a file into a container, and whether that volume has the file.

use super::object::Object;
use super::object::Objects;
use crate::lint::endpoint::has_reference;
use crate::yaml::Node;

/// A container, or the Collector of an Operator's resource, with the volumes of its pod.
#[derive(Clone, Copy, Debug)]
pub(in crate::lint) struct Container<'a> {
    /// The object that it is in.
    pub(in crate::lint) object: Object<'a>,
    /// The pod's specification: `volumes`.
    pub(in crate::lint) pod: &'a Node,
    /// The container: `env`, `envFrom`, `volumeMounts`.
    pub(in crate::lint) node: &'a Node,
    /// Annotations of the pod.
    pub(in crate::lint) annotations: Option<&'a Node>,
    /// Labels of the pod, which Services select by.
    pub(in crate::lint) labels: Option<&'a Node>,
}

/// Where a file of a container comes from.
#[derive(Clone, Copy, Debug)]
pub(in crate::lint) enum Origin<'a> {
    /// A mount covers it.
    Mount(Mounted<'a>),
    /// None does, and it is no place that images or controllers fill.
    Nothing,
    /// The image, the system or a controller may bring it.
    Elsewhere,
}

/// A file that a mount brings.
#[derive(Clone, Copy, Debug)]
pub(in crate::lint) struct Mounted<'a> {
    /// The volume; `None`: the pod has none of that name, so something else adds it.
    pub(in crate::lint) volume: Option<&'a Node>,
    /// `subPath` of the mount.
    pub(in crate::lint) sub_path: Option<&'a Node>,
    /// Where in the volume the file is.
    pub(in crate::lint) key: Key<'a>,
}

/// A path in a volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Key<'a> {
    /// This one.
    At(&'a str),
    /// It cannot be told.
    Unknown,
}

/// Places that images, the kubelet and the usual controllers fill.
const ELSEWHERE: [&str; 10] = [
    "/etc/ssl/",
    "/etc/pki/",
    "/etc/ca-certificates/",
    "/usr/",
    "/var/run/secrets/",
    "/run/secrets/",
    "/vault/secrets/",
    "/var/conf/",
    "/otel-auto-instrumentation",
    "/proc/",
];

impl<'a> Container<'a> {
    /// Where the file at `path` comes from.
    pub(in crate::lint) fn origin(&self, path: &'a str) -> Origin<'a> {
        if !path.starts_with('/') || has_reference(path) {
            return Origin::Elsewhere;
        }
        let mounts = self.node.get("volumeMounts").map_or(&[][..], Node::items);
        let covering = mounts
            .iter()
            .filter_map(|mount| {
                let at = mount.get("mountPath")?.as_str()?.trim_end_matches('/');
                let rest = path.strip_prefix(at)?;
                (rest.is_empty() || rest.starts_with('/')).then_some((
                    at.len(),
                    rest.trim_start_matches('/'),
                    mount,
                ))
            })
            // The deepest mount is the one that is seen.
            .max_by_key(|(length, _, _)| *length);
        if let Some((_, rest, mount)) = covering {
            return Origin::Mount(self.mounted(mount, rest));
        }
        // A container without an image is laid over another one, which may have the mount: a patch.
        let is_patch = self.object.kind != "OpenTelemetryCollector" && self.node.get("image").is_none();
        if is_patch || ELSEWHERE.iter().any(|place| path.starts_with(place)) || self.is_injected() {
            return Origin::Elsewhere;
        }
        // What cannot be read may be the mount.
        let unreadable =
            |mount: &Node| mount.get("mountPath").and_then(Node::as_str).is_none_or(has_reference);
        if mounts.iter().any(unreadable) { Origin::Elsewhere } else { Origin::Nothing }
    }

    fn mounted(&self, mount: &'a Node, rest: &'a str) -> Mounted<'a> {
        let name = mount.get("name").and_then(Node::as_str);
        let volumes = self.pod.get("volumes").map_or(&[][..], Node::items);
        let claims = self.pod.get("volumeClaimTemplates").map_or(&[][..], Node::items);
        let is_claim =
            claims.iter().any(|claim| claim.at(&["metadata", "name"]).and_then(Node::as_str) == name);
        let volume = volumes.iter().find(|volume| volume.get("name").and_then(Node::as_str) == name);
        let sub_path = mount.get("subPath").filter(|node| node.as_str().is_some_and(|text| !text.is_empty()));
        let key = match sub_path.and_then(Node::as_str) {
            None if mount.get("subPathExpr").is_none() => Key::At(rest),
            Some(sub_path) if rest.is_empty() => Key::At(sub_path),
            _ => Key::Unknown,
        };
        Mounted { volume: volume.filter(|_| !is_claim), sub_path, key }
    }

    /// A webhook adds mounts when the pod is made.
    fn is_injected(&self) -> bool {
        self.annotations
            .map_or(&[][..], Node::entries)
            .iter()
            .filter_map(|entry| entry.key.text())
            .any(|key| key.contains("inject"))
    }
}

/// A Secret or ConfigMap that a volume is made of.
#[derive(Clone, Copy, Debug)]
pub(in crate::lint) struct Part<'a> {
    pub(in crate::lint) is_secret: bool,
    pub(in crate::lint) name: &'a str,
    /// `items`: which keys become which files; `None`: all, by their names.
    items: Option<&'a Node>,
    optional: bool,
}

/// What a volume is made of; `None`: something that is not in manifests.
pub(in crate::lint) fn parts<'a>(volume: &'a Node) -> Option<Vec<Part<'a>>> {
    let part = |node: &'a Node, is_secret: bool, name: &str| {
        Some(Part {
            is_secret,
            name: node.get(name)?.as_str().filter(|name| !name.is_empty() && !has_reference(name))?,
            items: node.get("items").filter(|items| !items.items().is_empty()),
            optional: node.get("optional").and_then(Node::as_bool) == Some(true),
        })
    };
    if let Some(secret) = volume.get("secret") {
        return Some(vec![part(secret, true, "secretName")?]);
    }
    if let Some(map) = volume.get("configMap") {
        return Some(vec![part(map, false, "name")?]);
    }
    let sources = volume.at(&["projected", "sources"])?.items();
    sources
        .iter()
        .map(|source| match (source.get("secret"), source.get("configMap")) {
            (Some(secret), _) => part(secret, true, "name"),
            (_, Some(map)) => part(map, false, "name"),
            // A token or the like.
            _ => None,
        })
        .collect()
}

impl<'a> Part<'a> {
    /// The key of the object that becomes this file; `Err`: `items` names no such file.
    pub(in crate::lint) fn key_of(&self, file: &'a str) -> Result<&'a str, ()> {
        let Some(items) = self.items else { return Ok(file) };
        items
            .items()
            .iter()
            .find(|item| item.get("path").and_then(Node::as_str) == Some(file))
            .and_then(|item| item.get("key")?.as_str())
            .ok_or(())
    }
}

/// Why a volume does not have a file, as far as the files say; `None`: it has, or it cannot be told.
pub(in crate::lint) fn missing<'a>(
    objects: &Objects<'a>,
    beside: &Object<'a>,
    volume: &'a Node,
    file: &'a str,
) -> Option<String> {
    let parts = parts(volume)?;
    let mut problems = Vec::new();
    for part in &parts {
        if part.optional {
            return None;
        }
        match part.key_of(file) {
            Err(()) => problems.push(format!("`items` of the volume names no file `{file}`")),
            Ok(key) => problems.push(key_missing(objects, beside, part.is_secret, part.name, key)?),
        }
    }
    // Each part lacks it.
    problems.into_iter().next()
}

/// Why a Secret or ConfigMap lacks a key; `None`: it has it, or it cannot be told.
pub(in crate::lint) fn key_missing(
    objects: &Objects<'_>,
    beside: &Object<'_>,
    is_secret: bool,
    name: &str,
    key: &str,
) -> Option<String> {
    let kind = if is_secret { "Secret" } else { "ConfigMap" };
    if let Some(object) = objects.named("", kind, name, beside) {
        if object.is_filled_elsewhere() {
            return None;
        }
        let data: Vec<&Node> =
            ["data", "stringData", "binaryData"].iter().filter_map(|field| object.node.get(field)).collect();
        let keys = || data.iter().flat_map(|data| data.entries()).filter_map(|entry| entry.key.text());
        // Without any data it is a placeholder.
        if keys().next().is_none() || keys().any(|known| known == key) {
            return None;
        }
        let kind = match object.node.get("type").and_then(Node::as_str) {
            Some("kubernetes.io/tls") => "the kubernetes.io/tls Secret",
            _ if is_secret => "the Secret",
            _ => "the ConfigMap",
        };
        let known: Vec<String> = keys().take(6).map(|known| format!("`{known}`")).collect();
        return Some(format!("{kind} `{name}` has no `{key}`; it has {}", known.join(", ")));
    }
    let certificate = objects.certificate_of(name, beside).filter(|_| is_secret)?;
    let spec = certificate.node.get("spec")?;
    let more = ["keystores", "additionalOutputFormats", "secretTemplate"];
    if matches!(key, "tls.crt" | "tls.key" | "ca.crt") || more.iter().any(|more| spec.get(more).is_some()) {
        return None;
    }
    Some(format!(
        "cert-manager writes `tls.crt`, `tls.key` and `ca.crt` into the Secret `{name}`, no `{key}`"
    ))
}
