//! The certificate: which exporters accept which, and with whose roots.

use super::*;

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
                client_auth: ClientAuthSeen::default(),
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
