//! Trust: whose certificates are these, and does the path end at an anchor of the store in use.

use super::product;
use super::view::JudgedPath;
use super::view::View;
use crate::finding::Code;
use crate::finding::Confidence;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::certificate_ref;
use crate::x509::ViolationKind;
use crate::x509::chain_facts;

/// What holds of the chain as a whole.
pub(super) fn held(view: &View<'_>) -> Vec<Held> {
    let Some(path) = &view.path else { return Vec::new() };
    let mut held = trust(view, path);
    held.extend(view.violations(|violation| matches!(violation.kind, ViolationKind::Malformed { .. })));
    held.extend(unreadable_issuers(view));
    held.extend(order(view, path));
    held
}

/// Whether this violation says that nobody trusted vouches for the certificate.
fn is_trust(kind: &ViolationKind) -> bool {
    matches!(
        kind,
        ViolationKind::UnknownCa { .. }
            | ViolationKind::SelfSigned
            | ViolationKind::IncompleteChain { .. }
            | ViolationKind::BadSignature
    )
}

fn trust(view: &View<'_>, path: &JudgedPath) -> Vec<Held> {
    if !path.store_seen {
        return Vec::new();
    }
    let mut held = view.violations(|violation| is_trust(&violation.kind));
    if held.is_empty() {
        return held;
    }
    // A known origin says more than that nobody vouches for it, and takes its place.
    let found = product::inspecting(view, path)
        .map(|found| (Code::Intercepted, found))
        .or_else(|| product::placeholder(view).map(|found| (Code::PlaceholderCertificate, found)));
    let Some((code, found)) = found else { return held };
    held.truncate(1);
    for one in &mut held {
        one.code = code;
        one.confidence = found.confidence;
        one.message.clone_from(&found.message);
        if let Evidence::Trust { product, .. } = &mut one.evidence {
            product.clone_from(&found.product);
        }
    }
    held
}

/// A default certificate that somebody put into the trust store is still a default certificate.
pub(super) fn trusted_placeholder(view: &View<'_>) -> Option<Held> {
    let path = view.path.as_ref().filter(|path| path.trusted())?;
    let found = product::placeholder(view)?;
    let certificate = certificate_ref(view.chain.first()?, Some(0), "leaf");
    let judged = view.judged(path);
    Some(Held::new(
        Code::PlaceholderCertificate,
        Confidence::Medium,
        Evidence::Trust {
            missing_issuer: None,
            certificate,
            ca_issuers: Vec::new(),
            same_name_other_key: false,
            store: judged.store.to_owned(),
            trusted_by: Vec::new(),
            product: found.product,
        },
        found.message,
    ))
}

/// Certificates after the leaf that do not parse.
fn unreadable_issuers(view: &View<'_>) -> Vec<Held> {
    let issuers = view.chain.iter().enumerate().skip(1);
    issuers
        .filter_map(|(position, certificate)| {
            let failure = certificate.facts.as_ref().err()?;
            Some(Held::certain(
                Code::MalformedCertificate,
                Evidence::Certificate {
                    certificate: certificate_ref(certificate, Some(position), "intermediate"),
                    detail: Some(failure.reason.clone()),
                },
                format!("certificate {position} of the chain cannot be read: {}", failure.reason),
            ))
        })
        .collect()
}

fn order(view: &View<'_>, path: &JudgedPath) -> Vec<Held> {
    let mut held = Vec::new();
    // Without a leaf nothing can be said of what belongs to it.
    if view.chain.first().is_none_or(|leaf| leaf.facts.is_err()) {
        return held;
    }
    let facts = chain_facts(&view.chain);
    let point = |position: usize| {
        let certificate = view.chain.get(position)?;
        let role = if position == 0 { "leaf" } else { "intermediate" };
        Some(certificate_ref(certificate, Some(position), role))
    };
    let positions: Vec<usize> = path.evaluation.path.iter().filter_map(|element| element.position).collect();
    let misplaced = positions.windows(2).find(|pair| matches!(pair, [a, b] if b < a));
    if let (false, Some([_, position])) = (facts.in_order, misplaced)
        && let Some(certificate) = point(*position)
    {
        let message = if view.in_file() {
            format!("`{}` is out of order in the file", certificate.subject)
        } else {
            format!("the server sends `{}` out of order", certificate.subject)
        };
        let evidence = Evidence::Certificate { certificate, detail: None };
        held.push(Held::certain(Code::ChainOrder, evidence, message));
    }
    // What cannot be read has its own finding.
    let readable = |position: &&usize| view.chain.get(**position).is_some_and(|one| one.facts.is_ok());
    let strangers: Vec<usize> = facts.unrelated.iter().filter(readable).copied().collect();
    if let Some(certificate) = strangers.first().copied().and_then(point) {
        let who = if view.in_file() { "the file holds" } else { "the server sends" };
        let message = match strangers.len() {
            1 => format!("{who} `{}`, which is not part of the path", certificate.subject),
            count => format!("{who} {count} certificates that are not part of the path"),
        };
        let detail = (strangers.len() > 1).then(|| format!("{} certificates", strangers.len()));
        let evidence = Evidence::Certificate { certificate, detail };
        held.push(Held::certain(Code::ExtraCertificates, evidence, message));
    }
    held
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::scene::*;
    use crate::issue::Profile;
    use crate::issue::Validity;
    use crate::observation::Der;
    use crate::observation::Observation;
    use crate::observation::Store;
    use crate::observation::StoreSeen;

    fn trust_of(held: &Held) -> (Option<String>, bool, Vec<String>) {
        let Evidence::Trust { missing_issuer, same_name_other_key, trusted_by, .. } = &held.evidence else {
            panic!("{held:?}")
        };
        (missing_issuer.clone(), *same_name_other_key, trusted_by.clone())
    }

    #[test]
    fn a_ca_that_is_not_in_the_file() {
        let root = ca("Plain Root");
        let leaf = root.issue(&server()).unwrap();
        let one = only(&presenting(&[&leaf, &root], &[&ca("Other Root")]));
        assert_eq!(one.code, Code::UnknownCa);
        assert_eq!(one.message, "`CN=Plain Root` signed the certificate and is not in `ca.pem`");
        assert_eq!(trust_of(&one).0.as_deref(), Some("CN=Plain Root"));
    }

    #[test]
    fn a_ca_that_was_issued_again() {
        let leaf = ca("otel-ca").issue(&server()).unwrap();
        let one = only(&presenting(&[&leaf], &[&ca("otel-ca")]));
        assert_eq!(one.code, Code::UnknownCa);
        assert!(trust_of(&one).1, "an anchor has that name and another key");
        assert!(one.message.contains("has another key"), "{}", one.message);
    }

    #[test]
    fn a_missing_intermediate_is_not_an_unknown_ca() {
        let root = ca("Example Root");
        let issuing = root.issue(&Profile::ca("Example Issuing CA", year())).unwrap();
        let profile =
            Profile { issuer_url: Some("http://ca.example.com/issuing.crt".to_owned()), ..server() };
        let leaf = issuing.issue(&profile).unwrap();
        let one = only(&presenting(&[&leaf], &[&root]));
        assert_eq!(one.code, Code::IncompleteChain);
        let Evidence::Trust { ca_issuers, .. } = &one.evidence else { panic!() };
        assert_eq!(ca_issuers, &["http://ca.example.com/issuing.crt"]);
        assert!(one.message.contains("`CN=Example Issuing CA`"), "{}", one.message);
        // Sent, all is well.
        assert_eq!(codes(&presenting(&[&leaf, &issuing], &[&root])), []);
    }

    #[test]
    fn self_signed_and_trusted_or_not() {
        let own = crate::issue::Credential::self_signed(&server()).unwrap();
        assert_eq!(codes(&presenting(&[&own], &[&ca("x")])), [Code::SelfSigned]);
        assert_eq!(codes(&presenting(&[&own], &[&own])), []);
    }

    #[test]
    fn other_stores_that_trust_the_chain_are_named() {
        let root = ca("Public Root");
        let leaf = root.issue(&server()).unwrap();
        let mut seen = presenting(&[&leaf], &[&ca("Given Root")]);
        seen.stores.push(store(Store::System, &[&root]));
        seen.stores.push(StoreSeen { store: Store::Mozilla, ..store(Store::Mozilla, &[]) });
        assert_eq!(trust_of(&only(&seen)).2, ["system"]);
        // With --system-roots both are in use.
        seen.target.system_roots = true;
        assert_eq!(codes(&seen), []);
    }

    #[test]
    fn without_any_store_nothing_is_said_of_trust() {
        let mut seen = healthy();
        seen.stores.clear();
        assert_eq!(codes(&seen), []);
    }

    fn issued_by(issuer: &Profile, host: &str) -> Observation {
        let root = crate::issue::Credential::self_signed(issuer).unwrap();
        let profile = Profile::server(&[host.to_owned()], &[], year());
        let leaf = root.issue(&profile).unwrap();
        let mut seen = presenting(&[&leaf, &root], &[&ca("Other Root")]);
        seen.target.verify_name = host.to_owned();
        seen
    }

    #[test]
    fn an_inspecting_proxy_takes_the_place_of_the_unknown_ca() {
        let mut profile = Profile::ca("Zscaler Intermediate Root CA (zscaler.net)", year());
        profile.organization = "Zscaler Inc.".to_owned();
        let one = only(&issued_by(&profile, HOST));
        assert_eq!(one.code, Code::Intercepted);
        let Evidence::Trust { product, .. } = &one.evidence else { panic!() };
        assert_eq!(product.as_deref(), Some("Zscaler"));
    }

    #[test]
    fn a_private_issuer_is_suspicious_at_a_public_service_only() {
        let plain = Profile::ca("Corp Root", year());
        assert_eq!(codes(&issued_by(&plain, HOST)), [Code::UnknownCa]);
        let one = only(&issued_by(&plain, "otlp-gateway-prod.grafana.net"));
        assert_eq!((one.code, one.confidence), (Code::Intercepted, Confidence::Medium));
        assert_eq!(codes(&issued_by(&plain, "notgrafana.net")), [Code::UnknownCa]);
    }

    #[test]
    fn a_default_certificate_keeps_its_wrong_name() {
        let mut profile = Profile::server(&["ingress.local".to_owned()], &[], year());
        profile.common_name = "Kubernetes Ingress Controller Fake Certificate".to_owned();
        profile.organization = "Acme Co".to_owned();
        let own = crate::issue::Credential::self_signed(&profile).unwrap();
        let seen = presenting(&[&own], &[&ca("x")]);
        assert_eq!(codes(&seen), [Code::PlaceholderCertificate, Code::NameMismatch]);
        // Trusted or not.
        let seen = presenting(&[&own], &[&own]);
        assert_eq!(codes(&seen), [Code::PlaceholderCertificate, Code::NameMismatch]);
    }

    #[test]
    fn bytes_that_are_no_certificate() {
        let mut seen = healthy();
        tls(&mut seen).chain[0] = Der(vec![0x30, 3, 1, 2, 3]);
        assert_eq!(codes(&seen), [Code::MalformedCertificate]);
        tls(&mut seen).chain.push(der(&ca("issuer")));
        assert_eq!(codes(&seen), [Code::MalformedCertificate], "nothing is unrelated to what cannot be read");
        let mut seen = healthy();
        tls(&mut seen).chain.push(Der(vec![0; 40]));
        let one = only(&seen);
        let Evidence::Certificate { certificate, .. } = one.evidence else { panic!() };
        assert_eq!((one.code, certificate.position), (Code::MalformedCertificate, Some(1)));
    }

    #[test]
    fn order_and_strangers() {
        let root = ca("Example Root");
        let upper = root.issue(&Profile::ca("Upper CA", year())).unwrap();
        let lower = upper.issue(&Profile::ca("Lower CA", year())).unwrap();
        let leaf = lower.issue(&server()).unwrap();
        assert_eq!(codes(&presenting(&[&leaf, &lower, &upper], &[&root])), []);
        assert_eq!(codes(&presenting(&[&leaf, &upper, &lower], &[&root])), [Code::ChainOrder]);
        let stranger = ca("Stranger");
        let seen = presenting(&[&leaf, &stranger, &lower, &upper], &[&root]);
        assert_eq!(codes(&seen), [Code::ExtraCertificates]);
    }

    #[test]
    fn the_chain_of_a_further_handshake_counts_when_the_first_showed_none() {
        let root = ca("Example Root");
        let leaf = root.issue(&Profile { validity: Validity::days(AT, 90, -1), ..server() }).unwrap();
        let mut seen = presenting(&[&leaf], &[&root]);
        let shown = tls(&mut seen).clone();
        seen.attempts[0].tls = crate::observation::Step::failed(1, alert(120), None);
        seen.attempts[0].otlp = crate::observation::Step::not_reached();
        seen.attempts[0].retries = vec![retry(crate::observation::RetryWithout::Alpn, shown, None)];
        assert_eq!(codes(&seen), [Code::Expired, Code::AlpnMissing]);
    }
}
