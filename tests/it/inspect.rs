//! `otls inspect`: files made at run time, each with its finding, its status and its place in the schema.

use std::fs;

use serde_json::Value;

use crate::program::assert_valid;
use crate::run::command;
use crate::run::finish;
use crate::run::otls;

/// A folder with a CA, a leaf for `otel-collector` and their keys.
struct Files {
    folder: tempfile::TempDir,
    leaf: rcgen::Certificate,
    key: rcgen::KeyPair,
}

impl Files {
    fn new(from: (i32, u8, u8), to: (i32, u8, u8)) -> Self {
        let mut ca = rcgen::CertificateParams::new(vec![]).unwrap();
        ca.distinguished_name.push(rcgen::DnType::CommonName, "files-ca");
        ca.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        ca.key_usages = vec![rcgen::KeyUsagePurpose::KeyCertSign];
        ca.not_after = rcgen::date_time_ymd(2090, 1, 1);
        let ca_key = rcgen::KeyPair::generate().unwrap();
        let ca_certificate = ca.self_signed(&ca_key).unwrap();
        let issuer = rcgen::Issuer::new(ca, ca_key);
        let names = vec!["otel-collector".to_owned(), "10.0.0.7".to_owned()];
        let mut params = rcgen::CertificateParams::new(names).unwrap();
        params.distinguished_name.push(rcgen::DnType::CommonName, "otel-collector");
        params.use_authority_key_identifier_extension = true;
        params.not_before = rcgen::date_time_ymd(from.0, from.1, from.2);
        params.not_after = rcgen::date_time_ymd(to.0, to.1, to.2);
        let key = rcgen::KeyPair::generate().unwrap();
        let leaf = params.signed_by(&key, &issuer).unwrap();
        let files = Self { folder: tempfile::tempdir().unwrap(), leaf, key };
        files.write("ca.pem", ca_certificate.pem().as_bytes());
        files.write("leaf.pem", files.leaf.pem().as_bytes());
        files.write("leaf.key", files.key.serialize_pem().as_bytes());
        files
    }

    fn healthy() -> Self {
        Self::new((2024, 1, 1), (2080, 1, 1))
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, bytes: &[u8]) -> String {
        fs::write(self.path(name), bytes).unwrap();
        self.path(name)
    }

    /// Inspects these files of the folder; the reports, each valid.
    fn inspect(&self, names: &[&str], flags: &[&str]) -> (i32, Vec<Value>) {
        let mut command = command();
        command.args(["inspect", "-o", "json", "--cacert", &self.path("ca.pem")]);
        let ran = finish(command.args(names.iter().map(|name| self.path(name))).args(flags));
        assert_eq!(ran.stderr, "");
        let lines = ran.json();
        lines.iter().for_each(assert_valid);
        (ran.status, lines)
    }
}

fn codes(line: &Value) -> Vec<&str> {
    line["findings"].as_array().unwrap().iter().filter_map(|finding| finding["code"].as_str()).collect()
}

#[test]
fn a_good_pair_is_ok_and_has_no_endpoint() {
    let files = Files::healthy();
    for name in ["otel-collector", "10.0.0.7"] {
        let (status, lines) = files.inspect(&["leaf.pem", "leaf.key"], &["--verify-name", name]);
        assert_eq!((status, lines.len()), (0, 1), "{lines:#?}");
        let line = &lines[0];
        assert_eq!(line["verdict"], "ok");
        for key in ["endpoint", "host", "port", "protocol"] {
            assert_eq!(line["target"][key], Value::Null, "{key}");
        }
        assert_eq!((&line["attempts"], &line["attempt"]), (&Value::Array(vec![]), &Value::Null));
        assert!(line["runtimes"].as_array().unwrap().iter().all(|one| one["basis"] == "modelled"));
        assert_eq!(line["trust"][0]["trusted"], true);
    }
}

#[test]
fn dates_and_names_are_judged_as_probe_does() {
    let files = Files::new((2024, 1, 1), (2025, 1, 1));
    let (status, lines) = files.inspect(&["leaf.pem"], &["--verify-name", "other"]);
    assert_eq!((status, codes(&lines[0])), (1, vec!["expired", "name-mismatch"]));
    let (status, lines) = files.inspect(&["leaf.pem"], &["--at", "2024-06-01"]);
    assert_eq!((status, codes(&lines[0])), (0, vec![]));
    let (status, lines) = files.inspect(&["leaf.pem"], &["--at", "2024-12-20", "--expiry-threshold", "30d"]);
    assert_eq!((status, codes(&lines[0])), (1, vec!["expiring"]));
    let (status, _) = files.inspect(&["leaf.pem"], &["--ignore", "expired"]);
    assert_eq!(status, 0);
}

#[test]
fn a_key_of_another_pair() {
    let files = Files::healthy();
    files.write("other.key", rcgen::KeyPair::generate().unwrap().serialize_pem().as_bytes());
    let (status, lines) = files.inspect(&["leaf.pem", "other.key"], &[]);
    assert_eq!((status, codes(&lines[0])), (1, vec!["client-key-mismatch"]));
    // A certificate that alone would be taken for a root.
    let (status, lines) = files.inspect(&["ca.pem", "other.key"], &[]);
    assert_eq!(status, 1);
    assert!(codes(&lines[0]).contains(&"client-key-mismatch"), "{lines:?}");
}

#[test]
fn the_leaf_must_come_first() {
    let files = Files::healthy();
    let ca = fs::read_to_string(files.path("ca.pem")).unwrap();
    files.write("turned.pem", format!("{ca}{}", files.leaf.pem()).as_bytes());
    let (_, lines) = files.inspect(&["turned.pem"], &[]);
    assert_eq!(codes(&lines[0]), ["chain-order"]);
    let (status, lines) = files.inspect(&["turned.pem", "leaf.key"], &[]);
    assert_eq!((status, codes(&lines[0])), (1, vec!["client-key-mismatch"]));
}

#[test]
fn der_and_key_stores() {
    let files = Files::healthy();
    files.write("leaf.der", files.leaf.der());
    let (status, lines) = files.inspect(&["leaf.der", "leaf.key"], &["--verify-name", "otel-collector"]);
    assert_eq!((status, lines.len(), codes(&lines[0])), (0, 1, vec![]));
    let chain = p12_keystore::PrivateKeyChain::new(
        vec![1u8],
        p12_keystore::PrivateKey::from_der(files.key.serialized_der()).unwrap(),
        vec![p12_keystore::Certificate::from_der(files.leaf.der()).unwrap()],
    );
    let mut store = p12_keystore::KeyStore::new();
    store.add_entry("otel", p12_keystore::KeyStoreEntry::PrivateKeyChain(chain));
    files.write("otel.p12", &store.writer("hunter2").write().unwrap());
    let password = files.write("password", b"hunter2\n");
    let (status, lines) = files.inspect(&["otel.p12"], &["--password-file", &password]);
    assert_eq!((status, codes(&lines[0])), (0, vec![]));
    let (status, lines) = files.inspect(&["otel.p12"], &[]);
    assert_eq!((status, codes(&lines[0])), (1, vec!["unreadable-file"]));
}

#[test]
fn a_kubernetes_secret_from_standard_input() {
    use std::io::Write;
    let files = Files::healthy();
    let other = rcgen::KeyPair::generate().unwrap();
    let indented = |text: &str| text.replace('\n', "\n    ");
    let secret = |key: &rcgen::KeyPair| {
        format!(
            "kind: Secret\nmetadata: {{name: otel-tls, namespace: telemetry}}\nstringData:\n  tls.crt: |\n    {}\n  tls.key: |\n    {}\n",
            indented(&files.leaf.pem()),
            indented(&key.serialize_pem())
        )
    };
    for (key, status, wanted) in [(&files.key, 0, vec![]), (&other, 1, vec!["client-key-mismatch"])] {
        let mut child = command()
            .args(["inspect", "-o", "json", "--cacert", &files.path("ca.pem"), "-"])
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(secret(key).as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let line: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_valid(&line);
        assert_eq!((output.status.code(), codes(&line)), (Some(status), wanted));
        assert_eq!(line["target"]["input"], "- (Secret telemetry/otel-tls: tls.crt)");
    }
}

#[test]
fn a_trust_store_is_not_somebodys_chain() {
    let files = Files::healthy();
    let (status, lines) = files.inspect(&["ca.pem"], &[]);
    assert_eq!((status, codes(&lines[0])), (0, vec![]));
    assert_eq!(
        (&lines[0]["certificates"][0]["role"], &lines[0]["runtimes"]),
        (&"root".into(), &Value::Array(vec![]))
    );
    let (status, lines) = files.inspect(&["ca.pem"], &["--at", "2091-01-01"]);
    assert_eq!((status, codes(&lines[0])), (1, vec!["expired"]));
}

#[test]
fn what_a_flag_names_is_2_and_what_an_argument_names_is_a_finding() {
    let files = Files::healthy();
    let (status, lines) = files.inspect(&["absent.pem", "leaf.pem"], &[]);
    assert_eq!((status, lines.len(), codes(&lines[0])), (1, 2, vec!["unreadable-file"]));
    let absent = files.path("absent.pem");
    for flag in ["--chain", "--intermediates", "--cacert", "--password-file"] {
        let ran = otls(&["inspect", &files.path("leaf.pem"), flag, &absent]);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{flag}");
        assert!(ran.stderr.contains("no such file"), "{}", ran.stderr);
    }
    assert_eq!(otls(&["inspect"]).status, 2);
}

#[test]
fn a_chain_with_its_intermediates_apart() {
    let files = Files::healthy();
    let ca = files.path("ca.pem");
    let leaf = files.path("leaf.pem");
    let chain =
        ["--chain", &leaf, "--intermediates", &ca, "--verify-name", "10.0.0.7", "--runtime", "rust-grpc"];
    let (status, lines) = files.inspect(&[], &chain);
    assert_eq!((status, &lines[0]["runtimes"][0]["verdict"]), (0, &"connects".into()));
    // The same without the network, as text.
    let text = otls(&["inspect", "--cacert", &ca, &leaf]);
    assert!(text.stdout.contains("CN=otel-collector") && text.stdout.contains("ok: "), "{}", text.stdout);
}
