use super::*;
use crate::finding::Evidence;
use crate::yaml;

fn check(text: &str) -> Vec<Found> {
    super::check("sdk.yaml", &yaml::parse(text).unwrap()[0])
}

/// Code, line and `instead` of everything found in one exporter of traces.
fn rules(version: &str, kind: &str, settings: &str) -> Vec<(&'static str, u32, Option<String>)> {
    let text = format!(
        "file_format: \"{version}\"\ntracer_provider:\n  processors:\n    - batch:\n        exporter:\n          {kind}:\n{}",
        settings.lines().map(|line| format!("            {line}\n")).collect::<String>()
    );
    let found = check(&text);
    found
        .into_iter()
        .map(|found| {
            let instead = match &found.held.evidence {
                Evidence::Setting { instead, .. } => instead.clone(),
                _ => None,
            };
            (found.held.code.slug(), found.held.location.unwrap().line.unwrap(), instead)
        })
        .collect()
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn a_right_one_is_passed() {
    let tls = "endpoint: https://otel.example.com:4318/v1/traces\ntls:\n  ca_file: /ca.pem\n  cert_file: /c.pem\n  key_file: /k.pem\ncompression: gzip\nencoding: json";
    assert_eq!(rules("1.0", "otlp_http", tls), []);
    assert_eq!(
        rules("1.1", "otlp_grpc", "endpoint: http://localhost:4317\ntls:\n  ca_file:\n  insecure: false"),
        []
    );
    assert_eq!(rules("0.4", "otlp_grpc", "endpoint: https://a:4317\ncertificate_file: /ca.pem"), []);
    assert_eq!(rules("7.0", "otlp_grpc", "endpoint: https://a:4317\nwhatever: 1"), []);
    assert_eq!(
        rules("1.0", "otlp_http", "endpoint: ${OTEL_EXPORTER_OTLP_ENDPOINT:-http://localhost:4318}"),
        []
    );
    assert_eq!(rules("0.3", "otlp", "protocol: http/protobuf\nendpoint: http://localhost:4318"), []);
}

#[test]
fn keys() {
    assert_eq!(
        rules("1.0", "otlp_grpc", "certificate_file: /ca.pem\ntls:\n  certificate_file: /a\n  CA_file: /b"),
        [
            ("unknown-setting", 7, None),
            ("unknown-setting", 9, some("ca_file")),
            ("unknown-setting", 10, some("ca_file"))
        ]
    );
    assert_eq!(rules("1.0", "otlp_http", "tls:\n  insecure: true"), [("unknown-setting", 8, None)]);
    assert_eq!(
        rules("1.0", "otlp_grpc", "tls:\n  insecure_skip_verify: true"),
        [("unknown-setting", 8, None)]
    );
    assert_eq!(rules("1.0", "otlp", "protocol: grpc"), [("unknown-setting", 6, some("otlp_grpc"))]);
    assert_eq!(rules("1.0", "otlp", "x: y"), [("unknown-setting", 6, None)]);
    assert_eq!(rules("1.0", "otlp_grpc", "tls:\n  cert_file: /c.pem"), [("conflicting-settings", 8, None)]);
}

#[test]
fn endpoints() {
    assert_eq!(
        rules("1.0", "otlp_grpc", "endpoint: http://localhost:4318"),
        [("port-mismatch", 7, some("http://localhost:4317"))]
    );
    assert_eq!(
        rules("1.0", "otlp_http", "endpoint: http://localhost:4318"),
        [("unsupported-setting", 7, some("http://localhost:4318/v1/traces"))]
    );
    assert_eq!(
        rules("1.0", "otlp_http", "endpoint: localhost:4318/v1/traces"),
        [("scheme-mismatch", 7, None)]
    );
    assert_eq!(
        rules("1.0", "otlp_grpc", "endpoint: http://otel:4317\ntls:\n  ca_file: /ca.pem"),
        [("ignored-setting", 9, None), ("insecure-transport", 7, None)]
    );
    assert_eq!(
        rules("1.0", "otlp_grpc", "endpoint: https://otel:4317\ntls:\n  insecure: true"),
        [("ignored-setting", 9, None)]
    );
}

#[test]
fn types() {
    let found = check("file_format: 1.0\n");
    assert_eq!(found.len(), 1);
    assert!(found[0].held.message.contains("1.0"));
    assert_eq!(
        rules("1.0", "otlp_grpc", "endpoint: otel:4317\ntls:\n  insecure: \"True\""),
        [("unsupported-setting", 9, some("true"))]
    );
}

#[test]
fn metrics_and_logs_have_their_own_keys() {
    let text = "file_format: '1.0'\nmeter_provider:\n  readers:\n    - periodic:\n        exporter:\n          otlp_http:\n            endpoint: https://a/v1/metrics\n            temporality_preference: delta\nlogger_provider:\n  processors:\n    - simple:\n        exporter:\n          otlp_http:\n            endpoint: https://a/v1/logs\n            temporality_preference: delta\n";
    let found = check(text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].held.location.as_ref().unwrap().line, Some(15));
}

#[test]
fn odd_shapes_are_passed_over() {
    for text in [
        "file_format: '1.0'\ntracer_provider: 1",
        "file_format: [1]",
        "file_format:",
        "file_format: '1.0'\ntracer_provider: {processors: [1, {batch: {exporter: {otlp_http: 3}}}, {batch: }]}",
        "file_format: '1.0'\ntracer_provider: {processors: [{batch: {exporter: {otlp_http: {tls: [1], endpoint: {}}}}}]}",
    ] {
        let found = check(text);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}
