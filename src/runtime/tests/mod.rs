//! What each exporter says to one server, as measured with the real exporters: Python 3.11, Node 20, JDK 17,
//! Go 1.26, tonic 0.14, reqwest 0.13.

mod certificates;
mod connections;
mod texts;

use std::collections::BTreeMap;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::*;
use crate::finding::CertificateRef;
use crate::finding::Evidence;
use crate::issue::{Constraint, Credential, ExtendedKeyUsage, KeyKind, KeyUsage, Profile, Validity};
use crate::observation::{
    Answer, Attempt, By, ClientAuthSeen, Der, Exchange, Failure, FailureKind, Hello, KeyProof, Observation,
    OfferSeen, OtlpSeen, RetrySeen, RetryWithout, SCHEMA, Step, StepStatus, Store, Supported,
};
use crate::target::{Protocol, Signal};
use crate::wording;
use crate::wording::Values;
use crate::x509::Anchor;

/// 2026-01-01T00:00:00Z.
const NOW: UnixSeconds = 1_767_225_600;
const NAME: &str = "otel.example.com";

fn validity() -> Validity {
    Validity::days(NOW, 30, 60)
}

fn root() -> Credential {
    Credential::self_signed(&Profile::ca("lab-root", validity())).unwrap()
}

fn server() -> Profile {
    Profile::server(&[NAME.to_owned()], &[], validity())
}

fn ders(chain: &[&Credential]) -> Vec<Vec<u8>> {
    chain.iter().map(|credential| credential.der().to_vec()).collect()
}

fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/fixtures/pki/{name}.pem", env!("CARGO_MANIFEST_DIR"));
    CertificateDer::from_pem_file(path).unwrap().to_vec()
}

fn store(store: Store, anchors: &[Vec<u8>]) -> StoreSeen {
    StoreSeen {
        store,
        origin: String::new(),
        variables: Vec::new(),
        size: anchors.len(),
        anchors: anchors.iter().map(|der| Anchor::from_certificate(der).unwrap()).collect(),
        problems: Vec::new(),
    }
}

fn summary() -> Summary {
    Summary {
        input: format!("{NAME}:4317"),
        endpoint: format!("https://{NAME}:4317"),
        host: NAME.to_owned(),
        port: 4317,
        server_name: NAME.to_owned(),
        verify_name: NAME.to_owned(),
        ca_paths: vec!["ca.pem".to_owned()],
        ..Summary::default()
    }
}

/// A handshake in TLS 1.3 with `h2`, and the server's chain.
fn tls(chain: &[Vec<u8>]) -> TlsSeen {
    TlsSeen {
        offered_alpn: vec!["h2".to_owned(), "http/1.1".to_owned()],
        hello: Some(Hello {
            version: 0x0304,
            cipher_suite: 0x1301,
            group: Some(0x001d),
            signature_scheme: Some(0x0403),
            alpn: Some("h2".to_owned()),
            hello_retry: false,
        }),
        chain: chain.iter().map(|der| Der(der.clone())).collect(),
        key_proof: Some(KeyProof::Verified),
        finished: true,
        ..TlsSeen::default()
    }
}

fn attempt(tls: TlsSeen) -> Attempt {
    Attempt {
        address: Some("192.0.2.10:4317".to_owned()),
        tcp: Step::ok(1, ()),
        tls: Step::ok(1, tls),
        otlp: Step { status: StepStatus::NotReached, duration_us: None, failure: None, seen: None },
        plaintext: None,
        retries: Vec::new(),
        offers: Vec::new(),
        supported: None,
    }
}

fn observation(attempt: Attempt, stores: Vec<StoreSeen>) -> Observation {
    Observation {
        schema: SCHEMA.to_owned(),
        otls: String::new(),
        started_at_ms: NOW * 1000,
        target: summary(),
        dns: Step::ok(1, vec!["192.0.2.10".to_owned()]),
        attempts: vec![attempt],
        stores,
        client_chain: Vec::new(),
        client_key_matches: None,
        connections: Vec::new(),
        inspected: None,
        expected: None,
    }
}

fn given(chain: &[Vec<u8>], trust: &[Vec<u8>]) -> Observation {
    observation(attempt(tls(chain)), vec![store(Store::Given, trust)])
}

fn exporter(name: &str) -> &'static Exporter {
    exporters().iter().find(|exporter| exporter.name == name).unwrap()
}

fn ask(observation: &Observation, held: &[Held], name: &str) -> Judgement {
    judge(observation, &observation.attempts[0], held, exporter(name), NOW)
}

/// Of the runtimes that were measured: which codes stop them.
fn stopped(observation: &Observation) -> BTreeMap<&'static str, Vec<Code>> {
    let asked: Vec<&'static Exporter> =
        exporters().iter().filter(|exporter| exporter.family != "dotnet").collect();
    judge_all(observation, &observation.attempts[0], &[], &asked, NOW)
        .into_iter()
        .filter(|judgement| judgement.verdict != Verdict::Connects)
        .map(|judgement| {
            assert_eq!(judgement.verdict, Verdict::Fails, "{judgement:?}");
            let codes = judgement.stops.iter().map(|held| held.code).collect();
            (judgement.exporter.name, codes)
        })
        .collect()
}

const RUST: &[&str] = &["rust-grpc", "rust-http"];
const GO: &[&str] = &["collector-grpc", "collector-http", "go-grpc", "go-http"];
const JAVA: &[&str] = &["java-grpc", "java-http"];
const CORE: &[&str] = &["cpp-grpc", "php-grpc", "python-grpc"];
const CURL: &[&str] = &["cpp-http", "php-http"];
const NODE: &[&str] = &["node-grpc", "node-http"];

fn all_of(groups: &[&[&'static str]], code: Code) -> BTreeMap<&'static str, Vec<Code>> {
    groups.iter().flat_map(|group| group.iter().map(|name| (*name, vec![code]))).collect()
}

fn below_root(change: impl FnOnce(&mut Profile)) -> Observation {
    let root = root();
    let mut profile = server();
    change(&mut profile);
    given(&ders(&[&root.issue(&profile).unwrap()]), &ders(&[&root]))
}

#[test]
fn there_are_the_nineteen_exporters_of_the_contract() {
    let names: Vec<&str> = exporters().iter().map(|exporter| exporter.name).collect();
    assert_eq!(
        names,
        [
            "collector-grpc",
            "collector-http",
            "go-grpc",
            "go-http",
            "java-grpc",
            "java-http",
            "python-grpc",
            "python-http",
            "node-grpc",
            "node-http",
            "dotnet-grpc",
            "dotnet-http",
            "rust-grpc",
            "rust-http",
            "cpp-grpc",
            "cpp-http",
            "ruby-http",
            "php-grpc",
            "php-http",
        ]
    );
    for exporter in exporters() {
        assert!(exporter.name.starts_with(exporter.family) && !exporter.version.is_empty());
        let grpc = exporter.name.ends_with("-grpc");
        assert_eq!(exporter.protocol == Protocol::Grpc, grpc, "{}", exporter.name);
        let offer = exporter.offer();
        assert!(offer.versions.contains(&0x0304) && !offer.groups.is_empty(), "{}", exporter.name);
        assert!(offer.key_shares.iter().all(|share| offer.groups.contains(share)), "{}", exporter.name);
        assert_eq!(grpc, exporter.alpn != exporter::AlpnRule::Any, "{}", exporter.name);
        assert!(!grpc || offer.alpn.contains(&"h2".to_owned()), "{}", exporter.name);
    }
}

#[test]
fn names_select_one_or_a_family() {
    assert_eq!(named("go").unwrap().len(), 2);
    assert_eq!(named("go-http").unwrap()[0].name, "go-http");
    assert_eq!(named(".NET").unwrap().len(), 2);
    assert!(named("erlang").is_none());
}

#[test]
fn offers_are_told_apart_by_content() {
    assert_eq!(offers(&named("java").unwrap(), &summary()).len(), 1);
    assert_eq!(offers(&named("go").unwrap(), &summary()).len(), 2);
    let all: Vec<&'static Exporter> = exporters().iter().collect();
    assert!(offers(&all, &summary()).len() < all.len());
}
