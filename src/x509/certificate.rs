//! One certificate: what it says, without judgement.

use serde::{Deserialize, Serialize};

use super::UnixSeconds;

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
    pub ip_addresses: Vec<std::net::IpAddr>,
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

/// A public key, by what verifiers care about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    /// Algorithm and curve.
    pub kind: KeyKind,
    /// RSA modulus bits, or the curve's size; `None` where it has no meaning.
    pub bits: Option<u32>,
}

/// Key algorithms that occur in certificates.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the standard ones")]
pub enum KeyKind {
    Rsa,
    /// id-RSASSA-PSS: an RSA key restricted to PSS.
    RsaPss,
    EcP256,
    EcP384,
    EcP521,
    /// Another named curve, dotted OID (secp256k1, brainpool ...).
    EcOther(String),
    Ed25519,
    Ed448,
    Dsa,
    /// Dotted OID.
    Other(String),
}

/// A signature algorithm, by what verifiers care about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureAlgorithm {
    /// The usual name: `sha256WithRSAEncryption`, `ecdsa-with-SHA256`, `ed25519`; the dotted OID if unknown.
    pub name: String,
    /// Dotted OID.
    pub oid: String,
    /// Raw DER of the AlgorithmIdentifier's contents (without its outer header).
    pub identifier: Vec<u8>,
    /// The digest, where the algorithm has one.
    pub digest: Option<Digest>,
}

/// Digest of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the standard ones")]
pub enum Digest {
    Md2,
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Certificate {
    /// Reads a certificate. Whatever the bytes are, this neither fails nor panics.
    pub fn new(_der: &[u8]) -> Self {
        todo!()
    }
}

impl Facts {
    /// Whether subject and issuer are the same name. (That it also signed itself, [`super::chain_facts`] says.)
    pub fn is_self_issued(&self) -> bool {
        self.subject_der == self.issuer_der
    }

    /// Whether basicConstraints says cA.
    pub fn is_ca(&self) -> bool {
        self.basic_constraints.is_some_and(|b| b.ca)
    }
}

impl PublicKey {
    /// For people: `RSA 2048`, `ECDSA P-256`, `Ed25519`.
    pub fn describe(&self) -> String {
        todo!()
    }
}
