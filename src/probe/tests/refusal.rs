//! Refusals, above all those that arrive when our side of the handshake is long finished.

use super::peer;
use super::peer::Pki;
use super::peer::Service;
use crate::observation::By;
use crate::observation::FailureKind;
use crate::observation::RetryWithout;
use crate::observation::StepStatus;
use crate::probe::Admit;
use crate::target::Protocol;

#[tokio::test]
async fn a_late_alert_is_never_lost() {
    for tls12 in [false, true] {
        let pki = Pki::new();
        let address = peer::tls_server(pki.server_config(&["h2"], true, tls12), Service::Grpc("0")).await;
        let mut settings = peer::trusting(peer::settings(address, Some(Protocol::Grpc)), &pki);
        for round in 0..100 {
            let seen = peer::look(&settings).await;
            let attempt = peer::only(&seen);
            assert_eq!(attempt.tls.status, StepStatus::Failed, "round {round}: {attempt:#?}");
            let failure = attempt.tls.failure.as_ref().unwrap();
            assert_eq!((failure.kind, failure.by, failure.alert), (FailureKind::Alert, By::Peer, Some(116)));
            let tls = attempt.tls.seen.as_ref().unwrap();
            assert!(tls.client_auth.requested && !tls.client_auth.sent);
            assert_eq!(tls.client_auth.acceptable_issuers.len(), 1);
            assert_eq!(tls.finished, !tls12);
            assert_eq!(tls.chain.len(), 1);
            assert_eq!(attempt.otlp.status, StepStatus::NotReached);
        }
        settings.identity = Some(pki.identity());
        let seen = peer::look(&settings).await;
        let attempt = peer::only(&seen);
        assert!(attempt.otlp.is_ok(), "{attempt:#?}");
        assert!(attempt.tls.seen.as_ref().unwrap().client_auth.sent);
        assert_eq!(seen.client_key_matches, Some(true));
    }
}

#[tokio::test]
async fn a_late_alert_over_http1() {
    let pki = Pki::new();
    let address = peer::tls_server(pki.server_config(&[], true, false), Service::Http("")).await;
    let settings = peer::trusting(peer::settings(address, Some(Protocol::HttpProtobuf)), &pki);
    for _ in 0..50 {
        let seen = peer::look(&settings).await;
        assert_eq!(peer::only(&seen).tls.failure.as_ref().unwrap().alert, Some(116));
    }
}

#[tokio::test]
async fn a_client_certificate_of_a_stranger() {
    let (pki, stranger) = (Pki::new(), Pki::new());
    let address = peer::tls_server(pki.server_config(&["h2"], true, false), Service::Grpc("0")).await;
    let mut settings = peer::trusting(peer::settings(address, Some(Protocol::Grpc)), &pki);
    settings.identity = Some(stranger.identity());
    let seen = peer::look(&settings).await;
    let attempt = peer::only(&seen);
    assert!(attempt.tls.seen.as_ref().unwrap().client_auth.sent);
    assert_eq!(attempt.tls.failure_kind(), Some(FailureKind::Alert));
    let retry = &attempt.retries[0];
    assert_eq!(retry.without, RetryWithout::ClientCertificate);
    assert_eq!(retry.failure.as_ref().unwrap().alert, Some(116));
    settings.identity.as_mut().unwrap().key = pki.identity().key;
    let seen = peer::look(&settings).await;
    assert_eq!(seen.client_key_matches, Some(false));
    assert!(!peer::only(&seen).tls.seen.as_ref().unwrap().client_auth.sent);
}

#[tokio::test]
async fn a_silent_end_after_a_certificate_request() {
    let pki = Pki::new();
    let config = pki.server_config(&["h2"], true, false);
    // Takes the handshake as far as our Finished, then closes without an alert, as Node and gRPC core do.
    let address = peer::serve(move |mut stream| {
        let config = config.clone();
        async move {
            use tokio::io::AsyncReadExt;
            use tokio::io::AsyncWriteExt;
            let mut server = rustls::ServerConnection::new(config).unwrap();
            let mut room = [0; 4096];
            let count = stream.read(&mut room).await.unwrap();
            server.read_tls(&mut &room[..count]).unwrap();
            server.process_new_packets().unwrap();
            let mut flight = Vec::new();
            while server.wants_write() {
                server.write_tls(&mut flight).unwrap();
            }
            stream.write_all(&flight).await.unwrap();
            let _ = stream.read(&mut room).await;
        }
    })
    .await;
    let settings = peer::trusting(peer::settings(address, Some(Protocol::Grpc)), &pki);
    let seen = peer::look(&settings).await;
    let attempt = peer::only(&seen);
    let tls = attempt.tls.seen.as_ref().unwrap();
    assert!(tls.finished && tls.client_auth.requested && tls.tickets == 0);
    assert!(
        matches!(attempt.tls.failure_kind(), Some(FailureKind::Closed | FailureKind::Reset)),
        "{attempt:#?}"
    );
    assert_eq!(attempt.otlp.status, StepStatus::NotReached);
}

#[tokio::test]
async fn nothing_is_sent_to_a_server_that_is_not_admitted() {
    let pki = Pki::new();
    let address = peer::tls_server(pki.server_config(&["h2"], true, false), Service::Grpc("0")).await;
    let settings = peer::trusting(peer::settings(address, Some(Protocol::Grpc)), &pki);
    let seen = peer::look_with(&settings, &|presented| {
        assert_eq!(presented.tls.chain.len(), 1);
        assert_eq!(presented.stores.len(), 1);
        Admit::Refuse
    })
    .await;
    let attempt = peer::only(&seen);
    let failure = attempt.tls.failure.as_ref().unwrap();
    assert_eq!((failure.kind, failure.by), (FailureKind::CertificateRefused, By::Otls));
    // The refusal of the missing client certificate is reported beside it.
    let late = attempt.tls.seen.as_ref().unwrap().after_finish.as_ref().unwrap();
    assert_eq!(late.alert, Some(116));
    assert_eq!(attempt.otlp.status, StepStatus::NotReached);
    assert_eq!(seen.connections.len(), 1);
}

#[tokio::test]
async fn without_export_a_late_alert_is_waited_for() {
    let pki = Pki::new();
    let address = peer::tls_server(pki.server_config(&["h2"], true, false), Service::Grpc("0")).await;
    let mut settings = peer::trusting(peer::settings(address, Some(Protocol::Grpc)), &pki);
    settings.export = false;
    let seen = peer::look(&settings).await;
    assert_eq!(peer::only(&seen).tls.failure.as_ref().unwrap().alert, Some(116));
    settings.identity = Some(pki.identity());
    let seen = peer::look(&settings).await;
    assert!(peer::only(&seen).tls.is_ok());
    assert_eq!(peer::only(&seen).otlp.status, StepStatus::Skipped);
}

#[tokio::test]
async fn no_common_alpn_is_proved_by_retries() {
    let pki = Pki::new();
    let ok = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
    let address = peer::tls_server(pki.server_config(&["http/1.1"], false, false), Service::Http(ok)).await;
    let seen = peer::look(&peer::trusting(peer::settings(address, Some(Protocol::Grpc)), &pki)).await;
    let attempt = peer::only(&seen);
    assert_eq!(attempt.tls.failure.as_ref().unwrap().alert, Some(120));
    let kinds: Vec<_> = attempt.retries.iter().map(|retry| retry.without).collect();
    assert_eq!(kinds, [RetryWithout::Alpn, RetryWithout::OtherAlpn]);
    assert_eq!(attempt.retries[0].tls.chain.len(), 1);
    assert!(attempt.retries[1].exchanges[0].accepted());
}

#[tokio::test]
async fn a_server_without_a_common_version_is_asked_for_its_versions() {
    let pki = Pki::new();
    let address = peer::serve(|mut stream| async move {
        use tokio::io::AsyncReadExt;
        use tokio::io::AsyncWriteExt;
        let mut room = [0; 4096];
        let count = stream.read(&mut room).await.unwrap_or(0);
        // Speaks TLS 1.1 only, and only to those that offer nothing newer.
        let answer: &[u8] = if room[..count].get(9..11) == Some(&[3, 2]) {
            &[
                22, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
                17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 0, 0xc0, 0x13, 0, 14, 0, 0,
                0,
            ]
        } else {
            &[21, 3, 1, 0, 2, 2, 70]
        };
        let _ = stream.write_all(answer).await;
    })
    .await;
    let seen = peer::look(&peer::trusting(peer::settings(address, Some(Protocol::Grpc)), &pki)).await;
    let attempt = peer::only(&seen);
    assert_eq!(attempt.tls.failure.as_ref().unwrap().alert, Some(70));
    assert_eq!(attempt.supported.as_ref().unwrap().versions, [0x0302]);
}
