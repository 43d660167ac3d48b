//! Reads a server's first flight: records, handshake fragments, ServerHello, and below TLS 1.3 the chain.
//!
//! Bytes of the peer: whatever they are, nothing panics, and no more is kept than was received. No crypto.

use crate::observation::ClientAuthSeen;
use crate::observation::Der;

/// Random of a HelloRetryRequest, RFC 8446 section 4.1.3.
const RETRY_RANDOM: [u8; 32] = [
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2,
    0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
];

/// What a first flight holds, as far as it has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Flight {
    pub(super) hello: Option<ServerHello>,
    /// The group of ServerKeyExchange (below TLS 1.3).
    pub(super) group: Option<u16>,
    /// The chain where it is in clear (below TLS 1.3).
    pub(super) chain: Vec<Der>,
    /// The CertificateRequest where it is in clear (below TLS 1.3).
    pub(super) client_auth: ClientAuthSeen,
    /// A fatal alert, or the end by close_notify.
    pub(super) alert: Option<u8>,
    /// Bytes that are no TLS.
    pub(super) not_tls: bool,
    /// ServerHelloDone.
    done: bool,
}

/// A ServerHello or HelloRetryRequest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ServerHello {
    pub(super) version: u16,
    pub(super) cipher_suite: u16,
    pub(super) group: Option<u16>,
    pub(super) alpn: Option<String>,
    pub(super) retry: bool,
}

impl Flight {
    /// Whether nothing more is to be expected in clear.
    pub(super) fn is_complete(&self) -> bool {
        self.done
            || self.not_tls
            || self.alert.is_some()
            || self.hello.as_ref().is_some_and(|hello| hello.version >= super::tls::TLS13)
    }
}

/// Whether bytes start as a TLS record does, as far as they go.
pub(super) fn looks_like_tls(bytes: &[u8]) -> bool {
    bytes.first().is_none_or(|kind| (20..=23).contains(kind)) && bytes.get(1).is_none_or(|major| *major == 3)
}

/// Reads all that has come.
pub(super) fn read(bytes: &[u8]) -> Flight {
    let mut flight = Flight::default();
    let mut handshake = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        if !looks_like_tls(rest) {
            flight.not_tls = handshake.is_empty();
            break;
        }
        let Some(([kind, _, _, high, low], body)) = rest.split_first_chunk() else { break };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let payload = body.get(..length.min(body.len())).unwrap_or_default();
        rest = body.get(length..).unwrap_or_default();
        match kind {
            21 => {
                let Some([level, description]) = payload.first_chunk() else { break };
                // A warning (unrecognized_name) does not end the handshake.
                if *level != 1 || *description == 0 {
                    flight.alert = Some(*description);
                    break;
                }
            }
            22 => handshake.extend_from_slice(payload),
            20 => {}
            // Application data: encrypted from here on.
            _ => break,
        }
    }
    read_handshake(&mut flight, &handshake);
    flight
}

fn read_handshake(flight: &mut Flight, bytes: &[u8]) {
    let mut reader = Reader(bytes);
    while let Some(kind) = reader.u8() {
        let Some(body) = reader.vector(3) else { return };
        match kind {
            2 => {
                flight.hello = server_hello(body);
                if flight.is_complete() {
                    return;
                }
            }
            11 => flight.chain = chain(body).unwrap_or_default(),
            // named_curve
            12 if body.first() == Some(&3) => {
                flight.group =
                    body.get(1..3).and_then(|pair| pair.first_chunk()).map(|pair| u16::from_be_bytes(*pair));
            }
            13 => {
                let asked = flight.hello.as_ref().and_then(|hello| certificate_request(body, hello.version));
                flight.client_auth = asked.unwrap_or_default();
            }
            14 => {
                flight.done = true;
                return;
            }
            _ => {}
        }
    }
}

fn server_hello(body: &[u8]) -> Option<ServerHello> {
    let mut reader = Reader(body);
    let legacy_version = reader.u16()?;
    let random = reader.take(32)?;
    reader.vector(1)?;
    let mut hello = ServerHello {
        version: legacy_version,
        cipher_suite: reader.u16()?,
        group: None,
        alpn: None,
        retry: random == RETRY_RANDOM,
    };
    reader.u8()?;
    let mut extensions = Reader(reader.vector(2).unwrap_or_default());
    while let Some(kind) = extensions.u16() {
        let mut value = Reader(extensions.vector(2)?);
        match kind {
            16 => {
                let name = Reader(value.vector(2)?).vector(1)?;
                hello.alpn = Some(String::from_utf8_lossy(name).into_owned());
            }
            43 => hello.version = value.u16()?,
            51 => hello.group = value.u16(),
            _ => {}
        }
    }
    Some(hello)
}

/// The Certificate message of TLS 1.2 and below.
fn chain(body: &[u8]) -> Option<Vec<Der>> {
    let mut list = Reader(Reader(body).vector(3)?);
    let mut chain = Vec::new();
    while let Some(certificate) = list.vector(3) {
        chain.push(Der(certificate.to_vec()));
    }
    Some(chain)
}

/// CertificateRequest, RFC 5246 section 7.4.4; older versions name no schemes.
fn certificate_request(body: &[u8], version: u16) -> Option<ClientAuthSeen> {
    let mut reader = Reader(body);
    reader.vector(1)?;
    let mut asked = ClientAuthSeen { requested: true, ..ClientAuthSeen::default() };
    if version >= 0x0303 {
        let mut schemes = Reader(reader.vector(2)?);
        asked.signature_schemes = std::iter::from_fn(|| schemes.u16()).collect();
    }
    let mut issuers = Reader(reader.vector(2)?);
    asked.acceptable_issuers =
        std::iter::from_fn(|| issuers.vector(2)).map(|name| Der(name.to_vec())).collect();
    Some(asked)
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn u8(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn u16(&mut self) -> Option<u16> {
        self.take(2)?.first_chunk().map(|pair| u16::from_be_bytes(*pair))
    }

    /// A vector whose length takes `width` bytes.
    fn vector(&mut self, width: usize) -> Option<&'a [u8]> {
        let length = self.take(width)?.iter().fold(0usize, |length, byte| (length << 8) | usize::from(*byte));
        self.take(length)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn handshake(kind: u8, body: &[u8]) -> Vec<u8> {
        let mut message = vec![kind, 0];
        message.extend(u16::try_from(body.len()).unwrap().to_be_bytes());
        message.extend(body);
        message
    }

    fn records(message: &[u8], size: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        for piece in message.chunks(size) {
            bytes.extend([22, 3, 3]);
            bytes.extend(u16::try_from(piece.len()).unwrap().to_be_bytes());
            bytes.extend(piece);
        }
        bytes
    }

    fn tls12() -> Vec<u8> {
        let mut hello = vec![3, 3];
        hello.extend([7; 32]);
        hello.extend([0, 0xc0, 0x2f, 0, 0, 9, 0, 16, 0, 5, 0, 3, 2, b'h', b'2']);
        let mut all = handshake(2, &hello);
        all.extend(handshake(11, &[0, 0, 7, 0, 0, 4, 1, 2, 3, 4]));
        all.extend(handshake(12, &[3, 0, 0x1d, 32]));
        all.extend(handshake(14, &[]));
        all
    }

    #[test]
    fn a_tls12_flight_in_any_pieces() {
        for size in [1, 3, 7, 1000] {
            let flight = read(&records(&tls12(), size));
            let hello = flight.hello.clone().unwrap();
            assert_eq!((hello.version, hello.cipher_suite), (0x0303, 0xc02f));
            assert_eq!(hello.alpn.as_deref(), Some("h2"));
            assert_eq!(flight.group, Some(0x1d));
            assert_eq!(flight.chain, [Der(vec![1, 2, 3, 4])]);
            assert!(flight.is_complete());
        }
    }

    #[test]
    fn every_beginning_of_a_flight_is_readable() {
        let bytes = records(&tls12(), 11);
        for length in 0..bytes.len() {
            assert!(!read(bytes.get(..length).unwrap()).is_complete());
        }
    }

    #[test]
    fn a_hello_retry_request() {
        let mut hello = vec![3, 3];
        hello.extend(RETRY_RANDOM);
        hello.extend([0, 0x13, 0x01, 0, 0, 12, 0, 43, 0, 2, 3, 4, 0, 51, 0, 2, 0x11, 0xec]);
        let flight = read(&records(&handshake(2, &hello), 500));
        assert!(flight.is_complete());
        let hello = flight.hello.unwrap();
        assert_eq!((hello.version, hello.group, hello.retry), (0x0304, Some(0x11ec), true));
    }

    #[test]
    fn alerts_and_strangers() {
        assert_eq!(read(&[21, 3, 3, 0, 2, 2, 40]).alert, Some(40));
        assert_eq!(read(&[21, 3, 3, 0, 2, 1, 112]).alert, None);
        assert!(read(b"HTTP/1.1 400 Bad Request").not_tls);
        assert!(read(&[0, 0, 18, 4, 0, 0, 0, 0, 0]).not_tls);
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_do_not_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            let _ = read(&bytes);
        }

        #[test]
        fn arbitrary_handshakes_do_not_panic(bytes in proptest::collection::vec(any::<u8>(), 1..600), size in 1usize..300) {
            let _ = read(&records(&bytes, size));
        }
    }
}
