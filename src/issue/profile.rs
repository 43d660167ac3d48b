//! What a certificate holds, as plain values.

use std::net::IpAddr;

use rcgen::BasicConstraints;
use rcgen::CertificateParams;
use rcgen::CustomExtension;
use rcgen::DistinguishedName;
use rcgen::DnType;
use rcgen::ExtendedKeyUsagePurpose;
use rcgen::GeneralSubtree;
use rcgen::IsCa;
use rcgen::KeyUsagePurpose;
use rcgen::NameConstraints;
use rcgen::SanType;
use time::OffsetDateTime;

use super::der;
use crate::error::Error;

/// Seconds in a day.
const DAY: i64 = 86_400;

/// From when to when a certificate is valid, in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// The first second.
    pub not_before: i64,
    /// The last second.
    pub not_after: i64,
}

impl Validity {
    /// From `before` days before `now` to `after` days after it; both may be negative.
    pub fn days(now: i64, before: i64, after: i64) -> Self {
        Self { not_before: now - before * DAY, not_after: now + after * DAY }
    }
}

/// The kind of key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// ECDSA on P-256: what every exporter takes.
    EcdsaP256,
    /// ECDSA on P-384.
    EcdsaP384,
    /// Ed25519: gRPC core does not offer it.
    Ed25519,
    /// RSA of 2048 bits: what Ruby's exporter wants of a client.
    Rsa2048,
}

/// The basic constraints (RFC 5280 section 4.2.1.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// CA:TRUE, with the number of intermediates that may follow; `None` is no limit.
    Ca(Option<u8>),
    /// CA:FALSE, said explicitly.
    Leaf,
    /// No such extension, and no subject key identifier.
    Absent,
}

/// Key usages (RFC 5280 section 4.2.1.3) that are used here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyUsage {
    /// keyCertSign.
    CertSign,
    /// cRLSign.
    CrlSign,
    /// digitalSignature.
    DigitalSignature,
    /// keyEncipherment.
    KeyEncipherment,
}

/// Extended key usages (RFC 5280 section 4.2.1.12) that are used here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtendedKeyUsage {
    /// id-kp-clientAuth.
    ClientAuth,
    /// id-kp-serverAuth.
    ServerAuth,
}

/// Any other extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// The object identifier.
    pub oid: Vec<u64>,
    /// Whether who does not understand it must refuse the certificate.
    pub critical: bool,
    /// The value, DER.
    pub value: Vec<u8>,
}

/// What a certificate holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The common name; empty for none.
    pub common_name: String,
    /// The organization; empty for none.
    pub organization: String,
    /// DNS names among the subject alternative names, as they are written into it: ASCII, not checked.
    pub names: Vec<String>,
    /// IP addresses among the subject alternative names.
    pub addresses: Vec<IpAddr>,
    /// The dates.
    pub validity: Validity,
    /// CA or not.
    pub constraint: Constraint,
    /// Key usages; empty leaves the extension out.
    pub key_usages: Vec<KeyUsage>,
    /// Extended key usages; empty leaves the extension out.
    pub extended_key_usages: Vec<ExtendedKeyUsage>,
    /// DNS subtrees that a CA may issue for; empty is no limit.
    pub permitted_names: Vec<String>,
    /// Whether the issuer's key is named (RFC 5280 section 4.2.1.1).
    pub authority_key_identifier: bool,
    /// Where the issuer's certificate can be fetched (authority information access).
    pub issuer_url: Option<String>,
    /// Any other extension.
    pub extensions: Vec<Extension>,
    /// The kind of key.
    pub key: KeyKind,
}

impl Profile {
    /// A CA: CA:TRUE, keyUsage certSign and crlSign.
    pub fn ca(common_name: &str, validity: Validity) -> Self {
        Self {
            common_name: common_name.to_owned(),
            organization: String::new(),
            names: Vec::new(),
            addresses: Vec::new(),
            validity,
            constraint: Constraint::Ca(None),
            key_usages: vec![KeyUsage::CertSign, KeyUsage::CrlSign],
            extended_key_usages: Vec::new(),
            permitted_names: Vec::new(),
            authority_key_identifier: true,
            issuer_url: None,
            extensions: Vec::new(),
            key: KeyKind::EcdsaP256,
        }
    }

    /// A server: CA:FALSE, digitalSignature, serverAuth. The first name is the common name as well.
    pub fn server(names: &[String], addresses: &[IpAddr], validity: Validity) -> Self {
        Self {
            common_name: names.first().cloned().unwrap_or_default(),
            names: names.to_vec(),
            addresses: addresses.to_vec(),
            constraint: Constraint::Leaf,
            key_usages: vec![KeyUsage::DigitalSignature],
            extended_key_usages: vec![ExtendedKeyUsage::ServerAuth],
            ..Self::ca("", validity)
        }
    }

    /// A client: CA:FALSE, digitalSignature, clientAuth.
    pub fn client(common_name: &str, validity: Validity) -> Self {
        Self {
            common_name: common_name.to_owned(),
            extended_key_usages: vec![ExtendedKeyUsage::ClientAuth],
            ..Self::server(&[], &[], validity)
        }
    }

    /// The same as rcgen's parameters.
    pub(super) fn params(&self) -> Result<CertificateParams, Error> {
        let mut params = CertificateParams::default();
        params.not_before = date(self.validity.not_before)?;
        params.not_after = date(self.validity.not_after)?;
        params.distinguished_name = DistinguishedName::new();
        if !self.organization.is_empty() {
            params.distinguished_name.push(DnType::OrganizationName, self.organization.as_str());
        }
        if !self.common_name.is_empty() {
            params.distinguished_name.push(DnType::CommonName, self.common_name.as_str());
        }
        for name in &self.names {
            params.subject_alt_names.push(SanType::DnsName(name.as_str().try_into().map_err(|_| {
                Error::Argument {
                    what: name.clone(),
                    problem: "a certificate holds names in ASCII only".to_owned(),
                    help: Some("write an international name in its xn-- form".to_owned()),
                }
            })?));
        }
        params.subject_alt_names.extend(self.addresses.iter().copied().map(SanType::IpAddress));
        params.is_ca = match self.constraint {
            Constraint::Ca(None) => IsCa::Ca(BasicConstraints::Unconstrained),
            Constraint::Ca(Some(length)) => IsCa::Ca(BasicConstraints::Constrained(length)),
            Constraint::Leaf => IsCa::ExplicitNoCa,
            Constraint::Absent => IsCa::NoCa,
        };
        params.key_usages = self.key_usages.iter().map(|&usage| key_usage(usage)).collect();
        params.extended_key_usages =
            self.extended_key_usages.iter().map(|&usage| extended_key_usage(usage)).collect();
        if !self.permitted_names.is_empty() {
            params.name_constraints = Some(NameConstraints {
                permitted_subtrees: self
                    .permitted_names
                    .iter()
                    .cloned()
                    .map(GeneralSubtree::DnsName)
                    .collect(),
                excluded_subtrees: Vec::new(),
            });
        }
        if let Some(url) = &self.issuer_url {
            params.custom_extensions.push(authority_information_access(url));
        }
        for extension in &self.extensions {
            let mut custom = CustomExtension::from_oid_content(&extension.oid, extension.value.clone());
            custom.set_criticality(extension.critical);
            params.custom_extensions.push(custom);
        }
        params.use_authority_key_identifier_extension = self.authority_key_identifier;
        Ok(params)
    }
}

fn date(seconds: i64) -> Result<OffsetDateTime, Error> {
    OffsetDateTime::from_unix_timestamp(seconds).map_err(|_| Error::Argument {
        what: format!("the date {seconds}"),
        problem: "no certificate can hold it".to_owned(),
        help: None,
    })
}

fn key_usage(usage: KeyUsage) -> KeyUsagePurpose {
    match usage {
        KeyUsage::CertSign => KeyUsagePurpose::KeyCertSign,
        KeyUsage::CrlSign => KeyUsagePurpose::CrlSign,
        KeyUsage::DigitalSignature => KeyUsagePurpose::DigitalSignature,
        KeyUsage::KeyEncipherment => KeyUsagePurpose::KeyEncipherment,
    }
}

fn extended_key_usage(usage: ExtendedKeyUsage) -> ExtendedKeyUsagePurpose {
    match usage {
        ExtendedKeyUsage::ClientAuth => ExtendedKeyUsagePurpose::ClientAuth,
        ExtendedKeyUsage::ServerAuth => ExtendedKeyUsagePurpose::ServerAuth,
    }
}

/// RFC 5280 section 4.2.2.1: one access description, id-ad-caIssuers with a URI.
fn authority_information_access(url: &str) -> CustomExtension {
    const CA_ISSUERS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 0x30, 2];
    let description = [der::value(der::OID, CA_ISSUERS), der::value(0x86, url.as_bytes())].concat();
    let value = der::value(der::SEQUENCE, &der::value(der::SEQUENCE, &description));
    CustomExtension::from_oid_content(&[1, 3, 6, 1, 5, 5, 7, 1, 1], value)
}
