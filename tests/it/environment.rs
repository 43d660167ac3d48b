//! Probes that the environment names, against broken servers of `otls lab`.

use std::fs;

use serde_json::Value;
use serde_json::json;

use crate::program::assert_valid;
use crate::run::{Ran, command, finish};
use crate::server::LabServer;

const PREFIX: &str = "OTEL_EXPORTER_OTLP_";

/// Runs `otls probe -o json` with these variables; a name without an underscore in front is one of the exporter's.
fn probe(variables: &[(&str, &str)], arguments: &[&str]) -> Ran {
    let mut command = command();
    for (name, value) in variables {
        let name = if name.starts_with(['N', 'R', 'S', 'h']) {
            (*name).to_owned()
        } else {
            format!("{PREFIX}{name}")
        };
        command.env(name, value);
    }
    let ran = finish(command.args(["probe", "-o", "json"]).args(arguments));
    for line in ran.json() {
        assert_valid(&line);
    }
    ran
}

fn lines(variables: &[(&str, &str)], arguments: &[&str]) -> Vec<Value> {
    probe(variables, arguments).json()
}

fn codes(line: &Value) -> Vec<&str> {
    line["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect()
}

fn verdict<'a>(line: &'a Value, runtime: &str) -> (&'a str, &'a str) {
    let runtimes = line["runtimes"].as_array().unwrap();
    let found = runtimes.iter().find(|one| one["runtime"] == runtime).unwrap();
    (found["verdict"].as_str().unwrap(), found["basis"].as_str().unwrap())
}

#[test]
fn the_variables_name_the_target_and_every_value_says_where_it_is_from() {
    let server = LabServer::start("ok");
    let ca = server.file("ca.pem");
    let ran =
        probe(&[("ENDPOINT", &server.endpoint), ("CERTIFICATE", &ca), ("HEADERS", "x-key=hunter2")], &[]);
    let line = &ran.json()[0];
    assert_eq!(
        line["target"]["sources"],
        json!({
            "ca": "environment:OTEL_EXPORTER_OTLP_CERTIFICATE",
            "cleartext": "environment:OTEL_EXPORTER_OTLP_ENDPOINT",
            "endpoint": "environment:OTEL_EXPORTER_OTLP_ENDPOINT",
            "headers": "environment:OTEL_EXPORTER_OTLP_HEADERS",
            "protocol": "default",
            "timeout": "default",
        })
    );
    assert_eq!(line["target"]["protocol"], "http/protobuf");
    assert_eq!(verdict(line, "go-http"), ("connects", "observed"));
    // Rust reads no such variable: it is judged with the roots that it has.
    assert_eq!(verdict(line, "rust-http"), ("fails", "modelled"));
    assert_eq!(verdict(line, "dotnet-http"), ("fails", "environment"));
    assert!(!ran.stdout.contains("hunter2"));
}

#[test]
fn each_signal_that_differs_is_a_target_of_its_own() {
    let server = LabServer::start("ok");
    let ca = server.file("ca.pem");
    let metrics = format!("{}/v1/metrics", server.endpoint);
    let lines = lines(
        &[
            ("PROTOCOL", "grpc"),
            ("ENDPOINT", &server.endpoint),
            ("CERTIFICATE", &ca),
            ("METRICS_PROTOCOL", "http/protobuf"),
            ("METRICS_ENDPOINT", &metrics),
        ],
        &[],
    );
    let seen: Vec<_> = lines
        .iter()
        .map(|line| {
            (
                line["target"]["labels"]["signals"].as_str().unwrap(),
                line["target"]["protocol"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(seen, [("traces,logs", "grpc"), ("metrics", "http/protobuf")]);
    assert_eq!(lines[1]["target"]["signal"], "metrics");
    assert_eq!(lines[1]["stopped_at"], Value::Null);
}

#[test]
fn a_signal_s_own_endpoint_is_used_as_it_is() {
    let server = LabServer::start("ok");
    let ca = server.file("ca.pem");
    let lines =
        lines(&[("TRACES_ENDPOINT", &server.endpoint), ("CERTIFICATE", &ca)], &["--signal", "traces"]);
    assert_eq!(lines[0]["target"]["sources"]["endpoint"], "environment:OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
    // The export went to `/`, where nobody is.
    assert_eq!(lines[0]["stopped_at"], "otlp");
    assert!(codes(&lines[0]).contains(&"unsupported-setting"), "{}", lines[0]);
}

#[test]
fn without_variables_the_default_endpoint_is_probed() {
    let lines = lines(&[], &["--connect-to", "127.0.0.1:9"]);
    assert_eq!(lines[0]["target"]["endpoint"], "http://localhost:4318");
    assert_eq!(lines[0]["target"]["sources"]["endpoint"], "default");
}

#[test]
fn each_runtime_is_probed_as_it_connects() {
    let server = LabServer::start("ok");
    let ca = server.file("ca.pem");
    let variables =
        [("ENDPOINT", server.endpoint.as_str()), ("CERTIFICATE", ca.as_str()), ("INSECURE", "true")];
    let lines = lines(&variables, &["--runtime", "go-grpc,python-grpc,rust-grpc"]);
    let seen: Vec<_> = lines
        .iter()
        .map(|line| (line["target"]["labels"]["runtimes"].as_str().unwrap(), line["stopped_at"].as_str()))
        .collect();
    // Go speaks TLS all the same, since a CA is set; Rust does not read it.
    assert_eq!(seen, [("go-grpc,python-grpc", None), ("rust-grpc", Some("tls"))]);
}

#[test]
fn go_lets_insecure_override_the_scheme() {
    let server = LabServer::start("ok");
    let variables = [("ENDPOINT", server.endpoint.as_str()), ("INSECURE", "true")];
    let lines = lines(&variables, &["--runtime", "go-grpc", "--signal", "traces"]);
    assert_eq!(lines[0]["target"]["sources"]["cleartext"], "environment:OTEL_EXPORTER_OTLP_INSECURE");
    assert_eq!(lines[0]["stopped_at"], "otlp");
    assert!(codes(&lines[0]).contains(&"conflicting-settings"));
}

#[test]
fn a_file_that_cannot_be_used_is_a_finding_and_each_runtime_does_what_it_does() {
    let server = LabServer::start("ok");
    let variables =
        [("ENDPOINT", server.endpoint.as_str()), ("PROTOCOL", "grpc"), ("CERTIFICATE", "/nowhere/ca.pem")];
    let ran = probe(&variables, &[]);
    let line = &ran.json()[0];
    assert_eq!((ran.status, line["diagnosis"].as_str()), (1, Some("unreadable-file")));
    // Go, Python and Node go on with their own roots; Java does not start.
    assert_eq!(verdict(line, "go-grpc"), ("fails", "modelled"));
    assert_eq!(verdict(line, "java-grpc"), ("fails", "environment"));
    let text = format!("{line}");
    assert!(text.contains("Invalid OTLP certificate/key path: /nowhere/ca.pem"), "{text}");
}

#[test]
fn half_a_client_s_pair_aborts_python() {
    let server = LabServer::start("ok");
    let ca = server.file("ca.pem");
    let variables = [
        ("ENDPOINT", server.endpoint.as_str()),
        ("CERTIFICATE", ca.as_str()),
        ("CLIENT_CERTIFICATE", ca.as_str()),
    ];
    let lines = lines(&variables, &["--runtime", "python-grpc"]);
    assert_eq!(verdict(&lines[0], "python-grpc"), ("fails", "environment"));
    assert!(lines[0]["runtimes"][0]["reason"].as_str().unwrap().contains("SIGABRT"));
    assert_eq!(lines[0]["diagnosis"], "conflicting-settings");
}

#[test]
fn an_explicit_endpoint_reads_no_variable_unless_asked() {
    let server = LabServer::start("ok");
    let ca = server.file("ca.pem");
    let variables = [("ENDPOINT", "http://nowhere.invalid:1"), ("CERTIFICATE", ca.as_str())];
    let without = lines(&variables, &[server.place()]);
    assert_eq!(without[0]["target"]["sources"].get("ca"), None);
    assert_eq!(without[0]["target"]["environment"], Value::Null);
    let with = lines(&variables, &["--env", server.place()]);
    assert_eq!(with[0]["target"]["sources"]["endpoint"], "argument");
    assert_eq!(with[0]["target"]["sources"]["ca"], "environment:OTEL_EXPORTER_OTLP_CERTIFICATE");
    assert_eq!(with[0]["stopped_at"], Value::Null);
}

#[test]
fn what_surrounds_an_exporter_is_listed_without_secrets() {
    let server = LabServer::start("ok");
    let ca = server.file("ca.pem");
    let variables = [
        ("ENDPOINT", server.endpoint.as_str()),
        ("NODE_EXTRA_CA_CERTS", ca.as_str()),
        ("https_proxy", "http://user:hunter2@proxy.example:3128"),
    ];
    let ran = probe(&variables, &["--runtime", "node-http"]);
    let line = &ran.json()[0];
    let ambient = line["target"]["environment"]["ambient"].as_array().unwrap();
    let seen: Vec<_> =
        ambient.iter().map(|one| (one["name"].as_str().unwrap(), one["value"].as_str().unwrap())).collect();
    assert_eq!(seen, [("NODE_EXTRA_CA_CERTS", ca.as_str()), ("https_proxy", "http://proxy.example:3128")]);
    assert!(!ran.stdout.contains("hunter2"));
    // The file counts beside Node's own roots.
    assert_eq!(verdict(line, "node-http").0, "connects");
    assert_eq!(line["target"]["sources"]["ca"], "environment:NODE_EXTRA_CA_CERTS");
}

#[test]
fn verification_that_is_switched_off_is_told() {
    let server = LabServer::start("expired");
    let variables = [("ENDPOINT", server.endpoint.as_str()), ("NODE_TLS_REJECT_UNAUTHORIZED", "0")];
    let lines = lines(&variables, &["--runtime", "node-http"]);
    assert_eq!(verdict(&lines[0], "node-http").0, "connects");
    assert!(codes(&lines[0]).contains(&"verification-disabled"));
}

#[test]
fn a_file_of_variables_stands_for_the_environment() {
    let server = LabServer::start("ok");
    let file = server.file("app.env");
    let text = format!(
        "# ours\nexport {PREFIX}ENDPOINT='{}'\n{PREFIX}CERTIFICATE=\"{}\"\n",
        server.endpoint,
        server.file("ca.pem")
    );
    fs::write(&file, text).unwrap();
    let read = lines(&[("ENDPOINT", "http://nowhere.invalid:1")], &["--env-file", &file]);
    assert_eq!(read[0]["target"]["sources"]["environment"], "flag:--env-file");
    assert_eq!(verdict(&read[0], "ruby-http").0, "connects");
    fs::write(&file, "A=1\nno variable\n").unwrap();
    let bad = finish(command().args(["probe", "--env-file", &file]));
    assert_eq!(bad.status, 2);
    assert!(bad.stderr.contains("line 2"), "{}", bad.stderr);
}

#[test]
fn a_value_that_is_no_endpoint_names_its_variable() {
    let ran = finish(command().env(format!("{PREFIX}ENDPOINT"), "https://u:hunter2@a:99999").arg("probe"));
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr.contains("OTEL_EXPORTER_OTLP_ENDPOINT") && !ran.stderr.contains("hunter2"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_saved_target_of_the_environment_gives_the_same_report() {
    let server = LabServer::start("ok");
    let saved = server.file("saved.json");
    let ca = server.file("ca.pem");
    let variables =
        [("ENDPOINT", server.endpoint.as_str()), ("CERTIFICATE", ca.as_str()), ("HEADERS", "a=hunter2")];
    let live = probe(&variables, &["--runtime", "go,rust-grpc", "--save", &saved]);
    let again = probe(&[], &["--from", &saved]);
    assert_eq!(live.stdout, again.stdout);
    assert!(!fs::read_to_string(&saved).unwrap().contains("hunter2"));
}

#[cfg(target_os = "linux")]
#[test]
fn another_process_is_read_with_its_files_and_folder() {
    let server = LabServer::start("ok");
    let mut sleeper = std::process::Command::new("sleep")
        .arg("60")
        .env_clear()
        .env(format!("{PREFIX}ENDPOINT"), &server.endpoint)
        .env(format!("{PREFIX}CERTIFICATE"), "ca.pem")
        .env("TOKEN", "hunter2")
        .current_dir(server.folder.path())
        .spawn()
        .unwrap();
    let pid = sleeper.id().to_string();
    // Between fork and exec the environment is that of the test.
    let mut line = Value::Null;
    for _ in 0..50 {
        line = lines(&[], &["--pid", &pid, "--runtime", "go-http"]).remove(0);
        if line["target"]["sources"]["endpoint"] != "default" {
            break;
        }
    }
    sleeper.kill().unwrap();
    sleeper.wait().unwrap();
    assert_eq!(line["target"]["sources"]["environment"], "flag:--pid");
    assert_eq!(verdict(&line, "go-http").0, "connects");
    let gone = finish(command().args(["probe", "--pid", "4194304"]));
    assert_eq!(gone.status, 2);
    assert!(gone.stderr.contains("no such process"), "{}", gone.stderr);
}

/// A process with a mount namespace and a root of its own: its files are found under `/proc/PID/root` alone.
#[cfg(target_os = "linux")]
#[test]
fn another_process_is_read_below_its_own_root() {
    use std::process::Command;
    let server = LabServer::start("ok");
    let root = server.folder.path().join("root");
    fs::create_dir(&root).unwrap();
    let within = |flags: &str, program: &str| {
        let script = "mount --rbind / \"$1/root\" && mount --bind \"$1\" \"$1/root/mnt\" && exec chroot \"$1/root\" $2";
        let mut command = Command::new("unshare");
        command.args([flags, "sh", "-c", script, "sh"]).arg(server.folder.path()).arg(program);
        command.env(format!("{PREFIX}ENDPOINT"), &server.endpoint);
        command.env(format!("{PREFIX}CERTIFICATE"), "/mnt/ca.pem");
        command
    };
    let allowed = |flags: &&&str| within(flags, "true").output().is_ok_and(|done| done.status.success());
    let Some(flags) = ["-m", "-rm"].iter().find(allowed) else {
        // Shown with --nocapture.
        eprintln!("skipped: no mount namespace may be made here");
        return;
    };
    assert!(!std::path::Path::new("/mnt/ca.pem").exists());
    let mut sleeper = within(flags, "sleep 60").spawn().unwrap();
    let pid = sleeper.id().to_string();
    // Until the last exec the root is still this one.
    let root_of = |pid: &str| fs::read_link(format!("/proc/{pid}/root"));
    for _ in 0..500 {
        if root_of(&pid).is_ok_and(|root| root != std::path::Path::new("/")) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let line = lines(&[], &["--pid", &pid, "--runtime", "go-http"]).remove(0);
    sleeper.kill().unwrap();
    sleeper.wait().unwrap();
    assert_eq!(line["target"]["sources"]["ca"], "environment:OTEL_EXPORTER_OTLP_CERTIFICATE");
    assert_eq!(verdict(&line, "go-http").0, "connects", "{line}");
}

#[test]
fn a_named_exporter_goes_through_the_proxy_that_it_reads_alone() {
    let server = LabServer::start("ok");
    let (ca, place) = (server.file("ca.pem"), server.place().to_owned());
    let dead = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let proxy = format!("http://{dead}");
    let probed = |runtime: &str| {
        let flags = ["--cacert", &ca, "--connect-to", &place, "--verify-name", "localhost"];
        let arguments = [&flags[..], &["--runtime", runtime, "https://otel.example:4317"]].concat();
        lines(&[("https_proxy", proxy.as_str())], &arguments).remove(0)
    };
    for runtime in ["go-grpc", "python-grpc"] {
        assert_eq!(probed(runtime)["diagnosis"], "proxy-failure", "{runtime}");
    }
    for runtime in ["rust-grpc", "java-grpc"] {
        assert_eq!(verdict(&probed(runtime), runtime).0, "connects", "{runtime}");
    }
}
