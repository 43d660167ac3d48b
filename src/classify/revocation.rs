//! `revoked`: the issuer says so in the stapled OCSP answer.

use super::view::View;
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::certificate_ref;
use crate::finding::day;
use crate::finding::distance;
use crate::x509::PathEnd;
use crate::x509::revocation;

/// Whether the leaf is revoked. An answer that is not signed by the issuer counts for nothing.
pub(super) fn held(view: &View<'_>) -> Option<Held> {
    let staple = view.tls?.ocsp.as_ref()?;
    let certificate = view.chain.first()?;
    let leaf = certificate.facts.as_ref().ok()?;
    let issuer = issuer_key(view)?;
    let found = revocation(&staple.0, leaf, &issuer)?;
    let when = format!("{}, {}", day(found.at), distance(found.at, view.at));
    let detail = match &found.reason {
        Some(reason) => format!("revoked {when}, {reason}"),
        None => format!("revoked {when}"),
    };
    let message = format!("the issuer revoked the certificate `{}` on {when}", leaf.subject);
    let certificate = certificate_ref(certificate, Some(0), "leaf");
    Some(Held::certain(Code::Revoked, Evidence::Certificate { certificate, detail: Some(detail) }, message))
}

/// The key of the leaf's issuer, presented or from the store.
fn issuer_key(view: &View<'_>) -> Option<Vec<u8>> {
    let path = view.path.as_ref()?;
    let element = path.evaluation.path.get(1)?;
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
