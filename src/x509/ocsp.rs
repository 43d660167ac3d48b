//! A stapled OCSP answer (RFC 6960): does the issuer say that this certificate is revoked.

use der::Decode;
use der::Encode;
use x509_ocsp::BasicOcspResponse;
use x509_ocsp::CertStatus;
use x509_ocsp::OcspResponse;

use super::algorithm::SignatureAlgorithm;
use super::certificate::{Certificate, Facts};
use super::signature::{SignatureCheck, check, check_signature};
use super::{UnixSeconds, der as reader};

/// id-kp-OCSPSigning.
const OCSP_SIGNING: &str = "1.3.6.1.5.5.7.3.9";

/// The issuer revoked a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revocation {
    /// Since when.
    pub at: UnixSeconds,
    /// Why: the name of the CRLReason (RFC 5280 section 5.3.1); `None` when not said.
    pub reason: Option<String>,
}

/// What a stapled answer says of `leaf`. `None` when it says nothing against it, is about another certificate,
/// cannot be read, or is signed neither by the issuer's key nor by a responder that the issuer appointed: an
/// answer that is not verified proves nothing.
pub fn revocation(staple: &[u8], leaf: &Facts, issuer_spki: &[u8]) -> Option<Revocation> {
    let response = OcspResponse::from_der(staple).ok()?;
    let bytes = response.response_bytes?;
    let basic = BasicOcspResponse::from_der(bytes.response.as_bytes()).ok()?;
    let answer = basic.tbs_response_data.responses.iter().find(|answer| {
        without_zeros(answer.cert_id.serial_number.as_bytes()) == without_zeros(&leaf.serial)
    })?;
    let CertStatus::Revoked(info) = &answer.cert_status else { return None };
    if !signed(&basic, issuer_spki) {
        return None;
    }
    let at = i64::try_from(info.revocation_time.0.to_unix_duration().as_secs()).ok()?;
    let reason = info.revocation_reason.map(|reason| {
        // The variants bear the names of the RFC with a capital: KeyCompromise.
        let name = format!("{reason:?}");
        name.chars().enumerate().map(|(i, c)| if i == 0 { c.to_ascii_lowercase() } else { c }).collect()
    });
    Some(Revocation { at, reason })
}

/// Serial numbers are compared as numbers; encodings differ in a leading zero.
pub(super) fn without_zeros(serial: &[u8]) -> &[u8] {
    let zeros = serial.iter().take_while(|byte| **byte == 0).count();
    serial.get(zeros..).unwrap_or_default()
}

fn signed(basic: &BasicOcspResponse, issuer_spki: &[u8]) -> bool {
    let Some(message) = basic.tbs_response_data.to_der().ok() else { return false };
    let Some(identifier) = basic.signature_algorithm.to_der().ok() else { return false };
    let Some(outer) = reader::Reader::new(&identifier).any() else { return false };
    let algorithm = SignatureAlgorithm::from_identifier(outer.contents);
    let signature = basic.signature.raw_bytes();
    let verifies = |spki: &[u8]| check(&algorithm, spki, &message, signature) == SignatureCheck::Verified;
    if verifies(issuer_spki) {
        return true;
    }
    // RFC 6960 section 4.2.2.2: a responder with a certificate for this purpose from the same issuer.
    basic.certs.iter().flatten().filter_map(|responder| responder.to_der().ok()).any(|der| {
        Certificate::new(&der).facts.is_ok_and(|facts| {
            let purposes = facts.extended_key_usage.as_ref();
            purposes.is_some_and(|all| all.iter().any(|oid| oid == OCSP_SIGNING))
                && check_signature(&facts, issuer_spki) == SignatureCheck::Verified
                && verifies(&facts.spki_der)
        })
    })
}
