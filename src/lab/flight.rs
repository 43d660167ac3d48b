//! TLS messages written by hand, for what rustls does not speak. No cryptography: no such handshake ends.

use super::hello::Hello;

/// alert handshake_failure.
pub(super) const HANDSHAKE_FAILURE: u8 = 40;
/// alert protocol_version.
pub(super) const PROTOCOL_VERSION: u8 = 70;
/// alert internal_error.
pub(super) const INTERNAL_ERROR: u8 = 80;
/// alert unrecognized_name.
pub(super) const UNRECOGNIZED_NAME: u8 = 112;
/// alert certificate_required.
pub(super) const CERTIFICATE_REQUIRED: u8 = 116;

/// The random that makes a ServerHello a HelloRetryRequest (RFC 8446 section 4.1.3).
const HELLO_RETRY_REQUEST: [u8; 32] = [
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2,
    0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
];

/// A fatal alert in a record of its own.
pub(super) fn alert(description: u8) -> Vec<u8> {
    record(21, 0x0303, &[2, description])
}

/// ServerHello, Certificate and ServerHelloDone of TLS 1.0 to 1.2. Without ServerKeyExchange: clients that
/// would go on to it fail there.
pub(super) fn server_flight(version: u16, hello: &Hello, cipher_suite: u16, chain: &[Vec<u8>]) -> Vec<u8> {
    let certificates: Vec<u8> = chain.iter().flat_map(|certificate| with_u24_length(certificate)).collect();
    let mut messages = old_server_hello(version, hello, cipher_suite);
    messages.extend(message(11, &with_u24_length(&certificates)));
    messages.extend(message(14, &[]));
    // A record holds 2^14 bytes.
    messages.chunks(1 << 14).flat_map(|part| record(22, version, part)).collect()
}

/// The ServerHello of TLS 1.0 to 1.2, with the extension that OpenSSL 3 insists on.
fn old_server_hello(version: u16, hello: &Hello, cipher_suite: u16) -> Vec<u8> {
    // renegotiation_info (RFC 5746 section 3.6): nothing was negotiated before.
    let extensions: &[u8] = if hello.secure_renegotiation { &[0xff, 1, 0, 1, 0] } else { &[] };
    server_hello(version, [0x6f; 32], hello, cipher_suite, extensions)
}

/// A ServerHello of TLS 1.2 and the start of a Certificate message of 16 MiB.
pub(super) fn endless_certificate(hello: &Hello, cipher_suite: u16) -> Vec<u8> {
    let mut messages = old_server_hello(0x0303, hello, cipher_suite);
    messages.extend([11, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfc, 0xff, 0xff, 0xf9]);
    record(22, 0x0303, &messages)
}

/// A HelloRetryRequest that asks for one group.
pub(super) fn hello_retry_request(hello: &Hello, cipher_suite: u16, group: u16) -> Vec<u8> {
    let mut extensions = vec![0, 43, 0, 2, 3, 4, 0, 51, 0, 2];
    extensions.extend(group.to_be_bytes());
    record(22, 0x0303, &server_hello(0x0303, HELLO_RETRY_REQUEST, hello, cipher_suite, &extensions))
}

fn server_hello(
    version: u16,
    random: [u8; 32],
    hello: &Hello,
    cipher_suite: u16,
    extensions: &[u8],
) -> Vec<u8> {
    let mut body = version.to_be_bytes().to_vec();
    body.extend(random);
    body.push(hello.session_id.len() as u8);
    body.extend(&hello.session_id);
    body.extend(cipher_suite.to_be_bytes());
    body.push(0);
    if !extensions.is_empty() {
        body.extend((extensions.len() as u16).to_be_bytes());
        body.extend(extensions);
    }
    message(2, &body)
}

fn message(kind: u8, body: &[u8]) -> Vec<u8> {
    let mut out = vec![kind];
    out.extend(with_u24_length(body));
    out
}

pub(super) fn record(kind: u8, version: u16, payload: &[u8]) -> Vec<u8> {
    let mut out = vec![kind];
    out.extend(version.to_be_bytes());
    out.extend((payload.len() as u16).to_be_bytes());
    out.extend(payload);
    out
}

fn with_u24_length(bytes: &[u8]) -> Vec<u8> {
    let [_, length @ ..] = (bytes.len() as u32).to_be_bytes();
    [&length, bytes].concat()
}
