//! Pods, whatever makes them: the variables of their containers, and the files that these name.

use super::mount;
use super::mount::Container;
use super::mount::Key;
use super::mount::Origin;
use super::object::Object;
use super::object::Objects;
use crate::finding::Code;
use crate::finding::Severity;
use crate::lint::endpoint::has_reference;
use crate::lint::found::Found;
use crate::lint::found::Setting;
use crate::lint::variables::last_of_each;
use crate::yaml::Node;

/// A variable of a container.
#[derive(Clone, Debug)]
pub(in crate::lint) struct Variable<'a> {
    /// Its name.
    pub(in crate::lint) name: &'a str,
    /// Its value; `None`: it comes from elsewhere and is not known.
    pub(in crate::lint) value: Option<&'a str>,
    /// Where it is written.
    pub(in crate::lint) node: &'a Node,
}

/// The pod in an object, with the way to it.
fn pod<'a>(object: &Object<'a>) -> Option<(&'a Node, Option<&'a Node>)> {
    let keys: &[&str] = match (object.group, object.kind) {
        ("", "Pod") => &[],
        ("apps" | "extensions", "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet") => {
            &["spec", "template"]
        }
        ("", "ReplicationController") | ("batch", "Job") => &["spec", "template"],
        ("batch", "CronJob") => &["spec", "jobTemplate", "spec", "template"],
        ("argoproj.io", "Rollout") => &["spec", "template"],
        _ => return None,
    };
    let template = object.node.at(keys)?;
    Some((template.get("spec")?, template.get("metadata")))
}

/// The containers of an object; none of an object that makes no pods.
pub(in crate::lint) fn containers<'a>(object: &Object<'a>) -> Vec<Container<'a>> {
    if (object.group, object.kind) == ("opentelemetry.io", "OpenTelemetryCollector") {
        let Some(spec) = object.node.get("spec") else { return Vec::new() };
        let annotations = spec.get("podAnnotations");
        return vec![Container { object: *object, pod: spec, node: spec, annotations, labels: None }];
    }
    let Some((pod, metadata)) = pod(object) else { return Vec::new() };
    let of = |list: &str| pod.get(list).map_or(&[][..], Node::items).iter();
    of("initContainers")
        .chain(of("containers"))
        .map(|node| Container {
            object: *object,
            pod,
            node,
            annotations: metadata.and_then(|metadata| metadata.get("annotations")),
            labels: metadata.and_then(|metadata| metadata.get("labels")),
        })
        .collect()
}

/// The variables of a list `env`; of a name that is there twice, the last one.
pub(in crate::lint) fn variables(list: &[Node]) -> Vec<Variable<'_>> {
    let mut all: Vec<Variable<'_>> = Vec::new();
    for item in list {
        let Some(name) = item.get("name").and_then(Node::as_str) else { continue };
        let value = item.get("value");
        let known = value.filter(|_| item.get("valueFrom").is_none()).and_then(Node::text);
        all.push(Variable {
            name,
            value: known.filter(|value| !has_reference(value)),
            node: value.or_else(|| item.get("name")).unwrap_or(item),
        });
    }
    last_of_each(all, |variable| variable.name)
}

/// What a variable of an OTLP exporter names.
fn file_kind(name: &str) -> Option<&'static str> {
    let rest = name.strip_prefix("OTEL_EXPORTER_OTLP_")?;
    let rest =
        ["TRACES_", "METRICS_", "LOGS_"].iter().find_map(|signal| rest.strip_prefix(signal)).unwrap_or(rest);
    match rest {
        "CERTIFICATE" => Some("CA"),
        "CLIENT_CERTIFICATE" => Some("client certificate"),
        "CLIENT_KEY" => Some("client key"),
        _ => None,
    }
}

/// The variables of a container that name files, with their paths.
pub(in crate::lint) fn named_files<'a>(
    container: &Container<'a>,
) -> Vec<(&'static str, &'a str, Setting<'a>)> {
    variables(container.node.get("env").map_or(&[], Node::items))
        .into_iter()
        .filter_map(|variable| {
            let kind = file_kind(variable.name)?;
            let path = variable.value.filter(|value| !value.is_empty())?;
            Some((kind, path, Setting::new(container.object.file, variable.name, variable.node)))
        })
        .collect()
}

/// The files that the variables of an object's containers name.
pub(in crate::lint) fn check(objects: &Objects<'_>, object: &Object<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for container in containers(object) {
        for (kind, path, setting) in named_files(&container) {
            found.extend(file(objects, &container, kind, path, &setting));
        }
    }
    found
}

/// One file that a setting of a container names.
pub(in crate::lint) fn file<'a>(
    objects: &Objects<'a>,
    container: &Container<'a>,
    kind: &str,
    path: &'a str,
    setting: &Setting<'a>,
) -> Vec<Found> {
    let mounted = match container.origin(path) {
        Origin::Elsewhere => return Vec::new(),
        Origin::Nothing => {
            let problem = "no volume is mounted there";
            let message =
                format!("`{path}` is in no mounted volume: unless the image has it, there is no {kind}");
            return vec![setting.unreadable(path, problem, message).weighing(Severity::Warning).likely()];
        }
        Origin::Mount(mounted) => mounted,
    };
    let mut found = Vec::new();
    if let (Some(volume), Key::At(key)) = (mounted.volume, mounted.key) {
        if let Some(problem) = mount::missing(objects, &container.object, volume, key) {
            let message = format!("`{path}` is not there: {problem}");
            found.push(setting.unreadable(path, problem, message));
        }
        if let Some(node) = mounted.sub_path.filter(|_| mount::parts(volume).is_some()) {
            let setting = Setting::new(setting.file, "subPath", node);
            let message = format!(
                "the {kind} at `{path}` stays as it is when the pod starts: what is mounted by `subPath` is not \
                 updated"
            );
            let setting = setting.found(Code::UnsupportedSetting, message);
            found.push(setting.weighing(Severity::Warning));
        }
    }
    found
}
