//! A certificate revocation list (RFC 5280 section 5): does the issuer say that this certificate is revoked.

use x509_parser::prelude::FromDer;
use x509_parser::revocation_list::CertificateRevocationList;

use super::algorithm::SignatureAlgorithm;
use super::certificate::Facts;
use super::der::{BIT_STRING, Reader, SEQUENCE};
use super::ocsp::{Revocation, without_zeros};
use super::signature::{SignatureCheck, check};

/// What a list says of `certificate`. `None` when it says nothing against it, cannot be read, is another issuer's,
/// or is not signed by the issuer's key: a list that is not verified proves nothing.
pub fn revoked_by_list(list: &[u8], certificate: &Facts, issuer_spki: &[u8]) -> Option<Revocation> {
    let (_, parsed) = CertificateRevocationList::from_der(list).ok()?;
    if parsed.tbs_cert_list.issuer.as_raw() != certificate.issuer_der || !signed(list, issuer_spki) {
        return None;
    }
    let serial = without_zeros(&certificate.serial);
    let entry = parsed.iter_revoked_certificates().find(|one| without_zeros(one.raw_serial()) == serial)?;
    let reason = entry.reason_code().and_then(|(_, reason)| reason_name(reason.0)).map(str::to_owned);
    Some(Revocation { at: entry.revocation_date.timestamp(), reason })
}

fn signed(list: &[u8], issuer_spki: &[u8]) -> bool {
    let parts = || {
        let mut outer = Reader::new(Reader::new(list).expect(SEQUENCE)?.contents);
        let body = outer.expect(SEQUENCE)?.raw;
        let algorithm = SignatureAlgorithm::from_identifier(outer.expect(SEQUENCE)?.contents);
        let (_, signature) = outer.expect(BIT_STRING)?.contents.split_first()?;
        Some(check(&algorithm, issuer_spki, body, signature) == SignatureCheck::Verified)
    };
    parts().unwrap_or(false)
}

/// Names of RFC 5280 section 5.3.1; `None` for a number without one.
fn reason_name(number: u8) -> Option<&'static str> {
    Some(match number {
        0 => "unspecified",
        1 => "keyCompromise",
        2 => "cACompromise",
        3 => "affiliationChanged",
        4 => "superseded",
        5 => "cessationOfOperation",
        6 => "certificateHold",
        8 => "removeFromCRL",
        9 => "privilegeWithdrawn",
        10 => "aACompromise",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::Certificate;

    #[test]
    fn a_signed_list_revokes_and_another_issuers_does_not() {
        let key = rcgen::KeyPair::generate().unwrap();
        let mut params = rcgen::CertificateParams::new(vec![]).unwrap();
        params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        params.key_usages = vec![rcgen::KeyUsagePurpose::KeyCertSign, rcgen::KeyUsagePurpose::CrlSign];
        let root = params.self_signed(&key).unwrap();
        let issuer = rcgen::Issuer::new(params, key);
        let mut leaf = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        leaf.serial_number = Some(rcgen::SerialNumber::from(vec![7, 8, 9]));
        let leaf = leaf.signed_by(&rcgen::KeyPair::generate().unwrap(), &issuer).unwrap();
        let list = |serial: Vec<u8>| {
            let revoked = rcgen::RevokedCertParams {
                serial_number: rcgen::SerialNumber::from(serial),
                revocation_time: rcgen::date_time_ymd(2026, 1, 2),
                reason_code: Some(rcgen::RevocationReason::KeyCompromise),
                invalidity_date: None,
            };
            let params = rcgen::CertificateRevocationListParams {
                this_update: rcgen::date_time_ymd(2026, 1, 3),
                next_update: rcgen::date_time_ymd(2027, 1, 3),
                crl_number: rcgen::SerialNumber::from(1u64),
                issuing_distribution_point: None,
                revoked_certs: vec![revoked],
                key_identifier_method: rcgen::KeyIdMethod::Sha256,
            };
            params.signed_by(&issuer).unwrap().der().to_vec()
        };
        let leaf = Certificate::new(leaf.der()).facts.unwrap();
        let root = Certificate::new(root.der()).facts.unwrap();
        let found = revoked_by_list(&list(vec![7, 8, 9]), &leaf, &root.spki_der).unwrap();
        assert_eq!((found.at, found.reason.as_deref()), (1_767_312_000, Some("keyCompromise")));
        assert_eq!(revoked_by_list(&list(vec![7, 8]), &leaf, &root.spki_der), None);
        // Signed by somebody else, damaged, no list at all.
        assert_eq!(revoked_by_list(&list(vec![7, 8, 9]), &leaf, &leaf.spki_der), None);
        assert_eq!(revoked_by_list(&[0x30, 0], &leaf, &root.spki_der), None);
    }
}
