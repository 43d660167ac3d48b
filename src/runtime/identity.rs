//! What an exporter does with the client certificate: use it, keep it back, or fail on its key.

use super::exporter::{Exporter, IdentityRule};
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::observation::Observation;
use crate::observation::RetryWithout;
use crate::observation::{Attempt, TlsSeen};
use crate::x509::Certificate;
use crate::x509::KeyKind;
use crate::x509::name_text;

/// The exporter cannot even be built with this key.
pub(super) fn construction(exporter: &Exporter, observation: &Observation) -> Option<Held> {
    let target = &observation.target;
    let path = target.key_path.as_ref()?;
    let kind = client_key(observation);
    let problem = match exporter.identity {
        IdentityRule::Pkcs8 => match target.key_format.as_deref() {
            Some("pkcs1") => "a PKCS#1 key (`BEGIN RSA PRIVATE KEY`); this exporter reads PKCS#8 only",
            Some("sec1") => "a SEC 1 key (`BEGIN EC PRIVATE KEY`); this exporter reads PKCS#8 only",
            _ if matches!(kind, Some(KeyKind::Ed25519 | KeyKind::Ed448)) => {
                "neither an RSA nor an EC key; this exporter reads no other"
            }
            _ => return None,
        },
        IdentityRule::Rsa | IdentityRule::Sent | IdentityRule::WithheldFromStrangers => return None,
    };
    let evidence = Evidence::File {
        path: path.clone(),
        source: target.sources.get("key").cloned().unwrap_or_default(),
        problem: problem.to_owned(),
    };
    Some(Held::certain(Code::UnreadableFile, evidence, format!("`{path}` is {problem}")))
}

/// The exporter has no way to use this key at all, so it would be given another one: what the server says to that
/// was not seen.
pub(super) fn needs_another_key(exporter: &Exporter, observation: &Observation) -> Option<&'static str> {
    let other = client_key(observation).is_some_and(|kind| !matches!(kind, KeyKind::Rsa | KeyKind::RsaPss));
    (exporter.identity == IdentityRule::Rsa && other)
        .then_some("it reads RSA client keys only, and raises `RSAError` with this one; give it an RSA pair")
}

fn client_key(observation: &Observation) -> Option<KeyKind> {
    let leaf = observation.client_chain.first()?;
    Certificate::new(&leaf.0).facts.ok().map(|facts| facts.key.kind)
}

/// Go and Java keep their certificate back: the server names acceptable issuers, and none of them issued one of ours
/// (`tls.CertificateRequestInfo.SupportsCertificate` compares raw names, `SunX509KeyManagerImpl` principals; run
/// against nginx with `ssl_verify_client optional`, which refuses a stranger and takes a client without one).
pub(super) fn is_withheld(exporter: &Exporter, observation: &Observation, tls: &TlsSeen) -> bool {
    let acceptable = &tls.client_auth.acceptable_issuers;
    matches!(exporter.identity, IdentityRule::WithheldFromStrangers | IdentityRule::Pkcs8)
        && tls.client_auth.requested
        && !observation.client_chain.is_empty()
        && !acceptable.is_empty()
        && !observation.client_chain.iter().any(|der| {
            let issuer = Certificate::new(&der.0).facts.ok().map(|facts| facts.issuer_der);
            issuer.is_some_and(|issuer| acceptable.iter().any(|name| name.0 == issuer))
        })
}

/// Whether the server was seen to accept a client without a certificate.
pub(super) fn is_optional(attempt: &Attempt) -> bool {
    attempt.retries.iter().any(|retry| {
        retry.without == RetryWithout::ClientCertificate
            && retry.failure.is_none()
            && retry.tls.after_finish.is_none()
            && (retry.tls.tickets > 0 || retry.tls.application_data)
    })
}

/// The finding for a certificate that is kept back although the server wants one.
pub(super) fn withheld(observation: &Observation, tls: &TlsSeen) -> Held {
    let ours = observation.client_chain.first().and_then(|der| Certificate::new(&der.0).facts.ok());
    let evidence = Evidence::ClientCertificate {
        acceptable_issuers: tls
            .client_auth
            .acceptable_issuers
            .iter()
            .map(|name| name_text(&name.0))
            .collect(),
        subject: ours.as_ref().map(|facts| facts.subject.clone()),
        issuer: ours.as_ref().map(|facts| facts.issuer.clone()),
        alert: None,
        does_not_fit: vec!["issuer".to_owned()],
    };
    Held::certain(
        Code::ClientCertRequired,
        evidence,
        "the server asks for a client certificate of other issuers; Go and Java clients then send none",
    )
}
