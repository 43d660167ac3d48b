//! An OCSP answer to staple (RFC 6960). Just the one that says "revoked".

use ring::digest;
use time::OffsetDateTime;

use super::credential::Credential;
use super::der;
use crate::error::Error;

/// id-pkix-ocsp-basic.
const OCSP_BASIC: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 0x30, 1, 1];
/// SHA-1, which OCSP still names issuers with.
const SHA1: &[u8] = &[0x2b, 0x0e, 3, 2, 0x1a];
/// ecdsa-with-SHA256: the key of the issuer must be on P-256.
const ECDSA_WITH_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2];
/// CRLReason keyCompromise.
const KEY_COMPROMISE: u8 = 1;

/// The fields of a certificate that an OCSP answer repeats.
struct Fields<'a> {
    /// The INTEGER, whole.
    serial: &'a [u8],
    /// The Name, whole.
    subject: &'a [u8],
    /// The bits of the public key.
    key: &'a [u8],
}

/// Walks TBSCertificate: version, serial, signature, issuer, validity, subject, key.
fn fields(certificate: &[u8]) -> Option<Fields<'_>> {
    let tbs = der::split(der::split(certificate)?.content)?;
    let version = der::split(tbs.content)?;
    let serial = der::split(version.rest)?;
    let signature = der::split(serial.rest)?;
    let issuer = der::split(signature.rest)?;
    let validity = der::split(issuer.rest)?;
    let subject = der::split(validity.rest)?;
    let key = der::split(subject.rest)?;
    let bits = der::split(der::split(key.content)?.rest)?;
    if serial.tag != der::INTEGER {
        return None;
    }
    Some(Fields { serial: serial.whole, subject: subject.whole, key: bits.content.get(1..)? })
}

/// The answer of `issuer`, at `now`, that `certificate` was revoked at `revoked_at`.
pub(super) fn revoked(
    issuer: &Credential,
    certificate: &[u8],
    now: i64,
    revoked_at: i64,
) -> Result<Vec<u8>, Error> {
    let missing = || super::credential::failed("read a certificate", "it is not DER");
    let of_issuer = fields(issuer.der()).ok_or_else(missing)?;
    let of_leaf = fields(certificate).ok_or_else(missing)?;
    let key_hash = sha1(of_issuer.key);
    let certificate_id = der::sequence(&[
        algorithm(SHA1, true),
        der::value(der::OCTET_STRING, &sha1(of_issuer.subject)),
        der::value(der::OCTET_STRING, &key_hash),
        of_leaf.serial.to_vec(),
    ]);
    let reason = der::value(0xa0, &der::value(der::ENUMERATED, &[KEY_COMPROMISE]));
    let status = der::value(0xa1, &[time(revoked_at)?, reason].concat());
    let next_update = der::value(0xa0, &time(now + 7 * 86_400)?);
    let single = der::sequence(&[certificate_id, status, time(now - 3_600)?, next_update]);
    let responder = der::value(0xa2, &der::value(der::OCTET_STRING, &key_hash));
    let data = der::sequence(&[responder, time(now - 3_600)?, der::sequence(&[single])]);
    let signature = issuer.sign(&data)?;
    let signature = der::value(der::BIT_STRING, &[&[0], signature.as_slice()].concat());
    let basic = der::sequence(&[data, algorithm(ECDSA_WITH_SHA256, false), signature]);
    let bytes = der::sequence(&[der::value(der::OID, OCSP_BASIC), der::value(der::OCTET_STRING, &basic)]);
    Ok(der::sequence(&[der::value(der::ENUMERATED, &[0]), der::value(0xa0, &bytes)]))
}

fn algorithm(oid: &[u8], null: bool) -> Vec<u8> {
    let mut parts = vec![der::value(der::OID, oid)];
    if null {
        parts.push(der::value(der::NULL, &[]));
    }
    der::sequence(&parts)
}

fn sha1(bytes: &[u8]) -> Vec<u8> {
    digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, bytes).as_ref().to_vec()
}

fn time(seconds: i64) -> Result<Vec<u8>, Error> {
    let at = OffsetDateTime::from_unix_timestamp(seconds)
        .map_err(|_| super::credential::failed("write a date", "it is out of range"))?;
    let (month, day) = (u8::from(at.month()), at.day());
    let (hour, minute, second) = at.to_hms();
    let text = format!("{:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}Z", at.year());
    Ok(der::value(der::GENERALIZED_TIME, text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::Profile;
    use crate::issue::Validity;

    #[test]
    fn the_answer_names_the_certificate_and_is_signed() {
        let now = 1_800_000_000;
        let ca = Credential::self_signed(&Profile::ca("a CA", Validity::days(now, 1, 1))).unwrap();
        let leaf =
            ca.issue(&Profile::server(&["localhost".to_owned()], &[], Validity::days(now, 1, 1))).unwrap();
        let answer = leaf.revoked_by(&ca, now, now - 100).unwrap();
        let status = der::split(der::split(&answer).unwrap().content).unwrap();
        assert_eq!((status.tag, status.content), (der::ENUMERATED, &[0][..]));
        let bytes = der::split(der::split(status.rest).unwrap().content).unwrap();
        let basic = der::split(der::split(bytes.content).unwrap().rest).unwrap();
        let data = der::split(der::split(basic.content).unwrap().content).unwrap();
        let serial = fields(leaf.der()).unwrap().serial.to_vec();
        assert!(data.whole.windows(serial.len()).any(|window| window == serial));
        let signature = der::split(der::split(data.rest).unwrap().rest).unwrap();
        let key = fields(ca.der()).unwrap().key;
        ring::signature::UnparsedPublicKey::new(&ring::signature::ECDSA_P256_SHA256_ASN1, key)
            .verify(data.whole, &signature.content[1..])
            .unwrap();
    }
}
