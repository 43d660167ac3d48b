//! Signs a handshake with an RSA key of 1024 bits, which ring refuses to do.
//!
//! For the one key of the lab, which protects nothing: the arithmetic takes a time that depends on the key.

use ring::digest;
use ring::rand::SecureRandom;
use ring::rand::SystemRandom;
use rustls::SignatureAlgorithm;
use rustls::SignatureScheme;
use rustls::sign::Signer;
use rustls::sign::SigningKey;

/// Bytes of the modulus.
const BYTES: usize = 128;
/// 32-bit limbs of it, the least significant first.
const LIMBS: usize = BYTES / 4;
/// Bytes of a SHA-256 digest.
const DIGEST: usize = 32;

const MODULUS: &[u8; BYTES] = include_bytes!("pki/rsa1024.modulus");
const EXPONENT: &[u8; BYTES] = include_bytes!("pki/rsa1024.exponent");

/// The DigestInfo of SHA-256 up to the digest (RFC 8017 section 9.2, note 1).
const DIGEST_INFO: [u8; 19] =
    [0x30, 0x31, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 0x20];

/// The key of `pki/rsa1024.der`.
#[derive(Debug)]
pub(super) struct Rsa1024;

#[derive(Debug)]
struct With(SignatureScheme);

impl SigningKey for Rsa1024 {
    fn choose_scheme(&self, offered: &[SignatureScheme]) -> Option<Box<dyn Signer>> {
        [SignatureScheme::RSA_PSS_SHA256, SignatureScheme::RSA_PKCS1_SHA256]
            .into_iter()
            .find(|scheme| offered.contains(scheme))
            .map(|scheme| Box::new(With(scheme)) as Box<dyn Signer>)
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        SignatureAlgorithm::RSA
    }
}

impl Signer for With {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rustls::Error> {
        let encoded = if self.0 == SignatureScheme::RSA_PSS_SHA256 {
            let mut salt = [0; DIGEST];
            SystemRandom::new().fill(&mut salt).map_err(|_| rustls::Error::FailedToGetRandomBytes)?;
            encode_pss(message, salt)
        } else {
            encode_pkcs1(message)
        };
        Ok(power(&encoded).to_vec())
    }

    fn scheme(&self) -> SignatureScheme {
        self.0
    }
}

/// EMSA-PKCS1-v1_5 (RFC 8017 section 9.2).
fn encode_pkcs1(message: &[u8]) -> [u8; BYTES] {
    let mut encoded = [0xff; BYTES];
    let (padding, end) = encoded.split_at_mut(BYTES - DIGEST_INFO.len() - DIGEST);
    let (info, hash) = end.split_at_mut(DIGEST_INFO.len());
    info.copy_from_slice(&DIGEST_INFO);
    hash.copy_from_slice(&sha256(&[message]));
    if let [first, second, .., last] = padding {
        (*first, *second, *last) = (0, 1, 0);
    }
    encoded
}

/// EMSA-PSS with a salt as long as the digest (RFC 8017 section 9.1.1).
fn encode_pss(message: &[u8], salt: [u8; DIGEST]) -> [u8; BYTES] {
    let hash = sha256(&[&[0; 8], &sha256(&[message]), &salt]);
    let mut encoded = [0; BYTES];
    let (masked, end) = encoded.split_at_mut(BYTES - DIGEST - 1);
    let (_, data) = masked.split_at_mut(BYTES - 2 * DIGEST - 2);
    if let Some((separator, tail)) = data.split_first_mut() {
        *separator = 1;
        tail.copy_from_slice(&salt);
    }
    // MGF1 (appendix B.2.1).
    let mask = (0_u32..).flat_map(|counter| sha256(&[&hash, &counter.to_be_bytes()]));
    masked.iter_mut().zip(mask).for_each(|(byte, mask)| *byte ^= mask);
    if let Some(first) = masked.first_mut() {
        // The modulus has 1024 bits, the encoded message 1023.
        *first &= 0x7f;
    }
    let (digest, trailer) = end.split_at_mut(DIGEST);
    digest.copy_from_slice(&hash);
    trailer.fill(0xbc);
    encoded
}

fn sha256(parts: &[&[u8]]) -> [u8; DIGEST] {
    let mut context = digest::Context::new(&digest::SHA256);
    parts.iter().for_each(|part| context.update(part));
    let mut out = [0; DIGEST];
    out.copy_from_slice(context.finish().as_ref());
    out
}

type Number = [u32; LIMBS];

/// `base` to the private exponent, modulo the modulus.
fn power(base: &[u8; BYTES]) -> [u8; BYTES] {
    let field = Montgomery::new(number(MODULUS));
    let base = field.multiply(&number(base), &field.square_of_radix);
    let mut result = field.multiply(&field.square_of_radix, &one());
    for byte in EXPONENT {
        for bit in (0..8).rev() {
            result = field.multiply(&result, &result);
            if byte >> bit & 1 == 1 {
                result = field.multiply(&result, &base);
            }
        }
    }
    let result = field.multiply(&result, &one());
    let mut out = [0; BYTES];
    out.chunks_exact_mut(4)
        .zip(result.iter().rev())
        .for_each(|(bytes, limb)| bytes.copy_from_slice(&limb.to_be_bytes()));
    out
}

fn number(bytes: &[u8; BYTES]) -> Number {
    let mut out = [0; LIMBS];
    out.iter_mut().zip(bytes.rchunks_exact(4)).for_each(|(limb, bytes)| {
        *limb = bytes.iter().fold(0, |limb, &byte| limb << 8 | u32::from(byte));
    });
    out
}

fn one() -> Number {
    let mut out = [0; LIMBS];
    out[0] = 1;
    out
}

/// Montgomery multiplication with the radix 2^1024.
struct Montgomery {
    modulus: Number,
    /// -1/modulus modulo 2^32.
    inverse: u32,
    /// The square of the radix, reduced.
    square_of_radix: Number,
}

impl Montgomery {
    fn new(modulus: Number) -> Self {
        // Newton's iteration doubles the number of right bits: 1, 2, 4 ... 32.
        let inverse =
            (0..5).fold(1_u32, |x, _| x.wrapping_mul(2_u32.wrapping_sub(modulus[0].wrapping_mul(x))));
        let square_of_radix = (0..2 * LIMBS * 32).fold(one(), |x, _| double(&x, &modulus));
        Self { modulus, inverse: inverse.wrapping_neg(), square_of_radix }
    }

    fn multiply(&self, a: &Number, b: &Number) -> Number {
        let mut sum = [0_u32; LIMBS];
        let mut top = 0_u64;
        for &digit in b {
            top += add_product(&mut sum, a, digit);
            let factor = sum[0].wrapping_mul(self.inverse);
            top += add_product(&mut sum, &self.modulus, factor);
            // The lowest limb is zero now.
            sum.rotate_left(1);
            sum[LIMBS - 1] = top as u32;
            top >>= 32;
        }
        reduce(sum, top, &self.modulus)
    }
}

/// Adds `a` times `digit`; gives the carry.
fn add_product(sum: &mut Number, a: &Number, digit: u32) -> u64 {
    sum.iter_mut().zip(a).fold(0, |carry, (limb, &a)| {
        let value = u64::from(*limb) + u64::from(a) * u64::from(digit) + carry;
        *limb = value as u32;
        value >> 32
    })
}

fn double(x: &Number, modulus: &Number) -> Number {
    let mut sum = *x;
    let top = add_product(&mut sum, x, 1);
    reduce(sum, top, modulus)
}

/// Subtracts the modulus once where the number, with `top` above it, is not below it.
fn reduce(number: Number, top: u64, modulus: &Number) -> Number {
    let mut reduced = number;
    let borrow = reduced.iter_mut().zip(modulus).fold(false, |borrow, (limb, &modulus)| {
        let (value, first) = limb.overflowing_sub(modulus);
        let (value, second) = value.overflowing_sub(u32::from(borrow));
        *limb = value;
        first || second
    });
    if borrow && top == 0 { number } else { reduced }
}

#[cfg(test)]
mod tests {
    use ring::signature::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY;
    use ring::signature::RsaPublicKeyComponents;

    use super::*;

    const KEY: RsaPublicKeyComponents<&[u8]> = RsaPublicKeyComponents { n: MODULUS, e: &[1, 0, 1] };

    #[test]
    fn a_signature_that_ring_verifies() {
        for message in [&b""[..], b"a handshake", &[0xff; 1000]] {
            let signature = With(SignatureScheme::RSA_PKCS1_SHA256).sign(message).unwrap();
            KEY.verify(&RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, message, &signature).unwrap();
        }
    }

    /// ring verifies no PSS below 2048 bits. RFC 8017 section 9.1.2, by hand.
    #[test]
    fn the_pss_encoding_holds_its_salt() {
        let salt = [0x5a; DIGEST];
        let encoded = encode_pss(b"a handshake", salt);
        assert_eq!((encoded[0] & 0x80, encoded[BYTES - 1]), (0, 0xbc));
        let hash: [u8; DIGEST] = encoded[BYTES - 1 - DIGEST..BYTES - 1].try_into().unwrap();
        let mask = (0_u32..).flat_map(|counter| sha256(&[&hash, &counter.to_be_bytes()]));
        let mut data: Vec<u8> = encoded[..BYTES - 1 - DIGEST].iter().zip(mask).map(|(a, b)| a ^ b).collect();
        data[0] &= 0x7f;
        let (padding, rest) = data.split_at(data.len() - 1 - DIGEST);
        assert!(padding.iter().all(|&byte| byte == 0));
        assert_eq!((rest[0], &rest[1..]), (1, &salt[..]));
        assert_eq!(hash, sha256(&[&[0; 8], &sha256(&[b"a handshake"]), &salt]));
    }
}
