//! Servers that work: one connection, everything seen.

use super::peer;
use super::peer::Pki;
use super::peer::Service;
use crate::observation::Answer;
use crate::observation::KeyProof;
use crate::observation::Offer;
use crate::observation::Store;
use crate::probe::Admit;
use crate::probe::Scan;
use crate::secret::Secret;
use crate::target::Header;
use crate::target::Protocol;
use crate::target::Signal;

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/x-protobuf\r\ncontent-length: 0\r\n\r\n";

#[tokio::test]
async fn grpc() {
    for tls12 in [false, true] {
        let pki = Pki::new();
        let address = peer::tls_server(pki.server_config(&["h2"], false, tls12), Service::Grpc("0")).await;
        let settings = peer::trusting(peer::settings(address, Some(Protocol::Grpc)), &pki);
        let seen = peer::look(&settings).await;
        let attempt = peer::only(&seen);
        assert!(attempt.tcp.is_ok() && attempt.tls.is_ok() && attempt.otlp.is_ok(), "{attempt:#?}");
        let tls = attempt.tls.seen.as_ref().unwrap();
        assert_eq!(tls.key_proof, Some(KeyProof::Verified));
        assert_eq!(tls.chain.len(), 1);
        assert!(tls.finished && tls.application_data && tls.after_finish.is_none());
        let hello = tls.hello.as_ref().unwrap();
        assert_eq!(hello.version, if tls12 { 0x0303 } else { 0x0304 });
        assert_eq!(hello.alpn.as_deref(), Some("h2"));
        assert!(hello.group.is_some() && hello.signature_scheme.is_some());
        let otlp = attempt.otlp.seen.as_ref().unwrap();
        assert!(otlp.settings);
        assert_eq!(otlp.exchanges.len(), 1);
        assert_eq!(otlp.exchanges[0].grpc_message.as_deref(), Some("no such"));
        assert_eq!(seen.connections.len(), 1);
        assert_eq!(seen.store(Store::Given).unwrap().anchors.len(), 1);
        assert_eq!(seen.stores.len(), 1);
        let saved = serde_json::to_string(&seen).unwrap();
        assert_eq!(serde_json::from_str::<crate::observation::Observation>(&saved).unwrap(), seen);
    }
}

#[tokio::test]
async fn http() {
    let pki = Pki::new();
    let address = peer::tls_server(pki.server_config(&["http/1.1"], false, false), Service::Http(OK)).await;
    let seen = peer::look(&peer::trusting(peer::settings(address, Some(Protocol::HttpProtobuf)), &pki)).await;
    let attempt = peer::only(&seen);
    assert!(attempt.tls.is_ok() && attempt.otlp.is_ok(), "{attempt:#?}");
    assert_eq!(attempt.otlp.seen.as_ref().unwrap().exchanges[0].path, "/v1/traces");
    assert_eq!(seen.connections.len(), 1);
}

#[tokio::test]
async fn without_a_protocol_the_answer_decides() {
    let pki = Pki::new();
    let grpc = peer::tls_server(pki.server_config(&["h2"], false, false), Service::Grpc("0")).await;
    let http = peer::tls_server(pki.server_config(&[], false, false), Service::Http(OK)).await;
    for (address, protocol) in [(grpc, Protocol::Grpc), (http, Protocol::HttpProtobuf)] {
        let seen = peer::look(&peer::trusting(peer::settings(address, None), &pki)).await;
        let attempt = peer::only(&seen);
        assert!(attempt.otlp.is_ok(), "{attempt:#?}");
        assert_eq!(attempt.otlp.seen.as_ref().unwrap().exchanges[0].protocol, protocol);
        assert_eq!(seen.connections.len(), 1);
    }
}

#[tokio::test]
async fn the_other_signals_are_asked_on_the_same_connection() {
    let pki = Pki::new();
    let address = peer::tls_server(pki.server_config(&["h2"], false, false), Service::Grpc("12")).await;
    let mut settings = peer::trusting(peer::settings(address, Some(Protocol::Grpc)), &pki);
    let seen = peer::look(&settings).await;
    let exchanges = &peer::only(&seen).otlp.seen.as_ref().unwrap().exchanges;
    assert_eq!(exchanges.iter().map(|exchange| exchange.signal).collect::<Vec<_>>(), Signal::ALL);
    assert_eq!(seen.connections.len(), 1);
    settings.signal = Some(Signal::Logs);
    let seen = peer::look(&settings).await;
    assert_eq!(peer::only(&seen).otlp.seen.as_ref().unwrap().exchanges.len(), 1);
}

#[tokio::test]
async fn a_server_that_closes_each_connection_is_asked_on_further_ones() {
    let pki = Pki::new();
    // One says that it closes, the other just does.
    for answer in [
        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
    ] {
        let config = pki.server_config(&["http/1.1"], false, false);
        let address = peer::tls_server(config, Service::HttpOnce(answer)).await;
        let settings = peer::trusting(peer::settings(address, Some(Protocol::HttpProtobuf)), &pki);
        let seen = peer::look(&settings).await;
        let exchanges = &peer::only(&seen).otlp.seen.as_ref().unwrap().exchanges;
        assert_eq!(exchanges.iter().map(|exchange| exchange.signal).collect::<Vec<_>>(), Signal::ALL);
        assert!(exchanges.iter().all(|exchange| exchange.http_status == Some(404)));
        let again = seen.connections.iter().filter(|one| one.why.contains("next signal")).count();
        assert_eq!(again, Signal::ALL.len() - 1);
    }
}

#[tokio::test]
async fn another_certificate_on_a_further_connection_gets_no_export() {
    let pki = Pki::new();
    let answer = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let config = pki.server_config(&["http/1.1"], false, false);
    let address = peer::tls_server(config, Service::HttpOnce(answer)).await;
    let settings = peer::trusting(peer::settings(address, Some(Protocol::HttpProtobuf)), &pki);
    let asked = std::sync::atomic::AtomicUsize::new(0);
    let first_alone =
        |_: &crate::probe::Presented<'_>| match asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) {
            0 => Admit::Export,
            _ => Admit::Refuse,
        };
    let seen = peer::look_with(&settings, &first_alone).await;
    let exchanges = &peer::only(&seen).otlp.seen.as_ref().unwrap().exchanges;
    let answered: Vec<bool> = exchanges.iter().map(|exchange| exchange.http_status.is_some()).collect();
    assert_eq!(answered, [true, false, false]);
}

#[tokio::test]
async fn a_query_goes_where_headers_go() {
    let pki = Pki::new();
    let config = pki.server_config(&["http/1.1"], false, false);
    let answer = "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n";
    let (asked, seen) = std::sync::mpsc::channel();
    let address = peer::tls_server(config, Service::Heard(answer, peer::leaked(asked))).await;
    let mut settings = peer::trusting(peer::settings(address, Some(Protocol::HttpProtobuf)), &pki);
    settings.endpoint.path = Some("/own".to_owned());
    settings.endpoint.path_kind = crate::target::PathKind::Final;
    for (extra, admit, line) in [
        ("?token=a", Admit::ExportWithHeaders, "POST /own?token=a HTTP/1.1"),
        ("?token=a", Admit::Export, "POST /own HTTP/1.1"),
        ("#token", Admit::ExportWithHeaders, "POST /own HTTP/1.1"),
    ] {
        settings.endpoint.extra = Some(Secret::new(extra.to_owned()));
        let observation = peer::look_with(&settings, &move |_| admit).await;
        assert_eq!(seen.recv().unwrap(), line);
        assert!(!serde_json::to_string(&observation).unwrap().contains("token"));
    }
}

#[tokio::test]
async fn headers_go_out_only_when_admitted() {
    let pki = Pki::new();
    let address = peer::tls_server(pki.server_config(&["h2"], false, false), Service::Grpc("0")).await;
    let mut settings = peer::trusting(peer::settings(address, Some(Protocol::Grpc)), &pki);
    let value = Secret::new("Bearer token".to_owned());
    settings.headers = vec![Header { name: "authorization".to_owned(), value }];
    for (admit, sent) in [(Admit::Export, vec![]), (Admit::ExportWithHeaders, vec!["authorization"])] {
        let seen = peer::look_with(&settings, &move |_| admit).await;
        assert_eq!(peer::only(&seen).otlp.seen.as_ref().unwrap().exchanges[0].headers_sent, sent);
        assert!(!serde_json::to_string(&seen).unwrap().contains("Bearer"));
    }
}

#[tokio::test]
async fn an_answer_that_is_no_success() {
    let pki = Pki::new();
    let refused = "HTTP/1.1 401 Unauthorized\r\nwww-authenticate: Bearer\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    let address = peer::tls_server(pki.server_config(&[], false, false), Service::Http(refused)).await;
    let seen = peer::look(&peer::trusting(peer::settings(address, Some(Protocol::HttpProtobuf)), &pki)).await;
    let otlp = &peer::only(&seen).otlp;
    assert_eq!(otlp.failure_kind(), Some(crate::observation::FailureKind::Answer));
    let exchange = &otlp.seen.as_ref().unwrap().exchanges[0];
    assert_eq!(exchange.http_status, Some(401));
    assert_eq!(exchange.www_authenticate.as_deref(), Some("Bearer"));
    assert_eq!(exchange.body.as_deref(), Some("hello"));
    assert_eq!(seen.connections.len(), 1);
}

#[tokio::test]
async fn a_full_scan_lists_everything() {
    let pki = Pki::new();
    let address = peer::tls_server(pki.server_config(&["h2"], false, false), Service::Grpc("0")).await;
    let settings = peer::trusting(peer::settings(address, Some(Protocol::Grpc)), &pki);
    let seen = peer::look_by(&settings, Scan::Full, vec![], &|_| Admit::Export).await;
    let mut supported = peer::only(&seen).supported.clone().unwrap();
    assert_eq!(supported.versions, [0x0304]);
    supported.cipher_suites.as_mut().unwrap().sort_unstable();
    assert_eq!(supported.cipher_suites.unwrap(), [0x1301, 0x1302, 0x1303]);
    supported.groups.as_mut().unwrap().sort_unstable();
    assert_eq!(supported.groups.unwrap(), [0x0017, 0x0018, 0x001d]);
}

#[tokio::test]
async fn only_offers_that_lack_what_was_negotiated_are_asked() {
    let pki = Pki::new();
    let address = peer::tls_server(pki.server_config(&["h2"], false, false), Service::Grpc("0")).await;
    let settings = peer::trusting(peer::settings(address, Some(Protocol::Grpc)), &pki);
    let all = Offer {
        versions: vec![0x0304],
        cipher_suites: vec![0x1301, 0x1302, 0x1303],
        groups: vec![0x001d],
        signature_schemes: vec![0x0403],
        alpn: vec!["h2".to_owned()],
        key_shares: vec![0x001d],
        server_name: true,
        trailing_dot: false,
    };
    let hybrid = Offer { groups: vec![0x11ec, 0x0017], key_shares: vec![0x11ec, 0x0017], ..all.clone() };
    let offers = vec![all, hybrid.clone()];
    let seen = peer::look_by(&settings, Scan::AsNeeded, offers.clone(), &|_| Admit::Export).await;
    let attempt = peer::only(&seen);
    assert_eq!(attempt.offers.len(), 1);
    assert_eq!(attempt.offers[0].offer, hybrid);
    assert!(
        matches!(attempt.offers[0].answer, Answer::ServerHello { version: 0x0304, group: Some(0x0017), .. }),
        "{attempt:#?}"
    );
    assert_eq!(seen.connections.len(), 2);
    let seen = peer::look_by(&settings, Scan::Never, offers, &|_| Admit::Export).await;
    assert_eq!(seen.connections.len(), 1);
}
