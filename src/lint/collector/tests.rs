use std::collections::BTreeMap;

use super::*;
use crate::collector::Lookup;
use crate::collector::Source;
use crate::collector::read;
use crate::finding::Evidence;

struct Nothing;

impl Lookup for Nothing {
    fn variable(&self, _: &str) -> Option<String> {
        None
    }

    fn file(&self, _: &str) -> Result<String, String> {
        Err("there is no such file".to_owned())
    }
}

fn configuration(text: &str) -> Configuration {
    read(&[Source { name: "c.yaml".to_owned(), text: text.to_owned() }], &Nothing).unwrap()
}

fn severity(held: &Held) -> Severity {
    held.severity.unwrap_or(held.code.meta().severity)
}

/// `code severity setting instead`, the setting without the component.
fn rows(text: &str, component: &str) -> Vec<String> {
    check(&configuration(text))
        .iter()
        .map(|held| {
            let Evidence::Setting { setting, instead, .. } = &held.evidence else { panic!("{held:?}") };
            let location = held.location.as_ref().unwrap();
            assert_eq!(location.file.as_deref(), Some("c.yaml"));
            assert!(location.line.is_some() && location.column.is_some(), "{held:?}");
            assert_eq!(location.path.as_ref(), Some(setting));
            let setting = setting.strip_prefix(component).unwrap_or(setting).trim_start_matches('.');
            let severity = format!("{:?}", severity(held)).to_lowercase();
            match instead {
                Some(instead) => format!("{} {severity} {setting} -> {instead}", held.code.slug()),
                None => format!("{} {severity} {setting}", held.code.slug()),
            }
        })
        .collect()
}

fn grpc(settings: &str) -> Vec<String> {
    rows(&format!("exporters: {{otlp_grpc: {{{settings}}}}}"), "exporters.otlp_grpc")
}

fn http(settings: &str) -> Vec<String> {
    rows(&format!("exporters: {{otlp_http: {{{settings}}}}}"), "exporters.otlp_http")
}

fn server(settings: &str) -> Vec<String> {
    rows(
        &format!("receivers: {{otlp: {{protocols: {{grpc: {{{settings}}}}}}}}}"),
        "receivers.otlp.protocols.grpc",
    )
}

const PAIR: &str = "cert_file: /c, key_file: /k";

#[test]
fn what_is_right_yields_nothing() {
    let none: Vec<String> = Vec::new();
    for settings in [
        "endpoint: 'b:4317'",
        "endpoint: 'b:4317', tls: {ca_file: /ca, cert_file: /c, key_file: /k, min_version: '1.2', max_version: '1.3'}",
        "endpoint: 'https://b:4317', tls: {ca_pem: x, server_name_override: n}, authority: n",
        "endpoint: 'localhost:4317', tls: {insecure: true}",
        "endpoint: 'http://127.0.0.1:4317', tls: {insecure: true, insecure_skip_verify: false}",
        "endpoint: 'dns:///b:4317', timeout: 10s, retry_on_failure: {enabled: true, multiplier: 1.5, max_elapsed_time: 1h2m}",
        "endpoint: 'unix:///tmp/x'",
        "endpoint: 'b:4317', tls: , headers: {a: b}, sending_queue: {enabled: false, batch: {min_size: 1}}",
        "endpoint: 'b:4317', headers: [{name: a, value: b}], keepalive: {time: 20s}",
        "endpoint: '${env:X}:4317', tls: {insecure: '${env:I}', ca_file: '${env:CA}', min_version: '${env:V}'}",
        "endpoint: 'b:4317', tls: {cert_file: /x/tls.crt, key_file: /x/tls.key, reload_interval: 10m}",
        "endpoint: 'b:4317', tls: {cipher_suites: [TLS_AES_128_GCM_SHA256], min_version: '1.3', curve_preferences: [P256]}",
    ] {
        let found = grpc(settings);
        let found: Vec<String> =
            found.into_iter().filter(|row| !row.starts_with("unsupported-setting note")).collect();
        assert_eq!(found, none, "{settings}");
    }
    for settings in [
        "endpoint: 'https://b'",
        "traces_endpoint: 'https://b:4318/v1/traces'",
        "endpoint: 'http://localhost:4318', tls: {insecure: true}, proxy_url: 'http://p:3128', encoding: json",
    ] {
        assert_eq!(http(settings), none, "{settings}");
    }
    for settings in [
        "",
        "endpoint: '0.0.0.0:4317'",
        "tls: {cert_file: /c, key_file: /k, client_ca_file: /ca}",
        "tls: {enabled: false, min_version: '1.2'}",
        "tls: ",
        "endpoint: /tmp/s, transport: unix",
        "max_recv_msg_size_mib: 4, keepalive: {server_parameters: {time: 1s}}",
    ] {
        assert_eq!(server(settings), none, "{settings}");
    }
}

#[test]
fn endpoints_and_schemes() {
    for (settings, expected) in [
        ("", "unsupported-setting error endpoint"),
        ("endpoint: b", "unsupported-setting error endpoint -> b:4317"),
        ("endpoint: 'https://b:4317/v1/traces'", "unsupported-setting error endpoint -> https://b:4317"),
        ("endpoint: 'b:port'", "unsupported-setting error endpoint"),
        ("endpoint: 'http://b:4317'", "scheme-mismatch error endpoint -> https://b:4317"),
        (
            "endpoint: 'http://b:4317', tls: {ca_file: /ca}",
            "scheme-mismatch error endpoint -> https://b:4317",
        ),
        ("endpoint: 'b:4318'", "port-mismatch warning endpoint"),
        ("endpoint: 'b:4317', tls: {insecure: true}", "insecure-transport note endpoint"),
    ] {
        assert_eq!(grpc(settings), [expected], "{settings}");
    }
    for (settings, expected) in [
        ("", "unsupported-setting error endpoint"),
        ("endpoint: 'b:4318'", "scheme-mismatch error endpoint -> https://b:4318"),
        (
            "endpoint: '10.0.0.1:4318', tls: {insecure: true}",
            "scheme-mismatch error endpoint -> http://10.0.0.1:4318",
        ),
        ("endpoint: 'grpc://b'", "scheme-mismatch error endpoint"),
        ("endpoint: 'https://b:4317'", "port-mismatch warning endpoint"),
        ("endpoint: 'http://b:4318'", "insecure-transport note endpoint"),
        ("endpoint: 'https://b/v1/traces'", "unsupported-setting warning endpoint -> https://b"),
        (
            "traces_endpoint: 'https://b:4318'",
            "unsupported-setting warning traces_endpoint -> https://b:4318/v1/traces",
        ),
    ] {
        assert_eq!(http(settings), [expected], "{settings}");
    }
    for (settings, expected) in [
        ("endpoint: 'http://0.0.0.0:4317'", "unsupported-setting error endpoint -> 0.0.0.0:4317"),
        ("endpoint: '0.0.0.0'", "unsupported-setting error endpoint -> 0.0.0.0:4317"),
        ("endpoint: '0.0.0.0:4318'", "port-mismatch warning endpoint"),
    ] {
        assert_eq!(server(settings), [expected], "{settings}");
    }
}

#[test]
fn the_matrix_of_insecure() {
    for (settings, expected) in [
        (
            "endpoint: 'b:4317', tls: {insecure: true, ca_file: /ca}",
            vec!["conflicting-settings error tls.insecure -> false"],
        ),
        (
            "endpoint: 'https://b:4317', tls: {insecure: true, cert_file: /c, key_file: /k}",
            vec!["conflicting-settings error tls.insecure -> false"],
        ),
        (
            "endpoint: 'https://b:4317', tls: {insecure: true}",
            vec!["conflicting-settings warning tls.insecure -> false"],
        ),
        (
            "endpoint: 'localhost:4317', tls: {insecure: true, insecure_skip_verify: true, cert_file: /c, key_file: /k, server_name_override: n, min_version: '1.3'}",
            vec![
                "ignored-setting warning tls.insecure_skip_verify",
                "ignored-setting warning tls.server_name_override",
                "ignored-setting warning tls.cert_file",
                "ignored-setting warning tls.min_version",
            ],
        ),
        (
            "endpoint: 'b:4317', tls: {insecure_skip_verify: true}",
            vec!["verification-disabled warning tls.insecure_skip_verify -> false"],
        ),
        (
            "endpoint: 'b:4317', authority: a, tls: {server_name_override: b}",
            vec!["conflicting-settings error authority"],
        ),
        (
            "endpoint: 'b:4317', tls: {include_system_ca_certs_pool: true}",
            vec!["ignored-setting note tls.include_system_ca_certs_pool"],
        ),
        (
            "endpoint: 'b:4317', tls: {insecure: true, ca_pem: '${env:CA}'}",
            vec!["unsupported-setting note tls.ca_pem", "conflicting-settings error tls.insecure -> false"],
        ),
    ] {
        assert_eq!(grpc(settings), expected, "{settings}");
    }
    for (settings, expected) in [
        (
            "endpoint: 'https://b', tls: {insecure: true, insecure_skip_verify: true}",
            vec!["conflicting-settings error tls.insecure -> false"],
        ),
        (
            "endpoint: 'https://b', tls: {insecure: true, ca_file: /ca}",
            vec!["ignored-setting warning tls.insecure -> false"],
        ),
        ("endpoint: 'http://localhost', tls: {ca_file: /ca}", vec!["ignored-setting warning tls.ca_file"]),
        (
            "endpoint: 'https://b', tls: {insecure_skip_verify: true}",
            vec!["verification-disabled warning tls.insecure_skip_verify -> false"],
        ),
    ] {
        assert_eq!(http(settings), expected, "{settings}");
    }
}

#[test]
fn keys_and_types() {
    for (settings, expected) in [
        ("endpoint: 'b:1', insecure: true", "unknown-setting error insecure -> tls.insecure"),
        ("endpoint: 'b:1', tls_settings: {insecure: true}", "unknown-setting error tls_settings -> tls"),
        (
            "endpoint: 'b:1', tls: {client_ca_file: /ca}",
            "unknown-setting error tls.client_ca_file -> ca_file",
        ),
        ("endpoint: 'b:1', tls: {caFile: /ca}", "unknown-setting error tls.caFile -> ca_file"),
        ("endpoint: 'b:1', tls: {ca-file: /ca}", "unknown-setting error tls.ca-file -> ca_file"),
        (
            "endpoint: 'b:1', tls: {skip_verify: true}",
            "unknown-setting error tls.skip_verify -> insecure_skip_verify",
        ),
        ("endpoint: 'b:1', tls: {ca_fille: /ca}", "unknown-setting error tls.ca_fille -> ca_file"),
        ("endpoint: 'b:1', tls: {nonsense: 1}", "unknown-setting error tls.nonsense"),
        ("endpoint: 'b:1', proxy_url: x", "unknown-setting error proxy_url"),
        (
            "endpoint: 'b:1', retry_on_failure: {enable: true}",
            "unknown-setting error retry_on_failure.enable -> enabled",
        ),
        ("endpoint: 'b:1', tls: {min_version: 1.2}", "unsupported-setting error tls.min_version -> \"1.2\""),
        (
            "endpoint: 'localhost:1', tls: {insecure: 'true'}",
            "unsupported-setting error tls.insecure -> true",
        ),
        ("endpoint: 'localhost:1', tls: {insecure: yes}", "unsupported-setting error tls.insecure -> true"),
        ("endpoint: 'b:1', tls: insecure", "unsupported-setting error tls"),
        ("endpoint: 'b:1', timeout: soon", "unsupported-setting error timeout"),
        ("endpoint: 'b:1', headers: {a: 1}", "unsupported-setting error headers.a"),
        ("endpoint: 'b:1', tls: {cipher_suites: {a: 1}}", "unsupported-setting error tls.cipher_suites"),
    ] {
        assert_eq!(grpc(settings), [expected], "{settings}");
    }
    for (settings, expected) in [
        (format!("tls: {{{PAIR}, insecure: true}}"), "unknown-setting error tls.insecure"),
        (
            format!("tls: {{{PAIR}, client_auth: x}}"),
            "unknown-setting error tls.client_auth -> client_ca_file",
        ),
        ("tls_credentials: {}".to_owned(), "unknown-setting error tls_credentials -> tls"),
        ("cert_file: /c".to_owned(), "unknown-setting error cert_file -> tls.cert_file"),
    ] {
        assert_eq!(server(&settings), [expected], "{settings}");
    }
    assert_eq!(rows("receivers: {otlp: }", "receivers.otlp"), ["unsupported-setting error protocols"]);
    assert_eq!(
        rows("receivers: {otlp: {protocols: {http2: }}}", "receivers.otlp"),
        ["unknown-setting error protocols.http2 -> http", "unsupported-setting error protocols"]
    );
}

#[test]
fn values_of_tls() {
    let tls = |settings: &str| grpc(&format!("endpoint: 'b:1', tls: {{{settings}}}"));
    for (settings, expected) in [
        ("min_version: TLS1.2", "unsupported-setting error tls.min_version -> \"1.2\""),
        ("max_version: '1.20'", "unsupported-setting error tls.max_version -> \"1.2\""),
        ("max_version: '1.1'", "conflicting-settings error tls.max_version"),
        ("min_version: '1.3', max_version: '1.2'", "conflicting-settings error tls.max_version"),
        ("ca_file: /a, ca_pem: x", "conflicting-settings error tls.ca_pem"),
        ("cert_file: /c", "conflicting-settings error tls.cert_file"),
        ("key_pem: x", "conflicting-settings error tls.key_pem"),
        (
            "cipher_suites: [ECDHE-RSA-AES128-GCM-SHA256]",
            "unsupported-setting error tls.cipher_suites -> TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        ),
        (
            "cipher_suites: [TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305]",
            "unsupported-setting error tls.cipher_suites -> TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        ),
        ("cipher_suites: [FOO]", "unsupported-setting error tls.cipher_suites"),
        ("cipher_suites: [TLS_RSA_WITH_AES_128_CBC_SHA]", "unsupported-setting error tls.cipher_suites"),
        ("cipher_suites: [TLS_AES_128_GCM_SHA256]", "ignored-setting warning tls.cipher_suites"),
        ("curve_preferences: [secp256r1]", "unsupported-setting error tls.curve_preferences -> P256"),
        (
            "cert_file: /var/run/secrets/otel/tls.crt, key_file: /k",
            "ignored-setting note tls.reload_interval -> 1h",
        ),
    ] {
        assert_eq!(tls(settings), [expected], "{settings}");
    }
    assert!(
        tls("cipher_suites: [TLS_RSA_WITH_AES_128_CBC_SHA], include_insecure_cipher_suites: true").is_empty()
    );
}

#[test]
fn receivers() {
    for (settings, expected) in [
        ("tls: {}", vec!["unsupported-setting error tls"]),
        ("tls: {cert_file: /c}", vec!["conflicting-settings error tls.cert_file"]),
        ("tls: {PAIR, ca_file: /ca}", vec!["client-ca-missing warning tls.ca_file -> client_ca_file"]),
        ("tls: {PAIR, ca_pem: x}", vec!["client-ca-missing warning tls.ca_pem"]),
        (
            "tls: {PAIR, client_ca_file: /ca, include_system_ca_certs_pool: true}",
            vec!["conflicting-settings error tls.include_system_ca_certs_pool -> false"],
        ),
        (
            "tls: {PAIR, client_ca_file: /ca, client_ca_file_reload: true, curve_preferences: [P256]}",
            vec!["ignored-setting warning tls.curve_preferences"],
        ),
        ("tls: {PAIR, client_ca_file_reload: true}", vec!["ignored-setting note tls.client_ca_file_reload"]),
    ] {
        let settings = settings.replace("PAIR", PAIR);
        assert_eq!(server(&settings), expected, "{settings}");
    }
}

#[test]
fn names_and_pipelines() {
    let text = "receivers:\n  otlp: {protocols: {grpc: }}\nexporters:\n  otlp/a: {endpoint: 'b:1'}\n  otlp_http/b: {endpoint: 'https://b'}\n\
                service: {pipelines: {traces: {receivers: [otlp], exporters: [otlp/a, otlp/c]}}}\n";
    assert_eq!(
        rows(text, ""),
        [
            "unknown-setting error service.pipelines.traces.exporters",
            "deprecated-setting note exporters.otlp/a -> otlp_grpc/a",
            "ignored-setting note exporters.otlp_http/b",
        ]
    );
    let text = "exporters: {otlp_http: {logs_endpoint: 'https://b/v1/logs'}}\nservice: {pipelines: {traces: {exporters: [otlp_http]}}}";
    assert_eq!(rows(text, "exporters.otlp_http"), ["unsupported-setting error endpoint"]);
    assert_eq!(
        rows("exporters: {otlp_grpc: {endpoint: 'b:1', endpoint: 'c:1'}}", ""),
        ["conflicting-settings error exporters.otlp_grpc.endpoint"]
    );
    assert_eq!(
        rows("exporters: {otlp_grpc: {endpoint: '${B:-x:1}'}}", ""),
        ["unsupported-setting error exporters.otlp_grpc.endpoint"]
    );
}

#[test]
fn secrets_are_not_shown() {
    let text = "exporters: {otlp_grpc: {endpoint: 'http://u:s3cret@b:4317', headers: {a: [s3cret]}, tls: {key_pem: 's3cret', cert_file: /c, ca_pem: 12345}}}";
    let found = check(&configuration(text));
    assert!(found.len() >= 3);
    let shown = format!("{found:?}");
    assert!(!shown.contains("s3cret") && !shown.contains("12345"), "{shown}");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads its fixtures")]
fn every_fixture_shows_its_code() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/configurations");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let code = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        if !text.contains("exporters:") {
            continue;
        }
        let found = check(&configuration(&text));
        let codes: Vec<&str> = found
            .iter()
            .filter(|held| severity(held) > Severity::Note || held.code == Code::DeprecatedSetting)
            .map(|held| held.code.slug())
            .collect();
        assert_eq!(codes, [code.as_str()], "{}", path.display());
        seen += 1;
    }
    assert!(seen >= 8);
}

#[test]
fn files_that_were_read_are_judged() {
    use crate::issue::Credential;
    use crate::issue::Profile;
    use crate::issue::Validity;
    let at = 1_790_000_000;
    let ca = Credential::self_signed(&Profile::ca("otel-ca", Validity::days(at, 400, 400))).unwrap();
    let old =
        ca.issue(&Profile::server(&["a.example.com".to_owned()], &[], Validity::days(at, 90, -2))).unwrap();
    let other =
        ca.issue(&Profile::server(&["a.example.com".to_owned()], &[], Validity::days(at, 1, 300))).unwrap();
    let configuration = configuration(
        "receivers:\n  otlp:\n    protocols:\n      grpc: {tls: {cert_file: /c, key_file: /k, client_ca_file: /gone}}\n",
    );
    let paths: Vec<String> = named(&configuration).into_iter().map(|one| one.path).collect();
    assert_eq!(paths, ["/c", "/k", "/gone"]);
    let spki = |der: &[u8]| crate::x509::Certificate::new(der).facts.unwrap().spki_der;
    let files: Files = BTreeMap::from([
        ("/c".to_owned(), Read { certificates: vec![old.der().to_vec()], ..Read::default() }),
        ("/k".to_owned(), Read { keys: vec![Some(spki(other.der()))], ..Read::default() }),
        ("/gone".to_owned(), Read { problem: Some("there is no such file".to_owned()), ..Read::default() }),
    ]);
    let found = check_files(&configuration, &files, &[vec!["b.example.com".to_owned()]], at);
    let codes: Vec<&str> = found.iter().map(|held| held.code.slug()).collect();
    assert_eq!(codes, ["client-key-mismatch", "expired", "name-mismatch", "unreadable-file"]);
    assert_eq!(found[3].location.as_ref().unwrap().line, Some(4));
}

proptest::proptest! {
    #[test]
    fn no_configuration_panics(text in "(exporters|receivers|otlp|tls|endpoint|protocols|grpc|insecure|cipher_suites|min_version|[-a:{}\\[\\],&* \n$~0-9.'/]){0,40}") {
        if let Ok(configuration) = read(&[Source { name: "x".to_owned(), text }], &Nothing) {
            let _ = check(&configuration);
        }
    }
}
