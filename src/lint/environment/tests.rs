//! One row a rule: variables, then the findings as `severity code variable`.

use super::{concerns, environment};
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::Severity;
use crate::runtime::named;
use crate::target::Signal;
use crate::target::environment::Environment;
use crate::target::environment::FileSeen;
use crate::target::environment::Role;
use crate::target::environment::Unusable;

fn set(variables: &[(&str, &str)]) -> Environment {
    let named = variables.iter().map(|(name, value)| {
        let name =
            if name.contains("_PROXY") || name.starts_with(['N', 'R', 'S']) || name.starts_with("OTEL_") {
                (*name).to_owned()
            } else {
                format!("OTEL_EXPORTER_OTLP_{name}")
            };
        (name, (*value).to_owned())
    });
    let mut environment = Environment::new("the environment", named);
    environment.files = ["CERTIFICATE", "CLIENT_CERTIFICATE", "CLIENT_KEY"]
        .iter()
        .zip([Role::Ca, Role::Certificate, Role::Key])
        .filter_map(|(what, role)| {
            let (_, path) = environment.generic(what)?;
            let problem =
                path.contains("nothere").then(|| (Unusable::Missing, "there is no such file".to_owned()));
            let (certificates, key_format) = (1, None);
            Some(FileSeen { role, path: path.to_owned(), problem, certificates, key_format })
        })
        .collect();
    environment
}

fn told(held: &[Held]) -> Vec<String> {
    held.iter()
        .map(|held| {
            let severity = match held.severity.unwrap_or(held.code.meta().severity) {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            let variable =
                held.location.as_ref().and_then(|location| location.path.clone()).unwrap_or_default();
            format!("{severity} {} {}", held.code, variable.trim_start_matches("OTEL_EXPORTER_OTLP_"))
        })
        .collect()
}

/// What holds by the specification, and for exporters of that name.
fn found(runtime: &str, variables: &[(&str, &str)]) -> Vec<String> {
    let runtimes = if runtime.is_empty() { Vec::new() } else { named(runtime).unwrap() };
    told(&environment(&set(variables), &runtimes))
}

#[test]
fn a_sound_environment_yields_nothing() {
    assert_eq!(
        found(
            "python-grpc",
            &[
                ("ENDPOINT", "https://a.example:4317"),
                ("CERTIFICATE", "ca.pem"),
                ("TIMEOUT", "5000"),
                ("HEADERS", "authorization=Bearer%20x"),
                ("COMPRESSION", "gzip")
            ]
        ),
        Vec::<String>::new()
    );
    assert_eq!(found("", &[]), Vec::<String>::new());
    assert_eq!(
        found("node-http", &[("METRICS_TEMPORALITY_PREFERENCE", "delta"), ("OTEL_SERVICE_NAME", "x")]),
        Vec::<String>::new()
    );
}

#[test]
fn every_rule_of_the_specification() {
    let grpc = ("PROTOCOL", "grpc");
    let https = ("ENDPOINT", "https://a.example:4317");
    for (variables, expected) in [
        (
            vec![grpc, ("ENDPOINT", "http://localhost:4317"), ("INSECURE", "1")],
            "warning unsupported-setting INSECURE",
        ),
        (vec![grpc, https, ("INSECURE", "true")], "warning conflicting-settings INSECURE"),
        (vec![grpc, https, ("CLIENT_KEY", "k.pem")], "warning conflicting-settings CLIENT_KEY"),
        (vec![grpc, https, ("CERTIFICATE", "nothere.pem")], "error unreadable-file CERTIFICATE"),
        (
            vec![grpc, https, ("CERTIFICATE", "-----BEGIN CERTIFICATE-----")],
            "error unsupported-setting CERTIFICATE",
        ),
        (
            vec![("ENDPOINT", "http://localhost:4318"), ("CERTIFICATE", "ca.pem")],
            "warning ignored-setting CERTIFICATE",
        ),
        (vec![("TRACES_ENDPOINT", "http://localhost:4318")], "warning unsupported-setting TRACES_ENDPOINT"),
        (vec![("ENDPOINT", "http://localhost:4318/v1/traces")], "warning unsupported-setting ENDPOINT"),
        (vec![grpc, ("ENDPOINT", "http://localhost:4318")], "warning port-mismatch ENDPOINT"),
        (
            vec![("PROTOCOL", "http/protobuf"), ("ENDPOINT", "http://localhost:4317")],
            "warning port-mismatch ENDPOINT",
        ),
        (vec![("ENDPOINT", "http://localhost:4317")], "note port-mismatch ENDPOINT"),
        (vec![("ENDPOINT", "http://localhost")], "warning port-mismatch ENDPOINT"),
        (vec![("ENDPOINT", "localhost:4318")], "error scheme-mismatch ENDPOINT"),
        (vec![grpc, ("ENDPOINT", "a.example:4317")], "note scheme-mismatch ENDPOINT"),
        (vec![("ENDPOINT", "https://localhost:4318")], "note scheme-mismatch ENDPOINT"),
        (vec![("ENDPOINT", "http://a.example:99999")], "error unsupported-setting ENDPOINT"),
        (vec![("ENDPOINT", "http://a.example:4318")], "note insecure-transport ENDPOINT"),
        (
            vec![("ENDPOINT", "http://a.example:4318"), ("HEADERS", "a=b")],
            "warning insecure-transport ENDPOINT",
        ),
        (vec![("PROTOCOL", "http")], "warning unsupported-setting PROTOCOL"),
        (vec![("TIMEOUT", "10")], "warning unsupported-setting TIMEOUT"),
        (vec![("TIMEOUT", "10s")], "warning unsupported-setting TIMEOUT"),
        (vec![("COMPRESSION", "zstd")], "warning unsupported-setting COMPRESSION"),
        (vec![("HEADERS", "authorization: Bearer x")], "warning unsupported-setting HEADERS"),
        (vec![grpc, ("HEADERS", "Authorization=x")], "warning unsupported-setting HEADERS"),
        (vec![("HEADERS", "authorization=Bearer x")], "note unsupported-setting HEADERS"),
        (vec![("CA_CERT", "ca.pem")], "warning wrong-variable CA_CERT"),
        (vec![("TRACES_SKIP_VERIFY", "true")], "warning wrong-variable TRACES_SKIP_VERIFY"),
        (vec![("ENDPIONT", "http://a")], "warning unknown-setting ENDPIONT"),
        (vec![("OTEL_EXPORTER_OTLP_SPAN_INSECURE", "true")], "note deprecated-setting SPAN_INSECURE"),
        (vec![("OTEL_SDK_DISABLED", "true")], "warning ignored-setting OTEL_SDK_DISABLED"),
        (vec![("OTEL_TRACES_EXPORTER", "none")], "note ignored-setting OTEL_TRACES_EXPORTER"),
        (vec![("OTEL_CONFIG_FILE", "a.yaml"), https], "note ignored-setting OTEL_CONFIG_FILE"),
    ] {
        let found = found("", &variables);
        assert!(found.iter().any(|one| one == expected), "{variables:?}: {found:?} lacks {expected}");
    }
}

#[test]
fn exporters_that_depart_are_named() {
    let https = ("ENDPOINT", "https://a.example:4317");
    let pair = [("CLIENT_CERTIFICATE", "c.pem"), ("CLIENT_KEY", "k.pem")];
    for (runtime, variables, expected) in [
        ("go-grpc", vec![https, ("INSECURE", "true")], "warning conflicting-settings INSECURE"),
        (
            "go-grpc",
            vec![("ENDPOINT", "http://a.example:4317"), ("CERTIFICATE", "ca.pem")],
            "warning conflicting-settings CERTIFICATE",
        ),
        (
            "go-http",
            vec![("ENDPOINT", "http://a.example:4318"), ("CERTIFICATE", "ca.pem")],
            "error conflicting-settings CERTIFICATE",
        ),
        ("go-grpc", vec![("ENDPOINT", "a.example:4317")], "error scheme-mismatch ENDPOINT"),
        ("python-grpc", vec![https, pair[0], pair[1]], "warning ignored-setting CLIENT_CERTIFICATE"),
        (
            "python-grpc",
            vec![https, ("CERTIFICATE", "ca.pem"), pair[0]],
            "error conflicting-settings CLIENT_CERTIFICATE",
        ),
        ("python-grpc", vec![https, ("CERTIFICATE", "nothere.pem")], "warning unreadable-file CERTIFICATE"),
        ("python-grpc", vec![("ENDPOINT", "")], "error unsupported-setting ENDPOINT"),
        (
            "python-http",
            vec![https, ("CERTIFICATE", "ca.pem"), ("REQUESTS_CA_BUNDLE", "b.pem")],
            "warning ignored-setting CERTIFICATE",
        ),
        ("rust-grpc", vec![https, ("CERTIFICATE", "ca.pem")], "warning wrong-variable CERTIFICATE"),
        (
            "dotnet-grpc",
            vec![https, ("TRACES_CERTIFICATE", "ca.pem")],
            "warning wrong-variable TRACES_CERTIFICATE",
        ),
        ("java-grpc", vec![https, ("CERTIFICATE", "")], "error unsupported-setting CERTIFICATE"),
        (
            "java-grpc",
            vec![("ENDPOINT", "https://a.example:4317/base")],
            "error unsupported-setting ENDPOINT",
        ),
        (
            "node-http",
            vec![https, ("NODE_TLS_REJECT_UNAUTHORIZED", "0")],
            "warning verification-disabled NODE_TLS_REJECT_UNAUTHORIZED",
        ),
        ("node-grpc", vec![("PROTOCOL", "http/protobuf")], "warning conflicting-settings PROTOCOL"),
    ] {
        let found = found(runtime, &variables);
        assert!(
            found.iter().any(|one| one == expected),
            "{runtime} {variables:?}: {found:?} lacks {expected}"
        );
    }
}

#[test]
fn what_stops_some_is_a_warning_and_what_stops_all_an_error() {
    let variables = [("PROTOCOL", "grpc"), ("ENDPOINT", "a.example:4317")];
    assert!(found("", &variables).contains(&"warning scheme-mismatch ENDPOINT".to_owned()));
    assert!(found("java-grpc", &variables).contains(&"error scheme-mismatch ENDPOINT".to_owned()));
}

#[test]
fn no_value_that_may_be_a_secret_is_told() {
    let held = environment(
        &set(&[
            ("HEADERS", "hunter2, b c=hunter2"),
            ("API_KEY", "hunter2"),
            ("ENDPOINT", "https://u:hunter2@a:99999"),
        ]),
        &[],
    );
    assert!(held.len() >= 3);
    assert!(!format!("{held:?}").contains("hunter2"), "{held:?}");
}

#[test]
fn the_remedy_has_the_value_to_write() {
    let instead = |variables: &[(&str, &str)]| {
        environment(&set(variables), &[]).into_iter().find_map(|held| match held.evidence {
            Evidence::Setting { instead, .. } => instead,
            _ => None,
        })
    };
    assert_eq!(
        instead(&[("TRACES_ENDPOINT", "https://a:4318")]).as_deref(),
        Some("https://a:4318/v1/traces")
    );
    assert_eq!(instead(&[("ENDPOINT", "https://a/base/v1/logs")]).as_deref(), Some("https://a/base"));
    assert_eq!(instead(&[("TIMEOUT", "10")]).as_deref(), Some("10000"));
    assert_eq!(instead(&[("CLIENT_CERT", "c")]).as_deref(), Some("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE"));
}

#[test]
fn a_variable_of_another_signal_concerns_nobody_else() {
    let held = environment(&set(&[("METRICS_TIMEOUT", "x"), ("TIMEOUT", "x")]), &[]);
    let of_traces: Vec<_> = held.iter().filter(|held| concerns(held, &[Signal::Traces])).collect();
    assert_eq!((held.len(), of_traces.len()), (2, 1));
}
