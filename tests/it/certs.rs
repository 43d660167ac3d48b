//! `otls certs`: what it makes is judged by `inspect`, and nothing is replaced.

use std::fs;

use crate::program::assert_valid;
use crate::run::command;
use crate::run::finish;

const FILES: [&str; 5] = ["ca.pem", "server.pem", "server.key", "client.pem", "client.key"];

#[test]
fn every_exporter_accepts_what_is_made_under_each_of_its_names() {
    for (flags, names) in [
        (&[][..], &["localhost", "127.0.0.1", "::1"][..]),
        (
            &["--service", "otel", "--namespace", "observability", "--cluster-domain", "k8s.example"],
            &["otel", "otel.observability.svc", "otel.observability.svc.k8s.example"],
        ),
        (&["--name", "*.otel.example.com", "--ip", "10.0.0.7"], &["a.otel.example.com", "10.0.0.7"]),
        (&["--key-type", "rsa", "--days", "20000"], &["localhost"]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join("out").join(name).to_str().unwrap().to_owned();
        let mut made = command();
        let made = finish(made.arg("certs").args(flags).args(["--out", &path("")]));
        assert_eq!((made.status, made.stderr.as_str()), (0, ""), "{flags:?}");
        assert!(FILES.iter().all(|name| made.stdout.contains(&path(name))), "{}", made.stdout);
        let files = [(["server.pem", "server.key"], "server"), (["client.pem", "client.key"], "client")];
        for (pair, purpose) in files {
            for name in names {
                let mut inspect = command();
                inspect.args(["inspect", "-o", "json", "--cacert", &path("ca.pem"), "--purpose", purpose]);
                if purpose == "server" {
                    inspect.args(["--verify-name", name]);
                }
                let ran = finish(inspect.args(pair.map(path)));
                assert_eq!(ran.status, 0, "{name}: {}{}", ran.stdout, ran.stderr);
                let report = &ran.json()[0];
                assert_valid(report);
                assert_eq!(report["verdict"], "ok", "{report:#}");
                let refuses = |runtime: &&serde_json::Value| runtime["verdict"] == "fails";
                assert!(
                    !report["runtimes"].as_array().unwrap().iter().any(|one| refuses(&one)),
                    "{report:#}"
                );
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn keys_are_private_and_nothing_is_replaced() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let out = folder.path().to_str().unwrap();
    assert_eq!(finish(command().args(["certs", "--out", out])).status, 0);
    for name in ["server.key", "client.key"] {
        assert_eq!(fs::metadata(path(name)).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(fs::read_to_string(path(name)).unwrap().starts_with("-----BEGIN PRIVATE KEY-----\n"));
    }
    for name in FILES {
        fs::remove_file(path(name)).unwrap();
    }
    // One file is enough to refuse, and then none is made.
    fs::write(path("client.key"), "mine").unwrap();
    let ran = finish(command().args(["certs", "--out", out]));
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("client.key") && ran.stderr.contains("not replaced"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(path("client.key")).unwrap(), "mine");
    assert!(!path("ca.pem").exists());
}

#[test]
fn names_that_no_exporter_would_verify_are_refused() {
    for (flags, word) in [
        (["--name", "10.0.0.7"], "--ip"),
        (["--name", "https://otel"], "name alone"),
        (["--name", "café.example"], "xn--"),
        (["--name", "a.*.example.com"], "labels"),
        (["--name", ""], "labels"),
        (["--name", "-otel"], "labels"),
        (["--ip", "10.0.0"], "--ip"),
        (["--days", "0"], "--days"),
        (["--service", "otel"], "--namespace"),
        (["--namespace", "otel"], "--service"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let flag = format!("{}={}", flags[0], flags[1]);
        let ran = finish(command().args(["certs", &flag, "--out", folder.path().to_str().unwrap()]));
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{flags:?}");
        assert!(ran.stderr.contains(word), "{flags:?}: {}", ran.stderr);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

#[test]
fn manifests_are_printed_and_no_file_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let mut certs = command();
    certs.current_dir(folder.path());
    certs.args(["certs", "--service", "otel", "--namespace", "observability", "--print", "cert-manager"]);
    let ran = finish(&mut certs);
    assert_eq!(ran.status, 0);
    for word in ["kind: ClusterIssuer", "otel.observability.svc.cluster.local", "otel-tls", "PKCS8"] {
        assert!(ran.stdout.contains(word), "{word}: {}", ran.stdout);
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
