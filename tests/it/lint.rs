//! `otls lint` from outside: every code of configuration, the schema, the statuses, changes in place.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

use crate::run::Ran;
use crate::run::command;
use crate::run::finish;
use crate::run::otls;
use crate::run::root;

/// Every JSON line against the committed schema.
fn assert_valid(ran: &Ran) {
    let schema: Value = serde_json::from_str(
        &fs::read_to_string(root().join("src/render/json/lint.v1.schema.json")).unwrap(),
    )
    .unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for line in ran.json() {
        let errors: Vec<String> =
            validator.iter_errors(&line).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}\n{line:#}");
    }
}

fn json(arguments: &[&str]) -> Ran {
    let ran = otls(&[&["lint", "-o", "json"], arguments].concat());
    assert_valid(&ran);
    ran
}

/// Pipes a text into `otls lint ARGUMENTS -`.
fn piped(text: &str, arguments: &[&str]) -> Ran {
    let mut child = command()
        .args([&["lint"], arguments, &["-"]].concat())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    Ran {
        status: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

const SDK: &str = "# ours\nfile_format: 1.0 # the version\ntracer_provider:\n  processors:\n    - batch:\n        exporter:\n          otlp_grpc:\n            endpoint: https://otel.example.com:4318\n            headers: [{name: api-key, value: hunter2}]\n";

#[test]
fn every_fixture_shows_its_code() {
    let mut seen = 0;
    for entry in fs::read_dir(root().join("fixtures/configurations")).unwrap() {
        let path = entry.unwrap().path();
        let code = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let ran = json(&[path.to_str().unwrap()]);
        assert!(ran.stderr.is_empty(), "{code}: {}", ran.stderr);
        let line = &ran.json()[0];
        let findings = line["findings"].as_array().unwrap();
        let found = findings.iter().find(|finding| finding["code"] == code.as_str());
        let found = found.unwrap_or_else(|| panic!("{code} is not found: {findings:#?}"));
        assert!(found["location"]["line"].as_u64().is_some(), "{code}: {found:#}");
        // It is what the file is about, not one thing of many.
        let worse = findings.iter().filter(|finding| finding["severity"] == "error").count();
        assert!(
            found["severity"] != "error" && worse == 0 || found["severity"] == "error",
            "{code}: {findings:#?}"
        );
        let text = otls(&["lint", path.to_str().unwrap()]);
        assert!(text.stdout.contains(&format!("[{code}]")) && text.stdout.contains('^'), "{}", text.stdout);
        assert!(text.stdout.lines().all(|line| !line.contains("<SETTING>")), "{}", text.stdout);
        seen += 1;
    }
    assert!(seen >= 10);
}

#[test]
fn the_schema_is_printed_as_committed() {
    let printed = otls(&["schema", "lint"]);
    assert_eq!(
        printed.stdout,
        fs::read_to_string(root().join("src/render/json/lint.v1.schema.json")).unwrap()
    );
    let schema: Value = serde_json::from_str(&printed.stdout).unwrap();
    jsonschema::validator_for(&schema).unwrap();
    assert_eq!(otls(&["schema", "report"]).stdout, otls(&["schema"]).stdout);
}

#[test]
fn statuses() {
    let file = "fixtures/configurations/unknown-setting.yaml";
    assert_eq!(json(&[file]).status, 1);
    assert_eq!(json(&["--fail-on", "never", file]).status, 0);
    let ignored = json(&["--ignore", "unknown-setting", file]);
    assert_eq!(ignored.status, 0);
    assert_eq!(ignored.json()[0]["verdict"], "ok");
    assert_eq!(ignored.json()[0]["findings"][0]["ignored"], true);
    let warning = "fixtures/configurations/verification-disabled.yaml";
    assert_eq!(json(&[warning]).status, 0);
    assert_eq!(json(&["--fail-on", "warning", warning]).status, 1);
    assert_eq!(json(&["--fail-on", "verification-disabled", warning]).status, 1);
    // A file that cannot be looked at is told; the others are looked at all the same.
    let both = json(&["no-such-file.yaml", file]);
    assert_eq!((both.status, both.json().len()), (2, 1));
    assert!(both.stderr.contains("no such file"), "{}", both.stderr);
    let other = otls(&["lint", "Cargo.toml"]);
    assert_eq!((other.status, other.stdout.as_str()), (2, ""), "{}", other.stdout);
}

#[test]
fn text_has_the_place_the_line_and_a_mark() {
    let ran = piped(SDK, &[]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let expected = "warning[port-mismatch]: port 4318 is that of OTLP over HTTP; this exporter\n  speaks gRPC\n --> <stdin>:8:23\n  |\n8 |             endpoint: https://otel.example.com:4318\n  |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n";
    assert!(ran.stdout.contains(expected), "{}", ran.stdout);
    assert!(ran.stdout.contains("https://otel.example.com:4317"), "{}", ran.stdout);
    assert!(ran.stdout.lines().last().unwrap().starts_with("2 warnings in <stdin>; `--fix` mends 1"));
    assert!(ran.stdout.lines().all(|line| line.len() <= 100), "{}", ran.stdout);
    let quiet = piped("file_format: '1.0'\n", &["-q"]);
    assert_eq!((quiet.status, quiet.stdout.as_str()), (0, ""));
    assert!(piped("file_format: '1.0'\n", &[]).stdout.starts_with("ok: "));
    assert!(piped(SDK, &["--color", "always"]).stdout.contains("\u{1b}["));
}

#[test]
fn no_secret_is_shown_in_any_form() {
    let collector = "exporters:\n  otlp_http:\n    endpoint: http://user:hunter2@a:4317/?key=hunter2\n    headers: {x-key: hunter2, y: 1}\n    tls: {ca_pem: hunter2, key_pem: hunter2, insecure: \"true\"}\n    auth: {password: hunter2}\nreceivers: {otlp: {protocols: {http: {tls: {key_pem: hunter2, insecure: true, token: hunter2}}}}}\nservice: {pipelines: {traces: {receivers: [otlp], exporters: [otlp_http]}}}\n";
    let pod = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - env:\n    - {name: OTEL_EXPORTER_OTLP_HEADERS, value: 'a=hunter2 x'}\n    - {name: OTEL_EXPORTER_OTLP_ENDPOINT, value: 'https://u:hunter2@a:4318'}\n    - {name: OTEL_EXPORTER_OTLP_TOKEN, value: hunter2}\n    - {name: OTEL_EXPORTER_OTLP_INSECURE, value: hunter2}\n";
    let env = "OTEL_EXPORTER_OTLP_ENDPOINT=https://u:hunter2@a:4318\nOTEL_EXPORTER_OTLP_HEADERS=\"authorization=Bearer hunter2\"\nOTEL_EXPORTER_OTLP_API_TOKEN=hunter2\n";
    for text in [SDK, collector, &pod.replace("value: hunter2}\n", "value: 'true'}\n"), env] {
        for arguments in [&[][..], &["-o", "json"], &["--diff"], &["-v"]] {
            let ran = piped(text, arguments);
            assert!(!ran.stdout.contains("hunter2"), "{}", ran.stdout);
            assert!(!ran.stderr.contains("hunter2"), "{}", ran.stderr);
        }
    }
}

#[test]
fn changes_are_made_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sdk.yaml");
    fs::write(&file, SDK).unwrap();
    let link = folder.path().join("link.yaml");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("sdk.yaml", &link).unwrap();
    }
    #[cfg(not(unix))]
    fs::copy(&file, &link).unwrap();
    let name = link.to_str().unwrap();
    let diff = otls(&["lint", "--diff", name]);
    assert!(
        diff.stdout.contains("-file_format: 1.0 # the version\n+file_format: \"1.0\" # the version\n"),
        "{}",
        diff.stdout
    );
    assert_eq!(diff.stdout, otls(&["lint", "--fix", "--dry-run", name]).stdout);
    assert_eq!(fs::read_to_string(&file).unwrap(), SDK);
    let fixed = json(&["--fix", name]);
    assert_eq!(fs::read_to_string(&link).unwrap(), SDK.replace("1.0", "\"1.0\""));
    let line = &fixed.json()[0];
    assert_eq!(line["fixes"][0]["made"], true);
    assert_eq!(line["findings"].as_array().unwrap().len(), 1, "{line:#}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    }
    // Nothing else is left in the folder, and there is nothing more to do.
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    assert_eq!(otls(&["lint", "--diff", name]).stdout, "");
    assert_eq!(json(&["--fix", name]).json()[0]["fixes"], serde_json::json!([]));
}

#[test]
fn what_cannot_be_changed_is_refused() {
    for (arguments, word) in [
        (&["lint", "--fix", "-"][..], "standard input"),
        (&["lint", "--fix"], "environment"),
        (&["lint", "--dry-run", "x"], "--fix"),
        (&["lint", "--diff", "-o", "json", "x"], "JSON"),
    ] {
        let ran = otls(arguments);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.stderr.contains(word), "{arguments:?}: {}", ran.stderr);
    }
}

#[test]
fn the_environment_is_looked_at_without_a_file() {
    let none = otls(&["lint"]);
    assert_eq!(none.status, 2, "{}", none.stdout);
    assert!(none.stderr.contains("no OTEL_* variable"), "{}", none.stderr);
    let ran = finish(command().env("OTEL_EXPORTER_OTLP_CA_CERT", "/ca.crt").args(["lint", "-o", "json"]));
    assert_valid(&ran);
    let line = &ran.json()[0];
    assert_eq!(line["file"], Value::Null);
    assert_eq!(line["findings"][0]["code"], "wrong-variable");
}

#[test]
fn runtimes_choose_the_findings() {
    let text = "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: otel-client}\nspec: {secretName: s, dnsNames: [a], issuerRef: {name: ca}}\n";
    assert!(piped(text, &[]).stdout.starts_with("ok: "));
    let java = piped(text, &["--runtime", "java"]);
    assert!(java.stdout.contains("PKCS#8") && java.stdout.contains("encoding: PKCS8"), "{}", java.stdout);
    let collector = "fixtures/configurations/unsupported-setting.yaml";
    assert_eq!(json(&["--runtime", "python", collector]).status, 0);
    assert_eq!(json(&["--runtime", "collector-grpc", collector]).status, 1);
}

#[test]
fn a_folder_s_files_are_judged_together() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let issuer = write(
        "issuer.yaml",
        "apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: {name: ca, namespace: a}\nspec: {ca: {secretName: ca}}\n",
    );
    let certificate = write(
        "certificate.yaml",
        "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: ca, namespace: b}\nspec: {secretName: ca, isCA: true, commonName: ca}\n",
    );
    assert_eq!(json(&[&issuer]).status, 0);
    let both = json(&[&issuer, &certificate]);
    assert_eq!(both.status, 1, "{}", both.stdout);
    let text = otls(&["lint", &issuer, &certificate]);
    assert!(text.stdout.contains("namespace") && text.stdout.contains("in 2 files"), "{}", text.stdout);
    assert!(Path::new(&issuer).exists());
}
