//! Observations for the tests of this module; compiled under `#[cfg(test)]` alone.
//!
//! Each test starts from a healthy one and breaks what it is about.

use super::ExpiryThreshold;
use super::classify;
use crate::finding::Code;
use crate::finding::Held;
use crate::issue::Credential;
use crate::issue::Profile;
use crate::issue::Validity;
use crate::observation::Answer;
use crate::observation::Attempt;
use crate::observation::By;
use crate::observation::ClientAuthSeen;
use crate::observation::Der;
use crate::observation::Exchange;
use crate::observation::Failure;
use crate::observation::FailureKind;
use crate::observation::Hello;
use crate::observation::KeyProof;
use crate::observation::Observation;
use crate::observation::Offer;
use crate::observation::OfferSeen;
use crate::observation::OtlpSeen;
use crate::observation::PlaintextSeen;
use crate::observation::RetrySeen;
use crate::observation::RetryWithout;
use crate::observation::SCHEMA;
use crate::observation::Speaks;
use crate::observation::Step;
use crate::observation::Store;
use crate::observation::StoreSeen;
use crate::observation::TlsSeen;
use crate::target::Protocol;
use crate::target::Signal;
use crate::target::Summary;
use crate::x509::Anchor;

/// 2027-01-15.
pub(super) const AT: i64 = 1_800_000_000;
pub(super) const HOST: &str = "collector.example.com";

pub(super) fn year() -> Validity {
    Validity::days(AT, 100, 300)
}

pub(super) fn ca(name: &str) -> Credential {
    Credential::self_signed(&Profile::ca(name, Validity::days(AT, 200, 3000))).unwrap()
}

pub(super) fn server() -> Profile {
    Profile::server(&[HOST.to_owned()], &[], year())
}

pub(super) fn store(store: Store, cas: &[&Credential]) -> StoreSeen {
    StoreSeen {
        store,
        origin: "ca.pem".to_owned(),
        variables: Vec::new(),
        size: cas.len(),
        anchors: cas.iter().map(|ca| Anchor::from_certificate(ca.der()).unwrap()).collect(),
        problems: Vec::new(),
    }
}

pub(super) fn der(credential: &Credential) -> Der {
    Der(credential.der().to_vec())
}

/// A healthy gRPC endpoint that presents `chain`; `cas` are in `ca.pem`.
pub(super) fn presenting(chain: &[&Credential], cas: &[&Credential]) -> Observation {
    let tls = TlsSeen {
        offered_alpn: vec!["h2".to_owned()],
        hello: Some(Hello {
            version: 0x0304,
            cipher_suite: 0x1301,
            group: Some(0x001d),
            signature_scheme: Some(0x0403),
            alpn: Some("h2".to_owned()),
            hello_retry: false,
        }),
        chain: chain.iter().map(|one| der(one)).collect(),
        key_proof: Some(KeyProof::Verified),
        finished: true,
        tickets: 1,
        application_data: true,
        ..TlsSeen::default()
    };
    let otlp = OtlpSeen { settings: true, exchanges: vec![exchange(Protocol::Grpc, 200, Some(0))] };
    let attempt = Attempt {
        address: Some("192.0.2.10:4317".to_owned()),
        tcp: Step::ok(1, ()),
        tls: Step::ok(1, tls),
        otlp: Step::ok(1, otlp),
        plaintext: None,
        retries: Vec::new(),
        offers: Vec::new(),
        supported: None,
    };
    Observation {
        schema: SCHEMA.to_owned(),
        otls: "0.1.0".to_owned(),
        started_at_ms: AT * 1000,
        target: summary(),
        dns: Step::ok(1, vec!["192.0.2.10".to_owned()]),
        attempts: vec![attempt],
        stores: vec![store(Store::Given, cas)],
        client_chain: Vec::new(),
        client_key_matches: None,
        connections: Vec::new(),
        inspected: None,
        expected: None,
    }
}

/// A healthy endpoint.
pub(super) fn healthy() -> Observation {
    let ca = ca("otel-ca");
    let leaf = ca.issue(&server()).unwrap();
    presenting(&[&leaf], &[&ca])
}

/// A healthy endpoint for OTLP over HTTP.
pub(super) fn healthy_http() -> Observation {
    let mut seen = healthy();
    seen.target.protocol = Some(Protocol::HttpProtobuf);
    let tls = tls(&mut seen);
    tls.offered_alpn = vec!["http/1.1".to_owned()];
    tls.hello.as_mut().unwrap().alpn = Some("http/1.1".to_owned());
    answers(&mut seen, vec![exchange(Protocol::HttpProtobuf, 200, None)]);
    seen
}

/// The handshake does not even begin.
pub(super) fn without_tls(failure: Failure) -> Observation {
    let mut seen = healthy();
    seen.attempts[0].tls = Step::failed(1, failure, Some(TlsSeen::default()));
    seen.attempts[0].otlp = Step::not_reached();
    seen
}

/// Cleartext by intent that ends with `failure`.
pub(super) fn in_clear(failure: Option<Failure>) -> Observation {
    let mut seen = healthy();
    seen.target.cleartext = true;
    seen.attempts[0].tls = Step::skipped();
    if let Some(failure) = failure {
        seen.attempts[0].otlp = Step::failed(1, failure, None);
    }
    seen
}

pub(super) fn tls(seen: &mut Observation) -> &mut TlsSeen {
    seen.attempts[0].tls.seen.as_mut().unwrap()
}

/// The export stage ends with these answers, the last of them no success.
pub(super) fn answers(seen: &mut Observation, exchanges: Vec<Exchange>) {
    let otlp = OtlpSeen { settings: true, exchanges };
    let well = otlp.exchanges.iter().any(Exchange::accepted);
    seen.attempts[0].otlp =
        if well { Step::ok(1, otlp) } else { Step::failed(1, failure(FailureKind::Answer), Some(otlp)) };
}

/// The export stage ends without an answer.
pub(super) fn says_nothing(seen: &mut Observation, failure: Failure) {
    let request = Exchange { http_status: None, grpc_status: None, ..exchange(Protocol::Grpc, 0, None) };
    let otlp = OtlpSeen { settings: false, exchanges: vec![request] };
    seen.attempts[0].otlp = Step::failed(1, failure, Some(otlp));
    tls(seen).application_data = false;
}

pub(super) fn exchange(protocol: Protocol, http: u16, grpc: Option<u32>) -> Exchange {
    let kind = if protocol == Protocol::Grpc { "application/grpc" } else { "application/x-protobuf" };
    Exchange {
        protocol,
        signal: Signal::Traces,
        path: Signal::Traces.path(protocol).to_owned(),
        headers_sent: Vec::new(),
        http_status: Some(http),
        grpc_status: grpc,
        grpc_message: None,
        content_type: Some(kind.to_owned()),
        server: None,
        www_authenticate: None,
        location: None,
        body: None,
    }
}

pub(super) fn page(protocol: Protocol, http: u16) -> Exchange {
    Exchange { content_type: Some("text/html; charset=utf-8".to_owned()), ..exchange(protocol, http, None) }
}

pub(super) fn failure(kind: FailureKind) -> Failure {
    Failure { kind, by: By::Peer, alert: None, detail: None }
}

pub(super) fn alert(description: u8) -> Failure {
    Failure { alert: Some(description), ..failure(FailureKind::Alert) }
}

pub(super) fn says(speaks: Speaks, first: &[u8]) -> PlaintextSeen {
    PlaintextSeen { speaks, first_bytes: Der(first.to_vec()), sent: "client-hello".to_owned() }
}

pub(super) fn retry(without: RetryWithout, tls: TlsSeen, failure: Option<Failure>) -> RetrySeen {
    RetrySeen { without, tls, failure, exchanges: Vec::new() }
}

/// What the ordinary handshake offers, as a raw offer.
pub(super) fn ordinary() -> Offer {
    Offer {
        versions: vec![0x0304, 0x0303],
        cipher_suites: super::cipher::SUITES.to_vec(),
        groups: vec![0x001d, 0x0017, 0x0018],
        signature_schemes: vec![0x0403, 0x0503, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0807],
        alpn: Vec::new(),
        key_shares: vec![0x001d],
        server_name: true,
        trailing_dot: false,
    }
}

pub(super) fn hello(version: u16, cipher_suite: u16, group: Option<u16>) -> Answer {
    Answer::ServerHello {
        version,
        cipher_suite,
        group,
        alpn: None,
        retry: false,
        chain: Vec::new(),
        client_auth: ClientAuthSeen::default(),
    }
}

pub(super) fn offered(seen: &mut Observation, offer: Offer, answer: Answer) {
    seen.attempts[0].offers.push(OfferSeen { offer, answer });
}

/// The server asks for a client certificate; `ours` is sent.
pub(super) fn asked_for_certificate(
    seen: &mut Observation,
    ours: &[&Credential],
    acceptable: &[&Credential],
) {
    seen.client_chain = ours.iter().map(|one| der(one)).collect();
    seen.client_key_matches = (!ours.is_empty()).then_some(true);
    let names = acceptable.iter().map(|ca| Der(Anchor::from_certificate(ca.der()).unwrap().subject_der));
    tls(seen).client_auth = ClientAuthSeen {
        requested: true,
        sent: !ours.is_empty(),
        acceptable_issuers: names.collect(),
        signature_schemes: Vec::new(),
    };
}

/// The peer ends the connection after the handshake and before any sign of acceptance.
pub(super) fn ends_after_handshake(seen: &mut Observation, failure: Failure) {
    says_nothing(seen, failure.clone());
    let tls = tls(seen);
    tls.tickets = 0;
    tls.application_data = false;
    tls.after_finish = Some(failure);
}

pub(super) fn found(seen: &Observation) -> Vec<Held> {
    classify(seen, &seen.attempts[0], AT, &ExpiryThreshold::default())
}

pub(super) fn codes(seen: &Observation) -> Vec<Code> {
    found(seen).into_iter().map(|one| one.code).collect()
}

/// The only finding.
pub(super) fn only(seen: &Observation) -> Held {
    let mut all = found(seen);
    assert_eq!(all.len(), 1, "{all:#?}");
    all.remove(0)
}

fn summary() -> Summary {
    Summary {
        input: format!("{HOST}:4317"),
        endpoint: format!("https://{HOST}:4317"),
        host: HOST.to_owned(),
        port: 4317,
        protocol: Some(Protocol::Grpc),
        server_name: HOST.to_owned(),
        verify_name: HOST.to_owned(),
        ca_paths: vec!["ca.pem".to_owned()],
        ..Summary::default()
    }
}
