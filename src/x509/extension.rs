//! Reading the extensions of a certificate, RFC 5280 section 4.2.

use std::net::IpAddr;

use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::oid_registry::{
    OID_PKIX_ACCESS_DESCRIPTOR_CA_ISSUERS, OID_PKIX_AUTHORITY_INFO_ACCESS,
    OID_X509_EXT_AUTHORITY_KEY_IDENTIFIER, OID_X509_EXT_BASIC_CONSTRAINTS, OID_X509_EXT_CERTIFICATE_POLICIES,
    OID_X509_EXT_CRL_DISTRIBUTION_POINTS, OID_X509_EXT_EXTENDED_KEY_USAGE, OID_X509_EXT_INHIBIT_ANY_POLICY,
    OID_X509_EXT_ISSUER_ALT_NAME, OID_X509_EXT_KEY_USAGE, OID_X509_EXT_NAME_CONSTRAINTS,
    OID_X509_EXT_POLICY_CONSTRAINTS, OID_X509_EXT_POLICY_MAPPINGS, OID_X509_EXT_SUBJECT_ALT_NAME,
    OID_X509_EXT_SUBJECT_KEY_IDENTIFIER,
};
use x509_parser::prelude::{FromDer, X509Extension};

use super::certificate::{BasicConstraints, Facts, KeyUsage, NameConstraints};
use super::der;
use super::oid;

impl Facts {
    /// Adds what an extension says. The error is a phrase for [`super::ParseFailure`].
    pub(super) fn take_extension(&mut self, extension: &X509Extension<'_>) -> Result<(), &'static str> {
        match extension.parsed_extension() {
            ParsedExtension::SubjectAlternativeName(names) => {
                self.has_san = true;
                self.san_critical = extension.critical;
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
                    empty: usage.flags == 0,
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
                self.authority_serial = id.authority_cert_serial.map(<[u8]>::to_vec);
                self.authority_issuer =
                    id.authority_cert_issuer.iter().flatten().find_map(|name| match name {
                        GeneralName::DirectoryName(name) => Some(name.as_raw().to_vec()),
                        _ => None,
                    });
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
                self.malformed_access |= extension.oid == OID_PKIX_AUTHORITY_INFO_ACCESS;
            }
            _ => {}
        }
        self.policies.take_extension(extension);
        if extension.oid.to_id_string() == oid::NETSCAPE_CERT_TYPE {
            let bits = der::Reader::new(extension.value).expect(der::BIT_STRING);
            self.netscape_ssl_server =
                bits.and_then(|bits| bits.contents.get(1)).map(|bits| bits & 0x40 != 0);
        }
        if extension.critical {
            let known = is_known(extension);
            let critical = if known { &mut self.known_critical } else { &mut self.unknown_critical };
            critical.push(extension.oid.to_id_string());
        }
        Ok(())
    }

    fn take_name(&mut self, name: &GeneralName<'_>) {
        match name {
            GeneralName::DNSName(name) => self.dns_names.push((*name).to_owned()),
            GeneralName::IPAddress(bytes) => match ip_address(bytes) {
                Some(address) => self.ip_addresses.push(address),
                None => {
                    self.malformed_ip = true;
                    self.other_names.push("IP:(of no known length)".to_owned());
                }
            },
            GeneralName::URI(uri) => self.other_names.push(format!("URI:{uri}")),
            GeneralName::RFC822Name(mail) => {
                self.other_names.push(format!("email:{mail}"));
                self.mail_names.push((*mail).to_owned());
            }
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
            GeneralName::Invalid(tag, _) => {
                // OpenSSL and BoringSSL take any bytes for a text (1, 6) and an address (7).
                self.malformed_name |= !matches!(tag.0, 1 | 6 | 7);
                self.other_names.push("(a name of another form)".to_owned());
            }
            _ => self.other_names.push("(a name of another form)".to_owned()),
        }
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

/// Extensions of RFC 5280 section 4.2 that verifiers accept when critical. authorityInfoAccess is none: webpki, Go and
/// OpenSSL refuse it (run).
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
        let subtrees = [&parsed.permitted_subtrees, &parsed.excluded_subtrees];
        let empty = subtrees.iter().all(|list| list.as_ref().is_none_or(Vec::is_empty));
        let mut constraints = Self { empty, ..Self::default() };
        for subtree in parsed.permitted_subtrees.iter().flatten() {
            match &subtree.base {
                GeneralName::DNSName(name) => constraints.permitted_dns.push((*name).to_owned()),
                GeneralName::IPAddress(range) => constraints.permitted_ip.push(range.to_vec()),
                GeneralName::DirectoryName(name) => {
                    constraints.permitted_directory.push(name.as_raw().to_vec())
                }
                GeneralName::RFC822Name(mail) => constraints.permitted_mail.push((*mail).to_owned()),
                GeneralName::URI(_) => {}
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
                GeneralName::RFC822Name(mail) => constraints.excluded_mail.push((*mail).to_owned()),
                GeneralName::URI(_) => {}
                _ => constraints.other_forms = true,
            }
        }
        constraints
    }
}
