//! Whole runs: arguments, files, formats, exit statuses.

use std::fs;

use serde_json::Value;

use crate::run::command;
use crate::run::finish;
use crate::run::otls;
use crate::run::root;

/// A self-signed certificate and its key, PEM.
fn pair(name: &str) -> (String, String) {
    let key = rcgen::KeyPair::generate().unwrap();
    let certificate =
        rcgen::CertificateParams::new(vec![name.to_owned()]).unwrap().self_signed(&key).unwrap();
    (certificate.pem(), key.serialize_pem())
}

#[test]
fn each_bad_file_has_its_own_words_and_exit_status_2() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let write = |name: &str, bytes: &[u8]| {
        fs::write(folder.path().join(name), bytes).unwrap();
        path(name)
    };
    let (certificate, key) = pair("client");
    let (_, other_key) = pair("other");
    let cert_file = write("client.pem", certificate.as_bytes());
    let key_file = write("client.key", key.as_bytes());
    let other_key_file = write("other.key", other_key.as_bytes());
    let cases: Vec<(Vec<String>, &str)> = vec![
        (vec!["--cacert".into(), path("absent.pem")], "there is no such file"),
        (vec!["--cacert".into(), write("empty.pem", b"")], "empty"),
        (vec!["--cacert".into(), write("ca.der", &[0x30, 0x82, 1, 1, 0])], "DER"),
        (vec!["--cacert".into(), write("bom.pem", format!("\u{feff}{certificate}").as_bytes())], "BOM"),
        (vec!["--cacert".into(), key_file.clone()], "private key and no certificate"),
        (vec!["--cacert".into(), folder.path().to_str().unwrap().into()], "directory"),
        (vec!["--cert".into(), cert_file.clone()], "--key"),
        (vec!["--cert".into(), cert_file.clone(), "--key".into(), other_key_file], "does not belong"),
        (
            vec![
                "--cert".into(),
                cert_file.clone(),
                "--key".into(),
                write(
                    "enc.key",
                    b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
                ),
            ],
            "encrypted",
        ),
        (
            vec![
                "--cert".into(),
                cert_file.clone(),
                "--key".into(),
                write("line.key", key.replace('\n', " ").as_bytes()),
            ],
            "one line",
        ),
        (vec!["--expect-cert".into(), key_file.clone()], "no certificate"),
        (vec!["--expect-cert".into(), path("absent.pem")], "no such file"),
        (
            vec![
                "--expect-cert".into(),
                write(
                    "two.yaml",
                    format!("{}---\n{}", secret("a", &certificate), secret("b", &certificate)).as_bytes(),
                ),
            ],
            "several",
        ),
        (vec!["--key".into(), key_file], "--cert"),
        (vec!["--header-file".into(), path("absent.txt")], "no such file"),
        (vec!["--from".into(), write("no.json", b"{}")], "saved observation"),
    ];
    let secret_part = &key.lines().nth(1).unwrap()[..30];
    for (flags, word) in cases {
        let mut command = command();
        command.arg("probe").args(&flags);
        if flags[0] != "--from" {
            // Nothing listens there, so an exit status of 2 shows that no packet was needed.
            command.arg("127.0.0.1:9");
        }
        let ran = finish(&mut command);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{flags:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(word), "{flags:?}: {}", ran.stderr);
        assert!(!ran.stderr.contains(secret_part), "{flags:?}: {}", ran.stderr);
    }
}

/// A Secret with a certificate, and a CA beside it that nobody is asked for.
fn secret(name: &str, certificate: &str) -> String {
    let (ca, _) = pair("some CA");
    let indented = |pem: &str| pem.lines().map(|line| format!("    {line}\n")).collect::<String>();
    format!(
        "apiVersion: v1\nkind: Secret\nmetadata: {{name: {name}}}\nstringData:\n  ca.crt: |\n{}  tls.crt: |\n{}",
        indented(&ca),
        indented(certificate)
    )
}

#[test]
fn a_server_that_does_not_present_what_is_expected() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret.yaml");
    fs::write(&file, secret("otel-tls", &pair("localhost").0)).unwrap();
    let saved = folder.path().join("seen.json");
    let (file, saved) = (file.to_str().unwrap(), saved.to_str().unwrap());
    let ran = otls(&["probe", "-o", "json", "lab:ok", "--expect-cert", file, "--save", saved]);
    let again = otls(&["probe", "-o", "json", "--from", saved]);
    assert_eq!((ran.status, &ran.stdout), (0, &again.stdout), "{}", ran.stderr);
    let report = &ran.json()[0];
    assert_valid(report);
    assert_eq!((&report["verdict"], &report["diagnosis"]), (&"ok".into(), &Value::Null), "{report:#}");
    let finding = &report["findings"][0];
    assert_eq!((&finding["code"], &finding["severity"]), (&"stale-certificate".into(), &"note".into()));
    // rcgen's certificates begin in 1975.
    assert_eq!(finding["evidence"]["relation"], "newer");
    assert!(finding["evidence"]["file"].as_str().unwrap().ends_with("(Secret otel-tls: tls.crt)"));
}

#[test]
fn bad_arguments_say_what_to_write() {
    for (arguments, word) in [
        (vec!["probe", "--pid", "1", "--env-file", "x"], "--env-file"),
        (vec!["probe", "--env-file", "/no/such/file"], "/no/such/file"),
        (vec!["probe", "--runtime", "collector"], "Collector"),
        (vec!["probe", "a:b"], "not a port"),
        (vec!["probe", "unix:/x"], "Unix"),
        (vec!["probe", "--runtime", "cobol", "a"], "go-grpc"),
        (vec!["probe", "--ignore", "expird", "a"], "`expired`"),
        (vec!["probe", "--fail-on", "often", "a"], "error"),
        (vec!["probe", "--expiry-threshold", "soon", "a"], "30d"),
        (vec!["probe", "--at", "yesterday", "a"], "RFC 3339"),
        (vec!["probe", "--timeout", "5", "a"], "5s"),
        (vec!["probe", "-H", "no-colon-hunter2", "a"], "name: value"),
        (vec!["probe", "--proxy", "socks5://a:1", "b"], "socks5"),
        (vec!["probe", "--output-file", "/no/such/folder/x", "a"], "/no/such/folder/x"),
        (vec!["probe", "lab:nonsense"], "lab --list"),
        (vec!["probe", "--cacert", "README.md", "--plaintext", "a"], "README.md"),
    ] {
        let ran = otls(&arguments);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(word), "{arguments:?}: {}", ran.stderr);
        assert!(!ran.stderr.contains("hunter2"), "{}", ran.stderr);
    }
}

/// Every JSON line against the committed schema.
pub(crate) fn assert_valid(line: &Value) {
    let schema: Value =
        serde_json::from_str(&fs::read_to_string(root().join("src/render/json/v1.schema.json")).unwrap())
            .unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(line).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{line:#}");
}

#[test]
fn a_closed_port_is_not_tested_and_nothing_turns_that_into_success() {
    for extra in [&[][..], &["--fail-on", "never"], &["--ignore", "connection-refused"]] {
        let ran = otls(&[&["probe", "-o", "json", "127.0.0.1:9"], extra].concat());
        assert_eq!(ran.status, 3, "{extra:?}: {}{}", ran.stdout, ran.stderr);
        let line = &ran.json()[0];
        assert_valid(line);
        assert_eq!(line["verdict"], "unreachable");
        assert_eq!(line["diagnosis"], "connection-refused");
        assert_eq!(line["stopped_at"], "tcp");
    }
}

#[test]
fn one_beats_three_beats_zero() {
    assert_eq!(otls(&["probe", "-o", "json", "lab:ok", "127.0.0.1:9"]).status, 3);
    assert_eq!(otls(&["probe", "-o", "json", "127.0.0.1:9", "lab:expired", "lab:ok"]).status, 1);
    assert_eq!(otls(&["probe", "-o", "json", "lab:ok"]).status, 0);
}

#[test]
fn results_come_in_the_order_of_the_arguments_and_text_and_json_agree() {
    let json = otls(&["probe", "-o", "json", "lab:expired", "lab:ok", "lab:name-mismatch"]);
    let diagnoses: Vec<Value> = json.json().iter().map(|line| line["diagnosis"].clone()).collect();
    assert_eq!(diagnoses, ["expired".into(), Value::Null, Value::from("name-mismatch")]);
    let text = otls(&["probe", "lab:expired", "lab:ok", "lab:name-mismatch"]);
    assert_eq!(text.status, json.status);
    assert!(text.stdout.contains("error[expired]") && text.stdout.contains("error[name-mismatch]"));
}

#[test]
fn a_list_of_endpoints_with_labels() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("endpoints");
    fs::write(&file, "# ours\n\nlab:ok team=infra tier=1\nlab:expired\n").unwrap();
    let ran = otls(&["probe", "-o", "json", "-f", file.to_str().unwrap()]);
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    let lines = ran.json();
    assert_eq!(lines[0]["target"]["labels"], serde_json::json!({"team": "infra", "tier": "1"}));
    assert_eq!(lines[0]["target"]["sources"]["endpoint"], "flag:--file");
    assert_eq!(lines[1]["diagnosis"], "expired");
    for (text, word) in [("", "no endpoint"), ("a:1 oops\n", "line 1"), ("a:b\n", "not a port")] {
        fs::write(&file, text).unwrap();
        let ran = otls(&["probe", "-f", file.to_str().unwrap()]);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
        assert!(ran.stderr.contains(word), "{}", ran.stderr);
    }
}

#[test]
fn a_saved_observation_gives_the_same_report() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("obs.json");
    // A file that is there already, open to all, is closed as well.
    fs::write(&file, "old").unwrap();
    let file = file.to_str().unwrap();
    let live = otls(&["probe", "-o", "json", "--save", file, "lab:expired"]);
    let again = otls(&["probe", "-o", "json", "--from", file]);
    assert_eq!(again.stderr, "");
    assert_eq!(live.json(), again.json());
    assert_eq!(live.status, again.status);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let saved = fs::read_to_string(file).unwrap();
    assert!(!saved.contains("PRIVATE KEY"));
    // Judged as of a time when it was still valid, nothing has expired.
    let started = live.json()[0]["started_at"].as_str().unwrap().to_owned();
    assert!(started.starts_with("20"), "{started}");
    let before = otls(&["probe", "-o", "json", "--from", file, "--at", "2020-01-01"]);
    let report = before.json().remove(0);
    let findings = report["findings"].as_array().unwrap();
    let codes: Vec<&str> = findings.iter().filter_map(|finding| finding["code"].as_str()).collect();
    assert!(codes.contains(&"not-yet-valid") && !codes.contains(&"expired"), "{codes:?}");
}

#[test]
fn a_closed_pipe_is_quiet() {
    use std::io::Read;
    let mut child = command()
        .args(["explain", "expired"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!((child.wait().unwrap().code(), stderr.as_str()), (Some(0), ""));
}

#[test]
fn who_is_unknown_is_told_though_all_else_is_well() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("seen.json");
    let file = file.to_str().unwrap();
    let live = otls(&["probe", "lab:ok", "--save", file]);
    assert!(!live.stdout.contains("unknown"), "{}", live.stdout);
    let mut seen: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    seen["target"]["proxy"] = "http://proxy.example:3128".into();
    for (source, told) in [
        ("environment:HTTPS_PROXY", "unknown   java, python, node, rust, C++ (-v says why)"),
        ("flag:--proxy", "unknown   rust: it knows no proxy"),
    ] {
        seen["target"]["sources"]["proxy"] = source.into();
        fs::write(file, seen.to_string()).unwrap();
        let through = otls(&["probe", "--from", file]);
        assert_eq!(through.status, 0);
        assert!(through.stdout.contains(told), "{}", through.stdout);
    }
}

#[test]
fn one_connection_is_enough_where_all_is_well() {
    let opened = |flags: &[&str]| {
        otls(&[&["probe", "-o", "json", "lab:ok"], flags].concat()).json()[0]["connections_opened"].clone()
    };
    assert_eq!(opened(&[]), 1);
    // Java alone would send no server name here, which is tried.
    assert_eq!(opened(&["--runtime", "java-grpc"]), 2);
}
