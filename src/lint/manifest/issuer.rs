//! cert-manager's issuers: whether the CA's Secret and the issuer find each other.

use super::object::Object;
use super::object::Objects;
use crate::finding::Code;
use crate::finding::Severity;
use crate::lint::found::Found;

/// Where a ClusterIssuer looks for Secrets unless cert-manager is told otherwise.
const CLUSTER_NAMESPACE: &str = "cert-manager";

/// An `Issuer` or `ClusterIssuer` of kind CA.
pub(super) fn check(objects: &Objects<'_>, object: &Object<'_>) -> Option<Found> {
    let setting = object.setting(&["spec", "ca", "secretName"])?;
    let secret = setting.node.as_str()?;
    let holds = |other: &&Object<'_>| match (other.group, other.kind) {
        ("cert-manager.io", "Certificate") => other.text_at(&["spec", "secretName"]) == Some(secret),
        ("", "Secret") => other.name == Some(secret),
        _ => false,
    };
    let holders: Vec<&Object<'_>> = objects.list.iter().filter(holds).collect();
    let wanted = match object.kind {
        "ClusterIssuer" => CLUSTER_NAMESPACE,
        _ => object.namespace?,
    };
    // One whose namespace is decided later may be the right one.
    let first = holders.first()?;
    if holders.iter().any(|holder| holder.namespace.is_none_or(|namespace| namespace == wanted)) {
        return None;
    }
    let there = first.namespace.unwrap_or_default();
    let (message, severity) = if object.kind == "ClusterIssuer" {
        let message = format!(
            "a ClusterIssuer looks for the Secret `{secret}` in the namespace `{wanted}`, unless cert-manager runs with \
             another --cluster-resource-namespace; the files put it into `{there}`"
        );
        (message, Severity::Warning)
    } else {
        let message = format!(
            "an Issuer looks for the Secret `{secret}` in its own namespace `{wanted}`; the files put it into `{there}`"
        );
        (message, Severity::Error)
    };
    let found =
        setting.found(Code::ConflictingSettings, message).weighing(severity).with(&["metadata.namespace"]);
    Some(if severity == Severity::Error { found } else { found.likely() })
}

/// The issuer that a `Certificate` names, where the files have one of that name that it does not reach.
pub(super) fn reference(objects: &Objects<'_>, object: &Object<'_>) -> Option<Found> {
    let setting = object.setting(&["spec", "issuerRef", "name"])?;
    let name = setting.node.as_str()?;
    let group = object.text_at(&["spec", "issuerRef", "group"]).unwrap_or("cert-manager.io");
    let kind = object.text_at(&["spec", "issuerRef", "kind"]).unwrap_or("Issuer");
    if group != "cert-manager.io" || kind != "Issuer" {
        return None;
    }
    let issuers: Vec<&Object<'_>> =
        objects.of(group, "Issuer").filter(|issuer| issuer.name == Some(name)).collect();
    if issuers.iter().any(|issuer| !issuer.is_apart(object)) {
        return None;
    }
    if let Some(issuer) = issuers.first() {
        let there = issuer.namespace.unwrap_or_default();
        let message =
            format!("the Issuer `{name}` is in the namespace `{there}`: an Issuer serves its own only");
        return Some(setting.found(Code::ConflictingSettings, message).with(&["metadata.namespace"]));
    }
    objects.of(group, "ClusterIssuer").find(|issuer| issuer.name == Some(name))?;
    let message =
        format!("`{name}` is a ClusterIssuer; without `kind: ClusterIssuer` an Issuer is looked for");
    let mut found = setting.found(Code::ConflictingSettings, message);
    if let crate::finding::Evidence::Setting { setting, value, .. } = &mut found.held.evidence {
        *setting = "spec.issuerRef.kind".to_owned();
        *value = object.text_at(&["spec", "issuerRef", "kind"]).map(str::to_owned);
    }
    Some(found.instead("ClusterIssuer"))
}
