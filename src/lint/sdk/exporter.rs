//! The rules of one exporter.

use super::Exporter;
use super::Version;
use crate::finding::Code;
use crate::finding::Severity;
use crate::lint::endpoint::Address;
use crate::lint::endpoint::has_reference;
use crate::lint::found::Found;
use crate::lint::found::Setting;
use crate::lint::nearest;
use crate::target::Protocol;
use crate::yaml::Node;
use crate::yaml::Style;

/// What an exporter knows since 1.0, over gRPC or HTTP.
const KEYS: [&str; 8] = [
    "endpoint",
    "tls",
    "headers",
    "headers_list",
    "compression",
    "timeout",
    "max_request_size",
    "max_response_size",
];
/// Only over HTTP.
const HTTP_KEYS: [&str; 1] = ["encoding"];
/// Only of metrics.
const METRIC_KEYS: [&str; 2] = ["temporality_preference", "default_histogram_aggregation"];
const TLS_KEYS: [&str; 3] = ["ca_file", "cert_file", "key_file"];
/// Old names, at the exporter's own level or in `tls`, and what they are now.
const MOVED: [(&str, &str); 9] = [
    ("certificate", "ca_file"),
    ("certificate_file", "ca_file"),
    ("client_key", "key_file"),
    ("client_key_file", "key_file"),
    ("client_certificate", "cert_file"),
    ("client_certificate_file", "cert_file"),
    ("ca", "ca_file"),
    ("cert", "cert_file"),
    ("key", "key_file"),
];

/// What is wrong with it.
pub(super) fn check(exporter: &Exporter<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let protocol = match exporter.kind.text() {
        Some("otlp_grpc") => Some(Protocol::Grpc),
        Some("otlp_http") => Some(Protocol::HttpProtobuf),
        _ => {
            found.extend(old_exporter(exporter));
            None
        }
    };
    if let (Some(protocol), Version::One) = (protocol, exporter.version) {
        found.extend(unknown_keys(exporter, protocol));
    }
    found.extend(half_pair(exporter));
    if let Some(endpoint) = exporter.setting(&["endpoint"]) {
        found.extend(endpoint_rules(exporter, &endpoint, protocol));
    }
    found.extend(quoted_boolean(exporter));
    found
}

/// `otlp` was parted into `otlp_http` and `otlp_grpc` in 0.4.
fn old_exporter(exporter: &Exporter<'_>) -> Option<Found> {
    if exporter.version == Version::Other {
        return None;
    }
    let path = exporter.path.clone();
    let setting = Setting::new(exporter.file, path, exporter.kind);
    let instead = match exporter.settings.get("protocol").and_then(Node::text) {
        Some(protocol) if protocol.starts_with("grpc") => "otlp_grpc",
        Some(protocol) if protocol.starts_with("http") => "otlp_http",
        _ => {
            let message = "there is no exporter `otlp` since 0.4: it is `otlp_http` or `otlp_grpc`";
            return Some(setting.found(Code::UnknownSetting, message));
        }
    };
    let message = format!("there is no exporter `otlp` since 0.4: this one is `{instead}`");
    Some(setting.found(Code::UnknownSetting, message).instead(instead))
}

/// Keys that the schema does not have. What an SDK does with them differs: it refuses the file, or passes them over.
fn unknown_keys(exporter: &Exporter<'_>, protocol: Protocol) -> Vec<Found> {
    let mut known: Vec<&str> = KEYS.to_vec();
    if protocol == Protocol::HttpProtobuf {
        known.extend(HTTP_KEYS);
    }
    if exporter.path.starts_with("meter_provider") {
        known.extend(METRIC_KEYS);
    }
    let mut found: Vec<Found> = exporter
        .settings
        .entries()
        .iter()
        .filter_map(|entry| unknown(exporter, &entry.key, &[], &known, protocol))
        .collect();
    let mut known = TLS_KEYS.to_vec();
    if protocol == Protocol::Grpc {
        known.push("insecure");
    }
    let tls = exporter.settings.get("tls").map_or(&[][..], Node::entries);
    found.extend(tls.iter().filter_map(|entry| unknown(exporter, &entry.key, &["tls"], &known, protocol)));
    found
}

fn unknown(
    exporter: &Exporter<'_>,
    key: &Node,
    parent: &[&str],
    known: &[&str],
    protocol: Protocol,
) -> Option<Found> {
    let name = key.text()?;
    // Keys in the making are marked so; every SDK may have its own.
    if known.contains(&name) || name.ends_with("/development") {
        return None;
    }
    let keys: Vec<&str> = parent.iter().copied().chain([name]).collect();
    let setting = Setting::new(exporter.file, exporter.path_of(&keys), key);
    let moved = MOVED.iter().find(|(old, _)| *old == name).map(|(_, new)| *new);
    let (message, instead) = match (name, moved) {
        ("insecure", _) if protocol == Protocol::HttpProtobuf => {
            ("there is no `insecure` over HTTP: the endpoint's scheme decides".to_owned(), None)
        }
        ("insecure", _) => ("`insecure` stands under `tls`".to_owned(), None),
        ("insecure_skip_verify" | "verify" | "skip_verify", _) => {
            ("no SDK's configuration turns verification off; the CA goes into `tls.ca_file`".to_owned(), None)
        }
        (_, Some(new)) if parent.is_empty() => {
            (format!("there is no `{name}` beside `endpoint`: it is `tls.{new}`"), None)
        }
        (_, Some(new)) => (format!("there is no `{name}`: it is `{new}`"), Some(new)),
        (_, None) if parent.is_empty() && TLS_KEYS.contains(&name) => {
            (format!("`{name}` stands under `tls`"), None)
        }
        (_, None) => match nearest(name, known) {
            Some(near) => (format!("there is no setting `{name}`; did you mean `{near}`?"), Some(near)),
            None => (format!("an OTLP exporter has no setting `{name}` in the schema"), None),
        },
    };
    let found = setting.found(Code::UnknownSetting, message).weighing(Severity::Warning);
    Some(match instead {
        Some(name) => found.instead(name),
        None => found,
    })
}

/// A certificate without its key, or the reverse.
fn half_pair(exporter: &Exporter<'_>) -> Option<Found> {
    let cert = exporter.setting(&["tls", "cert_file"]);
    let key = exporter.setting(&["tls", "key_file"]);
    let (there, other) = match (cert, key) {
        (Some(cert), None) => (cert, "key_file"),
        (None, Some(key)) => (key, "cert_file"),
        _ => return None,
    };
    let name = there.path.rsplit('.').next().unwrap_or_default().to_owned();
    let message = format!("`{name}` without `{other}`: the client certificate is not sent");
    let missing = exporter.path_of(&["tls", other]);
    Some(there.found(Code::ConflictingSettings, message).with(&[&missing]))
}

fn endpoint_rules(exporter: &Exporter<'_>, endpoint: &Setting<'_>, protocol: Option<Protocol>) -> Vec<Found> {
    let Some(text) = endpoint.node.text().filter(|text| !has_reference(text)) else { return Vec::new() };
    let address = Address::of(text);
    let mut found = Vec::new();
    if protocol == Some(Protocol::HttpProtobuf) && address.scheme.is_none() {
        let message = format!("over HTTP the endpoint is a URL: `{}` has no scheme", address.shown);
        found.push(endpoint.told_as(Code::SchemeMismatch, &address.shown, message));
    }
    if let Some(protocol) = protocol {
        found.extend(address.wrong_port(endpoint, protocol));
    }
    if protocol == Some(Protocol::HttpProtobuf) && address.scheme.is_some() && address.path.is_empty() {
        let path = exporter.signal.path(Protocol::HttpProtobuf);
        let message = format!("the endpoint is used as it is: nothing adds `{path}`, and the answer is 404");
        let whole = format!("{}{path}", address.shown.trim_end_matches('/'));
        let one = endpoint.told_as(Code::UnsupportedSetting, &address.shown, message);
        let one = one.weighing(Severity::Warning);
        found.push(if address.is_plain { one.instead(whole) } else { one });
    }
    found.extend(scheme_and_tls(exporter, endpoint, &address));
    found
}

/// The scheme goes before everything in `tls`.
fn scheme_and_tls(exporter: &Exporter<'_>, endpoint: &Setting<'_>, address: &Address) -> Vec<Found> {
    let mut found = Vec::new();
    let insecure = exporter.setting(&["tls", "insecure"]);
    let insecure = insecure.filter(|setting| setting.node.as_bool() == Some(true));
    if address.is_https() {
        found.extend(insecure.map(|setting| {
            let message = "`insecure: true` has no effect: the endpoint says `https://`";
            setting.found(Code::IgnoredSetting, message).with(&[&endpoint.path])
        }));
    } else if address.is_http() {
        for key in ["ca_file", "cert_file", "key_file"] {
            let Some(setting) = exporter.setting(&["tls", key]) else { continue };
            let message = format!("`{key}` has no effect: the endpoint says `http://`, which is cleartext");
            // Go over gRPC speaks TLS all the same.
            found.push(setting.found(Code::IgnoredSetting, message).with(&[&endpoint.path]).likely());
        }
        let headers = ["headers", "headers_list"].iter().any(|key| {
            exporter.setting(&[*key]).is_some_and(|headers| {
                headers.node.text().is_some()
                    || !headers.node.items().is_empty()
                    || !headers.node.entries().is_empty()
            })
        });
        found.extend(address.cleartext(endpoint, headers));
    }
    found
}

/// `insecure: "true"` is a string.
fn quoted_boolean(exporter: &Exporter<'_>) -> Option<Found> {
    let setting = exporter.setting(&["tls", "insecure"])?;
    let scalar = setting.node.as_scalar()?;
    let text = scalar.text.to_ascii_lowercase();
    if scalar.style == Style::Plain || !matches!(text.as_str(), "true" | "false") {
        return None;
    }
    let message = "`insecure` is a boolean; in quotes it is a string";
    let found = setting.found(Code::UnsupportedSetting, message).weighing(Severity::Warning);
    Some(found.instead(text))
}
