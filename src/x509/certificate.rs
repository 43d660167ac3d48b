//! One certificate: what it says, without judgement.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};
use x509_parser::prelude::{FromDer, X509Certificate};

use super::UnixSeconds;
use super::algorithm::{PublicKey, SignatureAlgorithm};
use super::certificate_policy::CertificatePolicies;
use super::der;

/// A certificate as presented: its bytes, and what they say where they parse.
///
/// Built by [`Certificate::new`], which never fails: a certificate that does not parse is a fact, too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The DER as received.
    pub der: Vec<u8>,
    /// SHA-256 of the DER.
    pub sha256: [u8; 32],
    /// What the certificate says, or why it cannot be read.
    pub facts: Result<Facts, ParseFailure>,
}

/// Why a certificate could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParseFailure {
    /// One phrase for people; never bytes of the peer.
    pub reason: String,
}

/// The fields of RFC 5280 section 4.1 and the extensions that verifiers look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// 1 or 3 (2 is possible and treated as 1: no extensions).
    pub version: u8,
    /// Serial number, big endian, as encoded.
    pub serial: Vec<u8>,
    /// Subject, raw DER of the Name.
    pub subject_der: Vec<u8>,
    /// Issuer, raw DER of the Name.
    pub issuer_der: Vec<u8>,
    /// Subject for people, RFC 4514 like: `CN=otel,O=Example`. Control characters are kept; renderers escape.
    pub subject: String,
    /// Issuer for people.
    pub issuer: String,
    /// Last common name of the subject.
    pub common_name: Option<String>,
    /// First second of validity.
    pub not_before: UnixSeconds,
    /// Last second of validity.
    pub not_after: UnixSeconds,
    /// SubjectPublicKeyInfo, raw DER including the outer SEQUENCE.
    pub spki_der: Vec<u8>,
    /// The key.
    pub key: PublicKey,
    /// The signature's algorithm.
    pub signature_algorithm: SignatureAlgorithm,
    /// TBSCertificate, raw DER: what the signature covers.
    pub tbs_der: Vec<u8>,
    /// The signature's bits.
    pub signature: Vec<u8>,
    /// dNSName entries, as written.
    pub dns_names: Vec<String>,
    /// iPAddress entries.
    pub ip_addresses: Vec<IpAddr>,
    /// Other subject alternative names for people (`URI:spiffe://...`, `email:...`).
    pub other_names: Vec<String>,
    /// rfc822Name entries: only name constraints look at them.
    pub mail_names: Vec<String>,
    /// An iPAddress entry is neither 4 nor 16 bytes long.
    pub malformed_ip: bool,
    /// A name of another form than those that are compared with hosts cannot be decoded.
    pub malformed_name: bool,
    /// Whether a subjectAltName extension is there at all.
    pub has_san: bool,
    /// Whether that extension is critical.
    pub san_critical: bool,
    /// basicConstraints: `None` when absent.
    pub basic_constraints: Option<BasicConstraints>,
    /// keyUsage: `None` when absent.
    pub key_usage: Option<KeyUsage>,
    /// extendedKeyUsage, dotted OIDs: `None` when absent.
    pub extended_key_usage: Option<Vec<String>>,
    /// Whether Netscape's certificate type includes SSL server: `None` when absent.
    pub netscape_ssl_server: Option<bool>,
    /// nameConstraints: `None` when absent.
    pub name_constraints: Option<NameConstraints>,
    /// subjectKeyIdentifier.
    pub subject_key_id: Option<Vec<u8>>,
    /// authorityKeyIdentifier's keyIdentifier.
    pub authority_key_id: Option<Vec<u8>>,
    /// authorityKeyIdentifier's authorityCertIssuer: the raw DER of its first directoryName.
    pub authority_issuer: Option<Vec<u8>>,
    /// authorityKeyIdentifier's authorityCertSerialNumber, as encoded.
    pub authority_serial: Option<Vec<u8>>,
    /// `caIssuers` URLs of authorityInfoAccess: where the missing issuer can be had.
    pub ca_issuers: Vec<String>,
    /// authorityInfoAccess is there and cannot be read.
    pub malformed_access: bool,
    /// Critical extensions that this module does not know, dotted OIDs.
    pub unknown_critical: Vec<String>,
    /// Critical extensions that it does know, dotted OIDs.
    pub known_critical: Vec<String>,
    /// What certificate policies it is under, and which it demands of those below.
    pub policies: CertificatePolicies,
}

/// RFC 5280 section 4.2.1.9.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BasicConstraints {
    /// cA.
    pub ca: bool,
    /// pathLenConstraint.
    pub path_length: Option<u32>,
    /// Whether the extension is critical.
    pub critical: bool,
}

/// RFC 5280 section 4.2.1.10. Only the forms that server certificates use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameConstraints {
    /// Permitted dNSName subtrees.
    pub permitted_dns: Vec<String>,
    /// Excluded dNSName subtrees.
    pub excluded_dns: Vec<String>,
    /// Permitted iPAddress subtrees, address and mask as encoded (8 or 32 bytes).
    pub permitted_ip: Vec<Vec<u8>>,
    /// Excluded iPAddress subtrees.
    pub excluded_ip: Vec<Vec<u8>>,
    /// Permitted directoryName subtrees, raw DER.
    pub permitted_directory: Vec<Vec<u8>>,
    /// Excluded directoryName subtrees, raw DER.
    pub excluded_directory: Vec<Vec<u8>>,
    /// Permitted rfc822Name subtrees: a mailbox, a host, or a domain with a leading dot.
    pub permitted_mail: Vec<String>,
    /// Excluded rfc822Name subtrees.
    pub excluded_mail: Vec<String>,
    /// A name form that this module does not evaluate is constrained.
    pub other_forms: bool,
    /// Nothing is permitted and nothing excluded.
    pub empty: bool,
}

/// RFC 5280 section 4.2.1.3.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeyUsage {
    /// digitalSignature.
    pub digital_signature: bool,
    /// keyEncipherment.
    pub key_encipherment: bool,
    /// keyAgreement.
    pub key_agreement: bool,
    /// keyCertSign.
    pub cert_sign: bool,
    /// cRLSign.
    pub crl_sign: bool,
    /// No bit is set at all.
    pub empty: bool,
}

impl Certificate {
    /// Reads a certificate. Whatever the bytes are, this neither fails nor panics.
    pub fn new(der: &[u8]) -> Self {
        let digest = ring::digest::digest(&ring::digest::SHA256, der);
        let mut sha256 = [0; 32];
        sha256.copy_from_slice(digest.as_ref());
        let facts = read(der).map_err(|reason| ParseFailure { reason: reason.to_owned() });
        Self { der: der.to_vec(), sha256, facts }
    }
}

fn read(der: &[u8]) -> Result<Facts, &'static str> {
    let (rest, certificate) =
        X509Certificate::from_der(der).map_err(|_| "it is not a DER-encoded certificate")?;
    if !rest.is_empty() {
        return Err("there are bytes after the certificate");
    }
    let parts = der::certificate_parts(der).ok_or("its structure is broken")?;
    if parts.signature_algorithm != parts.inner_signature_algorithm {
        return Err("it names two different signature algorithms");
    }
    let tbs = &certificate.tbs_certificate;
    let mut facts = Facts {
        // X509Version counts from 0.
        version: if tbs.version.0 == 2 { 3 } else { 1 },
        serial: tbs.raw_serial().to_vec(),
        subject_der: parts.subject.to_vec(),
        issuer_der: parts.issuer.to_vec(),
        subject: der::name_text(parts.subject),
        issuer: der::name_text(parts.issuer),
        common_name: der::name_values(parts.subject, der::COMMON_NAME).pop(),
        not_before: tbs.validity.not_before.timestamp(),
        not_after: tbs.validity.not_after.timestamp(),
        spki_der: parts.spki.to_vec(),
        key: PublicKey::from_spki(parts.spki),
        signature_algorithm: SignatureAlgorithm::from_identifier(parts.signature_algorithm),
        tbs_der: parts.tbs.to_vec(),
        signature: parts.signature.to_vec(),
        dns_names: Vec::new(),
        ip_addresses: Vec::new(),
        other_names: Vec::new(),
        mail_names: Vec::new(),
        malformed_ip: false,
        malformed_name: false,
        has_san: false,
        san_critical: false,
        basic_constraints: None,
        key_usage: None,
        extended_key_usage: None,
        netscape_ssl_server: None,
        name_constraints: None,
        subject_key_id: None,
        authority_key_id: None,
        authority_issuer: None,
        authority_serial: None,
        ca_issuers: Vec::new(),
        malformed_access: false,
        unknown_critical: Vec::new(),
        known_critical: Vec::new(),
        policies: CertificatePolicies::default(),
    };
    for (index, extension) in tbs.extensions().iter().enumerate() {
        if tbs.extensions().iter().take(index).any(|earlier| earlier.oid == extension.oid) {
            return Err("it has the same extension twice");
        }
        facts.take_extension(extension)?;
    }
    Ok(facts)
}

impl Facts {
    /// Whether subject and issuer are the same name. (That it also signed itself, [`super::chain_facts`] says.)
    pub fn is_self_issued(&self) -> bool {
        self.subject_der == self.issuer_der
    }

    /// Whether the subject is the empty name.
    pub fn has_no_subject(&self) -> bool {
        self.subject_der == [0x30, 0]
    }

    /// Whether basicConstraints says cA.
    pub fn is_ca(&self) -> bool {
        self.basic_constraints.is_some_and(|b| b.ca)
    }

    /// Whether an extension of RFC 5280 is critical, by its dotted OID.
    pub fn is_critical(&self, oid: &str) -> bool {
        self.known_critical.iter().any(|known| known == oid)
    }

    /// The organisations (O) of the issuer.
    pub fn issuer_organisations(&self) -> Vec<String> {
        der::name_values(&self.issuer_der, der::ORGANISATION)
    }
}

/// Whether the child's authorityKeyIdentifier is the issuer's subjectKeyIdentifier; `None` when either is
/// absent.
pub(super) fn key_ids_agree(child: &Facts, issuer: Option<&Facts>) -> Option<bool> {
    let issuer_id = issuer?.subject_key_id.as_ref()?;
    child.authority_key_id.as_ref().map(|id| id == issuer_id)
}

/// Whether no part of the child's authorityKeyIdentifier speaks against the issuer (OpenSSL's `X509_check_akid`).
pub(super) fn names_as_issuer(child: &Facts, issuer: &Facts) -> bool {
    key_ids_agree(child, Some(issuer)) != Some(false)
        && child.authority_serial.as_ref().is_none_or(|serial| *serial == issuer.serial)
        && child.authority_issuer.as_ref().is_none_or(|name| *name == issuer.issuer_der)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rcgen::{CustomExtension, SanType};

    use super::*;
    use crate::x509::Digest;
    use crate::x509::made::{NOW, dns, fixture, leaf_params, make, root};

    fn facts(der: &[u8]) -> Facts {
        Certificate::new(der).facts.unwrap()
    }

    #[test]
    fn fields_are_read() {
        let root = root();
        let mut params = leaf_params();
        params.distinguished_name.push(rcgen::DnType::OrganizationName, "Example, Inc");
        params.subject_alt_names = vec![
            dns("otel.example.com"),
            SanType::IpAddress([192, 0, 2, 1].into()),
            SanType::URI("spiffe://example/otel".to_owned().try_into().unwrap()),
        ];
        let der = make(params, Some(&root)).der;
        let facts = facts(&der);
        assert_eq!(facts.version, 3);
        assert_eq!(facts.subject, "O=Example\\, Inc,CN=localhost");
        assert_eq!(facts.issuer, "CN=test root");
        assert_eq!(facts.common_name.as_deref(), Some("localhost"));
        assert_eq!(facts.dns_names, ["otel.example.com"]);
        assert_eq!(facts.ip_addresses, [IpAddr::from([192, 0, 2, 1])]);
        assert_eq!(facts.other_names, ["URI:spiffe://example/otel"]);
        assert!(facts.has_san && !facts.is_ca() && !facts.is_self_issued());
        assert!(facts.not_before < NOW && NOW < facts.not_after);
        assert_eq!(facts.extended_key_usage.as_deref(), Some(["1.3.6.1.5.5.7.3.1".to_owned()].as_slice()));
        let usage = facts.key_usage.unwrap();
        assert!(usage.digital_signature && !usage.key_encipherment && !usage.cert_sign);
        assert_eq!(facts.key.describe(), "ECDSA P-256");
        assert_eq!(facts.signature_algorithm.name, "ecdsa-with-SHA256");
        let root = Certificate::new(&root.der).facts.unwrap();
        assert_eq!(facts.authority_key_id, root.subject_key_id);
        assert!(facts.authority_key_id.is_some());
        assert!(root.is_ca() && root.is_self_issued());
        assert_eq!(root.basic_constraints.unwrap().path_length, None);
    }

    #[test]
    fn keys_are_told_apart_by_oid() {
        let described: Vec<String> =
            ["rsa1024-leaf", "rsa512-leaf", "p521-leaf", "ed448-leaf", "rsa-pss-leaf", "p521-root"]
                .iter()
                .map(|name| facts(&fixture(name)).key.describe())
                .collect();
        assert_eq!(
            described,
            ["RSA 1024", "RSA 512", "ECDSA P-521", "Ed448", "RSASSA-PSS 2048", "ECDSA P-521"]
        );
    }

    #[test]
    fn signature_algorithms_have_their_usual_names() {
        let algorithm = |name: &str| facts(&fixture(name)).signature_algorithm;
        assert_eq!(algorithm("sha1-leaf").name, "sha1WithRSAEncryption");
        assert_eq!(algorithm("md5-leaf").digest, Some(Digest::Md5));
        assert_eq!(algorithm("pss-signed-leaf").name, "rsassaPss");
        assert_eq!(algorithm("pss-signed-leaf").digest, Some(Digest::Sha256));
    }

    #[test]
    fn version_1_has_no_extensions() {
        let facts = facts(&fixture("v1-leaf"));
        assert_eq!(facts.version, 1);
        assert!(!facts.has_san && facts.basic_constraints.is_none());
        // 9999-12-31T23:59:59Z.
        assert_eq!(facts.not_after, 253_402_300_799);
    }

    #[test]
    fn unknown_critical_extensions_are_listed() {
        let mut params = leaf_params();
        let mut critical = CustomExtension::from_oid_content(&[1, 3, 6, 1, 4, 1, 55555, 1], vec![5, 0]);
        critical.set_criticality(true);
        let harmless = CustomExtension::from_oid_content(&[1, 3, 6, 1, 4, 1, 55555, 2], vec![5, 0]);
        params.custom_extensions = vec![critical, harmless];
        assert_eq!(facts(&make(params, None).der).unknown_critical, ["1.3.6.1.4.1.55555.1"]);
    }

    #[test]
    fn ca_issuers_are_read() {
        let mut params = leaf_params();
        let url = b"http://ca.example/i.crt";
        let access = [&[0x06, 8, 0x2b, 6, 1, 5, 5, 7, 0x30, 2, 0x86, 23][..], url].concat();
        let value = der::sequence(&der::sequence(&access));
        let oid = [1, 3, 6, 1, 5, 5, 7, 1, 1];
        params.custom_extensions = vec![CustomExtension::from_oid_content(&oid, value)];
        assert_eq!(facts(&make(params, None).der).ca_issuers, ["http://ca.example/i.crt"]);
    }

    #[test]
    fn broken_bytes_are_a_fact() {
        let der = make(leaf_params(), None).der;
        for bytes in [&[][..], b"not a certificate", &der[..der.len() - 1], &[&der[..], &[0]].concat()] {
            let certificate = Certificate::new(bytes);
            assert!(certificate.facts.is_err());
            assert_eq!(certificate.der, bytes);
        }
    }

    #[test]
    fn the_digest_is_that_of_all_bytes() {
        let hex: String = Certificate::new(b"abc").sha256.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_do_not_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = Certificate::new(&bytes);
        }

        #[test]
        fn altered_certificates_do_not_panic(
            which in 0usize..4,
            changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        ) {
            let name = ["root", "pss-signed-leaf", "v1-leaf", "p521-leaf"][which];
            let mut der = fixture(name);
            for (index, byte) in changes {
                let position = index.index(der.len());
                der[position] = byte;
            }
            if let Ok(facts) = Certificate::new(&der).facts {
                let _ = facts.key.describe();
                let _ = crate::x509::check_signature(&facts, &facts.spki_der);
            }
        }
    }
}
