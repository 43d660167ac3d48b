//! A certificate verifier that accepts everything and writes down what it was shown.
//!
//! Trust is judged later, by everybody's rules. One thing is checked here, since it cannot be checked later:
//! whether the server owns the key of its leaf.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

use rustls::DigitallySignedStruct;
use rustls::Error;
use rustls::SignatureScheme;
use rustls::client::danger::HandshakeSignatureValid;
use rustls::client::danger::ServerCertVerified;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::WebPkiSupportedAlgorithms;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::ServerName;
use rustls::pki_types::UnixTime;

use crate::observation::Der;
use crate::observation::KeyProof;
use crate::x509::KeyKind;
use crate::x509::PublicKey;
use crate::x509::certificate_parts;
use crate::x509::public_key_parts;

/// What the callbacks of one handshake were shown.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) chain: Vec<Der>,
    pub(super) ocsp: Option<Der>,
    pub(super) scheme: Option<u16>,
    pub(super) proof: Option<KeyProof>,
    pub(super) requested: bool,
    pub(super) sent: bool,
    pub(super) acceptable_issuers: Vec<Der>,
    pub(super) signature_schemes: Vec<u16>,
}

/// Shared by the callbacks of one handshake.
#[derive(Clone, Debug, Default)]
pub(super) struct SharedShown(Arc<Mutex<Shown>>);

impl SharedShown {
    pub(super) fn lock(&self) -> MutexGuard<'_, Shown> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Schemes that ring cannot verify; offered after the others, so that a server whose key fits none of those can be
/// asked what it says to an export. Its key is then not proved, and it is sent no header.
const EXTRA_SCHEMES: [u16; 7] = [0x0603, 0x0808, 0x0809, 0x080a, 0x080b, 0x0201, 0x0203];

/// See the module.
#[derive(Debug)]
pub(super) struct Recorder {
    shown: SharedShown,
    algorithms: WebPkiSupportedAlgorithms,
}

impl Recorder {
    pub(super) fn new(shown: SharedShown, algorithms: WebPkiSupportedAlgorithms) -> Self {
        Self { shown, algorithms }
    }

    fn record_signature(
        &self,
        message: &[u8],
        leaf: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> HandshakeSignatureValid {
        let proof = prove(&self.algorithms, message, leaf, signed.scheme, signed.signature());
        let mut shown = self.shown.lock();
        shown.scheme = Some(signed.scheme.into());
        shown.proof = Some(proof);
        HandshakeSignatureValid::assertion()
    }
}

impl ServerCertVerifier for Recorder {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let mut shown = self.shown.lock();
        shown.chain = std::iter::once(end_entity)
            .chain(intermediates)
            .map(|certificate| Der(certificate.as_ref().to_vec()))
            .collect();
        shown.ocsp = (!ocsp_response.is_empty()).then(|| Der(ocsp_response.to_vec()));
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(self.record_signature(message, cert, dss))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(self.record_signature(message, cert, dss))
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        let own = self.algorithms.mapping.iter().map(|(scheme, _)| *scheme);
        own.chain(EXTRA_SCHEMES.map(SignatureScheme::from)).collect()
    }
}

/// Checks the signature with the raw key, so that a leaf that webpki would not read can still prove its key.
///
/// ring verifies RSA from 2048 to 8192 bits only; outside of that its "no" says nothing about the key.
fn prove(
    algorithms: &WebPkiSupportedAlgorithms,
    message: &[u8],
    leaf: &[u8],
    scheme: SignatureScheme,
    signature: &[u8],
) -> KeyProof {
    let Some(parts) = certificate_parts(leaf) else { return KeyProof::Unchecked };
    let Some((key_algorithm, key_bits)) = public_key_parts(parts.spki) else { return KeyProof::Unchecked };
    let key = PublicKey::from_spki(parts.spki);
    let rsa = matches!(key.kind, KeyKind::Rsa | KeyKind::RsaPss);
    if rsa && key.bits.is_none_or(|bits| !(2048..=8192).contains(&bits)) {
        return KeyProof::Unchecked;
    }
    let Some((_, candidates)) = algorithms.mapping.iter().find(|(known, _)| *known == scheme) else {
        return KeyProof::Unchecked;
    };
    let mut proof = KeyProof::Unchecked;
    for algorithm in *candidates {
        if algorithm.public_key_alg_id().as_ref() != key_algorithm {
            continue;
        }
        if algorithm.verify_signature(key_bits, message, signature).is_ok() {
            return KeyProof::Verified;
        }
        proof = KeyProof::Wrong;
    }
    proof
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(message: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let pair = rcgen::KeyPair::generate().unwrap();
        let leaf = rcgen::CertificateParams::new(vec!["a".to_owned()]).unwrap().self_signed(&pair).unwrap();
        let rng = ring::rand::SystemRandom::new();
        let algorithm = &ring::signature::ECDSA_P256_SHA256_ASN1_SIGNING;
        let key = ring::signature::EcdsaKeyPair::from_pkcs8(algorithm, &pair.serialize_der(), &rng).unwrap();
        (leaf.der().to_vec(), key.sign(&rng, message).unwrap().as_ref().to_vec())
    }

    #[test]
    fn the_owner_is_told_from_the_stranger() {
        let algorithms = rustls::crypto::ring::default_provider().signature_verification_algorithms;
        let scheme = SignatureScheme::ECDSA_NISTP256_SHA256;
        let (leaf, signature) = signed(b"handshake");
        let (stranger, _) = signed(b"handshake");
        assert_eq!(prove(&algorithms, b"handshake", &leaf, scheme, &signature), KeyProof::Verified);
        assert_eq!(prove(&algorithms, b"handshake", &stranger, scheme, &signature), KeyProof::Wrong);
        assert_eq!(prove(&algorithms, b"other", &leaf, scheme, &signature), KeyProof::Wrong);
        assert_eq!(prove(&algorithms, b"handshake", b"garbage", scheme, &signature), KeyProof::Unchecked);
        let unknown = SignatureScheme::ECDSA_NISTP521_SHA512;
        assert_eq!(prove(&algorithms, b"handshake", &leaf, unknown, &signature), KeyProof::Unchecked);
    }
}
