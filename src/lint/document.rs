//! What kind of document it is, by its content.

use crate::yaml::Node;

/// The top-level keys of a Collector's configuration.
const COLLECTOR_KEYS: [&str; 6] =
    ["receivers", "processors", "exporters", "connectors", "extensions", "service"];

/// The keys of an SDK's declarative configuration that nothing else has.
const SDK_KEYS: [&str; 4] = ["file_format", "tracer_provider", "meter_provider", "logger_provider"];

/// A kind of document that can be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Of the Collector.
    Collector,
    /// Of an SDK (`OTEL_CONFIG_FILE`).
    Sdk,
    /// A Kubernetes object, or a list of them.
    Object,
    /// A Compose file.
    Compose,
    /// Values of a Helm chart.
    Values,
    /// What kustomize lays over other manifests, where it does not say so.
    Kustomization,
}

/// The kind of a document; `None`: neither.
pub(super) fn kind(document: &Node) -> Option<Kind> {
    let is_text = |key: &str| document.get(key).is_some_and(|value| value.as_str().is_some());
    if is_text("kind") && (is_text("apiVersion") || document.get("items").is_some_and(Node::is_sequence)) {
        return Some(Kind::Object);
    }
    if SDK_KEYS.iter().any(|key| document.get(key).is_some()) {
        return Some(Kind::Sdk);
    }
    if is_collector(document) {
        return Some(Kind::Collector);
    }
    if super::compose::is_compose(document) {
        return Some(Kind::Compose);
    }
    if super::kustomize::has_patches(document) {
        return Some(Kind::Kustomization);
    }
    super::values::is_values(document).then_some(Kind::Values)
}

/// A configuration of the Collector, or a part of one: the Collector merges several files.
pub(super) fn is_collector(document: &Node) -> bool {
    let keys: Vec<&str> = document.entries().iter().filter_map(|entry| entry.key.text()).collect();
    let is_section = |key: &&str| COLLECTOR_KEYS.contains(key);
    // `exporters: ${file:exporters.yaml}`
    let is_reference = |section: &Node| section.as_str().is_some_and(|text| text.starts_with("${"));
    let fits = |section: &Node| section.is_mapping() || section.is_null() || is_reference(section);
    let maps = keys.iter().filter(|key| is_section(key)).all(|key| document.get(key).is_some_and(fits));
    let named = |key: &str| keys.contains(&key);
    maps && (document.at(&["service", "pipelines"]).is_some()
        || named("receivers") && named("exporters")
        || !keys.is_empty()
            && keys.iter().all(is_section)
            && keys.iter().any(|key| matches!(*key, "receivers" | "exporters" | "service")))
}

/// Why a document is of no known kind: a clause, and what to do.
pub(super) fn why_not(document: &Node) -> (String, Option<&'static str>) {
    if !document.is_mapping() {
        return (
            format!("it holds no map of settings but a {}", document.type_name()),
            Some(
                "name a Collector configuration, an SDK configuration, Kubernetes manifests, a Compose file or Helm \
                 values",
            ),
        );
    }
    let keys: Vec<String> = document
        .entries()
        .iter()
        .filter_map(|entry| entry.key.text())
        .take(3)
        .map(|key| format!("`{}`", key.chars().take(40).collect::<String>().escape_debug()))
        .collect();
    let more = if document.entries().len() > 3 { " ..." } else { "" };
    (
        format!(
            "it is no Collector configuration (`receivers`, `exporters`, `service`), no SDK configuration \
             (`file_format`), no Kubernetes object (`apiVersion`, `kind`), no Compose file (`services`) and no Helm \
             values with a Collector's `config` or OTEL_EXPORTER_OTLP_* variables; its keys are {}{more}",
            keys.join(", ")
        ),
        None,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml;

    fn of(text: &str) -> Option<Kind> {
        kind(&yaml::parse(text).unwrap()[0])
    }

    #[test]
    fn kinds() {
        assert_eq!(of("receivers: {otlp: }\nexporters: {}\nx-anchors: 1"), Some(Kind::Collector));
        assert_eq!(of("exporters:\n  debug:\n"), Some(Kind::Collector));
        assert_eq!(of("service: {pipelines: {}}"), Some(Kind::Collector));
        assert_eq!(of("file_format: '0.4'"), Some(Kind::Sdk));
        assert_eq!(of("tracer_provider: {}"), Some(Kind::Sdk));
        assert_eq!(of("apiVersion: v1\nkind: Service"), Some(Kind::Object));
        assert_eq!(of("kind: List\nitems: []"), Some(Kind::Object));
        for other in ["services: {a: 1}", "service: web", "a: 1", "[]", "x", "extensions: {}", "kind: x"] {
            assert_eq!(of(other), None, "{other}");
        }
    }

    #[test]
    fn what_it_is_not() {
        let document = |text: &str| yaml::parse(text).unwrap().remove(0);
        assert!(why_not(&document("a: 1\nb: 2")).0.contains("its keys are `a`, `b`"));
        assert!(why_not(&document("- a")).0.contains("list"));
    }
}
