//! `otls lint` on certificates: chains in files that a configuration names, and Secrets of the same manifests.

use std::fs;
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use otls::issue::{Credential, Profile, Validity};
use serde_json::Value;
use time::OffsetDateTime;

use crate::run::otls;

/// A root, an intermediate that it signed, and servers' certificates that the intermediate signed; another root.
fn made() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let now = OffsetDateTime::now_utc().unix_timestamp();
    let validity = Validity::days(now, 1, 200);
    let names = ["otel-collector", "otel-collector.prod.svc"].map(str::to_owned);
    let server = |common_name: &str| Profile {
        common_name: common_name.to_owned(),
        ..Profile::server(&names, &[], validity)
    };
    let root = Credential::self_signed(&Profile::ca("root of all", validity)).unwrap();
    let other = Credential::self_signed(&Profile::ca("other of all", validity)).unwrap();
    let intermediate = root.issue(&Profile::ca("intermediate one", validity)).unwrap();
    let url = Some("http://ca.example/i.crt".to_owned());
    let published = intermediate.issue(&Profile { issuer_url: url, ..server("published one") }).unwrap();
    let past = Validity { not_before: now - 200 * 86_400, not_after: now - 86_400 };
    let old = intermediate.issue(&Profile { validity: past, ..server("old one") }).unwrap();
    let direct = root.issue(&server("direct one")).unwrap();
    let leaf = intermediate.issue(&server("server one")).unwrap();
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
    write("chain.crt", leaf.pem() + &intermediate.pem());
    for (name, credential) in [
        ("root", root),
        ("other", other),
        ("intermediate", intermediate),
        ("published", published),
        ("old", old),
        ("direct", direct),
        ("server", leaf),
    ] {
        write(&format!("{name}.crt"), credential.pem());
        write(&format!("{name}.key"), credential.key_pem());
    }
    folder
}

/// Code, severity and message of what is above a note.
fn found(files: &[&Path]) -> Vec<(String, String, String)> {
    let words = files.iter().map(|file| file.to_str().unwrap());
    let ran = otls(&["lint", "-o", "json"].into_iter().chain(words).collect::<Vec<_>>());
    assert!(ran.status < 2, "{}", ran.stderr);
    let reports = ran.json();
    let findings = reports.iter().flat_map(|report| report["findings"].as_array().unwrap());
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    findings
        .map(|one| (text(one, "code"), text(one, "severity"), text(one, "message")))
        .filter(|one| one.1 != "note")
        .collect()
}

fn codes(found: &[(String, String, String)]) -> Vec<(&str, &str)> {
    found.iter().map(|one| (one.0.as_str(), one.1.as_str())).collect()
}

#[test]
fn a_served_chain_without_its_intermediate() {
    let folder = made();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let file = folder.path().join("c.yaml");
    let of = |cert: &str, key: &str, ca: &str| {
        let ca = if ca.is_empty() { String::new() } else { format!(", ca_file: {}", at(ca)) };
        let text = format!(
            "receivers:\n  otlp:\n    protocols:\n      grpc: {{tls: {{cert_file: {}, key_file: {}}}}}\nexporters:\n  otlp_grpc: {{endpoint: 'a:4317', tls: {{insecure_skip_verify: false{ca}}}}}\n",
            at(cert),
            at(key)
        );
        fs::write(&file, text).unwrap();
        found(&[&file])
    };
    assert_eq!(codes(&of("chain.crt", "server.key", "root.crt")), []);
    assert_eq!(codes(&of("direct.crt", "direct.key", "root.crt")), []);
    // The intermediate is a CA that is trusted, or nothing tells that it is one.
    assert_eq!(codes(&of("server.crt", "server.key", "intermediate.crt")), []);
    assert_eq!(codes(&of("direct.crt", "direct.key", "")), []);
    for (cert, ca) in [("published.crt", ""), ("published.crt", "root.crt"), ("published.crt", "other.crt")] {
        let found = of(cert, "published.key", ca);
        assert_eq!(codes(&found), [("incomplete-chain", "warning")], "{cert} {ca} {found:?}");
        assert!(found[0].2.contains("intermediate one"), "{found:?}");
    }
}

#[test]
fn secrets_of_the_same_manifests() {
    let folder = made();
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let encoded = |name: &str| BASE64_STANDARD.encode(read(name));
    let workload = folder.path().join("collector.yaml");
    let manifest = "apiVersion: v1
kind: ConfigMap
metadata: {name: otel, namespace: prod}
data:
  relay.yaml: |
    receivers:
      otlp:
        protocols:
          grpc: {endpoint: '0.0.0.0:4317', tls: {cert_file: /tls/tls.crt, key_file: /tls/tls.key, reload_interval: 1h}}
    exporters: {debug: }
    service: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: otel, namespace: prod}
spec:
  template:
    metadata: {labels: {app: otel}}
    spec:
      containers:
      - name: otel
        image: otel
        volumeMounts: [{name: tls, mountPath: /tls}, {name: config, mountPath: /conf}]
      volumes:
      - {name: tls, secret: {secretName: otel-tls}}
      - {name: config, configMap: {name: otel}}
---
apiVersion: v1
kind: Service
metadata: {name: SERVICE, namespace: prod}
spec: {selector: {app: otel}, ports: [{port: 4317}]}
";
    let secret = folder.path().join("secret.yaml");
    let of = |service: &str, data: &[(&str, String)]| {
        fs::write(&workload, manifest.replace("SERVICE", service)).unwrap();
        let data: String = data.iter().map(|(key, value)| format!("  {key}: {value}\n")).collect();
        let text = format!(
            "apiVersion: v1\nkind: Secret\nmetadata: {{name: otel-tls, namespace: prod}}\ntype: kubernetes.io/tls\ndata:\n{data}"
        );
        fs::write(&secret, text).unwrap();
        found(&[&workload, &secret])
    };
    let pair = |cert: &str, key: &str, ca: &str| {
        vec![("tls.crt", encoded(cert)), ("tls.key", encoded(key)), ("ca.crt", encoded(ca))]
    };
    let name = "otel-collector";
    assert_eq!(codes(&of(name, &pair("chain.crt", "server.key", "root.crt"))), []);
    assert_eq!(codes(&of(name, &pair("server.crt", "server.key", "intermediate.crt"))), []);
    let one = |data: &[(&str, String)], service: &str, code: &str, severity: &str, words: &str| {
        let found = of(service, data);
        assert_eq!(codes(&found), [(code, severity)], "{found:?}");
        assert!(found[0].2.contains(words), "{found:?}");
        assert!(found[0].2.contains("otel-tls"), "{found:?}");
    };
    one(
        &pair("chain.crt", "direct.key", "root.crt"),
        name,
        "client-key-mismatch",
        "error",
        "does not belong",
    );
    one(&pair("chain.crt", "server.key", "root.crt"), "telemetry", "name-mismatch", "warning", "`telemetry`");
    // Who trusts `ca.crt` refuses the server.
    one(
        &pair("server.crt", "server.key", "root.crt"),
        name,
        "incomplete-chain",
        "warning",
        "intermediate one",
    );
    one(&pair("direct.crt", "direct.key", "other.crt"), name, "unknown-ca", "warning", "root of all");
    let swapped = vec![("tls.crt", encoded("server.key")), ("tls.key", encoded("server.key"))];
    one(&swapped, name, "unreadable-file", "error", "holds no certificate");
    let damaged = vec![("tls.crt", "'not base64'".to_owned()), ("tls.key", encoded("server.key"))];
    one(&damaged, name, "unreadable-file", "error", "base64");
    // What something else fills in is not judged.
    for value in ["''", "'${CERT}'", "REPLACE_ME"] {
        assert_eq!(
            codes(&of(name, &[("tls.crt", value.to_owned()), ("tls.key", value.to_owned())])),
            [],
            "{value}"
        );
    }
    // Dates, by a Secret with an old certificate.
    let old = vec![("tls.crt", encoded("old.crt")), ("tls.key", encoded("old.key"))];
    one(&old, name, "expired", "error", "expired");
}
