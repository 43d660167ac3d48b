//! The Operator's `Instrumentation`: where the SDKs of instrumented pods export to, and with what.
//!
//! Source: opentelemetry-operator `apis/v1alpha1/instrumentation_types.go`, `internal/instrumentation/exporter.go`.

use super::mount;
use super::object::Object;
use super::object::Objects;
use crate::finding::Code;
use crate::lint::endpoint::Address;
use crate::lint::endpoint::has_reference;
use crate::lint::found::Found;
use crate::lint::found::Setting;
use crate::lint::nearest;
use crate::yaml::Node;

const TLS: [&str; 3] = ["spec", "exporter", "tls"];
const TLS_KEYS: [&str; 5] = ["secretName", "configMapName", "ca_file", "cert_file", "key_file"];

/// What is wrong with it.
pub(in crate::lint) fn check(objects: &Objects<'_>, object: &Object<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let endpoint = object.setting(&["spec", "exporter", "endpoint"]);
    let tls = object.node.at(&TLS).filter(|tls| !tls.entries().is_empty());
    if let Some(endpoint) = &endpoint {
        found.extend(scheme(endpoint, tls));
    }
    let Some(tls) = tls else { return found };
    found.extend(tls.entries().iter().filter_map(|entry| unknown(object, &entry.key)));
    found.extend(half_pair(object));
    for (key, takes_map) in [("ca_file", true), ("cert_file", false), ("key_file", false)] {
        found.extend(file(objects, object, key, takes_map));
    }
    let names = ["ca_file", "cert_file", "key_file"];
    if !names.iter().any(|name| tls.get(name).is_some()) {
        let secret = setting(object, "secretName").or_else(|| setting(object, "configMapName"));
        found.extend(secret.map(|secret| {
            let message = "it is mounted, but no variable names a file of it: `ca_file` is not set";
            secret.found(Code::IgnoredSetting, message).with(&["spec.exporter.tls.ca_file"]).likely()
        }));
    }
    found
}

fn setting<'a>(object: &Object<'a>, key: &str) -> Option<Setting<'a>> {
    object.setting(&[TLS[0], TLS[1], TLS[2], key])
}

/// TLS is turned on by the endpoint's scheme alone.
fn scheme(endpoint: &Setting<'_>, tls: Option<&Node>) -> Option<Found> {
    let text = endpoint.node.text().filter(|text| !has_reference(text))?;
    let address = Address::of(text);
    if tls.is_none() || address.is_https() {
        return address.cleartext(endpoint, false);
    }
    let others = ["spec.exporter.tls"];
    let found = match address.scheme.as_deref() {
        Some("http") => {
            let message = "`tls` is set, but `http://` is cleartext: the SDKs use no certificate";
            let found = endpoint.told_as(Code::SchemeMismatch, &address.shown, message);
            if address.is_plain {
                found.instead(text.trim().replacen("http://", "https://", 1))
            } else {
                found
            }
        }
        None => {
            let message =
                format!("`tls` is set, but `{}` has no scheme: it must be `https://`", address.shown);
            let found = endpoint.told_as(Code::SchemeMismatch, &address.shown, message);
            if address.is_plain { found.instead(format!("https://{}", text.trim())) } else { found }
        }
        Some(_) => return None,
    };
    Some(found.with(&others))
}

fn unknown(object: &Object<'_>, key: &Node) -> Option<Found> {
    let name = key.text()?;
    if TLS_KEYS.contains(&name) {
        return None;
    }
    let setting = Setting::new(object.file, format!("{}.{name}", TLS.join(".")), key);
    let near = match name {
        "ca" | "caFile" | "ca_cert" => Some("ca_file"),
        "cert" | "certFile" => Some("cert_file"),
        "key" | "keyFile" => Some("key_file"),
        "secret" => Some("secretName"),
        "configMap" => Some("configMapName"),
        _ => nearest(name, &TLS_KEYS),
    };
    Some(match near {
        Some(near) => setting
            .found(Code::UnknownSetting, format!("there is no `{name}` here; did you mean `{near}`?"))
            .instead(near),
        None => {
            let message = format!(
                "there is no `{name}` here: the resource has {}",
                TLS_KEYS.map(|key| format!("`{key}`")).join(", ")
            );
            setting.found(Code::UnknownSetting, message)
        }
    })
}

fn half_pair(object: &Object<'_>) -> Option<Found> {
    let (there, missing) = match (setting(object, "cert_file"), setting(object, "key_file")) {
        (Some(cert), None) => (cert, "key_file"),
        (None, Some(key)) => (key, "cert_file"),
        _ => return None,
    };
    let message = format!("there is no `{missing}`: the client certificate is not sent");
    Some(there.found(Code::ConflictingSettings, message).with(&[&format!("{}.{missing}", TLS.join("."))]))
}

/// A key of the Secret or ConfigMap, or an absolute path.
fn file(objects: &Objects<'_>, object: &Object<'_>, key: &str, takes_map: bool) -> Option<Found> {
    let named = setting(object, key)?;
    let name = named.node.as_str().filter(|name| !name.starts_with('/') && !has_reference(name))?;
    let map = setting(object, "configMapName").filter(|_| takes_map);
    let secret = setting(object, "secretName");
    let Some(source) = map.clone().or(secret) else {
        let wanted = if takes_map { "`configMapName` or `secretName`" } else { "`secretName`" };
        let message = format!(
            "`{name}` is a key of a Secret, but {wanted} is not set: nothing is mounted; an absolute path is taken as \
             it is"
        );
        return Some(named.found(Code::ConflictingSettings, message));
    };
    // The Secret is looked for in the namespace of the instrumented pod; this one is the likeliest.
    let source = source.node.as_str()?;
    let problem = mount::key_missing(objects, object, map.is_none(), source, name)?;
    let message = format!("the file is not there: {problem}");
    Some(named.unreadable(name, problem, message).likely())
}
