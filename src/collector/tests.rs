use std::collections::BTreeMap;

use super::*;

struct Given(BTreeMap<&'static str, &'static str>);

impl Lookup for Given {
    fn variable(&self, name: &str) -> Option<String> {
        self.0.get(name).map(|value| (*value).to_owned())
    }

    fn file(&self, path: &str) -> Result<String, String> {
        self.0.get(path).map(|value| (*value).to_owned()).ok_or_else(|| "there is no such file".to_owned())
    }
}

fn given(values: &[(&'static str, &'static str)]) -> Given {
    Given(values.iter().copied().collect())
}

fn configuration(texts: &[&str], lookup: &Given) -> Configuration {
    let sources: Vec<Source> = texts
        .iter()
        .enumerate()
        .map(|(number, text)| Source { name: format!("{number}.yaml"), text: (*text).to_owned() })
        .collect();
    read(&sources, lookup).unwrap()
}

fn exporter(settings: &str) -> Exporter {
    let text = format!("exporters: {{{settings}}}\n");
    configuration(&[&text], &given(&[])).exporters.remove(0)
}

fn connection(settings: &str) -> Connection {
    exporter(settings).connections().remove(0).unwrap()
}

/// `plain`, `tls`, `tls with system roots only`.
fn transport(settings: &str) -> &'static str {
    match connection(settings).transport {
        Transport::Cleartext => "plain",
        Transport::Tls(tls) if tls.ca.is_some() || tls.skip_verify.is_some() || tls.cert.is_some() => "tls",
        Transport::Tls(_) => "tls, defaults",
    }
}

#[test]
fn references() {
    let lookup = given(&[
        ("HOST", "backend"),
        ("PORT", "4317"),
        ("V", "1.2"),
        ("ON", "true"),
        ("EMPTY", ""),
        ("NEST", "${env:HOST}"),
        ("tls.yaml", "ca_file: /ca.pem\ninsecure: false\n"),
    ]);
    let text = "a: ${env:HOST}:${PORT}\nb: ${env:V}\nc: ${env:ON}\nd: ${env:NONE}\ne: ${env:NONE:-x:1}\n\
                f: $${env:HOST}\ng: ${file:tls.yaml}\nh: ${env:NEST}\ni: ${env:EMPTY}\nj: '${env:V}'\n\
                k: ${env:NONE:-}\nl: a$$b\nm: ${HOST:-d}\nn: ${foo:x}\no: ${file:none}\n";
    let read = configuration(&[text], &lookup);
    let get = |key: &str| read.root.get(key).unwrap();
    assert_eq!(get("a").as_text(), Some("backend:4317"));
    assert_eq!((get("b").as_text(), get("b").type_name()), (Some("1.2"), "float64"));
    assert_eq!((get("c").as_bool(), get("c").as_text()), (Some(true), Some("true")));
    assert_eq!((get("d").as_text(), get("d").is_null()), (Some(""), true));
    assert_eq!(get("e").as_text(), Some("x:1"));
    assert_eq!(get("f").as_text(), Some("${env:HOST}"));
    assert_eq!(get("g").get("ca_file").and_then(Value::as_text), Some("/ca.pem"));
    assert_eq!(get("g").get("ca_file").unwrap().place.span.line, 7);
    assert_eq!(get("h").as_text(), Some("backend"));
    assert!(get("i").is_null());
    assert_eq!((get("j").as_text(), get("j").type_name()), (Some("1.2"), "float64"));
    assert_eq!((get("k").as_text(), get("k").type_name()), (Some(""), "string"));
    assert_eq!(get("l").as_text(), Some("a$b"));
    let problems: Vec<(Fault, &str)> = read.problems.iter().map(|p| (p.fault, p.path.as_str())).collect();
    assert_eq!(
        problems,
        [
            (Fault::UnsetVariable, "d"),
            (Fault::Reference, "m"),
            (Fault::UnfollowedReference, "n"),
            (Fault::UnfollowedReference, "o")
        ]
    );
    assert!(read.problems[1].message.contains("${env:HOST:-d}"), "{}", read.problems[1].message);
}

#[test]
fn references_without_end_end() {
    let lookup = given(&[
        ("LOOP", "${env:LOOP}"),
        ("GROW", "${env:GROW}${env:GROW}"),
        ("self", "a: ${file:self}\nb: ${file:self}\nc: [\"${file:self}\"]\n"),
    ]);
    let read = configuration(&["a: ${env:LOOP}\nb: x${env:GROW}\nc: ${file:self}\n"], &lookup);
    assert!(read.problems.len() >= 3);
}

#[test]
fn later_files_win_maps_are_merged_lists_replaced() {
    let first = "exporters:\n  otlp_grpc:\n    endpoint: a:4317\n    tls:\n      ca_file: /a\n\
                 service:\n  pipelines:\n    traces: {receivers: [otlp], exporters: [debug, otlp_grpc]}\n";
    let second = "exporters:\n  otlp_grpc:\n    endpoint: b:4317\nservice::pipelines::traces::exporters: [otlp_grpc]\n";
    let read = configuration(&[first, second, ""], &given(&[]));
    let exporter = &read.exporters[0];
    assert_eq!(exporter.endpoint(), Some("b:4317"));
    assert_eq!(exporter.tls_text("ca_file"), Some("/a"));
    assert_eq!(&*exporter.at(&["endpoint"]).unwrap().place.file, "1.yaml");
    assert_eq!(read.pipelines[0].exporters, ["otlp_grpc"]);
    assert_eq!(exporter.pipelines[0].id, "traces");
}

#[test]
fn components_and_pipelines() {
    let text = "receivers:\n  otlp:\n    protocols:\n      grpc:\n      http: {endpoint: 0.0.0.0:4318, tls: {enabled: false}}\n  otlp/off: {protocols: {grpc: {enabled: false}}}\n\
                exporters:\n  otlp: {endpoint: a:4317}\n  otlp_http/b: {endpoint: 'https://b'}\n  debug:\n  otlphttp/c:\n\
                service:\n  pipelines:\n    traces/x: {receivers: [otlp], exporters: [otlp]}\n";
    let read = configuration(&[text], &given(&[]));
    let ids: Vec<(&str, bool, usize)> =
        read.exporters.iter().map(|e| (e.id.as_str(), e.has_old_name(), e.pipelines.len())).collect();
    assert_eq!(ids, [("otlp", true, 1), ("otlp_http/b", false, 0), ("otlphttp/c", true, 0)]);
    let servers: Vec<(String, &str, ServerTls)> =
        read.servers.iter().map(|s| (s.path(), s.endpoint(), s.tls())).collect();
    assert_eq!(
        servers,
        [
            ("receivers.otlp.protocols.grpc".to_owned(), "localhost:4317", ServerTls::Off),
            ("receivers.otlp.protocols.http".to_owned(), "0.0.0.0:4318", ServerTls::Disabled)
        ]
    );
}

#[test]
fn the_matrix_of_grpc() {
    let of = |endpoint: &str, tls: &str| {
        transport(&format!("otlp_grpc: {{endpoint: '{endpoint}', tls: {{{tls}}}}}"))
    };
    assert_eq!(of("h:4317", ""), "tls, defaults");
    assert_eq!(of("h:4317", "insecure: true, insecure_skip_verify: true"), "plain");
    assert_eq!(of("h:4317", "insecure: true, ca_file: /ca"), "tls");
    assert_eq!(of("http://h:4317", ""), "tls, defaults");
    assert_eq!(of("http://h:4317", "insecure: true"), "plain");
    assert_eq!(of("http://h:4317", "insecure: true, ca_pem: x"), "tls");
    assert_eq!(of("https://h:4317", "cert_file: a, key_file: b"), "tls");
    assert_eq!(
        of("https://h:4317", "insecure: true, insecure_skip_verify: true, cert_file: a, key_file: b"),
        "tls, defaults"
    );
    assert_eq!(of("https://h:4317", "insecure: true, ca_file: /ca"), "tls");
}

#[test]
fn the_matrix_of_http() {
    let of = |endpoint: &str, tls: &str| {
        transport(&format!("otlp_http: {{endpoint: '{endpoint}', tls: {{{tls}}}}}"))
    };
    assert_eq!(of("http://h:4318", "ca_file: /ca"), "plain");
    assert_eq!(of("https://h:4318", "insecure: true, insecure_skip_verify: true"), "tls, defaults");
    assert_eq!(of("https://h:4318", "insecure: true, ca_file: /ca"), "tls");
    assert_eq!(of("https://h:4318", "insecure_skip_verify: true"), "tls");
    for endpoint in ["backend.example.com:4318", "backend", "10.0.0.1:4318", "grpc://h:1", "http://"] {
        let exporter = exporter(&format!("otlp_http: {{endpoint: '{endpoint}'}}"));
        assert!(exporter.connections()[0].is_err(), "{endpoint}");
    }
}

#[test]
fn grpc_endpoints() {
    let of = |endpoint: &str| {
        exporter(&format!("otlp_grpc: {{endpoint: '{endpoint}'}}"))
            .connections()
            .remove(0)
            .map(|c| (c.endpoint.host.as_str().to_owned(), c.endpoint.port))
            .map_err(|refusal| refusal.message)
    };
    let ok = |host: &str, port| Ok((host.to_owned(), port));
    assert_eq!(of("h:4317"), ok("h", 4317));
    assert_eq!(of("[::1]:4317"), ok("::1", 4317));
    assert_eq!(of(":4317"), ok("localhost", 4317));
    assert_eq!(of("dns:///h:4317"), ok("h", 4317));
    assert_eq!(of("dns://8.8.8.8/h:4317"), ok("h", 4317));
    assert_eq!(of("passthrough:///h:4317"), ok("h", 4317));
    assert_eq!(of("https://h:4317"), ok("h", 4317));
    for bad in ["h", "", "http://h:4317/v1/traces", "h:port", "HTTP://h:4317", "unix:///tmp/x", "http://h"] {
        assert!(of(bad).is_err(), "{bad}");
    }
}

#[test]
fn names() {
    let name = |settings: &str| {
        let connection = connection(&format!("otlp_grpc: {{endpoint: 'h:4317', {settings}}}"));
        (connection.server_name, connection.server_name_setting)
    };
    assert_eq!(name(""), ("h".to_owned(), None));
    assert_eq!(name("authority: 'a:1'"), ("a".to_owned(), Some("authority")));
    assert_eq!(name("tls: {server_name_override: o}"), ("o".to_owned(), Some("tls.server_name_override")));
    let both = exporter("otlp_grpc: {endpoint: 'h:4317', authority: a, tls: {server_name_override: o}}");
    assert_eq!(both.connections()[0].as_ref().unwrap_err().setting, "authority");
}

#[test]
fn each_signal_of_http_may_have_its_own_endpoint() {
    let text = "exporters:\n  otlp_http:\n    endpoint: https://a/base/\n    traces_endpoint: http://b/x\n\
                service:\n  pipelines:\n    traces: {exporters: [otlp_http]}\n    logs: {exporters: [otlp_http]}\n";
    let read = configuration(&[text], &given(&[]));
    let found: Vec<_> = read.exporters[0].connections().into_iter().map(Result::unwrap).collect();
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].setting, found[0].signals.as_slice()), ("endpoint", [Signal::Logs].as_slice()));
    assert_eq!(found[0].endpoint.path.as_deref(), Some("/base"));
    assert_eq!(
        (found[1].setting, found[1].signals.as_slice()),
        ("traces_endpoint", [Signal::Traces].as_slice())
    );
    assert_eq!(found[1].endpoint.path_kind, crate::target::PathKind::Final);
    let read = configuration(
        &[
            "exporters: {otlp_http: {traces_endpoint: 'http://b/x'}}\nservice: {pipelines: {logs: {exporters: [otlp_http]}}}",
        ],
        &given(&[]),
    );
    assert!(read.exporters[0].connections()[0].is_err());
}

#[test]
fn headers_limits_and_secrets() {
    let connection = connection(
        "otlp_grpc: {endpoint: 'h:4317', headers: {X-Token: s3cret}, tls: {min_version: '1.3', \
         cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_AES_128_GCM_SHA256], curve_preferences: [P256], key_pem: s3cret, cert_pem: c}}",
    );
    assert_eq!(connection.headers[0].name, "x-token");
    let Transport::Tls(tls) = &connection.transport else { panic!("no TLS") };
    assert_eq!(tls.limits.min_version, Some(0x0304));
    assert_eq!(
        (tls.limits.cipher_suites.as_slice(), tls.limits.groups.as_slice()),
        (&[0xc02f][..], &[0x0017][..])
    );
    assert!(!format!("{connection:?}").contains("s3cret"));
    assert!(!format!("{:?}", exporter("otlp: {headers: {a: s3cret}}")).contains("s3cret"));
    let listed = exporter("otlp: {endpoint: 'h:1', headers: [{name: A, value: b}]}");
    assert_eq!(listed.connections()[0].as_ref().unwrap().headers[0].name, "a");
}

#[test]
fn what_cannot_be_read_has_a_place() {
    let bad = |text: &str| {
        read(&[Source { name: "c.yaml".to_owned(), text: text.to_owned() }], &given(&[])).unwrap_err()
    };
    assert_eq!(bad("a: [").file, "c.yaml");
    assert_eq!(bad("- a").problem.line, 1);
    let read = configuration(&["a: 1\nb: {c: 1, c: 2}\na: 3\n"], &given(&[]));
    let paths: Vec<&str> = read.problems.iter().map(|problem| problem.path.as_str()).collect();
    assert_eq!(paths, ["a", "b.c"]);
    let read = configuration(
        &["exporters: {otlp: text, otlp/b: [1]}\nreceivers: {otlp: {protocols: {grpc: x}}}"],
        &given(&[]),
    );
    assert_eq!(read.problems.len(), 3);
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "(exporters|receivers|service|otlp|tls|endpoint|protocols|grpc|[-a:{}\\[\\],&* \n$~0-9.'/]){0,30}") {
        let sources = [Source { name: "x".to_owned(), text: text.clone() }, Source { name: "y".to_owned(), text }];
        if let Ok(configuration) = read(&sources, &given(&[("a", "${a}"), ("otlp", "x: 1")])) {
            for exporter in &configuration.exporters {
                let _ = exporter.connections();
            }
        }
    }
}
