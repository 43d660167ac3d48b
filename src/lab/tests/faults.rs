//! Certificates, cleartext, network and OTLP.

use std::io;

use tokio::io::AsyncReadExt;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::net::TcpStream;

use super::client::ANYTHING;
use super::client::As;
use super::client::METRICS;
use super::client::NOW;
use super::client::TRACES;
use super::client::grpc;
use super::client::http1;
use super::client::read_all;
use super::client::reason;
use super::client::start;
use super::client::tls;
use crate::lab;
use crate::lab::Options;
use crate::lab::fault::Peer;

const H2: As = As { alpn: &["h2"], ..ANYTHING };
const HTTP1: As = As { alpn: &["http/1.1"], ..ANYTHING };
const VERIFIES: As = As { verifies: true, ..ANYTHING };

#[tokio::test]
async fn every_fault_starts_and_stops() {
    for fault in lab::faults() {
        let lab = lab::start(fault, &Options::new(NOW)).await.unwrap();
        let address = lab.address();
        assert!(lab.endpoint().ends_with(&format!(":{}", address.port())), "{}", fault.name);
        let secure = matches!(fault.peer, Peer::Tls(_) | Peer::Raw(_));
        assert_eq!(lab.ca_pem().is_some(), secure, "{}", fault.name);
        assert_eq!(lab.client_cert_pem().is_some(), lab.client_key_pem().is_some(), "{}", fault.name);
        assert!(!format!("{lab:?}").contains("KEY"));
        lab.stop().await;
        TcpListener::bind(address).await.unwrap_or_else(|error| panic!("{}: {error}", fault.name));
    }
}

#[tokio::test]
async fn healthy_servers_accept_both_forms_on_every_address() {
    for name in [
        "ok",
        "tls12-only",
        "tls13-only",
        "self-signed-trusted-leaf",
        "client-cert-ok",
        "client-cert-ok-tls12",
        "client-cert-optional",
    ] {
        let lab = start(name).await;
        let identified = lab.fault().send_identity;
        let stream = tls(&lab, As { identified, ..VERIFIES }).await.unwrap();
        assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]), "{name}");
        assert_eq!(grpc(stream, TRACES).await, (200, Some("0".to_owned()), None), "{name}");
        let mut stream = tls(&lab, As { identified, verifies: true, ..HTTP1 }).await.unwrap();
        let answer = http1(&mut stream, "/v1/metrics").await;
        assert!(
            answer.starts_with("HTTP/1.1 200 OK\r\ncontent-type: application/x-protobuf\r\n"),
            "{name}: {answer}"
        );
        assert!(answer.ends_with("\r\n\r\n"), "{name}: {answer}");
        assert_eq!((lab.exports(), lab.handshakes(), lab.connections()), (2, 2, 2), "{name}");
    }
}

#[tokio::test]
async fn what_is_not_an_export_is_not_accepted() {
    let lab = start("ok").await;
    let stream = tls(&lab, H2).await.unwrap();
    let (status, grpc_status, message) = grpc(stream, "/helloworld.Greeter/SayHello").await;
    assert_eq!((status, grpc_status.as_deref()), (200, Some("12")));
    assert_eq!(message.as_deref(), Some("unknown service helloworld.Greeter"));
    let mut stream = tls(&lab, HTTP1).await.unwrap();
    assert!(http1(&mut stream, "/").await.starts_with("HTTP/1.1 404 "));
    let mut stream = tls(&lab, HTTP1).await.unwrap();
    stream
        .write_all(b"GET /v1/traces HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        .await
        .unwrap();
    let (answer, _) = read_all(&mut stream).await;
    assert!(answer.starts_with(b"HTTP/1.1 405 "), "{answer:?}");
    assert_eq!(lab.exports(), 0);
}

/// What rustls says of each chain, with the CA that the fault gives to the client.
#[tokio::test]
async fn certificates_are_as_bad_as_they_say() {
    for (name, expected) in [
        ("expired", "ExpiredContext"),
        ("expired-intermediate", "ExpiredContext"),
        ("not-yet-valid", "NotValidYetContext"),
        ("clock-skew", "NotValidYetContext"),
        ("unknown-ca", "UnknownIssuer"),
        ("unknown-ca-other", "UnknownIssuer"),
        ("unknown-ca-reissued", "BadSignature"),
        ("self-signed", "UnknownIssuer"),
        ("self-signed-ca", "CaUsedAsEndEntity"),
        ("self-signed-trusted", "CaUsedAsEndEntity"),
        ("incomplete-chain", "UnknownIssuer"),
        ("incomplete-chain-no-aia", "UnknownIssuer"),
        ("intercepted", "UnknownIssuer"),
        ("placeholder-certificate", "UnknownIssuer"),
        ("placeholder-certificate-traefik", "UnknownIssuer"),
        ("bad-handshake-signature", "BadSignature"),
        ("multiple", "ExpiredContext"),
        ("ca-as-leaf", "CaUsedAsEndEntity"),
        ("wrong-key-usage", "InvalidPurposeContext"),
        ("wrong-key-usage-intermediate", "InvalidPurposeContext"),
        ("name-constraint", "NameConstraintViolation"),
        ("path-length", "PathLenConstraintViolated"),
        ("invalid-ca", "EndEntityUsedAsCa"),
        ("unsupported-extension", "UnsupportedCriticalExtension"),
        ("malformed-certificate", "BadEncoding"),
        ("malformed-certificate-truncated", "BadEncoding"),
        ("malformed-certificate-v1", "UnsupportedCertVersion"),
        ("weak-signature", "UnsupportedSignatureAlgorithm"),
        // rustls verifies no signature with a key below 2048 bits.
        ("weak-key", "BadSignature"),
        ("name-mismatch", "NotValidForNameContext"),
        ("name-mismatch-wildcard", "NotValidForNameContext"),
        ("no-san", "NotValidForNameContext"),
    ] {
        let lab = start(name).await;
        let error = tls(&lab, VERIFIES).await.unwrap_err();
        assert!(reason(&error).contains(expected), "{name}: {}", reason(&error));
    }
    for name in ["name-mismatch-ip", "name-mismatch-ip-as-dns"] {
        let lab = start(name).await;
        assert!(lab.endpoint().starts_with("https://127.0.0.1:"));
        let error = tls(&lab, As { name: "127.0.0.1", ..VERIFIES }).await.unwrap_err();
        assert!(reason(&error).contains("NotValidForNameContext"), "{name}: {}", reason(&error));
        tls(&lab, VERIFIES).await.unwrap();
    }
    // What rustls does not mind, others do.
    for name in [
        "expired-root",
        "expiring",
        "expiring-intermediate",
        "chain-order",
        "extra-certificates",
        "revoked",
        "wrong-key-usage-cert-sign",
        "invalid-ca-no-key-usage",
        "invalid-ca-no-key-id",
        "weak-key-ed25519",
    ] {
        let lab = start(name).await;
        tls(&lab, VERIFIES).await.unwrap_or_else(|error| panic!("{name}: {}", reason(&error)));
    }
}

#[tokio::test]
async fn the_chain_is_sent_as_the_fault_says() {
    for (name, length) in [("ok", 2), ("incomplete-chain", 1), ("chain-order", 3), ("extra-certificates", 3)]
    {
        let lab = start(name).await;
        let stream = tls(&lab, ANYTHING).await.unwrap();
        assert_eq!(stream.get_ref().1.peer_certificates().unwrap().len(), length, "{name}");
    }
}

#[tokio::test]
async fn another_name_is_in_the_certificate() {
    let options = Options { name: "collector.test".to_owned(), ..Options::new(NOW) };
    let lab = lab::start(lab::fault("ok").unwrap(), &options).await.unwrap();
    tls(&lab, As { name: "collector.test", ..VERIFIES }).await.unwrap();
    tls(&lab, VERIFIES).await.unwrap();
    tls(&lab, As { name: "127.0.0.1", ..VERIFIES }).await.unwrap();
}

#[tokio::test]
async fn cleartext_servers_answer_a_client_hello_as_real_ones() {
    for (name, start_of_answer) in [
        ("plaintext-server-h2c", &[0, 0, 6, 4, 0, 0, 0, 0, 0][..]),
        ("plaintext-server-http1", b"HTTP/1.1 400 Bad Request\r\n"),
        ("plaintext-server-other", b"SSH-2.0-OpenSSH"),
        ("hostile-banner", b"\x1b["),
    ] {
        let lab = start(name).await;
        let mut stream = TcpStream::connect(lab.address()).await.unwrap();
        stream.write_all(&[0x16, 3, 1, 0, 100, 1, 0, 0, 96, 3, 3]).await.unwrap();
        let (answer, error) = read_all(&mut stream).await;
        assert!(answer.starts_with(start_of_answer) && error.is_none(), "{name}: {answer:?} {error:?}");
        let error = tls(&lab, ANYTHING).await.unwrap_err();
        assert!(reason(&error).contains("InvalidMessage"), "{name}: {}", reason(&error));
    }
}

#[tokio::test]
async fn cleartext_that_is_meant_is_served() {
    for name in ["cleartext", "cleartext-grpc"] {
        let lab = start(name).await;
        assert!(lab.endpoint().starts_with("http://localhost:") && lab.ca_pem().is_none());
        let stream = TcpStream::connect(lab.address()).await.unwrap();
        assert_eq!(grpc(stream, TRACES).await.1.as_deref(), Some("0"), "{name}");
        assert_eq!((lab.exports(), lab.handshakes()), (1, 0));
    }
    for name in ["cleartext", "cleartext-http"] {
        let lab = start(name).await;
        let mut stream = TcpStream::connect(lab.addresses().last().unwrap()).await.unwrap();
        assert!(http1(&mut stream, "/v1/logs").await.starts_with("HTTP/1.1 200 "), "{name}");
    }
}

#[tokio::test]
async fn tls_servers_answer_cleartext() {
    let lab = start("plaintext-client").await;
    assert!(lab.endpoint().starts_with("http://localhost:"));
    let mut stream = TcpStream::connect(lab.address()).await.unwrap();
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await.unwrap();
    let (answer, _) = read_all(&mut stream).await;
    assert_eq!((answer.len(), &answer[..2]), (7, &[21, 3][..]), "{answer:?}");
    let lab = start("plaintext-client-told").await;
    let mut stream = TcpStream::connect(lab.address()).await.unwrap();
    let answer = http1(&mut stream, "/v1/traces").await;
    assert!(answer.ends_with("Client sent an HTTP request to an HTTPS server.\n"), "{answer}");
    tls(&lab, VERIFIES).await.unwrap();
}

#[tokio::test]
async fn connections_end_as_the_fault_says() {
    let lab = start("connection-refused").await;
    let error = TcpStream::connect(lab.address()).await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::ConnectionRefused);
    let lab = start("connection-reset").await;
    let error = tls(&lab, ANYTHING).await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::ConnectionReset);
    let lab = start("connection-reset-close").await;
    let mut stream = TcpStream::connect(lab.address()).await.unwrap();
    assert_eq!(stream.read(&mut [0; 8]).await.unwrap(), 0);
    let lab = start("no-answer-close").await;
    let mut stream = tls(&lab, ANYTHING).await.unwrap();
    assert_eq!(read_all(&mut stream).await.0, b"");
    let lab = start("silent-server-drip").await;
    let mut stream = TcpStream::connect(lab.address()).await.unwrap();
    stream.write_all(&[0x16, 3, 1, 0, 4, 1, 0, 0, 0]).await.unwrap();
    assert_eq!(stream.read(&mut [0; 8]).await.unwrap(), 1);
}

#[tokio::test]
async fn connections_that_differ() {
    let lab = start("address-difference").await;
    for _ in 0..2 {
        tls(&lab, VERIFIES).await.unwrap();
        let error = tls(&lab, VERIFIES).await.unwrap_err();
        assert!(reason(&error).contains("ExpiredContext"), "{}", reason(&error));
    }
    assert_eq!((lab.connections(), lab.ca_pem().unwrap().matches("BEGIN").count()), (4, 2));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn connections_that_do_not_come_up() {
    let lab = start("connection-timeout").await;
    for &address in lab.addresses() {
        let connect = TcpStream::connect(address);
        assert!(tokio::time::timeout(std::time::Duration::from_millis(50), connect).await.is_err());
    }
}

#[tokio::test]
async fn a_name_without_an_address() {
    let lab = start("dns-failure").await;
    assert_eq!(lab.endpoint(), format!("https://otls-lab.invalid:{}", lab.address().port()));
    assert_eq!((lab.connect_to(), start("ok").await.connect_to().is_some()), (None, true));
}

/// Silence cannot be waited for: what is asserted is that nothing has come once another lab has answered.
#[tokio::test]
async fn silence() {
    let silent = start("silent-server").await;
    let mut connection = TcpStream::connect(silent.address()).await.unwrap();
    connection.write_all(&[0x16, 3, 1, 0, 4, 1, 0, 0, 0]).await.unwrap();
    let no_answer = start("no-answer").await;
    let mut stream = tls(&no_answer, H2).await.unwrap();
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await.unwrap();
    let ok = start("ok").await;
    assert_eq!(grpc(tls(&ok, H2).await.unwrap(), TRACES).await.1.as_deref(), Some("0"));
    assert_eq!(connection.try_read(&mut [0; 8]).unwrap_err().kind(), io::ErrorKind::WouldBlock);
    tokio::select! {
        biased;
        read = stream.read_u8() => panic!("{read:?}"),
        () = tokio::task::yield_now() => {}
    }
    assert_eq!((silent.connections(), no_answer.handshakes()), (1, 1));
}

#[tokio::test]
async fn refusals_in_both_protocols() {
    for (name, http, status) in [
        ("unauthenticated", 401, Some("16")),
        ("permission-denied", 403, Some("7")),
        ("backend-unavailable", 503, Some("14")),
        ("backend-unavailable-throttled", 429, Some("8")),
        ("backend-unavailable-proxy", 502, None),
        ("otlp-rejected", 400, Some("13")),
        ("wrong-protocol-not-found", 404, Some("12")),
        ("otlp-rejected-redirect", 308, None),
        ("signal-not-served", 404, Some("12")),
        ("wrong-protocol-web", 200, None),
        ("wrong-protocol-redirect", 308, None),
        ("hostile-text", 400, Some("3")),
        ("client-cert-required-http", 400, None),
    ] {
        let lab = start(name).await;
        assert_eq!(grpc(tls(&lab, H2).await.unwrap(), TRACES).await.1.as_deref(), status, "{name}");
        let answer = http1(&mut tls(&lab, HTTP1).await.unwrap(), "/v1/traces").await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {http} ")), "{name}: {answer}");
        assert_eq!(lab.exports(), 0, "{name}");
    }
    let lab = start("signal-not-served").await;
    assert_eq!(grpc(tls(&lab, H2).await.unwrap(), METRICS).await.1.as_deref(), Some("0"));
    let lab = start("hostile-text").await;
    let (_, _, message) = grpc(tls(&lab, H2).await.unwrap(), TRACES).await;
    assert!(message.is_some_and(|message| message.starts_with("%1B[2J")));
    let lab = start("client-cert-required-http").await;
    let stream = tls(&lab, As { identified: true, ..H2 }).await.unwrap();
    assert_eq!(grpc(stream, TRACES).await.1.as_deref(), Some("0"));
}

#[tokio::test]
async fn servers_of_the_other_protocol() {
    let lab = start("wrong-protocol-http").await;
    let (status, grpc_status, _) = grpc(tls(&lab, H2).await.unwrap(), TRACES).await;
    assert_eq!((status, grpc_status), (404, None));
    assert!(http1(&mut tls(&lab, HTTP1).await.unwrap(), "/v1/traces").await.starts_with("HTTP/1.1 200 "));
    let lab = start("wrong-protocol-grpc").await;
    assert_eq!(grpc(tls(&lab, H2).await.unwrap(), TRACES).await.1.as_deref(), Some("0"));
    let mut stream = tls(&lab, HTTP1).await.unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), None);
    let (answer, _) = read_all(&mut stream).await;
    assert_eq!(answer.get(..4), Some(&[0, 0, 6, 4][..]), "SETTINGS: {answer:?}");
}

#[tokio::test]
async fn hostile_peers_send_more_than_anybody_should_read() {
    let lab = start("hostile-head").await;
    let mut stream = tls(&lab, HTTP1).await.unwrap();
    let answer = http1(&mut stream, "/v1/traces").await;
    assert!(answer.len() == 64 * 1024 && !answer.contains("\r\n\r\n"));
    let stream = tls(&lab, H2).await.unwrap();
    let (mut client, connection) = h2::client::handshake(stream).await.unwrap();
    let connection = tokio::spawn(connection);
    let (response, _) =
        client.send_request(http::Request::get("https://localhost/").body(()).unwrap(), true).unwrap();
    assert!(response.await.is_err());
    connection.await.unwrap().ok();
    let lab = start("hostile-http").await;
    let answer = http1(&mut tls(&lab, HTTP1).await.unwrap(), "/v1/traces").await;
    assert!(answer.starts_with("HTTP/1.1 400 \u{1b}[31mBad"), "{answer:?}");
    let lab = start("hostile-flood").await;
    assert!(tls(&lab, ANYTHING).await.is_err());
}
