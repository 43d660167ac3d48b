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
        // The form of a key is judged where its content is known.
        if row.exporter.starts_with("java") && row.variables.values().any(|path| path == "@client.p1") {
            continue;
        }
        let variables: Vec<(&str, &str)> =
            row.variables.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let outcome = run(&row.exporter, Signal::Traces, &variables).outcome;
        let agrees = match &outcome {
            Outcome::Refuses(refusal) => {
                let nobody = refusal.code == Code::UnreadableFile && row.trusted == Some(false);
                (row.transport == "none" || nobody) && (row.exit.is_none() || refusal.problem.contains("aborts") || refusal.code == Code::UnreadableFile)
            }
            Outcome::Connects(connection) => {
                let path = connection.url().split('/').skip(3).fold(String::new(), |path, part| path + "/" + part);
                Some(connection.endpoint.port) == row.port
                    && connection.cleartext == (row.transport == "cleartext")
                    && row.path.as_ref().is_none_or(|seen| *seen == path)
                    && row.trusted.is_none_or(|seen| trusts(row, connection).is_none_or(|own| own == seen))
                    && row.client_certificate.is_none_or(|seen| connection.identity.is_some() == seen)
            }
            Outcome::Unknown(_) => false,
        };
        if !agrees {
            wrong.push(format!("{} {:?}: {} {:?}, but {outcome:?}", row.exporter, row.variables, row.transport, row.port));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}
