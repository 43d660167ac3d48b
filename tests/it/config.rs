//! `otls probe --config`: a Collector's configuration, probed as the Collector would connect.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::assert_valid;
use crate::run::command;
use crate::run::finish;
use crate::run::otls;
use crate::server::LabServer;

/// A server of `otls lab` with its files in a folder, and configurations that point at it.
struct Bench {
    server: LabServer,
}

impl Bench {
    fn new(fault: &str) -> Self {
        Self { server: LabServer::start(fault) }
    }

    fn path(&self, name: &str) -> String {
        self.server.file(name)
    }

    /// Writes a configuration; `PORT` is the server's.
    fn write(&self, name: &str, text: &str) -> String {
        fs::write(self.path(name), text.replace("PORT", &self.server.port().to_string())).unwrap();
        self.path(name)
    }

    /// Probes it; container paths under `/certs` are the folder.
    fn probe(&self, text: &str, flags: &[&str]) -> (i32, Vec<Value>, String) {
        let file = self.write("c.yaml", text);
        let prefix = format!("/certs={}", self.server.folder.path().display());
        let mut command = command();
        command.args(["probe", "--config", &file, "--path-prefix", &prefix, "-o", "json", "--timeout", "3s"]);
        command.env("HERE", "localhost");
        let ran = finish(command.args(flags));
        let lines = ran.json();
        lines.iter().for_each(assert_valid);
        (ran.status, lines, ran.stderr)
    }
}

fn codes(line: &Value) -> Vec<&str> {
    line["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

#[test]
fn every_exporter_is_probed_with_its_own_settings() {
    let bench = Bench::new("ok");
    let text = "exporters:
  otlp_grpc/good:
    endpoint: ${env:HERE}:PORT
    tls: {ca_file: /certs/ca.pem, min_version: '1.3'}
    headers: {x-token: s3cret}
  otlp_grpc/old:
    endpoint: http://localhost:PORT
    tls: {ca_file: /certs/ca.pem, max_version: '1.2'}
  otlp_grpc/any:
    endpoint: localhost:PORT
    tls:
      insecure_skip_verify: true
  otlp_grpc/stranger:
    endpoint: localhost:PORT
  otlp_grpc/clear:
    endpoint: localhost:PORT
    tls: {insecure: true}
  otlp_http/x: {endpoint: 'https://localhost:PORT', tls: {ca_file: /certs/ca.pem}}
service: {pipelines: {logs: {receivers: [otlp], exporters: [otlp_grpc/good, otlp_grpc/any]}}}
";
    let (status, lines, stderr) = bench.probe(text, &[]);
    assert_eq!(stderr, "");
    assert_eq!(status, 1);
    let inputs: Vec<&str> = lines.iter().map(|line| line["target"]["input"].as_str().unwrap()).collect();
    assert_eq!(
        inputs,
        ["good", "old", "any", "stranger", "clear"]
            .map(|name| format!("exporters.otlp_grpc/{name}"))
            .iter()
            .map(String::as_str)
            .chain(["exporters.otlp_http/x"])
            .collect::<Vec<_>>()
    );
    let good = &lines[0];
    assert_eq!(good["verdict"], "ok", "{good}");
    assert_eq!(good["target"]["signal"], "logs");
    assert_eq!(good["runtimes"][0]["runtime"], "collector-grpc");
    let place = good["target"]["sources"]["ca"].as_str().unwrap();
    assert!(place.ends_with("c.yaml:4:20 exporters.otlp_grpc/good.tls.ca_file"), "{place}");
    assert!(place.starts_with("config:"));
    assert!(!good.to_string().contains("s3cret"));
    assert_eq!(lines[1]["attempts"][0]["tls"]["version"], "TLS 1.2");
    assert_eq!(lines[1]["target"]["labels"]["pipelines"], "none");
    let any = &lines[2];
    assert_eq!(any["diagnosis"], "verification-disabled");
    assert_eq!(
        (any["verdict"].as_str(), any["runtimes"][0]["verdict"].as_str()),
        (Some("warning"), Some("connects"))
    );
    assert_eq!(any["findings"][0]["location"]["line"], 12);
    assert_eq!(lines[3]["diagnosis"], "unknown-ca");
    assert_eq!(lines[4]["diagnosis"], "plaintext-client");
    assert_eq!(lines[5]["runtimes"][0]["runtime"], "collector-http");
    assert!(codes(&lines[5]).contains(&"ignored-setting"));
}

#[test]
fn a_client_certificate_is_sent_and_a_wrong_one_is_told() {
    let bench = Bench::new("client-cert-required");
    let text = |key: &str| {
        format!(
            "exporters:\n  otlp_grpc:\n    endpoint: localhost:PORT\n    tls: {{ca_file: /certs/ca.pem, cert_file: /certs/client.pem, key_file: {key}}}\n"
        )
    };
    fs::write(bench.path("client.pem"), "no certificate\n").unwrap();
    let (status, lines, _) = bench.probe(&text("/certs/none.key"), &[]);
    assert_eq!(status, 1);
    let unreadable = codes(&lines[0]).iter().filter(|code| **code == "unreadable-file").count();
    assert_eq!(unreadable, 2, "{}", lines[0]);
    let export = lines[0]["attempts"][0]["stages"][3]["status"].as_str().unwrap();
    assert!(["skipped", "not-reached"].contains(&export), "{export}");
    let said = lines[0]["runtimes"][0]["message"].as_str().unwrap();
    assert!(said.starts_with("failed to load TLS config: failed to load TLS cert and key: "), "{said}");
}

#[test]
fn what_the_collector_cannot_load_is_a_finding() {
    let bench = Bench::new("ok");
    let text = "exporters:\n  otlp_grpc:\n    endpoint: localhost:PORT\n    tls:\n      ca_file: /nope.pem\n  otlp_http: {endpoint: 'localhost:PORT'}\n";
    let (status, lines, _) = bench.probe(text, &[]);
    assert_eq!(status, 1);
    let first = &lines[0];
    assert_eq!(codes(first), ["unreadable-file"], "{first}");
    assert_eq!(
        (first["findings"][0]["location"]["line"].as_u64(), first["findings"][0]["severity"].as_str()),
        (Some(5), Some("error"))
    );
    assert_eq!(
        first["runtimes"][0]["message"],
        "failed to load TLS config: failed to load CA CertPool File: failed to load cert /nope.pem: open /nope.pem: no such file or directory"
    );
    assert_eq!(codes(&lines[1]), ["unsupported-setting"]);
    assert_eq!(
        lines[1]["findings"][0]["evidence"]["instead"],
        format!("https://localhost:{}", bench.server.port())
    );
}

#[test]
fn a_saved_observation_gives_the_same_report() {
    let bench = Bench::new("ok");
    let text = "exporters: {otlp_grpc: {endpoint: 'localhost:PORT', tls: {insecure_skip_verify: true, curve_preferences: [P384]}}}";
    let saved = bench.path("obs.json");
    let (_, live, _) = bench.probe(text, &["--save", &saved]);
    assert_eq!(live[0]["attempts"][0]["tls"]["group"], "secp384r1", "{}", live[0]);
    let replayed = otls(&["probe", "--from", &saved, "-o", "json", "--runtime", "collector"]).json();
    assert_eq!(live[0]["findings"], replayed[0]["findings"]);
}

#[test]
fn the_files_of_receivers_are_judged() {
    let bench = Bench::new("ok");
    let name = |file: &str| bench.path(file);
    let pair = |name: &str| rcgen::generate_simple_self_signed(vec![name.to_owned()]).unwrap();
    let (server, other) = (pair("otel.example.com"), pair("x"));
    fs::write(name("server.pem"), server.cert.pem()).unwrap();
    fs::write(name("other.key"), other.signing_key.serialize_pem()).unwrap();
    let text = "receivers:\n  otlp:\n    protocols:\n      grpc:\n        tls:\n          cert_file: /certs/server.pem\n          key_file: /certs/other.key\n          client_ca_file: /certs/none.pem\n";
    let (status, lines, _) = bench.probe(text, &["--verify-name", "b.example.com"]);
    assert_eq!(status, 1);
    assert_eq!(codes(&lines[0]), ["name-mismatch", "client-key-mismatch"], "{}", lines[0]);
    assert_eq!(lines[0]["target"]["labels"]["receiver"], "receivers.otlp.protocols.grpc");
    assert_eq!(codes(&lines[1]), ["unreadable-file"]);
    let source = lines[1]["findings"][0]["evidence"]["source"].as_str().unwrap();
    assert!(source.ends_with("c.yaml:8:27 receivers.otlp.protocols.grpc.tls.client_ca_file"), "{source}");
}

#[test]
fn what_is_no_configuration_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path: &Path = &folder.path().join(name);
        fs::write(path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    for (path, says) in [
        (file("a.yaml", "exporters:\n  otlp: [\n"), "a.yaml:"),
        (file("b.yaml", "- a\n"), "a configuration is a map"),
        (file("c.yaml", "exporters: {debug: }\n"), "no OTLP exporter"),
        ("/none.yaml".to_owned(), "there is no such file"),
    ] {
        let ran = otls(&["probe", "--config", &path]);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{path}");
        assert!(ran.stderr.contains(says), "{}", ran.stderr);
    }
    let ran = otls(&["probe", "--config", "x", "--path-prefix", "nothing"]);
    assert_eq!(ran.status, 2);
}

#[test]
fn every_signal_of_the_pipelines_is_asked_where_it_goes() {
    let bench = Bench::new("ok");
    let text = "exporters:
  otlp_http/x:
    endpoint: https://localhost:PORT
    metrics_endpoint: https://localhost:PORT/v1/metrics
    logs_endpoint: https://localhost:PORT/nowhere
    tls: {ca_file: /certs/ca.pem}
  otlp_grpc:
    endpoint: localhost:PORT
    tls: {ca_file: /certs/ca.pem}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_http/x, otlp_grpc]}
    metrics: {receivers: [otlp], exporters: [otlp_http/x, otlp_grpc]}
    logs/a: {receivers: [otlp], exporters: [otlp_grpc]}
";
    let (_, lines, _) = bench.probe(text, &[]);
    let seen: Vec<(&str, &str)> = lines
        .iter()
        .map(|line| (line["target"]["input"].as_str().unwrap(), line["target"]["signal"].as_str().unwrap()))
        .collect();
    let expected = [
        ("exporters.otlp_http/x", "traces"),
        ("exporters.otlp_http/x.metrics_endpoint", "metrics"),
        ("exporters.otlp_grpc", "traces"),
    ];
    assert_eq!(seen, expected);
    assert!(lines.iter().all(|line| line["verdict"] == "ok"), "{lines:?}");
    let file = bench.path("c.yaml");
    let prefix = format!("/certs={}", bench.server.folder.path().display());
    let shown = finish(command().args(["probe", "--config", &file, "--path-prefix", &prefix]));
    assert!(
        shown.stdout.contains("ok: empty traces, metrics and logs exports were accepted"),
        "{}",
        shown.stdout
    );
    let (_, lines, _) = bench.probe(text, &["--signal", "metrics"]);
    let inputs: Vec<&str> = lines.iter().map(|line| line["target"]["input"].as_str().unwrap()).collect();
    assert_eq!(inputs, ["exporters.otlp_http/x.metrics_endpoint", "exporters.otlp_grpc"]);
}

#[test]
fn credentials_that_are_known_are_sent_and_never_shown() {
    let bench = Bench::new("ok");
    fs::write(bench.path("token"), "hunter2\n").unwrap();
    let text = "extensions:
  bearertokenauth: {filename: /certs/token}
  headers_setter:
    headers:
    - {action: insert, key: X-Scope, value: hunter3}
    - {action: update, key: X-None, value: none}
    - {key: X-Tenant, from_context: tenant}
  oauth2client: {client_id: a, client_secret: hunter4, token_url: 'https://a'}
exporters:
  otlp_grpc/a: {endpoint: 'localhost:PORT', tls: {ca_file: /certs/ca.pem}, auth: {authenticator: bearertokenauth}}
  otlp_grpc/b: {endpoint: 'localhost:PORT', tls: {ca_file: /certs/ca.pem}, auth: {authenticator: headers_setter}}
  otlp_grpc/c: {endpoint: 'localhost:PORT', tls: {ca_file: /certs/ca.pem}, auth: {authenticator: oauth2client}}
  otlp_grpc/d: {endpoint: 'localhost:PORT', tls: {insecure: true}, auth: {authenticator: bearertokenauth}}
service: {extensions: [bearertokenauth, headers_setter, oauth2client]}
";
    let saved = bench.path("saved.json");
    let (_, lines, stderr) = bench.probe(text, &["--save", &saved]);
    let all = format!("{lines:?}{stderr}{}", fs::read_to_string(&saved).unwrap());
    assert!(!all.contains("hunter"), "{all}");
    let saved = fs::read_to_string(&saved).unwrap();
    let sent: Vec<bool> =
        ["authorization", "x-scope", "x-none"].map(|name| saved.contains(&format!("\"{name}\""))).to_vec();
    assert_eq!(sent, [true, true, false], "{saved}");
    assert!(stderr.contains("`x-tenant` comes from the request that the Collector received"), "{stderr}");
    assert!(stderr.contains("it fetches a token from its `token_url`"), "{stderr}");
    // Its TLS is looked at, and no more.
    let tokens = &lines[4];
    assert_eq!(tokens["target"]["input"], "extensions.oauth2client.token_url");
    assert_eq!(tokens["target"]["endpoint"], "https://a:443");
    assert_eq!(codes(&lines[3]), ["unsupported-setting"]);
    assert!(lines[3].to_string().contains("the credentials require transport level security"));
}

#[test]
fn a_remedy_names_the_exporter_and_its_place() {
    let bench = Bench::new("ok");
    let text = "exporters:\n  otlp/backend:\n    endpoint: localhost:PORT\n";
    let (_, lines, _) = bench.probe(text, &[]);
    let findings = lines[0]["findings"].as_array().unwrap();
    let snippets: Vec<&str> = findings
        .iter()
        .flat_map(|finding| finding["remedies"].as_array().unwrap())
        .filter(|remedy| remedy["action"] == "trust-ca" && remedy["audience"] == "collector-exporter")
        .map(|remedy| remedy["snippet"].as_str().unwrap())
        .collect();
    let wanted = format!("exporters:\n  otlp/backend: # {}:2\n    tls:\n", bench.path("c.yaml"));
    assert!(snippets.len() == 1 && snippets[0].starts_with(&wanted), "{snippets:?}");
}
