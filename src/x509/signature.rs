//! Trust anchors, and whether one key signed one certificate.

use std::collections::HashMap;

use ring::signature::{self, UnparsedPublicKey, VerificationAlgorithm};
use serde::{Deserialize, Serialize};

use super::algorithm::{Digest, KeyKind, PssParameters, PublicKey, SignatureAlgorithm};
use super::certificate::{Certificate, Facts};
use super::der;
use super::ecdsa;

/// A trust anchor. Mozilla's compiled-in set has subject, key and constraints only; a file has whole
/// certificates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Raw DER of the subject Name, including its header.
    pub subject_der: Vec<u8>,
    /// Raw DER of SubjectPublicKeyInfo, including its header.
    pub spki_der: Vec<u8>,
    /// Raw DER of the nameConstraints extension value, where known.
    pub name_constraints_der: Option<Vec<u8>>,
    /// The whole certificate, where known; dates and extensions come from it.
    pub certificate_der: Option<Vec<u8>>,
}

impl Anchor {
    /// From a certificate. `None` when it does not parse.
    pub fn from_certificate(der: &[u8]) -> Option<Self> {
        // The constraints are read from the certificate when it comes to that.
        Certificate::new(der).facts.is_ok().then(|| Self::from_unread_certificate(der)).flatten()
    }

    /// As [`Self::from_certificate`], for the many of a store: only names and key are looked at. `None` when
    /// these are not where they should be.
    pub fn from_unread_certificate(der: &[u8]) -> Option<Self> {
        let parts = der::certificate_parts(der)?;
        Some(Self {
            subject_der: parts.subject.to_vec(),
            spki_der: parts.spki.to_vec(),
            name_constraints_der: None,
            certificate_der: Some(der.to_vec()),
        })
    }

    /// From the fields of a compiled-in anchor, which webpki keeps without their outer SEQUENCE headers.
    pub fn from_contents(subject: &[u8], spki: &[u8], name_constraints: Option<&[u8]>) -> Self {
        Self {
            subject_der: der::sequence(subject),
            spki_der: der::sequence(spki),
            name_constraints_der: name_constraints.map(der::sequence),
            certificate_der: None,
        }
    }

    /// Subject for people.
    pub fn subject(&self) -> String {
        der::name_text(&self.subject_der)
    }

    /// The key.
    pub fn key(&self) -> PublicKey {
        PublicKey::from_spki(&self.spki_der)
    }

    /// What the certificate says, where there is one.
    pub fn facts(&self) -> Option<Facts> {
        self.certificate_der.as_deref().and_then(|der| Certificate::new(der).facts.ok())
    }
}

/// Whether a key made a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureCheck {
    /// It did.
    Verified,
    /// It did not.
    Bad,
    /// This build has no verifier for the algorithm or the key's size.
    Unchecked,
}

/// Whether the key in `issuer_spki` (raw DER) signed the certificate.
pub fn check_signature(certificate: &Facts, issuer_spki: &[u8]) -> SignatureCheck {
    check(&certificate.signature_algorithm, issuer_spki, &certificate.tbs_der, &certificate.signature)
}

/// Whether the key in `spki` (raw DER) signed `message`.
pub(super) fn check(
    algorithm: &SignatureAlgorithm,
    spki: &[u8],
    message: &[u8],
    signature: &[u8],
) -> SignatureCheck {
    let Some((_, _, key_bits)) = der::spki_parts(spki) else { return SignatureCheck::Bad };
    let key = PublicKey::from_spki(spki);
    match verifier(algorithm, &key) {
        Verifier::None => SignatureCheck::Unchecked,
        Verifier::OtherKeyKind => SignatureCheck::Bad,
        Verifier::Ecdsa(digest) => match ecdsa::verify(&key.kind, digest, key_bits, message, signature) {
            Some(true) => SignatureCheck::Verified,
            Some(false) => SignatureCheck::Bad,
            None => SignatureCheck::Unchecked,
        },
        Verifier::Ring(algorithm) => {
            match UnparsedPublicKey::new(algorithm, key_bits).verify(message, signature) {
                Ok(()) => SignatureCheck::Verified,
                Err(_) => SignatureCheck::Bad,
            }
        }
    }
}

enum Verifier {
    Ring(&'static dyn VerificationAlgorithm),
    /// One of ours, with this digest.
    Ecdsa(Digest),
    /// There is none.
    None,
    /// A key of this kind cannot have made a signature of that algorithm.
    OtherKeyKind,
}

fn verifier(algorithm: &SignatureAlgorithm, key: &PublicKey) -> Verifier {
    let bits = key.bits.unwrap_or(0);
    match algorithm.name.as_str() {
        "ed25519" => match key.kind {
            KeyKind::Ed25519 => Verifier::Ring(&signature::ED25519),
            _ => Verifier::OtherKeyKind,
        },
        "ed448" => {
            if key.kind == KeyKind::Ed448 {
                Verifier::None
            } else {
                Verifier::OtherKeyKind
            }
        }
        "rsassaPss" => match key.kind {
            KeyKind::Rsa | KeyKind::RsaPss => pss_verifier(&algorithm.identifier, bits),
            _ => Verifier::OtherKeyKind,
        },
        name if name.ends_with("WithRSAEncryption") => match key.kind {
            KeyKind::Rsa => rsa_verifier(algorithm.digest, bits),
            _ => Verifier::OtherKeyKind,
        },
        name if name.starts_with("ecdsa-with-") => match (&key.kind, algorithm.digest) {
            (KeyKind::EcP256, Some(Digest::Sha256)) => Verifier::Ring(&signature::ECDSA_P256_SHA256_ASN1),
            (KeyKind::EcP256, Some(Digest::Sha384)) => Verifier::Ring(&signature::ECDSA_P256_SHA384_ASN1),
            (KeyKind::EcP384, Some(Digest::Sha256)) => Verifier::Ring(&signature::ECDSA_P384_SHA256_ASN1),
            (KeyKind::EcP384, Some(Digest::Sha384)) => Verifier::Ring(&signature::ECDSA_P384_SHA384_ASN1),
            (KeyKind::EcP256 | KeyKind::EcP384 | KeyKind::EcP521, Some(digest)) => Verifier::Ecdsa(digest),
            (KeyKind::EcP256 | KeyKind::EcP384 | KeyKind::EcP521 | KeyKind::EcOther(_), _) => Verifier::None,
            _ => Verifier::OtherKeyKind,
        },
        _ => Verifier::None,
    }
}

/// PKCS#1 v1.5. The variants with a floor of 1024 bits exist in ring for SHA-1, SHA-256 and SHA-512 only.
fn rsa_verifier(digest: Option<Digest>, bits: u32) -> Verifier {
    if !(1024..=8192).contains(&bits) {
        return Verifier::None;
    }
    match digest {
        Some(Digest::Sha1) => Verifier::Ring(&signature::RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY),
        Some(Digest::Sha256) => Verifier::Ring(&signature::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY),
        Some(Digest::Sha384) if bits >= 2048 => Verifier::Ring(&signature::RSA_PKCS1_2048_8192_SHA384),
        Some(Digest::Sha512) => Verifier::Ring(&signature::RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY),
        _ => Verifier::None,
    }
}

/// ring verifies PSS with the mask's digest and the salt's length equal to the message's digest.
fn pss_verifier(identifier: &[u8], bits: u32) -> Verifier {
    let Some(parameters) = PssParameters::read(identifier) else { return Verifier::None };
    if !(2048..=8192).contains(&bits) || parameters.digest != parameters.mask_digest {
        return Verifier::None;
    }
    match (parameters.digest, parameters.salt_length) {
        (Some(Digest::Sha256), 32) => Verifier::Ring(&signature::RSA_PSS_2048_8192_SHA256),
        (Some(Digest::Sha384), 48) => Verifier::Ring(&signature::RSA_PSS_2048_8192_SHA384),
        (Some(Digest::Sha512), 64) => Verifier::Ring(&signature::RSA_PSS_2048_8192_SHA512),
        _ => Verifier::None,
    }
}

/// Answers of [`check_signature`], so that judging one chain by many policies costs each check once.
///
/// It also bounds the work that one chain can ask for: a peer may send 60 certificates that all claim to be
/// each other's issuer.
#[derive(Debug, Default)]
pub struct SignatureCache {
    answers: HashMap<(Vec<u8>, Vec<u8>), SignatureCheck>,
}

impl SignatureCache {
    /// webpki and Go stop at 100 per chain as well; several policies share these.
    const MOST: usize = 256;

    /// Empty.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many different checks were made.
    pub fn asked(&self) -> usize {
        self.answers.len()
    }

    /// As [`check_signature`]; [`SignatureCheck::Bad`] once too many have been asked for.
    pub(super) fn check(&mut self, certificate: &Facts, issuer_spki: &[u8]) -> SignatureCheck {
        // The signature covers the TBS; two certificates with both equal have the same answer.
        let key = ([certificate.tbs_der.as_slice(), &certificate.signature].concat(), issuer_spki.to_vec());
        if let Some(answer) = self.answers.get(&key) {
            return *answer;
        }
        if self.answers.len() >= Self::MOST {
            return SignatureCheck::Bad;
        }
        let answer = check_signature(certificate, issuer_spki);
        self.answers.insert(key, answer);
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::made::{fixture, leaf_params, make, make_with, root};

    fn facts(name: &str) -> Facts {
        Certificate::new(&fixture(name)).facts.unwrap()
    }

    fn below_root(name: &str) -> SignatureCheck {
        check_signature(&facts(name), &facts("root").spki_der)
    }

    #[test]
    fn what_ring_can_check() {
        assert_eq!(below_root("rsa1024-leaf"), SignatureCheck::Verified);
        assert_eq!(below_root("sha1-leaf"), SignatureCheck::Verified);
        assert_eq!(below_root("pss-signed-leaf"), SignatureCheck::Verified);
        assert_eq!(below_root("root"), SignatureCheck::Verified);
        let root = root();
        let leaf = Certificate::new(&make(leaf_params(), Some(&root)).der).facts.unwrap();
        let root = Certificate::new(&root.der).facts.unwrap();
        assert_eq!(check_signature(&leaf, &root.spki_der), SignatureCheck::Verified);
        let key = rcgen::KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap();
        let ed25519 = Certificate::new(&make_with(leaf_params(), None, key).der).facts.unwrap();
        assert_eq!(check_signature(&ed25519, &ed25519.spki_der), SignatureCheck::Verified);
        let key = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384).unwrap();
        let p384 = Certificate::new(&make_with(leaf_params(), None, key).der).facts.unwrap();
        assert_eq!(check_signature(&p384, &p384.spki_der), SignatureCheck::Verified);
    }

    #[test]
    fn p521_is_checked_without_ring() {
        let root = facts("p521-root");
        assert_eq!(check_signature(&root, &root.spki_der), SignatureCheck::Verified);
        assert_eq!(check_signature(&facts("p521-root-leaf"), &root.spki_der), SignatureCheck::Verified);
        let altered = Facts { tbs_der: b"altered".to_vec(), ..root.clone() };
        assert_eq!(check_signature(&altered, &root.spki_der), SignatureCheck::Bad);
    }

    #[test]
    fn what_ring_cannot_check_is_said() {
        assert_eq!(below_root("md5-leaf"), SignatureCheck::Unchecked);
        assert_eq!(
            check_signature(&facts("sha1-leaf"), &facts("rsa512-leaf").spki_der),
            SignatureCheck::Unchecked
        );
    }

    #[test]
    fn another_key_or_kind_of_key_is_bad() {
        let other = facts("sha1-intermediate").spki_der;
        assert_eq!(check_signature(&facts("sha1-leaf"), &other), SignatureCheck::Bad);
        assert_eq!(check_signature(&facts("sha1-leaf"), &facts("p521-root").spki_der), SignatureCheck::Bad);
        assert_eq!(check_signature(&facts("sha1-leaf"), b""), SignatureCheck::Bad);
    }

    #[test]
    fn anchors_are_read() {
        let der = fixture("root");
        let anchor = Anchor::from_certificate(&der).unwrap();
        assert_eq!(anchor.subject(), "CN=otls fixture root,O=otls fixtures");
        assert_eq!(anchor.key().describe(), "RSA 2048");
        assert!(anchor.facts().unwrap().is_ca());
        assert_eq!(Anchor::from_certificate(b"garbage"), None);
    }

    #[test]
    fn compiled_in_anchors_get_their_headers_back() {
        let root = Anchor::from_certificate(&fixture("root")).unwrap();
        let contents = |der: &[u8]| der::Reader::new(der).any().unwrap().contents.to_vec();
        let bare = Anchor::from_contents(&contents(&root.subject_der), &contents(&root.spki_der), None);
        assert_eq!((bare.subject_der, bare.spki_der), (root.subject_der, root.spki_der));
        for anchor in webpki_roots::TLS_SERVER_ROOTS {
            let anchor = Anchor::from_contents(&anchor.subject, &anchor.subject_public_key_info, None);
            assert!(!anchor.subject().is_empty());
            assert!(anchor.key().bits.is_some(), "{}", anchor.subject());
        }
    }
}
