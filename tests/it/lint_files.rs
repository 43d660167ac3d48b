//! `otls lint` on files as people have them: certificates beside a configuration, Compose files, Helm values, and changes
//! in files of every make.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::otls;

/// Code and severity of each finding of one file, by line.
fn found(path: &Path) -> Vec<(String, String)> {
    let ran = otls(&["lint", "-o", "json", path.to_str().unwrap()]);
    assert!(ran.status < 2, "{}", ran.stderr);
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    ran.json()[0]["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| (text(finding, "code"), text(finding, "severity")))
        .collect()
}

fn has(found: &[(String, String)], code: &str, severity: &str) -> bool {
    found.iter().any(|one| one.0 == code && one.1 == severity)
}

#[test]
fn what_a_ca_file_holds_is_told_wherever_it_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let out = folder.path().to_str().unwrap();
    assert_eq!(otls(&["certs", "--name", "otel", "--out", out]).status, 0);
    let read = |name: &str| fs::read_to_string(at(name)).unwrap();
    let names: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(
        ["ca.pem", "server.pem", "server.key"].iter().all(|name| names.contains(&(*name).to_owned())),
        "{names:?}"
    );
    let damaged = "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n";
    fs::write(at("both.pem"), format!("{}{}", read("ca.pem"), read("server.key"))).unwrap();
    fs::write(at("damaged.pem"), format!("{damaged}{}", read("ca.pem"))).unwrap();
    // The leaf alone; with its issuer in the file the issuer is what counts.
    let leaf = read("server.pem");
    let end = leaf.find("-----END CERTIFICATE-----\n").unwrap() + "-----END CERTIFICATE-----\n".len();
    fs::write(at("leaf.pem"), &leaf[..end]).unwrap();
    let collector = "exporters: {otlp_grpc: {endpoint: 'a:4317', tls: {ca_file: PATH}}}\n";
    let sdk = "file_format: '1.0'\ntracer_provider:\n  processors:\n  - batch: {exporter: {otlp_grpc: {endpoint: 'https://a:4317', tls: {ca_file: PATH}}}}\n";
    let environment = "OTEL_EXPORTER_OTLP_PROTOCOL=grpc\nOTEL_EXPORTER_OTLP_ENDPOINT=https://a:4317\nOTEL_EXPORTER_OTLP_CERTIFICATE=PATH\n";
    for (form, text) in [("yaml", collector), ("sdk.yaml", sdk), ("env", environment)] {
        let of = |name: &str| {
            let file = at(&format!("c.{form}"));
            fs::write(&file, text.replace("PATH", at(name).to_str().unwrap())).unwrap();
            let mut all = found(&file);
            all.retain(|one| one.1 != "note");
            all
        };
        assert_eq!(of("ca.pem"), [], "{form}");
        assert_eq!(of("none.pem"), [], "{form}: it is of another machine");
        assert!(has(&of("leaf.pem"), "invalid-ca", "warning"), "{form}: {:?}", of("leaf.pem"));
        assert!(has(&of("both.pem"), "conflicting-settings", "warning"), "{form}");
        assert!(has(&of("damaged.pem"), "unreadable-file", "warning"), "{form}");
        assert!(has(&of("server.key"), "unreadable-file", "error"), "{form}");
    }
}

#[test]
fn a_compose_file_with_its_env_files() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("compose.yaml");
    fs::write(folder.path().join(".env"), "HOST=otel\n").unwrap();
    fs::write(folder.path().join("app.env"), "OTEL_EXPORTER_OTLP_PROTOCOL=grpc\n").unwrap();
    let text = "services:
  app:
    image: app
    env_file: app.env
    environment:
      - OTEL_EXPORTER_OTLP_ENDPOINT=http://${HOST}:4318
      - OTEL_EXPORTER_OTLP_CA_CERT=/ca.pem
  other:
    image: other
    environment:
      OTEL_EXPORTER_OTLP_ENDPOINT: http://${NOT_KNOWN}:4318
      OTEL_EXPORTER_OTLP_INSECURE: ${NOT_KNOWN}
";
    fs::write(&file, text).unwrap();
    let all = found(&file);
    assert!(has(&all, "port-mismatch", "warning"), "{all:?}");
    assert!(all.iter().any(|one| one.0 == "wrong-variable"), "{all:?}");
    assert_eq!(all.iter().filter(|one| one.1 != "note").count(), 2, "{all:?}");
    // Without the file of the protocol nothing is said of the port.
    fs::remove_file(folder.path().join("app.env")).unwrap();
    assert!(!has(&found(&file), "port-mismatch", "warning"));
}

#[test]
fn helm_values_hold_parts_of_configurations() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("values.yaml");
    let text = "mode: deployment
opentelemetry-collector:
  config:
    exporters:
      otlp:
        tls: {insecure: 'true', caFile: /x}
      otlp_http:
        endpoint: '{{ .Values.backend }}'
    service:
      pipelines:
        traces: {exporters: [otlp, otlp/of-the-chart]}
components:
  a:
    env:
    - {name: OTEL_EXPORTER_OTLP_CA_CERT, value: /x}
";
    fs::write(&file, text).unwrap();
    let mut all = found(&file);
    all.retain(|one| one.1 != "note");
    assert!(has(&all, "unsupported-setting", "error") && has(&all, "unknown-setting", "error"), "{all:?}");
    assert!(all.iter().any(|one| one.0 == "wrong-variable"), "{all:?}");
    assert_eq!(all.len(), 3, "what the chart may complete is not missing: {all:?}");
}

/// Code, severity and line of what is above a note.
fn above_notes(path: &Path) -> Vec<(String, String, u64)> {
    let ran = otls(&["lint", "-o", "json", path.to_str().unwrap()]);
    assert!(ran.status < 2, "{}", ran.stderr);
    let report = &ran.json()[0];
    let findings = report["findings"].as_array().unwrap().iter();
    findings
        .filter(|one| one["severity"] != "note")
        .map(|one| {
            let text = |key: &str| one[key].as_str().unwrap().to_owned();
            (text("code"), text("severity"), one["location"]["line"].as_u64().unwrap())
        })
        .collect()
}

#[test]
fn inline_patches_of_a_kustomization() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kustomization.yaml");
    let body = "resources: [base]
patches:
- path: other.yaml
- patch: |-
    apiVersion: opentelemetry.io/v1beta1
    kind: OpenTelemetryCollector
    metadata: {name: otel}
    spec:
      config:
        exporters:
          otlp_grpc:
            tls: {min_version: 1.2} # at least
        service: {pipelines: {traces: {exporters: [otlp_grpc, otlp_http/of-the-base]}}}
- target: {kind: Deployment}
  patch: |-
    - op: add
      path: /spec/template/spec/containers/0/env/-
      value: {name: OTEL_EXPORTER_OTLP_CA_CERT, value: /ca.pem}
patchesStrategicMerge:
- patch.yaml
- |-
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: app}
  spec:
    template:
      spec:
        containers:
        - name: app
          env:
          - {name: OTEL_EXPORTER_OTLP_SSL_VERIFY, value: 'false'}
          - {name: OTEL_EXPORTER_OTLP_INSECURE, value: 'true'}
---
";
    let head = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";
    for (head, lines) in [("", 0), (head, 2)] {
        fs::write(&file, format!("{head}{}", body.trim_end_matches("---\n"))).unwrap();
        let expected = [
            ("unsupported-setting", "error", 12),
            ("wrong-variable", "warning", 18),
            ("wrong-variable", "warning", 31),
        ];
        let mut found = above_notes(&file);
        found.sort_by_key(|one| one.2);
        let expected =
            expected.map(|(code, severity, line)| (code.to_owned(), severity.to_owned(), line + lines));
        assert_eq!(found, expected);
    }
    let before = fs::read_to_string(&file).unwrap();
    assert_eq!(otls(&["lint", "-q", "--fix", file.to_str().unwrap()]).status, 0);
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        before.replace("min_version: 1.2", "min_version: \"1.2\"")
    );
    // A patch that is no YAML is said to be none.
    fs::write(&file, "patches:\n- patch: |-\n    kind: [\n").unwrap();
    assert_eq!(above_notes(&file), [("unsupported-setting".to_owned(), "error".to_owned(), 3)]);
}

#[test]
fn the_exporter_of_a_chart_s_instrumentation() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("values.yaml");
    let text = "clusterName: a
instrumentation:
  enabled: true
  exporter:
    endpoint: http://collector.observability:4317
    tls:
      secretName: otel
      caFile: ca.crt
";
    fs::write(&file, text).unwrap();
    let ran = otls(&["lint", "-o", "json", file.to_str().unwrap()]).json();
    let findings = ran[0]["findings"].as_array().unwrap();
    let paths: Vec<(&str, &str)> = findings
        .iter()
        .filter(|one| one["severity"] != "note")
        .map(|one| (one["code"].as_str().unwrap(), one["location"]["path"].as_str().unwrap()))
        .collect();
    assert_eq!(
        paths,
        [
            ("scheme-mismatch", "instrumentation.exporter.endpoint"),
            ("unknown-setting", "instrumentation.exporter.tls.caFile"),
            ("ignored-setting", "instrumentation.exporter.tls.secretName"),
        ]
    );
    assert_eq!(ran[0]["documents"][0]["kind"], "Helm values");
    let plain = "instrumentation: {exporter: {endpoint: 'http://${OTEL_NODE_IP}:4317'}}\n";
    fs::write(&file, plain).unwrap();
    assert_eq!(above_notes(&file), []);
}

#[test]
fn a_note_that_holds_in_many_places_is_said_once() {
    let folder = tempfile::tempdir().unwrap();
    let pod = |name: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}}}\nspec:\n  containers:\n  - name: a\n    image: x\n    env:\n    - {{name: OTEL_EXPORTER_OTLP_PROTOCOL, value: grpc}}\n    - {{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: 'http://otel:4317'}}\n---\n"
        )
    };
    let files: Vec<String> = ["a.yaml", "b.yaml"]
        .map(|name| {
            let path = folder.path().join(name);
            fs::write(&path, format!("{}{}", pod("a"), pod("b"))).unwrap();
            path.to_str().unwrap().to_owned()
        })
        .to_vec();
    let ran = otls(&["lint", "-o", "json", &files[0], &files[1]]);
    let notes: Vec<Value> = ran
        .json()
        .iter()
        .flat_map(|line| line["findings"].as_array().unwrap().clone())
        .filter(|finding| finding["code"] == "insecure-transport")
        .collect();
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(notes[0]["message"].as_str().unwrap().ends_with("(and in 3 more places)"), "{notes:?}");
}

/// A file before and after the changes.
const CHANGES: [(&str, &str, &str); 20] = [
    (
        "comments and what is around",
        "# a\nexporters: # b\n  otlp_grpc:\n    endpoint: a:1 # c\n    tls:\n      min_version: 1.2   # d\n      insecure: \"false\"\n\n# e\n",
        "# a\nexporters: # b\n  otlp_grpc:\n    endpoint: a:1 # c\n    tls:\n      min_version: \"1.2\"   # d\n      insecure: false\n\n# e\n",
    ),
    (
        "CRLF",
        "exporters:\r\n  otlp_grpc:\r\n    endpoint: a:1\r\n    tls:\r\n      min_version: 1.2\r\n      insecureSkipVerify: true\r\n",
        "exporters:\r\n  otlp_grpc:\r\n    endpoint: a:1\r\n    tls:\r\n      min_version: \"1.2\"\r\n      insecure_skip_verify: true\r\n",
    ),
    (
        "CRLF, a line that goes",
        "exporters:\r\n  otlp_grpc:\r\n    endpoint: a:1\r\n    tls:\r\n      insecure: true\r\n      insecure_skip_verify: true\r\n",
        "exporters:\r\n  otlp_grpc:\r\n    endpoint: a:1\r\n    tls:\r\n      insecure: true\r\n",
    ),
    (
        "no newline at the end",
        "exporters: {otlp_grpc: {endpoint: 'a:1', tls: {max_version: 1.3}}}",
        "exporters: {otlp_grpc: {endpoint: 'a:1', tls: {max_version: \"1.3\"}}}",
    ),
    (
        "flow mappings, one key of several stays",
        "exporters: {otlp_grpc: {endpoint: 'a:1', tls: {insecure: true, insecure_skip_verify: true, min_version: 1.2}}}\n",
        "exporters: {otlp_grpc: {endpoint: 'a:1', tls: {insecure: true, insecure_skip_verify: true, min_version: \"1.2\"}}}\n",
    ),
    (
        "an anchor that is used in two places is left alone",
        "x: &tls {min_version: 1.2}\nreceivers: {}\nexporters:\n  otlp_grpc/a: {endpoint: 'a:1', tls: *tls}\n  otlp_grpc/b: {endpoint: 'a:1', tls: {min_version: 1.3}}\n",
        "x: &tls {min_version: 1.2}\nreceivers: {}\nexporters:\n  otlp_grpc/a: {endpoint: 'a:1', tls: *tls}\n  otlp_grpc/b: {endpoint: 'a:1', tls: {min_version: \"1.3\"}}\n",
    ),
    (
        "a byte order mark and letters of several bytes",
        "\u{feff}# é\nexporters:\n  otlp_grpc: {endpoint: 'é:1', tls: {min_version: 1.2}} # ü\n",
        "\u{feff}# é\nexporters:\n  otlp_grpc: {endpoint: 'é:1', tls: {min_version: \"1.2\"}} # ü\n",
    ),
    (
        "inside of a ConfigMap",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  relay: |\n    receivers: {otlp: {protocols: {grpc: }}}\n    exporters:\n      otlp_grpc:\n        endpoint: a:1\n        tls:\n          min_version: 1.2\n",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  relay: |\n    receivers: {otlp: {protocols: {grpc: }}}\n    exporters:\n      otlp_grpc:\n        endpoint: a:1\n        tls:\n          min_version: \"1.2\"\n",
    ),
    (
        "Helm values",
        "config:\n  exporters:\n    otlp:\n      endpoint: a:1\n      tls:\n        min_version: 1.2\n",
        "config:\n  exporters:\n    otlp:\n      endpoint: a:1\n      tls:\n        min_version: \"1.2\"\n",
    ),
    (
        "one change makes another one safe",
        "exporters:\n  otlp_grpc:\n    endpoint: a:1\n    tls:\n      insecure: 'true'\n      insecure_skip_verify: true\n      min_version: 1.2\n",
        "exporters:\n  otlp_grpc:\n    endpoint: a:1\n    tls:\n      insecure: true\n",
    ),
    (
        "a comment behind a key that goes",
        "exporters:\n  otlp_grpc:\n    endpoint: a:1\n    tls:\n      insecure: true\n      insecure_skip_verify: true  # for now\n# e\n",
        "exporters:\n  otlp_grpc:\n    endpoint: a:1\n    tls:\n      insecure: true\n      # for now\n# e\n",
    ),
    (
        "the last key of a map stays: without it a receiver would speak cleartext",
        "receivers:\n  otlp:\n    protocols:\n      grpc:\n        tls:\n          include_system_ca_certs_pool: true\n          client_ca_file_reload: true\n",
        "receivers:\n  otlp:\n    protocols:\n      grpc:\n        tls:\n          client_ca_file_reload: true\n",
    ),
    (
        "two keys that would get one name",
        "exporters:\n  otlp_grpc:\n    endpoint: a:1\n    tls:\n      caFile: /a\n      ca-file: /b\n      min_version: 1.2\n",
        "exporters:\n  otlp_grpc:\n    endpoint: a:1\n    tls:\n      caFile: /a\n      ca-file: /b\n      min_version: \"1.2\"\n",
    ),
    (
        "a tag",
        "exporters:\n  otlp_grpc:\n    endpoint: a:1\n    tls:\n      max_version: 1.3\n      min_version: !!float 1.2\n",
        "exporters:\n  otlp_grpc:\n    endpoint: a:1\n    tls:\n      max_version: \"1.3\"\n      min_version: !!float 1.2\n",
    ),
    (
        "an anchor that is used in a list",
        "exporters:\n  otlp_grpc:\n    endpoint: a:1\n    tls:\n      max_version: 1.3\n      min_version: &v 1.2\n    headers: {a: \"b\"}\nservice: {x: [*v]}\n",
        "exporters:\n  otlp_grpc:\n    endpoint: a:1\n    tls:\n      max_version: \"1.3\"\n      min_version: &v 1.2\n    headers: {a: \"b\"}\nservice: {x: [*v]}\n",
    ),
    (
        "a comma before the next key",
        "exporters:\n  otlp_grpc: {endpoint: a:1, tls: {\n    insecure_skip_verify: true\n    , insecure: 'true'}}\n",
        "exporters:\n  otlp_grpc: {endpoint: a:1, tls: {\n    insecure_skip_verify: true\n    , insecure: true}}\n",
    ),
    (
        "a key that is misspelt beside one that is used twice",
        "x: &ca /ca.pem\nreceivers: {}\nexporters:\n  otlp_grpc: {endpoint: 'a:1', tls: {caFile: *ca, certFile: /c, keyFile: *ca}}\n",
        "x: &ca /ca.pem\nreceivers: {}\nexporters:\n  otlp_grpc: {endpoint: 'a:1', tls: {ca_file: *ca, cert_file: /c, key_file: *ca}}\n",
    ),
    (
        "a colon that belongs to the key",
        "receivers: {otlp: {protocols: {grpc:, http:}}}\nexporters: {debug: }\n",
        "receivers: {otlp: {protocols: {grpc: , http: }}}\nexporters: {debug: }\n",
    ),
    (
        "a certificate goes with its key",
        "exporters:\n  otlp_grpc:\n    endpoint: a:1\n    tls:\n      insecure: true\n      cert_file: /a\n      key_file: /b # b\n",
        "exporters:\n  otlp_grpc:\n    endpoint: a:1\n    tls:\n      insecure: true\n      # b\n",
    ),
    (
        "a resource of the Operator",
        "apiVersion: opentelemetry.io/v1beta1\nkind: OpenTelemetryCollector\nmetadata: {name: a}\nspec:\n  config:\n    receivers: {otlp: {protocols: {grpc: }}}\n    exporters:\n      otlp_grpc: {endpoint: 'a:1', tls: {min_version: 1.2}}\n    service: {pipelines: {traces: {receivers: [otlp], exporters: [otlp_grpc]}}}\n",
        "apiVersion: opentelemetry.io/v1beta1\nkind: OpenTelemetryCollector\nmetadata: {name: a}\nspec:\n  config:\n    receivers: {otlp: {protocols: {grpc: }}}\n    exporters:\n      otlp_grpc: {endpoint: 'a:1', tls: {min_version: \"1.2\"}}\n    service: {pipelines: {traces: {receivers: [otlp], exporters: [otlp_grpc]}}}\n",
    ),
];

#[test]
fn changes_touch_nothing_else_and_are_made_once() {
    let folder = tempfile::tempdir().unwrap();
    for (name, before, after) in CHANGES {
        let file = folder.path().join("c.yaml");
        fs::write(&file, before).unwrap();
        let path = file.to_str().unwrap();
        let fixed = otls(&["lint", "-o", "json", "--fix", path]);
        assert!(fixed.status < 2, "{name}: {}", fixed.stderr);
        assert_eq!(fs::read_to_string(&file).unwrap(), after, "{name}");
        // What was mended is not found any more, and a second run has nothing to do.
        let again = otls(&["lint", "-o", "json", "--fix", path]).json();
        assert_eq!(again[0]["fixes"], serde_json::json!([]), "{name}");
        assert_eq!(fs::read_to_string(&file).unwrap(), after, "{name}");
        let made = fixed.json()[0]["fixes"].as_array().unwrap().clone();
        assert!(!made.is_empty() && made.iter().all(|fix| fix["made"] == true), "{name}: {made:?}");
        for fix in made {
            let same = |finding: &&Value| {
                finding["code"] == fix["code"]
                    && finding["location"]["line"] == fix["line"]
                    && finding["location"]["column"] == fix["column"]
            };
            let left: Vec<Value> =
                again[0]["findings"].as_array().unwrap().iter().filter(same).cloned().collect();
            let gone = fix["what"].as_str().unwrap().contains("taken out");
            assert!(gone || left.is_empty(), "{name}: {left:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("c.yaml");
    let (_, before, _) = CHANGES[0];
    fs::write(&file, before).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    let ran = otls(&["lint", "--fix", file.to_str().unwrap()]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("c.yaml") && ran.stderr.contains("read-only"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn hostile_files_end_with_a_word() {
    let folder = tempfile::tempdir().unwrap();
    let head = "receivers: {otlp: {protocols: {grpc: }}}\nexporters: {otlp_grpc: {endpoint: 'a:1'}}\n";
    let bomb = (0..9).fold("a0: &a0 [x, x]\n".to_owned(), |text, level| {
        format!("{text}a{}: &a{} [{}]\n", level + 1, level + 1, vec![format!("*a{level}"); 9].join(", "))
    });
    // What takes minutes where it is looked at once for each.
    let many = |from: &str, line: &str| -> Vec<u8> {
        let lines = (0..10_000).map(|number| line.replace('N', &number.to_string()));
        (from.to_owned() + &lines.collect::<String>()).into_bytes()
    };
    let texts: [(&str, Vec<u8>); 13] = [
        ("10,000 variables", many("", "OTEL_EXPORTER_OTLP_XN=vN\n")),
        (
            "10,000 variables of a container",
            many(
                "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - env:\n",
                "    - {name: OTEL_EXPORTER_OTLP_XN, value: vN}\n",
            ),
        ),
        ("10,000 variables of a chart", many("extraEnvs:\n", "- {name: OTEL_EXPORTER_OTLP_XN, value: vN}\n")),
        (
            "10,000 variables of a service",
            many("services:\n  a:\n    image: x\n    environment:\n", "      OTEL_EXPORTER_OTLP_XN: vN\n"),
        ),
        ("aliases", format!("{bomb}{head}").into_bytes()),
        (
            "merges",
            (0..30)
                .fold("x0: &x0 {a: b}\n".to_owned(), |text, n| {
                    format!("{text}x{}: &x{} {{a: *x{n}, b: *x{n}, <<: *x{n}}}\n", n + 1, n + 1)
                })
                .into_bytes(),
        ),
        ("depth", format!("{head}x: {}{}\n", "[".repeat(50_000), "]".repeat(50_000)).into_bytes()),
        ("NUL", format!("{head}\0").into_bytes()),
        ("tabs", "exporters:\n\totlp:\n".into()),
        ("not UTF-8", [head.as_bytes(), b"# caf\xe9\n"].concat()),
        ("UTF-16", head.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("references", format!("{head}x: '{}A{}'\n", "${env:".repeat(5_000), "}".repeat(5_000)).into_bytes()),
        (
            "variables",
            (1..40)
                .fold("A0=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n".to_owned(), |text, n| {
                    format!("{text}A{n}=${{A{}}}${{A{}}}\n", n - 1, n - 1)
                })
                .into_bytes(),
        ),
    ];
    for (name, bytes) in texts {
        let file = folder.path().join("x");
        fs::write(&file, bytes).unwrap();
        let began = std::time::Instant::now();
        let ran = otls(&["lint", file.to_str().unwrap()]);
        assert!((0..=2).contains(&ran.status), "{name}: {} {}", ran.status, ran.stderr);
        assert!(!ran.stderr.contains("panicked") && ran.stderr.len() < 2000, "{name}: {}", ran.stderr);
        assert!(began.elapsed().as_secs() < 30, "{name}");
    }
}
