//! cert-manager's `Certificate`: what will be issued, and whether its users can use it.
//!
//! Source: <https://cert-manager.io/docs/reference/api-docs/> (v1).

use super::duration;
use super::names;
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

/// What is wrong with it.
/// `asks_java`: somebody asks how it is for Java.
pub(in crate::lint) fn check(
    objects: &Objects<'_>,
    object: &Object<'_>,
    uses: &[Use<'_>],
    asks_java: bool,
) -> Vec<Found> {
    let secret = object.text_at(&["spec", "secretName"]);
    let own: Vec<&Use<'_>> =
        uses.iter().filter(|one| Some(one.secret) == secret && one.object.is_beside(object)).collect();
    let mut found = Vec::new();
    found.extend(duration::check(object));
    if issues_certificates(objects, object) {
        found.extend(not_a_ca(object));
        return found;
    }
    let is_ca = object.node.at(&["spec", "isCA"]).and_then(Node::as_bool) == Some(true);
    if is_ca {
        found.extend(ca_as_leaf(object, &own));
    }
    found.extend(odd_names(object));
    if !is_ca || !own.is_empty() {
        found.extend(no_names(object, &own));
        found.extend(usages(object, &own));
        found.extend(algorithm(object, &own));
        found.extend(encoding(object, &own, asks_java));
        found.extend(names::check(objects, object, &own));
    }
    found
}

/// A CA issuer of the files uses its Secret.
fn issues_certificates(objects: &Objects<'_>, object: &Object<'_>) -> bool {
    let secret = object.text_at(&["spec", "secretName"]);
    secret.is_some()
        && objects.list.iter().any(|other| {
            other.group == "cert-manager.io"
                && matches!(other.kind, "Issuer" | "ClusterIssuer")
                && other.text_at(&["spec", "ca", "secretName"]) == secret
                && (other.kind == "ClusterIssuer" || !other.is_apart(object))
        })
}

fn not_a_ca(object: &Object<'_>) -> Option<Found> {
    let is_ca = object.node.at(&["spec", "isCA"]);
    if is_ca.is_some_and(|is_ca| is_ca.as_bool() != Some(false)) {
        return None;
    }
    let setting = match is_ca {
        Some(node) => Setting::new(object.file, "spec.isCA", node),
        None => object.named("spec.isCA"),
    };
    let message = "an issuer signs with this certificate, but it is no CA: nothing accepts what it signs";
    Some(setting.found(Code::InvalidCa, message).instead("true"))
}

fn used_as(own: &[&Use<'_>], role: Role) -> bool {
    own.iter().any(|one| one.role == role)
}

fn list<'a>(object: &Object<'a>, key: &str) -> Vec<&'a Node> {
    object.node.at(&["spec", key]).map_or(&[][..], Node::items).iter().collect()
}

/// `isCA: true` on what a server or client presents.
fn ca_as_leaf(object: &Object<'_>, own: &[&Use<'_>]) -> Option<Found> {
    let names = list(object, "dnsNames").len() + list(object, "ipAddresses").len();
    if own.is_empty() && (names == 0 || is_meant_as_ca(object)) {
        return None;
    }
    let setting = object.setting(&["spec", "isCA"])?;
    let message = "it is issued as a CA: exporters built on rustls refuse a CA as a server's certificate";
    let found = setting.found(Code::CaAsLeaf, message).weighing(Severity::Warning).instead("false");
    let found = found.for_exporters(&["rust-grpc", "rust-http"]);
    Some(if own.is_empty() { found.likely() } else { found })
}

/// It says of itself that it signs others.
fn is_meant_as_ca(object: &Object<'_>) -> bool {
    let names =
        [object.name, object.text_at(&["spec", "secretName"]), object.text_at(&["spec", "commonName"])];
    let mut words =
        names.into_iter().flatten().flat_map(|name| name.split(|c: char| !c.is_ascii_alphanumeric()));
    object.node.at(&["spec", "nameConstraints"]).is_some()
        || list(object, "usages").into_iter().any(|usage| usage.text() == Some("cert sign"))
        || words.any(|word| {
            ["ca", "root", "issuer", "intermediate"].iter().any(|known| word.eq_ignore_ascii_case(known))
        })
}

/// Addresses and URLs where names belong.
fn odd_names(object: &Object<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (index, node) in list(object, "dnsNames").into_iter().enumerate() {
        let Some(name) = node.text().filter(|name| !has_reference(name)) else { continue };
        let setting = Setting::new(object.file, format!("spec.dnsNames[{index}]"), node);
        if name.parse::<std::net::IpAddr>().is_ok() {
            let message = format!("`{name}` is an address: it counts only under `ipAddresses`");
            found.push(setting.found(Code::UnsupportedSetting, message).weighing(Severity::Warning));
        } else if name.contains("://") || name.contains(['/', ':', ' ']) {
            let message = format!("`{name}` is no host name: no client compares it");
            found.push(setting.found(Code::UnsupportedSetting, message).weighing(Severity::Warning));
        }
    }
    found
}

/// A common name alone.
fn no_names(object: &Object<'_>, own: &[&Use<'_>]) -> Option<Found> {
    let lists = ["dnsNames", "ipAddresses", "uris", "emailAddresses", "otherNames"];
    if lists.iter().any(|key| object.node.at(&["spec", key]).is_some_and(|list| !list.is_null())) {
        return None;
    }
    let name =
        object.setting(&["spec", "commonName"]).or_else(|| object.setting(&["spec", "literalSubject"]))?;
    let usages: Vec<&str> = list(object, "usages").into_iter().filter_map(Node::text).collect();
    let serves =
        used_as(own, Role::Server) || usages.contains(&"server auth") && !usages.contains(&"client auth");
    let is_client = used_as(own, Role::Client) || !usages.is_empty() && !usages.contains(&"server auth");
    if is_client && !serves {
        return None;
    }
    let message = "a server's certificate needs `dnsNames`: most exporters do not look at the common name";
    let found = name.found(Code::NoSan, message).with(&["spec.dnsNames"]);
    Some(if serves { found } else { found.weighing(Severity::Note).likely() })
}

/// `usages` replace cert-manager's default, with which both directions work.
fn usages(object: &Object<'_>, own: &[&Use<'_>]) -> Vec<Found> {
    let Some(setting) = object.setting(&["spec", "usages"]) else { return Vec::new() };
    let usages: Vec<&str> = list(object, "usages").into_iter().filter_map(Node::text).collect();
    let (server, client) = (usages.contains(&"server auth"), usages.contains(&"client auth"));
    // Without either there is no extended key usage at all, and nothing is refused.
    if !server && !client || usages.contains(&"any") {
        return Vec::new();
    }
    let full = "[digital signature, key encipherment, server auth, client auth]";
    let mut found = Vec::new();
    if !client && used_as(own, Role::Client) {
        let message =
            "it is used as a client's certificate, but is not issued for `client auth`: servers refuse it";
        found.push(setting.found_silent(Code::WrongKeyUsage, message).instead(full));
    } else if !client && own.is_empty() && is_client_by_name(object) {
        let message = "it is not issued for `client auth`: a server refuses it as a client's certificate";
        let found_one = setting.found_silent(Code::WrongKeyUsage, message).weighing(Severity::Warning);
        found.push(found_one.likely().instead(full));
    }
    if !server && used_as(own, Role::Server) {
        let message =
            "it is used as a server's certificate, but is not issued for `server auth`: exporters refuse it";
        found.push(setting.found_silent(Code::WrongKeyUsage, message).instead(full));
    }
    found
}

fn is_client_by_name(object: &Object<'_>) -> bool {
    [object.name, object.text_at(&["spec", "secretName"])]
        .into_iter()
        .flatten()
        .any(|name| name.split(['-', '.']).any(|part| part == "client"))
}

/// Ed25519 and, for some clients, ECDSA.
fn algorithm(object: &Object<'_>, own: &[&Use<'_>]) -> Option<Found> {
    let setting = object.setting(&["spec", "privateKey", "algorithm"])?;
    let is_client = used_as(own, Role::Client) || own.is_empty() && is_client_by_name(object);
    let is_server = used_as(own, Role::Server);
    let found = match setting.node.text()? {
        "Ed25519" if is_client => {
            let message = "Java's SDK and gRPC's core (Python, C++) cannot use an Ed25519 key";
            let found = setting.found(Code::UnsupportedSetting, message);
            found.for_exporters(&["java-grpc", "java-http", "python-grpc", "cpp-grpc"])
        }
        "Ed25519" if is_server => {
            let message = "gRPC's core (Python, C++) refuses a server with an Ed25519 key";
            setting.found(Code::UnsupportedSetting, message).for_exporters(&["python-grpc", "cpp-grpc"])
        }
        "ECDSA" if is_client && own.iter().any(|one| one.may_be_java) => {
            let message = "Ruby's SDK takes RSA keys only";
            let found = setting.found(Code::UnsupportedSetting, message).for_exporters(&["ruby-http"]);
            return Some(found.weighing(Severity::Note).likely().instead("RSA"));
        }
        _ => return None,
    };
    Some(found.weighing(Severity::Warning).instead("RSA"))
}

/// Java's SDK reads PKCS#8 only; cert-manager writes PKCS#1 or SEC 1 unless told.
fn encoding(object: &Object<'_>, own: &[&Use<'_>], asked: bool) -> Option<Found> {
    let encoding = object.setting(&["spec", "privateKey", "encoding"]);
    if encoding.as_ref().is_some_and(|encoding| encoding.node.text() == Some("PKCS8")) {
        return None;
    }
    let by_java = own.iter().any(|one| one.role == Role::Client && one.may_be_java);
    let by_name = asked && own.is_empty() && is_client_by_name(object);
    if !by_java && !by_name {
        return None;
    }
    let key = object.node.get("spec").and_then(|spec| spec.entry("privateKey")).map(|entry| &entry.key);
    let setting = match (encoding, key) {
        (Some(encoding), _) => encoding,
        (None, Some(key)) => Setting::new(object.file, "spec.privateKey.encoding", key),
        (None, None) => object.named("spec.privateKey.encoding"),
    };
    let message = "Java's SDK reads a client key in PKCS#8 only; cert-manager writes PKCS#1 unless told";
    let found = setting.found_silent(Code::UnsupportedSetting, message).instead("PKCS8").likely();
    // A manifest made for Java says so.
    let sure = asked || own.iter().any(|one| one.object.node.at(&["spec", "java"]).is_some());
    let severity = if sure { Severity::Warning } else { Severity::Note };
    Some(found.weighing(severity).for_exporters(&["java-grpc", "java-http"]))
}
