//! What a violation of an X.509 policy is called, and the evidence for it.
//!
//! The mapping from [`ViolationKind`] to [`Code`] exists here alone: `classify` uses it for the policy of
//! RFC 5280, `runtime` for the policy of each stack.

use super::Code;
use super::Confidence;
use super::Held;
use super::date::{day, distance, rfc3339};
use super::evidence::{CertificateRef, Evidence};
use crate::x509::Anchor;
use crate::x509::Certificate;
use crate::x509::Evaluation;
use crate::x509::Facts;
use crate::x509::Name;
use crate::x509::PathEnd;
use crate::x509::Role;
use crate::x509::UnixSeconds;
use crate::x509::Violation;
use crate::x509::ViolationKind;
use crate::x509::nearest;

/// What an evaluation was made of, for the evidence.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'a> {
    /// The presented chain, leaf first.
    pub chain: &'a [Certificate],
    /// The anchors that it was judged against; [`PathEnd::Anchor`] points into them.
    pub anchors: &'a [Anchor],
    /// The name that was verified, as typed.
    pub name: &'a str,
    /// As of when.
    pub at: UnixSeconds,
    /// The store: `given`, `system`, `mozilla`, or several joined by `+`.
    pub store: &'a str,
    /// The store for people, as it stands in a sentence: `` `ca.pem` ``, `the system's roots`.
    pub store_label: &'a str,
    /// Other stores that trust the same chain.
    pub trusted_by: &'a [String],
    /// The chain is of a file: nobody sends it.
    pub in_file: bool,
}

/// The code of a violation.
pub fn code_of(kind: &ViolationKind) -> Code {
    match kind {
        ViolationKind::Malformed { .. } => Code::MalformedCertificate,
        // A signature that fails under the key of the named issuer leaves the certificate without an issuer.
        ViolationKind::UnknownCa { .. } | ViolationKind::BadSignature => Code::UnknownCa,
        ViolationKind::SelfSigned => Code::SelfSigned,
        ViolationKind::IncompleteChain { .. } => Code::IncompleteChain,
        ViolationKind::Expired { .. } => Code::Expired,
        ViolationKind::NotYetValid { .. } => Code::NotYetValid,
        ViolationKind::NameMismatch => Code::NameMismatch,
        ViolationKind::NoSan => Code::NoSan,
        ViolationKind::CaAsLeaf => Code::CaAsLeaf,
        ViolationKind::WrongKeyUsage { .. } => Code::WrongKeyUsage,
        ViolationKind::WeakKey { .. } => Code::WeakKey,
        ViolationKind::WeakSignature { .. } => Code::WeakSignature,
        ViolationKind::NameConstraint => Code::NameConstraint,
        // JSSE counts the certificates as sent; its limit and pathLenConstraint are lengths of the same path.
        ViolationKind::PathLength | ViolationKind::TooManyCertificates { .. } => Code::PathLength,
        ViolationKind::InvalidCa { .. } => Code::InvalidCa,
        ViolationKind::UnsupportedExtension { .. } => Code::UnsupportedExtension,
    }
}

/// The finding for a violation: its code, what shows it, and a sentence.
pub fn held_of(violation: &Violation, evaluation: &Evaluation, judged: &Judged<'_>) -> Held {
    let index = violation.element.unwrap_or(0);
    let certificate = element_ref(index, evaluation, judged);
    let message = message(violation, &certificate, evaluation, judged);
    let evidence = match &violation.kind {
        ViolationKind::UnknownCa { issuer, same_name_other_key } => {
            trust(Some(issuer.clone()), Vec::new(), *same_name_other_key, evaluation, judged)
        }
        ViolationKind::BadSignature => trust(certificate.issuer, Vec::new(), true, evaluation, judged),
        ViolationKind::SelfSigned => trust(None, Vec::new(), false, evaluation, judged),
        ViolationKind::IncompleteChain { missing, ca_issuers, .. } => {
            trust(Some(missing.clone()), ca_issuers.clone(), false, evaluation, judged)
        }
        ViolationKind::NameMismatch | ViolationKind::NoSan => names(judged),
        kind => Evidence::Certificate { certificate, detail: detail(kind) },
    };
    let confidence = match violation.kind {
        ViolationKind::IncompleteChain { certain: false, .. } => Confidence::Medium,
        _ => Confidence::High,
    };
    Held::new(code_of(&violation.kind), confidence, evidence, message)
}

/// Points at a certificate. `role` is `leaf`, `intermediate`, `root` or `client`.
pub fn certificate_ref(certificate: &Certificate, position: Option<usize>, role: &str) -> CertificateRef {
    let role = role.to_owned();
    match &certificate.facts {
        Ok(facts) => CertificateRef {
            position,
            role,
            subject: facts.subject.clone(),
            issuer: Some(facts.issuer.clone()),
            not_before: Some(rfc3339(facts.not_before)),
            not_after: Some(rfc3339(facts.not_after)),
            key: Some(facts.key.describe()),
            signature: Some(facts.signature_algorithm.name.clone()),
        },
        Err(_) => CertificateRef { position, role, ..CertificateRef::default() },
    }
}

/// The names that a client may compare with: host names, then addresses.
pub fn presented_names(facts: &Facts) -> Vec<String> {
    let addresses = facts.ip_addresses.iter().map(ToString::to_string);
    facts.dns_names.iter().cloned().chain(addresses).collect()
}

/// As printed.
fn role_name(role: Role) -> &'static str {
    match role {
        Role::Leaf => "leaf",
        Role::Intermediate => "intermediate",
        Role::Root => "root",
    }
}

/// The certificate at this place of the path, presented or from the store.
fn element_ref(index: usize, evaluation: &Evaluation, judged: &Judged<'_>) -> CertificateRef {
    let Some(element) = evaluation.path.get(index) else {
        // The leaf could not be read: there is no path, but there may be a certificate.
        return judged.chain.first().map_or_else(
            || CertificateRef { role: "leaf".to_owned(), ..CertificateRef::default() },
            |leaf| certificate_ref(leaf, Some(0), "leaf"),
        );
    };
    let role = role_name(element.role);
    if let Some(certificate) = element.position.and_then(|position| judged.chain.get(position)) {
        return certificate_ref(certificate, element.position, role);
    }
    let from_store = match evaluation.end {
        PathEnd::Anchor(anchor) => judged.anchors.get(anchor).and_then(|a| a.certificate_der.as_deref()),
        _ => None,
    };
    from_store.map_or_else(
        || CertificateRef {
            role: role.to_owned(),
            subject: element.subject.clone(),
            ..CertificateRef::default()
        },
        |der| certificate_ref(&Certificate::new(der), None, role),
    )
}

/// The last certificate of the path that was presented.
fn last_presented(evaluation: &Evaluation, judged: &Judged<'_>) -> CertificateRef {
    let last = evaluation.path.iter().rposition(|element| element.position.is_some()).unwrap_or(0);
    element_ref(last, evaluation, judged)
}

fn trust(
    missing_issuer: Option<String>,
    ca_issuers: Vec<String>,
    same_name_other_key: bool,
    evaluation: &Evaluation,
    judged: &Judged<'_>,
) -> Evidence {
    Evidence::Trust {
        certificate: last_presented(evaluation, judged),
        missing_issuer,
        ca_issuers,
        same_name_other_key,
        store: judged.store.to_owned(),
        trusted_by: judged.trusted_by.to_vec(),
        product: None,
    }
}

fn names(judged: &Judged<'_>) -> Evidence {
    let facts = judged.chain.first().and_then(|leaf| leaf.facts.as_ref().ok());
    Evidence::Names {
        expected: judged.name.to_owned(),
        presented: facts.map(presented_names).unwrap_or_default(),
        nearest: facts.and_then(|facts| nearest(facts, &Name::new(judged.name))),
        common_name: facts.and_then(|facts| facts.common_name.clone()),
    }
}

/// What the code alone does not say.
fn detail(kind: &ViolationKind) -> Option<String> {
    match kind {
        ViolationKind::Malformed { reason } | ViolationKind::InvalidCa { reason } => Some(reason.clone()),
        ViolationKind::WrongKeyUsage { extension, allows } => {
            Some(format!("{extension} allows {}", listed(allows)))
        }
        ViolationKind::WeakKey { key } => Some(key.clone()),
        ViolationKind::WeakSignature { algorithm } => Some(algorithm.clone()),
        ViolationKind::UnsupportedExtension { oid } => Some(oid.clone()),
        ViolationKind::TooManyCertificates { presented } => Some(format!("{presented} certificates")),
        _ => None,
    }
}

fn listed(values: &[String]) -> String {
    if values.is_empty() { "nothing".to_owned() } else { values.join(", ") }
}

fn message(
    violation: &Violation,
    certificate: &CertificateRef,
    evaluation: &Evaluation,
    judged: &Judged<'_>,
) -> String {
    let role = &certificate.role;
    let subject = &certificate.subject;
    let store = judged.store_label;
    match &violation.kind {
        ViolationKind::Malformed { reason } => format!("the {role} certificate cannot be used: {reason}"),
        ViolationKind::UnknownCa { issuer, same_name_other_key: true } => {
            format!("`{issuer}` signed the certificate; the `{issuer}` in {store} has another key")
        }
        ViolationKind::UnknownCa { issuer, .. } => match signed_by_missing(evaluation, judged) {
            Some(child) => format!("`{issuer}` signed `{child}` and is not in {store}"),
            None => format!("`{issuer}` signed the certificate and is not in {store}"),
        },
        ViolationKind::BadSignature => {
            let issuer = certificate.issuer.as_deref().unwrap_or("its issuer");
            format!("the signature on `{subject}` does not verify with the key of `{issuer}`")
        }
        ViolationKind::SelfSigned => {
            format!("the certificate `{subject}` is its own issuer and is not in {store}")
        }
        ViolationKind::IncompleteChain { missing, .. } => {
            let who = if judged.in_file { "the file does not hold" } else { "the server does not send" };
            format!("{who} `{missing}`, the issuer of `{subject}`")
        }
        ViolationKind::Expired { not_after } => format!(
            "the {role} certificate `{subject}` expired {}, {}",
            day(*not_after),
            distance(*not_after, judged.at)
        ),
        ViolationKind::NotYetValid { not_before } => format!(
            "the {role} certificate `{subject}` is not valid before {}, {}",
            rfc3339(*not_before),
            distance(*not_before, judged.at)
        ),
        ViolationKind::NameMismatch => format!("the certificate is not valid for `{}`", judged.name),
        ViolationKind::NoSan => {
            let facts = judged.chain.first().and_then(|leaf| leaf.facts.as_ref().ok());
            match facts.and_then(|facts| facts.common_name.as_deref()) {
                Some(name) => format!("the certificate has no name but the common name `{name}`"),
                None => "the certificate has no name at all".to_owned(),
            }
        }
        ViolationKind::CaAsLeaf => {
            let whose = if judged.in_file { "leaf" } else { "server's" };
            format!("the {whose} certificate `{subject}` is a CA certificate")
        }
        ViolationKind::WrongKeyUsage { extension, allows } => format!(
            "the {extension} of the {role} certificate allows {}, not server authentication",
            listed(allows)
        ),
        ViolationKind::WeakKey { key } => {
            format!("the {role} certificate has a key that is refused: `{key}`")
        }
        ViolationKind::WeakSignature { algorithm } => {
            format!("the {role} certificate `{subject}` is signed with `{algorithm}`")
        }
        ViolationKind::NameConstraint => {
            format!("the name constraints of an issuer exclude the {role} certificate `{subject}`")
        }
        ViolationKind::PathLength => {
            format!("there are more CA certificates below `{subject}` than its path length allows")
        }
        ViolationKind::InvalidCa { reason } => {
            format!("the {role} certificate `{subject}` breaks the rules for its place: {reason}")
        }
        ViolationKind::UnsupportedExtension { oid } => {
            format!("the {role} certificate has a critical extension that is not understood: `{oid}`")
        }
        ViolationKind::TooManyCertificates { presented } => {
            let who = if judged.in_file { "the file holds" } else { "the server sends" };
            format!("{who} {presented} certificates, more than are read")
        }
    }
}

/// The certificate whose issuer is missing, where it is not the leaf.
fn signed_by_missing(evaluation: &Evaluation, judged: &Judged<'_>) -> Option<String> {
    let last = evaluation.path.iter().rposition(|element| element.position.is_some())?;
    // A presented root that is not trusted signed itself; what matters is what it signed.
    let child = if evaluation.end == PathEnd::UntrustedRoot { last.checked_sub(1)? } else { last };
    (child > 0).then(|| element_ref(child, evaluation, judged).subject)
}
