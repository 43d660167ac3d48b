//! The error texts of the exporters, as data: `runtime` renders them, `messages` recognises them.
//!
//! A template is the part of the exporter's line that names the fault, word for word; `{host}` and the like
//! stand for this run's values. Where it was captured is said beside each table. No judgement here.

mod dotnet;
mod go;
mod grpc_core;
mod java;
mod node;
mod openssl;
mod rustls;
mod value;

pub use value::{Value, Values};

use crate::finding::Code;

/// One text of one or more exporters.
#[derive(Debug)]
pub struct Wording {
    /// The exporters that print it.
    pub runtimes: &'static [&'static str],
    /// Of which versions: `Python 3.13+`; empty: of all that were looked at.
    pub versions: &'static str,
    /// What it means.
    pub code: Code,
    /// Values that must be known for this text to be the one: flags such as [`Value::Ip`].
    pub needs: &'static [Value],
    /// The text.
    pub template: &'static str,
}

/// A text of all versions that were looked at.
const fn text(
    runtimes: &'static [&'static str],
    code: Code,
    needs: &'static [Value],
    template: &'static str,
) -> Wording {
    Wording { runtimes, versions: "", code, needs, template }
}

/// Every text. Of one runtime and code, the first that fits is the one it prints; the others are older or rarer.
pub fn entries() -> impl Iterator<Item = &'static Wording> {
    [go::TEXTS, grpc_core::TEXTS, java::TEXTS, openssl::TEXTS, node::TEXTS, rustls::TEXTS, dotnet::TEXTS]
        .into_iter()
        .flatten()
}

/// What this runtime prints for this code. `None`: its text is not known, or a value of it is not.
pub fn render(runtime: &str, code: Code, values: &Values) -> Option<String> {
    entries()
        .filter(|wording| wording.code == code && wording.runtimes.contains(&runtime))
        .filter(|wording| wording.needs.iter().all(|value| values.has(*value)))
        .find_map(|wording| fill(wording.template, values))
}

/// Puts the values in. `None` when one is missing.
fn fill(template: &str, values: &Values) -> Option<String> {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (name, after) = after.split_once('}')?;
        match Value::named(name) {
            Some(value) => text.push_str(values.get(value)?),
            // Braces of the exporter's own.
            None => {
                text.push('{');
                text.push_str(name);
                text.push('}');
            }
        }
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime;

    #[test]
    fn values_are_filled_in_and_a_missing_one_means_no_text() {
        let mut values = Values::default();
        values.set(Value::Host, "otel");
        assert_eq!(fill("to {host}: {} x", &values).as_deref(), Some("to otel: {} x"));
        assert_eq!(fill("to {host}:{port}", &values), None);
    }

    #[test]
    fn every_runtime_named_here_exists() {
        let known: Vec<&str> = runtime::exporters().iter().map(|exporter| exporter.name).collect();
        for wording in entries() {
            assert!(!wording.runtimes.is_empty());
            assert!(wording.runtimes.iter().all(|name| known.contains(name)), "{wording:?}");
        }
    }

    #[test]
    fn every_placeholder_has_a_name() {
        for wording in entries() {
            for part in wording.template.split('{').skip(1) {
                let name = part.split('}').next().unwrap();
                assert!(Value::named(name).is_some(), "{{{name}}} in {}", wording.template);
            }
        }
    }
}
