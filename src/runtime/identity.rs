//! What an exporter does with the client certificate: use it, keep it back, or fail on its key.

use super::exporter::{Exporter, IdentityRule};
use super::negotiation::Asked;
use super::signing;
use super::signing::Signing;
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::observation::Observation;
use crate::observation::RetryWithout;
use crate::observation::{Attempt, By, ClientAuthSeen};
use crate::x509::Certificate;
use crate::x509::KeyKind;
use crate::x509::UnixSeconds;
use crate::x509::name_text;

const CLIENT_AUTH: &str = "1.3.6.1.5.5.7.3.2";

/// The exporter cannot even be built with this key.
pub(super) fn construction(exporter: &Exporter, observation: &Observation) -> Option<Held> {
    if exporter.is_grpc_core()
        && let Some(held) = unfit_for_ecdsa(observation)
    {
        return Some(held);
    }
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

/// BoringSSL takes no EC certificate that may not sign (`ssl_cert.cc`, `ssl_set_cert`): a drawn scenario showed it.
fn unfit_for_ecdsa(observation: &Observation) -> Option<Held> {
    let target = &observation.target;
    let path = target.cert_path.as_ref()?;
    let leaf = Certificate::new(&observation.client_chain.first()?.0);
    let facts = leaf.facts.as_ref().ok()?;
    let is_ec =
        matches!(facts.key.kind, KeyKind::EcP256 | KeyKind::EcP384 | KeyKind::EcP521 | KeyKind::EcOther(_));
    if !is_ec || facts.key_usage.is_none_or(|usage| usage.digital_signature) {
        return None;
    }
    let problem = "an EC certificate whose keyUsage lacks digitalSignature; this exporter takes none such";
    let evidence = Evidence::File {
        path: path.clone(),
        source: target.sources.get("cert").cloned().unwrap_or_default(),
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

/// What an exporter answers to a CertificateRequest.
#[derive(Debug)]
pub(super) enum Shown {
    /// The certificate.
    Certificate,
    /// An empty list, and why.
    Nothing(&'static str),
    /// Nothing more: it ends the handshake.
    Breaks(Box<Held>),
}

/// What this exporter answers. Go and Java keep their certificate back where the server names acceptable issuers, and
/// none of them issued one of ours (`tls.CertificateRequestInfo.SupportsCertificate` compares raw names,
/// `SunX509KeyManagerImpl` principals; run against nginx with `ssl_verify_client optional`, which refuses a stranger
/// and takes a client without one).
pub(super) fn shown(exporter: &Exporter, observation: &Observation, asked: Asked<'_>) -> Shown {
    let Some(leaf) = observation.client_chain.first() else {
        return Shown::Nothing("it has no client certificate");
    };
    if let Ok(facts) = Certificate::new(&leaf.0).facts {
        let accepted = &asked.auth.signature_schemes;
        match signing::with(exporter, &facts.key, asked.version, accepted) {
            Signing::Signs => {}
            Signing::Withheld => {
                return Shown::Nothing(
                    "it sends no client certificate when the server takes no signature that its key can make",
                );
            }
            Signing::Breaks => {
                let message = format!(
                    "the server lets clients sign with {} only, which the client's key (`{}`) cannot; the client ends the \
                     handshake",
                    signing::names(accepted),
                    facts.key.describe()
                );
                let mut held = withheld(observation, asked.auth);
                held.code = Code::ClientCertRejected;
                held.message = message;
                if let Evidence::ClientCertificate { does_not_fit, .. } = &mut held.evidence {
                    *does_not_fit = vec!["key".to_owned()];
                }
                return Shown::Breaks(Box::new(held));
            }
        }
    }
    let particular = matches!(exporter.identity, IdentityRule::WithheldFromStrangers | IdentityRule::Pkcs8);
    if particular && is_stranger(observation, asked.auth) {
        return Shown::Nothing(
            "it sends no client certificate when the server's list of acceptable issuers does not name its issuer",
        );
    }
    Shown::Certificate
}

fn is_stranger(observation: &Observation, auth: &ClientAuthSeen) -> bool {
    let acceptable = &auth.acceptable_issuers;
    !acceptable.is_empty()
        && !observation.client_chain.iter().any(|der| {
            let issuer = Certificate::new(&der.0).facts.ok().map(|facts| facts.issuer_der);
            issuer.is_some_and(|issuer| acceptable.iter().any(|name| name.0 == issuer))
        })
}

/// Nothing that can be seen speaks against the client certificate: issuer, dates, usage.
pub(super) fn may_please(observation: &Observation, asked: Asked<'_>, at: UnixSeconds) -> bool {
    let chain: Vec<Certificate> =
        observation.client_chain.iter().map(|der| Certificate::new(&der.0)).collect();
    let Some(Ok(leaf)) = chain.first().map(|leaf| leaf.facts.as_ref()) else { return false };
    let usage = leaf.extended_key_usage.as_ref();
    !is_stranger(observation, asked.auth)
        && (leaf.not_before..=leaf.not_after).contains(&at)
        && usage.is_none_or(|all| all.iter().any(|oid| oid == CLIENT_AUTH))
        && leaf.key_usage.is_none_or(|usage| usage.digital_signature)
}

/// What a server says to a client without a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Without {
    /// It takes its export.
    Taken,
    /// It wants a certificate.
    Refused,
    /// It goes on as with one.
    Same,
}

/// What the server was seen to say to a client without a certificate; `None`: not tried.
pub(super) fn without(attempt: &Attempt) -> Option<Without> {
    let mut retries = attempt.retries.iter();
    let retry = retries.find(|retry| retry.without == RetryWithout::ClientCertificate)?;
    if let Some(exchange) = retry.exchanges.last().filter(|exchange| exchange.http_status.is_some()) {
        // nginx lets such clients finish the handshake, and answers 400 with a page.
        let page = matches!(exchange.http_status, Some(400 | 495 | 496)) && exchange.grpc_status.is_none();
        return Some(match (exchange.accepted(), page) {
            (true, _) => Without::Taken,
            (false, true) => Without::Refused,
            (false, false) => Without::Same,
        });
    }
    match &retry.failure {
        Some(failure) => (failure.by == By::Peer).then_some(Without::Refused),
        // Nothing was exported.
        None => (retry.tls.after_finish.is_none() && (retry.tls.tickets > 0 || retry.tls.application_data))
            .then_some(Without::Same),
    }
}

/// Whether the server was seen to accept a client without a certificate.
pub(super) fn is_optional(attempt: &Attempt) -> bool {
    matches!(without(attempt), Some(Without::Taken | Without::Same))
}

/// The finding for a certificate that is kept back although the server wants one.
pub(super) fn withheld(observation: &Observation, auth: &ClientAuthSeen) -> Held {
    let ours = observation.client_chain.first().and_then(|der| Certificate::new(&der.0).facts.ok());
    let evidence = Evidence::ClientCertificate {
        acceptable_issuers: auth.acceptable_issuers.iter().map(|name| name_text(&name.0)).collect(),
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
