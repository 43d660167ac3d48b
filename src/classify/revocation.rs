//! `revoked`: the issuer says so, in the stapled OCSP answer or in a list that was given.

use super::view::View;
use crate::finding::CertificateRef;
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::certificate_ref;
use crate::finding::day;
use crate::finding::distance;
use crate::x509::PathEnd;
use crate::x509::Revocation;
use crate::x509::revocation;
use crate::x509::revoked_by_list;

/// Whether the leaf is revoked. An answer that is not signed by the issuer counts for nothing.
pub(super) fn held(view: &View<'_>) -> Option<Held> {
    stapled(view).or_else(|| listed(view))
}

fn stapled(view: &View<'_>) -> Option<Held> {
    let staple = view.tls?.ocsp.as_ref()?;
    let certificate = view.chain.first()?;
    let leaf = certificate.facts.as_ref().ok()?;
    let issuer = issuer_key(view, 0)?;
    let found = revocation(&staple.0, leaf, &issuer)?;
    Some(revoked(view, certificate_ref(certificate, Some(0), "leaf"), &found))
}

/// The first certificate of the path that a given list names. A list that its issuer did not sign counts for nothing.
fn listed(view: &View<'_>) -> Option<Held> {
    let crls = &view.observation.inspected.as_ref()?.crls;
    let path = view.path.as_ref().filter(|_| !crls.is_empty())?;
    path.evaluation.path.iter().enumerate().find_map(|(index, element)| {
        let position = element.position?;
        let certificate = view.chain.get(position)?;
        let facts = certificate.facts.as_ref().ok()?;
        let issuer = issuer_key(view, index)?;
        let found = crls.iter().find_map(|crl| revoked_by_list(&crl.0, facts, &issuer))?;
        let role = if index == 0 { "leaf" } else { "intermediate" };
        Some(revoked(view, certificate_ref(certificate, Some(position), role), &found))
    })
}

fn revoked(view: &View<'_>, certificate: CertificateRef, found: &Revocation) -> Held {
    let when = format!("{}, {}", day(found.at), distance(found.at, view.at));
    let detail = match &found.reason {
        Some(reason) => format!("revoked {when}, {reason}"),
        None => format!("revoked {when}"),
    };
    let message = format!("the issuer revoked the certificate `{}` on {when}", certificate.subject);
    Held::certain(Code::Revoked, Evidence::Certificate { certificate, detail: Some(detail) }, message)
}

/// The key of the issuer of the certificate at this place of the path, presented or from the store.
fn issuer_key(view: &View<'_>, index: usize) -> Option<Vec<u8>> {
    let path = view.path.as_ref()?;
    let element = path.evaluation.path.get(index + 1)?;
    if let Some(position) = element.position {
        return view.chain.get(position)?.facts.as_ref().ok().map(|facts| facts.spki_der.clone());
    }
    match path.evaluation.end {
        PathEnd::Anchor(index) => path.anchors.get(index).map(|anchor| anchor.spki_der.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::scene::*;
    use crate::observation::Der;

    #[test]
    fn a_verified_answer_revokes_and_a_forged_one_does_not() {
        let root = ca("otel-ca");
        let leaf = root.issue(&server()).unwrap();
        let mut seen = presenting(&[&leaf], &[&root]);
        let staple = leaf.revoked_by(&root, AT, AT - 3 * 86_400).unwrap();
        tls(&mut seen).ocsp = Some(Der(staple));
        let one = only(&seen);
        assert_eq!(one.code, Code::Revoked);
        let Evidence::Certificate { detail, .. } = one.evidence else { panic!() };
        assert!(detail.as_deref().unwrap().contains("3 days ago, keyCompromise"), "{detail:?}");

        let stranger = ca("otel-ca");
        tls(&mut seen).ocsp = Some(Der(leaf.revoked_by(&stranger, AT, AT - 1).unwrap()));
        assert_eq!(codes(&seen), []);
        let other = root.issue(&server()).unwrap();
        tls(&mut seen).ocsp = Some(Der(other.revoked_by(&root, AT, AT - 1).unwrap()));
        assert_eq!(codes(&seen), [], "an answer about another certificate");
        tls(&mut seen).ocsp = Some(Der(vec![0x30, 0x82, 1]));
        assert_eq!(codes(&seen), [], "an answer that cannot be read");
    }
}
