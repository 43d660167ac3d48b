//! Writes a ClientHello by content, RFC 8446 section 4.1.2. No crypto: a random string is as good an X25519
//! share as any, and a base point is on its curve; nobody finishes these handshakes.

use ring::rand::SecureRandom;
use ring::rand::SystemRandom;

use crate::observation::Offer;

const SECP256R1: u16 = 0x0017;
const X25519: u16 = 0x001d;
const X25519MLKEM768: u16 = 0x11ec;

/// Base point of P-256, uncompressed.
const P256_BASE: [u8; 65] = [
    0x04, 0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6, 0xe5, 0x63, 0xa4, 0x40, 0xf2,
    0x77, 0x03, 0x7d, 0x81, 0x2d, 0xeb, 0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2, 0x96, 0x4f,
    0xe3, 0x42, 0xe2, 0xfe, 0x1a, 0x7f, 0x9b, 0x8e, 0xe7, 0xeb, 0x4a, 0x7c, 0x0f, 0x9e, 0x16, 0x2b, 0xce,
    0x33, 0x57, 0x6b, 0x31, 0x5e, 0xce, 0xcb, 0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51, 0xf5,
];

/// The record with the ClientHello. `name` is the host for SNI, sent where the offer says so.
pub(super) fn encode(offer: &Offer, name: Option<&str>) -> Vec<u8> {
    let highest = offer.versions.iter().copied().max().unwrap_or(0x0303);
    let is_tls13 = highest >= 0x0304;
    let mut body = Vec::new();
    put_u16(&mut body, highest.min(0x0303));
    body.extend(random::<32>());
    // A session id makes TLS 1.3 look like a resumption to middleboxes.
    let session_id = random::<32>();
    vector(&mut body, 1, if is_tls13 { &session_id } else { &[] });
    vector(&mut body, 2, &list(&offer.cipher_suites));
    body.extend([1, 0]);
    vector(&mut body, 2, &extensions(offer, name.filter(|_| offer.server_name)));

    let mut message = vec![1];
    vector(&mut message, 3, &body);
    let mut record = vec![22, 3, 1];
    vector(&mut record, 2, &message);
    record
}

fn extensions(offer: &Offer, name: Option<&str>) -> Vec<u8> {
    let has = |wanted: &dyn Fn(u16) -> bool| offer.versions.iter().copied().any(wanted);
    let mut all = Vec::new();
    if let Some(name) = name {
        let mut entry = vec![0];
        vector(&mut entry, 2, name.as_bytes());
        extension(&mut all, 0, |value| vector(value, 2, &entry));
    }
    if !offer.groups.is_empty() {
        extension(&mut all, 10, |value| vector(value, 2, &list(&offer.groups)));
    }
    if has(&|version| version <= 0x0303) {
        extension(&mut all, 11, |value| vector(value, 1, &[0]));
        extension(&mut all, 23, |_| {});
        extension(&mut all, 0xff01, |value| value.push(0));
    }
    if has(&|version| version >= 0x0303) && !offer.signature_schemes.is_empty() {
        extension(&mut all, 13, |value| vector(value, 2, &list(&offer.signature_schemes)));
    }
    if !offer.alpn.is_empty() {
        let mut names = Vec::new();
        for protocol in &offer.alpn {
            vector(&mut names, 1, protocol.as_bytes());
        }
        extension(&mut all, 16, |value| vector(value, 2, &names));
    }
    if has(&|version| version >= 0x0304) {
        extension(&mut all, 43, |value| vector(value, 1, &list(&offer.versions)));
        extension(&mut all, 45, |value| vector(value, 1, &[1]));
        let mut shares = Vec::new();
        for &group in &offer.key_shares {
            if let Some(share) = key_share(group) {
                put_u16(&mut shares, group);
                vector(&mut shares, 2, &share);
            }
        }
        extension(&mut all, 51, |value| vector(value, 2, &shares));
    }
    all
}

/// A share that passes the peer's checks; `None` for groups where that takes more than this.
fn key_share(group: u16) -> Option<Vec<u8>> {
    match group {
        X25519 => Some(random::<32>().to_vec()),
        SECP256R1 => Some(P256_BASE.to_vec()),
        X25519MLKEM768 => {
            let mut share = encapsulation_key();
            share.extend(random::<32>());
            Some(share)
        }
        _ => None,
    }
}

/// Something that passes for an ML-KEM-768 encapsulation key (FIPS 203, section 7.2): 768 numbers below 3329, two
/// in three bytes, and a seed.
fn encapsulation_key() -> Vec<u8> {
    let mut key = Vec::with_capacity(1184);
    for pair in random::<1536>().chunks_exact(4) {
        let [a, b, c, d] = pair else { continue };
        let low = u16::from_be_bytes([*a, *b]) % 3329;
        let high = u16::from_be_bytes([*c, *d]) % 3329;
        let [_, x, y, z] = (u32::from(high) << 12 | u32::from(low)).to_be_bytes();
        key.extend([z, y, x]);
    }
    key.extend(random::<32>());
    key
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0x5a; N];
    // Nothing secret depends on it; without the system's random numbers a constant serves.
    let _ = SystemRandom::new().fill(&mut bytes);
    bytes
}

fn extension(all: &mut Vec<u8>, kind: u16, fill: impl FnOnce(&mut Vec<u8>)) {
    let mut value = Vec::new();
    fill(&mut value);
    put_u16(all, kind);
    vector(all, 2, &value);
}

fn list(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

fn put_u16(to: &mut Vec<u8>, number: u16) {
    to.extend(number.to_be_bytes());
}

/// Bytes after their length in `width` bytes.
fn vector(to: &mut Vec<u8>, width: usize, bytes: &[u8]) {
    let length = bytes.len().to_be_bytes();
    to.extend(length.iter().skip(length.len().saturating_sub(width)));
    to.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::scan;

    #[test]
    fn the_share_of_the_hybrid_has_its_size() {
        assert_eq!(key_share(X25519MLKEM768).map(|share| share.len()), Some(1216));
        assert_eq!(key_share(0x0018), None);
    }

    #[test]
    fn rustls_reads_it() {
        let mut offer = scan::broad(&[0x0304, 0x0303]);
        offer.alpn = vec!["h2".to_owned()];
        offer.key_shares = vec![X25519MLKEM768, X25519, SECP256R1];
        let record = encode(&offer, Some("otel.example.com"));
        let mut acceptor = rustls::server::Acceptor::default();
        acceptor.read_tls(&mut record.as_slice()).unwrap();
        let accepted = acceptor.accept().map_err(|(error, _)| error).unwrap().unwrap();
        let hello = accepted.client_hello();
        assert_eq!(hello.server_name(), Some("otel.example.com"));
        assert_eq!(hello.alpn().unwrap().collect::<Vec<_>>(), [b"h2"]);
        assert_eq!(hello.cipher_suites().len(), offer.cipher_suites.len());
    }
}
