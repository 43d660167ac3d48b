//! ECDSA signatures that ring cannot verify: P-521, and digests other than SHA-256 and SHA-384.

use p256::ecdsa::signature::hazmat::PrehashVerifier;
use sha2::Digest as _;

use super::algorithm::{Digest, KeyKind};

/// A P-521 verifier takes no digest shorter than half of its field.
const LONG_ENOUGH: usize = 64;

/// Whether the key (an uncompressed or compressed point) made the signature (DER). `None`: no verifier for the curve or
/// the digest.
pub(super) fn verify(
    kind: &KeyKind,
    digest: Digest,
    point: &[u8],
    message: &[u8],
    signature: &[u8],
) -> Option<bool> {
    let mut hashed = match digest {
        Digest::Sha1 => {
            ring::digest::digest(&ring::digest::SHA1_FOR_LEGACY_USE_ONLY, message).as_ref().to_vec()
        }
        Digest::Sha224 => sha2::Sha224::digest(message).to_vec(),
        Digest::Sha256 => sha2::Sha256::digest(message).to_vec(),
        Digest::Sha384 => sha2::Sha384::digest(message).to_vec(),
        Digest::Sha512 => sha2::Sha512::digest(message).to_vec(),
        Digest::Md2 | Digest::Md5 => return None,
    };
    macro_rules! with {
        ($curve:ident) => {
            $curve::ecdsa::VerifyingKey::from_sec1_bytes(point)
                .ok()
                .zip($curve::ecdsa::Signature::from_der(signature).ok())
                .is_some_and(|(key, signature)| key.verify_prehash(&hashed, &signature).is_ok())
        };
    }
    match kind {
        KeyKind::EcP256 => Some(with!(p256)),
        KeyKind::EcP384 => {
            pad(&mut hashed, 24);
            Some(with!(p384))
        }
        KeyKind::EcP521 => {
            pad(&mut hashed, LONG_ENOUGH);
            Some(with!(p521))
        }
        _ => None,
    }
}

/// A digest is a number: zeros in front of it change nothing.
fn pad(hashed: &mut Vec<u8>, length: usize) {
    let missing = length.saturating_sub(hashed.len());
    hashed.splice(0..0, std::iter::repeat_n(0, missing));
}
