//! One certificate: what it says, without judgement.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::oid_registry::{
    OID_PKIX_ACCESS_DESCRIPTOR_CA_ISSUERS, OID_PKIX_AUTHORITY_INFO_ACCESS,
    OID_X509_EXT_AUTHORITY_KEY_IDENTIFIER, OID_X509_EXT_BASIC_CONSTRAINTS, OID_X509_EXT_CERTIFICATE_POLICIES,
    OID_X509_EXT_CRL_DISTRIBUTION_POINTS, OID_X509_EXT_EXTENDED_KEY_USAGE, OID_X509_EXT_INHIBIT_ANY_POLICY,
    OID_X509_EXT_ISSUER_ALT_NAME, OID_X509_EXT_KEY_USAGE, OID_X509_EXT_NAME_CONSTRAINTS,
    OID_X509_EXT_POLICY_CONSTRAINTS, OID_X509_EXT_POLICY_MAPPINGS, OID_X509_EXT_SUBJECT_ALT_NAME,
    OID_X509_EXT_SUBJECT_KEY_IDENTIFIER,
};
use x509_parser::prelude::{FromDer, X509Certificate, X509Extension};

use super::UnixSeconds;
use super::algorithm::{PublicKey, SignatureAlgorithm};
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
    /// Whether a subjectAltName extension is there at all.
    pub has_san: bool,
    /// basicConstraints: `None` when absent.
    pub basic_constraints: Option<BasicConstraints>,
    /// keyUsage: `None` when absent.
    pub key_usage: Option<KeyUsage>,
    /// extendedKeyUsage, dotted OIDs: `None` when absent.
    pub extended_key_usage: Option<Vec<String>>,
    /// nameConstraints: `None` when absent.
    pub name_constraints: Option<NameConstraints>,
    /// subjectKeyIdentifier.
    pub subject_key_id: Option<Vec<u8>>,
    /// authorityKeyIdentifier's keyIdentifier.
    pub authority_key_id: Option<Vec<u8>>,
    /// `caIssuers` URLs of authorityInfoAccess: where the missing issuer can be had.
    pub ca_issuers: Vec<String>,
    /// Critical extensions that this module does not know, dotted OIDs.
    pub unknown_critical: Vec<String>,
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
    /// A name form that this module does not evaluate is constrained.
    pub other_forms: bool,
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
        has_san: false,
        basic_constraints: None,
        key_usage: None,
        extended_key_usage: None,
        name_constraints: None,
        subject_key_id: None,
        authority_key_id: None,
        ca_issuers: Vec::new(),
        unknown_critical: Vec::new(),
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
    fn take_extension(&mut self, extension: &X509Extension<'_>) -> Result<(), &'static str> {
        match extension.parsed_extension() {
            ParsedExtension::SubjectAlternativeName(names) => {
                self.has_san = true;
                for name in &names.general_names {
                    self.take_name(name);
                }
            }
            ParsedExtension::BasicConstraints(constraints) => {
                self.basic_constraints = Some(BasicConstraints {
                    ca: constraints.ca,
                    path_length: constraints.path_len_constraint,
                    critical: extension.critical,
                });
            }
            ParsedExtension::KeyUsage(usage) => {
                self.key_usage = Some(KeyUsage {
                    digital_signature: usage.digital_signature(),
                    key_encipherment: usage.key_encipherment(),
                    key_agreement: usage.key_agreement(),
                    cert_sign: usage.key_cert_sign(),
                    crl_sign: usage.crl_sign(),
                });
            }
            ParsedExtension::ExtendedKeyUsage(_) => {
                self.extended_key_usage =
                    Some(oid_list(extension.value).ok_or("its extendedKeyUsage cannot be read")?);
            }
            ParsedExtension::NameConstraints(constraints) => {
                self.name_constraints = Some(NameConstraints::from_parsed(constraints));
            }
            ParsedExtension::SubjectKeyIdentifier(id) => self.subject_key_id = Some(id.0.to_vec()),
            ParsedExtension::AuthorityKeyIdentifier(id) => {
                self.authority_key_id = id.key_identifier.as_ref().map(|id| id.0.to_vec());
            }
            ParsedExtension::AuthorityInfoAccess(access) => {
                for description in access.iter() {
                    if description.access_method == OID_PKIX_ACCESS_DESCRIPTOR_CA_ISSUERS
                        && let GeneralName::URI(url) = &description.access_location
                    {
                        self.ca_issuers.push((*url).to_owned());
                    }
                }
            }
            ParsedExtension::ParseError { .. } => {
                if let Some(problem) = unreadable(extension) {
                    return Err(problem);
                }
            }
            _ => {}
        }
        if extension.critical && !is_known(extension) {
            self.unknown_critical.push(extension.oid.to_id_string());
        }
        Ok(())
    }

    fn take_name(&mut self, name: &GeneralName<'_>) {
        match name {
            GeneralName::DNSName(name) => self.dns_names.push((*name).to_owned()),
            GeneralName::IPAddress(bytes) => match ip_address(bytes) {
                Some(address) => self.ip_addresses.push(address),
                None => self.other_names.push("IP:(of no known length)".to_owned()),
            },
            GeneralName::URI(uri) => self.other_names.push(format!("URI:{uri}")),
            GeneralName::RFC822Name(mail) => self.other_names.push(format!("email:{mail}")),
            GeneralName::DirectoryName(name) => {
                self.other_names.push(format!("DirName:{}", der::name_text(name.as_raw())));
            }
            GeneralName::OtherName(oid, _) => {
                self.other_names.push(format!("otherName:{}", oid.to_id_string()))
            }
            GeneralName::RegisteredID(oid) => {
                self.other_names.push(format!("RegisteredID:{}", oid.to_id_string()))
            }
            GeneralName::Invalid(tag, _) if tag.0 == 2 => {
                self.other_names.push("DNS:(no valid text)".to_owned())
            }
            _ => self.other_names.push("(a name of another form)".to_owned()),
        }
    }

    /// Whether subject and issuer are the same name. (That it also signed itself, [`super::chain_facts`] says.)
    pub fn is_self_issued(&self) -> bool {
        self.subject_der == self.issuer_der
    }

    /// Whether basicConstraints says cA.
    pub fn is_ca(&self) -> bool {
        self.basic_constraints.is_some_and(|b| b.ca)
    }

    /// The organisations (O) of the issuer.
    pub fn issuer_organisations(&self) -> Vec<String> {
        der::name_values(&self.issuer_der, der::ORGANISATION)
    }
}

/// A phrase when an extension that every verifier reads cannot be read.
fn unreadable(extension: &X509Extension<'_>) -> Option<&'static str> {
    let oid = &extension.oid;
    if *oid == OID_X509_EXT_SUBJECT_ALT_NAME {
        Some("its subjectAltName cannot be read")
    } else if *oid == OID_X509_EXT_BASIC_CONSTRAINTS {
        Some("its basicConstraints cannot be read")
    } else if *oid == OID_X509_EXT_KEY_USAGE {
        Some("its keyUsage cannot be read")
    } else if *oid == OID_X509_EXT_EXTENDED_KEY_USAGE {
        Some("its extendedKeyUsage cannot be read")
    } else if *oid == OID_X509_EXT_NAME_CONSTRAINTS {
        Some("its nameConstraints cannot be read")
    } else {
        None
    }
}

/// Extensions of RFC 5280 section 4.2: verifiers accept them when critical.
fn is_known(extension: &X509Extension<'_>) -> bool {
    [
        OID_X509_EXT_SUBJECT_KEY_IDENTIFIER,
        OID_X509_EXT_KEY_USAGE,
        OID_X509_EXT_SUBJECT_ALT_NAME,
        OID_X509_EXT_ISSUER_ALT_NAME,
        OID_X509_EXT_BASIC_CONSTRAINTS,
        OID_X509_EXT_NAME_CONSTRAINTS,
        OID_X509_EXT_CRL_DISTRIBUTION_POINTS,
        OID_X509_EXT_CERTIFICATE_POLICIES,
        OID_X509_EXT_POLICY_MAPPINGS,
        OID_X509_EXT_AUTHORITY_KEY_IDENTIFIER,
        OID_X509_EXT_POLICY_CONSTRAINTS,
        OID_X509_EXT_EXTENDED_KEY_USAGE,
        OID_X509_EXT_INHIBIT_ANY_POLICY,
        OID_PKIX_AUTHORITY_INFO_ACCESS,
    ]
    .contains(&extension.oid)
}

/// A SEQUENCE OF OBJECT IDENTIFIER, dotted.
fn oid_list(value: &[u8]) -> Option<Vec<String>> {
    let mut oids = der::Reader::new(der::Reader::new(value).expect(der::SEQUENCE)?.contents);
    let mut list = Vec::new();
    while !oids.is_empty() {
        list.push(der::oid_text(oids.expect(der::OID)?.contents));
    }
    Some(list)
}

fn ip_address(bytes: &[u8]) -> Option<IpAddr> {
    if let Ok(v4) = <[u8; 4]>::try_from(bytes) {
        return Some(IpAddr::from(v4));
    }
    <[u8; 16]>::try_from(bytes).ok().map(IpAddr::from)
}

impl NameConstraints {
    /// Reads the value of a nameConstraints extension. `None` when it does not parse.
    pub fn from_der(value: &[u8]) -> Option<Self> {
        let (_, parsed) = x509_parser::extensions::NameConstraints::from_der(value).ok()?;
        Some(Self::from_parsed(&parsed))
    }

    fn from_parsed(parsed: &x509_parser::extensions::NameConstraints<'_>) -> Self {
        let mut constraints = Self::default();
        for subtree in parsed.permitted_subtrees.iter().flatten() {
            match &subtree.base {
                GeneralName::DNSName(name) => constraints.permitted_dns.push((*name).to_owned()),
                GeneralName::IPAddress(range) => constraints.permitted_ip.push(range.to_vec()),
                GeneralName::DirectoryName(name) => {
                    constraints.permitted_directory.push(name.as_raw().to_vec())
                }
                _ => constraints.other_forms = true,
            }
        }
        for subtree in parsed.excluded_subtrees.iter().flatten() {
            match &subtree.base {
                GeneralName::DNSName(name) => constraints.excluded_dns.push((*name).to_owned()),
                GeneralName::IPAddress(range) => constraints.excluded_ip.push(range.to_vec()),
                GeneralName::DirectoryName(name) => {
                    constraints.excluded_directory.push(name.as_raw().to_vec())
                }
                _ => constraints.other_forms = true,
            }
        }
        constraints
    }
}
