//! What each exporter says to one server, as measured with the real exporters: Python 3.11, Node 20, JDK 17,
//! Go 1.26, tonic 0.14, reqwest 0.13.

use std::collections::BTreeMap;

use super::*;
use crate::finding::CertificateRef;
use crate::finding::Evidence;
use crate::issue::{Constraint, Credential, ExtendedKeyUsage, KeyKind, KeyUsage, Profile, Validity};
use crate::observation::{
    Answer, Attempt, By, ClientAuthSeen, Der, Exchange, Failure, FailureKind, Hello, KeyProof, Observation,
    OfferSeen, OtlpSeen, SCHEMA, Step, StepStatus, Store, Supported,
};
use crate::pem;
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
    pem::certificates(&std::fs::read(path).unwrap()).unwrap().remove(0)
}

fn store(store: Store, anchors: &[Vec<u8>]) -> StoreSeen {
    StoreSeen {
        store,
        origin: String::new(),
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
        protocol: None,
        signal: None,
        path: None,
        cleartext: false,
        server_name: NAME.to_owned(),
        verify_name: NAME.to_owned(),
        ca_paths: vec!["ca.pem".to_owned()],
        system_roots: false,
        cert_path: None,
        key_path: None,
        key_format: None,
        header_names: Vec::new(),
        proxy: None,
        connect_to: None,
        no_export: false,
        sources: BTreeMap::new(),
        labels: BTreeMap::new(),
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
    assert_eq!(offers(&named("java").unwrap()).len(), 1);
    assert_eq!(offers(&named("go").unwrap()).len(), 2);
    let all: Vec<&'static Exporter> = exporters().iter().collect();
    assert!(offers(&all).len() < all.len());
}

#[test]
fn a_good_chain_is_accepted_by_all() {
    let seen = below_root(|_| {});
    assert_eq!(stopped(&seen), BTreeMap::new());
    let dotnet = ask(&seen, &[], "dotnet-grpc");
    assert_ne!(dotnet.verdict, Verdict::Fails);
}

#[test]
fn expired_wrong_name_and_unknown_ca_stop_all() {
    let everyone: &[&[&str]] = &[GO, JAVA, CORE, &["python-http"], NODE, RUST, CURL, &["ruby-http"]];
    let expired = below_root(|profile| profile.validity = Validity::days(NOW, 30, -2));
    assert_eq!(stopped(&expired), all_of(everyone, Code::Expired));
    assert_eq!(ask(&expired, &[], "dotnet-http").printed, Some(Code::Expired));
    let name = below_root(|profile| profile.names = vec!["other.example.com".to_owned()]);
    assert_eq!(stopped(&name), all_of(everyone, Code::NameMismatch));
    let other = Credential::self_signed(&Profile::ca("other-root", validity())).unwrap();
    let unknown = given(&ders(&[&root().issue(&server()).unwrap()]), &ders(&[&other]));
    assert_eq!(stopped(&unknown), all_of(everyone, Code::UnknownCa));
    assert_eq!(ask(&unknown, &[], "dotnet-http").verdict, Verdict::Fails);
}

#[test]
fn a_certificate_without_san_stops_those_that_do_not_take_the_common_name() {
    let seen = below_root(|profile| profile.names = Vec::new());
    assert_eq!(stopped(&seen), all_of(&[GO, JAVA, &["python-http"], RUST], Code::NoSan));
    let dotnet = ask(&seen, &[], "dotnet-grpc");
    assert_eq!(dotnet.verdict, Verdict::Unknown);
    assert!(dotnet.reason.unwrap().contains("no-san"));
}

#[test]
fn a_ca_as_leaf_stops_rust_alone() {
    let leaf = Credential::self_signed(&Profile {
        names: vec![NAME.to_owned()],
        key_usages: Vec::new(),
        ..Profile::ca(NAME, validity())
    })
    .unwrap();
    let seen = given(&ders(&[&leaf]), &ders(&[&leaf]));
    assert_eq!(stopped(&seen), all_of(&[RUST], Code::CaAsLeaf));
    let message = ask(&seen, &[], "rust-grpc").message.unwrap();
    assert_eq!(message, "invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))");
}

#[test]
fn client_authentication_alone_stops_all() {
    let seen = below_root(|profile| profile.extended_key_usages = vec![ExtendedKeyUsage::ClientAuth]);
    assert_eq!(stopped(&seen).len(), 17);
    assert_eq!(ask(&seen, &[], "java-http").printed, Some(Code::WrongKeyUsage));
}

#[test]
fn key_usage_without_a_usable_bit_is_overlooked_by_go_and_rust() {
    let seen = below_root(|profile| profile.key_usages = vec![KeyUsage::CertSign]);
    let stopped = stopped(&seen);
    assert!(GO.iter().chain(RUST).all(|name| !stopped.contains_key(name)));
    assert_eq!(stopped.len(), 17 - 6);
}

#[test]
fn ed25519_stops_grpc_core() {
    let mut seen = below_root(|profile| profile.key = KeyKind::Ed25519);
    seen.attempts[0].tls.seen.as_mut().unwrap().hello.as_mut().unwrap().signature_scheme = Some(0x0807);
    assert_eq!(stopped(&seen), all_of(&[CORE], Code::WeakKey));
    let message = ask(&seen, &[], "python-grpc").message.unwrap();
    assert!(message.ends_with("SSLV3_ALERT_HANDSHAKE_FAILURE"), "{message}");
}

#[test]
fn p521_stops_grpc_core_and_tonic() {
    let chain = [fixture("p521-leaf")];
    let mut seen = given(&chain, &[fixture("root")]);
    seen.target.verify_name = "localhost".to_owned();
    let mut first = tls(&chain);
    first.hello = None;
    first.finished = false;
    let failure = Failure { kind: FailureKind::Alert, by: By::Peer, alert: Some(40), detail: None };
    seen.attempts[0].tls = Step::failed(1, failure, Some(first));
    for exporter in exporters() {
        let offer = exporter.offer();
        let answer = if offer.signature_schemes.contains(&0x0603) {
            Answer::ServerHello {
                version: 0x0304,
                cipher_suite: 0x1301,
                group: Some(0x001d),
                alpn: None,
                retry: false,
                chain: Vec::new(),
            }
        } else {
            Answer::Alert { description: 40 }
        };
        seen.attempts[0].offers.push(OfferSeen { offer, answer });
    }
    let stopped = stopped(&seen);
    let names: Vec<&str> = stopped.keys().copied().collect();
    assert_eq!(names, ["cpp-grpc", "php-grpc", "python-grpc", "rust-grpc"]);
    assert!(stopped.values().all(|codes| *codes == [Code::WeakKey]), "{stopped:?}");
}

#[test]
fn rsa_1024_stops_rust_and_security_level_2() {
    let mut seen = given(&[fixture("rsa1024-leaf")], &[fixture("root")]);
    seen.target.verify_name = "localhost".to_owned();
    let expected = all_of(&[&["python-http", "ruby-http"], CURL, RUST], Code::WeakKey);
    assert_eq!(stopped(&seen), expected);
    let node = ask(&seen, &[], "node-http");
    assert_eq!(node.reason.as_deref(), Some("refused on Node 24 and later: weak-key"));
    let python = ask(&seen, &[], "python-http").message.unwrap();
    assert!(python.ends_with("EE certificate key too weak"), "{python}");
}

#[test]
fn sha1_is_taken_by_grpc_core_and_java() {
    let mut seen = given(&[fixture("sha1-leaf")], &[fixture("root")]);
    seen.target.verify_name = "localhost".to_owned();
    let stopped = stopped(&seen);
    assert!(CORE.iter().chain(JAVA).all(|name| !stopped.contains_key(name)), "{stopped:?}");
    assert_eq!(stopped.len(), 17 - 5);
}

#[test]
fn a_ca_without_key_usage_is_noted_for_python_3_13() {
    let root =
        Credential::self_signed(&Profile { key_usages: Vec::new(), ..Profile::ca("lab-root", validity()) })
            .unwrap();
    let seen = given(&ders(&[&root.issue(&server()).unwrap()]), &ders(&[&root]));
    assert_eq!(stopped(&seen), BTreeMap::new());
    let python = ask(&seen, &[], "python-http");
    assert!(python.reason.unwrap().starts_with("refused on Python 3.13 and later: "));
    assert_eq!(python.verdict, Verdict::Connects);
}

#[test]
fn a_pinned_leaf_needs_partial_chains() {
    let root = root();
    let leaf = root.issue(&server()).unwrap();
    let seen = given(&ders(&[&leaf]), &ders(&[&leaf]));
    let stopped = stopped(&seen);
    let refusing: Vec<&str> = stopped.keys().copied().collect();
    assert_eq!(refusing, ["node-grpc", "node-http", "python-http", "ruby-http", "rust-grpc", "rust-http"]);
}

#[test]
fn several_faults_are_all_told_and_the_first_is_printed() {
    let seen = below_root(|profile| {
        profile.validity = Validity::days(NOW, 30, -2);
        profile.names = vec!["other.example.com".to_owned()];
    });
    for (name, printed) in [
        ("go-grpc", Code::Expired),
        ("rust-grpc", Code::Expired),
        ("python-http", Code::NameMismatch),
        ("node-http", Code::Expired),
        ("python-grpc", Code::Expired),
        ("java-http", Code::Expired),
    ] {
        let judgement = ask(&seen, &[], name);
        let codes: Vec<Code> = judgement.stops.iter().map(|held| held.code).collect();
        assert_eq!(codes, [Code::Expired, Code::NameMismatch], "{name}");
        assert_eq!(judgement.printed, Some(printed), "{name}");
        assert!(judgement.message.is_some(), "{name}");
    }
}

#[test]
fn messages_have_this_run_s_values() {
    let seen = below_root(|profile| {
        profile.names = vec!["a.example.com".to_owned(), "*.internal.example.com".to_owned()];
    });
    let message = |name| ask(&seen, &[], name).message.unwrap();
    assert_eq!(
        message("go-grpc"),
        "tls: failed to verify certificate: x509: certificate is valid for a.example.com, *.internal.example.com, not otel.example.com"
    );
    assert_eq!(
        message("node-http"),
        "Hostname/IP does not match certificate's altnames: Host: otel.example.com. is not in the cert's altnames: DNS:a.example.com, DNS:*.internal.example.com"
    );
    assert_eq!(
        message("rust-grpc"),
        "invalid peer certificate: certificate not valid for name \"otel.example.com\"; certificate is only valid for DnsName(\"a.example.com\") or DnsName(\"*.internal.example.com\")"
    );
    let expired = below_root(|profile| profile.validity = Validity::days(NOW, 30, -2));
    assert_eq!(
        ask(&expired, &[], "go-http").message.unwrap(),
        "tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-01-01T00:00:00Z is after 2025-12-30T00:00:00Z"
    );
    assert_eq!(
        ask(&expired, &[], "rust-grpc").message.unwrap(),
        "invalid peer certificate: certificate expired: verification time 1767225600 (UNIX), but certificate is not valid after 1767052800 (172800 seconds ago)"
    );
}

#[test]
fn without_ca_files_each_trusts_its_own_roots() {
    let root = root();
    let chain = ders(&[&root.issue(&server()).unwrap()]);
    let judged = |system: &[Vec<u8>], mozilla: &[Vec<u8>], name: &str| {
        let stores = vec![store(Store::System, system), store(Store::Mozilla, mozilla)];
        let mut seen = observation(attempt(tls(&chain)), stores);
        seen.target.ca_paths.clear();
        ask(&seen, &[], name)
    };
    let trusted = ders(&[&root]);
    for (name, system_only, mozilla_only, both, neither) in [
        ("go-grpc", Verdict::Connects, Verdict::Fails, Verdict::Connects, Verdict::Fails),
        ("node-grpc", Verdict::Fails, Verdict::Connects, Verdict::Connects, Verdict::Fails),
        ("python-http", Verdict::Fails, Verdict::Connects, Verdict::Connects, Verdict::Fails),
        ("cpp-grpc", Verdict::Connects, Verdict::Fails, Verdict::Connects, Verdict::Fails),
        ("rust-http", Verdict::Connects, Verdict::Fails, Verdict::Connects, Verdict::Fails),
        ("java-grpc", Verdict::Unknown, Verdict::Unknown, Verdict::Connects, Verdict::Fails),
        ("rust-grpc", Verdict::Unknown, Verdict::Unknown, Verdict::Unknown, Verdict::Fails),
    ] {
        assert_eq!(judged(&trusted, &[], name).verdict, system_only, "{name}");
        assert_eq!(judged(&[], &trusted, name).verdict, mozilla_only, "{name}");
        assert_eq!(judged(&trusted, &trusted, name).verdict, both, "{name}");
        assert_eq!(judged(&[], &[], name).verdict, neither, "{name}");
    }
}

#[test]
fn a_store_that_was_not_looked_at_is_a_reason() {
    let mut seen = below_root(|_| {});
    seen.target.ca_paths.clear();
    seen.stores.clear();
    for exporter in exporters() {
        let judgement = ask(&seen, &[], exporter.name);
        assert_eq!(judgement.verdict, Verdict::Unknown);
        assert!(judgement.reason.is_some());
    }
}

#[test]
fn h2_is_required_by_all_but_node() {
    let mut seen = below_root(|_| {});
    let hello = |seen: &mut Observation, alpn: Option<&str>| {
        seen.attempts[0].tls.seen.as_mut().unwrap().hello.as_mut().unwrap().alpn = alpn.map(str::to_owned);
    };
    hello(&mut seen, None);
    for name in ["go-grpc", "java-grpc", "python-grpc", "dotnet-grpc", "rust-grpc", "cpp-grpc", "php-grpc"] {
        assert_eq!(ask(&seen, &[], name).printed, Some(Code::AlpnMissing), "{name}");
    }
    assert_eq!(ask(&seen, &[], "node-grpc").verdict, Verdict::Unknown);
    assert_eq!(ask(&seen, &[], "go-http").verdict, Verdict::Connects);
    seen.attempts[0].otlp.seen = Some(OtlpSeen { settings: true, exchanges: Vec::new() });
    assert_eq!(ask(&seen, &[], "node-grpc").verdict, Verdict::Connects);
    let evidence = Evidence::Alpn { offered: vec!["h2".to_owned()], selected: None, refused: true };
    let refused = [Held::certain(Code::AlpnMissing, evidence, "")];
    assert_eq!(ask(&seen, &refused, "node-grpc").printed, Some(Code::AlpnMissing));
}

#[test]
fn go_keeps_its_client_certificate_from_strangers() {
    let root = root();
    let mut seen = below_root(|_| {});
    let client = root.issue(&Profile::client("app", validity())).unwrap();
    seen.client_chain = vec![Der(client.der().to_vec())];
    let other = Credential::self_signed(&Profile::ca("other-root", validity())).unwrap();
    let names =
        |credential: &Credential| vec![Der(Anchor::from_certificate(credential.der()).unwrap().subject_der)];
    let set = |seen: &mut Observation, acceptable_issuers: Vec<Der>| {
        seen.attempts[0].tls.seen.as_mut().unwrap().client_auth =
            ClientAuthSeen { requested: true, sent: true, acceptable_issuers };
    };
    set(&mut seen, names(&other));
    let go = ask(&seen, &[], "go-grpc");
    assert_eq!(go.printed, Some(Code::ClientCertRequired));
    assert!(go.reason.unwrap().contains("acceptable issuers"));
    assert_eq!(ask(&seen, &[], "node-grpc").verdict, Verdict::Connects);
    // A refusal of ours stays what it is; the text is what Go prints.
    let evidence = Evidence::ClientCertificate {
        acceptable_issuers: Vec::new(),
        subject: None,
        issuer: None,
        alert: Some("unknown_ca".to_owned()),
        does_not_fit: Vec::new(),
    };
    let rejected = [Held::certain(Code::ClientCertRejected, evidence, "")];
    let go = ask(&seen, &rejected, "go-http");
    assert_eq!(go.printed, Some(Code::ClientCertRejected));
    assert_eq!(go.message.as_deref(), Some("remote error: tls: certificate required"));
    let node = ask(&seen, &rejected, "node-http");
    assert_eq!(node.message.as_deref(), Some("SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca:"));
    set(&mut seen, names(&root));
    assert_eq!(ask(&seen, &[], "go-grpc").verdict, Verdict::Connects);
    set(&mut seen, Vec::new());
    assert_eq!(ask(&seen, &[], "go-grpc").verdict, Verdict::Connects);
}

#[test]
fn java_and_ruby_are_particular_about_keys() {
    let mut seen = below_root(|_| {});
    let client = root().issue(&Profile::client("app", validity())).unwrap();
    seen.client_chain = vec![Der(client.der().to_vec())];
    seen.target.key_path = Some("client.key".to_owned());
    seen.target.key_format = Some("sec1".to_owned());
    let java = ask(&seen, &[], "java-grpc");
    assert_eq!((java.printed, java.basis), (Some(Code::UnreadableFile), Basis::Environment));
    assert_eq!(java.message.as_deref(), Some("Unable to generate key from supported algorithms: [RSA, EC]"));
    assert_eq!(ask(&seen, &[], "ruby-http").printed, Some(Code::UnreadableFile));
    assert_eq!(ask(&seen, &[], "go-grpc").verdict, Verdict::Connects);
    seen.target.key_format = Some("pkcs8".to_owned());
    assert_eq!(ask(&seen, &[], "java-grpc").verdict, Verdict::Connects);
}

#[test]
fn what_the_server_refuses_stops_all_as_observed() {
    let seen = below_root(|_| {});
    let evidence = Evidence::ClientCertificate {
        acceptable_issuers: Vec::new(),
        subject: None,
        issuer: None,
        alert: Some("certificate_required".to_owned()),
        does_not_fit: Vec::new(),
    };
    let held = [Held::certain(Code::ClientCertRequired, evidence, "")];
    for exporter in exporters() {
        let judgement = ask(&seen, &held, exporter.name);
        assert_eq!(judgement.verdict, Verdict::Fails, "{}", exporter.name);
        assert_eq!(judgement.printed, Some(Code::ClientCertRequired), "{}", exporter.name);
        assert_eq!(judgement.basis, Basis::Observed, "{}", exporter.name);
    }
}

#[test]
fn a_refusal_without_credentials_says_nothing_of_exporters_that_have_some() {
    let seen = below_root(|_| {});
    let held = |headers: &[&str]| {
        let evidence = Evidence::Otlp {
            protocol: "grpc".to_owned(),
            signal: "traces".to_owned(),
            http_status: Some(200),
            grpc_status: Some(16),
            message: None,
            content_type: None,
            answering: Vec::new(),
            headers_sent: headers.iter().map(|name| (*name).to_owned()).collect(),
        };
        [Held::certain(Code::Unauthenticated, evidence, "")]
    };
    assert_eq!(ask(&seen, &held(&[]), "go-grpc").verdict, Verdict::Unknown);
    assert_eq!(ask(&seen, &held(&["authorization"]), "go-grpc").verdict, Verdict::Fails);
}

#[test]
fn a_port_that_is_closed_stops_all() {
    let mut seen = below_root(|_| {});
    let failure = Failure { kind: FailureKind::Refused, by: By::Network, alert: None, detail: None };
    seen.attempts[0].tcp = Step::failed(1, failure, None);
    seen.attempts[0].tls =
        Step { status: StepStatus::NotReached, duration_us: None, failure: None, seen: None };
    let held = [Held::certain(Code::ConnectionRefused, Evidence::Nothing {}, "")];
    let go = ask(&seen, &held, "go-http");
    assert_eq!(go.message.as_deref(), Some("dial tcp 192.0.2.10:4317: connect: connection refused"));
    assert_eq!(go.gives_up, GivesUp::After(0.3));
    assert_eq!(ask(&seen, &held, "node-http").gives_up, GivesUp::After(8.0));
    let silent = [Held::certain(Code::SilentServer, Evidence::Nothing {}, "")];
    assert_eq!(ask(&seen, &silent, "rust-grpc").gives_up, GivesUp::Never);
}

#[test]
fn an_old_version_alone_stops_all_by_their_own_hello() {
    let mut seen = below_root(|_| {});
    let failure = Failure { kind: FailureKind::Alert, by: By::Peer, alert: Some(70), detail: None };
    seen.attempts[0].tls = Step::failed(1, failure, None);
    assert_eq!(ask(&seen, &[], "go-grpc").verdict, Verdict::Unknown, "not asked");
    seen.attempts[0].supported = Some(Supported { versions: vec![0x0302, 0x0301], ..Supported::default() });
    for exporter in exporters() {
        let answer = Answer::Alert { description: 70 };
        seen.attempts[0].offers.push(OfferSeen { offer: exporter.offer(), answer });
    }
    for exporter in exporters() {
        let judgement = ask(&seen, &[], exporter.name);
        assert_eq!(judgement.printed, Some(Code::VersionMismatch), "{}", exporter.name);
    }
    let go = ask(&seen, &[], "go-grpc");
    assert_eq!(go.message.as_deref(), Some("remote error: tls: protocol version not supported"));
}

#[test]
fn a_suite_that_only_some_offer_stops_the_others() {
    let mut seen = below_root(|_| {});
    let chain = seen.attempts[0].tls.seen.clone().unwrap().chain;
    let failure = Failure { kind: FailureKind::Alert, by: By::Peer, alert: Some(40), detail: None };
    seen.attempts[0].tls = Step::failed(1, failure, None);
    for exporter in exporters() {
        let offer = exporter.offer();
        // RSA key exchange alone.
        let answer = if offer.cipher_suites.contains(&0x009c) {
            Answer::ServerHello {
                version: 0x0303,
                cipher_suite: 0x009c,
                group: None,
                alpn: None,
                retry: false,
                chain: chain.clone(),
            }
        } else {
            Answer::Alert { description: 40 }
        };
        seen.attempts[0].offers.push(OfferSeen { offer, answer });
    }
    assert_eq!(ask(&seen, &[], "go-http").printed, Some(Code::CipherMismatch));
    assert_eq!(ask(&seen, &[], "rust-http").printed, Some(Code::CipherMismatch));
    assert_eq!(ask(&seen, &[], "java-http").verdict, Verdict::Connects);
    assert_eq!(ask(&seen, &[], "node-http").verdict, Verdict::Connects);
    // HTTP/2 forbids that suite, and some servers serve it all the same.
    assert_eq!(ask(&seen, &[], "java-grpc").verdict, Verdict::Unknown);
    assert_eq!(ask(&seen, &[], "node-grpc").verdict, Verdict::Unknown);
}

#[test]
fn a_long_hello_that_the_server_drops_stops_those_that_send_one() {
    let mut seen = below_root(|_| {});
    for exporter in exporters() {
        let offer = exporter.offer();
        let long = offer.key_shares.contains(&0x11ec);
        let answer = if long {
            Answer::Closed
        } else {
            Answer::ServerHello {
                version: 0x0304,
                cipher_suite: 0x1301,
                group: Some(0x001d),
                alpn: None,
                retry: false,
                chain: Vec::new(),
            }
        };
        seen.attempts[0].offers.push(OfferSeen { offer, answer });
    }
    let stopped = stopped(&seen);
    assert_eq!(stopped, all_of(&[GO, CORE, &["rust-http"]], Code::HandshakeIntolerance));
}

#[test]
fn an_accepted_export_is_observed() {
    let mut seen = below_root(|_| {});
    let exchange = Exchange {
        protocol: Protocol::Grpc,
        signal: Signal::Traces,
        path: String::new(),
        headers_sent: Vec::new(),
        http_status: Some(200),
        grpc_status: Some(0),
        grpc_message: None,
        content_type: Some("application/grpc".to_owned()),
        server: None,
        www_authenticate: None,
        location: None,
        body: None,
    };
    seen.attempts[0].otlp = Step::ok(1, OtlpSeen { settings: true, exchanges: vec![exchange] });
    assert_eq!(ask(&seen, &[], "go-grpc").basis, Basis::Observed);
    assert_eq!(ask(&seen, &[], "go-http").basis, Basis::Modelled);
}

#[test]
fn an_inspecting_proxy_stands_for_the_unknown_ca() {
    let other = Credential::self_signed(&Profile::ca("other-root", validity())).unwrap();
    let seen = given(&ders(&[&root().issue(&server()).unwrap()]), &ders(&[&other]));
    let held = [Held::certain(Code::Intercepted, Evidence::Nothing {}, "")];
    let go = ask(&seen, &held, "go-grpc");
    assert_eq!(go.printed, Some(Code::Intercepted));
    assert!(go.message.unwrap().ends_with("certificate signed by unknown authority"));
}

#[test]
fn nothing_is_sent_where_nobody_would_accept() {
    let root = root();
    let all: Vec<&'static Exporter> = exporters().iter().collect();
    let good = tls(&ders(&[&root.issue(&server()).unwrap()]));
    let trusted = [store(Store::Given, &ders(&[&root]))];
    let other = Credential::self_signed(&Profile::ca("other-root", validity())).unwrap();
    let untrusted = [store(Store::Given, &ders(&[&other]))];
    assert!(admits(&all, &summary(), &good, &trusted, NOW));
    assert!(proves_identity(&summary(), &good, &trusted, NOW));
    assert!(!admits(&all, &summary(), &good, &untrusted, NOW));
    assert!(!proves_identity(&summary(), &good, &untrusted, NOW));
    let unproved = TlsSeen { key_proof: Some(KeyProof::Unchecked), ..good.clone() };
    assert!(!proves_identity(&summary(), &unproved, &trusted, NOW));
    // Node takes the common name; by the RFC that is no identity.
    let bare = tls(&ders(&[&root.issue(&Profile { names: Vec::new(), ..server() }).unwrap()]));
    assert!(admits(&named("node").unwrap(), &summary(), &bare, &trusted, NOW));
    assert!(!admits(&named("go").unwrap(), &summary(), &bare, &trusted, NOW));
    assert!(!proves_identity(&summary(), &bare, &trusted, NOW));
    // Without h2 only what does without goes on.
    let mut plain = good.clone();
    plain.hello.as_mut().unwrap().alpn = None;
    assert!(!admits(&named("go-grpc").unwrap(), &summary(), &plain, &trusted, NOW));
    assert!(admits(&named("node-grpc").unwrap(), &summary(), &plain, &trusted, NOW));
}

#[test]
fn a_constraint_that_is_absent_is_no_ca() {
    let root = root();
    let middle =
        root.issue(&Profile { constraint: Constraint::Leaf, ..Profile::ca("middle", validity()) }).unwrap();
    let leaf = middle.issue(&server()).unwrap();
    let seen = given(&ders(&[&leaf, &middle]), &ders(&[&root]));
    assert_eq!(stopped(&seen).len(), 17);
}

/// Codes that each exporter is judged for by itself, and for which it has no text: the stated gaps.
fn has_no_text(exporter: &str, code: Code) -> bool {
    // .NET was not run: only the texts that its users report.
    if exporter.starts_with("dotnet") {
        let reported = [
            Code::UnknownCa,
            Code::SelfSigned,
            Code::IncompleteChain,
            Code::Expired,
            Code::NotYetValid,
            Code::NameMismatch,
        ];
        return !reported.contains(&code) && (code != Code::AlpnMissing || exporter.ends_with("-http"));
    }
    match code {
        // Told by the text of the trust finding below them; nobody checks revocation.
        Code::Intercepted | Code::PlaceholderCertificate | Code::Revoked => true,
        // rustls alone refuses it, and Python 3.13.
        Code::CaAsLeaf => !exporter.starts_with("rust") && exporter != "python-http",
        // HTTP exporters do without h2.
        Code::AlpnMissing => exporter.ends_with("-http"),
        // Ruby was not run against one.
        Code::MalformedCertificate => exporter == "ruby-http",
        _ => false,
    }
}

#[test]
fn every_exporter_has_a_text_for_every_code_but_the_stated_gaps() {
    for exporter in exporters() {
        for code in Code::ALL.iter().filter(|code| code.meta().reach == crate::finding::Reach::EachByItself) {
            let known = wording::entries()
                .any(|wording| wording.code == *code && wording.runtimes.contains(&exporter.name));
            assert_eq!(known, !has_no_text(exporter.name, *code), "{} {code}", exporter.name);
        }
    }
}

#[test]
fn texts_without_values_are_not_made_up() {
    assert_eq!(wording::render("go-grpc", Code::Expired, &Values::default()), None);
    assert_eq!(wording::render("erlang", Code::Expired, &Values::default()), None);
}

#[test]
fn a_certificate_reference_may_be_empty() {
    let certificate = CertificateRef { role: "leaf".to_owned(), ..CertificateRef::default() };
    let held = Held::certain(Code::Expired, Evidence::Certificate { certificate, detail: None }, "");
    let seen = below_root(|_| {});
    let values = values::of(&held, &seen, &seen.attempts[0], NOW);
    assert_eq!(wording::render("go-grpc", Code::Expired, &values), None);
    assert!(wording::render("node-http", Code::Expired, &values).is_some());
}
