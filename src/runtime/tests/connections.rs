//! The rest of a connection: the hello, ALPN, client certificates, the answers of the server.

use super::*;

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
fn go_and_java_keep_their_client_certificate_from_strangers() {
    let root = root();
    let mut seen = below_root(|_| {});
    let client = root.issue(&Profile::client("app", validity())).unwrap();
    seen.client_chain = vec![Der(client.der().to_vec())];
    let other = Credential::self_signed(&Profile::ca("other-root", validity())).unwrap();
    let names =
        |credential: &Credential| vec![Der(Anchor::from_certificate(credential.der()).unwrap().subject_der)];
    let set = |seen: &mut Observation, acceptable_issuers: Vec<Der>| {
        seen.attempts[0].tls.seen.as_mut().unwrap().client_auth =
            ClientAuthSeen { requested: true, sent: true, acceptable_issuers, signature_schemes: Vec::new() };
    };
    set(&mut seen, names(&other));
    // The server took ours, a stranger's; whether it takes a client without any is not known.
    seen.attempts[0].tls.seen.as_mut().unwrap().tickets = 2;
    let go = ask(&seen, &[], "go-grpc");
    assert_eq!(go.verdict, Verdict::Unknown);
    assert_eq!(ask(&seen, &[], "java-http").verdict, Verdict::Unknown);
    assert!(go.reason.unwrap().contains("was not tried"));
    // Nothing shows that it took ours.
    let tls = seen.attempts[0].tls.seen.as_mut().unwrap();
    (tls.tickets, tls.application_data) = (0, false);
    let go = ask(&seen, &[], "go-grpc");
    assert_eq!(go.printed, Some(Code::ClientCertRequired));
    assert_eq!(ask(&seen, &[], "java-http").printed, Some(Code::ClientCertRequired));
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
    // By HTTP, as nginx does: it may take clients without a certificate.
    assert_eq!(ask(&seen, &rejected, "go-http").verdict, Verdict::Unknown);
    seen.attempts[0].tls.status = StepStatus::Failed;
    let go = ask(&seen, &rejected, "go-http");
    assert_eq!(go.printed, Some(Code::ClientCertRejected));
    assert_eq!(go.message.as_deref(), Some("remote error: tls: certificate required"));
    let node = ask(&seen, &rejected, "node-http");
    assert_eq!(node.message.as_deref(), Some("SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca:"));
    seen.attempts[0].tls.status = StepStatus::Ok;
    set(&mut seen, names(&root));
    assert_eq!(ask(&seen, &[], "go-grpc").verdict, Verdict::Connects);
    set(&mut seen, Vec::new());
    assert_eq!(ask(&seen, &[], "go-grpc").verdict, Verdict::Connects);
}

#[test]
fn a_last_dot_stops_those_that_send_it() {
    let mut seen = below_root(|_| {});
    seen.target.trailing_dot = true;
    for exporter in exporters() {
        let offer = exporter.offer_to(&seen.target);
        if offer.trailing_dot {
            // As Go's server answers.
            seen.attempts[0].offers.push(OfferSeen { offer, answer: Answer::Alert { description: 50 } });
        }
    }
    let python = ask(&seen, &[], "python-grpc");
    assert_eq!(python.printed, Some(Code::HandshakeIntolerance));
    assert!(python.message.unwrap().ends_with("TLSV1_ALERT_DECODE_ERROR"));
    assert!(python.stops[0].message.contains("leave the dot out"));
    assert_eq!(ask(&seen, &[], "node-http").verdict, Verdict::Fails);
    for name in ["go-grpc", "python-http", "java-grpc", "rust-http"] {
        assert_eq!(ask(&seen, &[], name).verdict, Verdict::Connects, "{name}");
    }
}

#[test]
fn what_was_tried_without_a_certificate_decides_for_those_that_keep_theirs_back() {
    let root = root();
    let other = Credential::self_signed(&Profile::ca("other-root", validity())).unwrap();
    let client = root.issue(&Profile::client("app", validity())).unwrap();
    let mut seen = below_root(|_| {});
    seen.client_chain = vec![Der(client.der().to_vec())];
    let tls = seen.attempts[0].tls.seen.as_mut().unwrap();
    tls.client_auth = ClientAuthSeen {
        requested: true,
        sent: true,
        acceptable_issuers: vec![Der(Anchor::from_certificate(other.der()).unwrap().subject_der)],
        signature_schemes: vec![0x0403],
    };
    (tls.tickets, tls.application_data) = (2, true);
    let refusal =
        |alert| Failure { kind: FailureKind::Alert, by: By::Peer, alert: Some(alert), detail: None };
    let mut retry = RetrySeen {
        without: RetryWithout::ClientCertificate,
        tls: TlsSeen::default(),
        failure: Some(refusal(116)),
        exchanges: Vec::new(),
    };
    seen.attempts[0].retries = vec![retry.clone()];
    assert_eq!(ask(&seen, &[], "go-grpc").printed, Some(Code::ClientCertRequired));
    assert_eq!(ask(&seen, &[], "collector-grpc").verdict, Verdict::Connects);
    retry.failure = None;
    (retry.tls.tickets, retry.tls.application_data) = (2, true);
    seen.attempts[0].retries = vec![retry];
    assert_eq!(ask(&seen, &[], "go-grpc").verdict, Verdict::Connects);
    // A key that no scheme fits.
    seen.attempts[0].tls.seen.as_mut().unwrap().client_auth.signature_schemes = vec![0x0804];
    let python = ask(&seen, &[], "python-grpc");
    assert_eq!(python.printed, Some(Code::ClientCertRejected));
    assert!(python.message.unwrap().contains("NO_COMMON_SIGNATURE_ALGORITHMS"));
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
    assert_eq!(
        java.message.as_deref(),
        Some("Error creating X509KeyManager with provided certs. Are they valid X.509 in PEM format?")
    );
    let ruby = ask(&seen, &[], "ruby-http");
    assert_eq!(ruby.verdict, Verdict::Unknown);
    assert!(ruby.reason.unwrap().contains("RSA"));
    assert_eq!(ask(&seen, &[], "go-grpc").verdict, Verdict::Connects);
    seen.target.key_format = Some("pkcs8".to_owned());
    assert_eq!(ask(&seen, &[], "java-grpc").verdict, Verdict::Connects);
}

#[test]
fn grpc_core_takes_no_ec_certificate_that_may_not_sign() {
    let mut seen = below_root(|_| {});
    seen.target.cert_path = Some("client.pem".to_owned());
    seen.target.key_path = Some("client.key".to_owned());
    let mut given = |usages: Vec<KeyUsage>| {
        let profile = Profile { key_usages: usages, ..Profile::client("app", validity()) };
        seen.client_chain = vec![Der(root().issue(&profile).unwrap().der().to_vec())];
        (ask(&seen, &[], "python-grpc").printed, ask(&seen, &[], "go-grpc").verdict)
    };
    assert_eq!(given(vec![KeyUsage::KeyEncipherment]), (Some(Code::UnreadableFile), Verdict::Connects));
    assert_eq!(given(vec![KeyUsage::DigitalSignature]), (None, Verdict::Connects));
    // Without the extension a key may do all.
    assert_eq!(given(Vec::new()), (None, Verdict::Connects));
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
    let mut seen = static_rsa(Some("h2"));
    assert_eq!(ask(&seen, &[], "go-http").printed, Some(Code::CipherMismatch));
    assert_eq!(ask(&seen, &[], "rust-http").printed, Some(Code::CipherMismatch));
    // It offers no ALPN, so it is HTTP/1.1.
    assert_eq!(ask(&seen, &[], "node-http").verdict, Verdict::Connects);
    // HTTP/2 forbids that suite, and some servers serve it all the same.
    assert_eq!(ask(&seen, &[], "node-grpc").verdict, Verdict::Unknown);
    // JSSE wants keyEncipherment for this key exchange, which this certificate lacks.
    let java = ask(&seen, &[], "java-grpc");
    assert_eq!(java.printed, Some(Code::WrongKeyUsage));
    assert_eq!(java.message.as_deref(), Some("KeyUsage does not allow key encipherment"));
    // The ServerHello of TLS 1.2 shows that there is no `h2`.
    seen = static_rsa(None);
    assert_eq!(ask(&seen, &[], "java-http").printed, Some(Code::WrongKeyUsage));
    let java: Vec<Code> = ask(&seen, &[], "java-grpc").stops.iter().map(|stop| stop.code).collect();
    assert_eq!(java, [Code::WrongKeyUsage, Code::AlpnMissing]);
    assert_eq!(ask(&seen, &[], "node-grpc").verdict, Verdict::Unknown);
}

/// A server that has RSA key exchange alone, and selects `h2` or no protocol for those that offer it.
fn static_rsa(alpn: Option<&str>) -> Observation {
    let mut seen = below_root(|_| {});
    let chain = seen.attempts[0].tls.seen.clone().unwrap().chain;
    let failure = Failure { kind: FailureKind::Alert, by: By::Peer, alert: Some(40), detail: None };
    seen.attempts[0].tls = Step::failed(1, failure, None);
    for exporter in exporters() {
        let offer = exporter.offer();
        let answer = if offer.cipher_suites.contains(&0x009c) {
            Answer::ServerHello {
                version: 0x0303,
                cipher_suite: 0x009c,
                group: None,
                alpn: alpn.filter(|_| offer.alpn.contains(&"h2".to_owned())).map(str::to_owned),
                retry: false,
                chain: chain.clone(),
                client_auth: ClientAuthSeen::default(),
            }
        } else {
            Answer::Alert { description: 40 }
        };
        seen.attempts[0].offers.push(OfferSeen { offer, answer });
    }
    seen
}

#[test]
fn a_server_name_that_is_refused_does_not_stop_java_where_it_sends_none() {
    let mut seen = below_root(|_| {});
    let healthy = seen.attempts[0].tls.seen.clone().unwrap();
    let failure = Failure { kind: FailureKind::Alert, by: By::Peer, alert: Some(40), detail: None };
    seen.attempts[0].tls = Step::failed(1, failure, None);
    seen.attempts[0].retries = vec![RetrySeen {
        without: RetryWithout::ServerName,
        tls: healthy,
        failure: None,
        exchanges: Vec::new(),
    }];
    let about = Evidence::Negotiation {
        about: Some("server-name".to_owned()),
        offered: Vec::new(),
        server: Vec::new(),
        alert: None,
        possible_causes: Vec::new(),
    };
    let held = [Held::certain(Code::HandshakeIntolerance, about, "")];
    for exporter in exporters() {
        let answer = Answer::Alert { description: 40 };
        seen.attempts[0].offers.push(OfferSeen { offer: exporter.offer(), answer });
    }
    assert_eq!(ask(&seen, &held, "java-http").printed, Some(Code::HandshakeIntolerance));
    seen.target.server_name = "collector".to_owned();
    assert_eq!(ask(&seen, &held, "java-http").verdict, Verdict::Connects);
    assert_eq!(ask(&seen, &held, "go-http").printed, Some(Code::HandshakeIntolerance));
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
                client_auth: ClientAuthSeen::default(),
            }
        };
        seen.attempts[0].offers.push(OfferSeen { offer, answer });
    }
    let stopped = stopped(&seen);
    assert_eq!(stopped, all_of(&[GO, CORE], Code::HandshakeIntolerance));
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
fn a_proxy_is_the_way_of_those_alone_who_read_it() {
    let mut seen = below_root(|_| {});
    let through = |seen: &mut Observation, source: &str| {
        seen.target.proxy = Some("http://proxy.example:3128".to_owned());
        seen.target.sources.insert("proxy".to_owned(), source.to_owned());
    };
    let verdict = |seen: &Observation, name: &str| ask(seen, &[], name).verdict;
    through(&mut seen, "environment:HTTPS_PROXY");
    for name in ["go-grpc", "python-http", "rust-http", "collector-grpc"] {
        assert_eq!(verdict(&seen, name), Verdict::Connects, "{name}");
    }
    for name in ["python-grpc", "node-grpc", "node-http", "rust-grpc", "java-http", "ruby-http"] {
        let judged = ask(&seen, &[], name);
        assert_eq!(judged.verdict, Verdict::Unknown, "{name}");
        assert!(judged.reason.unwrap().contains("directly"), "{name}");
    }
    through(&mut seen, "environment:https_proxy");
    assert_eq!(verdict(&seen, "python-grpc"), Verdict::Connects);
    // The user says which proxy: Java can be told of it, Rust over gRPC cannot.
    through(&mut seen, "flag:--proxy");
    assert_eq!(verdict(&seen, "java-http"), Verdict::Connects);
    assert_eq!(verdict(&seen, "rust-grpc"), Verdict::Unknown);
}
