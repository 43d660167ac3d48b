//! Peers that say nothing, too little, or too much; closed ports; proxies.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::net::TcpStream;

use super::peer;
use super::peer::Pki;
use super::peer::Service;
use crate::observation::FailureKind;
use crate::observation::Speaks;
use crate::observation::StepStatus;
use crate::target::Host;
use crate::target::Protocol;
use crate::target::Proxy;

const SHORT: Duration = Duration::from_millis(400);

#[tokio::test]
async fn a_server_that_never_answers_the_export() {
    let pki = Pki::new();
    for (alpn, protocol) in [("h2", Protocol::Grpc), ("http/1.1", Protocol::HttpProtobuf)] {
        let address = peer::tls_server(pki.server_config(&[alpn], false, false), Service::Silent).await;
        let mut settings = peer::trusting(peer::settings(address, Some(protocol)), &pki);
        settings.timeout = SHORT;
        let seen = peer::look(&settings).await;
        let attempt = peer::only(&seen);
        assert!(attempt.tls.is_ok());
        assert_eq!(attempt.otlp.failure_kind(), Some(FailureKind::Timeout), "{attempt:#?}");
    }
}

#[tokio::test]
async fn a_port_that_says_nothing_at_all() {
    let address = peer::serve(|mut stream| async move {
        let mut room = [0; 4096];
        while matches!(stream.read(&mut room).await, Ok(1..)) {}
    })
    .await;
    let mut settings = peer::settings(address, Some(Protocol::Grpc));
    settings.timeout = SHORT;
    let seen = peer::look(&settings).await;
    let attempt = peer::only(&seen);
    assert_eq!(attempt.tls.failure_kind(), Some(FailureKind::Timeout));
    assert_eq!(attempt.plaintext.as_ref().unwrap().speaks, Speaks::Nothing);
}

#[tokio::test]
async fn a_peer_that_drips_hits_the_deadline() {
    let address = peer::serve(|mut stream| async move {
        for byte in [22, 3, 3, 0x40, 0].into_iter().cycle() {
            if stream.write_all(&[byte]).await.is_err() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    })
    .await;
    let mut settings = peer::settings(address, Some(Protocol::Grpc));
    settings.timeout = SHORT;
    let seen = peer::look(&settings).await;
    assert_eq!(peer::only(&seen).tls.failure_kind(), Some(FailureKind::Timeout));
}

#[tokio::test]
async fn an_answer_without_end_is_cut() {
    let pki = Pki::new();
    let endless = "HTTP/1.1 200 OK\r\nx: y\r\n";
    let config = pki.server_config(&[], false, false);
    let acceptor = tokio_rustls::TlsAcceptor::from(config);
    let address = peer::serve(move |stream| {
        let acceptor = acceptor.clone();
        async move {
            let Ok(mut stream) = acceptor.accept(stream).await else { return };
            let mut answer = endless.to_owned();
            loop {
                if stream.write_all(answer.as_bytes()).await.is_err() {
                    return;
                }
                answer = "more: headers\r\n".repeat(100);
            }
        }
    })
    .await;
    let seen = peer::look(&peer::trusting(peer::settings(address, Some(Protocol::HttpProtobuf)), &pki)).await;
    let attempt = peer::only(&seen);
    assert_eq!(attempt.otlp.failure_kind(), Some(FailureKind::NotHttp), "{attempt:#?}");
}

#[tokio::test]
async fn a_closed_port() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let seen = peer::look(&peer::settings(address, None)).await;
    let attempt = peer::only(&seen);
    assert_eq!(attempt.tcp.failure_kind(), Some(FailureKind::Refused));
    assert_eq!(attempt.tls.status, StepStatus::NotReached);
    assert_eq!(seen.dns.status, StepStatus::Skipped);
}

#[tokio::test]
async fn a_name_that_does_not_exist() {
    let mut settings = peer::settings("127.0.0.1:1".parse().unwrap(), None);
    settings.endpoint.host = Host::Name("nowhere.invalid".to_owned());
    let seen = peer::look(&settings).await;
    assert_eq!(seen.dns.failure_kind(), Some(FailureKind::NameNotFound));
    let attempt = peer::only(&seen);
    assert_eq!((attempt.address.as_ref(), attempt.tcp.status), (None, StepStatus::NotReached));
}

fn through(proxy: SocketAddr, host: &str, port: u16) -> crate::target::Settings {
    let mut settings = peer::settings(proxy, Some(Protocol::Grpc));
    settings.endpoint.host = Host::Name(host.to_owned());
    settings.endpoint.port = port;
    settings.proxy = Some(Proxy {
        host: proxy.ip().to_string(),
        port: proxy.port(),
        authorization: None,
        display: format!("http://{proxy}"),
    });
    settings
}

#[tokio::test]
async fn through_a_proxy() {
    let pki = Pki::new();
    let server = peer::tls_server(pki.server_config(&["h2"], false, false), Service::Grpc("0")).await;
    let proxy = peer::serve(move |mut stream| async move {
        let mut room = [0; 4096];
        let count = stream.read(&mut room).await.unwrap_or(0);
        assert!(room[..count].starts_with(b"CONNECT otel.example.com:4317 HTTP/1.1\r\n"));
        let mut behind = TcpStream::connect(server).await.unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
        let _ = tokio::io::copy_bidirectional(&mut stream, &mut behind).await;
    })
    .await;
    let settings = peer::trusting(through(proxy, "otel.example.com", 4317), &pki);
    let seen = peer::look(&settings).await;
    let attempt = peer::only(&seen);
    assert!(attempt.otlp.is_ok(), "{attempt:#?}");
    assert_eq!((attempt.address.as_ref(), seen.dns.status), (None, StepStatus::Skipped));
}

#[tokio::test]
async fn proxies_that_refuse() {
    for (answer, kind) in [
        ("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", FailureKind::ProxyRefused),
        ("SSH-2.0-x\r\n", FailureKind::Proxy),
        ("", FailureKind::Proxy),
    ] {
        let proxy = peer::serve(move |mut stream| async move {
            let mut room = [0; 4096];
            let _ = stream.read(&mut room).await;
            let _ = stream.write_all(answer.as_bytes()).await;
        })
        .await;
        let seen = peer::look(&through(proxy, "otel.example.com", 4317)).await;
        assert_eq!(peer::only(&seen).tcp.failure_kind(), Some(kind));
    }
}

#[tokio::test]
async fn a_dropped_probe_closes_its_connection() {
    let (closed, mut is_closed) = tokio::sync::mpsc::unbounded_channel();
    let address = peer::serve(move |mut stream| {
        let closed = closed.clone();
        async move {
            let mut room = [0; 4096];
            while matches!(stream.read(&mut room).await, Ok(1..)) {}
            let _ = closed.send(());
        }
    })
    .await;
    let settings = peer::settings(address, Some(Protocol::Grpc));
    let probing = peer::look(&settings);
    assert!(tokio::time::timeout(SHORT, probing).await.is_err());
    assert_eq!(is_closed.recv().await, Some(()));
}

#[tokio::test]
async fn http2_without_alpn_is_found() {
    let pki = Pki::new();
    let address = peer::tls_server(pki.server_config(&[], false, false), Service::Grpc("0")).await;
    let seen = peer::look(&peer::trusting(peer::settings(address, Some(Protocol::Grpc)), &pki)).await;
    assert!(peer::only(&seen).otlp.is_ok());
    for protocol in [None, Some(Protocol::HttpProtobuf)] {
        let seen = peer::look(&peer::trusting(peer::settings(address, protocol), &pki)).await;
        let attempt = peer::only(&seen);
        assert!(!attempt.otlp.is_ok());
        assert!(attempt.retries[0].exchanges[0].accepted(), "{attempt:#?}");
    }
}
