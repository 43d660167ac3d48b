//! Every recorded run of a real exporter against the rules, and the rules that no run shows.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Effective, Outcome, Refusal, effective, sent_headers};
use crate::finding::Code;
use crate::runtime::exporters;
use crate::target::Signal;
use crate::target::environment::Connection;
use crate::target::environment::Environment;
use crate::target::environment::EnvironmentError;
use crate::target::environment::FileSeen;
use crate::target::environment::Mismatched;
use crate::target::environment::Role;
use crate::target::environment::Roots;
use crate::target::environment::Unusable;

const RECORDED: &str = include_str!("../../../fixtures/environments/recorded.jsonl");

#[derive(Deserialize)]
struct Row {
    exporter: String,
    #[serde(default = "traces")]
    signal: Signal,
    variables: BTreeMap<String, String>,
    transport: String,
    port: Option<u16>,
    path: Option<String>,
    trusted: Option<bool>,
    client_certificate: Option<bool>,
    #[serde(default)]
    proxied: bool,
    headers: Option<BTreeMap<String, String>>,
    exit: Option<i32>,
}

fn traces() -> Signal {
    Signal::Traces
}

fn files() -> Vec<FileSeen> {
    let file = |role, path: &str, problem: Option<Unusable>| FileSeen {
        role,
        path: path.to_owned(),
        problem: problem.map(|problem| (problem, "unusable".to_owned())),
        certificates: usize::from(problem.is_none()),
        key_format: None,
    };
    let keyed = |path: &str, format: &str, certificates| FileSeen {
        key_format: Some(format.to_owned()),
        certificates,
        ..file(Role::Key, path, None)
    };
    let mut files = vec![
        file(Role::Ca, "@nothere.pem", Some(Unusable::Missing)),
        file(Role::Ca, "@empty.pem", Some(Unusable::Empty)),
        file(Role::Ca, "@garbage.pem", Some(Unusable::Content)),
        file(Role::Ca, "@client.key", Some(Unusable::Content)),
        file(Role::Ca, "@ca.der", Some(Unusable::Der)),
        FileSeen { certificates: 1, ..file(Role::Ca, "@folder", Some(Unusable::Folder)) },
        file(Role::Ca, "@nothere", Some(Unusable::Missing)),
        file(Role::Ca, "@unhashed", Some(Unusable::Folder)),
        FileSeen { certificates: 1, ..file(Role::Roots, "@unhashed", Some(Unusable::Folder)) },
        FileSeen { certificates: 1, ..file(Role::Roots, "@folder", Some(Unusable::Folder)) },
        file(Role::Roots, "@nothere", Some(Unusable::Missing)),
        file(Role::Store, "@nothere.p12", Some(Unusable::Missing)),
        file(Role::Ca, "\"@ca.pem\"", Some(Unusable::Missing)),
        file(Role::Ca, "file://@ca.pem", Some(Unusable::Missing)),
        file(Role::Certificate, "@nothere.pem", Some(Unusable::Missing)),
        file(Role::Certificate, "@garbage.pem", Some(Unusable::Content)),
        file(Role::Certificate, "@client.key", Some(Unusable::Content)),
        FileSeen { key_format: Some("pkcs8".to_owned()), ..file(Role::Certificate, "@pair.pem", None) },
        file(Role::Key, "@nothere.key", Some(Unusable::Missing)),
        file(Role::Key, "@client.encrypted", Some(Unusable::Content)),
        file(Role::Key, "@client.pem", Some(Unusable::Content)),
        file(Role::Key, "@empty.pem", Some(Unusable::Empty)),
        keyed("@client.key", "pkcs8", 0),
        keyed("@client-ec.key", "pkcs8", 0),
        keyed("@client.p1", "pkcs1", 0),
        keyed("@client-ec.sec1", "sec1", 0),
        keyed("@pair.pem", "pkcs8", 1),
    ];
    let good = ["@ca.pem", "@crlf.pem", "@bundle.pem", "@other-ca.pem", "@server.pem"];
    files.extend(good.map(|path| file(Role::Ca, path, None)));
    files.extend(["@client.pem", "@client-ec.pem"].map(|path| file(Role::Certificate, path, None)));
    files
}

fn environment(variables: &[(&str, &str)]) -> Environment {
    let mut environment = Environment::new(
        "the environment",
        variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    environment.files = files();
    // Without its password a JVM finds nothing in it.
    let password = variables.iter().any(|(_, value)| value.contains("trustStorePassword=changeit"));
    let wrong = variables.iter().any(|(_, value)| value.contains("trustStorePassword=wrong"));
    let stores =
        [("@trust.p12", password), ("@trust.jks", !wrong), ("@unmarked.p12", false), ("@ca.pem", false)];
    environment.files.extend(stores.map(|(path, good)| FileSeen {
        role: Role::Store,
        path: path.to_owned(),
        problem: (!good).then(|| (Unusable::Content, "unusable".to_owned())),
        certificates: usize::from(good),
        key_format: None,
    }));
    let (cert, key) = ("@client.pem".to_owned(), "@client-ec.key".to_owned());
    environment.mismatched = vec![Mismatched { cert, key, other_kind: true }];
    environment
}

fn tried(exporter: &str, signal: Signal, variables: &[(&str, &str)]) -> Result<Effective, EnvironmentError> {
    let exporter = exporters().iter().find(|row| row.name == exporter).unwrap();
    effective(&environment(variables), exporter, signal)
}

fn run(exporter: &str, signal: Signal, variables: &[(&str, &str)]) -> Effective {
    tried(exporter, signal, variables).unwrap()
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
    let set = |name: &str, value: &str| row.variables.get(name).is_some_and(|set| set.contains(value));
    match &connection.roots {
        _ if !connection.verifies => Some(true),
        Roots::Default => Some(
            system
                && (set("SSL_CERT_FILE", "@ca.pem")
                    || set("SSL_CERT_DIR", "@folder")
                    || set("SSL_CERT_DIR", "@unhashed")),
        ),
        Roots::File(path) | Roots::DefaultAnd(path)
            if ["@ca.pem", "@crlf.pem", "@bundle.pem"].contains(&path.as_str()) =>
        {
            Some(true)
        }
        Roots::File(path) | Roots::DefaultAnd(path) if path == "@other-ca.pem" => Some(false),
        Roots::File(_) | Roots::DefaultAnd(_) => None,
        Roots::Store(path) => Some(["@trust.p12", "@trust.jks", "@ca.der"].contains(&path.as_str())),
        Roots::Openssl(paths) => {
            Some(paths.iter().any(|path| ["@ca.pem", "@folder"].contains(&path.as_str())))
        }
    }
}

/// Whether the rules say what was seen; `None`: they say nothing.
fn agrees(row: &Row, outcome: &Outcome) -> Option<bool> {
    match outcome {
        Outcome::Unknown(_) => None,
        Outcome::Refuses(refusal) => {
            let nobody = refusal.code == Code::UnreadableFile && row.trusted == Some(false);
            let no_time = refusal.variable.ends_with("TIMEOUT");
            let aborts = refusal.problem.contains("aborts") || refusal.code == Code::UnreadableFile;
            Some((row.transport == "none" || nobody || no_time) && (row.exit.is_none() || aborts))
        }
        // Nobody listens there.
        Outcome::Connects(connection)
            if connection.proxy.as_ref().is_some_and(|(_, proxy)| proxy.ends_with(":9")) =>
        {
            Some(row.transport == "none")
        }
        Outcome::Connects(connection) => {
            let path =
                connection.url().split('/').skip(3).fold(String::new(), |path, part| path + "/" + part);
            Some(
                Some(connection.endpoint.port) == row.port
                    && connection.cleartext == (row.transport == "cleartext")
                    && connection.proxy.is_some() == row.proxied
                    && row.path.as_ref().is_none_or(|seen| *seen == path)
                    && row.trusted.is_none_or(|seen| trusts(row, connection).is_none_or(|own| own == seen))
                    && row.client_certificate.is_none_or(|seen| connection.identity.is_some() == seen),
            )
        }
    }
}

#[test]
fn the_rules_say_what_real_exporters_do() {
    let (mut wrong, mut nothing) = (Vec::new(), 0);
    let rows: Vec<Row> = RECORDED.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(rows.len() > 2000);
    for row in &rows {
        let variables: Vec<(&str, &str)> =
            row.variables.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let Ok(Effective { outcome, .. }) = tried(&row.exporter, row.signal, &variables) else {
            // No endpoint to otls; most exporters go nowhere, too.
            nothing += usize::from(row.transport != "none");
            continue;
        };
        match agrees(row, &outcome) {
            Some(true) => {}
            None => nothing += 1,
            Some(false) => wrong.push(format!(
                "{} {:?} {:?}: {} {:?}, but {outcome:?}",
                row.exporter, row.signal, row.variables, row.transport, row.port
            )),
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
    // Endpoints that are none to otls alone, and variables that it does not follow.
    assert!(nothing * 40 < rows.len(), "{nothing}");
}

#[test]
fn headers_are_those_that_real_exporters_send() {
    let rows = RECORDED.lines().map(|line| serde_json::from_str::<Row>(line).unwrap());
    let mut compared = 0;
    for row in rows.filter(|row| row.headers.is_some()) {
        let variables: Vec<(&str, &str)> =
            row.variables.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let environment = environment(&variables);
        let exporter = exporters().iter().find(|exporter| exporter.name == row.exporter).unwrap();
        let outcome = effective(&environment, exporter, row.signal).unwrap().outcome;
        let Outcome::Connects(connection) = outcome else { panic!("{} {variables:?}", row.exporter) };
        let found: BTreeMap<String, String> = sent_headers(&environment, &connection, Some(&row.exporter))
            .into_iter()
            .map(|header| (header.name, header.value.expose().clone()))
            .collect();
        assert_eq!(Some(found), row.headers, "{} {variables:?}", row.exporter);
        compared += 1;
    }
    assert!(compared > 50, "{compared}");
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
    // Of the two cases an empty first one counts.
    assert_eq!(proxy("rust-http", &[("HTTPS_PROXY", ""), lower[0]]), None);
    assert_eq!(proxy("rust-http", &[upper[0], ("https_proxy", "")]).as_deref(), Some("HTTPS_PROXY"));
    assert_eq!(proxy("python-http", &[upper[0], ("https_proxy", "")]), None);
    assert_eq!(proxy("go-http", &[("HTTPS_PROXY", ""), lower[0]]).as_deref(), Some("https_proxy"));
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

/// Seen with both exporters against an HTTP server: Python sends the user's, Node the header's.
#[test]
fn a_user_in_the_url_and_a_header_of_that_name() {
    let authorization = |name: &str| {
        let environment = environment(&[
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://user:pw@127.0.0.1:4318"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "authorization=own"),
        ]);
        let exporter = exporters().iter().find(|exporter| exporter.name == name).unwrap();
        let outcome = effective(&environment, exporter, Signal::Traces).unwrap().outcome;
        let Outcome::Connects(connection) = outcome else { panic!("{name}") };
        let sent = sent_headers(&environment, &connection, Some(name));
        sent.into_iter().map(|header| header.value.expose().clone()).collect::<Vec<_>>()
    };
    assert_eq!(authorization("python-http"), ["Basic dXNlcjpwdw=="]);
    assert_eq!(authorization("node-http"), ["own"]);
}
