//! The table as a whole, and what no snippet may hold.

use std::collections::BTreeSet;
use std::path::Path;

use super::*;

fn entries() -> Vec<(Action, Audience, Entry)> {
    let pairs = Action::ALL.iter().flat_map(|action| Audience::ALL.map(|audience| (*action, audience)));
    pairs.map(|(action, audience)| (action, audience, table::entry(action, audience))).collect()
}

const EXPORTERS: [&str; 19] = [
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
];

fn full() -> Context {
    Context {
        host: Some("collector.example.com".into()),
        port: Some(4317),
        protocol: Some(Protocol::Grpc),
        signal: Some(Signal::Traces),
        ca_path: Some("/etc/otel/ca.crt".into()),
        cert_path: Some("/etc/otel/client.crt".into()),
        key_path: Some("/etc/otel/client.key".into()),
        key_format: Some("pkcs8".into()),
        presented_names: vec!["otel.example.com".into(), "*.internal.example.com".into()],
        chain_trusted: true,
        acceptable_issuers: vec!["CN=otel-client-ca".into()],
        server_versions: vec!["1.2".into()],
        ..Context::default()
    }
}

/// Contexts of every protocol, signal and amount of knowledge.
fn contexts() -> Vec<Context> {
    let mut contexts = vec![Context::default(), full()];
    for protocol in [Protocol::Grpc, Protocol::HttpProtobuf] {
        for signal in Signal::ALL {
            let known = Context { protocol: Some(protocol), signal: Some(signal), ..full() };
            contexts.push(Context { ca_path: None, cert_path: None, key_path: None, ..known.clone() });
            contexts.push(Context { verify_name: Some("otel".into()), cleartext: true, ..known.clone() });
            contexts.push(Context { verify_name: Some("otel".into()), ..known });
        }
    }
    contexts
}

/// Every remedy of every code.
fn all(context: &Context) -> Vec<Remedy> {
    Code::ALL.iter().flat_map(|code| remedies(*code, context)).collect()
}

fn snippet(code: Code, action: &str, audience: Audience, context: &Context) -> String {
    let found = remedies(code, context);
    let remedy = found.iter().find(|remedy| remedy.action == action && remedy.audience == audience);
    remedy.map(|remedy| remedy.snippet.clone()).expect("there is such a remedy")
}

#[test]
fn every_cell_is_a_sound_template_or_says_why_not() {
    let fields = Fields::new(Action::TrustCa, Code::UnknownCa, Audience::Go, &Context::default());
    for (action, audience, entry) in entries() {
        let place = format!("{} for {audience:?}", action.slug());
        match entry {
            Entry::NotApplicable(reason) => assert!(reason.len() > 15 && !reason.ends_with('.'), "{place}"),
            Entry::Template(_, snippet, summary) => {
                let (flags, used, balanced) = template::names(&format!("{summary}\n{snippet}"));
                assert!(balanced, "{place}");
                for flag in flags {
                    assert!(fields.flag(&flag).is_some(), "{place}: flag {flag}");
                }
                for name in used {
                    assert!(fields.value(&name).is_some(), "{place}: field {name}");
                }
            }
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the test reads its own sources")]
#[test]
fn every_template_file_is_used() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/remedy/templates");
    let mut files = BTreeSet::new();
    for action in folder.read_dir().expect("templates") {
        for file in action.expect("a folder").path().read_dir().expect("a folder") {
            files.insert(std::fs::read_to_string(file.expect("a file").path()).expect("text"));
        }
    }
    let used: BTreeSet<String> = entries()
        .into_iter()
        .flat_map(|(_, _, entry)| match entry {
            Entry::Template(_, snippet, summary) => vec![snippet.to_owned(), summary.to_owned()],
            Entry::NotApplicable(_) => Vec::new(),
        })
        .chain([development::COLLECTOR, development::ENVIRONMENT, development::CHECK].map(str::to_owned))
        .collect();
    let unused: Vec<&String> = files.difference(&used).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn every_action_has_someone_to_do_it() {
    for action in Action::ALL {
        let is_template =
            |audience: &Audience| matches!(table::entry(*action, *audience), Entry::Template(..));
        assert!(Audience::ALL.iter().any(is_template), "{}", action.slug());
    }
}

#[test]
fn summaries_are_one_imperative_sentence() {
    for context in contexts() {
        for remedy in all(&context) {
            let summary = &remedy.summary;
            assert!(summary.len() > 8 && !summary.contains(['\n', '{', '}']), "{remedy:?}");
            assert!(summary.starts_with(|c: char| c.is_ascii_lowercase()), "{remedy:?}");
            assert!(!summary.ends_with('.'), "{remedy:?}");
        }
    }
}

#[test]
fn snippets_are_filled_in() {
    for context in contexts() {
        for remedy in all(&context) {
            assert!(!remedy.snippet.is_empty(), "{remedy:?}");
            for marker in ["{{#", "{{/", "{{^", "|text}}"] {
                assert!(!remedy.snippet.contains(marker), "{remedy:?}");
            }
        }
    }
    for remedy in all(&full()) {
        assert!(!remedy.snippet.contains("<HOST>") && !remedy.snippet.contains("<PORT>"), "{remedy:?}");
    }
}

#[test]
fn nothing_turns_verification_off() {
    let forbidden = [
        "skip_verify",
        "SkipVerify",
        "verify=False",
        "'verify' => false",
        "CERT_NONE",
        "VERIFY_NONE",
        "rejectUnauthorized",
        "NODE_TLS_REJECT_UNAUTHORIZED",
        "danger_accept",
        "CertificateCustomValidationCallback",
        "RemoteCertificateValidationCallback",
        "ENFORCE_ALPN",
        "OTLP_INSECURE=",
    ];
    for context in contexts() {
        for remedy in all(&context) {
            for word in forbidden {
                assert!(!remedy.snippet.contains(word), "{word} in {remedy:?}");
            }
        }
    }
}

#[test]
fn a_variable_that_the_exporter_ignores_is_never_suggested() {
    let ignored = |runtime: &str| -> &[&str] {
        match runtime.split('-').next() {
            Some("collector") => &["OTEL_EXPORTER_OTLP_"],
            Some("rust") => &["_CERTIFICATE=", "_KEY=", "_PROTOCOL=", "GODEBUG"],
            Some("php" | "dotnet") => &["_CERTIFICATE=", "_KEY=", "GODEBUG"],
            Some("java") => &["HTTPS_PROXY=", "NO_PROXY=", "GODEBUG"],
            Some("ruby" | "cpp") => &["_PROTOCOL=", "GODEBUG"],
            _ => &[],
        }
    };
    for context in [Context::default(), full(), Context { protocol: Some(Protocol::HttpProtobuf), ..full() }]
    {
        for runtime in EXPORTERS {
            let asked = Context { runtimes: vec![runtime], ..context.clone() };
            for remedy in all(&asked) {
                let lines = remedy.snippet.lines().filter(|line| !line.trim_start().starts_with('#'));
                for line in lines {
                    for variable in ignored(runtime) {
                        assert!(
                            !line.contains(&format!("export {variable}")) || variable.ends_with('='),
                            "{line}"
                        );
                        let set = line.contains("export ") && line.contains(variable);
                        assert!(!set, "{runtime} is told {line}");
                    }
                }
            }
        }
    }
}

#[test]
fn only_what_was_asked_about_is_offered() {
    let asked = Context { runtimes: vec!["rust-grpc"], ..full() };
    let found = remedies(Code::UnknownCa, &asked);
    let audiences: BTreeSet<Audience> = found.iter().map(|remedy| remedy.audience).collect();
    assert!(audiences.contains(&Audience::Rust) && audiences.contains(&Audience::Openssl));
    assert!(!audiences.contains(&Audience::Go) && !audiences.contains(&Audience::Environment));
    let shown = most_fitting(&found, &asked);
    assert_eq!((shown[0].action, shown[0].audience), ("trust-ca", Audience::Rust));
}

#[test]
fn the_short_report_shows_the_clients_side_and_the_servers() {
    let shown = |code, context: &Context| -> Vec<(&'static str, Audience)> {
        let found = remedies(code, context);
        most_fitting(&found, context).iter().map(|remedy| (remedy.action, remedy.audience)).collect()
    };
    assert_eq!(
        shown(Code::NameMismatch, &full()),
        [("fix-name", Audience::Environment), ("reissue", Audience::Openssl)]
    );
    let cluster = Context { host: Some("otel-collector.observability.svc".into()), ..full() };
    assert_eq!(
        shown(Code::NameMismatch, &cluster),
        [("fix-name", Audience::Environment), ("reissue", Audience::CertManager)]
    );
    assert_eq!(shown(Code::Expired, &full()), [("renew", Audience::Openssl)]);
    let skewed = Context { codes: vec![Code::ClockSkew, Code::Expired], ..full() };
    assert_eq!(shown(Code::Expired, &skewed)[0], ("fix-clock", Audience::Environment));
    assert_eq!(
        shown(Code::AlpnMissing, &full()),
        [("enable-alpn", Audience::ReverseProxy), ("change-port", Audience::Environment)]
    );
    assert_eq!(shown(Code::SignalNotServed, &full()), [("enable-pipeline", Audience::CollectorReceiver)]);
    for context in contexts() {
        for code in Code::ALL {
            let shown = shown(*code, &context);
            assert!((1..=3).contains(&shown.len()), "{code}");
        }
    }
}

#[test]
fn help_never_repeats_what_the_user_did() {
    let wrong_ca = Context { chain_trusted: false, ..full() };
    let found = remedies(Code::UnknownCa, &wrong_ca);
    let env = found.iter().find(|remedy| remedy.audience == Audience::Environment).expect("trust-ca");
    assert_eq!(
        env.summary,
        "give the CA that issued the server's certificate; `/etc/otel/ca.crt` does not hold it"
    );
    assert!(env.snippet.contains("export OTEL_EXPORTER_OTLP_CERTIFICATE='<CA_FILE>'"), "{}", env.snippet);
    // The file is right, and this exporter did not have it.
    let right_ca = snippet(Code::UnknownCa, "trust-ca", Audience::Rust, &full());
    assert!(right_ca.contains(r#"std::fs::read("/etc/otel/ca.crt")"#), "{right_ca}");
}

#[test]
fn this_runs_values_are_in_the_snippets() {
    let text = snippet(Code::NameMismatch, "fix-name", Audience::Environment, &full());
    assert!(text.ends_with("export OTEL_EXPORTER_OTLP_ENDPOINT=https://otel.example.com:4317"), "{text}");
    let text = snippet(Code::NameMismatch, "reissue", Audience::CertManager, &full());
    assert!(text.contains(r#"dnsNames: ["collector.example.com", "otel.example.com"]"#), "{text}");
    let text = snippet(Code::ClientCertRequired, "send-client-cert", Audience::Python, &full());
    assert!(text.contains(r#"certificate_chain=read("/etc/otel/client.crt"),"#), "{text}");
    let http = Context { protocol: Some(Protocol::HttpProtobuf), signal: Some(Signal::Logs), ..full() };
    let text = snippet(Code::UnknownCa, "trust-ca", Audience::Java, &http);
    assert!(text.contains("logs.OtlpHttpLogRecordExporter;"), "{text}");
    assert!(text.contains(r#".setEndpoint("https://collector.example.com:4317/v1/logs")"#), "{text}");
    let pkcs1 = Context { key_format: Some("pkcs1".into()), ..full() };
    let text = snippet(Code::ClientCertRequired, "send-client-cert", Audience::Java, &pkcs1);
    assert!(text.contains("openssl pkcs8") && text.contains("client.key.pk8"), "{text}");
}

#[test]
fn a_remedy_knows_what_the_server_speaks() {
    let old = Context { server_versions: vec!["1.0".into(), "1.1".into()], ..full() };
    let found = remedies(Code::VersionMismatch, &old);
    assert_eq!(
        found[0].summary,
        "have the server speak TLS 1.2 and 1.3; it speaks TLS 1.0 and TLS 1.1 alone"
    );
}

#[test]
fn what_a_peer_sent_cannot_leave_its_place() {
    let evil = ["a\x1b[2J.example", "a$(id).example", "a'b.example", "a\"b.example", "a\nb", "<script>"];
    let base = Context {
        presented_names: evil.map(String::from).to_vec(),
        acceptable_issuers: vec!["CN=a\x1b[2J$(id)".into()],
        ..full()
    };
    let untrusted = Context {
        presented_names: vec!["stranger.example".into()],
        acceptable_issuers: vec!["CN=stranger".into()],
        chain_trusted: false,
        ..full()
    };
    for (context, words) in [(&base, &evil[..]), (&untrusted, &["stranger"])] {
        for remedy in all(context) {
            let text = format!("{}\n{}", remedy.summary, remedy.snippet);
            assert!(!text.contains('\x1b') && !text.contains("$(id)"), "{text}");
            for word in words {
                assert!(!text.contains(word), "{word:?} in {text}");
            }
        }
    }
}

#[test]
fn the_users_values_are_quoted_whatever_they_hold() {
    let odd = Context {
        host: Some("a'b\"c.example".into()),
        ca_path: Some("/my certs/$HOME/#{x}/ca's.pem".into()),
        ..full()
    };
    let of = |audience| snippet(Code::UnknownCa, "trust-ca", audience, &odd);
    assert!(of(Audience::Environment).contains(r"CERTIFICATE='/my certs/$HOME/#{x}/ca'\''s.pem'"));
    assert!(of(Audience::Php).contains(r#"cacert: "/my certs/\$HOME/#{x}/ca's.pem""#));
    assert!(of(Audience::Ruby).contains(r#"certificate_file: "/my certs/$HOME/\#{x}/ca's.pem""#));
    assert!(of(Audience::CollectorExporter).contains(r#"endpoint: "a'b\"c.example:4317""#));
    assert!(of(Audience::Go).contains(r#"WithEndpoint("a'b\"c.example:4317")"#));
    // No name of a certificate: a gap, not a broken extension file.
    let san = snippet(Code::NoSan, "reissue", Audience::Openssl, &odd);
    assert!(san.contains("subjectAltName='DNS:<HOST>,DNS:otel.example.com'"), "{san}");
}

#[test]
fn a_wrong_key_is_replaced_and_not_its_value() {
    let setting = Setting {
        name: "receivers.otlp.protocols.grpc.tls.ca_file".to_owned(),
        instead: Some("client_ca_file".to_owned()),
    };
    let context = Context { setting: Some(setting), ..full() };
    for code in [Code::ClientCaMissing, Code::UnknownSetting] {
        let fields = Fields::new(Action::FixSetting, code, Audience::CollectorReceiver, &context);
        let Some(fields::Value::Lines(lines)) = fields.value("setting_lines") else { panic!("{code}") };
        assert!(lines.contains("client_ca_file: ...") && !lines.contains("ca_file: client"), "{lines}");
    }
}
