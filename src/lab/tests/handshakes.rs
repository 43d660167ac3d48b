//! Versions, cipher suites, ALPN and client certificates.

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::client::ANYTHING;
use super::client::As;
use super::client::TRACES;
use super::client::grpc;
use super::client::http1;
use super::client::read_all;
use super::client::reason;
use super::client::start;
use super::client::tls;
use crate::lab::Lab;

/// What an old or odd client offers; everything else is left out.
#[derive(Clone, Copy)]
struct Offer<'a> {
    legacy_version: u16,
    cipher_suites: &'a [u16],
    /// `supported_versions`; empty leaves it out.
    versions: &'a [u16],
    groups: &'a [u16],
    server_name: Option<&'a str>,
    padding: usize,
}

const OLD: Offer<'_> = Offer {
    legacy_version: 0x0302,
    cipher_suites: &[0x002f, 0xc013],
    versions: &[],
    groups: &[],
    server_name: None,
    padding: 0,
};

fn long(bytes: &[u8]) -> Vec<u8> {
    [&(bytes.len() as u16).to_be_bytes()[..], bytes].concat()
}

fn u16s(values: &[u16]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_be_bytes()).collect()
}

fn client_hello(offer: Offer<'_>) -> Vec<u8> {
    let mut body = offer.legacy_version.to_be_bytes().to_vec();
    body.extend([7; 32]);
    body.push(0);
    body.extend(long(&u16s(offer.cipher_suites)));
    body.extend([1, 0]);
    let mut extensions = Vec::new();
    if let Some(name) = offer.server_name {
        let entry = [vec![0], long(name.as_bytes())].concat();
        extensions.extend([vec![0, 0], long(&long(&entry))].concat());
    }
    if !offer.groups.is_empty() {
        extensions.extend([vec![0, 10], long(&long(&u16s(offer.groups)))].concat());
        extensions.extend([vec![0, 51], long(&long(&[]))].concat());
    }
    if !offer.versions.is_empty() {
        let list = u16s(offer.versions);
        extensions.extend([vec![0, 43], long(&[vec![list.len() as u8], list].concat())].concat());
    }
    if offer.padding > 0 {
        extensions.extend([vec![0, 21], long(&vec![0; offer.padding])].concat());
    }
    body.extend(long(&extensions));
    let mut message = vec![1, 0];
    message.extend(long(&body));
    // In two records, as some clients and middleboxes split it.
    let (first, second) = message.split_at(10);
    [vec![0x16, 3, 1], long(first), vec![0x16, 3, 1], long(second)].concat()
}

async fn answer(lab: &Lab, offer: Offer<'_>) -> Vec<u8> {
    let mut stream = TcpStream::connect(lab.address()).await.unwrap();
    stream.write_all(&client_hello(offer)).await.unwrap();
    stream.shutdown().await.unwrap();
    read_all(&mut stream).await.0
}

/// A ServerHello: the record, and the version and the cipher suite in it.
fn server_hello(answer: &[u8]) -> (u16, u16) {
    assert_eq!((answer[0], answer[5]), (22, 2), "{answer:?}");
    let session_id = usize::from(answer[43]);
    let at = 44 + session_id;
    (u16::from_be_bytes([answer[9], answer[10]]), u16::from_be_bytes([answer[at], answer[at + 1]]))
}

fn alert(description: u8) -> Vec<u8> {
    vec![21, 3, 3, 0, 2, 2, description]
}

#[tokio::test]
async fn outdated_versions() {
    for name in ["version-mismatch", "version-mismatch-answers-lower", "outdated-tls"] {
        let lab = start(name).await;
        assert_eq!(server_hello(&answer(&lab, OLD).await), (0x0302, 0xc013), "{name}");
        let oldest = Offer { legacy_version: 0x0301, cipher_suites: &[0x002f], ..OLD };
        assert_eq!(server_hello(&answer(&lab, oldest).await), (0x0301, 0x002f), "{name}");
    }
    let lab = start("version-mismatch").await;
    let error = tls(&lab, ANYTHING).await.unwrap_err();
    assert!(reason(&error).contains("ProtocolVersion"), "{}", reason(&error));
    let lab = start("version-mismatch-answers-lower").await;
    let modern =
        Offer { legacy_version: 0x0303, cipher_suites: &[0x1301], versions: &[0x0304, 0x0303], ..OLD };
    assert_eq!(server_hello(&answer(&lab, modern).await).0, 0x0302);
    let lab = start("outdated-tls").await;
    assert_eq!(grpc(tls(&lab, As { verifies: true, ..ANYTHING }).await.unwrap(), TRACES).await.0, 200);
    let lab = start("ok").await;
    assert_eq!(answer(&lab, OLD).await.first(), Some(&21), "a healthy server refuses TLS 1.1");
}

#[tokio::test]
async fn no_common_suite_or_group() {
    for name in ["cipher-mismatch", "cipher-mismatch-cbc", "cipher-mismatch-group"] {
        let lab = start(name).await;
        let error = tls(&lab, ANYTHING).await.unwrap_err();
        assert!(reason(&error).contains("HandshakeFailure"), "{name}: {}", reason(&error));
    }
    let tls12 = Offer { legacy_version: 0x0303, ..OLD };
    let lab = start("cipher-mismatch").await;
    assert_eq!(server_hello(&answer(&lab, tls12).await), (0x0303, 0x002f));
    assert_eq!(answer(&lab, OLD).await, alert(70));
    let lab = start("cipher-mismatch-cbc").await;
    assert_eq!(server_hello(&answer(&lab, tls12).await), (0x0303, 0xc013));
    let lab = start("cipher-mismatch-group").await;
    let tls13 = Offer {
        legacy_version: 0x0303,
        cipher_suites: &[0x1302],
        versions: &[0x0304],
        groups: &[0x001d, 0x001e],
        ..OLD
    };
    let retry = answer(&lab, tls13).await;
    assert_eq!(server_hello(&retry), (0x0303, 0x1302));
    assert_eq!(retry[11..15], [0xcf, 0x21, 0xad, 0x74], "a HelloRetryRequest");
    assert!(retry.ends_with(&[0, 51, 0, 2, 0, 0x1e]), "{retry:?}");
    assert_eq!(answer(&lab, tls12).await, alert(70));
}

#[tokio::test]
async fn alpn() {
    let lab = start("wrong-protocol-http1-no-alpn").await;
    let mut stream = tls(&lab, ANYTHING).await.unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), None);
    assert!(http1(&mut stream, "/v1/traces").await.starts_with("HTTP/1.1 200 "));
    let lab = start("alpn-missing").await;
    let stream = tls(&lab, As { alpn: &["h2"], ..ANYTHING }).await.unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), None);
    assert_eq!(grpc(stream, TRACES).await.1.as_deref(), Some("0"));
    let mut stream = tls(&lab, ANYTHING).await.unwrap();
    assert!(!http1(&mut stream, "/v1/traces").await.contains("HTTP/1.1"), "gRPC alone");
    for name in ["alpn-missing-refused", "wrong-protocol-http1"] {
        let lab = start(name).await;
        let error = tls(&lab, As { alpn: &["h2"], ..ANYTHING }).await.unwrap_err();
        assert!(reason(&error).contains("NoApplicationProtocol"), "{name}: {}", reason(&error));
        let mut stream = tls(&lab, ANYTHING).await.unwrap();
        assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"http/1.1"[..]), "{name}");
        let accepted = http1(&mut stream, "/v1/traces").await.starts_with("HTTP/1.1 200 ");
        assert_eq!(accepted, name == "wrong-protocol-http1");
    }
}

#[tokio::test]
async fn alerts() {
    for (name, expected) in [
        ("unrecognized-name", "UnrecognisedName"),
        ("handshake-refused", "HandshakeFailure"),
        ("handshake-refused-internal-error", "InternalError"),
        ("handshake-intolerance-sni", "HandshakeFailure"),
        ("tls-violation", "InvalidMessage"),
    ] {
        let lab = start(name).await;
        let error = tls(&lab, ANYTHING).await.unwrap_err();
        assert!(reason(&error).contains(expected), "{name}: {}", reason(&error));
        assert_eq!(lab.handshakes(), 0, "{name}");
    }
    let lab = start("unrecognized-name").await;
    tls(&lab, As { name: "collector.internal", ..ANYTHING }).await.unwrap();
    // An address is no server name.
    let lab = start("handshake-intolerance-sni").await;
    tls(&lab, As { name: "127.0.0.1", verifies: true, ..ANYTHING }).await.unwrap();
}

#[tokio::test]
async fn intolerance_of_large_hellos() {
    let lab = start("handshake-intolerance").await;
    tls(&lab, As { verifies: true, ..ANYTHING }).await.unwrap();
    let small = Offer { legacy_version: 0x0303, server_name: Some("localhost"), ..OLD };
    assert_eq!(answer(&lab, small).await.first(), Some(&21), "an alert: no suite in common");
    assert_eq!(answer(&lab, Offer { padding: 600, ..small }).await, b"");
}

/// A refusal shows in the handshake (TLS 1.2) or after it (TLS 1.3).
async fn refused(lab: &Lab) -> String {
    let identified = lab.fault().send_identity;
    match tls(lab, As { identified, ..ANYTHING }).await {
        Err(error) => format!("handshake: {}", reason(&error)),
        Ok(mut stream) => {
            stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.unwrap();
            match read_all(&mut stream).await {
                (bytes, Some(error)) if bytes.is_empty() => format!("read: {}", reason(&error)),
                (bytes, None) if bytes.is_empty() => "read: end".to_owned(),
                (bytes, _) => format!("read: {} bytes", bytes.len()),
            }
        }
    }
}

#[tokio::test]
async fn client_certificates_are_refused_as_the_fault_says() {
    for (name, expected) in [
        ("client-cert-required", "read: AlertReceived(CertificateRequired)"),
        ("client-cert-required-tls12", "handshake: AlertReceived(HandshakeFailure)"),
        ("client-cert-required-silent", "read: end"),
        ("client-cert-rejected", "read: AlertReceived(UnknownCA)"),
        ("client-cert-rejected-tls12", "handshake: AlertReceived(UnknownCA)"),
        ("client-cert-rejected-expired", "read: AlertReceived(CertificateExpired)"),
        ("client-cert-rejected-usage", "read: AlertReceived(UnsupportedCertificate)"),
    ] {
        let lab = start(name).await;
        assert_eq!(refused(&lab).await, expected, "{name}");
        assert_eq!(lab.handshakes(), 0, "{name}");
    }
}

#[tokio::test]
async fn the_identity_that_is_handed_out_is_accepted() {
    for name in [
        "expiring-client",
        "client-cert-required",
        "client-cert-required-tls12",
        "client-cert-required-silent",
        "client-cert-unused",
    ] {
        let lab = start(name).await;
        let stream = tls(&lab, As { identified: true, verifies: true, ..ANYTHING }).await.unwrap();
        assert_eq!(grpc(stream, TRACES).await.1.as_deref(), Some("0"), "{name}");
        assert_eq!((lab.handshakes(), lab.exports()), (1, 1), "{name}");
    }
}
