//! Every recorded run of a real exporter against the rules, and the rules that no run shows.

use serde::Deserialize;

use super::{Effective, Outcome, Refusal, effective};
use crate::finding::Code;
use crate::runtime::exporters;
use crate::target::Signal;
use crate::target::environment::Connection;
use crate::target::environment::Environment;
use crate::target::environment::FileSeen;
use crate::target::environment::Role;
use crate::target::environment::Roots;
use crate::target::environment::Unusable;

const RECORDED: &str = include_str!("../../../fixtures/environments/recorded.jsonl");

#[derive(Deserialize)]
struct Row {
    exporter: String,
    variables: std::collections::BTreeMap<String, String>,
    transport: String,
    port: Option<u16>,
    path: Option<String>,
    trusted: Option<bool>,
    client_certificate: Option<bool>,
    exit: Option<i32>,
}

fn files() -> Vec<FileSeen> {
    let file = |role, path: &str, problem: Option<Unusable>| FileSeen {
        role,
        path: path.to_owned(),
        problem: problem.map(|problem| (problem, "unusable".to_owned())),
        certificates: usize::from(problem.is_none()),
        key_format: None,
    };
    vec![
        file(Role::Ca, "@ca.pem", None),
        file(Role::Ca, "@nothere.pem", Some(Unusable::Missing)),
        file(Role::Ca, "@empty.pem", Some(Unusable::Empty)),
        file(Role::Ca, "@garbage.pem", Some(Unusable::Content)),
        file(Role::Certificate, "@client.pem", None),
        file(Role::Key, "@client.key", None),
        file(Role::Key, "@nothere.key", Some(Unusable::Missing)),
        FileSeen { key_format: Some("pkcs1".to_owned()), ..file(Role::Key, "@client.p1", None) },
    ]
}

fn run(exporter: &str, signal: Signal, variables: &[(&str, &str)]) -> Effective {
    let mut environment = Environment::new(
        "the environment",
        variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    environment.files = files();
    let exporter = exporters().iter().find(|row| row.name == exporter).unwrap();
    effective(&environment, exporter, signal).unwrap()
}

fn connection(exporter: &str, variables: &[(&str, &str)]) -> Connection {
    match run(exporter, Signal::Traces, variables).outcome {
        Outcome::Connects(connection) => *connection,
        other => panic!("{exporter}: {other:?}"),
    }
}

fn refusal(exporter: &str, variables: &[(&str, &str)]) -> Refusal {
    match run(exporter, Signal::Traces, variables).outcome {
        Outcome::Refuses(refusal) => refusal,
        other => panic!("{exporter}: {other:?}"),
    }
}

/// Whether a server of `@ca.pem` would be accepted; `None`: that depends on more than the roots.
fn trusts(row: &Row, connection: &Connection) -> Option<bool> {
    let system = ["go-grpc", "go-http", "rust-http"].contains(&row.exporter.as_str());
    match &connection.roots {
        _ if !connection.verifies => Some(true),
        Roots::Default => Some(system && row.variables.contains_key("SSL_CERT_FILE")),
        Roots::File(path) | Roots::DefaultAnd(path) if path == "@ca.pem" => Some(true),
        Roots::File(_) | Roots::DefaultAnd(_) => None,
    }
}

#[test]
fn the_rules_say_what_real_exporters_do() {
    let mut wrong = Vec::new();
    let rows: Vec<Row> = RECORDED.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(rows.len() > 400);
    for row in &rows {
        let variables: Vec<(&str, &str)> =
            row.variables.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let outcome = run(&row.exporter, Signal::Traces, &variables).outcome;
        let agrees = match &outcome {
            Outcome::Refuses(refusal) => {
                let nobody = refusal.code == Code::UnreadableFile && row.trusted == Some(false);
                (row.transport == "none" || nobody)
                    && (row.exit.is_none()
                        || refusal.problem.contains("aborts")
                        || refusal.code == Code::UnreadableFile)
            }
            Outcome::Connects(connection) => {
                let path =
                    connection.url().split('/').skip(3).fold(String::new(), |path, part| path + "/" + part);
                Some(connection.endpoint.port) == row.port
                    && connection.cleartext == (row.transport == "cleartext")
                    && row.path.as_ref().is_none_or(|seen| *seen == path)
                    && row.trusted.is_none_or(|seen| trusts(row, connection).is_none_or(|own| own == seen))
                    && row.client_certificate.is_none_or(|seen| connection.identity.is_some() == seen)
            }
            Outcome::Unknown(_) => false,
        };
        if !agrees {
            wrong.push(format!(
                "{} {:?}: {} {:?}, but {outcome:?}",
                row.exporter, row.variables, row.transport, row.port
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn proxies_are_read_as_each_exporter_does() {
    let https = ("OTEL_EXPORTER_OTLP_ENDPOINT", "https://a.example:4317");
    let proxy = |exporter: &str, variables: &[(&str, &str)]| {
        let all: Vec<(&str, &str)> = variables.iter().copied().chain([https]).collect();
        connection(exporter, &all).proxy.map(|(name, _)| name)
    };
    let upper = [("HTTPS_PROXY", "http://p:1")];
    let lower = [("https_proxy", "http://p:1")];
    assert_eq!(proxy("go-grpc", &upper).as_deref(), Some("HTTPS_PROXY"));
    assert_eq!(proxy("python-grpc", &upper), None);
    assert_eq!(proxy("python-grpc", &lower).as_deref(), Some("https_proxy"));
    assert_eq!(proxy("node-http", &lower), None);
    assert_eq!(proxy("java-grpc", &upper), None);
    assert_eq!(proxy("rust-http", &upper).as_deref(), Some("HTTPS_PROXY"));
    assert_eq!(proxy("go-http", &[upper[0], ("NO_PROXY", ".example")]), None);
}

#[test]
fn exporters_that_were_not_run() {
    let https = ("OTEL_EXPORTER_OTLP_ENDPOINT", "https://a.example:4318");
    let ca = ("OTEL_EXPORTER_OTLP_CERTIFICATE", "@ca.pem");
    let own_ca = ("OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE", "@ca.pem");
    assert_eq!(refusal("dotnet-grpc", &[https, ca]).code, Code::UnsupportedSetting);
    assert_eq!(connection("dotnet-grpc", &[https, own_ca]).roots, Roots::Default);
    assert_eq!(connection("php-grpc", &[https, ca]).roots, Roots::Default);
    assert_eq!(connection("cpp-grpc", &[https, own_ca]).roots, Roots::File("@ca.pem".to_owned()));
    let bare = ("OTEL_EXPORTER_OTLP_ENDPOINT", "a.example:4318");
    assert!(connection("cpp-http", &[bare]).cleartext);
    assert_eq!(refusal("ruby-http", &[bare]).code, Code::SchemeMismatch);
    let none = ("OTEL_RUBY_EXPORTER_OTLP_SSL_VERIFY_NONE", "false");
    assert!(!connection("ruby-http", &[https, none]).verifies);
    assert!(
        connection("ruby-http", &[https, none, ("OTEL_RUBY_EXPORTER_OTLP_SSL_VERIFY_PEER", "1")]).verifies
    );
    let own = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "https://a.example:4317");
    assert_eq!(refusal("php-grpc", &[own]).code, Code::UnsupportedSetting);
    assert!(matches!(run("php-http", Signal::Traces, &[bare]).outcome, Outcome::Unknown(_)));
    assert!(matches!(run("collector-grpc", Signal::Traces, &[https]).outcome, Outcome::Unknown(_)));
}

#[test]
fn go_s_logs_exporter_keeps_to_the_scheme() {
    let variables =
        [("OTEL_EXPORTER_OTLP_ENDPOINT", "https://a.example:4317"), ("OTEL_EXPORTER_OTLP_INSECURE", "true")];
    assert!(connection("go-grpc", &variables).cleartext);
    match run("go-grpc", Signal::Logs, &variables).outcome {
        Outcome::Connects(connection) => assert!(!connection.cleartext),
        other => panic!("{other:?}"),
    }
}
