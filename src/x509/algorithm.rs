//! Key and signature algorithms, by what verifiers care about.

use super::der;

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

impl PublicKey {
    /// Reads a SubjectPublicKeyInfo (raw DER, with header). What does not parse is of no known kind.
    pub fn from_spki(spki: &[u8]) -> Self {
        let Some((oid, parameters, key)) = der::spki_parts(spki) else {
            return Self { kind: KeyKind::Other(String::new()), bits: None };
        };
        // By OID: x509-parser gives 528 bits for P-521 and 0 for Ed25519.
        let (kind, bits) = match oid {
            [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1] => (KeyKind::Rsa, rsa_bits(key)),
            [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10] => (KeyKind::RsaPss, rsa_bits(key)),
            [0x2a, 0x86, 0x48, 0xce, 0x38, 4, 1] => (KeyKind::Dsa, None),
            [0x2b, 0x65, 0x70] => (KeyKind::Ed25519, Some(256)),
            [0x2b, 0x65, 0x71] => (KeyKind::Ed448, Some(456)),
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1] => match parameters {
                Some(curve) if curve.tag == der::OID => match curve.contents {
                    [0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7] => (KeyKind::EcP256, Some(256)),
                    [0x2b, 0x81, 4, 0, 0x22] => (KeyKind::EcP384, Some(384)),
                    [0x2b, 0x81, 4, 0, 0x23] => (KeyKind::EcP521, Some(521)),
                    other => (KeyKind::EcOther(der::oid_text(other)), None),
                },
                _ => (KeyKind::EcOther("explicit parameters".to_owned()), None),
            },
            other => (KeyKind::Other(der::oid_text(other)), None),
        };
        Self { kind, bits }
    }

    /// For people: `RSA 2048`, `ECDSA P-256`, `Ed25519`.
    pub fn describe(&self) -> String {
        let sized = |name: &str| match self.bits {
            Some(bits) => format!("{name} {bits}"),
            None => name.to_owned(),
        };
        match &self.kind {
            KeyKind::Rsa => sized("RSA"),
            KeyKind::RsaPss => sized("RSASSA-PSS"),
            KeyKind::EcP256 => "ECDSA P-256".to_owned(),
            KeyKind::EcP384 => "ECDSA P-384".to_owned(),
            KeyKind::EcP521 => "ECDSA P-521".to_owned(),
            KeyKind::EcOther(curve) => format!("ECDSA {}", curve_name(curve)),
            KeyKind::Ed25519 => "Ed25519".to_owned(),
            KeyKind::Ed448 => "Ed448".to_owned(),
            KeyKind::Dsa => "DSA".to_owned(),
            KeyKind::Other(oid) if oid.is_empty() => "unreadable key".to_owned(),
            KeyKind::Other(oid) => oid.clone(),
        }
    }
}

fn curve_name(oid: &str) -> &str {
    match oid {
        "1.3.132.0.10" => "secp256k1",
        "1.3.132.0.33" => "P-224",
        "1.3.36.3.3.2.8.1.1.7" => "brainpoolP256r1",
        "1.3.36.3.3.2.8.1.1.11" => "brainpoolP384r1",
        "1.3.36.3.3.2.8.1.1.13" => "brainpoolP512r1",
        other => other,
    }
}

/// The size of an RSA modulus.
fn rsa_bits(key: &[u8]) -> Option<u32> {
    let modulus =
        der::Reader::new(der::Reader::new(key).expect(der::SEQUENCE)?.contents).expect(der::INTEGER)?;
    let significant = modulus.contents.iter().position(|byte| *byte != 0)?;
    let bytes = modulus.contents.get(significant..)?;
    let leading_zeros = bytes.first()?.leading_zeros();
    u32::try_from(bytes.len()).ok()?.checked_mul(8)?.checked_sub(leading_zeros)
}

impl SignatureAlgorithm {
    /// Whether it is ECDSA.
    pub fn is_ecdsa(&self) -> bool {
        self.name.starts_with("ecdsa-with-")
    }

    /// Whether a key of this kind makes such signatures, as OpenSSL's `check_sig_alg_match` tells.
    pub(super) fn fits(&self, key: &PublicKey) -> bool {
        match &key.kind {
            KeyKind::Rsa => self.name.ends_with("WithRSAEncryption") || self.name == "rsassaPss",
            KeyKind::RsaPss => self.name == "rsassaPss",
            KeyKind::EcP256 | KeyKind::EcP384 | KeyKind::EcP521 | KeyKind::EcOther(_) => self.is_ecdsa(),
            KeyKind::Ed25519 => self.name == "ed25519",
            KeyKind::Ed448 => self.name == "ed448",
            KeyKind::Dsa => self.name.starts_with("dsa-with-"),
            KeyKind::Other(_) => false,
        }
    }

    /// Reads the contents of an AlgorithmIdentifier.
    pub(super) fn from_identifier(identifier: &[u8]) -> Self {
        let mut fields = der::Reader::new(identifier);
        let oid = fields.expect(der::OID).map(|oid| der::oid_text(oid.contents)).unwrap_or_default();
        let (name, digest) = match oid.as_str() {
            "1.2.840.113549.1.1.2" => ("md2WithRSAEncryption", Some(Digest::Md2)),
            "1.2.840.113549.1.1.4" => ("md5WithRSAEncryption", Some(Digest::Md5)),
            "1.2.840.113549.1.1.5" | "1.3.14.3.2.29" => ("sha1WithRSAEncryption", Some(Digest::Sha1)),
            "1.2.840.113549.1.1.14" => ("sha224WithRSAEncryption", Some(Digest::Sha224)),
            "1.2.840.113549.1.1.11" => ("sha256WithRSAEncryption", Some(Digest::Sha256)),
            "1.2.840.113549.1.1.12" => ("sha384WithRSAEncryption", Some(Digest::Sha384)),
            "1.2.840.113549.1.1.13" => ("sha512WithRSAEncryption", Some(Digest::Sha512)),
            "1.2.840.113549.1.1.10" => {
                ("rsassaPss", PssParameters::read(identifier).and_then(|parameters| parameters.digest))
            }
            "1.2.840.10045.4.1" => ("ecdsa-with-SHA1", Some(Digest::Sha1)),
            "1.2.840.10045.4.3.1" => ("ecdsa-with-SHA224", Some(Digest::Sha224)),
            "1.2.840.10045.4.3.2" => ("ecdsa-with-SHA256", Some(Digest::Sha256)),
            "1.2.840.10045.4.3.3" => ("ecdsa-with-SHA384", Some(Digest::Sha384)),
            "1.2.840.10045.4.3.4" => ("ecdsa-with-SHA512", Some(Digest::Sha512)),
            "1.2.840.10040.4.3" => ("dsa-with-SHA1", Some(Digest::Sha1)),
            "2.16.840.1.101.3.4.3.1" => ("dsa-with-SHA224", Some(Digest::Sha224)),
            "2.16.840.1.101.3.4.3.2" => ("dsa-with-SHA256", Some(Digest::Sha256)),
            "1.3.101.112" => ("ed25519", None),
            "1.3.101.113" => ("ed448", None),
            other => (other, None),
        };
        Self { name: name.to_owned(), oid: oid.clone(), identifier: identifier.to_vec(), digest }
    }
}

/// RSASSA-PSS-params, RFC 4055 section 3.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PssParameters {
    /// Of the message; `None` when not one we know.
    pub(super) digest: Option<Digest>,
    /// Of the mask generation function; `None` when not one we know.
    pub(super) mask_digest: Option<Digest>,
    /// In bytes.
    pub(super) salt_length: u32,
}

impl PssParameters {
    /// From the contents of an AlgorithmIdentifier.
    pub(super) fn read(identifier: &[u8]) -> Option<Self> {
        let mut fields = der::Reader::new(identifier);
        fields.expect(der::OID)?;
        let mut parameters = der::Reader::new(fields.expect(der::SEQUENCE)?.contents);
        let mut result =
            Self { digest: Some(Digest::Sha1), mask_digest: Some(Digest::Sha1), salt_length: 20 };
        if let Some(hash) = parameters.optional(0xa0) {
            result.digest = digest(hash.contents);
        }
        if let Some(mask) = parameters.optional(0xa1) {
            let mut function =
                der::Reader::new(der::Reader::new(mask.contents).expect(der::SEQUENCE)?.contents);
            function.expect(der::OID)?;
            result.mask_digest = function.any().and_then(|hash| digest(hash.raw));
        }
        if let Some(salt) = parameters.optional(0xa2) {
            let length = der::Reader::new(salt.contents).expect(der::INTEGER)?;
            result.salt_length = match length.contents {
                [byte] => u32::from(*byte),
                [high, low] => u32::from(u16::from_be_bytes([*high, *low])),
                _ => return None,
            };
        }
        Some(result)
    }
}

/// A digest's AlgorithmIdentifier, with header.
fn digest(identifier: &[u8]) -> Option<Digest> {
    let oid =
        der::Reader::new(der::Reader::new(identifier).expect(der::SEQUENCE)?.contents).expect(der::OID)?;
    match der::oid_text(oid.contents).as_str() {
        "1.3.14.3.2.26" => Some(Digest::Sha1),
        "2.16.840.1.101.3.4.2.4" => Some(Digest::Sha224),
        "2.16.840.1.101.3.4.2.1" => Some(Digest::Sha256),
        "2.16.840.1.101.3.4.2.2" => Some(Digest::Sha384),
        "2.16.840.1.101.3.4.2.3" => Some(Digest::Sha512),
        _ => None,
    }
}
