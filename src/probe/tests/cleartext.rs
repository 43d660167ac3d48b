//! Ports that speak no TLS, and TLS ports that are spoken to in clear.

use tokio::io::AsyncReadExt;
use tokio::io::AsyncWriteExt;

use super::peer;
use super::peer::Pki;
use super::peer::Service;
use crate::observation::FailureKind;
use crate::observation::RetryWithout;
use crate::observation::Speaks;
use crate::observation::StepStatus;
use crate::target::Protocol;

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";

#[tokio::test]
async fn cleartext_by_intent() {
    let grpc = peer::clear_server(Service::Grpc("0")).await;
    let http = peer::clear_server(Service::Http(OK)).await;
    for (address, protocol) in [(grpc, Protocol::Grpc), (http, Protocol::HttpProtobuf)] {
        let mut settings = peer::settings(address, Some(protocol));
        settings.cleartext = true;
        let seen = peer::look(&settings).await;
        let attempt = peer::only(&seen);
        assert_eq!(attempt.tls.status, StepStatus::Skipped);
        assert!(attempt.otlp.is_ok(), "{attempt:#?}");
        assert_eq!(seen.connections.len(), 1);
        assert!(seen.stores.is_empty());
    }
    let mut settings = peer::settings(grpc, None);
    settings.cleartext = true;
    assert!(peer::only(&peer::look(&settings).await).otlp.is_ok());
}

#[tokio::test]
async fn the_other_protocol_in_clear_is_proved() {
    let grpc = peer::clear_server(Service::Grpc("0")).await;
    let bad = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let http = peer::clear_server(Service::Http(bad)).await;
    for (address, protocol) in [(grpc, Protocol::HttpProtobuf), (http, Protocol::Grpc)] {
        let mut settings = peer::settings(address, Some(protocol));
        settings.cleartext = true;
        settings.timeout = std::time::Duration::from_millis(500);
        let seen = peer::look(&settings).await;
        let attempt = peer::only(&seen);
        assert!(!attempt.otlp.is_ok());
        assert_eq!(attempt.retries[0].without, RetryWithout::OtherAlpn);
        assert!(attempt.retries[0].exchanges[0].accepted(), "{attempt:#?}");
    }
}

#[tokio::test]
async fn a_tls_port_spoken_to_in_clear() {
    let pki = Pki::new();
    let address = peer::tls_server(pki.server_config(&["h2"], false, false), Service::Grpc("0")).await;
    for protocol in [Protocol::Grpc, Protocol::HttpProtobuf] {
        let mut settings = peer::settings(address, Some(protocol));
        settings.cleartext = true;
        let seen = peer::look(&settings).await;
        let attempt = peer::only(&seen);
        assert!(!attempt.otlp.is_ok());
        assert_eq!(attempt.plaintext.as_ref().unwrap().speaks, Speaks::Tls);
    }
}

#[tokio::test]
async fn ports_without_tls() {
    let bad = "HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    let settings_frame: &[u8] = &[0, 0, 0, 4, 0, 0, 0, 0, 0];
    for (said, speaks) in [
        (bad.as_bytes(), Speaks::Http1),
        (settings_frame, Speaks::H2c),
        (b"SSH-2.0-OpenSSH_9.2\r\n", Speaks::Other),
    ] {
        let address = peer::serve(move |mut stream| async move {
            let mut room = [0; 4096];
            let _ = stream.read(&mut room).await;
            let _ = stream.write_all(said).await;
        })
        .await;
        let seen = peer::look(&peer::settings(address, Some(Protocol::Grpc))).await;
        let attempt = peer::only(&seen);
        assert_eq!(attempt.tls.failure_kind(), Some(FailureKind::NotTls));
        let plaintext = attempt.plaintext.as_ref().unwrap();
        assert_eq!((plaintext.speaks, plaintext.sent.as_str()), (speaks, "client-hello"));
        assert_eq!(plaintext.first_bytes.0, said);
    }
}

#[tokio::test]
async fn a_port_that_takes_http2_only_from_those_who_say_so() {
    // Go's h2c handler: HTTP/1.1 400 to a ClientHello, SETTINGS to the preface.
    let address = peer::serve(|mut stream| async move {
        let mut room = [0; 4096];
        let count = stream.read(&mut room).await.unwrap_or(0);
        let answer: &[u8] = if room[..count].starts_with(b"PRI") {
            &[0, 0, 0, 4, 0, 0, 0, 0, 0]
        } else {
            b"HTTP/1.1 400 Bad Request\r\n\r\n"
        };
        let _ = stream.write_all(answer).await;
    })
    .await;
    let seen = peer::look(&peer::settings(address, Some(Protocol::Grpc))).await;
    let plaintext = peer::only(&seen).plaintext.as_ref().unwrap();
    assert_eq!((plaintext.speaks, plaintext.sent.as_str()), (Speaks::H2c, "http2-preface"));
    assert_eq!(seen.connections.len(), 2);
}

#[tokio::test]
async fn a_port_that_closes_on_a_client_hello() {
    let address = peer::serve(|mut stream| async move {
        let mut room = [0; 4096];
        let count = stream.read(&mut room).await.unwrap_or(0);
        if room[..count].starts_with(b"GET") {
            let _ = stream.write_all(b"HTTP/1.1 404 Not Found\r\n\r\n").await;
        }
    })
    .await;
    let seen = peer::look(&peer::settings(address, Some(Protocol::Grpc))).await;
    let attempt = peer::only(&seen);
    assert_eq!(attempt.tls.failure_kind(), Some(FailureKind::Closed));
    let plaintext = attempt.plaintext.as_ref().unwrap();
    assert_eq!((plaintext.speaks, plaintext.sent.as_str()), (Speaks::Http1, "http1-request"));
}
