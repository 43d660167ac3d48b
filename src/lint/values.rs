//! Values of Helm charts: the Collector configurations in them (`config` of the charts opentelemetry-collector and
//! opentelemetry-kube-stack, and wherever another chart passes values on to them), lists of variables (`env`, `extraEnvs`,
//! `envOverrides`), and `instrumentation.exporter`.
//!
//! Values are laid over those of the chart, so that what is not in them is not missing.

use super::found::Found;
use super::variables::Known;
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Severity;
use crate::yaml::Entry;
use crate::yaml::Kind;
use crate::yaml::Node;
use crate::yaml::Scalar;
use crate::yaml::Style;
use crate::yaml::Value;

/// Keys that hold a configuration.
const CONFIGURATIONS: [&str; 2] = ["config", "alternateConfig"];
/// Keys that hold a list of variables.
const VARIABLES: [&str; 5] = ["env", "extraEnvs", "envOverrides", "extraEnvVars", "extraEnv"];
/// How deep charts nest each other's values.
const DEEPEST: usize = 5;

/// Whether a document holds values in which something is to be looked at.
pub(super) fn is_values(document: &Node) -> bool {
    document.get("kind").is_none()
        && document.get("apiVersion").is_none()
        && (!configurations(document).is_empty()
            || !variables(document).is_empty()
            || !instrumentations(document).is_empty())
}

/// `instrumentation` of the chart opentelemetry-kube-stack: the specification of a resource of the Operator, each as such
/// a resource.
pub(super) fn instrumentations(document: &Node) -> Vec<Node> {
    let mut found = Vec::new();
    walk(document, 0, &mut |key, value| {
        if key == INSTRUMENTATION && value.get("exporter").is_some_and(Node::is_mapping) {
            let word = |text: &str| {
                let scalar = Scalar { text: text.to_owned(), style: Style::Plain, value: Value::String };
                Node { span: value.span, kind: Kind::Scalar(scalar), tag: None }
            };
            let spec = Entry { key: word("spec"), value: value.clone(), merged: false };
            found.push(Node { span: value.span, kind: Kind::Mapping(vec![spec]), tag: None });
        }
    });
    found
}

const INSTRUMENTATION: &str = "instrumentation";

/// What holds of one of them.
pub(super) fn check_instrumentation(name: &str, text: &str, resource: &Node) -> Vec<Found> {
    let mut found = super::manifest::check_instrumentation(name, text, resource);
    for path in found.iter_mut().filter_map(|one| one.held.location.as_mut()?.path.as_mut()) {
        if let Some(rest) = path.strip_prefix("spec.") {
            *path = format!("{INSTRUMENTATION}.{rest}");
        }
    }
    for one in &mut found {
        if let Evidence::Setting { setting, others, .. } = &mut one.held.evidence {
            for path in others.iter_mut().chain([setting]) {
                if let Some(rest) = path.strip_prefix("spec.") {
                    *path = format!("{INSTRUMENTATION}.{rest}");
                }
            }
        }
    }
    without_what_may_come(found)
}

/// The Collector configurations, parts of ones.
pub(super) fn configurations(document: &Node) -> Vec<&Node> {
    let mut found = Vec::new();
    walk(document, 0, &mut |key, value| {
        if CONFIGURATIONS.contains(&key) && super::document::is_collector(value) {
            found.push(value);
        }
    });
    found
}

/// The lists of variables with one of OTLP exporters in them. A value that the chart fills in is not known.
pub(super) fn variables(document: &Node) -> Vec<Vec<Known<'_>>> {
    let mut found = Vec::new();
    walk(document, 0, &mut |key, value| {
        if !VARIABLES.contains(&key) {
            return;
        }
        let list = super::manifest::variables_of(value);
        if list.iter().any(|variable| variable.name.starts_with("OTEL_EXPORTER_OTLP_")) {
            found.push(list.into_iter().map(Known::from).collect());
        }
    });
    found
}

fn walk<'a>(node: &'a Node, depth: usize, look: &mut dyn FnMut(&'a str, &'a Node)) {
    // A chart may have several Collectors in a list.
    for item in node.items().iter().filter(|item| depth < DEEPEST && item.is_mapping()) {
        walk(item, depth + 1, look);
    }
    for entry in node.entries() {
        let Some(key) = entry.key.text() else { continue };
        look(key, &entry.value);
        if depth < DEEPEST {
            walk(&entry.value, depth + 1, look);
        }
    }
}

/// Without what the chart's own values may complete.
pub(super) fn without_what_may_come(found: Vec<Found>) -> Vec<Found> {
    const MISSING: [&str; 7] = [
        "is missing",
        "is not configured",
        "no endpoint is given",
        "does not name",
        "neither `",
        "without certificate and key",
        "is given without",
    ];
    let may_come = |found: &Found| {
        let held = &found.held;
        MISSING.iter().any(|words| held.message.contains(words))
            || held.code == Code::IgnoredSetting && held.severity == Some(Severity::Note)
    };
    found.into_iter().filter(|found| !may_come(found)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml;

    #[test]
    fn charts_and_charts_in_charts() {
        let of = |text: &str| {
            let document = yaml::parse(text).unwrap().remove(0);
            (configurations(&document).len(), variables(&document).len(), is_values(&document))
        };
        let exporter = "{exporters: {otlp: {endpoint: 'a:1'}}}";
        assert_eq!(of(&format!("mode: deployment\nconfig: {exporter}")), (1, 0, true));
        assert_eq!(of(&format!("opentelemetry-collector: {{config: {exporter}}}")), (1, 0, true));
        assert_eq!(
            of(&format!("collectors: {{daemon: {{config: {exporter}}}, b: {{config: {exporter}}}}}")),
            (2, 0, true)
        );
        assert_eq!(
            of("components: {a: {env: [{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: x}]}}"),
            (0, 1, true)
        );
        for other in [
            "manager: {config: {a: 1}}",
            "env: [{name: A, value: b}]",
            "env: {A: b}",
            "kind: x\nconfig: {exporters: {otlp: }}",
        ] {
            assert!(!of(other).2, "{other}");
        }
    }
}
