//! Certificates for tests: made by rcgen at run time, or read from `fixtures/pki`.

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer,
    KeyPair, KeyUsagePurpose, SanType,
};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use time::OffsetDateTime;

use super::{Anchor, Certificate, Evaluation, Name, Policy, Purpose, UnixSeconds, ViolationKind, evaluate};

/// 2026-01-01T00:00:00Z.
pub(crate) const NOW: UnixSeconds = 1_767_225_600;
/// In seconds.
pub(crate) const DAY: i64 = 86_400;

/// A made certificate, with its key and what it needs to sign others.
pub(crate) struct Made {
    pub(crate) der: Vec<u8>,
    pub(crate) params: CertificateParams,
    pub(crate) key: KeyPair,
}

pub(crate) fn time(seconds: UnixSeconds) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(seconds).unwrap()
}

pub(crate) fn params(common_name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, common_name);
    params.not_before = time(NOW - 30 * DAY);
    params.not_after = time(NOW + 30 * DAY);
    params.use_authority_key_identifier_extension = true;
    params
}

pub(crate) fn ca_params(common_name: &str) -> CertificateParams {
    let mut params = params(common_name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

pub(crate) fn leaf_params() -> CertificateParams {
    let mut params = params("localhost");
    params.subject_alt_names = vec![dns("localhost")];
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params
}

pub(crate) fn dns(name: &str) -> SanType {
    SanType::DnsName(name.to_owned().try_into().unwrap())
}

pub(crate) fn make(params: CertificateParams, issuer: Option<&Made>) -> Made {
    make_with(params, issuer, KeyPair::generate().unwrap())
}

pub(crate) fn make_with(params: CertificateParams, issuer: Option<&Made>, key: KeyPair) -> Made {
    let certificate = match issuer {
        None => params.self_signed(&key),
        Some(ca) => params.signed_by(&key, &Issuer::from_params(&ca.params, &ca.key)),
    };
    Made { der: certificate.unwrap().der().to_vec(), params, key }
}

pub(crate) fn root() -> Made {
    make(ca_params("test root"), None)
}

/// A certificate of `fixtures/pki`.
pub(crate) fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/fixtures/pki/{name}.pem", env!("CARGO_MANIFEST_DIR"));
    CertificateDer::from_pem_file(path).unwrap().to_vec()
}

pub(crate) fn certificates(made: &[&Made]) -> Vec<Certificate> {
    made.iter().map(|made| Certificate::new(&made.der)).collect()
}

pub(crate) fn anchors(made: &[&Made]) -> Vec<Anchor> {
    made.iter().map(|made| Anchor::from_certificate(&made.der).unwrap()).collect()
}

/// What RFC 5280 makes of a server's chain, for `localhost`.
pub(crate) fn judged(chain: &[&Made], trust: &[&Made]) -> Evaluation {
    let policy = Policy::rfc5280(Purpose::Server);
    evaluate(&certificates(chain), &anchors(trust), Some(&Name::new("localhost")), NOW, &policy)
}

pub(crate) fn kinds(evaluation: &Evaluation) -> Vec<&ViolationKind> {
    evaluation.violations.iter().map(|violation| &violation.kind).collect()
}

pub(crate) fn intermediate(common_name: &str, issuer: &Made) -> Made {
    make(ca_params(common_name), Some(issuer))
}
