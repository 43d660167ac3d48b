//! What is promised: codes and their texts, exit statuses, help, the schema, the README.

use std::collections::BTreeSet;
use std::fs;

use otls::cmd::exit;
use otls::finding::Code;

use crate::run::otls;
use crate::run::root;

const HEADINGS: [&str; 4] = ["## What was seen", "## Why it happens", "## How to fix it", "## How to check"];

#[test]
fn every_code_is_well_formed_and_has_its_text() {
    let mut slugs = BTreeSet::new();
    for &code in Code::ALL {
        let meta = code.meta();
        assert!(slugs.insert(meta.slug), "{} twice", meta.slug);
        assert!(meta.slug.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", meta.slug);
        assert!(!meta.summary.ends_with('.') && meta.summary.len() < 80, "{}", meta.slug);
        let text = meta.explanation;
        assert!(text.starts_with(&format!("# {}\n\n", meta.slug)), "{}: first line", meta.slug);
        let found: Vec<&str> = text.lines().filter(|line| line.starts_with("## ")).collect();
        assert_eq!(found, HEADINGS, "{}", meta.slug);
        assert!(text.len() > 600, "{}: the text is too short to help", meta.slug);
    }
    let files: BTreeSet<String> = fs::read_dir(root().join("src/finding/explain"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_str().unwrap().trim_end_matches(".md").to_owned())
        .collect();
    assert_eq!(files, slugs.iter().map(|slug| (*slug).to_owned()).collect());
}

/// Codes are never renamed or removed: a change here is a change of the contract.
#[test]
fn the_list_of_codes_is_known() {
    let mut slugs: Vec<&str> = Code::ALL.iter().map(|code| code.slug()).collect();
    slugs.sort_unstable();
    insta::assert_snapshot!(slugs.join("\n"));
}

#[test]
fn explain_lists_and_explains_every_code() {
    let list = otls(&["explain"]);
    assert_eq!(list.status, 0);
    for &code in Code::ALL {
        assert!(list.stdout.lines().any(|line| line.starts_with(code.slug())), "{code} is not listed");
        let one = otls(&["explain", code.slug()]);
        assert_eq!(one.status, 0, "{code}: {}", one.stderr);
        assert!(one.stdout.contains("## How to check"), "{code}");
        let last = one.stdout.lines().last().unwrap_or_default();
        assert!(last.starts_with("    otls probe "), "{code} ends with {last:?}");
    }
    for topic in otls::messages::topics::TOPICS {
        let one = otls(&["explain", topic.name]);
        let last = one.stdout.lines().last().unwrap_or_default();
        assert!(last.starts_with("    otls probe "), "{} ends with {last:?}", topic.name);
    }
    for code in ["unsupported-setting", "insecure-transport", "wrong-variable"] {
        let one = otls(&["explain", code]);
        assert!(one.stdout.ends_with("    otls probe --config collector.yaml\n"), "{code}: {}", one.stdout);
    }
    // A message that tells whose it is, and that it is about what is configured.
    for (message, command) in [
        (
            "'exporters' error reading configuration for \"otlp\": '' has invalid keys: insecure",
            "--config collector.yaml",
        ),
        (
            "ERROR o.o.sdk: Invalid endpoint, must start with http:// or https://: otel:4317",
            "--env-file <ENV_FILE>",
        ),
    ] {
        let one = otls(&["explain", message]);
        assert!(
            one.stdout.lines().any(|line| line.contains("otls probe ") && line.contains(command)),
            "{}",
            one.stdout
        );
    }
    let json = otls(&["explain", "expired", "-o", "json"]).json();
    assert_eq!(json[0]["code"], "expired");
    let unknown = otls(&["explain", "hostname-mismatch"]);
    assert_eq!((unknown.status, unknown.stdout.as_str()), (2, ""));
    assert!(unknown.stderr.contains("name-mismatch"), "{}", unknown.stderr);
}

#[test]
fn a_server_that_refuses_a_client_certificate_for_its_usage_is_mended_at_the_client() {
    let usage = "tls: failed to verify certificate: x509: certificate specifies an incompatible key usage";
    let at_the_client = otls(&["explain", "--side", "client", usage]);
    assert!(at_the_client.stdout.starts_with("wrong-key-usage"), "{}", at_the_client.stdout);
    assert!(!at_the_client.stdout.contains("--cert <CLIENT_CERT_FILE>"), "{}", at_the_client.stdout);
    let at_the_server = otls(&["explain", "--side", "server", usage]);
    assert!(at_the_server.stdout.starts_with("wrong-key-usage"), "{}", at_the_server.stdout);
    assert!(at_the_server.stdout.contains("--cert <CLIENT_CERT_FILE>"), "{}", at_the_server.stdout);
    assert!(!at_the_server.stdout.contains("the new certificate into the secret that the server mounts"));
    assert!(!at_the_server.stdout.contains("client_ca_file:"), "its issuer is not at fault");
}

#[test]
fn the_exit_table_is_in_the_help_the_manual_and_the_readme() {
    let help = otls(&["--help"]);
    assert_eq!(help.status, 0);
    assert!(help.stdout.contains(exit::TABLE), "{}", help.stdout);
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains(exit::TABLE), "README lacks the table of exit statuses");
    let manual = otls(&["man"]);
    assert!(
        manual.stdout.contains(".TH otls") && manual.stdout.contains("otls\\-probe"),
        "{}",
        manual.stdout
    );
}

#[test]
fn the_schema_is_printed_as_committed_and_is_a_schema() {
    let printed = otls(&["schema"]);
    assert_eq!(printed.stdout, fs::read_to_string(root().join("src/render/json/v1.schema.json")).unwrap());
    let schema: serde_json::Value = serde_json::from_str(&printed.stdout).unwrap();
    jsonschema::validator_for(&schema).unwrap();
}

#[test]
fn explanations_have_the_shape_of_their_schema() {
    let printed = otls(&["schema", "explanation"]);
    let committed = root().join("src/render/json/explanation.v1.schema.json");
    assert_eq!(printed.stdout, fs::read_to_string(committed).unwrap());
    let schema: serde_json::Value = serde_json::from_str(&printed.stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let messages = fs::read_to_string(root().join("fixtures/messages/work.jsonl")).unwrap();
    let messages = messages.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let texts: Vec<String> =
        messages.map(|message| message["message"].as_str().unwrap().to_owned()).collect();
    let mut arguments = vec!["explain", "-o", "json"];
    arguments.extend(texts.iter().map(String::as_str));
    let some = otls(&arguments);
    assert_eq!(some.status, 0, "{}", some.stderr);
    let none = otls(&["explain", "-o", "json", "all is well today"]);
    assert_eq!(none.status, 1);
    let problems = [some.json(), none.json()].concat();
    assert!(problems.len() > 20);
    for problem in problems {
        let wrong: Vec<String> = validator.iter_errors(&problem).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{wrong:?}: {problem}");
    }
}

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = otls(&["completions", shell]);
        assert_eq!(script.status, 0);
        assert!(script.stdout.contains("probe"), "{shell}");
    }
}

#[test]
fn the_two_mistakes_that_everybody_makes_once() {
    let bare = otls(&["collector.example.com:4317"]);
    assert_eq!(bare.status, 2);
    assert!(bare.stderr.contains("did you mean `otls probe collector.example.com:4317`?"), "{}", bare.stderr);
    let secret = otls(&["https://user:hunter2@collector.example.com"]);
    assert!(!secret.stderr.contains("hunter2"), "{}", secret.stderr);
    for flag in ["--insecure", "-k"] {
        let insecure = otls(&["probe", flag, "localhost:1"]);
        assert_eq!(insecure.status, 2);
        assert!(
            insecure.stderr.contains("cleartext") && insecure.stderr.contains("verify"),
            "{}",
            insecure.stderr
        );
    }
}
