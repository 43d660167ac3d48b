//! The names of a Certificate against those of the Services in front of what presents it.

use super::mount::Container;
use super::object::Object;
use super::object::Objects;
use super::usage::Role;
use super::usage::Use;
use crate::finding::Code;
use crate::finding::Severity;
use crate::lint::endpoint::has_reference;
use crate::lint::found::Found;
use crate::lint::found::Setting;
use crate::yaml::Node;

/// The ports of OTLP.
const PORTS: [i128; 2] = [4317, 4318];

/// What is wrong with its names.
pub(super) fn check(objects: &Objects<'_>, object: &Object<'_>, own: &[&Use<'_>]) -> Vec<Found> {
    let names: Vec<&str> = object
        .node
        .at(&["spec", "dnsNames"])
        .map_or(&[][..], Node::items)
        .iter()
        .filter_map(Node::text)
        .collect();
    if names.is_empty() || names.iter().any(|name| has_reference(name)) {
        return Vec::new();
    }
    let Some(list) = object.node.get("spec").and_then(|spec| spec.entry("dnsNames")) else {
        return Vec::new();
    };
    let setting = Setting::new(object.file, "spec.dnsNames", &list.key);
    let mut found = Vec::new();
    for (service, sure) in services(objects, object, own) {
        let forms = forms(&service, object.namespace);
        let missing: Vec<&String> = forms.iter().filter(|form| !covers(&names, form)).collect();
        if missing.is_empty() {
            continue;
        }
        let all: Vec<String> = names
            .iter()
            .map(|name| if name.starts_with('*') { format!("\"{name}\"") } else { (*name).to_owned() })
            .chain(missing.iter().map(|name| (*name).clone()))
            .collect();
        let none = missing.len() == forms.len();
        let message = if none {
            format!("the names are not those of the Service `{service}`, through which it is reached")
        } else {
            let missing: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
            format!("who reaches the Service `{service}` by {} is told another name", missing.join(" or "))
        };
        let severity = if none { Severity::Warning } else { Severity::Note };
        let one = setting.found_silent(Code::NameMismatch, message).weighing(severity);
        let one = one.instead(format!("[{}]", all.join(", ")));
        found.push(if sure { one } else { one.likely() });
    }
    found
}

/// The Services of what presents the certificate; whether the files show that it does.
fn services(objects: &Objects<'_>, object: &Object<'_>, own: &[&Use<'_>]) -> Vec<(String, bool)> {
    let mut all: Vec<(String, bool)> = Vec::new();
    let mut add = |name: String, sure: bool| {
        if !has_reference(&name) && !all.iter().any(|(known, _)| *known == name) {
            all.push((name, sure));
        }
    };
    let servers = own.iter().filter(|one| one.role == Role::Server);
    for server in servers {
        if let ("OpenTelemetryCollector", Some(name)) = (server.object.kind, server.object.name) {
            add(format!("{name}-collector"), true);
        }
        for service in otlp_services(objects, object).filter(|service| selects(service, server.labels)) {
            service.name.into_iter().for_each(|name| add(name.to_owned(), true));
        }
    }
    if own.is_empty() {
        let named_alike = |service: &str| {
            let own = [object.name, object.text_at(&["spec", "secretName"])];
            own.into_iter().flatten().any(|name| name.strip_prefix(service).is_some_and(is_usual_end))
        };
        for service in otlp_services(objects, object) {
            service
                .name
                .filter(|name| named_alike(name))
                .into_iter()
                .for_each(|name| add(name.to_owned(), false));
        }
    }
    all
}

/// The names by which a container that serves is reached: a list for each Service.
pub(super) fn of_container(objects: &Objects<'_>, container: &Container<'_>) -> Vec<Vec<String>> {
    let object = &container.object;
    let own = (object.kind == "OpenTelemetryCollector").then_some(object.name).flatten();
    let own = own.map(|name| format!("{name}-collector"));
    let selected = otlp_services(objects, object).filter(|service| selects(service, container.labels));
    let names = own.into_iter().chain(selected.filter_map(|service| service.name.map(str::to_owned)));
    names.filter(|name| !has_reference(name)).map(|name| forms(&name, object.namespace)).collect()
}

fn is_usual_end(rest: &str) -> bool {
    matches!(rest, "" | "-tls" | "-cert" | "-certificate" | "-server" | "-server-tls" | "-server-cert")
}

fn otlp_services<'s, 'a>(
    objects: &'s Objects<'a>,
    object: &'s Object<'_>,
) -> impl Iterator<Item = &'s Object<'a>> {
    objects.of("", "Service").filter(move |service| service.is_beside(object)).filter(|service| {
        let ports = service.node.at(&["spec", "ports"]).map_or(&[][..], Node::items);
        ports.iter().filter_map(|port| port.get("port")?.as_int()).any(|port| PORTS.contains(&port))
    })
}

fn selects(service: &Object<'_>, labels: Option<&Node>) -> bool {
    let selector = service.node.at(&["spec", "selector"]).map_or(&[][..], Node::entries);
    let Some(labels) = labels else { return false };
    !selector.is_empty()
        && selector.iter().all(|entry| {
            entry.key.text().and_then(|key| labels.get(key)).and_then(Node::text) == entry.value.text()
        })
}

/// How a Service is called, from its own namespace and from others.
fn forms(service: &str, namespace: Option<&str>) -> Vec<String> {
    let mut forms = vec![service.to_owned()];
    if let Some(namespace) = namespace {
        for end in ["", ".svc", ".svc.cluster.local"] {
            forms.push(format!("{service}.{namespace}{end}"));
        }
    }
    forms
}

/// Whether one of the names covers `host`. Without a namespace, a longer name of the Service is as good.
fn covers(names: &[&str], host: &str) -> bool {
    names.iter().any(|name| {
        name.eq_ignore_ascii_case(host)
            || name.strip_prefix("*.").is_some_and(|rest| {
                host.split_once('.').is_some_and(|(_, own)| own.eq_ignore_ascii_case(rest))
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_wildcards() {
        assert!(covers(&["*.otel.svc"], "a.otel.svc"));
        assert!(!covers(&["*.otel.svc"], "a.b.otel.svc"));
        assert!(!covers(&["*.svc"], "svc"));
        assert_eq!(forms("a", None), ["a"]);
        assert_eq!(forms("a", Some("n")), ["a", "a.n", "a.n.svc", "a.n.svc.cluster.local"]);
    }
}
